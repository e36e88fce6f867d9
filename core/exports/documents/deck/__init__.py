"""A document as a deck of slides that can be edited: native charts with their data, native tables, notes."""
