"""Reads the series of a table: their points with what stands there, and the cells of their latest row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.assessment.series_table.headings import heading_key, is_forecast, target_heading, year_of_text
from core.assessment.series_table.layout import COLUMNS, Layout, Lines, Rows, TableError, find_layout
from core.assessment.series_table.office_columns import OfficeColumns, office_columns
from core.cells.absence import Absence, absence_of
from core.cells.misread import MisreadError
from core.cells.text import excerpt, fold

_TOGETHER = re.compile(r"((?:19|20)\d\d)(\d\d)")
_CHOICES_NAMED = 6


@dataclass(slots=True)
class TableSeries:
    """One series as it was read: its cells by column, the years and values so far, the line it begins in.

    The cells are those of its latest row; what a table says once of a series, such as the target, may stand in any.
    Values are still texts, each with the power of ten it is multiplied by. `rows` are the cells by year, where a year
    has a row of its own. `missing` are years with a sign for no value, the sign and its reason.
    """

    cells: Mapping[str, str]
    line: int
    years: list[object] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    missing: list[tuple[object, str, Absence]] = field(default_factory=list)
    rows: dict[object, Mapping[str, str]] = field(default_factory=dict)
    powers: list[int] = field(default_factory=list)

    def add(self, year: object, value: str, line: int, absence: tuple[str, Absence] | None, power: int = 0) -> None:
        """Add a point; one with a sign for no value is empty, with the reason."""
        if absence is not None:
            self.missing.append((year, *absence))
        self.powers.append(power)
        self.years.append(year)
        self.values.append("" if absence is not None else value)
        self.lines.append(line)


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """A table as it was read: the name each understood column has in the file, the header, the series."""

    columns: Mapping[str, str]
    header: tuple[str, ...]
    series: tuple[TableSeries, ...]

    @property
    def multiplier(self) -> tuple[str, int | None] | None:
        """The column of powers of ten with the one that all values share, or None in place of it; None without any."""
        powers = {power for series in self.series for power in series.powers}
        column = office_columns(self.header).power
        if not column or powers <= {0}:
            return None
        return column, next(iter(powers)) if len(powers) == 1 else None


def read_table(
    path: Path,
    where: Sequence[tuple[str, str]] = (),
    *,
    value: str = "",
    has_direction: bool = False,
    has_target: bool = False,
    sheet: Rows | None = None,
    decimal: str = "",
) -> SeriesTable:
    """The series of a CSV file (UTF-8, UTF-16 or GB18030), of the rows where each column has the value asked for.

    A row is a whole series (`base_year`, `base_value`, `current_year`, `current_value`, or `yr1`, `v1`, `yr2`, `v2` …,
    or a column for each year) or one year of it (`series`, `year`, `value`; its target may stand in any of its rows),
    or a column is a series and a row a year. `sheet` has the rows of a file that is no CSV file.
    `value` names the column of values where it is called otherwise. The table need not name a direction when it
    `has_direction` otherwise, nor a target when it `has_target`. `decimal` (`point`, `comma`) says which sign
    stands before decimals.

    Raises TableError for a file that is not such a table, OSError for a file that cannot be read.
    """
    layout, lines = find_layout(path, value, sheet, decimal=decimal)
    lines = _chosen(layout, lines, where, path.name)
    target = target_heading(layout.header)
    if target and "target" not in layout.columns and not has_target:
        raise TableError("target_in_heading", file=path.name, column=target)
    if "better" not in layout.columns and not has_direction:
        raise TableError("no_direction", file=path.name, names=" / ".join(COLUMNS["better"]))
    if layout.has_a_year_a_row:
        series = _series_by_year(lines, layout, path.name)
    elif layout.pairs:
        series = tuple(_series_of_pairs(line, cells, layout.pairs) for line, cells in lines)
    elif layout.years:
        series = tuple(_series_across(line, cells, layout.years) for line, cells in lines)
    else:
        raise TableError("no_values", file=path.name)
    return SeriesTable(layout.columns, layout.header, series)


def _chosen(layout: Layout, lines: Lines, where: Iterable[tuple[str, str]], file: str) -> Lines:
    by_name = {word: name for name in layout.header for word in (fold(name), heading_key(name))}
    for column, value in where:
        name = by_name.get(fold(column))
        if name is None:
            raise TableError("no_column", file=file, column=column)
        choices = dict.fromkeys(cells.get(name, "") for _, cells in lines)
        lines = [(line, cells) for line, cells in lines if fold(cells.get(name, "")) == fold(value)]
        if not lines:
            raise TableError("nothing_left", file=file, column=name, found=excerpt(value), choices=_named(choices))
    return lines


def _named(choices: Iterable[str]) -> str:
    words = [excerpt(choice) for choice in choices if choice]
    return ", ".join(words[:_CHOICES_NAMED]) + (", …" if len(words) > _CHOICES_NAMED else "")


def _series_of_pairs(line: int, cells: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> TableSeries:
    series = TableSeries(cells, line)
    for year_column, value_column in pairs:
        year, value = year_of_cell(cells.get(year_column, "")), cells.get(value_column, "")
        # Published tables print a point twice where it is base and latest in one.
        if year is not None and (year, value) not in zip(series.years, series.values, strict=True):
            series.add(year, value, line, _absence(value))
    return series


def _series_across(line: int, cells: Mapping[str, str], years: Iterable[tuple[int, str]]) -> TableSeries:
    series = TableSeries(cells, line)
    for year, column in years:
        value = cells.get(column, "")
        series.add(year, value, line, (column, Absence.FORECAST) if is_forecast(column) else _absence(value))
    return series


def _absence(value: str) -> tuple[str, Absence] | None:
    reason = absence_of(value)
    return None if reason is None else (value, reason)


def _series_by_year(lines: Lines, layout: Layout, file: str) -> tuple[TableSeries, ...]:
    key, columns = layout.key(), layout.columns
    if not key:
        raise TableError("no_series", file=file, names=" / ".join(COLUMNS["series"]))
    rows: dict[tuple[str, ...], list[tuple[int, Mapping[str, str]]]] = {}
    for line, cells in lines:
        name = tuple(cells.get(column, "") for column in key)
        if not any(name):
            raise TableError("nameless", file=file, row=line, column=key[0])
        rows.setdefault(name, []).append((line, cells))
    together = _are_school_years(cells.get(columns["year"], "") for _, cells in lines)
    return tuple(
        _series_of_rows(" · ".join(name), of_series, layout, file, together=together)
        for name, of_series in rows.items()
    )


def _series_of_rows(name: str, rows: Lines, layout: Layout, file: str, *, together: bool) -> TableSeries:
    """One series of several rows. Its rows may stand in any order."""
    columns = layout.columns
    points = [(year_of_cell(cells.get(columns["year"], ""), together=together), line, cells) for line, cells in rows]
    if all(isinstance(year, int) for year, *_ in points):
        points.sort(key=lambda point: (str(point[0]), point[1]))
    _refuse_several_values(name, points, layout, file)
    said = _said_of_series(name, rows, layout, file)
    office = office_columns(layout.header)
    _refuse_several_units(name, rows, layout, office, file)
    series = TableSeries({**points[-1][2], **said}, rows[0][0])
    for year, line, cells in points:
        value = cells.get(columns["value"], "")
        series.add(year, value, line, office.absence(cells, value), office.power_of_ten(cells, line, file))
        series.rows[year] = {**cells, **said}
    return series


def _refuse_several_units(name: str, rows: Lines, layout: Layout, office: OfficeColumns, file: str) -> None:
    """Raises TableError where the values of one series are in several units."""
    for column in office.units:
        units: dict[str, int] = {}
        for line, cells in rows:
            if cells.get(layout.columns["value"], "") and cells.get(column, ""):
                units.setdefault(cells[column], line)
        if len(units) > 1:
            line, example = list(units.values())[1], next(iter(units))
            raise TableError(
                "several_units", file=file, row=line, series=name, column=column, choices=_named(units), example=example
            )


def _said_of_series(name: str, rows: Lines, layout: Layout, file: str) -> dict[str, str]:
    """What the understood columns say of a series as a whole, in whichever of its rows; they must agree."""
    said: dict[str, str] = {}
    shared = {own for column, own in layout.columns.items() if column not in ("series", "year", "value")}
    for line, cells in rows:
        for column in sorted(shared):
            value, before = cells.get(column, ""), said.get(column, "")
            if value and before and value != before:
                raise TableError(
                    "contradiction", file=file, row=line, series=name, column=column, found=value, before=before
                )
            if value:
                said[column] = value
    return said


def _refuse_several_values(
    name: str, points: Iterable[tuple[object, int, Mapping[str, str]]], layout: Layout, file: str
) -> None:
    """Raises TableError where a year stands in several rows that another column tells apart: sex, age, source."""
    own = set(layout.columns.values())
    first: dict[object, Mapping[str, str]] = {}
    for year, line, cells in points:
        before = first.setdefault(year, cells)
        differing = [
            column for column in layout.header if column not in own and cells.get(column, "") != before.get(column, "")
        ]
        if year is not None and differing:
            column = differing[0]
            choices = dict.fromkeys(row.get(column, "") for _, _, row in points)
            example = next((choice for choice in choices if choice), "")
            raise TableError(
                "several_values", file=file, row=line, series=name, year=year, column=column,
                choices=_named(choices), example=example,
            )  # fmt: skip


def _are_school_years(texts: Iterable[str]) -> bool:
    """Whether all years of a table are written as 201920: a single one may as well be a month."""
    matches = [_TOGETHER.fullmatch(text) for text in texts if text]
    return bool(matches) and all(match is not None and _follows(match[1], match[2]) for match in matches)


def _follows(first: str, second: str) -> bool:
    return int(second) == (int(first) + 1) % 100


def year_of_cell(text: str, *, together: bool = False) -> object:
    """A year, None for an empty cell; anything else as it is written, for the check to name."""
    if not text:
        return None
    try:
        return int(text[:4]) if together else year_of_text(text)
    except MisreadError:
        pass
    try:
        return float(text)
    except ValueError:
        return text
