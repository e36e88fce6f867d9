"""The ids of the texts that name units: with a number, alone, and as a code of a return."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.plan.indicators import MeasureUnit

UNIT_TEXT: Final[Mapping[str, str]] = {
    MeasureUnit.PERSONS: "unit.persons",
    MeasureUnit.PERSON_TIMES: "unit.person_times",
    MeasureUnit.COLLEGES: "unit.colleges",
    MeasureUnit.SCHOOLS: "unit.schools",
    MeasureUnit.PROJECTS: "unit.projects",
    MeasureUnit.CERTIFICATES: "unit.certificates",
    MeasureUnit.ENTERPRISES: "unit.enterprises",
    MeasureUnit.BASES: "unit.bases",
    MeasureUnit.CLASSES: "unit.classes",
    MeasureUnit.PROGRAMMES: "unit.programmes",
    MeasureUnit.COURSES: "unit.courses",
    MeasureUnit.ROOMS: "unit.rooms",
    MeasureUnit.STUDIOS: "unit.studios",
    MeasureUnit.ACTIVITIES: "unit.activities",
    MeasureUnit.ITEMS: "unit.items",
    MeasureUnit.HOURS: "unit.hours",
    MeasureUnit.TEN_THOUSAND_YUAN: "unit.ten_thousand_yuan",
    MeasureUnit.YUAN: "unit.yuan",
    MeasureUnit.SQUARE_METRES: "unit.square_metres",
    MeasureUnit.VOLUMES: "unit.volumes",
}
"""A number with its unit word; shares and ratios are written with a sign."""

UNIT_NAME_TEXT: Final[Mapping[str, str]] = {
    MeasureUnit.PERSONS: "unit_name.persons",
    MeasureUnit.PERSON_TIMES: "unit_name.person_times",
    MeasureUnit.COLLEGES: "unit_name.colleges",
    MeasureUnit.SCHOOLS: "unit_name.schools",
    MeasureUnit.PROJECTS: "unit_name.projects",
    MeasureUnit.CERTIFICATES: "unit_name.certificates",
    MeasureUnit.ENTERPRISES: "unit_name.enterprises",
    MeasureUnit.BASES: "unit_name.bases",
    MeasureUnit.CLASSES: "unit_name.classes",
    MeasureUnit.PROGRAMMES: "unit_name.programmes",
    MeasureUnit.COURSES: "unit_name.courses",
    MeasureUnit.ROOMS: "unit_name.rooms",
    MeasureUnit.STUDIOS: "unit_name.studios",
    MeasureUnit.ACTIVITIES: "unit_name.activities",
    MeasureUnit.ITEMS: "unit_name.items",
    MeasureUnit.HOURS: "unit_name.hours",
    MeasureUnit.TEN_THOUSAND_YUAN: "unit_name.ten_thousand_yuan",
    MeasureUnit.YUAN: "unit_name.yuan",
    MeasureUnit.SQUARE_METRES: "unit_name.square_metres",
    MeasureUnit.VOLUMES: "unit_name.volumes",
    MeasureUnit.SHARE: "unit_name.share",
    MeasureUnit.RATIO: "unit_name.ratio",
}
"""The unit of an indicator without a number."""

COLUMN_UNIT_TEXT: Final[Mapping[str, str]] = {**UNIT_NAME_TEXT, MeasureUnit.RATIO: "unit_name.share"}
"""The same in a column of numbers, where shares and ratios are percentages."""

OBSERVATION_UNIT_TEXT: Final[Mapping[str, str]] = {
    MeasureUnit.PERSONS: "observation_unit.persons",
    MeasureUnit.PERSON_TIMES: "observation_unit.person_times",
    MeasureUnit.COLLEGES: "observation_unit.colleges",
    MeasureUnit.SCHOOLS: "observation_unit.schools",
    MeasureUnit.PROJECTS: "observation_unit.projects",
    MeasureUnit.CERTIFICATES: "observation_unit.certificates",
    MeasureUnit.ENTERPRISES: "observation_unit.enterprises",
    MeasureUnit.BASES: "observation_unit.bases",
    MeasureUnit.CLASSES: "observation_unit.classes",
    MeasureUnit.PROGRAMMES: "observation_unit.programmes",
    MeasureUnit.COURSES: "observation_unit.courses",
    MeasureUnit.ROOMS: "observation_unit.rooms",
    MeasureUnit.STUDIOS: "observation_unit.studios",
    MeasureUnit.ACTIVITIES: "observation_unit.activities",
    MeasureUnit.ITEMS: "observation_unit.items",
    MeasureUnit.HOURS: "observation_unit.hours",
    MeasureUnit.TEN_THOUSAND_YUAN: "observation_unit.ten_thousand_yuan",
    MeasureUnit.YUAN: "observation_unit.yuan",
    MeasureUnit.SQUARE_METRES: "observation_unit.square_metres",
    MeasureUnit.VOLUMES: "observation_unit.volumes",
    MeasureUnit.SHARE: "observation_unit.share",
    MeasureUnit.RATIO: "observation_unit.ratio",
}
"""The unit of an observation as a code of a return."""

MEASURE_UNIT: Final[Mapping[str, MeasureUnit]] = {
    **dict.fromkeys(
        (
            *("entrants", "enrolment", "graduates", "planned_entrants", "persons", "employed", "students"),
            *("full_time_teachers", "specialised", "dual_qualified", "industry_part_time", "graduate_degree_teachers"),
            *("senior_title", "intermediate_title", "junior_title", "no_title"),
            *("births", "junior_graduates", "upper_secondary_entrants"),
        ),
        MeasureUnit.PERSONS,
    ),
    "person_times": MeasureUnit.PERSON_TIMES,
    "certificates": MeasureUnit.CERTIFICATES,
    **dict.fromkeys(("campus_area", "building_area", "teaching_area", "dormitory_area"), MeasureUnit.SQUARE_METRES),
    "equipment_value": MeasureUnit.YUAN,
    "books": MeasureUnit.VOLUMES,
    "partner_enterprises": MeasureUnit.ENTERPRISES,
    "training_bases": MeasureUnit.BASES,
}
"""The unit of a measure of the returns; full-time teachers by the name that tells them from full-time studies."""
