"""A return merged into the newest release, three ways, row by row: its form, itself, and the release of today."""
