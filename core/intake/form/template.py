"""Writes the workbook a clerk fills in: a sheet a dataset, the last release's values in it, and a hidden code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from core.formats import SYMBOL_TEXT, width_of
from core.intake.findings import IntakeError
from core.intake.form.asked_indicators import asked_lines
from core.intake.form.columns import Kind, Sheet
from core.intake.form.data_sheet import Names, write_sheet
from core.intake.form.form_code import CODE_SHEET, identity_for
from core.intake.form.layout import REGISTER, SHEETS
from core.intake.form.styles import TemplateStyles
from core.intake.form.words import REASONS, STATUSES, heading, sheet_title, status_words, words_of
from core.intake.rows import Rows, UnitEntry, no_rows, release_rows, units_of
from core.intake.rows_of_plan import RowKey, without
from core.language import Language, Texts, catalogue
from core.plan.plan import Plan
from core.plan.safeguard_numbers import safeguards_by_number
from core.snapshots import Snapshot

_WIDTHS = (34, 44, 90)  # of the sheet of codes, in characters
_LINE = 16  # points
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_FIRST_EXCEL_YEAR = 1901  # a spreadsheet has no day before 1900, and a wrong leap day in that year


@dataclass(frozen=True, slots=True)
class TemplateScope:
    """Whom a template is for: a plan, its district (GB/T 2260), and one reporting unit or (None) all of them."""

    plan: str
    area: str
    unit: str | None = None


def write_template(
    release: Snapshot | None,
    scope: TemplateScope,
    language: Language = Language.ZH,
    *,
    year: int | None = None,
    plan: Plan | None = None,
    left_out: frozenset[RowKey] = frozenset(),
) -> bytes:
    """The template as an XLSX file.

    The values of `release` stand in it; with `year` there is also an open line for every unit that reported the year
    before. Without a release only the headings are there. With `plan` every code of a task, indicator or milestone
    has its name beside it, a drop-down, and a line in a sheet of codes. Rows `left_out`, those of another plan, are
    not in it. Raises IntakeError (`unknown_unit`) for a unit that the release does not have, ValueError for a release
    with a measure no sheet has a column for.
    """
    texts = catalogue(language)
    rows = no_rows() if release is None else _rows_in_scope(without(release_rows(release), left_out), scope)
    units = units_of(rows, scope.area)
    if scope.unit is not None and not units:
        raise IntakeError("unknown_unit", unit=scope.unit)
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = TemplateStyles.of(book)
    _guide(book, styles, release, scope, units, texts)
    names = _names(plan, texts)
    asked = asked_lines(rows, plan, year, units, scope.area)
    sheets = _sheets_in_scope(rows, scope, "observations" if asked else "")
    for number, sheet in sheets.items():
        title = sheet_title(number, sheet, texts)
        further = asked if sheet.dataset == "observations" else ()
        write_sheet(book, styles, sheet, title, rows[sheet.dataset], year, names, texts, units, further)
    _register(book, styles, units, _mergers(release), texts)
    _codes(book, styles, _names_in_use(names, sheets.values()), plan, texts)
    _lists(book, sheets.values(), names, texts)
    _version_code(book, identity_for(release, scope.area, scope.plan, scope.unit).code())
    # No clock: the template of a release is the same bytes whenever it is written.
    book.set_properties({"created": release.published_at if release is not None else _NEVER})
    book.close()
    return out.getvalue()


def _rows_in_scope(rows: Rows, scope: TemplateScope) -> Rows:
    return {
        dataset: [row for row in dataset_rows if row["area"] == scope.area and scope.unit in (None, row["unit_id"])]
        for dataset, dataset_rows in rows.items()
    }


def _sheets_in_scope(rows: Rows, scope: TemplateScope, asked: str) -> dict[int, Sheet]:
    """The sheets by their number (from 1); one unit gets only those it has rows for, and the one it is `asked` for."""
    return {
        number: sheet
        for number, sheet in enumerate(SHEETS, start=1)
        if scope.unit is None or rows[sheet.dataset] or sheet.dataset == asked
    }


def _names_in_use(names: Names, sheets: Iterable[Sheet]) -> Names:
    """The names of those codes that a column of the sheets holds."""
    used = {column.codes_of for sheet in sheets for column in sheet.columns}
    return {code: code_names for code, code_names in names.items() if code in used}


def _mergers(release: Snapshot | None) -> dict[str, str]:
    """The unit that each merged unit went into, by code."""
    return {} if release is None else {merger.unit: merger.into for merger in release.successors}


def _version_code(book: Any, code: str) -> None:
    """The code of the template, in a hidden sheet and among the properties of the file."""
    sheet = book.add_worksheet(CODE_SHEET)
    sheet.write_string(0, 0, code)
    sheet.very_hidden()
    book.set_custom_property("return_code", code)


def _guide(
    book: Any,
    styles: TemplateStyles,
    release: Snapshot | None,
    scope: TemplateScope,
    units: list[UnitEntry],
    texts: Texts,
) -> None:
    sheet = book.add_worksheet(texts("intake.sheet.guide"))
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, texts("intake.guide.title"), styles.title)
    whose = texts("intake.guide.district") if scope.unit is None else units[-1].name
    reasons = texts.listed(texts(SYMBOL_TEXT[reason]) for reason in REASONS)
    lines = [
        texts("intake.guide.scope", unit=whose, area=scope.area),
        texts("intake.guide.base", release=release.id) if release is not None else texts("intake.guide.empty"),
        texts("intake.guide.cells"),
        texts("intake.guide.missing", reasons=reasons),
        texts("intake.guide.new_rows"),
        texts("intake.guide.units"),
        texts("intake.guide.totals"),
        texts("intake.guide.personal"),
        texts("intake.guide.code"),
    ]
    for y, line in enumerate(lines, start=1):
        sheet.write_string(y, 0, line, styles.wrap)
        sheet.set_row(y, _LINE * ceil(1.2 * width_of(line) / 100))
    _printed(sheet)
    sheet.protect()


def _names(plan: Plan | None, texts: Texts) -> Names:
    """The codes of the plan with their names, by what they are codes of."""
    if plan is None:
        return {}
    tasks: dict[str | int, str] = {task.number: texts.of(task.label) for task in plan.tasks}
    for place, (number, safeguard) in enumerate(safeguards_by_number(plan).items(), start=1):
        tasks[number] = texts("intake.codes.safeguard", number=place, name=texts.of(safeguard.label))
    names: Names = {
        "task": tasks,
        "indicator": {indicator.id: texts.of(indicator.label) for indicator in plan.indicators},
        "milestone": {milestone.id: texts.of(milestone.name) for milestone in plan.milestones},
    }
    return {code: code_names for code, code_names in names.items() if code_names}


def _codes(book: Any, styles: TemplateStyles, names: Names, plan: Plan | None, texts: Texts) -> None:
    """A sheet to look codes up in: their names, and the definitions of indicators."""
    if not names or plan is None:
        return
    sheet = book.add_worksheet(texts("intake.sheet.codes"))
    for x, width in enumerate(_WIDTHS):
        sheet.set_column(x, x, width)
    sheet.write_string(0, 0, texts("intake.sheet.codes"), styles.title)
    definitions = {indicator.id: texts.of(indicator.definition) for indicator in plan.indicators}
    y = 2
    for of, named in names.items():
        titles = [texts(f"intake.codes.{of}"), texts("intake.codes.name")]
        titles += [texts("intake.codes.definition")] if of == "indicator" else []
        for x, title in enumerate(titles):
            sheet.write_string(y, x, title, styles.head)
        for code, name in named.items():
            y += 1
            sheet.write(y, 0, code, styles.name)
            sheet.write_string(y, 1, name, styles.name)
            if of == "indicator":
                sheet.write_string(y, 2, definitions[str(code)], styles.wrap)
                sheet.set_row(y, _LINE * ceil(1.3 * width_of(definitions[str(code)]) / _WIDTHS[2]))
        y += 2
    _printed(sheet)
    sheet.protect()


def _printed(sheet: Any) -> None:
    """A sheet of words on paper: all its columns on one page, as many pages down as it takes."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _register(book: Any, styles: TemplateStyles, units: list[UnitEntry], mergers: dict[str, str], texts: Texts) -> None:
    """The units, with open lines for new ones."""
    sheet = book.add_worksheet(texts("intake.sheet.units"))
    sheet.write_string(0, 0, texts("intake.sheet.units"), styles.title)
    for x, column in enumerate(REGISTER):
        sheet.write_string(2, x, heading(column, texts), styles.head)
        sheet.set_column(x, x, 24)
    for y, unit in enumerate(units, start=3):
        into = None if unit.valid_to is None else mergers.get(unit.unit_id)
        named = {**unit.fields(), "successor": into}
        for x, column in enumerate(REGISTER):
            value = named[column.field]
            if column.id == "successor" and value is None:
                sheet.write_blank(y, x, None, styles.open_text)
            elif value is None:
                sheet.write_blank(y, x, None, styles.key_date)
            elif column.kind is Kind.DATE and value.year >= _FIRST_EXCEL_YEAR:
                sheet.write_datetime(y, x, value, styles.key_date)
            else:
                sheet.write_string(y, x, str(value), styles.key)
    for y in range(3 + len(units), 3 + len(units) + 20):
        for x, column in enumerate(REGISTER):
            sheet.write_blank(y, x, None, styles.open_date if column.kind is Kind.DATE else styles.open_text)
    sheet.freeze_panes(3, 2)
    _printed(sheet)
    sheet.repeat_rows(2)
    sheet.protect("", {"format_columns": True, "insert_rows": True})


def _lists(book: Any, sheets: Iterable[Sheet], names: Names, texts: Texts) -> None:
    """A hidden sheet with the words of the drop-downs, a column each, that these refer to by name."""
    title = texts("intake.sheet.lists")
    page = book.add_worksheet(title)
    lists = _drop_down_words(sheets, texts)
    for x, (name, words) in enumerate(lists.items()):
        for y, word in enumerate(words):
            page.write_string(y, x, word)
        letter = xlsxwriter.utility.xl_col_to_name(x)
        book.define_name(f"choices_{name}", f"='{title}'!${letter}$1:${letter}${len(words)}")
    for codes_of, code_names in names.items():
        x += 2
        for y, (code, name) in enumerate(code_names.items()):
            page.write(y, x, code)
            page.write_string(y, x + 1, name)
        first, second = (xlsxwriter.utility.xl_col_to_name(column) for column in (x, x + 1))
        book.define_name(f"choices_{codes_of}", f"='{title}'!${first}$1:${first}${len(code_names)}")
        book.define_name(f"names_{codes_of}", f"='{title}'!${first}$1:${second}${len(code_names)}")
    page.hide()
    page.protect()


def _drop_down_words(sheets: Iterable[Sheet], texts: Texts) -> dict[str, list[str]]:
    """The words of every drop-down of the data sheets, by the name of its list."""
    lists = {
        "status": [status_words(status, provisional, texts) for status, provisional in STATUSES],
        "reasons": [texts(SYMBOL_TEXT[reason]) for reason in REASONS],
    }
    for sheet in sheets:
        for column in sheet.columns:
            if column.kind is Kind.CODE:
                lists[f"{sheet.dataset}_{column.id}"] = [words_of(column, code, texts) for code in column.codes]
    return lists
