"""What a page shows, as values: every panel with its finding, figure, rows, source and notes, without Streamlit."""

from core.panels.panel import Cell, Column, Panel, Table

__all__ = ["Cell", "Column", "Panel", "Table"]
