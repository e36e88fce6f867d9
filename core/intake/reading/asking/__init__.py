"""Asks about what may be meant otherwise than it was read: how cells look, and notes around a table."""
