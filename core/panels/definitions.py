"""Which indicators the numbers of a panel are: so that a definition is at hand beside every one of them."""

from __future__ import annotations

from dataclasses import replace

from core.context import Context
from core.panels.meetings.commentary import comment_notes
from core.panels.meetings.subjects import goal_code, task_code
from core.panels.panel import Panel
from core.plan.indicators import Indicator

_SECONDARY = ("secondary_vocational_enrolment", "secondary_vocational_entrants", "secondary_vocational_graduates")

INDICATORS_OF: dict[str, tuple[str, ...]] = {
    "college_pipeline": ("colleges",),
    "college_students_by_institution": ("college_students",),
    "enrolment_schools": _SECONDARY,
    "enrolment_programmes": _SECONDARY,
    "feeder": ("births", "junior_graduates", "secondary_vocational_entrants", "general_high_entrants"),
    "upper_secondary_cross_check": (
        "secondary_vocational_enrolment",
        "general_high_enrolment",
        "upper_secondary_enrolment",
        "vocational_share",
    ),
    **dict.fromkeys(
        (
            "programme_match",
            "programme_industries",
            "programme_groups",
            "programme_warnings",
            "programme_list",
            "programme_rules",
        ),
        ("secondary_vocational_entrants",),
    ),
    "training_groups": ("training_person_times", "training_persons"),
    "training_types": ("training_person_times",),
    "training_certificate_levels": ("training_certificates",),
    "training_change": ("training_person_times",),
    "dual_qualified_schools": ("dual_qualified_share",),
    "teacher_titles": ("full_time_teachers", "senior_title_share"),
    "industry_part_time": ("industry_part_time_teachers", "full_time_teachers"),
    **dict.fromkeys(
        ("conditions_matrix", "conditions_columns", "conditions_growth", "school_conditions", "school_course"),
        ("schools_meeting_standard",),
    ),
    "conditions_plan": ("secondary_vocational_entrants", "secondary_vocational_enrolment"),
    "school_students": _SECONDARY,
    "school_teachers": ("full_time_teachers", "dual_qualified_share"),
}
"""The indicators in a panel that is not about a single one, the leading one first."""


def _with_plan(panel: Panel, context: Context) -> Panel:
    """The panel with the plan it was made under; where there are several, the line under its finding says so."""
    plan, subtitle = context.plan_on_show, panel.subtitle
    if plan and plan not in subtitle:
        subtitle = context.texts("panel.subtitle_of_plan", subtitle=subtitle, plan=plan) if subtitle else plan
    return replace(panel, plan=context.texts.of(context.plan.title), subtitle=subtitle)


def definition_line(indicator: Indicator, context: Context) -> tuple[str, str]:
    """The name of an indicator and what it counts, of what, and on which day."""
    texts = context.texts
    words = [texts.of(indicator.definition)]
    if indicator.numerator is not None and indicator.denominator is not None:
        words.append(
            texts(
                "indicator_card.parts",
                numerator=texts.of(indicator.numerator),
                denominator=texts.of(indicator.denominator),
            )
        )
    words.append(texts("indicator_card.counted_on", date=texts.of(indicator.reference_date)))
    return texts.of(indicator.label), texts.joined(words)


def subject_of(panel: Panel, context: Context) -> str:
    """The goal or task a panel is the card of, as records name it; empty for other panels."""
    named = dict(panel.choices)
    if panel.id == "task":
        return task_code(int(named["task"]))
    indicator = named.get("indicator", "") if panel.id == "number" else panel.id
    return goal_code(indicator) if indicator in context.plan.goal_ids else ""


def with_commentary(panel: Panel, context: Context) -> Panel:
    """The panel of a goal or task with what a named author said of it last; others as they are."""
    code = subject_of(panel, context)
    said = tuple(note for note in comment_notes(code, context) if note not in panel.notes) if code else ()
    return replace(panel, notes=(*panel.notes, *said)) if said else panel


def with_definitions(panel: Panel, context: Context) -> Panel:
    """The panel with its plan, what was said of its goal or task, and the definitions of what it shows, unless it has a
    card of its own."""
    panel = with_commentary(_with_plan(panel, context), context)
    ids = INDICATORS_OF.get(panel.id, ())
    if panel.card or not ids:
        return panel
    indicators = [context.plan.indicator(id) for id in ids]
    lines = tuple(definition_line(indicator, context) for indicator in indicators)
    return replace(panel, card=lines, indicator=panel.indicator or indicators[0])
