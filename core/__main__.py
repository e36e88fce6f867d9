"""The command line: `python -m core` and one of the words that `python -m core --help` lists."""

from __future__ import annotations

import argparse
import csv
import getpass
import sys
from collections.abc import Sequence
from math import isfinite
from pathlib import Path

from core import snapshots
from core.annual_series import SeriesError
from core.assessment import NOT_AVAILABLE, RULES, Finding
from core.exports import commands as exporting
from core.exports.inert import inert
from core.intake.commands import add_commands
from core.language import Language, Texts, texts
from core.queries import QueryError
from core.records import passphrase as access
from core.sentences import outcome_word, plan_sentence, problem_sentence, series_sentence
from core.series_table import UNNAMED, Judged, TableError, judge_table
from core.toml_entries import PlanError

OK, FAILED, MISUSED = 0, 1, 2
"""Exit codes: done · something is wrong with the data · the command was not understood."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every failure is one sentence on standard error."""
    chosen = _parser().parse_args(arguments)
    say = texts(Language(chosen.lang))
    try:
        return int(chosen.run(chosen, say))
    except snapshots.SnapshotError as error:
        return _fail(problem_sentence(error.problem, say))
    except PlanError as error:
        return _fail(plan_sentence(error, say))
    except QueryError as error:
        return _fail(say("cli.unreadable", file=error.file))
    except SeriesError as error:
        return _fail(series_sentence(error, say))
    except BrokenPipeError:
        return OK
    except OSError as error:
        return _fail(say("cli.unreadable", file=Path(error.filename or "?").name))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core", description=__doc__)
    parser.add_argument("--lang", choices=[language.value for language in Language], default="zh")
    commands = parser.add_subparsers(required=True, metavar="command")

    demo = commands.add_parser("demo", help="write the demonstration releases")
    demo.add_argument(
        "--into", type=Path, help="folder of releases (default: the one the program shows when there is no other)"
    )
    demo.set_defaults(run=_demo)

    listed = commands.add_parser("snapshots", help="list the releases and what is wrong with them")
    listed.add_argument("--root", type=Path, help="folder of releases (default: the one the dashboard reads)")
    listed.set_defaults(run=_snapshots)

    checked = commands.add_parser("verify", help="check releases in full: hashes, columns, codes, keys")
    checked.add_argument("release", nargs="*", help="release ids (default: all)")
    checked.add_argument("--root", type=Path)
    checked.set_defaults(run=_verify)

    judged = commands.add_parser("assess", help="print every goal, or every series of a table, with its status as CSV")
    judged.add_argument("file", nargs="?", type=Path, help="a CSV table of series and targets (default: the goals)")
    judged.add_argument("--rule", choices=list(RULES), default="linear", help="the rule for the series of a table")
    judged.add_argument("--due-passed", action="store_true", help="the due date of the targets has passed")
    judged.add_argument("--against", metavar="COLUMN", help="a column of published statuses to compare with")
    judged.add_argument("--as-of", metavar="DATE", help="a date or release id (default: the latest release)")
    judged.add_argument("--root", type=Path)
    judged.set_defaults(run=_assess)

    exporting.add_commands(commands)
    add_commands(commands)

    guarded = commands.add_parser("passphrase", help="set what the page asks for before it publishes or confirms")
    guarded.add_argument("--remove", action="store_true", help="ask nobody any more")
    guarded.set_defaults(run=_passphrase)
    return parser


def _demo(chosen: argparse.Namespace, say: Texts) -> int:
    from core import demonstration

    into = chosen.into or snapshots.demonstration_root()
    for snapshot in demonstration.write(into):
        print(say("cli.written", release=snapshot.id, rows=sum(item.rows for item in snapshot.datasets)))
    print(say("cli.written_into", folder=into))
    return OK


def _snapshots(chosen: argparse.Namespace, say: Texts) -> int:
    found = snapshots.releases(chosen.root)
    for snapshot in found.snapshots:
        print(
            say(
                "cli.release",
                release=snapshot.id,
                status=say(f"status.row.{snapshot.status}"),
                rows=sum(item.rows for item in snapshot.datasets),
                digest=snapshot.digest[:12],
                note=snapshot.note if say.language is Language.ZH else snapshot.note_en,
            )
        )
    if found.demonstration:
        print(say("cli.demonstration"))
    for problem in found.problems:
        print(problem_sentence(problem, say), file=sys.stderr)
    if not found.snapshots:
        return _fail(say("frame.no_release"))
    return FAILED if found.problems else OK


def _verify(chosen: argparse.Namespace, say: Texts) -> int:
    root = chosen.root or _root()
    if not root.is_dir():
        return _fail(say("problem.root_missing", file=root.name))
    names = chosen.release or sorted(
        folder.name for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith(".")
    )
    if not names:
        return _fail(say("frame.no_release"))
    worst = OK
    for name in names:
        if not (root / name).is_dir():
            worst = _fail(say("cli.unknown_release", release=name))
            continue
        problems = snapshots.verify(root / name)
        for problem in problems:
            print(problem_sentence(problem, say), file=sys.stderr)
        print(say("cli.bad", release=name, count=len(problems)) if problems else say("cli.good", release=name))
        worst = FAILED if problems else worst
    return worst


def _passphrase(chosen: argparse.Namespace, say: Texts) -> int:
    """Set or remove the passphrase; typed twice and unseen at a terminal, a line of standard input otherwise."""
    if chosen.remove:
        access.remove_passphrase()
        print(say("cli.passphrase.removed"))
        return OK
    if sys.stdin.isatty():
        typed = getpass.getpass(say("cli.passphrase.type"))
        if getpass.getpass(say("cli.passphrase.again")) != typed:
            return _fail(say("cli.passphrase.different"))
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    try:
        access.set_passphrase(typed)
    except ValueError:
        return _fail(say("cli.passphrase.short", fewest=access.SHORTEST))
    except OSError:
        return _fail(say("cli.unwritable", file=access.FILE))
    print(say("cli.passphrase.set"))
    return OK


def _root() -> Path:
    found = snapshots.releases()
    return snapshots.demonstration_root() if found.demonstration else snapshots.workspace() / "snapshots"


def _assess(chosen: argparse.Namespace, say: Texts) -> int:
    if chosen.file is not None:
        return _assess_table(chosen, say)
    from core.context import context_for, release_at
    from core.judgement import assessment_of
    from core.panels.opinions import opinions, verdict
    from core.panels.wording import status_word

    found = snapshots.releases(chosen.root)
    try:
        snapshot = release_at(found, chosen.as_of)
    except ValueError:
        print(say("cli.not_a_date", value=chosen.as_of), file=sys.stderr)
        return MISUSED
    if snapshot is None:
        return _fail(say("cli.no_release_then", value=chosen.as_of) if chosen.as_of else say("frame.no_release"))
    context = context_for(snapshot, say.language, found=found)
    formats = context.formats
    out = csv.writer(sys.stdout)
    out.writerow(
        [
            say(f"cli.column.{name}")
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
            value = formats.worded(shown, unit)
            target = formats.worded(aimed, unit)
        out.writerow(
            [
                goal.indicator,
                year,
                value,
                target,
                "" if assessment.gap is None else formats.difference(assessment.gap, unit),
                status_word(assessment, context),
                verdict(assessment, context).sentence,
                say.joined(
                    say("cli.opinion", name=each.name, word=each.word, sentence=each.sentence)
                    for each in opinions(assessment, context)[1:]
                ),
            ]
        )
    if not context.plan.goals_in_force(context.as_of):
        print(say("closing.no_goal", count=len(context.plan.goals), issued=context.plan.issued), file=sys.stderr)
    return OK


def _assess_table(chosen: argparse.Namespace, say: Texts) -> int:
    """Every series of a table with its outcome by one rule; what could not be judged is named with its line."""
    try:
        header, found = judge_table(chosen.file, chosen.rule, due_passed=chosen.due_passed)
    except TableError as error:
        return _fail(say(f"table_problem.{error.code}", **error.values))
    except OSError:
        return _fail(say("table_problem.unreadable", file=chosen.file.name))
    if chosen.against is not None and chosen.against not in header:
        print(say("table_problem.no_column", column=chosen.against, file=chosen.file.name), file=sys.stderr)
        return MISUSED
    out = csv.writer(sys.stdout)
    out.writerow(
        [
            *("" if name.startswith(UNNAMED) else inert(name) for name in header),
            *(say(f"cli.column.{name}") for name in ("rule", "outcome", "said", "number", "score", "why")),
        ]
    )
    compared = agreed = 0
    for each in found:
        said_by = each.finding or Finding(chosen.rule, "")
        said = said_by.outcome
        if chosen.against is not None and each.cells.get(chosen.against):
            compared += 1
            agreed += said == each.cells[chosen.against]
        out.writerow(
            [
                *(inert(each.cells.get(name, "")) for name in header),
                chosen.rule,
                said,
                outcome_word(chosen.rule, said, say) if said else "",
                *(_measure(number) for number in (said_by.value, said_by.score)),
                inert(_why(each, say)),
            ]
        )
        if each.problem is not None:
            sentence = series_sentence(each.problem, say)
            print(say("cli.table_row", file=chosen.file.name, row=each.line, sentence=sentence), file=sys.stderr)
    if chosen.against is not None:
        print(
            say("cli.agreement", count=compared, agreed=agreed, compared=compared, column=chosen.against),
            file=sys.stderr,
        )
    return FAILED if agreed < compared or any(each.problem is not None for each in found) else OK


def _measure(number: float | None) -> str:
    return "" if number is None or not isfinite(number) else repr(number)


def _why(each: Judged, say: Texts) -> str:
    """Why there is no verdict, or which branch of the rule gave it."""
    if each.problem is not None:
        return series_sentence(each.problem, say)
    if each.finding is not None and each.finding.reason:
        return say(f"reason.{each.finding.reason}")
    return say("reason.not_enough") if each.finding is not None and each.finding.outcome == NOT_AVAILABLE else ""


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
