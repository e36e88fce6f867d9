"""Which published figures belong to which indicator and make which series: links.toml, read into typed entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from core.published.schema import Basis, PublishedError, read_reference
from core.toml_entries import (
    Identifier,
    ListOf,
    NonEmptyListOf,
    OneOf,
    PlanProblem,
    TomlEntry,
    Words,
    entry_problem,
    file_name,
)


class Formula(StrEnum):
    """How a derived series follows from two published ones, year by year."""

    DIFFERENCE = "difference"  # first - second
    SHARE_OF_SUM = "share_of_sum"  # first / (first + second)


class Selector(TomlEntry):
    """Names rows by their codes; a key left out matches every value. `derived` names a derived series instead."""

    indicator: Identifier | None = None
    derived: Identifier | None = None
    area: Identifier | None = None
    basis: OneOf[Basis] | None = None
    source: Identifier | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.indicator is None) == (self.derived is None):
            raise entry_problem(PlanProblem.MISSING_KEY, "indicator")
        return self


class BreakEntry(TomlEntry):
    """From `year` on these indicators of an area count something else."""

    year: int
    reason: Identifier
    label: Words
    area: Identifier
    indicators: NonEmptyListOf[Identifier]


class SeriesEntry(TomlEntry):
    """A series as printed."""

    id: Identifier
    label: Words
    area: Identifier
    indicator: Identifier
    source: Identifier | None = None
    note: Words | None = None


class DerivedEntry(TomlEntry):
    """A series worked out from published figures.

    `first` and `second` are tried in order until one has the year. A year that the formula does not give is taken from
    `instead`. All inputs are of `area`.
    """

    id: Identifier
    label: Words
    area: Identifier
    indicator: Identifier
    unit: Identifier
    basis: OneOf[Basis]
    formula: OneOf[Formula]
    first: NonEmptyListOf[Selector]
    second: NonEmptyListOf[Selector]
    instead: ListOf[Selector] = ()
    note: Words | None = None

    @property
    def inputs(self) -> tuple[Selector, ...]:
        """Every selector of the entry."""
        return (*self.first, *self.second, *self.instead)


class GoalEntry(TomlEntry):
    """What is published for one indicator of the plan."""

    indicator: Identifier
    evidence: ListOf[Selector] = ()
    related: ListOf[Selector] = ()
    national: ListOf[Identifier] = ()


class PanelEntry(TomlEntry):
    """The series of the district's own panel."""

    series: NonEmptyListOf[Identifier]


class FigureLinks(TomlEntry):
    """The file links.toml."""

    break_: ListOf[BreakEntry] = Field(default=(), alias="break")
    series: NonEmptyListOf[SeriesEntry]
    derived: ListOf[DerivedEntry] = ()
    goal: NonEmptyListOf[GoalEntry]
    panel: PanelEntry

    def selectors(self) -> Iterator[tuple[str, Selector]]:
        """Every selector that names rows, with the key a message would name; series count as selectors too."""
        for series in self.series:
            yield (
                f"series[{series.id}]",
                Selector(indicator=series.indicator, area=series.area, source=series.source),
            )
        for derived in self.derived:
            for selector in derived.inputs:
                if selector.derived is None:
                    yield f"derived[{derived.id}]", selector.model_copy(update={"area": derived.area})
        for goal in self.goal:
            for selector in (*goal.evidence, *goal.related):
                yield f"goal[{goal.indicator}]", selector


def read_links(path: Path) -> FigureLinks:
    """The validated links of a file. Raises PublishedError, also for an id used twice or declared nowhere.

    A derived series may build on those declared before it only, so no chain can run in a circle.
    """
    links = read_reference(path, FigureLinks)
    file = file_name(path)
    _refuse_repeated(file, [*(entry.id for entry in links.series), *(entry.id for entry in links.derived)])
    _refuse_repeated(file, [goal.indicator for goal in links.goal])
    declared = {series.id for series in links.series}
    derived_before: set[str] = set()
    for derived in links.derived:
        for selector in derived.inputs:
            if selector.derived is not None and selector.derived not in derived_before:
                raise PublishedError("unknown", file, key=f"derived[{derived.id}]", found=selector.derived)
        derived_before.add(derived.id)
    declared |= derived_before
    references = [(f"goal[{goal.indicator}].national", id_) for goal in links.goal for id_ in goal.national]
    for key, id_ in [*references, *(("panel.series", id_) for id_ in links.panel.series)]:
        if id_ not in declared:
            raise PublishedError("unknown", file, key=key, found=id_)
    return links


def _refuse_repeated(file: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise PublishedError("repeated", file, found=id_)
        seen.add(id_)
