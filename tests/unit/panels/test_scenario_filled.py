"""Missing units at their last value: every assumption, panel, workbook and command that rests on them says so."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from core import snapshots
from core.commands.parser import main
from core.context import Context, context_for
from core.exports.scenario.workbook import scenario_workbook
from core.language import Language
from core.panels.registry import PANELS
from core.scenario_basis.from_release import basis_of
from tests.support.rounds.partial_release import partial_release

SAID = "Units that have not reported count in it with their last values."
RESTING = {"vocational_entrant_share", "retention_second_year", "retention_third_year"}
"""Rates of the students of 2026. Who goes on from junior school, teachers and colleges were not asked for that year."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, and of all schools two general ones with their students of 2026."""
    root = tmp_path_factory.mktemp("home")
    partial_release(root / "snapshots", {"500110-gh-a", "500110-gh-b"})
    return root


@pytest.fixture
def context(home: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    newest = snapshots.releases().latest()
    assert newest is not None
    return replace(context_for(newest, Language.EN), filled=True)


def test_rates_that_rest_on_last_values_say_so_and_are_not_verified(context: Context) -> None:
    levers = {lever.id: lever.origin for lever in basis_of(context).levers}
    assert {id for id, origin in levers.items() if origin.filled} == RESTING
    assert not any(levers[id].verified for id in RESTING)
    assert levers["college_fill"].verified
    as_reported = basis_of(replace(context, filled=False)).levers
    assert not any(lever.origin.filled for lever in as_reported)
    assert {lever.id for lever in as_reported if lever.origin.verified} >= RESTING


def test_the_panels_say_so_with_every_number(context: Context) -> None:
    plain = replace(context, filled=False)
    table = PANELS["scenario_assumptions"](plain, {"fill": "last_year"}).table
    places = {column.id: place for place, column in enumerate(table.columns)}
    said = [line for line in table.rows if SAID in line[places["origin"]].text]
    assert len(said) == len(RESTING)
    assert {line[places["verified"]].text for line in said} == {"not verified"}
    parameters = {"goal": "secondary_vocational_enrolment"}
    filled = PANELS["scenario_goal"](plain, {**parameters, "fill": "last_year"})
    assert "The values of 2026 are provisional and not yet confirmed." in filled.notes
    assert not [note for note in PANELS["scenario_goal"](plain, parameters).notes if "2026 are" in note]


def test_the_workbook_says_so_beside_each_lever(context: Context) -> None:
    basis = basis_of(context)
    book = openpyxl.load_workbook(BytesIO(scenario_workbook(context, basis, basis.defaults)))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert sum(SAID in text for text in cells) == len(RESTING)
    assert any("count with their last reported values" in text for text in cells)


@pytest.mark.usefixtures("context")
def test_the_list_of_levers_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lang", "en", "scenario", "--levers", "--fill"])
    printed = capsys.readouterr().out
    assert "count with their last reported values" in printed.splitlines()[0]
    assert printed.count(SAID) == len(RESTING)
    main(["--lang", "en", "scenario", "--levers"])
    assert "last" not in capsys.readouterr().out.splitlines()[0]
