"""What the lists of programmes are narrowed to: an industry, a group, a school, a warning; kept in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

from core.context import Context
from core.datasets import PROGRAMME_GROUPS
from core.panels.cells import at_least, cell, dash
from core.panels.missing_value_notes import empty_headline
from core.panels.panel import Cell, NamesNote
from core.panels.programmes.matched import pairs_of
from core.panels.programmes.taught import Programme, Taught, schools, taught
from core.panels.units_not_reported import named_units
from core.programmes.early_warning import Outcome
from core.programmes.warning_rules import warning_rules
from core.queries.programmes import DATASET
from core.text_ids.datasets import PROGRAMME_GROUP_TEXT

NOT_MAPPED = "none"
"""In place of an industry: programmes that are paired with none."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was chosen of each list; empty: all of it."""

    industry: str = ""
    group: str = ""
    school: str = ""
    warning: str = ""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The parameters of the address that say so."""
        return tuple((field.name, value) for field in fields(self) if (value := getattr(self, field.name)))


def choices_offered(context: Context) -> Mapping[str, Mapping[str, str]]:
    """What each list offers, by the name of its parameter: words by id."""
    texts = context.texts
    industries = {entry.id: texts.of(entry.label) for entry in context.plan.industries.in_force(context.goal_day)}
    return {
        "industry": {**industries, NOT_MAPPED: texts("programmes.not_mapped")},
        "group": {group: texts(PROGRAMME_GROUP_TEXT[group]) for group in PROGRAMME_GROUPS},
        "school": {unit: texts.of(name) for unit, name in schools(context).items()},
        "warning": {rule.id: texts.of(rule.label) for rule in warning_rules()},
    }


def narrowing(context: Context, choices: Mapping[str, str]) -> Narrowing:
    """What an address chooses; what is not offered is left out."""
    offered = choices_offered(context)
    return Narrowing(**{name: choices[name] for name, words in offered.items() if choices.get(name) in words})


def within(context: Context, narrowed: Narrowing) -> Taught:
    """The programmes that were chosen, with the numbers of the chosen school or of all."""
    found, served = taught(context, narrowed.school), industries_served(context)
    kept = tuple(entry for entry in found.programmes if _is_within(entry, narrowed, served))
    return replace(found, programmes=kept)


def narrowed_subtitle(measure: str, narrowed: Narrowing, context: Context) -> str:
    """What is shown, and what it was narrowed to; `measure` is the id of a text."""
    subtitle = context.subtitle(context.texts(measure), context.texts("unit_name.persons"))
    if not narrowed.choices:
        return subtitle
    offered = choices_offered(context)
    chosen = [offered[name][value] for name, value in narrowed.choices]
    return context.texts("programmes.narrowed", subtitle=subtitle, chosen=context.texts.listed(chosen))


def coverage_of(found: Taught, context: Context) -> tuple[str, ...]:
    """Which vocational schools returned no programme, so that the lists are of the others only; how many have for each
    later year, which the lists do not show yet."""
    if found.year is None:
        return ()
    texts, formats = context.texts, context.formats
    shown = formats.year(found.year)
    later = (
        texts(
            "programmes.later",
            year=formats.year(of.year),
            number=of.schools,
            reported=formats.plain(of.reported),
            shown=shown,
        )
        for of in found.newer
    )
    if not found.silent:
        return tuple(later)
    silent = NamesNote(
        texts(
            "programmes.silent",
            year=shown,
            number=found.enrolling,
            reported=found.enrolling - len(found.silent),
            names=named_units(found.silent, context),
        )
    )
    return (silent, *later)


def of_reporters(headline: str, found: Taught, narrowed: Narrowing, context: Context) -> str:
    """The finding of a list of programmes, with how many schools it is of where not all returned theirs."""
    if not found.silent or narrowed.school:
        return headline
    reported = found.enrolling - len(found.silent)
    return context.texts("programmes.of_reporters", headline=headline, number=found.enrolling, reported=reported)


def programme_cell(programme: Programme | None, measure: str, year: int, context: Context) -> Cell:
    """A number of a programme; at least that where schools that did not return theirs may have more."""
    shown = dash() if programme is None else cell(programme.rows.get((measure, year)), context)
    return at_least(shown, context) if programme is not None and (measure, year) in programme.parts else shown


def name_cell(programme: Programme) -> Cell:
    """What schools call a programme: a name that stays as it is in every language."""
    return Cell(programme.name, programme.name, tag="zh-CN") if programme.name else dash()


def none_returned(context: Context) -> str:
    """The finding of a list of programmes when no school has returned any."""
    return empty_headline("programmes.none", DATASET, context)


def _is_within(programme: Programme, narrowed: Narrowing, served: Served) -> bool:
    """Whether a programme is of the industry, the group and the warning that were chosen."""
    if narrowed.group and programme.group != narrowed.group:
        return False
    if narrowed.warning and not any(
        verdict.rule.id == narrowed.warning and verdict.outcome is Outcome.FOUND for verdict in programme.verdicts
    ):
        return False
    industries = served(programme.code)
    if narrowed.industry == NOT_MAPPED:
        return not industries
    return not narrowed.industry or narrowed.industry in industries


Served = Callable[[str], list[str]]
"""By the code of a programme or group: the ids or labels of the industries it is paired with."""


def industries_served(context: Context, *, labels: bool = False) -> Served:
    """The industries by programme or group, worked out once for many: their ids, or their labels."""
    words = {entry.id: context.texts.of(entry.label) for entry in context.plan.industries.in_force(context.goal_day)}
    pairs = [(pair, words[pair.industry] if labels else pair.industry) for pair in pairs_of(context)]
    return lambda code: list(dict.fromkeys(name for pair, name in pairs if pair.covers(code)))
