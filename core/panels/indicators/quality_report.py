"""The annual quality report: its tables filled from the release, and for each empty cell who has to supply it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.assess_release import observed_points, standard_of
from core.assessment import Point
from core.context import MOST_FILES, Context
from core.datasets import Symbol
from core.panels.cells import bound_cell, dash, number_cell, words, year_cell
from core.panels.definitions import definition_line
from core.panels.indicators.report_declaration import QualityReport, ReportRow, ReportTable, quality_report
from core.panels.indicators.selection import SUPPLIER_TEXT
from core.panels.indicators.trend_cards import Series, is_illustrative
from core.panels.judgement.words import column_unit
from core.panels.pages.one_number import is_year
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.units_not_reported import named_units, short_coverage
from core.plan.indicators import Indicator, Supplier
from core.queries import DERIVED
from core.queries.completeness.unit_register import OF_SCHOOLS
from core.queries.provenance import files_of_observations, source_files
from core.text_ids.datasets import SHEET_TEXT

PANEL = "quality_report"
_COLUMNS = ("report_table", "report_item", "bare_value", "unit_name", "year", "report_source", "to_supply")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the report: the point of its year, of a quotient also that of its divisor; None without a row."""

    row: ReportRow
    indicator: Indicator
    divisor: Indicator | None
    point: Point | None
    divided_by: Point | None

    @property
    def value(self) -> float | None:
        """The figure in its unit; None where either part is missing or there is nothing to divide by."""
        value = None if self.point is None else self.point.value
        if self.divisor is None or value is None or self.point is None or self.divided_by is None:
            return None if self.divisor is not None else value
        whole = self.divided_by.value
        is_exact = not self.point.suppressed_parts and not self.divided_by.suppressed_parts
        return value * self.row.times / whole if whole and is_exact else None

    @property
    def points(self) -> tuple[Point, ...]:
        """The points it is made of."""
        return tuple(point for point in (self.point, self.divided_by) if point is not None)

    @property
    def lacking(self) -> tuple[Indicator, Point | None]:
        """The part that is missing, and its point of the year."""
        if self.divisor is not None and self.point is not None and self.point.value is not None:
            return self.divisor, self.divided_by
        return self.indicator, self.point


def report_years(context: Context) -> tuple[int, ...]:
    """The years of which the release knows any figure of the report, the newest first."""
    series = _series(quality_report(), context)
    return tuple(sorted({point.year for points in series.values() for point in points}, reverse=True))


def year_of_report(context: Context, year: str) -> int:
    """The year asked for, else the newest calendar year that is over: the report is written of it."""
    if is_year(year):
        return int(year)
    day = context.as_of
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def report_panel(context: Context, year: int) -> Panel:
    """Every row of every table for one year."""
    texts, formats = context.texts, context.formats
    report = quality_report()
    series = _series(report, context)
    files = files_of_observations(context.returns, year)
    rows, figures, lacking, undeclared = [], [], [], []
    for table in report.table:
        for row in table.row:
            figure = _figure(row, series, year, context)
            if figure is None:
                undeclared.append(row.indicator)
                continue
            rows.append(_cells(table, figure, year, files, context))
            figures.append(figure)
            if figure.value is None:
                lacking.append(figure)
    datasets = dict.fromkeys(_dataset(figure.indicator, context) for figure in figures)
    notes = [texts("quality_report.note"), *_documents(report, context)]
    if undeclared:
        notes.insert(0, texts("quality_report.undeclared", indicators=texts.listed(dict.fromkeys(undeclared))))
    return Panel(
        id=PANEL,
        headline=texts(
            "quality_report.headline",
            year=formats.year(year),
            count=len(rows),
            filled=len(rows) - len(lacking),
            lacking=len(lacking),
        ),
        subtitle=_who_lacks(lacking, context),
        source=context.source(*datasets, year=year),
        table=Table(
            tuple(Column(name, texts(f"column.{name}"), name == "bare_value") for name in _COLUMNS), tuple(rows)
        ),
        notes=tuple(notes),
        card=_definitions(figures, context),
        illustrative=is_illustrative([point for figure in figures for point in figure.points]),
        choices=(("year", str(year)),),
        rows_of=("observations",),
        sheets_by="report_table",
    )


def tables_of(panel: Panel) -> tuple[tuple[str, Table], ...]:
    """The tables of a panel that has one for every value of a column, each without that column, by what it says."""
    place = [column.id for column in panel.table.columns].index(panel.sheets_by)
    columns = (*panel.table.columns[:place], *panel.table.columns[place + 1 :])
    parts: dict[str, list[tuple[Cell, ...]]] = {}
    for row in panel.table.rows:
        parts.setdefault(row[place].text, []).append((*row[:place], *row[place + 1 :]))
    return tuple((title, Table(columns, tuple(rows))) for title, rows in parts.items())


def _definitions(figures: Sequence[Figure], context: Context) -> tuple[tuple[str, str], ...]:
    """The definition of every indicator of the report, each once, a divisor after what it divides."""
    parts = {one.id: one for figure in figures for one in (figure.indicator, figure.divisor) if one is not None}
    return tuple(definition_line(indicator, context) for indicator in parts.values())


def _series(report: QualityReport, context: Context) -> Series:
    ids = {id for table in report.table for row in table.row for id in (row.indicator, row.per) if id}
    return observed_points(context, [item for item in context.plan.indicators if item.id in ids])


def _figure(row: ReportRow, series: Series, year: int, context: Context) -> Figure | None:
    """The figure of a row; None where an indicator of it is declared nowhere."""
    declared = {item.id: item for item in context.plan.indicators}
    if row.indicator not in declared or (row.per is not None and row.per not in declared):
        return None

    def at(id: str | None) -> Point | None:
        return next((point for point in series.get(id or "", ()) if point.year == year), None)

    divisor = None if row.per is None else declared[row.per]
    return Figure(row, declared[row.indicator], divisor, at(row.indicator), at(row.per))


def _cells(
    table: ReportTable, figure: Figure, year: int, files: Mapping[str, Sequence[str]], context: Context
) -> tuple[Cell, ...]:
    """One line of the table of the panel."""
    texts, value = context.texts, figure.value
    label = texts.of(figure.row.label or figure.indicator.label)
    unit = texts.of(figure.row.unit) if figure.row.unit is not None else column_unit(figure.indicator, context)
    before = (words(texts.of(table.label)), words(label))
    if value is None:
        _, point = figure.lacking
        reason = number_cell(None, point.symbol if point is not None else Symbol.NOT_REPORTED, False, context)
        return (*before, reason, words(unit), year_cell(year), dash(), words(_who_supplies(figure, context)))
    shown = number_cell(value, "", figure.indicator.unit.is_share and figure.divisor is None, context)
    if figure.divisor is None:
        shown = bound_cell(figure.point, shown, context)
        shown = replace(shown, leads=(("indicator", figure.indicator.id), ("year", str(year))))
    return (*before, shown, words(unit), year_cell(year), words(_source(figure, year, files, context)), dash())


def _source(figure: Figure, year: int, files: Mapping[str, Sequence[str]], context: Context) -> str:
    """Sheet and files of a figure."""
    texts, id = context.texts, figure.indicator.id
    dataset = _dataset(figure.indicator, context)
    named = files.get(id, ()) if dataset == "observations" else source_files(context.returns, dataset, year)
    shown, more = texts.listed(named[:MOST_FILES]), len(named) - MOST_FILES
    return texts(
        "quality_report.source",
        sheet=texts(SHEET_TEXT[dataset]),
        files=(texts("list.and_more", items=shown, number=more) if more > 0 else shown) or texts("panel.no_origin"),
    )


def _who_supplies(figure: Figure, context: Context) -> str:
    """Why a figure is empty, who has to supply it, and on which sheet."""
    texts = context.texts
    indicator, point = figure.lacking
    sheet = texts(SHEET_TEXT[_dataset(indicator, context)])
    missing = () if point is None or point.coverage is None else point.coverage.missing
    who = named_units(missing, context) if missing else _supplier(indicator, context)
    values = {"why": _why_empty(point, context), "who": who, "sheet": sheet}
    if _is_unread(point):
        return texts("quality_report.thresholds_unread")
    if point is not None and point.symbol in (Symbol.SUPPRESSED, Symbol.NOT_APPLICABLE):
        return texts("quality_report.nobody_has_to", why=values["why"])
    if indicator.source_form is None:
        return texts("quality_report.supply", **values)
    return texts("quality_report.supply_from_form", **values, form=texts.of(indicator.source_form))


def _is_unread(point: Point | None) -> bool:
    """Whether what is lacking are thresholds nobody has read, which no unit can report."""
    return point is not None and point.symbol is Symbol.THRESHOLD_UNREAD


def _why_empty(point: Point | None, context: Context) -> str:
    if point is None:
        return context.texts("quality_report.no_row")
    return short_coverage(point, context) or context.formats.missing_reason(point.symbol)


def _supplier(indicator: Indicator, context: Context) -> str:
    """Who supplies an indicator: what it says, else those whose sheet it comes from: the schools, whoever trains."""
    by, dataset = indicator.supplied_by, _dataset(indicator, context)
    if by is None and dataset == "training":
        return context.texts("quality_report.training_units")
    if by is None and dataset in OF_SCHOOLS:
        by = Supplier.SCHOOLS
    return context.texts("quality_report.units" if by is None else SUPPLIER_TEXT[by])


def _who_lacks(lacking: Sequence[Figure], context: Context) -> str:
    """How many figures each supplier has still to give."""
    texts = context.texts
    if not lacking:
        return texts("quality_report.complete")
    counts: dict[str, int] = {}
    for figure in lacking:
        indicator, point = figure.lacking
        who = texts("quality_report.keeper") if _is_unread(point) else _supplier(indicator, context)
        counts[who] = counts.get(who, 0) + 1
    parts = [texts("quality_report.lacks", who=who, number=number) for who, number in counts.items()]
    return texts("quality_report.lacking", parts=texts.listed(parts))


def _documents(report: QualityReport, context: Context) -> tuple[str, ...]:
    """Which document asks for which tables."""
    texts = context.texts
    return tuple(
        texts(
            "quality_report.document",
            tables=texts.listed(texts.of(table.label) for table in report.table if table.document == document.id),
            number=texts.of(document.number),
            about=texts.of(document.about),
        )
        for document in report.document
        if any(table.document == document.id for table in report.table)
    )


def _dataset(indicator: Indicator, context: Context) -> str:
    """The dataset an indicator comes out of."""
    derived = DERIVED.get(indicator.id)
    if derived is not None:
        return derived.dataset
    return "observations" if standard_of(context, indicator.id) is None else "conditions"


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    PANEL: lambda context, choices: report_panel(context, year_of_report(context, choices.get("year", ""))),
}
