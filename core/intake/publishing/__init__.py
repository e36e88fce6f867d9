"""From a file to a release: what it changes, the checklist, the lock, publishing."""
