"""A file in, rows and findings out: tables, headings, cells, units, numbers of persons."""
