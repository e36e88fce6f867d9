"""`scenario`: what would follow from other decisions, printed, as JSON or as a workbook."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from core.atomic_file import write_file
from core.commands.arguments.command_list import CommandList, add_release_options
from core.commands.arguments.selected_release import selected_context
from core.commands.exit_codes import MISUSED, OK, CommandError, warn
from core.commands.reports.scenario_report import lever_json, lever_sentence, report_json, report_lines
from core.context import Context
from core.exports.scenario.workbook import scenario_workbook
from core.language import Language, Texts
from core.panels.scenario.scenario import Scenario, prepare_scenario
from core.panels.scenario.words import gap_sentence, refusal_sentence
from core.panels.units_not_reported import filling_sentence
from core.scenario.accepted_values import RENAMED, Refusal, Refused, accepted_values
from core.scenario.basis import Basis
from core.scenario.levers import LAST_YEAR, LeverUnit
from core.scenario_basis.from_release import basis_of

_PERCENTAGE = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{0,9})?[%％]")
_SHARE_UNITS = (LeverUnit.SHARE, LeverUnit.SHARE_PER_YEAR)


def add_commands(commands: CommandList) -> None:
    """Add `scenario` to the parser of `python -m core`."""
    command = commands.add(
        "scenario",
        _scenario,
        summary="what would follow for the goals if levers were set otherwise",
        description="Calculate every goal year by year with some levers moved, beside the current course. A lever\n"
        "that is not set keeps its default. Print the result, or write it as JSON or as a workbook with formulas.",
        example="  python -m core scenario --levers\n"
        "  python -m core scenario --set vocational_entrant_share=45% --until 2030",
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="LEVER=VALUE",
        help="set a lever; shares also as 45%%; repeatable",
    )
    command.add_argument(
        "--fill", action="store_true", help="let units that have not reported count with their last value"
    )
    command.add_argument(
        "--until", type=int, default=LAST_YEAR, metavar="YEAR", help=f"last year (at most {LAST_YEAR})"
    )
    command.add_argument("--levers", action="store_true", help="list every lever with range, default and origin")
    command.add_argument("--xlsx", type=Path, metavar="FILE", help="write a workbook that calculates it by formulas")
    command.add_argument("--json", action="store_true", help="print JSON for another program")
    add_release_options(command)
    # Also behind the command; without a default of its own, which would undo the one before it.
    command.add_argument(
        "--lang",
        choices=[language.value for language in Language],
        default=argparse.SUPPRESS,
        help="language of what is printed",
    )


def _scenario(arguments: argparse.Namespace, texts: Texts) -> int:
    context = replace(selected_context(arguments, texts), filled=arguments.fill)
    basis = basis_of(context)
    if arguments.levers:
        _print_levers(basis, context, as_json=arguments.json)
        return OK
    moved, refused = _lever_values(basis, _settings(arguments.set, texts))
    _warn_of_refused(refused, basis, context)
    # A name that was mistyped, or no setting left: the result would answer another question.
    if any(refusal.reason is Refusal.UNKNOWN for refusal in refused) or (refused and not moved):
        return MISUSED
    scenario = _scenario_until(context, moved, arguments.until)
    if arguments.json:
        print(json.dumps(report_json(scenario, refused), ensure_ascii=False, indent=2))
    else:
        print("\n".join(report_lines(scenario)))
    if arguments.xlsx is not None:
        # With --json the standard output is one JSON value and nothing else.
        _write_workbook(scenario, arguments.xlsx, texts)
        print(
            texts("cli.scenario.written", file=arguments.xlsx.name), file=sys.stderr if arguments.json else sys.stdout
        )
    return OK


def _settings(options: Sequence[str], texts: Texts) -> dict[str, str]:
    """Values by lever id as typed. Raises CommandError for an option that is no setting and a lever set twice."""
    settings: dict[str, str] = {}
    for option in options:
        id, equals, text = (part.strip() for part in option.partition("="))
        if not equals or not id or not text:
            raise CommandError(texts("cli.scenario.not_a_setting", value=option[:60]), MISUSED)
        if id in settings:
            raise CommandError(texts("cli.scenario.twice", id=id[:60]), MISUSED)
        settings[id] = text
    return settings


def _lever_values(basis: Basis, settings: Mapping[str, str]) -> tuple[dict[str, float], tuple[Refused, ...]]:
    """As `accepted_values`, a share also as a percentage; a refused value keeps the text as it was typed."""
    units = {lever.id: lever.unit for lever in basis.levers}
    values: dict[str, str | float] = {}
    for id, text in settings.items():
        is_percentage = units.get(RENAMED.get(id, id)) in _SHARE_UNITS and _PERCENTAGE.fullmatch(text)
        values[id] = float(text[:-1]) / 100 if is_percentage else text
    moved, refused = accepted_values(basis.levers, values)
    return moved, tuple(
        Refused(refusal.id[:60], settings[refusal.id][:60], refusal.reason, refusal.lever) for refusal in refused
    )


def _warn_of_refused(refused: Sequence[Refused], basis: Basis, context: Context) -> None:
    """Why each setting was refused; for an unknown lever also similar names and how to list them all."""
    texts = context.texts
    for refusal in refused:
        warn(refusal_sentence(refusal, texts, context.formats))
        if refusal.reason is Refusal.UNKNOWN:
            similar = get_close_matches(refusal.id, [lever.id for lever in basis.levers], n=3, cutoff=0.4)
            warn(texts("cli.scenario.near", names=texts.listed(similar)) if similar else "")
            warn(texts("cli.scenario.list", command="python -m core scenario --levers"))


def _scenario_until(context: Context, moved: Mapping[str, float], until: int) -> Scenario:
    """The scenario beside the current course. Raises CommandError when nothing can be calculated until that year."""
    scenario, texts = prepare_scenario(context, moved, draws=0), context.texts
    paths = scenario.outcome.paths
    if not paths:
        for gap in scenario.basis.gaps:
            warn(gap_sentence(gap, texts))
        raise CommandError(texts("cli.scenario.nothing"))
    first = min(path.first for path in paths.values())
    if not first <= until <= LAST_YEAR:
        raise CommandError(texts("cli.scenario.until", value=until, low=first, high=LAST_YEAR), MISUSED)
    return replace(scenario, until=until)


def _write_workbook(scenario: Scenario, path: Path, texts: Texts) -> None:
    try:
        write_file(path, scenario_workbook(scenario.context, scenario.basis, scenario.values, until=scenario.until))
    except OSError:
        raise CommandError(texts("cli.unwritable", file=path.name)) from None


def _print_levers(basis: Basis, context: Context, *, as_json: bool) -> None:
    if as_json:
        levers = [lever_json(lever, context.formats) for lever in basis.levers]
        print(json.dumps(levers, ensure_ascii=False, indent=2))
        return
    if context.filled:
        print(filling_sentence(context))
    for lever in basis.levers:
        print(lever_sentence(lever, context.formats))
    for gap in basis.gaps:
        print(gap_sentence(gap, context.texts))
