"""What a plan is made of, as typed, dated, cited entries: goals, tasks, safeguards, milestones, named colleges."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, FiniteFloat, StringConstraints, model_validator

from core.plan.indicators import IndicatorPage
from core.toml_entries import (
    Address,
    HyphenatedIdentifier,
    Identifier,
    ListOf,
    NonEmptyListOf,
    OneOf,
    PlanProblem,
    Text,
    TomlEntry,
    Words,
    entry_problem,
    out_of_order,
)


class Strength(StrEnum):
    """How firmly the plan words a goal."""

    BINDING = "binding"  # "all", "not below"
    STATED = "stated"  # stated as a result
    BEST_EFFORT = "best_effort"  # "as far as possible", "strive"
    DATED = "dated"  # a commitment with its own date


class PaceRule(StrEnum):
    """How the pace of an open goal is measured."""

    LINEAR = "linear"  # change a year in the indicator's unit
    CAGR = "cagr"  # compound growth a year


class PublicState(StrEnum):
    """What public sources say of a project or college; none of them is a return."""

    ENROLLING = "enrolling"
    ABOUT_TO_ENROL = "about_to_enrol"
    OPERATING = "operating"
    IN_TALKS = "in_talks"
    NOTHING_FOUND = "nothing_found"


class Clause(TomlEntry):
    """A place in the plan: `id` as cited (`一(三)`, `task 6`), `text` as shown."""

    id: Text
    text: Words


class DocumentLink(TomlEntry):
    """A public document: what it is, who published it, when, where."""

    title: Words
    publisher: Words
    published_on: date
    address: Address


class Statement(TomlEntry):
    """One of several wordings of a goal in the plan; `drives` marks the one whose value decides the status.

    `value` is in the unit of the indicator, absent when the wording has no number.
    """

    clause: Clause
    wording: Words
    value: FiniteFloat | None = None
    drives: bool


class Goal(TomlEntry):
    """What one indicator must reach, as in force from a date.

    `value` and `baseline_value` are in the indicator's unit, shares 0 to 1; without `baseline_value` the baseline is
    the observed value of `baseline_year`. `baseline_assumed`: the plan does not state the baseline year. In force from
    `in_force_from` to `in_force_to`, both inclusive; without `in_force_to` until a later entry for the indicator
    starts. `due` is the day the goal must be reached, `target_year` the year whose value decides. `rule` says how its
    pace is measured, `standard` is the rule set it is judged by.
    """

    indicator: Identifier
    value: FiniteFloat
    label: Words
    short_label: Words
    clauses: NonEmptyListOf[Clause]
    strength: OneOf[Strength]
    in_force_from: date
    in_force_to: date | None = None
    due: date
    target_year: int
    baseline_year: int
    baseline_assumed: bool
    baseline_value: FiniteFloat | None = None
    baseline_source: Words | None = None
    statements: ListOf[Statement] = ()
    open_questions: ListOf[Words] = ()
    evidence_links: ListOf[DocumentLink] = ()
    rule: OneOf[PaceRule] = PaceRule.LINEAR
    standard: HyphenatedIdentifier | None = None

    @property
    def binding(self) -> bool:
        """Whether falling short breaks a commitment; a best effort ("as far as possible") is counted separately."""
        return self.strength is not Strength.BEST_EFFORT

    @model_validator(mode="after")
    def _dates_and_statements(self) -> Self:
        if self.in_force_to is not None and self.in_force_to < self.in_force_from:
            raise out_of_order("in_force_to", self.in_force_to, "in_force_from", self.in_force_from)
        if self.due < self.in_force_from:
            raise out_of_order("due", self.due, "in_force_from", self.in_force_from)
        if self.target_year <= self.baseline_year:
            raise out_of_order("target_year", self.target_year, "baseline_year + 1", self.baseline_year + 1)
        if self.due.year < self.target_year:
            raise out_of_order("due", self.due, "target_year", self.target_year)
        if self.baseline_value is not None and self.baseline_source is None:
            raise entry_problem(PlanProblem.MISSING_KEY, "baseline_source")
        if self.statements:
            driving = [statement.value for statement in self.statements if statement.drives]
            if driving != [self.value]:
                raise entry_problem(PlanProblem.DRIVING_STATEMENT, "statements", found=len(driving))
        return self

    def in_force(self, on: date) -> bool:
        """Whether `on` lies within the dates of this entry; a later entry may still replace it."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)


class Section(TomlEntry):
    """A group of tasks under one heading; `id` as the plan numbers it (一 … 十一)."""

    id: Text
    label: Words


class Task(TomlEntry):
    """One task with a short label; `section` is absent in a plan without sections.

    `goals` are the indicators it serves; `quantified`: the plan gives a number. `indicators` are further ones that
    measure it and have no goal: they show as trends. `page` is the page that follows it.
    """

    number: int = Field(ge=1)
    section: Text | None = None
    label: Words
    quantified: bool
    goals: ListOf[Identifier] = ()
    indicators: ListOf[Identifier] = ()
    page: OneOf[IndicatorPage] | None = None

    @model_validator(mode="after")
    def _number_has_a_goal(self) -> Self:
        if self.quantified and not self.goals:
            raise entry_problem(PlanProblem.GOAL_NEEDED, "goals")
        return self


class Safeguard(TomlEntry):
    """One of the conditions the plan names for its success.

    `number` is what it is reported under, like a task: from 101 on, and of no task; without it the next one that is
    free. `indicators` measure it.
    """

    id: Identifier
    number: int | None = Field(default=None, ge=101)
    label: Words
    indicators: ListOf[Identifier] = ()


class Milestone(TomlEntry):
    """A named construction project with its date; `id` is the one used in the dataset `milestones`."""

    id: Identifier
    name: Words
    task: int
    indicator: Identifier
    clause: Clause
    due: date
    public_state: OneOf[PublicState]
    published: Words
    links: ListOf[DocumentLink] = ()


class NamedCollege(TomlEntry):
    """A college the plan or a public source names; what is published about it; it holds no figures.

    `task` is the task that names it, absent when only public sources do.
    """

    id: Identifier
    name: Words
    task: int | None = None
    intention: Words
    public_state: OneOf[PublicState]
    published: Words
    links: ListOf[DocumentLink] = ()


class PlanHead(TomlEntry):
    """Which plan this is: `issued` is the day it starts to count, the horizon its first and last year, inclusive.

    `district` is the name of the district and `area` its GB/T 2260 code; `issuer` published it as `document`.
    """

    id: HyphenatedIdentifier
    title: Words
    document: Words
    issuer: Words
    issued: date
    horizon_from: int
    horizon_to: int
    district: Words
    area: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.horizon_to < self.horizon_from:
            raise out_of_order("horizon_to", self.horizon_to, "horizon_from", self.horizon_from)
        if self.horizon_to < self.issued.year:
            raise out_of_order("horizon_to", self.horizon_to, "issued", self.issued)
        return self

    def covers(self, on: date) -> bool:
        """Whether the plan is issued by `on` and its horizon includes that year."""
        return self.issued <= on and self.horizon_from <= on.year <= self.horizon_to
