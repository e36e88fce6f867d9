"""The page of tasks on the screen: filters and views, one task in full, a file's fingerprint."""
