"""Every indicator of the plan as a trend, with or without a goal."""
