"""The form with which somebody supplies, replaces or removes the copy of a plan."""
