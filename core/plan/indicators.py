"""The catalogue of indicators: what each one counts, in which unit, and which way is better."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import Field, FiniteFloat, model_validator

from core.toml_entries import (
    Identifier,
    ListOf,
    NonEmptyListOf,
    OneOf,
    PlanError,
    PlanProblem,
    TomlEntry,
    Words,
    entry_problem,
    file_name,
    read_toml,
)


class MeasureUnit(StrEnum):
    """What is counted, or how parts relate. A `ratio` is stored as the share of its first part and shown as 4 : 6."""

    PERSONS = "persons"
    PERSON_TIMES = "person_times"
    COLLEGES = "colleges"
    SCHOOLS = "schools"
    PROJECTS = "projects"
    CERTIFICATES = "certificates"
    ENTERPRISES = "enterprises"
    BASES = "bases"
    CLASSES = "classes"
    PROGRAMMES = "programmes"
    COURSES = "courses"
    ROOMS = "rooms"
    STUDIOS = "studios"
    ACTIVITIES = "activities"
    ITEMS = "items"
    HOURS = "hours"
    TEN_THOUSAND_YUAN = "ten_thousand_yuan"
    YUAN = "yuan"
    SQUARE_METRES = "square_metres"
    VOLUMES = "volumes"
    SHARE = "share"
    RATIO = "ratio"

    @property
    def is_heads(self) -> bool:
        """Whether it comes in whole ones only, a computed value too: no goal is missed by 0.9 person."""
        return self in (MeasureUnit.PERSONS, MeasureUnit.PERSON_TIMES, MeasureUnit.CERTIFICATES)

    @property
    def has_fractions(self) -> bool:
        """Whether a value may have digits after the point."""
        amounts = (MeasureUnit.HOURS, MeasureUnit.TEN_THOUSAND_YUAN, MeasureUnit.YUAN, MeasureUnit.SQUARE_METRES)
        return self.is_share or self in amounts

    @property
    def is_share(self) -> bool:
        """Whether values are shares from 0 to 1 with a numerator and a denominator."""
        return self in (MeasureUnit.SHARE, MeasureUnit.RATIO)


class Better(StrEnum):
    """Which direction is an improvement; every indicator says so itself."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"  # more is neither better nor worse: no goal can be set


class OverUnits(StrEnum):
    """How what several units report becomes the figure of the district."""

    SUM = "sum"
    PARTS = "parts"  # of a share: numerators over denominators
    DISTRICT = "district"  # it is not added up: only what one unit states for the whole district counts


class Supplier(StrEnum):
    """Who supplies an indicator."""

    SCHOOLS = "schools"  # every vocational school for itself
    EDUCATION_COMMISSION = "education_commission"
    HUMAN_RESOURCES = "human_resources"
    FINANCE = "finance"
    COMMUNITY_EDUCATION = "community_education"


class IndicatorKind(StrEnum):
    """How the values of two years relate."""

    STOCK = "stock"  # counted on a day
    FLOW = "flow"  # counted over a year
    SHARE = "share"  # numerator over denominator
    COUNT_OF_STEPS = "count_of_steps"  # whole things completed, one by one


class PathShape(StrEnum):
    """How the required path runs from the baseline to the goal."""

    LINEAR = "linear"
    STEPS = "steps"


class IndicatorPage(StrEnum):
    """The page that explains an indicator, or follows a task; the value is its address."""

    COLLEGES = "colleges"
    ENROLMENT = "enrolment"
    TEACHERS = "teachers"
    TRAINING = "training"
    CONDITIONS = "conditions"
    PROGRAMMES = "programmes"
    SOURCES = "sources"
    INDICATORS = "indicators"


class SeriesBreak(TomlEntry):
    """From `year` on the indicator counts something else; nothing is joined across it."""

    year: int
    reason: Words


class Indicator(TomlEntry):
    """One defined measure.

    `lower` and `upper` are inclusive natural bounds of its values (absent: unbounded). `numerator` and `denominator`
    say what a share divides by what, and are required of one; `parts_unit` is what both count. `numerator_adds`: more
    in the numerator are as many more in the denominator (students who come), not others of it (teachers who qualify).
    `decimals` (0 to 4) are the digits shown after the point: of the percentage for a share, of either part for a
    ratio. An indicator that no query computes is read from the dataset `observations` by its `id`, so a plan can
    declare one by data alone: `over_units` then says how the rows of several units become one figure (without it, by
    parts for a share, else by sum), `supplied_by` who reports it, and `source_form` on which form it stands.
    `part_of` is the indicator in the same unit of which it counts a part, so that it cannot be the larger of the two.
    """

    id: Identifier
    unit: OneOf[MeasureUnit]
    better: OneOf[Better]
    kind: OneOf[IndicatorKind]
    path: OneOf[PathShape]
    page: OneOf[IndicatorPage]
    decimals: int = Field(ge=0, le=4)
    label: Words
    short_label: Words
    definition: Words
    reference_date: Words
    numerator: Words | None = None
    denominator: Words | None = None
    parts_unit: OneOf[MeasureUnit] = MeasureUnit.PERSONS
    numerator_adds: bool = False
    lower: FiniteFloat | None = None
    upper: FiniteFloat | None = None
    breaks: ListOf[SeriesBreak] = ()
    over_units: OneOf[OverUnits] | None = None
    supplied_by: OneOf[Supplier] | None = None
    source_form: Words | None = None
    part_of: Identifier | None = None

    @model_validator(mode="after")
    def _parts_and_bounds(self) -> Self:
        if self.unit.is_share:
            for key in ("numerator", "denominator"):
                if getattr(self, key) is None:
                    raise entry_problem(PlanProblem.MISSING_KEY, key)
            if self.kind is not IndicatorKind.SHARE:
                raise entry_problem(
                    PlanProblem.NOT_ONE_OF, "kind", found=f'"{self.kind}"', choices=f"'{IndicatorKind.SHARE}'"
                )
        wrong = OverUnits.SUM if self.unit.is_share else OverUnits.PARTS
        if self.over_units is wrong:
            choices = " · ".join(f"'{rule}'" for rule in OverUnits if rule is not wrong)
            raise entry_problem(PlanProblem.NOT_ONE_OF, "over_units", found=f'"{wrong}"', choices=choices)
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise entry_problem(PlanProblem.WRONG_ORDER, "upper", found=self.upper, other="lower", limit=self.lower)
        return self

    @property
    def bounds(self) -> tuple[float, float]:
        """The inclusive bounds of a value, infinite where open; within 0 to 1 for a share."""
        lowest, highest = (0.0, 1.0) if self.unit.is_share else (float("-inf"), float("inf"))
        return (
            lowest if self.lower is None else max(lowest, self.lower),
            highest if self.upper is None else min(highest, self.upper),
        )


class _Catalogue(TomlEntry):
    indicator: NonEmptyListOf[Indicator]


def read_indicators(path: Path) -> tuple[Indicator, ...]:
    """The indicators of one TOML file in its order. Raises PlanError, also for an id that occurs twice."""
    indicators = read_toml(path, _Catalogue).indicator
    seen: set[str] = set()
    for indicator in indicators:
        if indicator.id in seen:
            raise PlanError(
                PlanProblem.REPEATED_ID, file_name(path), f"indicator[{indicator.id}].id", found=indicator.id
            )
        seen.add(indicator.id)
    return indicators
