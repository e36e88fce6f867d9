"""Findings of panels in the cases at the edge: nothing to compare, nothing due, nothing in a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.context import Context, context_for
from core.language import Language
from core.panels.registry import PANELS
from tests.support.release_frames import tiny_release, tiny_release_frames


@pytest.mark.parametrize(
    ("graduates", "en", "zh"),
    [
        (
            {2020: 9000, 2025: 9100},
            "9,100, 100 people more than in 2020",
            "多100人",
        ),
        (
            {2020: 9000, 2025: 8900},
            "8,900, 100 people fewer than in 2020",
            "少100人",
        ),
        ({2020: 9000, 2025: 9000}, "9,000, as many as in 2020", "一样多"),
        ({2025: 9000}, "9,000", "2025年初中毕业生9,000人"),
    ],
)
def test_graduates_are_more_fewer_or_as_many_as_at_first(
    tmp_path: Path, graduates: dict[int, int], en: str, zh: str
) -> None:
    frames = tiny_release_frames()
    rows = frames["cohorts"]
    rows = rows[(rows["measure"] == "junior_graduates") & rows["year"].isin(graduates)]
    frames["cohorts"] = rows.assign(value=rows["year"].map(graduates))
    release = tiny_release(tmp_path, frames=frames)
    assert (
        PANELS["feeder"](context_for(release, Language.EN), {}).headline.replace(
            " people left junior secondary in 2025", ""
        )
        == en
    )
    assert PANELS["feeder"](context_for(release, Language.ZH), {}).headline.endswith(zh)


def test_a_list_without_a_row_says_so_instead_of_counting_to_0(tmp_path: Path) -> None:
    context = context_for(tiny_release(tmp_path), Language.EN)
    plan = context.plan.model_copy(update={"standards": (), "goals": ()})
    bare = Context(context.snapshot, context.releases, plan, context.texts, None)
    assert {name: PANELS[name](bare, {}).headline for name in ("evaluation", "standards", "goals")} == {
        "evaluation": "No goal is due yet, so there is no closing evaluation.",
        "standards": "The plan in force sets no standard for schools",
        "goals": "The plan has no quantified goal",
    }


def test_groups_without_a_value_stand_in_one_sentence_for_each_reason(tmp_path: Path) -> None:
    """The tiny release knows one group of eight; here its persons were suppressed in the newest year."""
    frames = tiny_release_frames()
    rows = frames["training"]
    chosen = (rows["measure"] == "persons") & (rows["year"] == 2024)
    rows.loc[chosen, ["value", "symbol"]] = [None, "suppressed"]
    context = context_for(tiny_release(tmp_path, frames=frames), Language.EN)
    notes = [note for note in PANELS["training_groups"](context, {}).notes if note.startswith("2024, ")]
    assert len(notes) == 2
    assert notes[0] == "2024, suppressed: Rural migrant workers (Persons)."
    assert notes[1].startswith("2024, no data: ")
