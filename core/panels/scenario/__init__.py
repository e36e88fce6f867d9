"""A scenario as panels: goals, what it would take, what matters, limits of schools, side by side, assumptions."""
