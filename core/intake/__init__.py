"""A clerk's workbook in: template, reading, checks, the workbook back with its errors marked, publishing."""
