"""The district's key industries as the plan names them, and which programmes serve them: cited and dated pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import model_validator

from core.datasets import PROGRAMME_GROUPS
from core.plan.entries import Clause, DocumentLink
from core.toml_entries import (
    Identifier,
    ListOf,
    PlanError,
    PlanProblem,
    Text,
    TomlEntry,
    Words,
    entry_problem,
    out_of_order,
)

INDUSTRIES = "industries.toml"


class _Dated(TomlEntry):
    """What is in force from a day on, to `valid_to` or until further notice; both days included."""

    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise out_of_order("valid_to", self.valid_to, "valid_from", self.valid_from)
        return self

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Industry(_Dated):
    """One key industry, with the clause that names it; `zone` is the part of the district it is named for."""

    id: Identifier
    label: Words
    zone: Words | None = None
    clause: Clause


class Pairing(_Dated):
    """One pair of an industry and what is taught for it, with its source: a clause of the plan or a public document.

    `code` is of the national catalogue of vocational programmes (2021): two digits are a whole programme group, six
    one programme.
    """

    industry: Identifier
    code: Text
    clause: Clause | None = None
    document: DocumentLink | None = None

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if self.clause is None and self.document is None:
            raise entry_problem(PlanProblem.MISSING_KEY, "clause")
        return self

    @property
    def is_group(self) -> bool:
        """Whether a whole programme group is meant."""
        return len(self.code) == 2

    def covers(self, code: str) -> bool:
        """Whether a programme, or a whole programme group, is within the pair."""
        return code.startswith(self.code)


class Industries(TomlEntry):
    """The key industries of a plan and their pairs, as written; `pairs` are those that can be used."""

    industry: ListOf[Industry] = ()
    pairing: ListOf[Pairing] = ()

    @property
    def pairs(self) -> tuple[Pairing, ...]:
        """The pairs of a declared industry and a code of the catalogue."""
        return tuple(pair for pair in self.pairing if self._mistake(pair, "") is None)

    def mistakes(self, file: str) -> tuple[PlanError, ...]:
        """What is wrong with each pair that has to be left out, so that all others count."""
        mistakes = (self._mistake(pair, file) for pair in self.pairing)
        return tuple(mistake for mistake in mistakes if mistake is not None)

    def clauses(self) -> Iterator[tuple[str, Clause]]:
        """Every clause cited, with the entry that cites it."""
        for industry in self.industry:
            yield f"industry[{industry.id}]", industry.clause
        for pair in self.pairing:
            if pair.clause is not None:
                yield f"pairing[{pair.code}]", pair.clause

    def in_force(self, on: date) -> tuple[Industry, ...]:
        """The industries of a day, in declared order."""
        return tuple(industry for industry in self.industry if industry.in_force(on))

    def pairs_in_force(self, on: date, industry: str = "") -> tuple[Pairing, ...]:
        """The pairs of a day whose industry is in force then, of one industry or of all."""
        named = {entry.id for entry in self.in_force(on) if industry in ("", entry.id)}
        return tuple(pair for pair in self.pairs if pair.industry in named and pair.in_force(on))

    def _mistake(self, pair: Pairing, file: str) -> PlanError | None:
        known = [industry.id for industry in self.industry]
        if pair.industry not in known:
            key = f"pairing[{pair.code}].industry"
            return PlanError(
                PlanProblem.UNKNOWN_INDUSTRY, file, key, found=pair.industry, choices=" · ".join(known) or "–"
            )
        if not is_catalogue_code(pair.code):
            values = {"found": pair.code, "first": PROGRAMME_GROUPS[0], "last": PROGRAMME_GROUPS[-1]}
            return PlanError(PlanProblem.UNKNOWN_PROGRAMME, file, f"pairing[{pair.code}].code", **values)
        return None


def is_catalogue_code(code: str) -> bool:
    """Whether a code has the form of the national catalogue: a group, or six digits that begin with one.

    Which of the six-digit codes the catalogue holds is not known here; what the schools return shows it.
    """
    return code in PROGRAMME_GROUPS or (re.fullmatch("[0-9]{6}", code) is not None and code[:2] in PROGRAMME_GROUPS)
