"""Finds the header of a table, the columns that are understood, and in which of three shapes its series stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.assessment.series_table.footers import is_note
from core.assessment.series_table.headings import UNNAMED, heading_key, names, years_across
from core.cells.decimal_marks import number_with_unclear_mark, with_decimal_point
from core.cells.numbers import is_number
from core.cells.separated import NotSeparatedError, decoded, separated_rows, separator_of
from core.cells.text import excerpt, visible

COLUMNS: dict[str, tuple[str, ...]] = {
    "series": ("series", "indicator", "name", "id", "序列", "指标"),
    "year": ("year", "time_period", "timeperiod", "年份", "年度", "学年", "time", "时间"),
    "value": ("value", "obs_value", "数值"),
    "base_year": ("base_year", "基期年", "基期年份"),
    "base": ("base_value", "base", "基期值"),
    "latest_year": ("latest_year", "current_year", "最近年", "最近年份"),
    "latest": ("latest_value", "current_value", "latest", "最近值"),
    "target_year": ("target_year", "目标年", "目标年份", "目标年度"),
    "target": ("target", "target_value", "目标值", "目标", "目标数"),
    "better": ("better", "direction", "方向"),
    "limit": ("limit", "自然上限"),
    "unit": ("unit", "单位"),
    "kind": ("kind", "类型", "rule"),
}
"""The columns that are understood, each with the names it may have; every other column is kept as it is."""

DATED, KEPT_EVERY_YEAR, DIRECTION_ONLY = "dated", "constant", "directional"
_KINDS = ("", DATED, KEPT_EVERY_YEAR, DIRECTION_ONLY)
_VALUE_WORDS = ("v", "value", "value_", "数值")
_NUMBERED = re.compile(r"(?:yr|year|年份)_?(\d+)")
SDMX = ("time_period", "obs_value")
"""The columns of every SDMX-CSV file."""
_NOT_DIMENSIONS = frozenset((
    "dataflow", "structure", "structure_id", "structure_name", "action", "lastupdate", "unit_mult", "powercode",
    "powercodecode", "decimals", "obs_status", "conf_status",
))  # fmt: skip
_COMMA = "comma"
_HEADER_ROWS = 40  # filled ones; a header further down is not looked for

Rows = Sequence[tuple[int, Sequence[str]]]
"""Per row of a table its number and its cells, from the first column on."""

Lines = Sequence[tuple[int, Mapping[str, str]]]
"""Per line of the file its number and its cells by column."""


class TableError(ValueError):
    """A file that is not a table of series; `code` names the sentence in the catalogues."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Layout:
    """The header of a table, the name that each understood column has in it, and where the points of a series stand.

    Of a table with one year a row nothing more is known. With one series a row, `pairs` are the columns of year and
    value of each point, or `years` the columns that are years themselves, in order. `figures` are other columns of
    numbers beside one of values that was asked for by its name.
    """

    header: tuple[str, ...]
    columns: Mapping[str, str]
    pairs: tuple[tuple[str, str], ...] = ()
    years: tuple[tuple[int, str], ...] = ()
    figures: frozenset[str] = frozenset()

    @property
    def has_a_year_a_row(self) -> bool:
        return {"year", "value"} <= self.columns.keys()

    def value_places(self) -> list[int]:
        """The places of the columns of values, as far as the header names them."""
        own = [name for _, name in (*self.years, *self.pairs)] or [self.columns.get("value", "")]
        return [self.header.index(name) for name in own if name in self.header]

    def key(self) -> tuple[str, ...]:
        """The columns that name a series with one year a row; none when the table has none.

        In SDMX-CSV these are its dimensions. In another table without a column of names it is what stands before the
        value: country, sex, age.
        """
        keys = [heading_key(name) for name in self.header]
        if "series" in self.columns and not all(name in keys for name in SDMX):
            return (self.columns["series"],)
        own = {name for column, name in self.columns.items() if column != "series"} | self.figures
        before = self.header[: self.header.index(self.columns["value"])]
        return tuple(
            name
            for name in before
            if name not in own and heading_key(name) not in _NOT_DIMENSIONS and not name.startswith(UNNAMED)
        )


def find_layout(path: Path, value: str = "", sheet: Rows | None = None, *, decimal: str = "") -> tuple[Layout, Lines]:
    """The layout of a CSV file and the lines under its header, which may stand below a title or notes.

    `value` is the name of the column of values where it is called otherwise; `sheet` has the rows of a file that is no
    CSV file. `decimal` says which sign stands before decimals, `point` or `comma`, where the file leaves it open.

    Raises TableError, OSError for a file that cannot be read.
    """
    rows = _rows_of_text(path, decimal) if sheet is None else _rows(sheet)
    if len(rows) < 2:
        raise TableError("empty", file=path.name)
    head, layout = _header(rows, value)
    header = layout.header
    folded = [name.casefold() for name in header]
    repeated = {name for name in header if folded.count(name.casefold()) > 1}
    if repeated:
        raise TableError("repeated_column", file=path.name, column=sorted(repeated)[0])
    places = layout.value_places()
    lines: list[tuple[int, Mapping[str, str]]] = []
    for line, row in rows[head + 1 :]:
        if is_note(row, places):
            continue
        if any(row[len(header) :]):
            raise TableError("too_many_cells", file=path.name, row=line)
        lines.append((line, dict(zip(header, row, strict=False))))
    if _has_a_series_a_column(layout, lines, value):
        layout, lines = _with_a_year_a_row(layout, lines)
    if "year" in layout.columns and (value or not _has_points(layout)):
        layout = _with_the_column_of_numbers(layout, lines, path.name)
    return _without_other_kind(layout, lines), lines


def _header(rows: Sequence[tuple[int, Sequence[str]]], value: str) -> tuple[int, Layout]:
    """The place of the header among the rows: the first that says where points stand, or names years, or the first."""
    layouts = [_layout(row, value) for _, row in rows[: min(len(rows) - 1, _HEADER_ROWS)]]
    places = (
        *(place for place, layout in enumerate(layouts) if _has_points(layout)),
        *(place for place, layout in enumerate(layouts) if "year" in layout.columns),
        0,
    )
    return places[0], layouts[places[0]]


def _has_a_series_a_column(layout: Layout, lines: Lines, value: str) -> bool:
    """Whether time goes down and several columns of numbers stand behind it, with no names before it."""
    if value or _has_points(layout) or layout.columns.get("year") != layout.header[0] or "series" in layout.columns:
        return False
    return len(_columns_of_numbers(layout, lines)) > 1


def _with_a_year_a_row(layout: Layout, lines: Lines) -> tuple[Layout, list[tuple[int, Mapping[str, str]]]]:
    """A table with a series a column as one with a year a row, whose series are called like the columns."""
    kept = {column: name for column, name in layout.columns.items() if column not in ("value", "series")}
    names = {"series": "series", "value": "value"}
    long: list[tuple[int, Mapping[str, str]]] = [
        (line, {**{own: cells.get(own, "") for own in kept.values()}, "series": name, "value": cells.get(name, "")})
        for name in _columns_of_numbers(layout, lines)
        for line, cells in lines
    ]
    header = ("series", layout.columns["year"], "value", *(own for own in kept.values() if own != kept["year"]))
    return Layout(header, {**kept, **names}), long


def _columns_of_numbers(layout: Layout, lines: Lines) -> list[str]:
    """The columns behind the year that hold numbers and have no meaning of their own."""
    own = set(layout.columns.values())
    behind = [name for name in layout.header[layout.header.index(layout.columns["year"]) + 1 :] if name not in own]
    return [name for name in behind if any(is_number(cells.get(name, "")) for _, cells in lines)]


def _with_the_column_of_numbers(layout: Layout, lines: Lines, file: str) -> Layout:
    """The layout with the one column behind the year that holds numbers as that of the values, if it has none.

    Raises TableError where there are several.
    """
    columns = _columns_of_numbers(layout, lines)
    if "value" in layout.columns:
        return replace(layout, figures=frozenset(columns))
    if len(columns) > 1:
        raise TableError("which_value", file=file, choices=", ".join(columns), example=columns[0])
    return replace(layout, columns={**layout.columns, "value": columns[0]}) if columns else layout


_NOT_SEPARATED = {"long_line": "long_line", "bad_csv": "unclosed_quotes"}
"""What is said of a file of separated values by what is wrong with it; of any other that it is none."""


def _rows_of_text(path: Path, decimal: str) -> list[tuple[int, list[str]]]:
    try:
        text, _ = decoded(path.read_bytes())
        rows = _rows([(row.line, row.values) for row in separated_rows(text)])
    except NotSeparatedError as error:
        raise TableError(_NOT_SEPARATED.get(error.code, "not_csv"), file=path.name, line=error.row) from error
    if decimal == _COMMA:
        return [(line, [with_decimal_point(cell) for cell in row]) for line, row in rows]
    unclear = "" if decimal else number_with_unclear_mark((cell for _, row in rows for cell in row), separator_of(text))
    if unclear:
        code = "which_decimal" if "." in unclear else "decimal_comma"
        raise TableError(code, file=path.name, found=excerpt(unclear))
    return rows


def _rows(rows: Rows) -> list[tuple[int, list[str]]]:
    """The rows that hold something, each with the number of its line. Cells have nothing unseen in them."""
    seen = ((line, [visible(cell).strip() for cell in row]) for line, row in rows)
    return [(line, row) for line, row in seen if any(row)]


def _layout(row: Sequence[str], value: str) -> Layout:
    header = names(row)
    by_name = {heading_key(name): name for name in reversed(header)}
    columns = {
        column: next(by_name[word] for word in words if word in by_name)
        for column, words in COLUMNS.items()
        if any(word in by_name for word in words)
    }
    if heading_key(value) in by_name:
        columns["value"] = by_name[heading_key(value)]
    return Layout(header, columns, _pairs(by_name, columns), years_across(header, columns.values()))


def _has_points(layout: Layout) -> bool:
    return layout.has_a_year_a_row or bool(layout.pairs or layout.years)


def _pairs(by_name: Mapping[str, str], columns: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Which column holds the year and which the value of each point of a series in one row."""
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


def _without_other_kind(layout: Layout, lines: Lines) -> Layout:
    """Published sets call the kind of target a rule; with anything else in it such a column means another thing."""
    kind = layout.columns.get("kind")
    if kind is None or all(cells.get(kind, "") in _KINDS for _, cells in lines):
        return layout
    return replace(layout, columns={column: name for column, name in layout.columns.items() if column != "kind"})
