"""Rounds of returns that are under way."""
