"""A scenario as a workbook of formulas that another office can check."""
