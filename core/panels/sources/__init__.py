"""What the page of sources lists: how a list is searched, and what a release holds."""
