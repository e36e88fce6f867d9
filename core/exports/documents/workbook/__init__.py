"""A document as a workbook (XLSX): a sheet of contents, then a sheet a view with numbers, chart and words."""
