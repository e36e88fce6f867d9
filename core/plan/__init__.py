"""The plan as dated, cited, validated data: goals, tasks, clauses, milestones, indicators, standards."""
