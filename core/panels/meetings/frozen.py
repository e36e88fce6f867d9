"""What a meeting holds fast, and whether all of it is still there: else a sentence, and no number that may be wrong."""

from __future__ import annotations

from collections.abc import Iterable

from core.context import Context, context_for
from core.intake.publishing.publish import ASSESSMENT_RULES
from core.language import Texts
from core.plan.roots import plan_digest
from core.records.meetings.agendas import AgendaItem, Meeting, Pins
from core.scenario.levers import MODEL_VERSION
from core.snapshots import Releases, Snapshot


def pins(context: Context, items: Iterable[AgendaItem]) -> Pins:
    """The release and plan on show and those that items stay on, each with its digest, and the rules and models of the
    program. Raises OSError when a plan cannot be read."""
    items = tuple(items)
    releases = {context.snapshot.id: context.snapshot.digest}
    for item in items:
        release = context.releases.by_id(item.as_of) if item.as_of else None
        if release is not None:
            releases[item.as_of] = release.digest
    plans = dict.fromkeys((context.plan.id, *(item.plan for item in items if item.plan)))
    return Pins(
        release=context.snapshot.id,
        releases=releases,
        plan=context.plan.id,
        plans={id: plan_digest(id) for id in plans},
        rules=ASSESSMENT_RULES,
        model=MODEL_VERSION,
    )


def problem_of(meeting: Meeting, releases: Releases, texts: Texts) -> str:
    """What keeps a meeting from showing what was frozen, in one sentence; empty when nothing does."""
    fixed = meeting.pins
    for id, digest in fixed.releases.items():
        release = frozen_release(meeting, id, releases)
        if release is None:
            return texts("meetings.frozen.release_gone", release=id, digest=digest[:8])
    for id, digest in fixed.plans.items():
        if _plan_digest(id) != digest:
            return texts("meetings.frozen.plan_altered", plan=id)
    if fixed.rules != ASSESSMENT_RULES:
        return texts("meetings.frozen.rules_altered", then=fixed.rules, now=ASSESSMENT_RULES)
    if fixed.model != MODEL_VERSION and any(item.page == "scenario" for item in meeting.items):
        return texts("meetings.frozen.model_altered", then=fixed.model, now=MODEL_VERSION)
    return ""


def frozen_release(meeting: Meeting, id: str, releases: Releases) -> Snapshot | None:
    """The release a meeting pinned under an id, if it still is that very one."""
    known = (*releases.snapshots, *releases.beside)
    digest = meeting.pins.releases.get(id)
    return next((release for release in known if release.digest == digest), None)


def frozen_context(meeting: Meeting, context: Context) -> Context | None:
    """The context a meeting was frozen in, for the reader of another; None when its release is gone. Raises
    PlanError."""
    release = frozen_release(meeting, meeting.pins.release, context.releases)
    if release is None:
        return None
    return context_for(
        release,
        context.texts.language,
        releases=context.releases,
        plan_id=meeting.pins.plan,
    )


def _plan_digest(id: str) -> str:
    try:
        return plan_digest(id)
    except OSError:
        return ""
