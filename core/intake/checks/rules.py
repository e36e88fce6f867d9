"""The rules a return must keep, read from `data/plan/checks.toml`."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Self

from pydantic import model_validator

from core.datasets import DATASETS, TOTAL
from core.intake.findings import Severity
from core.toml_entries import (
    Identifier,
    ListOf,
    NonEmptyListOf,
    OneOf,
    PlanError,
    PlanProblem,
    TomlEntry,
    entry_problem,
    read_toml,
)
from core.workspace import DATA

RULES = DATA / "plan" / "checks.toml"


class RuleKind(StrEnum):
    """What a rule compares; each has a function in `core.intake.checks.apply_rules` or one of the modules it reads."""

    RANGE = "range"  # lower <= each of `measures` (or columns) <= upper; without measures: every value of the dataset
    ORDER = "order"  # measures[0] <= measures[1] <= … of one line
    SUM = "sum"  # measures[1:] add up to measures[0]
    YEAR = "year"  # lower <= year <= the year of the as-of date
    DAY = "day"  # the columns `measures` hold no day before `lower` (a year) or after `upper` (absent: the as-of date)
    PERIOD = "period"  # the period in the column `measures` has begun on the as-of date
    PERIOD_SAID = "period_said"  # the column `measures` holds a period where other rows of the task do
    STEPS = "steps"  # the days in the columns `measures` come in this order
    UNCHANGED = "unchanged"  # what is confirmed unchanged says in the columns `measures` what the period before said
    CLASH = "clash"  # what was reported under another plan is not overwritten
    BEFORE = "before"  # the period, or day, of a report is not before the earliest plan of the district
    OWNER = "owner"  # the name in the column `measures` stays named, in one spelling, and is of no closed unit
    VALID = "valid"  # the unit exists on 1 September of the year
    SMALL = "small"  # 0 < value < upper: persons who could be recognised
    SHARE = "share"  # value = numerator / denominator, between 0 and 1
    KNOWN = "known"  # the code in the column is one the plan knows
    PART = "part"  # an indicator that is declared a part of another one <= that one, by unit and year
    UNIT = "unit"  # the unit of the row is that of its indicator, the value within the indicator's bounds
    RATIO = "ratio"  # lower <= measures[0] / measures[1] <= upper; with `lag` the second that many years before
    LEVELS = "levels"  # certificates of all levels, and without one, <= measures[0]
    JUMP = "jump"  # against the year before: by more than `relative` and more than `least`
    FLOW = "flow"  # enrolment <= last year's + entrants - graduates, and not less by more than `relative`, by unit
    ALIKE = "alike"  # every row of a unit says the same in the columns `measures`
    SETTLED = "settled"  # what the release knows in the columns `measures` stays as it is
    STAGES = "stages"  # the days in the columns `measures` come in the order of the stages, none left out
    SLIP = "slip"  # the day in measures[1] lies within `tolerance` days of the one in measures[0]
    REACHED = "reached"  # where the day `given` is filled in, the stage in the column `measures` is one of `among`
    NEEDS = "needs"  # where `given` is filled in (and one of `among`), so are the columns `measures`
    CAPACITY = "capacity"  # the measure, by unit and year, <= (1 + `relative`) x `other_measure` of `other_dataset`
    GONE = "gone"  # what a line had the year before (at least `least`) it has in a new year as well
    EARLIER = "earlier"  # measures[0] <= measures[1] of the year before, by unit
    SAME = "same"  # the measure equals `other_measure` of `other_dataset`, by unit and year
    DISTRICT = "district"  # the measure equals the sum over all units of `other_measure`, by year
    REVISION = "revision"  # a final value of the release is changed
    MADE_REAL = "made_real"  # a made-up value is declared a real one without being changed
    REMOVED = "removed"  # a row of the release is gone
    NEW_UNIT = "new_unit"  # a unit the release does not have, or one with another name or other days
    PERIODS = "periods"  # no two entries of a unit are in force on one day
    AFTERWARDS = "afterwards"  # a unit that the return closes has no figures of later years
    ATTRIBUTE = "attribute"  # the columns `measures` say of a unit what the release says; `several`: or one more
    CODE_FORM = "code_form"  # programme codes are six digits
    CODE_GROUP = "code_group"  # they begin with a group of the national catalogue
    GROUP_SUM = "group_sum"  # programmes of a group add up to it in `other_dataset`, by unit and year
    SUCCESSOR = "successor"  # the unit another one was merged into is there from the next day on


_OF_NO_DATASET = (
    RuleKind.REVISION,
    RuleKind.MADE_REAL,
    RuleKind.REMOVED,
    RuleKind.NEW_UNIT,
    RuleKind.PERIODS,
    RuleKind.SUCCESSOR,
)


class Rule(TomlEntry):
    """One rule. `relative` is a share (0.3: 30 %), `least` and `tolerance` are in the unit of the measure."""

    id: Identifier
    severity: OneOf[Severity]
    kind: OneOf[RuleKind]
    dataset: str = ""
    measures: ListOf[str] = ()
    lower: float | None = None
    upper: float | None = None
    relative: float = 0.0
    least: float = 0.0
    tolerance: float = 0.0
    several: bool = False
    other_dataset: str = ""
    other_measure: str = ""
    units: ListOf[str] = ()  # only rows in one of these units (observations)
    lag: int = 0
    given: str = ""
    among: ListOf[str] = ()

    @model_validator(mode="after")
    def _known(self) -> Self:
        for key in ("dataset", "other_dataset"):
            name = getattr(self, key)
            if name and name not in DATASETS:
                raise entry_problem(PlanProblem.UNKNOWN_ID, key, found=f'"{name}"', choices=" · ".join(DATASETS))
        if self.dataset:
            dataset = DATASETS[self.dataset]
            levels = [f"certificates_{level}" for level in dataset.codes.get("certificate_level", ()) if level != TOTAL]
            allowed = (*dataset.codes.get("measure", ()), *levels, *dataset.schema.names)
            for name in (*self.measures, *((self.given,) if self.given else ())):
                if name not in allowed:
                    raise entry_problem(
                        PlanProblem.UNKNOWN_ID, "measures", found=f'"{name}"', choices=" · ".join(allowed)
                    )
        elif self.kind not in _OF_NO_DATASET:
            raise entry_problem(PlanProblem.MISSING_KEY, "dataset")
        return self


class _Checks(TomlEntry):
    check: NonEmptyListOf[Rule]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule in the order of the file. Raises PlanError, also for an id that occurs twice."""
    entries = read_toml(RULES, _Checks).check
    seen: set[str] = set()
    for check in entries:
        if check.id in seen:
            raise PlanError(PlanProblem.REPEATED_ID, "plan/checks.toml", f"check[{check.id}].id", found=check.id)
        seen.add(check.id)
    return entries
