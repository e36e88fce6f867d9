"""The page of all indicators: search, filters, cards a page at a time."""
