"""The whole review of a release as a document: every goal, then what stands behind them, then the sources."""

from __future__ import annotations

from dataclasses import replace

from core.context import Context
from core.exports.documents.document import Document, Marks, Section, View
from core.exports.documents.of_meetings import of_meetings
from core.exports.documents.overall_panels import goals_at_a_glance, sources_of_goals
from core.exports.documents.view_of import address_of, view_of
from core.panels.pages.overview import Overview, overview
from core.panels.registry import PANELS
from core.panels.scenario.comparison import BETWEEN, PRESET, WITH
from core.panels.tasks.counted import headline as tasks_headline
from core.scenario_basis.preset_declarations import presets

REVIEW = "review"
"""What the address of its download calls it, and the id of the ready-made agenda, which is copied and never edited."""
_ON_PAPER = ("task", "owner", "progress_stage", "due", "days_late", "report_state")
"""The columns of the list of tasks for which a page has room."""


def review(context: Context) -> Document:
    """The whole review, in the order it is gone through at a meeting.

    A part that cannot be made is a sentence in its place. Raises QueryError when the release cannot be read at all.
    """
    texts = context.texts
    cards = overview(context)
    goals = {card.indicator: goal_view(context, card.indicator) for card in cards.cards}
    panels = {id: view.panel for id, view in goals.items()}
    sections = (
        Section(texts("document.glance"), (_glance(cards, tuple(goals.values()), context),)),
        Section(texts("document.goals"), tuple(goals.values())),
        Section(
            texts("page.colleges", colleges=context.called("colleges")),
            (view_of(context, "colleges", "college_pipeline", {}),),
        ),
        Section(texts("page.conditions"), (_conditions(context),)),
        Section(texts("page.tasks"), (_tasks(context),)),
        *(Section(texts("page.scenario"), (_scenarios(context, id),)) for id in list(goals)[:1]),
        *of_meetings(context),
        Section(
            texts("page.sources"),
            (View(sources_of_goals(panels, context), address_of(context, "sources", {})),),
            appendix=True,
        ),
    )
    whole = document(context, texts("document.review"), cards.closing, (cards.next_steps, cards.tasks), sections)
    return replace(whole, gaps=tuple(goals[id] for id in cards.furthest))


def document(
    context: Context,
    title: str,
    finding: str,
    lines: tuple[str, ...],
    sections: tuple[Section, ...],
    address: str = "",
) -> Document:
    """A document of these sections about the release and plan of a context, with the marks of its pages; its address is
    that of the overview unless it has one of its own."""
    texts, snapshot = context.texts, context.snapshot
    made_up = any(view.panel.illustrative for section in sections for view in section.views)
    return Document(
        title=texts("document.title", district=texts.of(context.plan.district), title=title),
        finding=finding,
        lines=tuple(line for line in lines if line),
        marks=Marks(
            words=release_marks(context),
            illustrative=texts("tag.illustrative") if made_up else "",
        ),
        sections=sections,
        language=texts.language,
        subject=texts.of(context.plan.title),
        name=texts("export.file_name", panel=title, release=snapshot.id),
        plain_name=f"{REVIEW}-{snapshot.id}",
        address=address or address_of(context, "", {}),
        release=snapshot.id,
        plan=context.plan.id,
    )


def release_marks(context: Context) -> tuple[str, ...]:
    """As-of date, release and plan in words."""
    return (
        context.texts("document.as_of", day=context.formats.day(context.as_of)),
        context.texts("document.release", release=context.snapshot.id),
        context.plan_word(context.plan),
    )


def goal_view(context: Context, indicator_id: str) -> View:
    """A goal with its finding, its figure, the reason of its light and what would change it."""
    page = context.plan.indicator(indicator_id).page.value
    own = indicator_id in PANELS
    choices = {} if own else {"indicator": indicator_id}
    return view_of(context, page, indicator_id if own else "number", choices)


def _glance(cards: Overview, goals: tuple[View, ...], context: Context) -> View:
    glance = goals_at_a_glance(cards, context)
    return View(glance, address_of(context, "", {}), next_step=cards.next_steps, by_row=goals)


def _conditions(context: Context) -> View:
    """How many schools meet the standard, and threshold by threshold."""
    by_school = view_of(context, "conditions", "conditions_matrix", {})
    by_threshold = view_of(context, "conditions", "conditions_columns", {})
    return replace(by_threshold, title=by_school.finding, reason=by_threshold.panel.headline)


def _tasks(context: Context) -> View:
    """How all tasks stand, one by one."""
    return view_of(context, "tasks", "task_list", {}, title=tasks_headline(context), columns=_ON_PAPER)


def _scenarios(context: Context, indicator_id: str) -> View:
    """The current course beside the ready-made scenarios: the line of one goal, and what each reaches of every goal."""
    beside = [f"{PRESET}{preset.id}" for preset in presets()[1:3]]
    columns = ("goal", *(f"scenario_{place}" for place in range(1, len(beside) + 2)))
    choices = {WITH: BETWEEN.join(beside), "goal": indicator_id}
    return view_of(context, "scenario", "scenario_compare", choices, columns=columns)
