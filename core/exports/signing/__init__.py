"""Codes on what is handed over: made with a key of the workspace, looked up later, compared with a file dropped in."""
