"""Published figures: cited evidence for the goals, and series to compare with that are never joined across a break."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.published.links import FigureLinks, GoalEntry, Selector, read_links
from core.published.schema import (
    CODES,
    FIGURES,
    LINKS,
    MANIFEST,
    REFERENCE_ROOT,
    SCHEMA,
    SCHEMA_VERSION,
    UNDATED,
    Basis,
    FigureOrigin,
    FigureRow,
    FiguresManifest,
    PublishedError,
    Qualifier,
    Reliability,
    SourceKind,
    read_bytes,
    read_reference,
    sha256_hex,
)
from core.published.series import (
    Evidence,
    PublishedSeries,
    PublishedSource,
    matching_figures,
    series_runs,
)
from core.toml_entries import Words, file_name

NATION = "000000"
"""The code of the whole nation in the list of areas."""


@dataclass(frozen=True, slots=True, eq=False)
class PublishedFigures:
    """Every published figure, as evidence for a goal and as series. Immutable; equal only to itself."""

    figures: tuple[Evidence, ...]
    sources: Mapping[str, PublishedSource]
    _links: FigureLinks = field(repr=False)
    _table: pa.Table = field(repr=False)
    _runs: Mapping[str, tuple[PublishedSeries, ...]] = field(repr=False)

    def seen_from(self, area: str) -> PublishedFigures:
        """These figures as far as a district (GB/T 2260) sees them: its own, those of the city and province it lies
        in, and national ones. Those of any other place are left out, with their sources and series."""
        return _seen_from(self, area)

    def evidence(self, goal_indicator_id: str) -> tuple[Evidence, ...]:
        """The figures that measure the same as the plan's indicator, for its district, by year; often none.

        The qualifier and the basis belong to the figure: public schools only is not all schools.
        """
        return self._linked(goal_indicator_id, lambda goal: goal.evidence)

    def related(self, goal_indicator_id: str) -> tuple[Evidence, ...]:
        """Related figures that are narrower, wider or foreseen: never compare them with the goal."""
        return self._linked(goal_indicator_id, lambda goal: goal.related)

    def national(self, indicator_or_series_id: str) -> tuple[PublishedSeries, ...]:
        """The runs to compare an indicator of the plan with, or those of one series of the links; none when unknown.

        An id that is both (`dual_qualified_share`) means the indicator.
        """
        for goal in self._links.goal:
            if goal.indicator == indicator_or_series_id:
                return tuple(run for id_ in goal.national for run in self._runs.get(id_, ()))
        return self._runs.get(indicator_or_series_id, ())

    def district_panel(self, *series_ids: str) -> tuple[PublishedSeries, ...]:
        """The runs of the district's panel, or of the series named; an id that is not of the panel gives none.

        From 2011 the county panel includes Wansheng; the population series of 2021 on are without it.
        """
        panel = self._links.panel.series
        return tuple(run for id_ in series_ids or panel if id_ in panel for run in self._runs.get(id_, ()))

    def series_ids(self) -> tuple[str, ...]:
        """Every series of the links, in their order."""
        return tuple(self._runs)

    def rows(self) -> pd.DataFrame:
        """Every row in the columns of `schema.SCHEMA`, those without a year included; a copy that may be changed."""
        frame: pd.DataFrame = self._table.to_pandas(types_mapper={pa.int16(): pd.Int16Dtype()}.get)
        return frame

    def _linked(self, indicator: str, selectors: Callable[[GoalEntry], tuple[Selector, ...]]) -> tuple[Evidence, ...]:
        for goal in self._links.goal:
            if goal.indicator == indicator:
                figures = {
                    figure.row_id: figure
                    for selector in selectors(goal)
                    for figure in matching_figures(self.figures, selector)
                }
                return tuple(sorted(figures.values(), key=lambda figure: (figure.year, figure.row_id)))
        return ()


def load_published(root: Path | None = None) -> PublishedFigures:
    """The published figures of a directory (default: those that come with the program), read once until a file changes.

    Raises PublishedError naming the file when one is missing, damaged, of another version, or does not fit the others.
    """
    directory = REFERENCE_ROOT if root is None else root
    return _load(directory, tuple(_stamp(directory / name) for name in (FIGURES, MANIFEST, LINKS)))


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise PublishedError("missing", file_name(path)) from None
    except OSError as error:
        raise PublishedError("unreadable", file_name(path), reason=error.strerror or "unknown reason") from None
    return path.name, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _load(directory: Path, stamps: tuple[tuple[str, int, int], ...]) -> PublishedFigures:
    del stamps  # part of the key only: a changed file is read again
    table = _verified(directory)
    sources: dict[str, PublishedSource] = {}
    figures = []
    for row in (FigureRow(**columns) for columns in table.to_pylist()):
        source = sources.setdefault(
            row.source_id,
            PublishedSource(
                row.source_id,
                Words(zh=row.source_title_zh, en=row.source_title_en),
                Words(zh=row.source_publisher_zh, en=row.source_publisher_en),
                "" if row.source_date == UNDATED else row.source_date,
                row.source_url,
                Reliability(row.reliability),
                SourceKind(row.source_kind),
            ),
        )
        if row.year is None or row.year_from is None:  # stays in `rows`, but cannot stand on an axis or beside a goal
            continue
        figures.append(
            Evidence(
                row.row_id,
                row.indicator,
                row.area,
                row.year_from,
                row.year,
                row.base_value,
                row.base_unit,
                Qualifier(row.qualifier),
                Basis(row.basis),
                row.origin == FigureOrigin.DERIVED,
                source,
                row.note_zh,
                row.note_en,
            )
        )
    links = read_links(directory / LINKS)
    for key, selector in links.selectors():
        if not matching_figures(figures, selector):
            codes = " ".join(f"{name} = {value}" for name, value in selector.model_dump(exclude_none=True).items())
            raise PublishedError("unknown", file_name(directory / LINKS), key=key, found=codes)
    runs = MappingProxyType(series_runs(figures, links))
    return PublishedFigures(tuple(figures), MappingProxyType(sources), links, table, runs)


@lru_cache(maxsize=16)
def _seen_from(figures: PublishedFigures, area: str) -> PublishedFigures:
    codes = pa.array([NATION, f"{area[:2]}0000", f"{area[:4]}00", area])
    table = figures._table.filter(pc.is_in(figures._table["area_code"], codes))
    areas, sources = (set(table[name].unique().to_pylist()) for name in ("area", "source_id"))
    return PublishedFigures(
        tuple(figure for figure in figures.figures if figure.area in areas),
        MappingProxyType({id: source for id, source in figures.sources.items() if id in sources}),
        figures._links,
        table,
        MappingProxyType({id: runs for id, runs in figures._runs.items() if all(run.area in areas for run in runs)}),
    )


def _verified(directory: Path) -> pa.Table:
    manifest = read_reference(directory / MANIFEST, FiguresManifest)
    if manifest.schema_version != SCHEMA_VERSION:
        raise PublishedError(
            "schema_version",
            file_name(directory / MANIFEST),
            found=manifest.schema_version,
            expected=SCHEMA_VERSION,
        )
    path = directory / FIGURES
    content = read_bytes(path)
    if sha256_hex(content) != manifest.sha256:
        raise PublishedError("damaged", file_name(path))
    try:
        table = pq.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError):
        raise PublishedError("damaged", file_name(path)) from None
    for name in SCHEMA.names:
        if name not in table.column_names or table.schema.field(name).type != SCHEMA.field(name).type:
            raise PublishedError("wrong_columns", file_name(path), column=name)
    for name, allowed in CODES.items():
        if not set(table[name].unique().to_pylist()) <= set(allowed):
            raise PublishedError("wrong_columns", file_name(path), column=name)
    if table.num_rows != manifest.rows:
        raise PublishedError("damaged", file_name(path))
    return table.select(SCHEMA.names)
