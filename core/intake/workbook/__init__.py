"""Files of spreadsheet programs and CSV, read into plain grids; knows nothing of returns."""
