"""The page of tasks: every task of the plan and its safeguards as reported: by stage, in time, in a table, in full."""
