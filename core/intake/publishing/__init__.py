"""From a file to a release: check a return, list what it changes, run the checklist, publish under a lock."""
