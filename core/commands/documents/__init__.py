"""Commands about documents that are handed over as a whole."""
