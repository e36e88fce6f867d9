"""A copy of the plan that the user supplies: read, divided into numbered clauses, and compared with the plan's data."""
