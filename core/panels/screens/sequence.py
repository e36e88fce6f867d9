"""Which panels a page shows in a meeting, in order, for meeting mode and whatever else goes through findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.context import Context
from core.panels.answers.answers import answers
from core.panels.definitions import with_definitions
from core.panels.judgement.closing import closing_panels
from core.panels.pages import colleges, cross_check, enrolment, feeder, teachers, training
from core.panels.pages.one_number import number_card
from core.panels.pages.release_changes import history
from core.panels.panel import Panel
from core.panels.programmes import page as programmes
from core.panels.screens.screen import Screen, screen
from core.panels.screens.several import conditions, goals_at_a_glance, scenario, tasks, trends
from core.panels.why.why import why_panels

Choices = Mapping[str, str]
"""Address parameters of a page: what is chosen, narrowed or set on it."""


def _chosen(choices: Choices, name: str, options: tuple[str, ...]) -> str:
    """One of the options, the first one unless an address names another."""
    return choices[name] if choices.get(name) in options else options[0]


def _why_and_closing(context: Context, *indicators: str) -> tuple[Panel, ...]:
    return (*why_panels(context, *indicators), *closing_panels(context, *indicators))


def _enrolment(context: Context, choices: Choices) -> tuple[Panel, ...]:
    measure = _chosen(choices, "measure", enrolment.MEASURES)
    return (
        enrolment.students(context),
        *_why_and_closing(context, "secondary_vocational_enrolment"),
        enrolment.ratio(context, _chosen(choices, "basis", enrolment.BASES)),
        *_why_and_closing(context, "vocational_share"),
        feeder.feeder(context),
        cross_check.cross_check(context),
        enrolment.by_school(context, measure),
        enrolment.by_programme(context, measure),
    )


def _colleges(context: Context, _choices: Choices) -> tuple[Panel, ...]:
    return (
        colleges.college_count(context),
        colleges.college_students(context),
        *_why_and_closing(context, "colleges", "college_students"),
        colleges.pipeline(context),
        colleges.students_by_institution(context),
    )


def _training(context: Context, _choices: Choices) -> tuple[Panel, ...]:
    panels = (training.person_times, training.persons, training.by_group, training.change)
    return tuple(make(context) for make in (*panels, training.by_type, training.certificates, training.employment))


def _teachers(context: Context, _choices: Choices) -> tuple[Panel, ...]:
    return (
        teachers.dual_qualified(context),
        *_why_and_closing(context, "dual_qualified_share"),
        teachers.by_school(context),
        teachers.titles(context),
        teachers.industry_part_time(context),
    )


def _programmes(context: Context, choices: Choices) -> tuple[Panel, ...]:
    offered = programmes.choices_offered(context)
    usable = {name: choices[name] for name in offered if choices.get(name) in offered[name]}
    narrowed = programmes.narrowing(context, usable)
    return (
        programmes.matched(context),
        programmes.industries(context),
        programmes.warnings(context, narrowed),
        programmes.programmes(context, narrowed),
        programmes.groups(context),
    )


def _one_number(context: Context, choices: Choices) -> tuple[Panel, ...]:
    """One number taken apart, where the address names its indicator: the goals without a page of their own."""
    id = choices.get("indicator", "")
    if id not in {item.id for item in context.plan.indicators}:
        return ()
    return (number_card(context, id, None), history(context, id, context.as_of.year), *_why_and_closing(context, id))


def _answers(context: Context, choices: Choices) -> tuple[Panel, ...]:
    return (answers(context, choices),)


_Panels = Callable[[Context, Choices], tuple[Panel, ...]]


def _of_panels(panels: _Panels) -> Callable[[Context, Choices], tuple[Screen, ...]]:
    return lambda context, choices: tuple(screen(panel, context) for panel in panels(context, choices))


SCREENS: Mapping[str, Callable[[Context, Choices], tuple[Screen, ...]]] = {
    "overview": goals_at_a_glance,
    "tasks": tasks,
    "enrolment": _of_panels(_enrolment),
    "colleges": _of_panels(_colleges),
    "training": _of_panels(_training),
    "teachers": _of_panels(_teachers),
    "conditions": conditions,
    "programmes": _of_panels(_programmes),
    "indicators": trends,
    "scenario": scenario,
}
"""The screens of each page, in the order of the navigation. Forms and lists to look something up in have none."""
BESIDE: Mapping[str, Callable[[Context, Choices], tuple[Screen, ...]]] = {
    "sources": _of_panels(_one_number),
    "answers": _of_panels(_answers),
}
"""Pages that have screens where their address names one thing, and that nobody comes to by going on."""


def screens(page: str, context: Context, choices: Choices) -> tuple[Screen, ...]:
    """The screens of a page under these choices, each panel as its page shows it; none for a page without any."""
    make = SCREENS.get(page) or BESIDE.get(page)
    if make is None:
        return ()
    return tuple(
        Screen(with_definitions(one.panel, context), one.layout, one.goals, one.task) for one in make(context, choices)
    )
