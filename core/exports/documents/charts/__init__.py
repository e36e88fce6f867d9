"""Figures of the screen as charts of an office program: the same traces as series with a data sheet."""

from core.exports.documents.charts.from_figure import native_chart as native_chart
from core.exports.documents.charts.native import ChartKind as ChartKind
from core.exports.documents.charts.native import Drawn as Drawn
from core.exports.documents.charts.native import NativeChart as NativeChart
from core.exports.documents.charts.native import NativeSeries as NativeSeries
from core.exports.documents.charts.native import Reference as Reference
