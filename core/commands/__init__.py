"""The command line: one file a command, one set of exit codes."""
