"""What the annual quality report asks for: its tables and rows as cited data; the rows are ours."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import Field, FiniteFloat, model_validator

from core.plan.roots import PlanMarks, plan_marks, plan_roots
from core.toml_entries import (
    Identifier,
    NonEmptyListOf,
    PlanError,
    PlanProblem,
    TomlEntry,
    Words,
    entry_problem,
    file_name,
    read_toml,
)

QUALITY_REPORT = "quality_report.toml"


class Document(TomlEntry):
    """A document that asks for the report, by its number."""

    id: Identifier
    number: Words
    about: Words


class ReportRow(TomlEntry):
    """One figure: an indicator, or a quotient of two of the same year times `times`, in a unit of its own."""

    indicator: Identifier
    per: Identifier | None = None
    times: FiniteFloat = Field(default=1, gt=0, strict=False)
    label: Words | None = None
    unit: Words | None = None

    @model_validator(mode="after")
    def _quotient_is_named(self) -> Self:
        for key in ("label", "unit"):
            if self.per is not None and getattr(self, key) is None:
                raise entry_problem(PlanProblem.MISSING_KEY, key)
        return self


class ReportTable(TomlEntry):
    """One table of the report; `document` is the id of the one that asks for it."""

    id: Identifier
    document: Identifier
    label: Words
    row: NonEmptyListOf[ReportRow]


class QualityReport(TomlEntry):
    """The whole report."""

    document: NonEmptyListOf[Document]
    table: NonEmptyListOf[ReportTable]


def quality_report() -> QualityReport:
    """The report as declared by the installation, else by the program. Raises PlanError."""
    roots = plan_roots()
    return _read(roots, plan_marks(roots))


@lru_cache(maxsize=8)
def _read(roots: tuple[Path, ...], _marks: PlanMarks) -> QualityReport:
    path = next(root / QUALITY_REPORT for root in reversed(roots) if (root / QUALITY_REPORT).exists())
    report = read_toml(path, QualityReport)
    documents = [document.id for document in report.document]
    for table in report.table:
        if table.document not in documents:
            raise PlanError(
                PlanProblem.UNKNOWN_ID,
                file_name(path),
                f"table[{table.id}].document",
                found=table.document,
                choices=" · ".join(documents),
            )
    return report
