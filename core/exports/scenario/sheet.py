"""One sheet of a scenario workbook: constants with their meaning, then lines of years, each cell a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from core.exports.scenario.formula import Formula, formula, total
from core.formats import width_of

LABELS, UNITS = 58, 11
"""Widths of the columns of labels and of units, in characters."""
_YEARS = 11
_FIRST_YEAR = 2  # the column of the year the model starts in, after label and unit
_LINE = 15  # the height of a line of text, in points


@dataclass(frozen=True, slots=True)
class Styles:
    """The cell formats: inputs blue, what is given black on grey, what is worked out plain."""

    title: Any
    caution: Any
    head: Any
    year: Any
    group: Any
    repeated: Any
    label: Any
    unit: Any
    numbers: Mapping[str, Any]
    given: Mapping[str, Any]
    inputs: Mapping[str, Any]

    @classmethod
    def of(cls, book: Any) -> Styles:
        def style(**properties: Any) -> Any:
            return book.add_format({"valign": "vcenter", **properties})

        shapes = {"whole": "#,##0", "broken": "#,##0.0#", "share": "0.0%", "fine": "0.0000", "year": "0", "flag": "0"}
        box = {"border": 1, "border_color": "#BFBFBF"}
        blue = {"font_color": "#0000FF", "bg_color": "#EAF2FF", "locked": False}
        return cls(
            title=style(bold=True, font_size=14),
            caution=style(bold=True, font_color="#B00020"),
            head=style(**box, bold=True, bg_color="#DCE6F1", text_wrap=True),
            year=style(**box, bold=True, bg_color="#DCE6F1", num_format="0", align="right"),
            group=style(bold=True, top=1),
            repeated=style(bold=True, top=1, font_color="#595959", num_format="0", align="right"),
            label=style(text_wrap=True),
            unit=style(text_wrap=True, font_color="#595959"),
            numbers={name: style(**box, num_format=shape) for name, shape in shapes.items()},
            given={name: style(**box, num_format=shape, bg_color="#EDEDED") for name, shape in shapes.items()},
            inputs={name: style(**box, **blue, num_format=shape) for name, shape in shapes.items()},
        )


@dataclass(slots=True)
class SheetLine:
    """One line of years; a cell is read only after it was put."""

    sheet: Sheet
    row: int
    style: str
    cells: dict[int, Formula] = field(default_factory=dict)

    def put(self, year: int, what: Formula | float) -> None:
        """Write a formula, or a starting value, which is shown as given."""
        self.cells[year] = self.sheet.write(self.row, self.sheet.column(year), what, self.style)

    def __getitem__(self, year: int) -> Formula:
        return self.cells[year]

    def elsewhere(self, year: int) -> Formula:
        """The cell as another sheet refers to it."""
        cell = self.cells[year]
        return Formula(f"{self.sheet.reference}!{cell.text}", cell.value)


@dataclass(slots=True)
class Sheet:
    """A sheet under construction. `years` are its columns; `title` is its name, at most 31 characters."""

    book: Any
    styles: Styles
    title: str
    caution: str
    years: Sequence[int]
    page: Any = None
    next_row: int = 0
    headed: bool = False

    def __post_init__(self) -> None:
        self.page = self.book.add_worksheet(self.title)
        self.page.write_string(0, 0, self.title, self.styles.title)
        if self.caution:
            self.page.write_string(0, 1, self.caution, self.styles.caution)
        self.page.set_column(0, 0, LABELS)
        self.page.set_column(1, 1, UNITS)
        self.page.set_column(2, 2 + max(len(self.years), 1) - 1, _YEARS)
        self.page.freeze_panes(0, _FIRST_YEAR)
        self.next_row = 2
        set_up_page(self.page, self.caution)

    @property
    def reference(self) -> str:
        """The sheet as a formula names it."""
        return "'" + self.title.replace("'", "''") + "'"

    def column(self, year: int) -> int:
        return _FIRST_YEAR + self.years.index(year)

    def write(self, row: int, column: int, what: Formula | float, style: str) -> Formula:
        """Write a formula with its value, or a number as given; the result is a reference to the cell."""
        if isinstance(what, Formula):
            self.page.write_formula(row, column, f"={what.text}", self.styles.numbers[style], what.value)
        else:
            self.page.write_number(row, column, what, self.styles.given[style])
        return Formula(xl_rowcol_to_cell(row, column), formula(what).value)

    def words(self, text: str, style: Any = None) -> None:
        """A line of text over the whole width."""
        self.page.write_string(self.next_row, 0, text, self.styles.label if style is None else style)
        self._height(text)
        self.next_row += 1

    def group(self, text: str) -> None:
        """A heading over lines that belong together; under a header of years it repeats them, for long sheets."""
        self.next_row += 1
        self.page.write_blank(self.next_row, 1, None, self.styles.group)
        for year in self.years:
            if self.headed:
                self.page.write_number(self.next_row, self.column(year), year, self.styles.repeated)
            else:
                self.page.write_blank(self.next_row, self.column(year), None, self.styles.group)
        self.page.write_string(self.next_row, 0, text, self.styles.group)
        self.next_row += 1

    def constant(self, label: str, unit: str, value: Formula | float, style: str = "whole") -> Formula:
        """A value that holds for all years, as an absolute reference."""
        self._labelled(label, unit)
        self.write(self.next_row, _FIRST_YEAR, value, style)
        cell = xl_rowcol_to_cell(self.next_row, _FIRST_YEAR, row_abs=True, col_abs=True)
        self.next_row += 1
        return Formula(cell, formula(value).value)

    def header(self, label: str, unit: str) -> SheetLine:
        """The line of the years, which formulas may refer to; the lines under it stay in sight of it."""
        self.page.write_string(self.next_row, 0, label, self.styles.head)
        self.page.write_string(self.next_row, 1, unit, self.styles.head)
        line = SheetLine(self, self.next_row, "year")
        for year in self.years:
            self.page.write_number(self.next_row, self.column(year), year, self.styles.year)
            line.cells[year] = Formula(xl_rowcol_to_cell(self.next_row, self.column(year), row_abs=True), float(year))
        self.headed = True
        self.next_row += 1
        return line

    def line(self, label: str, unit: str, style: str = "whole", values: Mapping[int, float] | None = None) -> SheetLine:
        """A line to be filled year by year; `values` are written at once, as given."""
        self._labelled(label, unit)
        line = SheetLine(self, self.next_row, style)
        self.next_row += 1
        for year, value in (values or {}).items():
            line.put(year, value)
        return line

    def down(self, lines: Sequence[SheetLine], year: int) -> Formula:
        """The sum of lines that lie under each other, in one year."""
        cells = [line[year] for line in lines]
        first, last = cells[0].text, cells[-1].text
        together = [line.row for line in lines] == list(range(lines[0].row, lines[0].row + len(lines)))
        return total(cells, across=f"{first}:{last}" if together else "")

    def _labelled(self, label: str, unit: str) -> None:
        self.page.write_string(self.next_row, 0, label, self.styles.label)
        self.page.write_string(self.next_row, 1, unit, self.styles.unit)
        self._height(label)

    def _height(self, text: str) -> None:
        lines = -(-width_of(text) * 11 // (LABELS * 10))
        if lines > 1:
            self.page.set_row(self.next_row, lines * _LINE)


def set_up_page(page: Any, caution: str) -> None:
    """Landscape A4, one page wide, its cells locked but for the inputs; what is made up says so on every print."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4)
    page.set_header(f"&L&A&R{caution.replace('&', '&&')}")
    page.set_footer("&R&P / &N")
    page.hide_gridlines(2)
    # No password: whoever wants to try another formula lifts the protection.
    page.protect("", dict.fromkeys(("format_columns", "format_rows", "select_locked_cells"), True))


def defined_name(id: str, names: Iterable[str]) -> str:
    """A lever's id as a name that formulas may use; what a name cannot hold becomes `_`."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in id)
    name, number = plain, 2
    while name.casefold() in {other.casefold() for other in names}:
        name, number = f"{plain}_{number}", number + 1
    return name
