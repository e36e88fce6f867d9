"""What the models of a scenario start from: a release, turned into values, ranges and origins of every lever."""
