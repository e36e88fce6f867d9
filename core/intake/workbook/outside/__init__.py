"""The texts of a workbook outside its cells: comments, shapes, properties, stored data of pivot tables and links."""
