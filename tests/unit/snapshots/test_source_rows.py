"""From every number on a page to its source row in two clicks: panels name the rows they are made of, in words."""

import re
from pathlib import Path

import pytest

from core.context import context_for
from core.datasets import DATASETS
from core.language import Language
from core.panels.pages import one_number as number
from core.panels.pages import release_changes as vintages
from core.panels.pages.sources import SECTIONS
from core.panels.registry import PANELS, build_panel
from core.queries.provenance import ROWS_OF
from core.snapshots import Releases
from tests.support.claims import every
from tests.support.intake_files import demonstration, newest, rows_of
from tests.support.release_frames import tiny_release, tiny_release_frames

CONTEXT = {
    language: context_for(newest(), language, releases=Releases(demonstration(), (), True)) for language in Language
}
OF_THE_PAGE = {entry.__name__ for entries in SECTIONS.values() for entry in entries} | {
    *("number", "dataset_rows", "evaluation", "changes", "history"),
    "reporting",  # about returns, not a number of its own
    "unit_list",
    "clause",
    "plan_copies",
    *("decisions", "commentary", "since_last_meeting"),  # what people wrote, and two releases beside each other
    "school_numbers",  # its rows are the source rows
}
# What is worked out ahead has no source row; its table names the release, the origin of every assumption is in its row.
OF_THE_PAGE |= {name for name in PANELS if name.startswith("scenario_")}
CODE = re.compile(r"[a-z]+_[a-z]+")


@pytest.mark.parametrize("name", sorted(set(PANELS) - OF_THE_PAGE))
def test_every_panel_of_numbers_leads_to_its_rows(name: str) -> None:
    panel = build_panel(name, CONTEXT[Language.ZH], {})
    assert panel.by_year or panel.rows_of, name
    assert set(panel.rows_of) <= set(ROWS_OF)


@pytest.mark.parametrize("dataset", ROWS_OF)
@pytest.mark.parametrize("language", Language)
def test_the_rows_of_a_dataset_are_those_of_the_release_each_with_its_place(dataset: str, language: Language) -> None:
    panel = number.rows_of_dataset(CONTEXT[language], dataset, None if dataset == "colleges" else "2024")
    expected = [row for row in rows_of(newest())[dataset] if "year" not in row or row["year"] == 2024]
    assert len(panel.table.rows) == len(expected) > 0
    places = {(row["source_file"], row["source_sheet"], row["source_row"]) for row in expected}
    assert {tuple(cell.value for cell in row[4:]) for row in panel.table.rows} == places
    if "value" in DATASETS[dataset].schema.names:
        values = sorted(row["value"] for row in expected if row["value"] is not None)
        assert sorted(row[2].value for row in panel.table.rows if isinstance(row[2].value, float | int)) == values
    assert [row[1].text for row in panel.table.rows if CODE.search(row[1].text)] == []
    assert "value" not in DATASETS[dataset].schema.names or every(row[3].value for row in panel.table.rows)


def test_without_a_year_the_newest_is_shown() -> None:
    assert ("year", "2025") in number.rows_of_dataset(CONTEXT[Language.ZH], "teachers").choices


@pytest.mark.slow
def test_what_changed_between_releases_and_every_closed_goal_lead_to_the_number() -> None:
    values = [row for row in vintages.changes(CONTEXT[Language.EN]).table.rows if row[1].value is not None]
    assert values
    for row in values:
        assert dict(row[1].leads)["year"] == row[1].text
    goals = build_panel("evaluation", CONTEXT[Language.EN], {}).table.rows
    known = {indicator.id for indicator in CONTEXT[Language.EN].plan.indicators}
    assert {dict(row[0].leads)["indicator"] for row in goals} <= known
    assert len(goals) == 8


def test_the_parts_of_a_number_are_said_in_words() -> None:
    card = number.number_card(CONTEXT[Language.ZH], "training_person_times", "2025")
    assert [row[1].text for row in card.table.rows if CODE.search(row[1].text)] == []


def test_what_shows_one_year_names_the_files_of_its_rows_alone(tmp_path: Path) -> None:
    """The year 2025 came in a return of its own, of which a sum is missing: the newest whole year is 2024."""
    frames = tiny_release_frames()
    for dataset in ("enrolment", "teachers"):
        later = frames[dataset]["year"] == 2025
        frames[dataset].loc[later, "source_file"] = "returns of 2025.xlsx"
        frames[dataset].loc[later, ["value", "symbol"]] = [None, "not_reported"]
    context = context_for(tiny_release(tmp_path, frames=frames), Language.EN)
    for panel in ("upper_secondary_cross_check", "dual_qualified_schools"):
        assert "; file returns.xlsx; " in build_panel(panel, context, {}).source, panel
    rows = {year: number.rows_of_dataset(context, "teachers", year).source for year in ("2024", "2025")}
    assert "; file returns.xlsx; " in rows["2024"]
    assert "; file returns of 2025.xlsx; " in rows["2025"]
    assert "; file returns of 2025.xlsx, returns.xlsx; " in build_panel("teacher_titles", context, {}).source
