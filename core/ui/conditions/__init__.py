"""The page of conditions on the screen."""
