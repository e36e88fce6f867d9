"""What a return does to the goals: value and light of each before and after, as a panel."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from core.assess_release import assessment_of
from core.assessment import Assessment
from core.context import Context, context_for
from core.figures.lights import light_of
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.publish import stage_release
from core.panels.cells import words
from core.panels.judgement.words import status_word
from core.panels.panel import Cell, Column, Panel, Table
from core.snapshots import Releases

_COLUMNS = ("goal", "before", "light_before", "after", "light_after", "moved")


def effect(checked: CheckedReturn, context: Context) -> Panel:
    """Every goal and its light in the release as it is, and as it would be with the return in it.

    The release to be is written into a temporary folder and assessed like any other. Raises IntakeError and
    SnapshotError as `stage_release`, PlanError when a plan file is wrong, QueryError when a release cannot be read.
    """
    texts = context.texts
    pairs = _assessments(checked, context)
    kinds = [_kind(before, after) for before, after in pairs]
    return Panel(
        id="effect",
        headline=texts(
            "intake.effect.headline",
            lights=sum(_light_changes(before, after) for before, after in pairs),
            numbers=sum(_number_changes(before, after) for before, after in pairs),
            goals=len(pairs),
        ),
        subtitle=texts(
            "intake.effect.subtitle",
            release=checked.base.id if checked.base is not None else "–",
            day=context.formats.day(checked.as_of),
        ),
        source="",
        table=Table(
            tuple(Column(name, texts(f"intake.effect.{name}")) for name in _COLUMNS),
            tuple(_goal_row(before, after, kind, context) for (before, after), kind in zip(pairs, kinds, strict=True)),
        ),
    )


def _assessments(checked: CheckedReturn, context: Context) -> list[tuple[Assessment | None, Assessment]]:
    """Each goal in force assessed before and after; None before when there is no release yet."""
    language, base = context.texts.language, checked.base
    with TemporaryDirectory(prefix="staged-") as folder:
        staged = stage_release(checked, Path(folder))
        own = () if context.releases.demonstration else context.releases.snapshots
        releases = Releases((*own, staged), (), False)
        after = context_for(staged, language, releases=releases)
        # Both under one plan: a light is never compared with that of another plan.
        before = (
            context_for(base, language, releases=context.releases, plan_id=after.plan.id) if base is not None else None
        )
        return [
            (
                assessment_of(before, goal.indicator) if before is not None else None,
                assessment_of(after, goal.indicator),
            )
            for goal in after.goals_in_force()
        ]


def _light_changes(before: Assessment | None, after: Assessment) -> bool:
    return before is None or (before.status, before.binding) != (after.status, after.binding)


def _number_changes(before: Assessment | None, after: Assessment) -> bool:
    return before is None or _latest(before) != _latest(after)


def _kind(before: Assessment | None, after: Assessment) -> str:
    """The id of the text that says what changes for a goal."""
    if _light_changes(before, after):
        return "intake.effect.light"
    return "intake.effect.number" if _number_changes(before, after) else "intake.effect.same"


def _goal_row(before: Assessment | None, after: Assessment, kind: str, context: Context) -> tuple[Cell, ...]:
    return (
        words(context.texts.of(after.indicator.short_label)),
        words(_value_words(before, context)),
        words(_light_words(before, context)),
        words(_value_words(after, context)),
        words(_light_words(after, context)),
        words(context.texts(kind)),
    )


def _latest(assessment: Assessment) -> tuple[int, float | None] | None:
    latest = assessment.latest
    return None if latest is None else (latest.year, latest.value)


def _value_words(assessment: Assessment | None, context: Context) -> str:
    latest = None if assessment is None else assessment.latest
    if assessment is None or latest is None or latest.value is None:
        return "—"
    return context.texts(
        "intake.effect.value",
        value=context.formats.quantity(latest.value, assessment.indicator.unit)
        + context.formats.value_mark(latest.provisional, latest.lower_bound),
        year=context.formats.year(latest.year),
    )


def _light_words(assessment: Assessment | None, context: Context) -> str:
    if assessment is None:
        return "—"
    return f"{light_of(assessment.status, assessment.binding).shape} {status_word(assessment, context)}"
