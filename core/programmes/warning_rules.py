"""The rules of early warning, read from `warnings.toml` beside the plans: thresholds and years in one place."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import Field, FiniteFloat, model_validator

from core.plan.roots import PlanMarks, plan_marks, plan_roots
from core.toml_entries import (
    Identifier,
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

WARNINGS = "warnings.toml"


class WarningKind(StrEnum):
    """What a rule looks at."""

    FALLING = "falling"  # the measure is smaller than the year before, `years` years running
    AT_MOST = "at_most"  # the measure is at most `at_most`, `years` years running
    FEW_SCHOOLS = "few_schools"  # at least one and at most `at_most` schools have students of it; 0: none has


class WarningSeverity(StrEnum):
    """How much a finding weighs."""

    WARNING = "warning"
    NOTICE = "notice"  # worth knowing, no warning


class ProgrammeMeasure(StrEnum):
    """What a rule may look at: measures of the dataset `programmes`."""

    ENTRANTS = "entrants"
    ENROLMENT = "enrolment"
    GRADUATES = "graduates"
    PARTNER_ENTERPRISES = "partner_enterprises"
    TRAINING_BASES = "training_bases"


class WarningRule(TomlEntry):
    """One rule; `at_most` is in the unit of its measure, or schools, and its bound is included. `basis` says who set
    its numbers."""

    id: Identifier
    kind: OneOf[WarningKind]
    measure: OneOf[ProgrammeMeasure] = ProgrammeMeasure.ENTRANTS
    years: int = Field(default=1, ge=1, le=20)
    at_most: FiniteFloat = Field(default=0, ge=0)
    severity: OneOf[WarningSeverity]
    label: Words
    basis: Words


class _Warnings(TomlEntry):
    warning: NonEmptyListOf[WarningRule]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        ids = [rule.id for rule in self.warning]
        for id in ids:
            if ids.count(id) > 1:
                raise entry_problem(PlanProblem.REPEATED_ID, f"warning[{id}].id", found=id)
        return self


def warning_rules() -> tuple[WarningRule, ...]:
    """Every rule in the order of the files: those of the program, then those of the workspace, which may replace them.

    Raises:
        PlanError: a file is wrong; the error names file, key and what was expected.
    """
    roots = plan_roots()
    return _read(roots, plan_marks(roots))


@lru_cache(maxsize=16)
def _read(roots: tuple[Path, ...], _marks: PlanMarks) -> tuple[WarningRule, ...]:
    rules: dict[str, WarningRule] = {}
    for root in roots:
        path = root / WARNINGS
        if path.exists():
            rules |= {rule.id: rule for rule in read_toml(path, _Warnings).warning}
    if not rules:
        raise PlanError(PlanProblem.MISSING_FILE, file_name(roots[0] / WARNINGS))
    return tuple(rules.values())
