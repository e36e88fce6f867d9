"""Observed values against dated goals: pace, named rules, verdict, what would change it, and the closing evaluation."""

from core.assessment.assess_goal import assess, status_at_most
from core.assessment.assessment import Assessment, StatementVerdict
from core.assessment.back_test import IntervalRecord, Reading, back_test
from core.assessment.closing import ClosingEvaluation, ClosingYear, Vintage, evaluate_closing
from core.assessment.counterfactual import Counterfactual, counterfactuals
from core.assessment.pace import Pace, pace, straight_path
from core.assessment.points import COVERAGE, JUDGED, SERIES, Coverage, Point, points
from core.assessment.rule_inputs import NOT_AVAILABLE, RuleInput, RuleResult, rule_input
from core.assessment.rules import RULES, Rule, apply_rule
from core.assessment.status import LAGGING, ON_TRACK, Reason, Status, meets_target
from core.assessment.waterfall import Contribution, Waterfall, close_waterfall

__all__ = [
    "COVERAGE",
    "JUDGED",
    "LAGGING",
    "NOT_AVAILABLE",
    "ON_TRACK",
    "RULES",
    "SERIES",
    "Assessment",
    "ClosingEvaluation",
    "ClosingYear",
    "Contribution",
    "Counterfactual",
    "Coverage",
    "IntervalRecord",
    "Pace",
    "Point",
    "Reading",
    "Reason",
    "Rule",
    "RuleInput",
    "RuleResult",
    "StatementVerdict",
    "Status",
    "Vintage",
    "Waterfall",
    "apply_rule",
    "assess",
    "back_test",
    "close_waterfall",
    "counterfactuals",
    "evaluate_closing",
    "meets_target",
    "pace",
    "points",
    "rule_input",
    "status_at_most",
    "straight_path",
]
