"""Anybody's table of series and targets, such as another district's or a published set, judged by a named rule."""

from core.assessment.series_table.headings import UNNAMED
from core.assessment.series_table.judging import SeriesResult, judge_table
from core.assessment.series_table.layout import Rows, TableError
from core.assessment.series_table.reading import read_table

__all__ = ["UNNAMED", "Rows", "SeriesResult", "TableError", "judge_table", "read_table"]
