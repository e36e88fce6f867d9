"""What the longer commands print: the report of a return, and that of a scenario."""
