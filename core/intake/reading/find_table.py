"""Finds the table in a sheet: where its headings are, what each column is, which lines are data, totals or notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.layout import SHEETS, Kind
from core.intake.message_values import TextId
from core.intake.reading.cell_values import MisreadError, excerpt, fold, year_of
from core.intake.reading.headings import PERSONAL, Heading, dataset_of_title, heading_key, heading_of, scale_of
from core.intake.workbook.grid import Cell, Grid, GridRow
from core.intake.workbook.references import column_letter

_HEAD_LINES = 40  # filled lines; a heading further down is not looked for
_UNIT_NOTE = re.compile(r"(?:计量)?单位[:：]\s*([^\s，。;；]+)")
_YEAR_IN_TITLE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*[-–—/]\s*(?:19|20)?\d\d\s*学年度?|\s*年)")
_TOTAL = re.compile(r"合计|总计|小计|共计|累计|汇总|^(?:grand|sub)?-?total|total$|^sum$")
_NOTE = re.compile(
    r"^(?:注|备注|说明|填表|制表|审核|负责人|单位负责人|单位盖章|联系人|填报人|报出日期|数据来源|note|remark|source)"
)


_BESIDE = frozenset(("备注", "说明", "序号", "编号", "排名", "remarks", "note", "no"))


class Sort(StrEnum):
    """What a line under the headings is."""

    DATA = "data"
    TOTAL = "total"
    OTHER = "other"  # a note, a repeated heading, or nothing in the columns that count


@dataclass(frozen=True, slots=True)
class Table:
    """A table as found. `columns` are by column of the sheet from 0; `title_year` is the one year named above it."""

    dataset: str
    grid: Grid
    columns: dict[int, Heading]
    head: int
    title_year: int | None

    def at(self, id: str) -> int | None:
        """The column of the sheet (from 0) that holds a column of the layout."""
        return next((x for x, heading in self.columns.items() if heading.column.id == id), None)

    def letter(self, id: str) -> str:
        """The letter of that column, or nothing."""
        x = self.at(id)
        return "" if x is None else column_letter(x)

    def lines(self) -> Iterator[tuple[Sort, GridRow]]:
        """Every filled line under the headings with what it is; merged cells of keys are filled in."""
        filled = _Filled(self.grid)
        for line in self.grid.rows:
            if line.number > self.head and not self._worked_out(line):
                yield self._sorted(filled.line(line, self._keys()))

    def _worked_out(self, line: GridRow) -> bool:
        """Whether nothing is in a line but what the template works out: the open lines of a form, not yet filled in."""
        columns = [self.columns.get(x) for x in line.cells]
        return bool(columns) and all(each is not None and each.column.kind is Kind.DERIVED for each in columns)

    def _keys(self) -> list[int]:
        return [x for x, heading in self.columns.items() if heading.column.kind is not Kind.MEASURE]

    def _sorted(self, line: GridRow) -> tuple[Sort, GridRow]:
        mapped = {x: cell for x, cell in line.cells.items() if x in self.columns}
        if not mapped:
            return Sort.OTHER, line
        first = fold(line.cells[min(line.cells)].text)
        if _NOTE.match(first) and not self._has_figures(mapped):
            return Sort.OTHER, line
        unnamed = all(self.at(id) not in line.cells for id in ("unit_id", "unit_name"))
        names = [fold(cell.text) for x, cell in line.cells.items() if cell.kind == "s" and self._may_name(x, unnamed)]
        if any(_TOTAL.search(name) and len(name) <= 24 for name in names):
            return Sort.TOTAL, line
        same = sum(1 for x, cell in mapped.items() if cell.value == self.columns[x].text)
        return (Sort.OTHER if same >= 2 and same >= len(mapped) - 1 else Sort.DATA), line

    def _has_figures(self, mapped: dict[int, Cell]) -> bool:
        """Whether a line has a number beside its name: a school may well be called 注册会计师学校."""
        return any(cell.kind != "s" or fold(str(cell.value))[:1].isdigit() for cell in mapped.values())

    def _may_name(self, x: int, unnamed: bool) -> bool:
        """Whether a total may be called so in this column: not in a value, not in the words of a code.

        In a column of no meaning only where the line names no unit: the remark 含小计 beside a school makes no total.
        """
        heading = self.columns.get(x)
        return unnamed if heading is None else heading.column.kind in (Kind.UNIT_ID, Kind.UNIT_NAME, Kind.YEAR)


class _Filled:
    """Cells of a sheet with those that a merged cell covers."""

    def __init__(self, grid: Grid) -> None:
        cells = {line.number: line.cells for line in grid.rows}
        self._covered: dict[tuple[int, int], Cell] = {}
        room = 100_000
        for top, left, bottom, right in grid.merges:
            cell = cells.get(top, {}).get(left)
            room -= (bottom - top + 1) * (right - left + 1)
            if cell is None or room < 0:
                continue
            for y in range(top, bottom + 1):
                for x in range(left, right + 1):
                    self._covered[y, x] = cell
        self._cells = cells

    def get(self, y: int, x: int) -> Cell | None:
        return self._cells.get(y, {}).get(x) or self._covered.get((y, x))

    def line(self, line: GridRow, columns: list[int]) -> GridRow:
        missing = {x: self._covered[line.number, x] for x in columns if (line.number, x) in self._covered}
        return GridRow(line.number, {**missing, **line.cells}, line.hidden) if missing else line


def find_table(grid: Grid, findings: Findings) -> Table | None:
    """The table of a sheet, or None when no line names enough columns of any dataset.

    Adds findings for headings that name a person, stand twice, or have a unit that is none of the column's.
    """
    filled = _Filled(grid)
    hinted = dataset_of_title(grid.name)
    best: tuple[float, int, str, dict[int, Heading]] = (0, 0, "", {})
    candidates = grid.rows[:_HEAD_LINES]
    for place, line in enumerate(candidates):
        above = [each.number for each in candidates[max(0, place - 2) : place]]
        notes = _scales(candidates[:place])
        texts = _texts(filled, line, above)
        for sheet in SHEETS:
            found = _matched(sheet.dataset, texts, notes)
            kinds = {heading.column.kind for heading in found.values()}
            distinct = len({heading.column.id for heading in found.values()})
            named = Kind.UNIT_ID in kinds or Kind.UNIT_NAME in kinds
            enough = Kind.MEASURE in kinds if sheet.measures else distinct >= 4
            if not (enough and named):
                continue
            score = distinct + (2.5 if sheet.dataset == hinted else 0) - 0.001 * place
            if score > best[0]:
                best = (score, line.number, sheet.dataset, found)
    if not best[2]:
        return None
    _, head, dataset, columns = best
    years = {int(match) for line in grid.rows if line.number < head for match in _years(line)}
    years |= {int(match[1]) for match in _YEAR_IN_TITLE.finditer(grid.name)} if not years else set()
    table = Table(dataset, grid, columns, head, years.pop() if len(years) == 1 else None)
    _complain(table, filled, findings)
    return table


def _texts(filled: _Filled, line: GridRow, above: list[int]) -> dict[int, list[str]]:
    """What may be the heading of each column: alone, under the merged heading above it, or standing above it."""
    found: dict[int, list[str]] = {}
    width = range(max([*line.cells, *(x for y in above for x in filled._cells.get(y, {}))]) + 1)
    for x in width:
        own = filled.get(line.number, x)
        parents = [cell for y in above if (cell := filled.get(y, x)) is not None]
        texts = []
        if own is not None and own.kind == "s":
            texts = [f"{parent.text}{own.text}" for parent in parents if parent is not own and len(parent.text) < 40]
            texts.append(own.text)
        elif own is None:
            texts = [parent.text for parent in reversed(parents) if parent.kind == "s"]
        if texts:
            found[x] = texts
    return found


def _matched(dataset: str, texts: dict[int, list[str]], notes: dict[str, Decimal]) -> dict[int, Heading]:
    found = {}
    for x, choices in texts.items():
        for text in choices:
            heading = heading_of(dataset, text, notes)
            if heading is not None:
                found[x] = heading
                break
    return found


def _scales(lines: tuple[GridRow, ...]) -> dict[str, Decimal]:
    """The scales of units named above a table: 单位：人、万元 gives 1 for persons and 10,000 for yuan."""
    found: dict[str, Decimal] = {}
    for line in lines:
        for cell in line.cells.values():
            for match in _UNIT_NOTE.finditer(cell.text if cell.kind == "s" else ""):
                for word in re.split("[、,/]", match[1].strip("()（）")):
                    known = scale_of(word)
                    for unit in known[0] if known else ():
                        found[unit] = known[1] if known else Decimal(1)
    return found


def _years(line: GridRow) -> Iterator[str]:
    for cell in line.cells.values():
        if cell.kind == "s":
            yield from (match[1] for match in _YEAR_IN_TITLE.finditer(cell.text))
        if cell.kind == "n" and len(line.cells) == 1:
            try:
                yield str(year_of(cell)[0])
            except MisreadError:
                continue


def _complain(table: Table, filled: _Filled, findings: Findings) -> None:
    grid, seen = table.grid, set()
    filled_columns = {x for line in grid.rows if line.number > table.head for x in line.cells}
    for x in sorted(filled_columns | set(table.columns)):
        place = Place(grid.name, table.head, column_letter(x))
        heading = table.columns.get(x)
        cell = filled.get(table.head, x)
        text = heading.text if heading is not None else cell.text if cell is not None else ""
        if PERSONAL.search(fold(text)):
            findings.add(finding("personal_column", Severity.HARD, place, found=excerpt(text)))
        elif heading is None:
            if x in filled_columns and not text.strip():
                findings.add(finding("column_without_heading", Severity.SOFT, place))
            elif x in filled_columns:
                severity = Severity.NOTE if heading_key(text) in _BESIDE else Severity.SOFT
                findings.add(finding("column_not_known", severity, place, found=excerpt(text)))
        elif heading.column.id in seen:
            findings.add(finding("heading_twice", Severity.HARD, place, found=excerpt(text)))
        elif heading.strange:
            expected = TextId(f"intake.unit.{heading.column.unit}") if heading.column.unit else ""
            findings.add(
                finding("unit_strange", Severity.HARD, place, found=excerpt(heading.strange), expected=expected)
            )
        elif heading.scale != 1:
            findings.add(finding("unit_scaled", Severity.NOTE, place, found=excerpt(text), scale=f"{heading.scale:,f}"))
        if heading is not None:
            seen.add(heading.column.id)
        if x in grid.hidden_columns:
            findings.add(finding("hidden_column", Severity.SOFT, place, found=excerpt(text)))
