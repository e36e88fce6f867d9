"""What leaves the screen: the same values in files."""
