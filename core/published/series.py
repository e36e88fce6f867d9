"""Published figures put into series: one figure a year by rule, cut at every break, worked out where they can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from core.published.links import DerivedEntry, FigureLinks, Formula, Selector, SeriesEntry
from core.published.schema import Basis, Qualifier, Reliability, SourceKind
from core.toml_entries import Words

_KIND_ORDER = {kind: place for place, kind in enumerate(SourceKind)}
_RELIABILITY_ORDER = {reliability: place for place, reliability in enumerate(Reliability)}


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """Where figures come from; `published_on` is `2024-12-06`, `2022-11`, `2008`, or empty: no date on the page."""

    id: str
    title: Words
    publisher: Words
    published_on: str
    url: str
    reliability: Reliability
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """One published figure.

    `value` is in the base unit `unit` (persons, schools, share from 0 to 1, …). `year_from` is before `year` only for a
    total of several years. `derived` means that the sum stated in the note was done on printed figures.
    """

    row_id: int
    indicator: str
    area: str
    year_from: int
    year: int
    value: float
    unit: str
    qualifier: Qualifier
    basis: Basis
    derived: bool
    source: PublishedSource
    note_zh: str
    note_en: str


@dataclass(frozen=True, slots=True)
class MeasureBreak:
    """From `year` on the measure counts something else; `label` says what."""

    year: int
    reason_code: str
    label: Words


@dataclass(frozen=True, slots=True)
class PublishedSeries:
    """One unbroken run of a published measure: a single basis, on one side of every break.

    `id` is that of the links and shared by the runs of one series. `points` are (year, value in `unit`), by year; a
    year without a figure is absent. `published_on` is when each point was known: the latest date of its sources.
    `breaks` are all breaks of the measure: points of two runs must not be joined. With `derived` the whole run is
    worked out from published figures; `derived_years` names the years for which that holds.
    `sources` are those used, in the order of the years.
    """

    id: str
    area: str
    indicator: str
    unit: str
    basis: Basis
    derived: bool
    points: tuple[tuple[int, float], ...]
    published_on: tuple[str, ...]
    derived_years: tuple[int, ...]
    breaks: tuple[MeasureBreak, ...]
    sources: tuple[PublishedSource, ...]
    label: Words
    note: Words | None


@dataclass(frozen=True, slots=True)
class _Value:
    value: float
    derived: bool
    sources: tuple[PublishedSource, ...]


def matching_figures(figures: Iterable[Evidence], selector: Selector) -> list[Evidence]:
    """The figures a selector of published rows names, in the order given."""
    return [
        figure
        for figure in figures
        if figure.indicator == selector.indicator
        and selector.area in (None, figure.area)
        and selector.basis in (None, figure.basis)
        and selector.source in (None, figure.source.id)
    ]


def _preferred(figures: Iterable[Evidence]) -> dict[int, Evidence]:
    """One figure a year: bulletins before other kinds, then the more reliable source, then the lower row number."""
    chosen: dict[int, Evidence] = {}
    for figure in sorted(
        figures,
        key=lambda figure: (
            _KIND_ORDER[figure.source.kind],
            _RELIABILITY_ORDER[figure.source.reliability],
            figure.row_id,
        ),
    ):
        chosen.setdefault(figure.year, figure)
    return chosen


def series_runs(figures: list[Evidence], links: FigureLinks) -> dict[str, tuple[PublishedSeries, ...]]:
    """The runs of every series of the links, printed ones before derived ones."""
    runs: dict[str, tuple[PublishedSeries, ...]] = {}
    for series in links.series:
        rows = matching_figures(figures, Selector(indicator=series.indicator, area=series.area, source=series.source))
        series_of_basis: list[PublishedSeries] = []
        for basis in dict.fromkeys(row.basis for row in sorted(rows, key=lambda row: (row.year, row.row_id))):
            chosen = _preferred(row for row in rows if row.basis == basis)
            values = {year: _Value(row.value, row.derived, (row.source,)) for year, row in chosen.items()}
            series_of_basis += _runs(series, basis, rows[0].unit, values, links, derived=False)
        runs[series.id] = tuple(series_of_basis)
    values_of: dict[str, dict[int, _Value]] = {}
    for derived in links.derived:
        values_of[derived.id] = _derive(derived, figures, values_of)
        runs[derived.id] = _runs(derived, derived.basis, derived.unit, values_of[derived.id], links, derived=True)
    return runs


def _derive(
    entry: DerivedEntry, figures: list[Evidence], values_of: Mapping[str, dict[int, _Value]]
) -> dict[int, _Value]:
    def read(selectors: Iterable[Selector]) -> dict[int, _Value]:
        merged: dict[int, _Value] = {}
        for selector in selectors:
            if selector.derived is not None:
                selected = values_of[selector.derived]
            else:
                rows = matching_figures(figures, selector.model_copy(update={"area": entry.area}))
                selected = {year: _Value(row.value, True, (row.source,)) for year, row in _preferred(rows).items()}
            merged = selected | merged
        return merged

    first, second = read(entry.first), read(entry.second)
    values = read(entry.instead)
    for year in first.keys() & second.keys():
        left, right = first[year], second[year]
        value = (
            left.value - right.value if entry.formula is Formula.DIFFERENCE else left.value / (left.value + right.value)
        )
        values[year] = _Value(value, True, tuple(dict.fromkeys((*left.sources, *right.sources))))
    return values


def _runs(
    entry: SeriesEntry | DerivedEntry,
    basis: Basis,
    unit: str,
    values: Mapping[int, _Value],
    links: FigureLinks,
    *,
    derived: bool,
) -> tuple[PublishedSeries, ...]:
    """The values as runs; a run ends before each declared break, also when the basis stays the same."""
    breaks = tuple(
        MeasureBreak(declared.year, declared.reason, declared.label)
        for declared in sorted(links.break_, key=lambda declared: declared.year)
        if declared.area == entry.area and entry.indicator in declared.indicators
    )
    runs = []
    for _, group in groupby(
        sorted(values), key=lambda year: sum(measure_break.year <= year for measure_break in breaks)
    ):
        years = list(group)
        runs.append(
            PublishedSeries(
                id=entry.id,
                area=entry.area,
                indicator=entry.indicator,
                unit=unit,
                basis=basis,
                derived=derived,
                points=tuple((year, values[year].value) for year in years),
                published_on=tuple(max(source.published_on for source in values[year].sources) for year in years),
                derived_years=tuple(year for year in years if values[year].derived),
                breaks=breaks,
                sources=tuple(dict.fromkeys(source for year in years for source in values[year].sources)),
                label=entry.label,
                note=entry.note,
            )
        )
    return tuple(runs)
