"""A scenario as a workbook that works itself out: inputs, models in formulas, results beside the current course."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

from core.context import Context
from core.exports.scenario.conditions import conditions
from core.exports.scenario.formula import Formula, whole
from core.exports.scenario.levers import write_levers
from core.exports.scenario.models import IndicatorLines, SheetMaker, colleges, projects, students, teachers, training
from core.exports.scenario.sheet import Sheet, SheetLine, Styles, set_up_page
from core.formats import width_of
from core.panels.missing_value_notes import suppressed_in_points
from core.panels.scenario.start_notes import part_notes
from core.panels.scenario.words import course_sentence, gap_sentence, lever_name, lever_pair, link_parameters
from core.panels.units_not_reported import filling_sentence
from core.plan.entries import Goal
from core.plan.indicators import Better, Indicator, MeasureUnit
from core.plan.unit_texts import UNIT_NAME_TEXT
from core.scenario.basis import Basis, Floats
from core.scenario.levers import LAST_YEAR, MODEL_VERSION
from core.scenario.run import Outcome, Path, run
from core.scenario_basis.from_release import READ_DATASETS

_NAMES, _WORDS = 24, 100
"""Widths of the summary in characters."""
_REACHED = 1e-12
"""How far off a goal, relative to it, still counts as reached, as in `core.assessment`."""
_CHART = {"width": 620, "height": 300}
_CHART_ROWS = 16  # of the default height, so that charts do not cover each other


def scenario_workbook(context: Context, basis: Basis, values: Floats, *, until: int = LAST_YEAR) -> bytes:
    """The workbook of one scenario, `values` of the shape (levers,) as `basis.values` gives them.

    Summary, results and charts end with the year `until`, as the page does; the sheets of the models go on.
    Sheets: summary, levers, results, charts, and one for each model the release can feed. Every formula is kept with
    its value, so that a program which does not recalculate shows the same; every input is unlocked, with its bounds.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles, texts, caution = Styles.of(book), context.texts, context.tag(*READ_DATASETS) or ""
    outcome, current = run(basis, values), run(basis, basis.defaults)
    _summary(book.add_worksheet(texts("scenario_book.sheet_summary")), styles, context, basis, values, outcome, until)
    page = book.add_worksheet(texts("scenario_book.sheet_levers"))
    levers = write_levers(book, page, styles, context, basis, values)
    if outcome.paths:
        first = min(path.first for path in outcome.paths.values())
        years = range(first, until + 1)
        results = Sheet(book, styles, texts("scenario_book.sheet_results"), caution, years)
        charts = book.add_worksheet(texts("scenario_book.sheet_charts"))
        make = SheetMaker(book, styles, context, basis, levers)
        _results(make, results, charts, _models(make), current)
        set_up_page(charts, caution)
        charts.fit_to_pages(1, 1)  # a chart across two pages is no chart
    # No clock: the workbook of a scenario is the same bytes whenever it is written.
    book.set_properties({"title": texts("scenario_book.title"), "created": context.snapshot.published_at})
    book.set_calc_mode("auto")
    book.close()
    return out.getvalue()


def _models(make: SheetMaker) -> IndicatorLines:
    """A sheet for every part of the model the release can feed; the lines of all indicators."""
    basis = make.basis
    lines: IndicatorLines = {}
    if basis.enrolment is not None:
        lines |= students(make)
    if basis.colleges is not None:
        lines |= colleges(make)
    if basis.teachers is not None:
        lines |= teachers(make)
    if basis.training is not None:
        lines |= training(make)
    if basis.facilities is not None and basis.enrolment is not None:
        lines |= conditions(make, lines)
    if basis.steps:
        lines |= projects(make)
    return lines


def _summary(
    page: Any, styles: Styles, context: Context, basis: Basis, values: Floats, outcome: Outcome, until: int
) -> None:
    texts, formats = context.texts, context.formats
    page.set_column(0, 0, _NAMES)
    page.set_column(1, 1, _WORDS)
    page.write_string(0, 0, texts("scenario_book.title"), styles.title)
    moved = []
    for id, value in basis.moved(values).items():
        lever = basis.lever(id)
        before, after = lever_pair(lever, lever.default, value, formats)
        moved.append(texts("scenario_book.change", name=lever_name(lever, texts), before=before, after=after))
    goal_sentences = [
        course_sentence(basis, outcome.path(id), basis.goal(id), context.plan.indicator(id), formats, until=until)
        for id in context.plan.goal_ids
    ]
    sources = (context.source(*READ_DATASETS), filling_sentence(context), *part_notes(basis, context))
    lines = [
        ("what", [texts("scenario_book.what_words")]),
        ("caution", [texts("export.illustrative")] if context.tag(*READ_DATASETS) else []),
        ("release", [line for line in sources if line]),
        ("as_of", [formats.day(basis.as_of)]),
        ("plan", [texts.of(context.plan.title)]),
        ("model", [texts("scenario_book.model_words", version=MODEL_VERSION, data=basis.data)]),
        ("changed", moved or [texts("scenario_book.unchanged")]),
        ("goals", goal_sentences),
        ("as_written", [texts("scenario_book.as_written_words")]),
        ("missing", [gap_sentence(gap, texts) for gap in basis.gaps]),
        ("colours", [texts("scenario_book.colours_words")]),
        ("parameters", [link_parameters(basis, values, context.plan.id)]),
    ]
    row = 2
    for id, words in lines:
        for place, text in enumerate(words):
            name = texts(f"scenario_book.about_{id}") if place == 0 else ""
            page.write_string(row, 0, name, styles.group if place == 0 else styles.label)
            page.write_string(row, 1, text, styles.caution if id == "caution" else styles.label)
            page.set_row(row, 15 * max(1, -(-width_of(text) * 11 // (_WORDS * 10))))
            row += 1
    set_up_page(page, context.tag(*READ_DATASETS) or "")


@dataclass(frozen=True, slots=True)
class _Chart:
    """The lines of one goal for its chart; `title` and `years` are rows."""

    title: int
    years: int
    scenario: SheetLine
    current: SheetLine
    goal: SheetLine


def _results(make: SheetMaker, sheet: Sheet, charts: Any, lines: IndicatorLines, current: Outcome) -> None:
    """Every goal, then what lies between: the years ahead as formulas beside the current course as values."""
    plan, texts = make.context.plan, make.context.texts
    sheet.words(make.text("results_words"))
    years = sheet.header(make.text("year"), make.unit("year"))
    goals = {goal.indicator: goal for goal in make.basis.goals}
    shown: list[_Chart] = []
    others = [id for id in lines if id not in goals]
    for id in (*goals, *others):
        path = current.path(id)
        if id not in lines or path is None:
            continue
        indicator = plan.indicator(id)
        row = sheet.next_row + 1
        sheet.group(texts.of(indicator.label))
        counted = "share" if indicator.unit.is_share else indicator.unit.value
        shape, unit = _shape(indicator), texts(UNIT_NAME_TEXT[counted])
        observed = _observed(make, sheet, id, path)
        scenario = sheet.line(make.text("with_this"), unit, shape, observed)
        ahead = [year for year in path.years if year in sheet.years]
        for year in ahead:
            scenario.put(year, lines[id].elsewhere(year))
        as_is = sheet.line(
            make.text("as_is"), unit, shape, observed | dict(zip(ahead, path.values[:, 0], strict=False))
        )
        if id in goals and ahead:
            goal = _goal(make, sheet, goals[id], indicator, years, scenario, ahead)
            shown.append(_Chart(row, years.row, scenario, as_is, goal))
    charts.write_string(0, 0, make.text("sheet_charts"), make.styles.title)
    charts.write_string(0, 6, make.context.tag(*READ_DATASETS) or "", make.styles.caution)
    for place, chart in enumerate(shown):
        _chart(make, sheet, charts, chart, place)


def _observed(make: SheetMaker, sheet: Sheet, id: str, path: Path) -> dict[int, float]:
    """The values observed of years that the sheet shows before the path; that some are lower bounds is said."""
    points = [point for point in make.basis.observed_before(id, path.first) if point.year in sheet.years]
    for note in suppressed_in_points(points, make.context):
        sheet.words(note, make.styles.caution)
    return {point.year: point.value for point in points if point.value is not None}


def _goal(
    make: SheetMaker,
    sheet: Sheet,
    goal: Goal,
    indicator: Indicator,
    years: SheetLine,
    scenario: SheetLine,
    years_ahead: list[int],
) -> SheetLine:
    """The goal as a line, whether a year ahead is at it, and the first one that is."""
    first, last, shape = years_ahead[0], years_ahead[-1], scenario.style
    value = sheet.constant(make.text("goal", year=goal.target_year), "", goal.value, shape)
    line = sheet.line(make.text("goal_line"), "", shape)
    flags = sheet.line(make.text("at_goal"), make.unit("flag"), "flag")
    for year in scenario.cells:
        line.put(year, Formula(value.text, value.value))
    for year in years_ahead:
        # Heads are whole: what rounds to the goal reaches it.
        reaching = whole(scenario[year]) if indicator.unit.is_heads else scenario[year]
        flags.put(year, _flag(reaching, value, indicator.better))
    where = f"{flags[first].text}:{flags[last].text}"
    span = f"{years[first].text}:{years[last].text}"
    never = make.text("not_reached", year=sheet.years[-1])
    quoted = never.replace('"', '""')
    reached = next((year for year in years_ahead if flags[year].value), never)
    sheet.page.write_string(sheet.next_row, 0, make.text("first_at_goal"), make.styles.label)
    sheet.page.write_formula(
        sheet.next_row,
        2,
        f'=IFERROR(INDEX({span},MATCH(1,{where},0)),"{quoted}")',
        make.styles.numbers["year"],
        reached,
    )
    sheet.next_row += 1
    return line


def _flag(value: Formula, goal: Formula, better: Better) -> Formula:
    """1 when a value reaches the goal, as `core.assessment.meets_target` has it."""
    if better is Better.HIGHER:
        there = value.value >= goal.value * (1 - _REACHED)
        return Formula(f"IF({value.text}>={goal.text}*(1-1E-12),1,0)", float(there))
    there = value.value <= goal.value * (1 + _REACHED)
    return Formula(f"IF({value.text}<={goal.text}*(1+1E-12),1,0)", float(there))


def _chart(make: SheetMaker, sheet: Sheet, page: Any, lines: _Chart, place: int) -> None:
    """A native line chart; its words are cells, since a text that begins with `=` would be taken as a formula."""
    years = sorted(lines.scenario.cells)
    left, right = sheet.column(years[0]), sheet.column(years[-1])
    chart = make.book.add_chart({"type": "line"})
    looks = (
        (lines.scenario, {"color": "#0B5FA5", "width": 2.5}),
        (lines.current, {"color": "#7F7F7F", "width": 1.75, "dash_type": "dash"}),
        (lines.goal, {"color": "#B00020", "width": 1.25}),
    )
    for line, look in looks:
        chart.add_series(
            {
                "name": [sheet.title, line.row, 0],
                "categories": [sheet.title, lines.years, left, lines.years, right],
                "values": [sheet.title, line.row, left, line.row, right],
                "line": look,
            }
        )
    chart.set_title({"name": [sheet.title, lines.title, 0], "name_font": {"size": 11}, "overlay": False})
    chart.set_legend({"position": "bottom"})
    shape = {"num_format": "0%"} if lines.scenario.style == "share" else {}
    chart.set_y_axis({**shape, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_size(_CHART)
    page.insert_chart(2 + (place // 2) * _CHART_ROWS, (place % 2) * 10, chart)


def _shape(indicator: Indicator) -> str:
    if indicator.unit.is_share:
        return "share"
    return "broken" if indicator.unit in (MeasureUnit.COLLEGES, MeasureUnit.SCHOOLS, MeasureUnit.PROJECTS) else "whole"
