"""The clerk's own workbook with the cells in question marked; knows nothing of returns."""
