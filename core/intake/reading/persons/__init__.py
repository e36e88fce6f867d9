"""Finds numbers of persons in a file, and tells them from amounts that have as many digits."""
