"""The demonstration's colleges by the standard of 2004, and its enrolment plans against what the schools can carry."""

from __future__ import annotations

from core import snapshots
from core.conditions.cards import Card
from core.context import Context, context_for
from core.language import Language
from core.panels.conditions.card_panel import cards_of
from core.panels.conditions.judged_schools import judged_year
from core.panels.registry import build_panel
from core.workspace import DATA


def closing() -> Context:
    releases = snapshots.releases(DATA / "snapshots")
    release = releases.by_id("2025-12-31")
    assert release is not None
    return context_for(release, Language.EN, releases=releases)


def test_one_college_has_no_card_one_a_yellow_one_a_red_one_and_of_two_it_cannot_be_said() -> None:
    context = closing()
    rules = context.plan.standard("moe-2004-college-conditions")
    judged = judged_year(context, rules, 2025)
    assert judged is not None
    cards = cards_of(context, rules, judged.with_thresholds)
    assert cards == {
        "500110-co-a": Card.NONE,
        "500110-co-c": Card.RESTRICTED,
        "500110-co-d": Card.SUSPENDED,
        "500110-co-e": Card.UNKNOWN,
        "500110-co-f": Card.UNKNOWN,  # it has students and sent no conditions
    }
    before = judged_year(context, rules, 2023)
    assert before is not None
    assert cards_of(context, rules, before.with_thresholds)["500110-co-d"] is Card.SUSPENDED_BY_YEARS


def test_the_plans_of_schools_are_compared_with_what_they_can_carry() -> None:
    panel = build_panel("conditions_plan", closing(), {})
    rows = {row[0].text: [cell.value for cell in row] for row in panel.table.rows}
    assert len(rows) == 5
    for _, planned, before, leaving, students, most, over, *_ in rows.values():
        assert isinstance(before, int)
        assert isinstance(leaving, int)
        assert isinstance(planned, int)
        assert isinstance(most, int)
        assert students == before - leaving + planned
        assert over == students - most
    assert sum(isinstance(row[6], int) and row[6] > 0 for row in rows.values()) >= 1
