"""Panels say the same number in headline, figure, table and file, and never more than the release knew."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest

from core.context import Context, context_for
from core.exports.table import csv_bytes, table_of
from core.language import Language, catalogue
from core.panels.definitions import with_definitions
from core.panels.pages.overview import overview
from core.panels.panel import Panel
from core.panels.registry import PANELS, build_panel
from core.panels.why.why import why_panel
from core.snapshots import demonstration_root, releases
from tests.support.panels.notations import in_one_notation, in_two_notations, scales, shown_texts
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames
from tests.support.rounds.partial_release import partial_release

CHINESE = re.compile(r"[\u4e00-\u9fff]")
OFFICE = re.compile("示例科室[A-Z]")
"""An office that helps with a task: forms ask for its name in Chinese alone."""
PANELS_OF_AN_INDICATOR = ("number", "closing", "why", "history")
QUOTES = ("published", "named")
"""Tables of what sources say, each figure as it is printed there."""


def contexts() -> list[tuple[str, Language]]:
    return [(snapshot.id, language) for snapshot in releases().snapshots for language in Language]


def shown(release: str, language: Language) -> Context:
    snapshot = releases().by_id(release)
    assert snapshot is not None
    return context_for(snapshot, language)


def has_one_notation(panel: Panel, context: Context) -> None:
    """Claims it of every text of a panel and of the scales of its figure."""
    for text in shown_texts(panel):
        assert not in_two_notations(text, context), (panel.id, text)
    mixed = [labels for values, labels in scales(panel.figure) if not in_one_notation(values, labels)]
    assert mixed == [], panel.id


@pytest.mark.parametrize(("release", "language"), contexts())
def test_every_panel_of_every_release_is_whole_and_has_one_notation(release: str, language: Language) -> None:
    context = shown(release, language)
    texts = context.texts
    for name, build in PANELS.items():
        built = build(context, {})
        chosen = [{"indicator": id} for id in context.plan.goal_ids if name in PANELS_OF_AN_INDICATOR]
        chosen += [{"goal": id} for id in context.plan.goal_ids if name.startswith("scenario_goal")]
        if name not in QUOTES:
            has_one_notation(built, context)
            for choices in chosen:
                has_one_notation(build(context, choices), context)
        panel = with_definitions(built, context)
        assert panel.id == name
        words = [word for name, words in panel.card for word in (name, words)]
        words += [word for opinion in panel.opinions for word in (opinion.name, opinion.word, opinion.sentence)]
        words += [panel.headline, panel.subtitle, panel.source, *panel.notes]
        columns = [column.id for column in panel.table.columns]
        words += [
            cell.text
            for line in panel.table.rows
            for column, cell in zip(columns, line, strict=True)
            # "None" is what English readers call no evidence.
            if not cell.tag
            and not (
                (column == "evidence_kind" or name == "since_last_meeting") and cell.text == texts("evidence_kind.none")
            )
        ]
        words += [head.title for head in panel.table.columns]
        if language is Language.EN:
            assert not [word for word in words if CHINESE.search(OFFICE.sub("", word))], name
        assert not [word for word in words if "None" in word.split() or "{" in word], name
        if panel.figure is not None:
            # What the page draws without checks, Plotly itself accepts.
            go.Figure(panel.figure.to_dict())
            assert panel.alt, name
        rows = list(csv.reader(io.StringIO(csv_bytes(panel, texts).decode("utf-8-sig"))))
        assert rows[0] == [column.title for column in table_of(panel, texts).columns], name
        assert rows[len(panel.table.rows) + 1] == [], name


def test_a_definition_is_at_hand_beside_every_number() -> None:
    """Only listings of texts, whose rows define themselves, have no indicator card."""
    context = shown("2025-12-31", Language.ZH)
    listings = {
        "releases",
        "goals",
        "indicators",
        "named",
        "standards",
        "published",
        "rules",
        "evaluation",
        "methods",
    } | {"changes", "history", "dataset_rows", "reporting", "tasks", "units", "files", "unit_list"}
    listings |= {"indicator_values", "task_indicators"}  # a column holds the definition of every line
    listings |= {"task", "task_list", "task_timeline", "task_milestones", "task_reports"}
    listings |= {"clause", "clauses", "clause_questions", "plan_copies", "school_numbers"}
    listings |= {"answers", "commentary", "decisions", "since_last_meeting"}
    listings |= {name for name in PANELS if name.startswith("scenario_")}  # each assumption is explained in its row
    assert {name for name in PANELS if not build_panel(name, context, {}).card} == listings


@pytest.mark.parametrize(("release", "language"), contexts())
def test_the_card_the_headline_and_the_table_agree(release: str, language: Language) -> None:
    context = shown(release, language)
    for card in overview(context).cards:
        if card.value == "—" or card.indicator not in PANELS:
            continue
        panel = PANELS[card.indicator](context, {})
        assert card.value in panel.headline, card.indicator


def test_a_value_just_short_of_its_goal_is_told_apart_in_the_table_and_the_file(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    staff = [("specialised", 10_000), ("dual_qualified", 5_996)]
    frames["teachers"] = frame(
        "teachers",
        [row("secondary-a", ownership="public", year=2025, measure=measure, value=n) for measure, n in staff],
    )
    snapshot = tiny_release(tmp_path, date(2025, 12, 31), frames)
    context = context_for(snapshot, Language.EN)
    panel = PANELS["dual_qualified_share"](context, {})
    assert "59.96%" in panel.headline
    cells = {cell.value for cell in panel.table.rows[-1]}
    assert 59.96 in cells
    assert 60.0 in cells


def test_what_was_published_later_is_not_shown_at_an_earlier_date() -> None:
    september = shown("2024-09-01", Language.EN)
    figure = PANELS["vocational_share"](september, {}).figure
    assert figure is not None
    national = [trace for trace in figure.data if trace["meta"]["role"] == "comparison"]
    assert max(max(trace["x"]) for trace in national) == 2022  # the bulletin for 2023 came in October 2024
    evidence = PANELS["number"](september, {"indicator": "schools_meeting_standard"}).evidence
    assert evidence == ()
    closing = shown("2025-12-31", Language.EN)
    assert (
        PANELS["number"](closing, {"indicator": "schools_meeting_standard"})
        .evidence[0]
        .text.startswith("Published: 2024")
    )


def test_a_year_nobody_reported_is_not_a_school_with_no_students(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    gone = frames["enrolment"]["year"] == 2025
    frames["enrolment"].loc[gone, "value"] = None
    frames["enrolment"].loc[gone, "symbol"] = "not_reported"
    context = context_for(tiny_release(tmp_path, frames=frames), Language.EN)
    for name in ("enrolment_schools", "enrolment_programmes"):
        headline = PANELS[name](context, {}).headline
        assert "2024" in headline
        assert ": 0 people" not in headline


def test_the_cross_check_adds_up_within_one_year(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    general = (frames["enrolment"]["year"] == 2025) & (frames["enrolment"]["level"] == "general_high")
    frames["enrolment"].loc[general, "value"] = None
    frames["enrolment"].loc[general, "symbol"] = "not_reported"
    context = context_for(tiny_release(tmp_path, frames=frames), Language.EN)
    table = PANELS["upper_secondary_cross_check"](context, {}).table
    vocational, other, everyone = (line[1].value for line in table.rows)
    assert (vocational, other, everyone) == (2400, 2400, 4800)


@pytest.mark.slow
def test_series_of_zeros_are_drawn(tmp_path: Path) -> None:
    frames = {name: frame.copy() for name, frame in tiny_release_frames().items()}
    for name in ("enrolment", "training", "cohorts", "college_enrolment", "teachers"):
        present = frames[name]["symbol"] == ""
        frames[name].loc[present, "value"] = 0.0
    context = context_for(tiny_release(tmp_path, frames=frames), Language.ZH)
    for name, build in PANELS.items():
        assert build(context, {}).headline, name


def test_a_name_is_shown_letter_by_letter(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    frames["enrolment"].loc[frames["enrolment"]["unit_id"] == "secondary-a", "unit_name"] = "=1+1 <b>学校</b>"
    context = context_for(tiny_release(tmp_path, frames=frames), Language.ZH)
    panel = PANELS["enrolment_schools"](context, {})
    assert panel.figure is not None
    assert "&lt;b&gt;" in str(panel.figure.data)
    assert "'=1+1" in csv_bytes(panel, catalogue(Language.ZH)).decode("utf-8-sig")


def test_made_up_rows_are_marked_whatever_the_manifest_calls_the_release(tmp_path: Path) -> None:
    context = context_for(tiny_release(tmp_path, status="reported"), Language.EN)
    for name in ("enrolment_schools", "college_pipeline", "secondary_vocational_enrolment", "teacher_titles"):
        assert PANELS[name](context, {}).illustrative, name


def test_rows_that_were_returned_are_not_called_a_demonstration(tmp_path: Path) -> None:
    frames = {name: frame.assign(status="reported") for name, frame in tiny_release_frames().items()}
    context = context_for(tiny_release(tmp_path, frames=frames, status="reported"), Language.EN)
    for name in ("enrolment_schools", "college_pipeline", "secondary_vocational_enrolment"):
        panel = PANELS[name](context, {})
        assert not panel.illustrative, name
        assert panel.figure is None or "Demonstration data" not in str(panel.figure.layout), name


def test_a_year_without_a_value_is_said_and_not_replaced_by_another() -> None:
    context = shown("2025-12-31", Language.EN)
    panel = PANELS["number"](context, {"indicator": "college_students", "year": "2050"})
    assert panel.headline == "College students: no value for 2050"
    assert panel.table.rows == ()


def test_the_number_of_a_step_stands_beside_its_upright(tmp_path: Path) -> None:
    """The sixth college opened in 2025, and 2026 keeps six: below the point runs the upright of its step."""
    figure = PANELS["colleges"](context_for(partial_release(tmp_path, []), Language.ZH), {}).figure
    assert figure is not None
    (label,) = [note for note in figure.layout["annotations"] if note.get("name") == "latest"]
    assert (label["text"], label["x"], label["xanchor"]) == ("6", 2025, "left")
    assert label["xshift"] > 0
    assert label["yanchor"] == "top"


def test_a_gap_that_is_none_names_the_files_that_say_so() -> None:
    all_releases = releases(demonstration_root())
    context = context_for(all_releases.snapshots[-1], Language.EN, releases=all_releases)
    assert "file demonstration-2025" in why_panel(context, "schools_meeting_standard").source
