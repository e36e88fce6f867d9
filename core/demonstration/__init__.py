"""The generator of the demonstration releases: invented schools and colleges, the same bytes every time."""
