"""What would follow if a planner decided otherwise: cohorts carried forward, and colleges that fill after opening."""
