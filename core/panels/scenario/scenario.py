"""A scenario as a page shows it: prepared once for a set of levers; a sentence and a figure for every goal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from core.context import Context
from core.figures.scenario import YearValues
from core.panels.missing_value_notes import suppressed_in_points
from core.panels.units_not_reported import filling_sentence
from core.scenario.accepted_values import Refusal, Refused, accepted_values
from core.scenario.basis import Basis
from core.scenario.levers import LAST_YEAR, MODEL_VERSION
from core.scenario.link import PARAMETER, LeversOfLink, levers_of_link, short_parameters
from core.scenario.presets import HORIZON
from core.scenario.run import Outcome, Path, parts, run
from core.scenario.run_again import run_again
from core.scenario.uncertainty import DRAWS, Spread, draw
from core.scenario_basis.from_release import DATASETS_OF, READ_DATASETS, basis_of
from core.scenario_basis.lever_declarations import declarations, is_lever

Floats = npt.NDArray[np.float64]

SHOWN_UNTIL = HORIZON
"""How far a scenario is shown unless a reader asks for more."""
LIVE_DRAWS = 1_000
"""Draws while a hand is on a slider: the bands then look as they will, and the picture keeps up."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One set of lever values for one release, and what follows: complete for cards, figures, tables, exports and
    commands."""

    context: Context
    basis: Basis
    values: Floats
    outcome: Outcome
    current: Outcome
    until: int
    spread: Spread | None = None

    @property
    def moved(self) -> dict[str, float]:
        return self.basis.moved(self.values)

    def tag(self, *indicators: str) -> str | None:
        """The corner word when what the models of these indicators (default: of all) start from is demonstration."""
        if not indicators:
            return self.context.tag(*READ_DATASETS)
        datasets = {dataset for group in parts(indicators) for dataset in DATASETS_OF[group]}
        return self.context.tag(*sorted(datasets), indicator=indicators)


def prepare_scenario(
    context: Context,
    moved: Mapping[str, float],
    *,
    until: int | None = None,
    draws: int = DRAWS,
    indicators: Collection[str] | None = None,
) -> Scenario:
    """All models for the levers in `moved`, those unknown to the release left out.

    No draws when `draws` is 0; `indicators` are those whose spread is wanted, all goals by default.
    """
    basis = basis_of(context)
    usable, _ = accepted_values(basis.levers, moved)
    values = basis.values(usable)
    wanted = None if indicators is None else tuple(indicators)
    spread = _spread(basis, values.tobytes(), draws, wanted) if draws and basis.levers else None
    current = run_again(basis, basis.defaults)
    return Scenario(context, basis, values, run_again(basis, values), current, last_year_shown(basis, until), spread)


def levers_of_address(
    basis: Basis, parameters: Mapping[str, str]
) -> tuple[dict[str, float], tuple[Refused, ...], LeversOfLink]:
    """What an address sets levers to, each by its id or all in the short parameter, which an id of its own outdoes;
    what it asks for and does not get; and what the short parameter says of its origin."""
    link = LeversOfLink({})
    if parameters.get(PARAMETER):
        link = levers_of_link(parameters[PARAMETER], basis.levers, declarations())
    by_id = {name: text for name, text in parameters.items() if is_lever(name)}
    usable, refused = accepted_values(basis.levers, {**link.values, **by_id})
    if link.rest:
        refused = (*refused, Refused(PARAMETER, link.rest[:60], Refusal.UNREADABLE))
    return usable, refused, link


def refused_levers(context: Context, parameters: Mapping[str, str]) -> tuple[Refused, ...]:
    """What an address asks of the levers of a release and does not get."""
    return levers_of_address(basis_of(context), parameters)[1]


def scenario_of_address(
    context: Context,
    parameters: Mapping[str, str],
    *,
    draws: int = DRAWS,
    indicators: Collection[str] | None = None,
) -> Scenario:
    """The scenario an address describes; what it asks for and cannot be used is left at the current course.

    `draws` and `indicators` as in `prepare_scenario`.
    """
    context = replace(context, filled=parameters.get("fill") == FILLED)
    levers, *_ = levers_of_address(basis_of(context), parameters)
    until = year_of_text(parameters.get("until", ""))
    return prepare_scenario(context, levers, until=until, draws=draws, indicators=indicators)


FILLED = "last_year"
"""The value of the address parameter `fill` that lets missing units count with their last value."""
FILL_CHOICES = ("complete", FILLED)
"""What stands for a year that not everybody reported: nothing, or missing units with their last value."""


def year_of_text(text: str) -> int | None:
    """The last year to show that an address asks for; None when it asks for none or for one no scenario reaches."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) <= LAST_YEAR else None


def goal_of_address(context: Context, parameters: Mapping[str, str]) -> str:
    """The goal an address is about, the plan's first when it names none that there is."""
    ids = context.plan.goal_ids
    return parameters["goal"] if parameters.get("goal") in ids else ids[0]


def last_year_shown(basis: Basis, year: int | None) -> int:
    """The last year to show: the one asked for, else `SHOWN_UNTIL` or the last year of a goal, if that is later."""
    first = basis.as_of.year + 1
    usual = max([SHOWN_UNTIL, *(goal.target_year for goal in basis.goals)])
    return min(max(usual if year is None else year, first), LAST_YEAR)


@lru_cache(maxsize=32)
def _spread(basis: Basis, values: bytes, draws: int, indicators: tuple[str, ...] | None) -> Spread:
    """The draws for these levers, kept: one run of the page shows them above and below."""
    return draw(basis, np.frombuffer(values), draws=draws, indicators=indicators)


@lru_cache(maxsize=32)
def axis_limits(basis: Basis) -> Mapping[str, tuple[float, float]]:
    """The lowest and highest value of each path while any one lever goes from end to end, or all within what is
    plausible: the axes hold them from the start, so that the picture does not jump while a slider moves."""
    table = np.repeat(basis.defaults[None], 2 * len(basis.levers) + 3, axis=0)
    for place, lever in enumerate(basis.levers):
        table[2 * place, place], table[2 * place + 1, place] = lever.low, lever.high
        for row, better in ((-2, True), (-1, False)):
            end = (lever.declaration.favourable == "higher") is better
            table[row, place] = lever.plausible[1] if end else lever.plausible[0]
    outcome = run(basis, table)
    return {
        id: (float(path.values[: SHOWN_UNTIL + 5 - path.first].min()), float(path.values.max()))
        for id, path in outcome.paths.items()
    }


def points_ahead(scenario: Scenario, id: str, path: Path, values: Floats | None = None) -> YearValues:
    """The years ahead up to the last one shown, from the last observed value on; `values` instead of the path's own."""
    outcomes = path.values[:, 0] if values is None else values
    years = [year for year in path.years if year <= scenario.until]
    points = tuple(zip(years, outcomes.tolist(), strict=False))
    for point in reversed(scenario.basis.observed_before(id, path.first)):
        if point.value is not None:
            return ((point.year, point.value), *points)
    return points


def address_parameters(scenario: Scenario, **more: str) -> tuple[tuple[str, str], ...]:
    """The address parameters that rebuild this scenario: every lever that differs, the model's version, the horizon."""
    return tuple(
        {
            **moved_parameters(scenario.basis, scenario.moved),
            "until": str(scenario.until),
            **fill_parameter(scenario),
            **more,
        }.items()
    )


def moved_parameters(basis: Basis, moved: Mapping[str, float]) -> dict[str, str]:
    """The address parameters of the levers that differ from the current course."""
    return short_parameters(moved, basis.levers, basis.data, MODEL_VERSION)


def fill_parameter(scenario: Scenario) -> dict[str, str]:
    """The address parameter of a scenario that counts missing units with their last value."""
    return {"fill": FILLED} if scenario.context.filled else {}


def lower_bound_notes(basis: Basis, indicators: Collection[str], context: Context) -> tuple[str, ...]:
    """A sentence when the last values the models of these indicators start from lack suppressed parts."""
    last = [
        next((point for point in reversed(basis.history.get(id, ())) if point.value is not None), None)
        for id in indicators
    ]
    notes = (suppressed_in_points([point], context) for point in last if point is not None)
    return tuple(dict.fromkeys(sentence for sentences in notes for sentence in sentences))


def source_line(scenario: Scenario) -> str:
    """Where a scenario comes from: release, its status, the model's version, and what was filled in."""
    context = scenario.context
    source = context.texts(
        "scenario.source",
        release=scenario.basis.release,
        status=context.status(*READ_DATASETS),
        version=MODEL_VERSION,
    )
    return " · ".join(text for text in (source, context.plan_on_show, filling_sentence(context)) if text)
