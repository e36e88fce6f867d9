"""What a browser test claims of a whole page: on paper, and to people without a mouse or without sight."""
