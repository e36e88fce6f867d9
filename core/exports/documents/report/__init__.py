"""A document as a report that can be edited, in the layout of official documents: native charts and tables."""
