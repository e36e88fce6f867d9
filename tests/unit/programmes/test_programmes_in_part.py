"""Years that only some schools reported, on the page of programmes: no headline, number or verdict as of all."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.context import Context
from core.datasets import ListState, Symbol
from core.language import Language
from core.panels.pages.enrolment import by_programme, by_school
from core.panels.panel import Panel
from core.panels.programmes.groups import groups
from core.panels.programmes.matched import matched
from tests.support.programmes.small_release import Entrants, small_context

# School a has sent four years of one group; b came for the newest year and has reported nothing.
_ONE_OF_TWO: Entrants = {
    **{("a", "71", year): 30.0 + 10 * (2025 - year) for year in (2022, 2023, 2024, 2025)},
    ("b", "71", 2025): Symbol.NOT_REPORTED,
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def one_of_two(home: Path, language: Language = Language.EN) -> Context:
    return small_context(home, _ONE_OF_TWO, {}, language=language, list_state=ListState.COMPLETE)


def line(panel: Panel, name: str) -> dict[str, str]:
    row = next(row for row in panel.table.rows if any(cell.text.startswith(name) for cell in row))
    return {column.id: cell.text for column, cell in zip(panel.table.columns, row, strict=True)}


def test_groups_of_one_school_of_two_are_not_all_groups(home: Path) -> None:
    panel = groups(one_of_two(home))
    assert panel.headline.endswith("no complete year yet (2025: 1 of 2 reported)")
    entrants = line(panel, "Electronics")
    assert [entrants[f"entrants_{year}"] for year in (2024, 2023, 2022)] == [
        "at least 40",
        "at least 50",
        "at least 60",
    ]
    assert entrants["early_warning"] == "? Shrinking year after year: cannot be said"  # it shrank at one school


def test_entrants_that_one_school_reported_are_not_denied(home: Path) -> None:
    panel = matched(one_of_two(home))
    assert panel.headline.endswith("no complete year yet (2025: 1 of 2 reported)")
    assert any("1 of 2" in note for note in panel.notes)


def test_the_same_words_head_the_groups_on_the_page_of_enrolment(home: Path) -> None:
    context = one_of_two(home, Language.ZH)
    panel = by_programme(context, "entrants")
    assert panel.headline.endswith("尚无报齐的年份（2025年已报1/2）")
    assert line(panel, "2024")["entrants"] == "至少40"
    assert by_school(context, "entrants").headline.startswith("仅就已报单位：")


def test_numbers_of_a_later_year_are_a_part_while_an_earlier_one_is_whole(home: Path) -> None:
    sent: Entrants = {
        **{("a", "71", year): 40.0 for year in (2024, 2025)},
        ("b", "74", 2024): 20.0,
        ("b", "74", 2025): Symbol.NOT_REPORTED,
    }
    context = small_context(home, sent, {}, list_state=ListState.COMPLETE)
    assert groups(context).headline.startswith("2024: entrants in 2 programme groups")
    rows = {(row[0].text, row[1].text): row[3].text for row in by_programme(context, "entrants").table.rows}
    assert rows["2024", "Electronics and information"] == "40"
    assert rows["2025", "Electronics and information"] == "at least 40"


def test_a_part_that_is_more_than_the_whole_of_the_next_year_is_a_fall(home: Path) -> None:
    """School b sent no entrants of the first year: at least 60, then 50, 40 and 30, is three falls whatever it had."""
    sent: Entrants = {("a", "71", year): 30.0 + 10 * (2025 - year) for year in (2022, 2023, 2024, 2025)}
    sent |= {("b", "74", year): 20.0 for year in (2023, 2024, 2025)}
    panel = groups(small_context(home, sent, {}, list_state=ListState.COMPLETE))
    assert line(panel, "Electronics")["entrants_2022"] == "at least 60"
    assert line(panel, "Electronics")["early_warning"] == "Shrinking year after year"
