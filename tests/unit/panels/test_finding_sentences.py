"""Findings of panels in the cases at the edge: nothing to compare, nothing due, nothing in a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.context import Context, context_for
from core.datasets import Symbol
from core.language import Language
from core.panels.registry import PANELS
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames


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


def test_as_many_certificates_as_before_are_not_a_change_of_0(tmp_path: Path) -> None:
    """The tiny release has 50 certificates every year, all of them of senior workers."""
    headline = PANELS["training_certificate_levels"](context_for(tiny_release(tmp_path), Language.EN), {}).headline
    assert "(100%; as many as in 202" in headline


def test_schools_that_give_a_total_only_are_explained_where_there_are_any(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    context = context_for(tiny_release(tmp_path / "parts", frames=frames), Language.EN)
    note = "“Not reported by group” holds the schools that report a total only."
    assert note not in PANELS["enrolment_programmes"](context, {}).notes
    frames["enrolment"].loc[frames["enrolment"]["unit_id"] == "secondary-b", "programme_group"] = "total"
    context = context_for(tiny_release(tmp_path / "total", frames=frames), Language.EN)
    assert note in PANELS["enrolment_programmes"](context, {}).notes


def test_the_national_line_runs_against_a_goal_only_where_it_does(tmp_path: Path) -> None:
    """Nationally the vocational share fell: against a goal that is higher, and against no goal there is nothing."""
    context = context_for(tiny_release(tmp_path), Language.EN)
    without_goal = replace(context, plan=context.plan.model_copy(update={"goals": ()}))
    for shown, against in ((context, True), (without_goal, False)):
        (note,) = [note for note in PANELS["vocational_share"](shown, {}).notes if note.startswith("The grey line")]
        assert ("it runs against the goal" in note) is against


def test_a_closing_evaluation_shows_nothing_from_after_the_target_year(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    later = frames["enrolment"][frames["enrolment"]["year"] == 2025].assign(year=2026)
    frames["enrolment"] = pd.concat([frames["enrolment"], later[later["unit_id"] == "secondary-a"]], ignore_index=True)
    context = context_for(tiny_release(tmp_path, date(2026, 9, 1), frames), Language.EN)
    figure = PANELS["closing"](context, {"indicator": "secondary_vocational_enrolment"}).figure
    assert figure is not None
    roles = {trace["meta"]["role"]: max(trace["x"], default=0) for trace in figure.data if "meta" in trace}
    assert roles["observed"] == 2025
    assert roles.get("partial", 0) <= 2025


@pytest.mark.parametrize(("before", "apart"), [(9, ""), (700, "; suppressed values are left out of the comparison")])
def test_the_largest_is_called_so_only_among_values_where_a_suppressed_one_may_be_larger(
    tmp_path: Path, before: int, apart: str
) -> None:
    """Fewer than ten are never the most; a school that had 700 the year before and now shows no number may be."""
    kind = {"level": "secondary_vocational", "ownership": "public", "programme_group": "total", "measure": "enrolment"}
    rows = [
        row("secondary-a", year=2024, value=600, **kind),
        row("secondary-b", year=2024, value=None, **kind) | {"symbol": Symbol.SUPPRESSED},
        row("secondary-b", year=2023, value=before, **kind),
    ]
    frames = {**tiny_release_frames(), "enrolment": frame("enrolment", rows)}
    context = context_for(tiny_release(tmp_path, date(2024, 12, 31), frames), Language.EN)
    largest = (
        "2 vocational schools in 2024; Demonstration secondary vocational school A has the most students: 600 people"
    )
    assert PANELS["enrolment_schools"](context, {}).headline == largest + apart
    assert PANELS["enrolment_programmes"](context, {}).headline.endswith(f"in 2024: at least 600 people{apart}")
