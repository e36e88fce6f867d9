"""The search box and what it is answered, and the page of results."""
