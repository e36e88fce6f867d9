"""The panels of the intake page: who has reported, what a return holds, what is wrong in it, what it would change."""
