"""The ids of the texts that name what is said of a school against a standard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.conditions.cards import Card
from core.conditions.school_verdicts import CellState, Verdict

VERDICT_TEXT: Final[Mapping[str, str]] = {
    Verdict.FAILS: "conditions.verdict.fails",
    Verdict.UNKNOWN: "conditions.verdict.unknown",
    Verdict.MEETS: "conditions.verdict.meets",
    Verdict.NO_THRESHOLDS: "conditions.verdict.no_thresholds",
}
"""What can be said of a school."""

STATE_TEXT: Final[Mapping[str, str]] = {
    CellState.MEETS: "conditions.state.meets",
    CellState.FAILS: "conditions.state.fails",
    CellState.NOT_ASKED: "conditions.state.not_asked",
    CellState.UNKNOWN: "conditions.state.unknown",
    CellState.UNVERIFIED: "conditions.state.unverified",
    CellState.NOT_COLLECTED: "conditions.state.not_collected",
}
"""What can be said of one threshold of a school; an unknown value is shown with its reason instead."""

CARD_TEXT: Final[Mapping[str, str]] = {
    Card.NONE: "conditions.card.none",
    Card.RESTRICTED: "conditions.card.restricted",
    Card.SUSPENDED: "conditions.card.suspended",
    Card.SUSPENDED_BY_YEARS: "conditions.card.suspended_by_years",
    Card.AT_LEAST_RESTRICTED: "conditions.card.at_least_restricted",
    Card.UNKNOWN: "conditions.card.unknown",
}
"""What a college's failures bring."""

SCHOOL_AMOUNT_TEXT: Final[Mapping[str, str]] = {
    "campus_area": "conditions.amount.square_metres",
    "building_area": "conditions.amount.square_metres",
    "teaching_area": "conditions.amount.square_metres",
    "dormitory_area": "conditions.amount.square_metres",
    "equipment_value": "conditions.amount.yuan",
    "books": "conditions.amount.volumes",
    "students": "conditions.amount.students",
    "full_time_teachers": "conditions.amount.teachers",
    "full_time": "conditions.amount.teachers",
    "graduate_degree_teachers": "conditions.amount.graduate_degree_teachers",
    "specialised": "conditions.amount.specialised",
    "dual_qualified": "conditions.amount.dual_qualified",
    "industry_part_time": "conditions.amount.industry_part_time",
    "senior_title": "conditions.amount.senior_title",
    "intermediate_title": "conditions.amount.intermediate_title",
    "junior_title": "conditions.amount.junior_title",
    "no_title": "conditions.amount.teachers",
}
"""An amount of what a school has, by measure: `{number}` with its unit."""
