"""What a reader must know of the plan on show: another one is in force, it is not issued yet, plans overlap or gape."""

from __future__ import annotations

from core.context import Context, plan_word
from core.language import Texts
from core.plan.plans_of_district import DistrictPlans
from core.plan.succession import Break, SuccessionNote, succession_notes
from core.problem_sentences import plan_sentence

_TEXT = {
    Break.OVERLAP: "plan.overlap",
    Break.GAP: "plan.gap",
    Break.ISSUED_LATE: "plan.issued_late",
}


def plan_warnings(context: Context) -> tuple[tuple[str, str], ...]:
    """The sentences over a page, each with the kind of its band."""
    texts, plans = context.texts, context.plans
    if plans is None:
        return ()
    sentences = [("error", plan_sentence(error, texts)) for error in context.unread]
    if len(plans.heads) < 2:
        return tuple(sentences)
    sentences += [
        ("refused", succession_sentence(note, plans, texts))
        for note in succession_notes(plans.heads)
        if note.concerns(context.as_of)
    ]
    if context.plan.id != context.in_force.id:
        shown, day = context.plan_on_show, context.formats.day(context.as_of)
        in_force = context.plan_word(context.in_force)
        if context.ahead:
            first_day = context.formats.day(context.plan.first_day)
            sentences.append(("amber", texts("plan.ahead", day=day, then=in_force, plan=shown, first_day=first_day)))
        else:
            sentences.append(("amber", texts("plan.not_in_force", day=day, then=in_force, plan=shown)))
    return tuple(sentences)


def succession_sentence(note: SuccessionNote, plans: DistrictPlans, texts: Texts) -> str:
    """One place where a plan does not simply follow another, in words."""
    years = (
        texts("plan.one_year", year=str(note.first))
        if note.first == note.last
        else texts("plan.years", first=str(note.first), last=str(note.last))
    )
    kind = _TEXT[note.kind]
    if note.kind is Break.ISSUED_LATE and note.before is None:
        kind = "plan.issued_late_first"
    return texts(
        kind,
        years=years,
        plan=plan_word(note.plan, plans.heads, texts),
        before="" if note.before is None else plan_word(note.before, plans.heads, texts),
        issued=note.plan.issued.isoformat(),
    )
