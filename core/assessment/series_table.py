"""Judges a table of series and targets, such as another district's or a published set, by a named rule."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from math import inf
from pathlib import Path

from core.annual_series import SeriesError, SeriesProblem
from core.assessment import RULES, RuleResult, apply_rule, rule_input

COLUMNS: dict[str, tuple[str, ...]] = {
    "series": ("series", "indicator", "name", "id", "序列", "指标"),
    "year": ("year", "年份"),
    "value": ("value", "数值"),
    "base_year": ("base_year", "基期年"),
    "base": ("base_value", "base", "基期值"),
    "latest_year": ("latest_year", "current_year", "最近年"),
    "latest": ("latest_value", "current_value", "latest", "最近值"),
    "target_year": ("target_year", "目标年"),
    "target": ("target", "target_value", "目标值"),
    "better": ("better", "direction", "方向"),
    "limit": ("limit", "自然上限"),
    "unit": ("unit", "单位"),
    "kind": ("kind", "类型", "rule"),
}
"""The columns that are understood, each with the names it may have; every other column is kept as it is."""

_DIRECTIONS = {
    "1": "higher",
    "1.0": "higher",
    "-1": "lower",
    "-1.0": "lower",
    "越高越好": "higher",
    "越低越好": "lower",
}
_SHARES = ("share", "ratio", "比重", "比例")
_DATED, _KEPT_EVERY_YEAR, _DIRECTION_ONLY = "dated", "constant", "directional"
_KINDS = ("", _DATED, _KEPT_EVERY_YEAR, _DIRECTION_ONLY)
_PERCENT = ("%", "percent", "百分比")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_VALUE_WORDS = ("v", "value", "value_", "数值")
_NUMBERED = re.compile(r"(?:yr|year|年份)_?(\d+)")

ENCODINGS = ("utf-8-sig", "gb18030")
UNNAMED = "\0"
"""The first character of the internal name of a column without a name."""
DELIMITERS = ",;\t"


@dataclass(slots=True)
class TableSeries:
    """One series as it was read: its cells by column, the years and values so far, the line it begins in."""

    cells: Mapping[str, str]
    line: int
    years: list[object] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SeriesResult:
    """One series of the table: its cells, its line in the file, and the result or what is wrong with it."""

    cells: Mapping[str, str]
    line: int
    result: RuleResult | None
    problem: SeriesError | None


class TableError(ValueError):
    """A file that is not a table of series; `code` names the sentence in the catalogues."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """A table as it was read: the name each understood column has in the file, the header, the series."""

    columns: Mapping[str, str]
    header: tuple[str, ...]
    series: tuple[TableSeries, ...]


_Lines = Sequence[tuple[int, Mapping[str, str]]]
"""Per line of the file its number and its cells by column."""


def read_table(path: Path) -> SeriesTable:
    """The series of a CSV file (UTF-8, UTF-16 or GB18030).

    A row is a whole series (`base_year`, `base_value`, `current_year`, `current_value`, or `yr1`, `v1`, `yr2`, `v2` …)
    or one year of it (`series`, `year`, `value`; its target may stand in any of its rows).

    Raises TableError for a file that is not such a table, OSError for a file that cannot be read.
    """
    header, lines = _header_and_lines(path)
    columns = _understood(header, lines)
    if "better" not in columns:
        raise TableError("no_direction", file=path.name, names=" / ".join(COLUMNS["better"]))
    if {"year", "value"} <= columns.keys():
        if "series" not in columns:
            raise TableError("no_series", file=path.name, names=" / ".join(COLUMNS["series"]))
        return SeriesTable(columns, header, _series_by_year(lines, columns, path.name))
    pairs = _pairs(header, columns)
    if not pairs:
        raise TableError("no_values", file=path.name)
    return SeriesTable(columns, header, tuple(_series_of_row(line, cells, pairs) for line, cells in lines))


def _header_and_lines(path: Path) -> tuple[tuple[str, ...], _Lines]:
    rows = _rows(path)
    if len(rows) < 2:
        raise TableError("empty", file=path.name)
    # A column without a name is kept like any other; it only needs a name of its own.
    header = tuple(cell.strip() or f"{UNNAMED}{place}" for place, cell in enumerate(rows[0][1]))
    folded = [name.casefold() for name in header]
    repeated = {name for name in header if folded.count(name.casefold()) > 1}
    if repeated:
        raise TableError("repeated_column", file=path.name, column=sorted(repeated)[0])
    for line, row in rows[1:]:
        if any(cell.strip() for cell in row[len(header) :]):
            raise TableError("too_many_cells", file=path.name, row=line)
    lines = [(line, {name: cell.strip() for name, cell in zip(header, row, strict=False)}) for line, row in rows[1:]]
    return header, lines


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of the file that hold something, each with the number of its line."""
    text = _decoded(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    # The delimiter is the one that cuts the header into most columns.
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count))
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise TableError("not_csv", file=path.name) from error


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" not in data[:4096]:
        for encoding in ENCODINGS:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise TableError("not_csv", file=path.name)


def judge_table(path: Path, rule: str, *, due_passed: bool = False) -> tuple[tuple[str, ...], tuple[SeriesResult, ...]]:
    """The header of a file and each of its series judged by a rule of the table `core.assessment.RULES`.

    Raises TableError, OSError, and SeriesError for an unknown rule; a fault within one series is its `problem`.
    """
    if rule not in RULES:
        raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "rule", found=rule[:40], choices=", ".join(RULES))
    table = read_table(path)
    return table.header, tuple(_judge(series, table.columns, rule, due_passed) for series in table.series)


def _judge(series: TableSeries, columns: Mapping[str, str], rule: str, due_passed: bool) -> SeriesResult:
    def cell(name: str) -> str:
        return series.cells.get(columns[name], "") if name in columns else ""

    kind = cell("kind")
    try:
        checked_input = rule_input(
            series.years,
            series.values,
            _DIRECTIONS.get(cell("better"), cell("better").lower()),
            base_year=_number(cell("base_year")),
            target=None if kind == _DIRECTION_ONLY else _number(cell("target")),
            target_year=None if kind in (_DIRECTION_ONLY, _KEPT_EVERY_YEAR) else _number(cell("target_year")),
            limit=_number(cell("limit")),
            due_passed=due_passed,
            bounds=_bounds(cell("unit")),
        )
        return SeriesResult(series.cells, series.line, apply_rule(rule, checked_input), None)
    except SeriesError as error:
        line = series.lines[error.row - 1] if error.row is not None and error.row <= len(series.lines) else series.line
        # A table is mended by its lines: what stands in a row or a year of the series stands in a line of the file.
        error.row = error.year = None
        return SeriesResult(series.cells, line, None, error)


def _bounds(unit: str) -> tuple[float, float]:
    if unit in _SHARES:
        return 0.0, 1.0
    return (0.0, 100.0) if unit in _PERCENT else (-inf, inf)


def _understood(header: tuple[str, ...], lines: _Lines) -> dict[str, str]:
    """The name that a column we understand has in this file."""
    by_name = {name.casefold(): name for name in header}
    columns = {
        column: next(by_name[name] for name in names if name in by_name)
        for column, names in COLUMNS.items()
        if any(name in by_name for name in names)
    }
    # Published sets call the kind of target a rule; with anything else in it a column of that name means another thing.
    kind = columns.get("kind")
    if kind is not None and any(cells.get(kind, "") not in _KINDS for _, cells in lines):
        del columns["kind"]
    return columns


def _pairs(header: tuple[str, ...], columns: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Which column holds the year and which the value of each point of a series in one row."""
    by_name = {name.casefold(): name for name in header}
    numbered = []
    for name in by_name:
        match = _NUMBERED.fullmatch(name)
        if match is None:
            continue
        values = [f"{word}{match[1]}" for word in _VALUE_WORDS if f"{word}{match[1]}" in by_name]
        if values:
            numbered.append((int(match[1]), by_name[name], by_name[values[0]]))
    if numbered:
        return tuple((year, value) for _, year, value in sorted(numbered))
    return tuple(
        (columns[year], columns[value])
        for year, value in (("base_year", "base"), ("latest_year", "latest"))
        if year in columns and value in columns
    )


def _series_of_row(line: int, cells: Mapping[str, str], pairs: tuple[tuple[str, str], ...]) -> TableSeries:
    series = TableSeries(cells, line)
    for year, value in pairs:
        point = (_number(cells.get(year, "")), _number(cells.get(value, "")))
        # Published tables print a point twice where it is base and latest in one.
        if point[0] is None or point in zip(series.years, series.values, strict=True):
            continue
        series.years.append(point[0])
        series.values.append(point[1])
        series.lines.append(line)
    return series


def _series_by_year(lines: _Lines, columns: Mapping[str, str], file: str) -> tuple[TableSeries, ...]:
    by_name: dict[str, TableSeries] = {}
    own = {columns["year"], columns["value"]}
    shared = {name for column, name in columns.items() if column not in ("series", "year", "value")}
    for line, cells in lines:
        name = cells.get(columns["series"], "")
        if not name:
            raise TableError("nameless", file=file, row=line, column=columns["series"])
        series = by_name.setdefault(name, TableSeries({}, line))
        for column in sorted(shared):
            value, before = cells.get(column, ""), series.cells.get(column, "")
            if value and before and value != before:
                raise TableError(
                    "contradiction", file=file, row=line, series=name, column=column, found=value, before=before
                )
        stated = {key: value for key, value in series.cells.items() if value and key not in own}
        series.cells = {**cells, **stated}
        series.years.append(_number(cells.get(columns["year"], "")))
        series.values.append(_number(cells.get(columns["value"], "")))
        series.lines.append(line)
    return tuple(by_name.values())


def _number(text: str) -> object:
    """A cell as a number, None for an empty one; anything else stays as it is written, for the check to name."""
    plain = text.strip().replace("−", "-")
    if _GROUPED.fullmatch(plain):  # 1,5 may be one and a half somewhere else: only whole groups are groups
        plain = plain.replace(",", "")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return text
