"""What is shown in a meeting: the screens of every page, one finding each, in the order they are gone through."""
