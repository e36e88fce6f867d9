"""Marks cells of somebody's own workbook with colours and comments; knows nothing of returns."""
