"""Which returns are owed, which are missing, and so which years are whole."""
