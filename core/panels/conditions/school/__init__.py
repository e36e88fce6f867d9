"""One school in full: its conditions, their course, its people, and every number it reported."""
