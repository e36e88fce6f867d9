"""The ids of the texts that codes are shown with: one table a family of codes, keyed by enum member or code."""
