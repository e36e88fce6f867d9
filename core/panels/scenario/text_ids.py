"""The ids of the texts that name the codes of scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.scenario.accepted_values import Refusal
from core.scenario.basis import GapReason
from core.scenario.levers import LeverGroup, LeverUnit

LEVER_UNIT_TEXT: Final[Mapping[str, str]] = {
    LeverUnit.SHARE: "lever.unit.share",
    LeverUnit.SHARE_PER_YEAR: "lever.unit.share_per_year",
    LeverUnit.RATIO_OF_ONE: "lever.unit.ratio_of_one",
    LeverUnit.PERSONS_PER_YEAR: "lever.unit.persons_per_year",
    LeverUnit.PLACES: "lever.unit.places",
    LeverUnit.PLACES_PER_SCHOOL: "lever.unit.places_per_school",
    LeverUnit.YEARS: "lever.unit.years",
    LeverUnit.SQUARE_METRES_PER_YEAR: "lever.unit.square_metres_per_year",
    LeverUnit.YUAN_PER_YEAR: "lever.unit.yuan_per_year",
    LeverUnit.VOLUMES_PER_YEAR: "lever.unit.volumes_per_year",
}
"""A value of a lever with its unit; a year is written as one."""

LEVER_UNIT_NAME_TEXT: Final[Mapping[str, str]] = {
    LeverUnit.SHARE: "lever.unit_name.share",
    LeverUnit.SHARE_PER_YEAR: "lever.unit_name.share_per_year",
    LeverUnit.RATIO_OF_ONE: "lever.unit_name.ratio_of_one",
    LeverUnit.PERSONS_PER_YEAR: "lever.unit_name.persons_per_year",
    LeverUnit.PLACES: "lever.unit_name.places",
    LeverUnit.PLACES_PER_SCHOOL: "lever.unit_name.places_per_school",
    LeverUnit.YEAR: "lever.unit_name.year",
    LeverUnit.YEARS: "lever.unit_name.years",
    LeverUnit.SQUARE_METRES_PER_YEAR: "lever.unit_name.square_metres_per_year",
    LeverUnit.YUAN_PER_YEAR: "lever.unit_name.yuan_per_year",
    LeverUnit.VOLUMES_PER_YEAR: "lever.unit_name.volumes_per_year",
}
"""The unit of a lever without a number."""

LEVER_GROUP_TEXT: Final[Mapping[str, str]] = {
    LeverGroup.ENROLMENT: "scenario.group.enrolment",
    LeverGroup.COLLEGES: "scenario.group.colleges",
    LeverGroup.TEACHERS: "scenario.group.teachers",
    LeverGroup.TRAINING: "scenario.group.training",
    LeverGroup.CONDITIONS: "scenario.group.conditions",
    LeverGroup.PROJECTS: "scenario.group.projects",
}
"""The part of the model a lever belongs to."""

LEVER_SHEET_GROUP_TEXT: Final[Mapping[str, str]] = {
    LeverGroup.ENROLMENT: "scenario_book.group_enrolment",
    LeverGroup.COLLEGES: "scenario_book.group_colleges",
    LeverGroup.TEACHERS: "scenario_book.group_teachers",
    LeverGroup.TRAINING: "scenario_book.group_training",
    LeverGroup.CONDITIONS: "scenario_book.group_conditions",
    LeverGroup.PROJECTS: "scenario_book.group_projects",
}
"""The same in the workbook of a scenario."""

REFUSAL_TEXT: Final[Mapping[str, str]] = {
    Refusal.UNKNOWN: "scenario.refused.unknown",
    Refusal.NOT_A_NUMBER: "scenario.refused.not_a_number",
    Refusal.TOO_LOW: "scenario.refused.too_low",
    Refusal.TOO_HIGH: "scenario.refused.too_high",
    Refusal.UNREADABLE: "scenario.refused.unreadable",
}
"""Why a value of an address was not used."""

PART_TEXT: Final[Mapping[str, str]] = {
    LeverGroup.ENROLMENT: "scenario.part.enrolment",
    LeverGroup.COLLEGES: "scenario.part.colleges",
    LeverGroup.TEACHERS: "scenario.part.teachers",
    LeverGroup.TRAINING: "scenario.part.training",
    LeverGroup.CONDITIONS: "scenario.part.conditions",
    LeverGroup.PROJECTS: "scenario.part.projects",
}
"""What a part of the model works out."""

GAP_TEXT: Final[Mapping[str, str]] = {
    GapReason.LACKING: "scenario.gap.lacking",
    GapReason.NO_COMMON_YEAR: "scenario.gap.no_common_year",
    GapReason.ENDED: "scenario.gap.ended",
    GapReason.ALL_CLOSED: "scenario.gap.all_closed",
    GapReason.COLLEGE: "scenario.gap.college",
    GapReason.GROUP: "scenario.gap.group",
    GapReason.NO_STANDARD: "scenario.gap.no_standard",
    GapReason.NO_SCHOOL: "scenario.gap.no_school",
    GapReason.NO_STUDENTS: "scenario.gap.no_students",
    GapReason.NO_ENROLMENT: "scenario.gap.no_enrolment",
    GapReason.SCHOOL: "scenario.gap.school",
    GapReason.UNREAD: "scenario.gap.unread",
    GapReason.NO_THRESHOLDS: "scenario.gap.no_thresholds",
    GapReason.PLACES: "scenario.gap.places",
    GapReason.PLACES_NO_STANDARD: "scenario.gap.places_no_standard",
    GapReason.PLACES_NOT_ASKED: "scenario.gap.places_not_asked",
    GapReason.STEPS: "scenario.gap.steps",
    GapReason.NO_MODEL: "scenario.gap.no_model",
}
"""Why a part of the model, or something in it, is not worked out."""
