"""The levers of a scenario: declared in a file, given value and range by a release, read from a link or command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Self

from pydantic import Field, FiniteFloat, model_validator

from core.plan.indicators import Better
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
    read_toml,
)

MODEL_VERSION = "2"
"""Raised when the same levers give other results; a link made with another version says so."""
LAST_YEAR = 2035
"""The last year any scenario is carried to."""
NEVER = LAST_YEAR + 1
"""A year lever at this value means: not within any scenario."""


class LeverGroup(StrEnum):
    """The part of the model a lever belongs to, in the order of the page."""

    ENROLMENT = "enrolment"
    COLLEGES = "colleges"
    TEACHERS = "teachers"
    TRAINING = "training"
    CONDITIONS = "conditions"
    PROJECTS = "projects"


class LeverUnit(StrEnum):
    """What one of a lever's value is; a share is 0 to 1, money is in yuan."""

    SHARE = "share"
    SHARE_PER_YEAR = "share_per_year"
    RATIO_OF_ONE = "ratio_of_one"
    PERSONS_PER_YEAR = "persons_per_year"
    PLACES = "places"
    PLACES_PER_SCHOOL = "places_per_school"
    YEAR = "year"
    YEARS = "years"
    SQUARE_METRES_PER_YEAR = "square_metres_per_year"
    YUAN_PER_YEAR = "yuan_per_year"
    VOLUMES_PER_YEAR = "volumes_per_year"


WHOLE = frozenset({LeverUnit.PLACES, LeverUnit.PLACES_PER_SCHOOL, LeverUnit.YEAR})
"""Units of which there is no half."""


class Per(StrEnum):
    """What a lever exists once for."""

    DISTRICT = "district"
    COLLEGE = "college"
    TARGET_GROUP = "target_group"
    MILESTONE = "milestone"
    GOAL = "goal"


class LeverDeclaration(TomlEntry):
    """A lever as the file declares it. `low`, `high`, `fallback` and `fallback_range` are inclusive, in `unit`;
    `favourable` is the direction that serves the goals."""

    id: Identifier
    code: str = Field(pattern=r"^[A-DF-Za-df-z]$")  # never e, which stands in numbers
    per: OneOf[Per] = Per.DISTRICT
    group: OneOf[LeverGroup]
    favourable: OneOf[Better]
    unit: OneOf[LeverUnit]
    low: FiniteFloat
    high: FiniteFloat
    step: FiniteFloat = Field(gt=0)
    fallback: FiniteFloat | None = None
    fallback_range: ListOf[FiniteFloat] = ()
    label: Words
    meaning: Words

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.favourable is Better.NONE:
            choices = f"'{Better.HIGHER}' · '{Better.LOWER}'"
            raise entry_problem(PlanProblem.NOT_ONE_OF, "favourable", found=f'"{Better.NONE}"', choices=choices)
        if self.high <= self.low:
            raise entry_problem(PlanProblem.WRONG_ORDER, "high", found=self.high, other="low", limit=self.low)
        for key, value in (("fallback", self.fallback), *(("fallback_range", value) for value in self.fallback_range)):
            if value is not None and not self.low <= value <= self.high:
                raise entry_problem(PlanProblem.OUT_OF_BOUNDS, key, found=value, lower=self.low, upper=self.high)
        return self


class Assumption(TomlEntry):
    """Something the models take as given: its value, where it is from, and whether that was verified."""

    id: Identifier
    value: FiniteFloat
    unit: OneOf[LeverUnit]
    verified: bool
    label: Words
    source: Words


class Declarations(TomlEntry):
    """The whole file."""

    lever: NonEmptyListOf[LeverDeclaration]
    assumption: NonEmptyListOf[Assumption]

    def declaration(self, id: str) -> LeverDeclaration:
        """The lever of this id. Raises KeyError."""
        return next(lever for lever in self.lever if lever.id == id)

    def assumption_value(self, id: str) -> float:
        """The value of an assumption. Raises KeyError."""
        assumption = next((assumption for assumption in self.assumption if assumption.id == id), None)
        if assumption is None:
            raise KeyError(id)
        return assumption.value


def read_levers(path: Path) -> Declarations:
    """The levers and assumptions of a file. Raises PlanError, also for an id that occurs twice."""
    declarations = read_toml(path, Declarations)
    for table, ids in (
        ("lever", [lever.id for lever in declarations.lever]),
        ("lever", [lever.code for lever in declarations.lever]),
        ("assumption", [assumption.id for assumption in declarations.assumption]),
    ):
        for id in ids:
            if ids.count(id) > 1:
                raise PlanError(PlanProblem.REPEATED_ID, f"{path.parent.name}/{path.name}", f"{table}[{id}]", found=id)
    return declarations


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a default comes from: `rule` names a sentence (`lever.origin.<rule>`), `facts` its values.

    `filled`: units that did not report count in it with their last value.
    """

    rule: str
    facts: tuple[tuple[str, str | int | float], ...] = ()
    verified: bool = True
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Lever:
    """One lever of one release.

    `unit_id` and `name` say which college, group, project or goal it is for (empty for the district). `default` is the
    current course, on no step; `plausible` what history makes likely, both inclusive, within `low` and `high`.
    """

    id: str
    declaration: LeverDeclaration
    low: float
    high: float
    default: float
    plausible: tuple[float, float]
    origin: Origin
    unit_id: str = ""
    name: Words | None = None

    @property
    def step(self) -> float:
        return self.declaration.step

    @property
    def group(self) -> LeverGroup:
        return self.declaration.group

    @property
    def unit(self) -> LeverUnit:
        return self.declaration.unit

    def positions(self) -> tuple[float, ...]:
        """Every value the slider can take, its default included, in order; both ends are among them."""
        count = round((self.high - self.low) / self.step)
        positions = {round(self.low + step * self.step, 10) for step in range(count + 1)}
        return tuple(sorted(value for value in positions | {self.default, self.high} if value <= self.high))


def lever(
    declaration: LeverDeclaration,
    default: float | None,
    plausible: Iterable[float],
    origin: Origin,
    *,
    unit_id: str = "",
    name: Words | None = None,
    low: float | None = None,
) -> Lever:
    """A declared lever with what a release says about it, everything brought within its bounds.

    Without a `default` the declared fallback stands and the origin is "fallback", not verified; without two plausible
    values the declared range around it does. `low` raises the lower end (no college opens in the past). A default that
    lay outside the slider stands at its end: then the first year ahead need not follow from the last one observed, so
    the origin is not verified and its fact `found` is the default before that.
    """
    lowest = declaration.low if low is None else max(declaration.low, low)
    if default is None or not isfinite(default):
        if declaration.fallback is None:
            raise ValueError(f"{declaration.id} has neither a default nor a fallback")
        default, origin, plausible = declaration.fallback, Origin("fallback", verified=False), ()
    span_values = sorted(min(max(float(value), lowest), declaration.high) for value in plausible if isfinite(value))
    if len(span_values) < 2:
        span_values = sorted(
            min(max(float(value), lowest), declaration.high) for value in declaration.fallback_range
        ) or [default]
    unclipped, default = float(default), min(max(float(default), lowest), declaration.high)
    # A year beyond the last means "never", which is the end of the slider.
    if abs(unclipped - default) > 1e-9 and declaration.unit is not LeverUnit.YEAR:
        origin = Origin(origin.rule, (*origin.facts, ("found", unclipped)), verified=False)
    span = (min(span_values[0], default), max(span_values[-1], default))
    id = f"{declaration.id}_{unit_id}" if unit_id else declaration.id
    return Lever(id, declaration, lowest, declaration.high, default, span, origin, unit_id, name)
