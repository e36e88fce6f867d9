"""Assessments and tidy frames as Plotly figures: one template, one palette, the same colour for the same role."""

from core.figures.bars import grouped_bars, stacked_bars
from core.figures.base_layout import Figure
from core.figures.hindsight import hindsight
from core.figures.lines import lines
from core.figures.timelines.project_stages import timeline
from core.figures.trajectory import trajectory
from core.figures.waterfall import waterfall

__all__ = ["Figure", "grouped_bars", "hindsight", "lines", "stacked_bars", "timeline", "trajectory", "waterfall"]
