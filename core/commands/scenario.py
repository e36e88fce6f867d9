"""`python -m core scenario`: what would follow from other decisions, printed, as JSON or as a workbook."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from core import snapshots
from core.atomic_file import write_file
from core.commands.exit_codes import MISUSED, OK, fail
from core.context import Context, context_for, release_at
from core.exports.scenario.workbook import scenario_workbook
from core.formats import Formats, width_of
from core.language import Language, Texts
from core.panels.scenario.words import (
    gap_sentence,
    goal_sentence,
    lever_name,
    lever_pair,
    lever_range,
    lever_value,
    link_parameters,
    origin_sentence,
    refusal_sentence,
)
from core.scenario.basis import Basis, Floats
from core.scenario.levers import LAST_YEAR, MODEL_VERSION, RENAMED, Lever, LeverUnit, Refusal, Refused, settle
from core.scenario.run import Outcome, run, year_reached
from core.scenario_basis.from_release import basis_of

_PERCENTAGE = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{0,9})?[%％]")
_PERCENT = (LeverUnit.SHARE, LeverUnit.SHARE_PER_YEAR)


def add_commands(commands: Any) -> None:
    """Add the command to the parser of `python -m core`."""
    found = commands.add_parser("scenario", help="what would follow for the goals if levers were set otherwise")
    found.add_argument("--as-of", metavar="DATE", help="a date or release id (default: the latest release)")
    found.add_argument(
        "--set", action="append", default=[], metavar="LEVER=VALUE", help="set a lever; shares also as 45%%; repeat it"
    )
    found.add_argument("--until", type=int, default=LAST_YEAR, metavar="YEAR", help=f"last year (at most {LAST_YEAR})")
    found.add_argument("--levers", action="store_true", help="list every lever with range, default and origin")
    found.add_argument("--xlsx", type=Path, metavar="FILE", help="write a workbook that works it out by formulas")
    found.add_argument("--json", action="store_true", help="print JSON for another program")
    found.add_argument("--root", type=Path, help="folder of releases (default: the one the dashboard reads)")
    # Also behind the command; without a default of its own, which would undo the one before it.
    found.add_argument("--lang", choices=[language.value for language in Language], default=argparse.SUPPRESS)
    found.set_defaults(run=_scenario)


@dataclass(frozen=True, slots=True)
class _Told:
    """One scenario beside the current course, ready to be told."""

    context: Context
    basis: Basis
    values: Floats
    outcome: Outcome
    current: Outcome
    until: int

    @property
    def formats(self) -> Formats:
        return self.context.formats

    @property
    def years(self) -> range:
        first = min((path.first for path in self.outcome.paths.values()), default=LAST_YEAR + 1)
        return range(first, self.until + 1)


def _scenario(chosen: argparse.Namespace, texts: Texts) -> int:
    found = snapshots.releases(chosen.root)
    try:
        snapshot = release_at(found, chosen.as_of)
    except ValueError:
        return fail(texts("cli.not_a_date", value=chosen.as_of), MISUSED)
    if snapshot is None:
        return fail(texts("cli.no_release_then", value=chosen.as_of) if chosen.as_of else texts("frame.no_release"))
    context = context_for(snapshot, texts.language, releases=found)
    basis = basis_of(context)
    if chosen.levers:
        return _levers(basis, context, as_json=chosen.json)
    if not basis.goals:
        return fail(texts("closing.no_goal", count=len(context.plan.goals), issued=context.plan.issued))
    asked = _asked(chosen.set, texts)
    if asked is None:
        return MISUSED
    moved, refused = _settled(basis, asked)
    for each in refused:
        _warn(refusal_sentence(each, texts, context.formats))
        if each.reason is Refusal.UNKNOWN:
            near = get_close_matches(each.id, [lever.id for lever in basis.levers], n=3, cutoff=0.4)
            _warn(texts("cli.scenario.near", names=texts.listed(near)) if near else "")
            _warn(texts("cli.scenario.list", command="python -m core scenario --levers"))
    # A name that was mistyped, or nothing left of what was asked: the answer would be to another question.
    if any(each.reason is Refusal.UNKNOWN for each in refused) or (refused and not moved):
        return MISUSED
    values = basis.values(moved)
    told = _Told(context, basis, values, run(basis, values), run(basis, basis.defaults), chosen.until)
    if not told.outcome.paths:
        for gap in basis.gaps:
            _warn(gap_sentence(gap, texts))
        return fail(texts("cli.scenario.nothing"))
    low = min(path.first for path in told.outcome.paths.values())
    if not low <= chosen.until <= LAST_YEAR:
        return fail(texts("cli.scenario.until", value=chosen.until, low=low, high=LAST_YEAR), MISUSED)
    if chosen.json:
        print(json.dumps(_as_json(told, refused), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(told)))
    if chosen.xlsx is not None:
        try:
            write_file(chosen.xlsx, scenario_workbook(context, basis, values))
        except OSError:
            return fail(texts("cli.unwritable", file=chosen.xlsx.name))
        # With --json the standard output is one JSON value and nothing else.
        print(texts("cli.scenario.written", file=chosen.xlsx.name), file=sys.stderr if chosen.json else sys.stdout)
    return OK


def _asked(settings: Sequence[str], texts: Texts) -> dict[str, str] | None:
    """Values by lever id as written; None, with a sentence, when a setting is none or a lever is set twice."""
    asked: dict[str, str] = {}
    for each in settings:
        id, equals, text = (part.strip() for part in each.partition("="))
        if not equals or not id or not text:
            _warn(texts("cli.scenario.not_a_setting", value=each[:60]))
            return None
        if id in asked:
            _warn(texts("cli.scenario.twice", id=id[:60]))
            return None
        asked[id] = text
    return asked


def _settled(basis: Basis, asked: dict[str, str]) -> tuple[dict[str, float], tuple[Refused, ...]]:
    """As `settle`, a share also as a percentage; what is refused keeps the text as it was written."""
    units = {lever.id: lever.unit for lever in basis.levers}
    plain: dict[str, str | float] = {}
    for id, text in asked.items():
        plain[id] = text
        if units.get(RENAMED.get(id, id)) in _PERCENT and _PERCENTAGE.fullmatch(text):
            plain[id] = float(text[:-1]) / 100
    moved, refused = settle(basis.levers, plain)
    return moved, tuple(Refused(each.id[:60], asked[each.id][:60], each.reason, each.lever) for each in refused)


def _lines(told: _Told) -> list[str]:
    basis, formats = told.basis, told.formats
    texts = formats.texts
    lines = [texts("cli.scenario.title", **_head(told))]
    if told.context.tag is not None:
        lines.append(texts("export.illustrative"))
    moved = basis.moved(told.values)
    lines += ["", texts("cli.scenario.changed" if moved else "cli.scenario.current")]
    for id, value in moved.items():
        lever = basis.lever(id)
        before, after = lever_pair(lever, lever.default, value, formats)
        lines.append(texts("cli.scenario.change", name=lever_name(lever, texts), id=id, before=before, after=after))
    lines += ["", texts("cli.scenario.goals")]
    lines += [f"  {_sentence(told, place)}" for place in range(len(basis.goals))]
    lines += ["", texts("cli.scenario.years"), *_aligned(_table(told, bool(moved)))]
    if basis.gaps:
        lines += ["", texts("cli.scenario.gaps"), *(f"  {gap_sentence(each, texts)}" for each in basis.gaps)]
    return lines


def _sentence(told: _Told, place: int) -> str:
    goal = told.basis.goals[place]
    indicator = told.context.plan.indicator(goal.indicator)
    return goal_sentence(told.basis, told.outcome, goal, indicator, told.formats, until=told.until)


def _table(told: _Told, both: bool) -> list[list[str]]:
    """A header of years, then for every goal with a path its values, and those of the current course if it differs."""
    texts, formats = told.formats.texts, told.formats
    rows = [[texts("cli.scenario.indicator"), texts("cli.scenario.course"), *map(str, told.years)]]
    courses = [("cli.scenario.with_this", told.outcome)] if both else []
    for goal in told.basis.goals:
        indicator = told.context.plan.indicator(goal.indicator)
        for name, outcome in (*courses, ("cli.scenario.as_is", told.current)):
            path = outcome.path(goal.indicator)
            if path is None:
                continue
            found = [path.at(year) for year in told.years]
            cells = ["" if each is None else formats.number(float(each[0]), indicator.unit) for each in found]
            rows.append([texts.of(indicator.short_label), texts(name), *cells])
    return rows


def _aligned(rows: list[list[str]]) -> list[str]:
    """Columns under each other, words to the left and numbers to the right; a Chinese character is two wide."""
    widths = [max(width_of(row[x]) for row in rows) for x in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [(text, " " * (width - width_of(text))) for text, width in zip(row, widths, strict=True)]
        lines.append("  ".join(text + room if x < 2 else room + text for x, (text, room) in enumerate(cells)))
    return [f"  {line}".rstrip() for line in lines]


def _levers(basis: Basis, context: Context, *, as_json: bool) -> int:
    texts, formats = context.texts, context.formats
    if as_json:
        print(json.dumps([_lever_json(each, formats) for each in basis.levers], ensure_ascii=False, indent=2))
        return OK
    for each in basis.levers:
        print(
            texts(
                "cli.scenario.lever",
                id=each.id,
                name=lever_name(each, texts),
                unit=texts(f"lever.unit_name.{each.unit.value}"),
                range=lever_range(each, (each.low, each.high), formats),
                value=lever_value(each, each.default, formats),
                plausible=lever_range(each, each.plausible, formats),
                origin=origin_sentence(each, texts, formats),
            )
        )
    for gap in basis.gaps:
        print(gap_sentence(gap, texts))
    return OK


def _head(told: _Told) -> dict[str, str]:
    basis = told.basis
    day = told.formats.day(basis.as_of)
    return {"release": basis.release, "as_of": day, "version": MODEL_VERSION, "data": basis.data}


def _lever_json(lever: Lever, formats: Formats) -> dict[str, object]:
    return {
        "id": lever.id,
        "name": lever_name(lever, formats.texts),
        "group": lever.group.value,
        "unit": lever.unit.value,
        "low": lever.low,
        "high": lever.high,
        "default": lever.default,
        "plausible": list(lever.plausible),
        "origin": origin_sentence(lever, formats.texts, formats),
        "verified": lever.origin.verified,
    }


def _as_json(told: _Told, refused: Sequence[Refused]) -> dict[str, object]:
    basis, texts, formats = told.basis, told.formats.texts, told.formats
    goals = []
    for place, goal in enumerate(basis.goals):
        better = told.context.plan.indicator(goal.indicator).better
        path, current = told.outcome.path(goal.indicator), told.current.path(goal.indicator)
        first = None if path is None else year_reached(basis, path, goal, better)
        goals.append(
            {
                "indicator": goal.indicator,
                "goal": goal.value,
                "target_year": goal.target_year,
                "reached_in": first if first is not None and first <= told.until else None,
                "sentence": _sentence(told, place),
                "scenario": _by_year(path, told.until),
                "current_course": _by_year(current, told.until),
            }
        )
    return {
        **_head(told),
        "illustrative": told.context.tag is not None,
        "parameters": link_parameters(basis, told.values),
        "changed": [
            {"id": id, "unit": basis.lever(id).unit.value, "from": basis.lever(id).default, "to": value}
            for id, value in basis.moved(told.values).items()
        ],
        "refused": [
            {"id": each.id, "value": each.text, "why": refusal_sentence(each, texts, formats)} for each in refused
        ],
        "goals": goals,
        "gaps": [{"part": each.group.value, "why": gap_sentence(each, texts)} for each in basis.gaps],
    }


def _by_year(path: Any, until: int) -> dict[str, float]:
    if path is None:
        return {}
    pairs = zip(path.years, path.values[:, 0].tolist(), strict=True)
    return {str(year): value for year, value in pairs if year <= until}


def _warn(sentence: str) -> None:
    if sentence:
        print(sentence, file=sys.stderr)
