"""A return merged into the release it was made from, three ways, row by row."""
