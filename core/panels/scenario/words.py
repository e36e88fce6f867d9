"""What a scenario says in words: goals, levers and their origin, gaps and refusals, the same on every surface."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from core.formats import Formats
from core.language import Texts
from core.panels.scenario.goal_course import GoalCourse
from core.panels.scenario.text_ids import GAP_TEXT, LEVER_UNIT_TEXT, PART_TEXT, REFUSAL_TEXT
from core.plan.entries import Goal
from core.plan.indicators import Indicator, MeasureUnit
from core.scenario.accepted_values import Refused
from core.scenario.basis import Basis, Floats, Gap
from core.scenario.levers import LAST_YEAR, MODEL_VERSION, NEVER, Lever, LeverUnit
from core.scenario.link import value_text
from core.scenario.run import Path, parts
from core.scenario_basis.lever_declarations import declarations
from core.text_ids.datasets import STAGE_TEXT

_DIGITS = {
    LeverUnit.SHARE: 1,
    LeverUnit.SHARE_PER_YEAR: 1,
    LeverUnit.RATIO_OF_ONE: 2,
    LeverUnit.PERSONS_PER_YEAR: 1,
    LeverUnit.PLACES: 0,
    LeverUnit.PLACES_PER_SCHOOL: 0,
    LeverUnit.YEAR: 1,
    LeverUnit.YEARS: 1,
    LeverUnit.SQUARE_METRES_PER_YEAR: 0,
    LeverUnit.YUAN_PER_YEAR: 0,
    LeverUnit.VOLUMES_PER_YEAR: 0,
}
"""Decimals of a lever's value as shown; zeros at the end are dropped."""
AT_STANDARD = "schools_meeting_standard"
"""The indicator that counts schools against a standard."""
_FEWEST_FOR_A_RANGE = 2
"""Values, of years or colleges, from which on they give a range; with fewer the declared one stands."""


def course_sentence(
    basis: Basis, path: Path | None, goal: Goal | None, indicator: Indicator, formats: Formats, *, until: int
) -> str:
    """As `goal_sentence`; without a goal on this date yet the value of the last year looked at. A share of schools says
    of how many it cannot be said that they are at their standard."""
    sentence = _course_sentence(basis, path, goal, indicator, formats, until=until)
    unread = "" if path is None else unread_sentence(basis, indicator.id, formats.texts)
    return formats.texts.joined((sentence, unread)) if unread else sentence


def unread_sentence(basis: Basis, indicator_id: str, texts: Texts) -> str:
    """Of how many schools it cannot be said that they are at their standard; empty where there are none, and for any
    other indicator."""
    schools = () if basis.facilities is None or indicator_id != AT_STANDARD else basis.facilities.schools
    unread = sum(bool(school.unread) for school in schools)
    return texts("scenario.goal.unread", count=unread) if unread else ""


def _course_sentence(
    basis: Basis, path: Path | None, goal: Goal | None, indicator: Indicator, formats: Formats, *, until: int
) -> str:
    if goal is not None:
        return goal_sentence(basis, path, goal, indicator, formats, until=until)
    at, label = None if path is None else path.at(until), formats.texts.of(indicator.short_label)
    if at is None:
        return _no_year_ahead(path, label, until, formats)
    value = formats.quantity(float(at[0]), indicator.unit)
    return formats.texts("scenario.goal.none_yet", label=label, year=formats.year(until), value=value)


@lru_cache(maxsize=512)
def goal_sentence(
    basis: Basis, path: Path | None, goal: Goal, indicator: Indicator, formats: Formats, *, until: int
) -> str:
    """One plain sentence (two when it does not last): when the goal is reached with this, or how much is missing.

    `path` is that of the goal, `until` the last year looked at. A goal that the last value observed reaches, or that of
    its target year, is already reached; whether it stays so is said. Kept: a slider that moves leaves most paths as
    they are.
    """
    texts = formats.texts
    label = texts.of(indicator.short_label)
    pairs = [] if path is None else zip(path.years, path.values[:, 0].tolist(), strict=True)
    ahead = [(year, value) for year, value in pairs if year <= until]
    if path is None or not ahead:
        return _no_year_ahead(path, label, until, formats)
    # Of a past year that is not fully reported nothing is claimed: it is worked out, and was.
    past, ahead = _past_and_ahead(ahead, basis.as_of.year, formats)
    if not ahead:
        return texts("scenario.goal.past_unreported", label=label, years=past)
    points = basis.observed_before(goal.indicator, path.first)
    # Whether a goal was reached in a year is not known from a lower bound that says nothing of its size.
    observed = [(point.year, point.value) for point in points if point.value is not None and point.is_start]
    enough, years = basis.enough(goal.indicator, goal.value), (goal.in_force_from.year, goal.target_year)
    course = GoalCourse.of(observed, ahead, enough, indicator, years)
    last, value = ahead[-1]
    shown = formats.comparison(value, goal.value, indicator.unit)
    missed: dict[str, object] = {
        "until": formats.year(last),
        "value": formats.with_unit(shown.value, indicator.unit),
        "gap": shown.difference,
    }
    if course.first is None:
        return texts("scenario.goal.missed", label=label, goal=formats.with_unit(shown.other, indicator.unit), **missed)
    sentences = [_first_sentence(course, course.first, goal, label, indicator, formats, past)]
    if course.since is None and course.lost is not None:
        sentences.append(texts("scenario.goal.lost", lost=formats.year(course.lost)))
    sentences.append(_afterwards(course, goal, formats, missed))
    return texts.joined(sentences)


def _afterwards(course: GoalCourse, goal: Goal, formats: Formats, missed: dict[str, object]) -> str:
    """When a goal that was lost is reached again, and by how much not; empty where it was not lost."""
    texts = formats.texts
    if course.again is None:
        return texts("scenario.goal.not_again", **missed) if course.is_behind else ""
    again, late = formats.year(course.again), course.again - goal.target_year
    if late > 0 and course.is_behind and not course.in_time:
        return texts("scenario.goal.again_late", again=again, count=late)
    return texts("scenario.goal.again", again=again)


def _no_year_ahead(path: Path | None, label: str, until: int, formats: Formats) -> str:
    """Why no year up to the last one looked at is worked out: no model, or all of them are observed."""
    if path is None or until >= path.first:
        return formats.texts("scenario.goal.no_model", label=label)
    last = formats.year(path.first - 1)
    return formats.texts("scenario.goal.still_observed", label=label, last=last, until=formats.year(until))


def _past_and_ahead(
    pairs: Sequence[tuple[int, float]], now: int, formats: Formats
) -> tuple[str, list[tuple[int, float]]]:
    """The past years among those worked out, in words, and the values from the year `now` on."""
    past = formats.texts.listed(formats.year(year) for year, _ in pairs if year < now)
    return past, [(year, value) for year, value in pairs if year >= now]


def _first_sentence(
    course: GoalCourse, first: int, goal: Goal, label: str, indicator: Indicator, formats: Formats, past: str
) -> str:
    """When the goal is reached for the first time, against its target year unless the `past` is not fully reported."""
    texts = formats.texts
    values: dict[str, object] = {
        "label": label,
        "goal": formats.quantity(goal.value, indicator.unit),
        "year": formats.year(first),
    }
    if past and course.since is None:
        return texts("scenario.goal.after_unreported", years=past, **values)
    if course.is_behind and course.lost is not None:
        met = "scenario.goal.met_then_lost" if course.in_time else "scenario.goal.met_before"
        return texts(met, lost=formats.year(course.lost), **values)
    if course.since is not None and course.lost is None:
        return texts("scenario.goal.already", **values)
    if course.since is not None and course.lost is not None:
        return texts("scenario.goal.already_lost", lost=formats.year(course.lost), **values)
    if first == goal.target_year:
        return texts("scenario.goal.on_time", **values)
    if first > goal.target_year:
        return texts("scenario.goal.late", count=first - goal.target_year, **values)
    return texts("scenario.goal.early", count=goal.target_year - first, **values)


def lever_name(lever: Lever, texts: Texts) -> str:
    """What the lever moves; for one college, group, project or goal its name comes first."""
    if lever.name is None:
        return texts.of(lever.declaration.label)
    return texts("lever.name", name=texts.of(lever.name), label=texts.within(lever.declaration.label))


def lever_label(id: str, basis: Basis, texts: Texts) -> str:
    """The name of a lever this release may not have: then that of its kind, and the id of the unit it is for."""
    known = next((lever for lever in basis.levers if lever.id == id), None)
    if known is not None:
        return lever_name(known, texts)
    kinds = [lever for lever in declarations().lever if id == lever.id or id.startswith(f"{lever.id}_")]
    if not kinds:
        return id
    kind = max(kinds, key=lambda lever: len(lever.id))
    unit = id.removeprefix(kind.id).removeprefix("_")
    return texts("scenario.lever_of", label=texts.of(kind.label), unit=unit) if unit else texts.of(kind.label)


def lever_value(lever: Lever, value: float, formats: Formats, *, digits: int | None = None) -> str:
    """A value of the lever with its unit: 45%, 54.8人/年, 200万元/年, 2027年; `digits` are the most decimals shown."""
    texts, unit = formats.texts, lever.unit
    places = _DIGITS[unit] if digits is None else digits
    if unit is LeverUnit.YEAR:
        if value >= NEVER - 1e-9:
            return texts("lever.never", year=formats.year(LAST_YEAR))
        return texts("format.year", year=formats.plain(value, places, trim=True).replace(",", ""))
    if unit in (LeverUnit.SHARE, LeverUnit.SHARE_PER_YEAR):
        number = formats.plain(value * 100, places, trim=True) + "%"
    elif unit is LeverUnit.YUAN_PER_YEAR:
        number = formats.yuan(value, places)
    elif abs(value) >= 100 and digits is None:
        number = formats.number(value, MeasureUnit.PERSONS)
    else:
        number = formats.plain(value, places, trim=True)
    number = number.replace("-", "−")
    return texts(LEVER_UNIT_TEXT[unit], count=1 if number == "1" else 2, number=number)


def lever_pair(lever: Lever, one: float, other: float, formats: Formats) -> tuple[str, str]:
    """Two values of a lever; different ones never look the same."""
    first, second = lever_value(lever, one, formats), lever_value(lever, other, formats)
    for digits in range(_DIGITS[lever.unit] + 1, 7):
        if first != second or abs(one - other) <= 1e-9:
            break
        first, second = (lever_value(lever, value, formats, digits=digits) for value in (one, other))
    return first, second


def lever_range(lever: Lever, span: tuple[float, float], formats: Formats) -> str:
    """From the lower to the higher value, both inclusive."""
    low, high = lever_pair(lever, *span, formats)
    if lever.unit is LeverUnit.YEAR and low != high and span[1] >= NEVER - 1e-9:
        return formats.texts("lever.range_open", low=low, year=formats.year(LAST_YEAR))
    return low if low == high else formats.texts("lever.range", low=low, high=high)


def origin_sentence(lever: Lever, texts: Texts, formats: Formats) -> str:
    """Where the default is from, and that it was not verified when it was not."""
    origin = lever.origin
    facts: dict[str, object] = {}
    for name, fact in origin.facts:
        if name == "stage":
            facts[name] = texts(STAGE_TEXT[str(fact)])
        elif name == "year":
            facts[name] = formats.year(int(fact))
        elif name == "took":
            facts[name] = formats.plain(float(fact), 1, trim=True)
        else:
            facts[name] = fact
    known = dict(origin.facts)
    # A range needs two values to lie between: with one the declared range stands, and the sentence must not claim it.
    few = any(int(known[name]) < _FEWEST_FOR_A_RANGE for name in ("colleges", "years") if name in known)
    if few and origin.rule == "college_fill":
        sentence = texts("lever.college_fill_unknown", **facts)
    elif few and "years" in known:
        sentence = texts("lever.one_year", **facts)
    else:
        sentence = texts(f"lever.origin.{origin.rule}", **facts)
    assumed = texts("lever.range_assumed") if few and origin.rule == "ramp_up" else ""
    filled = texts("lever.filled") if origin.filled else ""
    return texts.joined((sentence, assumed, filled, "" if origin.verified else texts("lever.not_verified")))


def gap_sentence(gap: Gap, texts: Texts) -> str:
    """What is not worked out, why, and what to do."""
    facts = {name: texts.of(words) for name, words in gap.facts}
    return texts(GAP_TEXT[gap.reason], part=texts(PART_TEXT[gap.group]), last=LAST_YEAR, **facts)


def gap_sentences(basis: Basis, indicator_id: str, texts: Texts) -> tuple[str, ...]:
    """The same for everything that keeps one indicator from being worked out."""
    groups = parts({indicator_id})
    return tuple(
        gap_sentence(gap, texts) for gap in basis.gaps if gap.group in groups and gap.indicator in ("", indicator_id)
    )


def refusal_sentence(refused: Refused, texts: Texts, formats: Formats) -> str:
    """Which value was not used, why, and what stands instead."""
    lever = refused.lever
    if lever is None:
        return texts(REFUSAL_TEXT[refused.reason], id=refused.id, value=refused.text)
    return texts(
        REFUSAL_TEXT[refused.reason],
        id=refused.id,
        value=refused.text,
        name=lever_name(lever, texts),
        range=lever_range(lever, (lever.low, lever.high), formats),
        used=lever_value(lever, lever.default, formats),
    )


def link_parameters(basis: Basis, values: Floats, plan: str) -> str:
    """The address parameters of a scenario: release, plan, model and data it was made with, then every lever."""
    head = [f"as_of={basis.release}", f"plan={plan}", f"model={MODEL_VERSION}", f"data={basis.data}"]
    return "&".join(
        [
            *head,
            *(f"{lever.id}={value_text(value)}" for lever, value in zip(basis.levers, values.tolist(), strict=True)),
        ]
    )
