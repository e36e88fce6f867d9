"""Tables of other offices as they come: what is no exact figure, and how years, targets and words are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.assessment.series_table import TableError, read_table
from core.commands.exit_codes import FAILED
from tests.support.commands.assess import Runner


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys)


def points(tmp_path: Path, table: str | bytes) -> list[tuple[object, str]]:
    """The years and figures of the first series of a table."""
    path = tmp_path / "table.csv"
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    (series, *_) = read_table(path, has_direction=True).series
    return list(zip(series.years, series.values, strict=True))


@pytest.mark.parametrize("written", ["~5", "～5", "〜5", "¥~5", "≈5"])
def test_a_figure_that_is_only_about_right_is_not_judged(run: Runner, written: str) -> None:
    output = run(f"series,2015,2020,better,target,target_year\nA,{written},6,higher,9,2030\n")
    assert output.code == FAILED
    assert written in output.errors


@pytest.mark.parametrize(
    ("status", "figure"),
    [("F", "0"), ("", "0"), ("F: Free", "0"), ("C", ""), ("N", ""), ("S", ""), ("D: Secondary confidentiality", "")],
)
def test_a_figure_that_is_not_free_is_missing(tmp_path: Path, status: str, figure: str) -> None:
    table = f"REF_AREA,TIME_PERIOD,OBS_VALUE,CONF_STATUS\nDE,2020,6,F\nDE,2023,0,{status}\n"
    assert points(tmp_path, table) == [(2020, "6"), (2023, figure)]


def test_the_first_and_the_last_day_of_a_year_stand_for_it(tmp_path: Path) -> None:
    long = "series,year,value\nA,2015-01-01,5\nA,2020-12-31T00:00:00,6\n"
    assert points(tmp_path, long) == [(2015, "5"), (2020, "6")]
    assert points(tmp_path, "series,2015/12/31,2020/12/31\nA,5,6\n") == [(2015, "5"), (2020, "6")]


def test_other_days_are_no_year(tmp_path: Path) -> None:
    assert points(tmp_path, "series,year,value\nA,2015-03-31,5\n") == [("2015-03-31", "5")]


def test_a_year_may_be_called_an_observed_or_a_planned_one(tmp_path: Path) -> None:
    table = "指标,2015年实际,2020年实际值,2025年计划\nA,5,6,8\n"
    assert points(tmp_path, table) == [(2015, "5"), (2020, "6"), (2025, "")]


@pytest.mark.parametrize("heading", ["2030年目标", "2030 target", "目标值2030"])
def test_a_target_with_its_year_in_the_heading_is_asked_for(tmp_path: Path, heading: str) -> None:
    with pytest.raises(TableError) as error:
        points(tmp_path, f"指标,2015年实际,2020年实际,{heading}\nA,5,6,9\n")
    assert (error.value.code, error.value.values["column"]) == ("target_in_heading", heading)


def test_a_target_is_known_by_its_short_name(run: Runner) -> None:
    """A change of 0.25 a year is 94 % of the 0.27 that a straight line needs."""
    assert run("指标,2015,2020,2023,目标,目标年,方向\nA,5,6,7,9,2030,越高越好\n").rows[0]["outcome"] == "lagging"


@pytest.mark.parametrize(("figures", "target"), [("5%,6%", "9"), ("5,6", "9%")])
def test_a_target_and_figures_of_which_one_is_a_percentage_are_named(run: Runner, figures: str, target: str) -> None:
    output = run(f"series,2015,2020,better,target,target_year\nA,{figures},higher,{target},2030\n")
    assert output.errors.startswith(f"table.csv, line 2: Target: “{target}” and the figures")
