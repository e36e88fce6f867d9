"""Observed values against dated goals: pace, named rules, verdict, what would turn it, and the closing evaluation."""

from core.assessment.cases import NOT_AVAILABLE, Case, Finding, case
from core.assessment.closing import Closing, Vintage, Year, evaluate
from core.assessment.paths import Pace, pace, path, reached
from core.assessment.points import SERIES, Point, points, since_break
from core.assessment.rules import RULES, Rule, judged, progress_chart, progress_measure, weather
from core.assessment.status import LAGGING, ON_TRACK, Reason, Status
from core.assessment.turning import Turn, turns
from core.assessment.verdict import Assessment, StatementVerdict, assess

__all__ = [
    "LAGGING",
    "NOT_AVAILABLE",
    "ON_TRACK",
    "RULES",
    "SERIES",
    "Assessment",
    "Case",
    "Closing",
    "Finding",
    "Pace",
    "Point",
    "Reason",
    "Rule",
    "StatementVerdict",
    "Status",
    "Turn",
    "Vintage",
    "Year",
    "assess",
    "case",
    "evaluate",
    "judged",
    "pace",
    "path",
    "points",
    "progress_chart",
    "progress_measure",
    "reached",
    "since_break",
    "turns",
    "weather",
]
