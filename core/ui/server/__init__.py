"""The server around the pages: its own addresses, what happens to every answer, the shell in the reader's words."""
