"""A document in both languages as one HTML file that asks nothing of any server."""
