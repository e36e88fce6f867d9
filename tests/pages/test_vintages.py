"""What changed between releases, the history of one number, and a new release that is offered but never forced."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.context import Context, context_for
from core.exports.table import csv_bytes
from core.language import Language, catalogue
from core.panels.pages.release_changes import changes, history
from core.snapshots import releases
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

FRAME = Path(__file__).resolve().parents[2] / "pages" / "frame.py"


def teachers(dual: int, *, provisional: bool = False) -> dict[str, object]:
    """The tiny release with one school's teachers of 2024: 100 specialised, `dual` of them dual-qualified."""
    frames = tiny_release_frames()
    frames["teachers"] = frame(
        "teachers",
        [
            row(
                "secondary-a",
                ownership="public",
                year=2024,
                measure=measure,
                value=value,
                provisional=provisional,
            )
            for measure, value in (("specialised", 100), ("dual_qualified", dual))
        ],
    )
    return frames


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases: a provisional 55 %, confirmed at 55 %, revised to 61 %."""
    folder = tmp_path_factory.mktemp("home")
    root = folder / "snapshots"
    tiny_release(root, date(2024, 9, 1), teachers(55, provisional=True))
    tiny_release(root, date(2025, 3, 1), teachers(55))
    tiny_release(root, date(2025, 9, 1), teachers(61))
    return folder


@pytest.fixture
def home(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The three releases, for tests that add none."""
    monkeypatch.setenv("DASHBOARD_HOME", str(workspace))
    return workspace


@pytest.fixture
def own_home(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The three releases, for a test that adds another."""
    shutil.copytree(workspace / "snapshots", tmp_path / "snapshots")
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def shown(release: str, language: Language = Language.EN) -> Context:
    known = releases()
    snapshot = known.by_id(release)
    assert snapshot is not None
    return context_for(snapshot, language, releases=known)


@pytest.mark.usefixtures("home")
def test_the_history_of_a_number_names_first_value_confirmation_and_revision_with_their_rows() -> None:
    panel = history(shown("2025-09-01"), "dual_qualified_share", 2024)
    rows = [[cell.text for cell in line] for line in panel.table.rows]
    assert [(line[0], line[3], line[4], line[5]) for line in rows] == [
        ("2024-09-01", "55.0", "—", "provisional"),
        ("2025-03-01", "55.0", "0.0", "final"),
        ("2025-09-01", "61.0", "6.0", "final"),
    ]
    assert {line[7] for line in rows} == {"returns.xlsx · teachers rows 2–3"}


@pytest.mark.usefixtures("home")
def test_the_history_knows_nothing_of_releases_after_the_one_on_show() -> None:
    panel = history(shown("2025-03-01"), "dual_qualified_share", 2024)
    assert [line[0].text for line in panel.table.rows] == ["2024-09-01", "2025-03-01"]
    assert "1 version" not in panel.headline
    assert "no value" in history(shown("2025-03-01"), "dual_qualified_share", 1999).headline


@pytest.mark.usefixtures("home")
def test_two_releases_are_compared_value_by_value_and_light_by_light() -> None:
    context = shown("2025-09-01")
    panel = changes(context, "2025-03-01")
    rows = {(line[0].text, line[1].text): [cell.text for cell in line[2:]] for line in panel.table.rows}
    assert rows["Dual-qualified share (%)", "2024"] == ["revised", "55.0", "61.0", "6.0"]
    assert rows["Dual-qualified share", "—"][0] == "light changed"
    assert rows["Dual-qualified share", "—"][2] == "Met"
    assert panel.headline.startswith("Since 2025-03-01: 1 light changed; ")
    saved = csv_bytes(panel, catalogue(Language.EN)).decode("utf-8-sig")
    assert "Dual-qualified share (%),2024,revised,55.0,61.0,6.0" in saved


@pytest.mark.usefixtures("home")
def test_without_a_choice_the_release_before_is_compared_and_the_first_has_none() -> None:
    assert "Since 2025-03-01" in changes(shown("2025-09-01")).headline
    assert "Since 2025-03-01" in changes(shown("2025-09-01"), "no-such-release").headline
    assert changes(shown("2024-09-01")).table.rows == ()


def test_a_small_revision_of_a_share_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    frames = tiny_release_frames()
    for day, dual in ((date(2025, 3, 1), 57_800), (date(2025, 9, 1), 57_801)):
        frames["teachers"] = frame(
            "teachers",
            [
                row("secondary-a", ownership="public", year=2024, measure=measure, value=value)
                for measure, value in (("specialised", 100_000), ("dual_qualified", dual))
            ],
        )
        tiny_release(tmp_path / "snapshots", day, frames)
    rows = [[cell.text for cell in line] for line in changes(shown("2025-09-01")).table.rows]
    assert ["Dual-qualified share (%)", "2024", "revised", "57.800", "57.801", "0.001"] in rows


def test_a_new_release_is_offered_and_the_page_keeps_its_numbers_until_it_is_taken(own_home: Path) -> None:
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    app.query_params["lang"] = "en"
    app.run()
    assert app.query_params["as_of"] in (["2025-09-01"], "2025-09-01")
    assert not [button for button in app.button if button.key == "offer_switch"]
    tiny_release(own_home / "snapshots", date(2025, 12, 31), teachers(70))
    app.run()
    assert app.query_params["as_of"] in (["2025-09-01"], "2025-09-01")
    text = "\n".join(str(element.value) for element in app.get("html"))
    assert "New data: 2025-12-31. This page still shows 2025-09-01." in text
    next(button for button in app.button if button.key == "offer_switch").click().run()
    assert app.query_params["as_of"] in (["2025-12-31"], "2025-12-31")
    assert not [button for button in app.button if button.key == "offer_switch"]


def test_an_offer_put_off_is_not_made_again(own_home: Path) -> None:
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    app.query_params["lang"] = "en"
    app.run()
    tiny_release(own_home / "snapshots", date(2025, 12, 31), teachers(70))
    app.run()
    next(button for button in app.button if button.key == "offer_later").click().run()
    assert not [button for button in app.button if button.key == "offer_later"]
    assert app.query_params["as_of"] in (["2025-09-01"], "2025-09-01")
