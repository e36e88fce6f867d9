"""Any table of series and targets in, the same table with statuses out: for other districts and published sets."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
"""The columns that are understood, each with the names it may have; every other column is handed through."""

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
"""What the internal name of a column without one begins with."""
DELIMITERS = ",;\t"


@dataclass(slots=True)
class _Series:
    """One series as it was read: its cells by column, the years and values found so far, where it began."""

    cells: Mapping[str, str]
    line: int
    years: list[object] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SeriesResult:
    """One series of the table: its own cells, and the finding or what was wrong with it, with the line of the file."""

    cells: Mapping[str, str]
    line: int
    finding: RuleResult | None
    problem: SeriesError | None


class TableError(ValueError):
    """A file that is no such table at all; `code` names the sentence in the catalogues."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def read_table(path: Path) -> tuple[dict[str, str], tuple[str, ...], tuple[_Series, ...]]:
    """The columns that are understood, the header and the series of a CSV file (UTF-8, UTF-16 or GB18030).

    A row is a whole series (`base_year`, `base_value`, `current_year`, `current_value`, or `yr1`, `v1`, `yr2`, `v2` …)
    or one year of it (`series`, `year`, `value`; its target may stand in any of its rows).

    Raises TableError for what is no such table, OSError for a file that cannot be read.
    """
    text = _decoded(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    # The delimiter is the one that cuts the header into most columns.
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count))
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise TableError("not_csv", file=path.name) from error
    if len(rows) < 2:
        raise TableError("empty", file=path.name)
    # A column without a name is handed through like any other; it only needs to be told from the next one.
    header = tuple(cell.strip() or f"{UNNAMED}{place}" for place, cell in enumerate(rows[0][1]))
    folded = [name.casefold() for name in header]
    repeated = {name for name in header if folded.count(name.casefold()) > 1}
    if repeated:
        raise TableError("repeated_column", file=path.name, column=sorted(repeated)[0])
    for line, row in rows[1:]:
        if any(cell.strip() for cell in row[len(header) :]):
            raise TableError("too_many_cells", file=path.name, row=line)
    body = [(line, {name: cell.strip() for name, cell in zip(header, row, strict=False)}) for line, row in rows[1:]]
    known = _known(header, body)
    if "better" not in known:
        raise TableError("no_direction", file=path.name, names=" / ".join(COLUMNS["better"]))
    found: Iterable[_Series]
    if {"year", "value"} <= known.keys():
        if "series" not in known:
            raise TableError("no_series", file=path.name, names=" / ".join(COLUMNS["series"]))
        found = _long(body, known, path.name)
    else:
        pairs = _pairs(header, known)
        if not pairs:
            raise TableError("no_values", file=path.name)
        found = (_wide(line, cells, pairs) for line, cells in body)
    return known, header, tuple(found)


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
    known, header, found = read_table(path)
    return header, tuple(_judge(series, known, rule, due_passed) for series in found)


def _judge(series: _Series, known: Mapping[str, str], rule: str, due_passed: bool) -> SeriesResult:
    def cell(name: str) -> str:
        return series.cells.get(known[name], "") if name in known else ""

    kind = cell("kind")
    try:
        given = rule_input(
            series.years,
            series.values,
            _DIRECTIONS.get(cell("better"), cell("better").lower()),
            base_year=_number(cell("base_year")),
            target=None if kind == _DIRECTION_ONLY else _number(cell("target")),
            target_year=None if kind in (_DIRECTION_ONLY, _KEPT_EVERY_YEAR) else _number(cell("target_year")),
            limit=_number(cell("limit")),
            due_passed=due_passed,
            bounds=(0.0, 1.0) if cell("unit") in _SHARES else (0.0, 100.0) if cell("unit") in _PERCENT else (-inf, inf),
        )
        return SeriesResult(series.cells, series.line, apply_rule(rule, given), None)
    except SeriesError as error:
        line = series.lines[error.row - 1] if error.row is not None and error.row <= len(series.lines) else series.line
        # A table is mended by its lines: what stands in a row or a year of the series stands in a line of the file.
        error.row = error.year = None
        return SeriesResult(series.cells, line, None, error)


def _known(header: tuple[str, ...], body: Sequence[tuple[int, Mapping[str, str]]]) -> dict[str, str]:
    """The name that a column we understand has in this file."""
    by_name = {name.casefold(): name for name in header}
    found = {
        column: next(by_name[name] for name in names if name in by_name)
        for column, names in COLUMNS.items()
        if any(name in by_name for name in names)
    }
    # Published sets call the kind of target a rule; with anything else in it a column of that name means another thing.
    kind = found.get("kind")
    if kind is not None and any(cells.get(kind, "") not in _KINDS for _, cells in body):
        del found["kind"]
    return found


def _pairs(header: tuple[str, ...], known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
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
        (known[year], known[value])
        for year, value in (("base_year", "base"), ("latest_year", "latest"))
        if year in known and value in known
    )


def _wide(line: int, cells: Mapping[str, str], pairs: tuple[tuple[str, str], ...]) -> _Series:
    series = _Series(cells, line)
    for year, value in pairs:
        point = (_number(cells.get(year, "")), _number(cells.get(value, "")))
        # Published tables print a point twice where it is base and latest in one.
        if point[0] is None or point in zip(series.years, series.values, strict=True):
            continue
        series.years.append(point[0])
        series.values.append(point[1])
        series.lines.append(line)
    return series


def _long(body: Iterable[tuple[int, Mapping[str, str]]], known: Mapping[str, str], file: str) -> Iterator[_Series]:
    found: dict[str, _Series] = {}
    own = {known["year"], known["value"]}
    shared = {name for column, name in known.items() if column not in ("series", "year", "value")}
    for line, cells in body:
        name = cells.get(known["series"], "")
        if not name:
            raise TableError("nameless", file=file, row=line, column=known["series"])
        series = found.setdefault(name, _Series({}, line))
        for column in sorted(shared):
            told, before = cells.get(column, ""), series.cells.get(column, "")
            if told and before and told != before:
                raise TableError(
                    "contradiction", file=file, row=line, series=name, column=column, found=told, before=before
                )
        kept = {key: value for key, value in series.cells.items() if value and key not in own}
        series.cells = {**cells, **kept}
        series.years.append(_number(cells.get(known["year"], "")))
        series.values.append(_number(cells.get(known["value"], "")))
        series.lines.append(line)
    return iter(found.values())


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
