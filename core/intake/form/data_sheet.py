"""One data sheet of the template: headings with units, a locked total, open lines for the new year, last values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from core.formats import SYMBOL_TEXT, width_of
from core.intake.form.columns import Column, Kind, Sheet
from core.intake.form.filled_lines import FormRow, form_rows
from core.intake.form.open_lines import open_lines
from core.intake.form.styles import TemplateStyles, new_style, open_style
from core.intake.form.words import STATUSES, heading, status_words, words_of
from core.intake.rows import Row
from core.intake.rows import UnitEntry as Unit
from core.language import Texts

SPARE_LINES = 100
"""Open lines under the filled ones, for schools and programmes that are new."""

Names = dict[str, dict[str | int, str]]
"""Codes of the plan with their names, by what they are codes of: task, indicator, milestone."""

_FIRST_EXCEL_YEAR = 1901  # a spreadsheet has no day before 1900, and a wrong leap day in that year
_WRITTEN = (Kind.TEXT, Kind.PERIOD, Kind.WORDS, Kind.FILE, Kind.HASH)
_WIDTH_OF_WORDS = 40  # characters
_EDITABLE = ("task_stage", "confirmation", "evidence")  # codes that report something; every other one names the line


def first_data_row(sheet: Sheet) -> int:
    """The row (from 0) under the headings: a title, a line of notes, one or two lines of headings."""
    return 4 if any(column.group for column in sheet.columns) else 3


def write_sheet(
    book: Any,
    styles: TemplateStyles,
    sheet: Sheet,
    title: str,
    rows: Iterable[Row],
    year: int | None,
    names: Names,
    texts: Texts,
    units: Iterable[Unit] = (),
    asked: Iterable[FormRow] = (),
) -> None:
    """Write `sheet` under `title` with the values of `rows`, and open lines for `year` where it is not in them.

    `units` is the register: an open line carries the name that is in force then. `asked` are further open lines.
    """
    page = book.add_worksheet(title)
    page.write_string(0, 0, title, styles.title)
    page.write_string(1, 0, texts("intake.reference", text=texts(f"intake.reference.{sheet.reference}")))
    filled = form_rows(sheet, rows)
    lines = [*open_lines(sheet, filled, year, tuple(units)), *asked, *filled]
    top = first_data_row(sheet)
    _headings(page, styles, sheet, top, names, texts)
    newest = max((line.keys["year"] for line in lines), default=None) if sheet.has_years else None
    year_of_total = newest if sheet.dataset != "observations" else None
    first = top if year_of_total is None else top + 1
    last = first + len(lines) + SPARE_LINES - 1
    if year_of_total is not None:
        _total(page, styles, sheet, lines, year_of_total, (top, first, last), texts)
    for y, line in enumerate(lines, start=first):
        _line(page, styles, sheet, line, y, newest if year is not None else None, names, texts)
    for y in range(first + len(lines), last + 1):
        for x, column in enumerate(sheet.columns):
            if column.kind is not Kind.DERIVED:
                page.write_blank(y, x, None, open_style(styles, column))
            elif column.codes_of in names:
                page.write_formula(y, x, _name_formula(sheet, column, y), styles.name, "")
    _choices(page, sheet, first, last, names, texts)
    page.freeze_panes(top, 2)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(2, top - 1)
    page.protect("", dict.fromkeys(("insert_rows", "format_columns", "format_rows", "sort", "autofilter"), True))


def _width(column: Column, text: str, names: Names, texts: Texts) -> float:
    """Wide enough for the heading and for every word a drop-down may put into the column."""
    if column.kind is Kind.UNIT_NAME:
        return 30
    if column.kind is Kind.WORDS:
        return _WIDTH_OF_WORDS
    named = names.get(column.codes_of, {})
    words = [str(word) for word in (named.values() if column.kind is Kind.DERIVED else named)]
    if column.kind is Kind.CODE:
        words = [words_of(column, code, texts) for code in column.codes]
    elif column.kind is Kind.STATUS:
        words = [status_words(status, provisional, texts) for status, provisional in STATUSES]
    longest = max((width_of(word) for word in words), default=0)
    return min(60, max(11, min(28, width_of(text) + 3), longest + 3))


def _headings(page: Any, styles: TemplateStyles, sheet: Sheet, top: int, names: Names, texts: Texts) -> None:
    grouped = [x for x, column in enumerate(sheet.columns) if column.group]
    if grouped:
        group = texts(f"intake.head.{sheet.columns[grouped[0]].group}")
        page.merge_range(top - 2, grouped[0], top - 2, grouped[-1], group, styles.head)
    for x, column in enumerate(sheet.columns):
        text = heading(column, texts)
        if grouped and not column.group:
            page.merge_range(top - 2, x, top - 1, x, text, styles.head)
        else:
            page.write_string(top - 1, x, text, styles.head)
        page.set_column(x, x, _width(column, text, names, texts))


def _total(
    page: Any,
    styles: TemplateStyles,
    sheet: Sheet,
    lines: list[FormRow],
    year: int,
    rows: tuple[int, int, int],
    texts: Texts,
) -> None:
    """The sums of the newest year, in the line under the headings so that the table may grow downwards."""
    at, first, last = rows
    for x, column in enumerate(sheet.columns):
        if column.kind is Kind.UNIT_NAME:
            page.write_string(at, x, texts("intake.total"), styles.total)
        elif column.kind is Kind.YEAR:
            page.write_number(at, x, year, styles.key_year)
        elif column.kind is Kind.MEASURE:
            years = xl_col_to_name(_place(sheet, Kind.YEAR))
            letter = xl_col_to_name(x)
            cells = [line.cells.get(column.id) for line in lines if line.keys["year"] == year]
            known = sum(value for value in cells if isinstance(value, float))
            page.write_formula(
                at,
                x,
                f"=SUMIFS({letter}{first + 1}:{letter}{last + 1},{years}{first + 1}:{years}{last + 1},{year})",
                styles.total,
                known,
            )
        else:
            page.write_blank(at, x, None, styles.total)


def _line(
    page: Any,
    styles: TemplateStyles,
    sheet: Sheet,
    line: FormRow,
    y: int,
    due_year: int | None,
    names: Names,
    texts: Texts,
) -> None:
    named = line.unit.fields()
    for x, column in enumerate(sheet.columns):
        if column.kind is Kind.DERIVED and column.codes_of:
            if column.codes_of in names:
                code = line.keys[_coded(sheet, column).field]
                known = names[column.codes_of].get(code, "")
                page.write_formula(y, x, _name_formula(sheet, column, y), styles.name, known)
        elif column.kind is Kind.DERIVED:
            share = _share(sheet, y)
            page.write_formula(y, x, share, styles.share, _share_value(line))
        elif column.kind is Kind.MEASURE:
            style = new_style(styles, column) if line.keys.get("year") == due_year else open_style(styles, column)
            _value(page, y, x, line.cells.get(column.id), style, texts)
        elif column.kind is Kind.STATUS:
            words = status_words(line.status, line.provisional, texts) if line.status else None
            page.write(y, x, words, styles.open_text)
        elif column.kind in (Kind.UNIT_ID, Kind.UNIT_NAME):
            page.write_string(y, x, named[column.field], styles.key)
        else:
            _key(page, styles, column, y, x, line.keys[column.field], texts)


def _key(page: Any, styles: TemplateStyles, column: Column, y: int, x: int, value: Any, texts: Texts) -> None:
    if value is None:
        page.write_blank(y, x, None, open_style(styles, column))
    elif column.kind is Kind.CODE:
        style = styles.open_text if column.id in _EDITABLE else styles.key
        page.write_string(y, x, words_of(column, value, texts), style)
    elif column.kind is Kind.DATE:
        if value.year >= _FIRST_EXCEL_YEAR:
            page.write_datetime(y, x, value, styles.open_date)
        else:
            page.write_string(y, x, value.isoformat(), styles.open_text)
    elif column.kind is Kind.YEAR:
        page.write_number(y, x, value, styles.key_year)
    elif column.kind in _WRITTEN:
        page.write_string(y, x, value, styles.open_text)
    else:
        page.write_number(y, x, value, open_style(styles, column))


def _value(page: Any, y: int, x: int, value: Any, style: Any, texts: Texts) -> None:
    if isinstance(value, str):
        page.write_string(y, x, texts(SYMBOL_TEXT[value]), style)
    elif value is None:
        page.write_blank(y, x, None, style)
    else:
        page.write_number(y, x, value, style)


def _coded(sheet: Sheet, name: Column) -> Column:
    """The column whose code a column of names explains."""
    return next(column for column in sheet.columns if f"{column.id}_name" == name.id)


def _name_formula(sheet: Sheet, name: Column, y: int) -> str:
    code = xl_rowcol_to_cell(y, sheet.columns.index(_coded(sheet, name)), col_abs=True)
    return f'=IFERROR(VLOOKUP({code},names_{name.codes_of},2,FALSE),"")'


def _share(sheet: Sheet, y: int) -> str:
    part, whole = (
        xl_rowcol_to_cell(y, next(x for x, column in enumerate(sheet.columns) if column.id == id))
        for id in ("dual_qualified", "specialised")
    )
    return f'=IFERROR({part}/{whole},"")'


def _share_value(line: FormRow) -> float | str:
    part, whole = line.cells.get("dual_qualified"), line.cells.get("specialised")
    return part / whole if isinstance(part, float) and isinstance(whole, float) and whole else ""


def _choices(page: Any, sheet: Sheet, first: int, last: int, names: Names, texts: Texts) -> None:
    """Drop-downs and limits, with the message a clerk sees while typing."""
    for x, column in enumerate(sheet.columns):
        rule: dict[str, Any] | None = None
        if column.kind in (Kind.CODE, Kind.STATUS):
            name = "status" if column.kind is Kind.STATUS else f"{sheet.dataset}_{column.id}"
            rule = {"validate": "list", "source": f"=choices_{name}", "error_message": texts("intake.enter.code")}
        elif column.codes_of in names and column.kind is not Kind.DERIVED:
            rule = {"validate": "list", "source": f"=choices_{column.codes_of}"}
            rule |= {"error_message": texts("intake.enter.code"), "input_message": texts("intake.enter.named")}
            if column.codes_of == "milestone":  # a release may have milestones of its own beside those of the plan
                rule["error_type"] = "warning"
        elif column.kind is Kind.YEAR:
            rule = {"validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100}
            rule["error_message"] = texts("intake.enter.year")
        elif column.kind is Kind.MEASURE:
            cell = xl_rowcol_to_cell(first, x)
            number = f"AND(ISNUMBER({cell}),{cell}>=0" + (f",{cell}=INT({cell}))" if column.whole else ")")
            rule = {"validate": "custom", "value": f"=OR({number},COUNTIF(choices_reasons,{cell})>0)"}
            rule["error_message"] = texts("intake.enter.value")
        if rule is not None:
            page.data_validation(
                first, x, last, x, {**rule, "ignore_blank": True, "error_title": texts("intake.enter")}
            )


def _place(sheet: Sheet, kind: Kind) -> int:
    return next(x for x, column in enumerate(sheet.columns) if column.kind is kind)
