"""The page of programmes and industries: what serves which industry, which programmes need a look, all in one list."""
