"""`assess`: every goal of a release, or every series of a table, with its status as CSV."""

from __future__ import annotations

import argparse
import csv
import sys
from math import isfinite
from pathlib import Path
from typing import Any

from core import snapshots
from core.assessment import NOT_AVAILABLE, RULES, RuleResult
from core.commands.exit_codes import FAILED, MISUSED, OK, fail
from core.exports.csv_safety import inert
from core.language import Texts
from core.sentences import outcome_word, series_sentence
from core.series_table import UNNAMED, SeriesResult, TableError, judge_table


def add_commands(commands: Any) -> None:
    """Add `assess` to the parser of `python -m core`."""
    assess = commands.add_parser("assess", help="print every goal, or every series of a table, with its status as CSV")
    assess.add_argument("file", nargs="?", type=Path, help="a CSV table of series and targets (default: the goals)")
    assess.add_argument("--rule", choices=list(RULES), default="linear", help="the rule for the series of a table")
    assess.add_argument("--due-passed", action="store_true", help="the due date of the targets has passed")
    assess.add_argument("--against", metavar="COLUMN", help="a column of published statuses to compare with")
    assess.add_argument("--as-of", metavar="DATE", help="a date or release id (default: the latest release)")
    assess.add_argument("--root", type=Path, help="folder of releases (default: the one the dashboard reads)")
    assess.set_defaults(run=_assess)


def _assess(chosen: argparse.Namespace, texts: Texts) -> int:
    if chosen.file is not None:
        return _assess_table(chosen, texts)
    from core.context import context_for, release_at
    from core.judgement import assessment_of
    from core.panels.judgement.opinions import opinions, verdict
    from core.panels.judgement.words import status_word

    found = snapshots.releases(chosen.root)
    try:
        snapshot = release_at(found, chosen.as_of)
    except ValueError:
        print(texts("cli.not_a_date", value=chosen.as_of), file=sys.stderr)
        return MISUSED
    if snapshot is None:
        return fail(texts("cli.no_release_then", value=chosen.as_of) if chosen.as_of else texts("frame.no_release"))
    context = context_for(snapshot, texts.language, releases=found)
    formats = context.formats
    out = csv.writer(sys.stdout)
    out.writerow(
        [
            texts(f"cli.column.{name}")
            for name in ("indicator", "year", "value", "goal", "gap", "status", "why", "opinions")
        ]
    )
    for goal in context.plan.goals_in_force(context.as_of):
        assessment = assessment_of(context, goal.indicator)
        unit, latest = assessment.indicator.unit, assessment.latest
        year, value, target = "", "", formats.quantity(goal.value, unit)
        if latest is not None and latest.value is not None:
            shown, aimed = formats.pair(latest.value, goal.value, unit)
            year = str(latest.year)
            value = formats.with_unit(shown, unit)
            target = formats.with_unit(aimed, unit)
        out.writerow(
            [
                goal.indicator,
                year,
                value,
                target,
                "" if assessment.gap is None else formats.difference(assessment.gap, unit),
                status_word(assessment, context),
                verdict(assessment, context).sentence,
                texts.joined(
                    texts("cli.opinion", name=each.name, word=each.word, sentence=each.sentence)
                    for each in opinions(assessment, context)[1:]
                ),
            ]
        )
    if not context.plan.goals_in_force(context.as_of):
        print(texts("closing.no_goal", count=len(context.plan.goals), issued=context.plan.issued), file=sys.stderr)
    return OK


def _assess_table(chosen: argparse.Namespace, texts: Texts) -> int:
    """Every series of a table with its outcome by one rule; what could not be judged is named with its line."""
    try:
        header, found = judge_table(chosen.file, chosen.rule, due_passed=chosen.due_passed)
    except TableError as error:
        return fail(texts(f"table_problem.{error.code}", **error.values))
    except OSError:
        return fail(texts("table_problem.unreadable", file=chosen.file.name))
    if chosen.against is not None and chosen.against not in header:
        print(texts("table_problem.no_column", column=chosen.against, file=chosen.file.name), file=sys.stderr)
        return MISUSED
    out = csv.writer(sys.stdout)
    out.writerow(
        [
            *("" if name.startswith(UNNAMED) else inert(name) for name in header),
            *(texts(f"cli.column.{name}") for name in ("rule", "outcome", "said", "number", "score", "why")),
        ]
    )
    compared = agreed = 0
    for each in found:
        said_by = each.finding or RuleResult(chosen.rule, "")
        said = said_by.outcome
        if chosen.against is not None and each.cells.get(chosen.against):
            compared += 1
            agreed += said == each.cells[chosen.against]
        out.writerow(
            [
                *(inert(each.cells.get(name, "")) for name in header),
                chosen.rule,
                said,
                outcome_word(chosen.rule, said, texts) if said else "",
                *(_measure(number) for number in (said_by.value, said_by.score)),
                inert(_why(each, texts)),
            ]
        )
        if each.problem is not None:
            sentence = series_sentence(each.problem, texts)
            print(texts("cli.table_row", file=chosen.file.name, row=each.line, sentence=sentence), file=sys.stderr)
    if chosen.against is not None:
        print(
            texts("cli.agreement", count=compared, agreed=agreed, compared=compared, column=chosen.against),
            file=sys.stderr,
        )
    return FAILED if agreed < compared or any(each.problem is not None for each in found) else OK


def _measure(number: float | None) -> str:
    return "" if number is None or not isfinite(number) else repr(number)


def _why(each: SeriesResult, texts: Texts) -> str:
    """Why there is no verdict, or which branch of the rule gave it."""
    if each.problem is not None:
        return series_sentence(each.problem, texts)
    if each.finding is not None and each.finding.reason:
        return texts(f"reason.{each.finding.reason}")
    return texts("reason.not_enough") if each.finding is not None and each.finding.outcome == NOT_AVAILABLE else ""
