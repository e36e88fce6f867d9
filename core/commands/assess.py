"""`assess`: every goal of a release, or every series of a table, with its status as CSV."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from math import isfinite
from pathlib import Path

from core.assess_release import assessment_of
from core.assessment import NOT_AVAILABLE, RULES, RuleResult
from core.assessment.series_table import UNNAMED, SeriesResult, TableError, judge_table
from core.cells.separated import TRADITIONAL, WESTERN, decoded, is_encoding_open
from core.commands.arguments.command_list import CommandList, add_release_options
from core.commands.arguments.selected_release import selected_context
from core.commands.arguments.sheet_rows import sheet_rows
from core.commands.exit_codes import FAILED, MISUSED, OK, CommandError, fail
from core.context import Context
from core.exports.csv_safety import without_formula
from core.intake.workbook.errors import WorkbookError
from core.language import Texts
from core.panels.judgement.gaps import bounded
from core.panels.judgement.opinions import opinions, verdict
from core.panels.judgement.suppressed_notes import suppressed_notes
from core.panels.judgement.words import status_word
from core.panels.units_not_reported import incomplete_notes
from core.plan.entries import Goal
from core.problem_sentences import outcome_word, series_sentence
from core.text_ids.judgement import ABSENCE_TEXT, REASON_TEXT

GOAL_COLUMNS = (
    "cli.column.indicator",
    "cli.column.year",
    "cli.column.value",
    "cli.column.goal",
    "cli.column.gap",
    "cli.column.status",
    "cli.column.why",
    "cli.column.opinions",
    "cli.column.plan",
    "cli.column.incomplete_years",
)
"""Headings of the goals of a release."""
RESULT_COLUMNS = (
    "cli.column.rule",
    "cli.column.outcome",
    "cli.column.said",
    "cli.column.number",
    "cli.column.score",
    "cli.column.why",
)
"""Headings of what a rule adds to a table of series."""

_UNCERTAIN_ENCODINGS = {WESTERN: "cli.encoding.western", TRADITIONAL: "cli.encoding.traditional"}


def add_commands(commands: CommandList) -> None:
    """Add `assess` to the parser of `python -m core`."""
    command = commands.add(
        "assess",
        _assess,
        summary="print every goal, or every series of a table, with its status as CSV",
        description="Without a file: print every goal of a release with its latest value, gap, status and reason.\n"
        "With a file: assess every series of a CSV table or a workbook by one rule, and compare the outcomes with\n"
        "a column of published ones. The exit code is 1 when a series cannot be assessed or an outcome differs from\n"
        "the published one.",
        example="  python -m core assess --as-of 2024-09-01\n"
        "  python -m core assess table.csv --rule weather --against published",
    )
    command.add_argument(
        "file", nargs="?", type=Path, help="a table of series and targets, CSV or a workbook (default: the goals)"
    )
    command.add_argument("--rule", choices=list(RULES), default="linear", help="the rule for the series of a table")
    command.add_argument("--due-passed", action="store_true", help="the due date of the targets has passed")
    command.add_argument(
        "--where", action="append", default=[], metavar="COLUMN=VALUE", type=_filter, help="only rows with this value"
    )
    command.add_argument("--sheet", default="", help="the sheet of a workbook, if it has several")
    command.add_argument("--value", metavar="COLUMN", help="the column of values, if it is not called value")
    command.add_argument("--decimal", choices=("point", "comma"), help="the sign before decimals, if it is not clear")
    command.add_argument("--better", choices=("higher", "lower"), help="the direction, if the table has none")
    command.add_argument("--target", help="the target of every series, if the table has none")
    command.add_argument("--target-year", help="the year of that target")
    command.add_argument("--against", metavar="COLUMN", help="a column of published statuses to compare with")
    add_release_options(command)


def _filter(text: str) -> tuple[str, str]:
    """A column and the value its rows must have."""
    column, equals, value = text.partition("=")
    if not equals or not column.strip():
        raise argparse.ArgumentTypeError("COLUMN=VALUE")
    return column.strip(), value.strip()


def _assess(arguments: argparse.Namespace, texts: Texts) -> int:
    if arguments.file is not None:
        return _assess_table(arguments, texts)
    context = selected_context(arguments, texts)
    goals = context.goals_in_force()
    out = csv.writer(sys.stdout)
    out.writerow([texts(id) for id in GOAL_COLUMNS])
    for goal in goals:
        out.writerow(_goal_row(goal, context))
    if not goals:
        print(texts("cli.no_goal", issued=context.plan.issued), file=sys.stderr)
    return FAILED if context.plan.left_out else OK


def _goal_row(goal: Goal, context: Context) -> list[str]:
    """A goal with the year and value of its indicator, the gap, the status, the reason and the other opinions."""
    texts, formats = context.texts, context.formats
    assessment = assessment_of(context, goal.indicator)
    # What came after the year of the goal is not judged, and is a value all the same.
    unit, latest = assessment.indicator.unit, assessment.latest or assessment.newest
    year, value, gap, target = "", "", "", formats.quantity(goal.value, unit)
    if latest is not None and latest.value is not None:
        year = str(latest.year)
        shown = formats.comparison(latest.value, goal.value, unit)
        value, target = formats.with_unit(shown.value, unit), formats.with_unit(shown.other, unit)
        value += formats.value_mark(latest.provisional, latest.lower_bound)
        gap = "" if assessment.gap is None else bounded(shown.difference, assessment.gap, latest, context)
    return [
        goal.indicator,
        year,
        value,
        target,
        gap,
        status_word(assessment, context),
        verdict(assessment, context).sentence,
        texts.joined(
            texts("cli.opinion", name=opinion.name, word=opinion.word, sentence=opinion.sentence)
            for opinion in opinions(assessment, context)[1:]
        ),
        context.plan.id,
        texts.joined([*incomplete_notes(assessment, context), *suppressed_notes(assessment, context)]),
    ]


def _assess_table(arguments: argparse.Namespace, texts: Texts) -> int:
    """Print every series of a table with its outcome by one rule; a series that cannot be judged is named by line."""
    file, rule, column = arguments.file.name, arguments.rule, arguments.against
    header, results = _judged_series(arguments, texts)
    if column is not None and column not in header:
        return fail(texts("table_problem.no_column", column=column, file=file), MISUSED)
    out = csv.writer(sys.stdout)
    out.writerow(
        [
            *("" if name.startswith(UNNAMED) else without_formula(name) for name in header),
            *(texts(id) for id in RESULT_COLUMNS),
        ]
    )
    for series in results:
        out.writerow(
            [*(without_formula(series.cells.get(name, "")) for name in header), *_result_cells(series, rule, texts)]
        )
        if series.problem is not None:
            sentence = series_sentence(series.problem, texts)
            print(texts("cli.table_row", file=file, row=series.line, sentence=sentence), file=sys.stderr)
    disagreements = 0 if column is None else _compare(results, column, texts)
    return FAILED if disagreements or any(series.problem is not None for series in results) else OK


def _judged_series(arguments: argparse.Namespace, texts: Texts) -> tuple[tuple[str, ...], tuple[SeriesResult, ...]]:
    """The header of the table and each of its series with its result. Raises CommandError for what is no table."""
    try:
        sheet = sheet_rows(arguments.file, arguments.sheet)
        judged = judge_table(
            arguments.file,
            arguments.rule,
            due_passed=arguments.due_passed,
            where=arguments.where,
            stated=_stated(arguments),
            sheet=sheet,
        )
    except TableError as error:
        raise CommandError(texts(f"table_problem.{error.code}", **error.values)) from error
    except WorkbookError as error:
        raise CommandError(texts(f"intake.refused.{error.code}", **error.values)) from error
    except OSError as error:
        raise CommandError(texts("table_problem.unreadable", file=arguments.file.name)) from error
    if sheet is None:
        _say_encoding(arguments.file, texts)
    return judged


def _say_encoding(file: Path, texts: Texts) -> None:
    """Name an encoding that is not certain: of words in another one something else is read."""
    content = file.read_bytes()
    encoding = decoded(content)[1]
    name = _UNCERTAIN_ENCODINGS.get(encoding)
    if encoding == "gb18030" and is_encoding_open(content):
        name = "cli.encoding.simplified"
    if name is not None:
        print(texts("cli.read_as", file=file.name, encoding=texts(name)), file=sys.stderr)


def _stated(arguments: argparse.Namespace) -> dict[str, str]:
    """What the command says of every series, by the column that would say it."""
    stated = {
        "better": arguments.better,
        "target": arguments.target,
        "target_year": arguments.target_year,
        "value": arguments.value,
        "decimal": arguments.decimal,
    }
    return {column: value for column, value in stated.items() if value is not None}


def _result_cells(series: SeriesResult, rule: str, texts: Texts) -> list[float | int | str]:
    """The rule, its outcome as a code and in words, the number and score behind it, and why."""
    result = series.result or RuleResult(rule, "")
    return [
        rule,
        result.outcome,
        outcome_word(rule, result.outcome, texts) if result.outcome else "",
        _number(result.value),
        _number(result.score),
        without_formula(" ".join(filter(None, (_reason(series, texts), *_notes(series, texts))))),
    ]


def _compare(results: Sequence[SeriesResult], column: str, texts: Texts) -> int:
    """Say how many outcomes agree with a column of published ones, and return how many do not."""
    pairs = [
        ("" if series.result is None else series.result.outcome, series.cells[column])
        for series in results
        if series.cells.get(column)
    ]
    agreed = sum(outcome == published for outcome, published in pairs)
    print(texts("cli.agreement", count=len(pairs), agreed=agreed, compared=len(pairs), column=column), file=sys.stderr)
    return len(pairs) - agreed


def _number(number: float | None) -> str:
    return "" if number is None or not isfinite(number) else repr(number)


def _notes(series: SeriesResult, texts: Texts) -> tuple[str, ...]:
    """What was left out and what was multiplied."""
    left_out = texts("list.separator").join(map(str, series.left_out))
    return (
        _missing(series, texts),
        texts("cli.after_target_year", years=left_out) if left_out else "",
        _multiplier(series, texts),
    )


def _multiplier(series: SeriesResult, texts: Texts) -> str:
    if series.multiplier is None:
        return ""
    column, power = series.multiplier
    if power is None:
        return texts("cli.multiplied", column=column)
    return texts("cli.power", column=column, power=power)


def _missing(series: SeriesResult, texts: Texts) -> str:
    """Which years have a sign in place of a value, and what it means."""
    if not series.missing:
        return ""
    years = (
        texts("cli.missing_year", year=year, sign=sign, reason=texts(ABSENCE_TEXT[absence]))
        for year, sign, absence in series.missing
    )
    return texts("cli.missing_years", years=texts("list.separator").join(years))


def _reason(series: SeriesResult, texts: Texts) -> str:
    """Why there is no verdict, or which branch of the rule gave it."""
    if series.problem is not None:
        return series_sentence(series.problem, texts)
    if series.result is None:
        return ""
    if series.result.reason:
        return texts(REASON_TEXT[series.result.reason])
    return texts("reason.not_enough") if series.result.outcome == NOT_AVAILABLE else ""
