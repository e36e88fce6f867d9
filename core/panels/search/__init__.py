"""What can be found on the pages, and what is found, ready to be shown."""
