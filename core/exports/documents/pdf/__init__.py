"""A document as tagged, searchable PDF, set by a typesetter that needs no browser."""
