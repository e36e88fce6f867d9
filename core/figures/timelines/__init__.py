"""Planned against actual days: stages of projects, tasks of a plan."""
