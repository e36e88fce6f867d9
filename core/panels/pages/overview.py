"""The overview: one card a goal, the closing line, what to look at next and how the tasks of the plan stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from core.assess_release import assessment_of
from core.assessment import Assessment, Point, Status
from core.clauses.clause_words import clause_name
from core.context import Context
from core.figures import Figure, trajectory
from core.figures.lights import light_of
from core.panels.judgement.gaps import gap_size, way_gone
from core.panels.judgement.opinions import odds
from core.panels.judgement.passages import goal_passages
from core.panels.judgement.words import alt, gap_line, headline, status_word
from core.panels.tasks.counted import headline as tasks_headline
from core.panels.units_not_reported import newest_incomplete
from core.plan.entries import Goal
from core.text_ids.judgement import BASIS_TEXT, CLOSING_TEXT, STRENGTH_TEXT, WEATHER_TEXT

CARD_CHART = 112
"""Height of the chart in a card, in pixels: eight cards fit 1366 × 768 with the browser's own bars."""

MOST_NEXT = 3
"""How many goals the line of those furthest to go names."""
_ORDER = (
    Status.MET,
    Status.ON_TRACK,
    Status.LAGGING,
    Status.FAR_BEHIND,
    Status.MOVING_AWAY,
    Status.MISSED,
    Status.NOT_PUBLISHED,
    Status.INSUFFICIENT_DATA,
    Status.NO_GOAL,
)


@dataclass(frozen=True, slots=True)
class Card:
    """One goal as it stands: every text ready to show, the small trajectory, and the page that explains it.

    `clauses` are the numbers of its clauses; `has_words`: a copy of the plan is there to read them in.
    """

    indicator: str
    title: str
    value: str
    target: str
    goal: str
    year: str
    tags: tuple[str, ...]
    status: Status
    shape: str
    word: str
    colour: str
    strength: str
    best_effort: bool
    second: str
    gap: str
    page: str
    sentence: str
    evidence: str
    alt: str
    tag: str
    clauses: str
    has_words: bool
    figure: Figure = field(compare=False)


@dataclass(frozen=True, slots=True)
class Overview:
    """All goals of the plan in force, in the plan's order, and the lines around them.

    `ended` are other plans by id, with the words that lead to their closing evaluation. `tag` says that a number above
    rests on demonstration rows; a card says so only where others rest on real ones. `furthest` are the indicators of
    the goals with most of their way still to go.
    """

    cards: tuple[Card, ...]
    closing: str
    tag: str | None
    evaluation: str
    ended: tuple[tuple[str, str], ...]
    next_steps: str
    tasks: str
    tasks_tag: str | None
    furthest: tuple[str, ...] = ()


def overview(context: Context) -> Overview:
    """The overview of a release."""
    judged = [assessment_of(context, goal.indicator) for goal in goals_on_show(context)]
    # Commitments first: a best effort is counted and shown apart from them.
    judged.sort(key=lambda assessment: not assessment.binding)
    made_up = [assessment.illustrative for assessment in judged if assessment.observed]
    mixed = any(made_up) and not all(made_up)
    return Overview(
        cards=tuple(_card(assessment, context, marked=mixed and assessment.illustrative) for assessment in judged),
        closing=_closing_of_plan(judged, context),
        tag=context.texts("tag.illustrative") if any(made_up) else None,
        evaluation=context.texts("overview.evaluation") if any(assessment.closed for assessment in judged) else "",
        ended=_ended(context),
        next_steps=_next_steps(judged, context),
        furthest=tuple(item.indicator.id for _, item in _furthest(judged)),
        tasks=tasks_headline(context),
        tasks_tag=None if any(made_up) else context.tag("tasks", "milestones"),
    )


def _value_tags(observed: Point | None, context: Context) -> tuple[str, ...]:
    """What a reader must know of a value, each in a word: not yet confirmed, a lower bound."""
    if observed is None:
        return ()
    tags = {"tag.provisional": observed.provisional, "tag.lower_bound": observed.lower_bound}
    return tuple(context.texts(tag) for tag, holds in tags.items() if holds)


def _card(assessment: Assessment, context: Context, *, marked: bool) -> Card:
    formats, texts = context.formats, context.texts
    indicator, goal, latest = assessment.indicator, assessment.goal, assessment.latest
    light = light_of(assessment.status, assessment.binding)
    observed = latest if latest is not None and latest.value is not None else None
    value, target = _value_and_goal(assessment, context)
    return Card(
        indicator=indicator.id,
        title=texts.of(indicator.short_label),
        value=value,
        target=target,
        goal=texts("card.goal", goal=target) if target else "",
        year=formats.year(observed.year) if observed is not None else "",
        tags=_value_tags(observed, context),
        status=assessment.status,
        shape=light.shape,
        word=status_word(assessment, context),
        colour=light.colour,
        strength=texts(STRENGTH_TEXT[goal.strength]) if goal is not None else "",
        best_effort=not assessment.binding,
        second=_second(assessment, context),
        gap=gap_line(assessment, context),
        page=indicator.page.value,
        sentence=headline(assessment, context),
        evidence=_below_numbers(assessment, context),
        alt=alt(assessment, context),
        tag=texts("tag.illustrative") if marked else "",
        clauses="" if goal is None else texts.listed(clause_name(clause.id, texts) for clause in goal.clauses),
        has_words=bool(goal_passages(goal, context)),
        figure=trajectory(assessment, formats, context.canvas(CARD_CHART, card=True)),
    )


def _value_and_goal(assessment: Assessment, context: Context) -> tuple[str, str]:
    """The latest value and the goal with its unit word, on one scale; a dash and an empty text where there is none."""
    formats, goal, latest, unit = context.formats, assessment.goal, assessment.latest, assessment.indicator.unit
    value = None if latest is None else latest.value
    if goal is None:
        return "—" if value is None else formats.number(value, unit), ""
    if value is None:
        return "—", formats.quantity(goal.value, unit)
    number, target = formats.pair(value, goal.value, unit)
    return number, formats.with_unit(target, unit)


def _below_numbers(assessment: Assessment, context: Context) -> str:
    """The newest published figure for the same indicator; first, of how many units a newer year is known so far."""
    incomplete = newest_incomplete(assessment, context)
    if incomplete or not assessment.evidence:
        return incomplete
    formats, texts, published = context.formats, context.texts, assessment.evidence[-1]
    number = formats.number(published.value, assessment.indicator.unit)
    return texts(
        "card.evidence",
        year=formats.year(published.year),
        value=formats.with_qualifier(number, published.qualifier),
        basis=texts(BASIS_TEXT[published.basis]) if published.basis else "",
    )


def _ended(context: Context) -> tuple[tuple[str, str], ...]:
    """The other plans all of whose goals are due, by id, in words: how they ended stays one click away."""
    return tuple(
        (plan.id, context.texts("overview.evaluation_of_plan", plan=context.plan_word(plan)))
        for plan in context.others
        if all(goal.due <= context.as_of for goal in plan.goals)
    )


def _closing_of_plan(judged: list[Assessment], context: Context) -> str:
    """The closing line, with the plan it is about where there are several."""
    closing, plan = _closing(judged, context), context.plan_on_show
    return context.texts("closing.of_plan", plan=plan, closing=closing) if plan else closing


def _closing(judged: list[Assessment], context: Context) -> str:
    """ "8 goals: 3 met, 4 missed, 1 not yet published" – every status that occurs, in a fixed order."""
    texts = context.texts
    counted = Counter(assessment.status for assessment in judged)
    if set(counted) == {Status.NO_GOAL}:
        return texts("closing.no_goal", count=len(judged), issued=context.formats.day(context.plan.issued))
    firm = [assessment for assessment in judged if assessment.binding]
    hoped = [assessment for assessment in judged if not assessment.binding]
    return texts("closing.joint").join(
        texts(kind, count=len(members), parts=_counted(members, context))
        for kind, members in (
            ("goals.counted_firm" if hoped else "goals.counted", firm),
            ("goals.counted_best_effort", hoped),
        )
        if members
    )


def _counted(judged: list[Assessment], context: Context) -> str:
    texts, counted = context.texts, Counter(assessment.status for assessment in judged)
    hoped = all(not assessment.binding for assessment in judged)
    return texts("closing.separator").join(
        texts(
            "closing.best_effort_missed" if hoped and status is Status.MISSED else CLOSING_TEXT[status],
            number=counted[status],
        )
        for status in _ORDER
        if counted[status]
    )


def _second(assessment: Assessment, context: Context) -> str:
    """The opinions beside the light in a few words: momentum and chance while there are years to go."""
    texts, opinions = context.texts, []
    if assessment.momentum is not None and assessment.momentum.value is not None:
        opinions.append(texts(WEATHER_TEXT[assessment.momentum.outcome]))
    if not assessment.closed and assessment.chance is not None and assessment.status is not Status.MET:
        opinions.append(odds(assessment.chance, context, short=True))
    return texts("card.joint").join(opinions)


def _furthest(judged: list[Assessment]) -> list[tuple[Decimal, Assessment]]:
    """The goals not reached, commitments and best efforts alike, with the share of their way still to go in percent;
    the one with most of it first."""
    left = [
        (100 - gone, item)
        for item in judged
        if item.gap is not None and item.status is not Status.MET and (gone := way_gone(item)) is not None
    ]
    return sorted(left, key=lambda pair: -pair[0])[:MOST_NEXT]


def _next_steps(judged: list[Assessment], context: Context) -> str:
    """The goals with most of their way still to go, in one line."""
    texts, left = context.texts, _furthest(judged)
    if not left:
        return ""
    return texts(
        "overview.next_steps",
        goals=texts.listed(
            texts(
                "overview.next_step",
                label=texts.of(item.indicator.short_label),
                gap=gap_size(item.gap or 0.0, item, context),
                share=context.formats.plain(float(share)),
            )
            for share, item in left
        ),
    )


def goals_on_show(context: Context) -> tuple[Goal, ...]:
    """The goals in force; before the plan was issued, the goals it was going to set, so that their values show."""
    return (
        context.goals_in_force()
        or tuple({goal.indicator: goal for goal in reversed(context.plan.goals)}.values())[::-1]
    )
