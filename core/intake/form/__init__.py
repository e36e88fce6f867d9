"""The form that goes out: its sheets and columns, their words, the template workbook and its code."""
