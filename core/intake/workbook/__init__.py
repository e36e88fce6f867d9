"""Reads files of spreadsheet programs and CSV files into plain grids; knows nothing of returns."""
