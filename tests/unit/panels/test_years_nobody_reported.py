"""A year that nobody reported, with a later one complete: it is named on every panel, in tables and by the command."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.commands.parser import main
from core.context import context_for
from core.language import Language
from core.panels.judgement.closing import closing_panel
from core.panels.panel import Panel
from core.panels.registry import PANELS
from core.snapshots import Snapshot
from tests.support.release_frames import tiny_release, tiny_release_frames

SENTENCE = {Language.ZH: "2023年尚无单位报送。", Language.EN: "Nobody has reported 2023 yet."}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def release(home: Path) -> Snapshot:
    """Every year from 2020 to 2025 but 2023, which no school and no college reported."""
    frames = tiny_release_frames()
    gap = {name: frames[name][frames[name]["year"] != 2023] for name in ("enrolment", "teachers", "college_enrolment")}
    # Conditions are of 2025 alone there: here of the years around the gap as well.
    yearly = [frames["conditions"].assign(year=year) for year in (2022, 2024, 2025)]
    gap["conditions"] = pd.concat(yearly, ignore_index=True)
    return tiny_release(home / "snapshots", date(2026, 3, 1), {**frames, **gap})


def value_in(panel: Panel, year: int) -> str:
    """What stands in the column of values for a year."""
    place = [column.id for column in panel.table.columns].index("value")
    (text,) = [line[place].text for line in panel.table.rows if line[0].text == str(year)]
    return text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "name",
    [
        "secondary_vocational_enrolment",
        "vocational_share",
        "dual_qualified_share",
        "enrolment_schools",
        "dual_qualified_schools",
    ],
)
def test_the_year_has_a_sentence_on_every_panel_it_is_missing_from(
    release: Snapshot, language: Language, name: str
) -> None:
    notes = PANELS[name](context_for(release, language), {}).notes
    assert [note for note in notes if SENTENCE[language] in note] == [SENTENCE[language]]


def test_the_year_stands_in_the_tables_as_not_reported(release: Snapshot) -> None:
    context = context_for(release, Language.EN)
    panel = PANELS["secondary_vocational_enrolment"](context, {})
    assert [value_in(panel, year) for year in (2022, 2023, 2024)] == ["2,000", "not reported", "2,400"]
    assert value_in(closing_panel(context, "secondary_vocational_enrolment"), 2023) == "not reported"


def test_years_before_the_first_return_and_years_to_come_are_not_called_unreported(release: Snapshot) -> None:
    notes = PANELS["secondary_vocational_enrolment"](context_for(release, Language.EN), {}).notes
    assert not [note for note in notes if "2019" in note or "2026" in note]


@pytest.mark.parametrize(("year", "notes"), [("2022", ()), ("2023", (SENTENCE[Language.EN],))])
def test_a_number_taken_apart_names_the_year_only_when_it_is_that_year(
    release: Snapshot, year: str, notes: tuple[str, ...]
) -> None:
    shown = PANELS["number"](
        context_for(release, Language.EN), {"indicator": "secondary_vocational_enrolment", "year": year}
    )
    assert shown.notes == notes


@pytest.mark.usefixtures("release")
def test_the_command_names_the_year_in_its_column(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    main(["--lang", "en", "assess"])
    rows = {line[0]: line[-1] for line in csv.reader(io.StringIO(capsys.readouterr().out))}
    assert rows["secondary_vocational_enrolment"] == SENTENCE[Language.EN]
    assert rows["schools_meeting_standard"] == SENTENCE[Language.EN]  # judged from the conditions of schools
    assert rows["colleges"] == ""
