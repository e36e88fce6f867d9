"""Headings with marks and labels, columns behind the years, and notes under a table that commas cut into cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.commands.exit_codes import FAILED, OK
from tests.support.commands.assess import Runner

TO_9 = ("--better", "higher", "--target", "9", "--target-year", "2030")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys)


@pytest.mark.parametrize(
    "header",
    [
        "2015,2020,2023,Change 2015-2023",
        "2015,2020,2023,Average 2000-2020",
        "2015,2020,2023,2020 flag",
        "X2015,X2020,X2023,",
        "2015r,2020p,2023e,",
        "2015,2020*,2023(p),",
        "FY2015,FY2020,FY2023,trend",
        "2015-16,2020-21,2023-24,",
        "2015,2020,2023,2030 target",
    ],
)
def test_years_across_may_have_marks_and_be_followed_by_other_columns(run: Runner, header: str) -> None:
    """5 → 7 in 8 of 15 years, 4 to go to 9: 0.25 a year ÷ 0.2667."""
    output = run(f"series,{header}\nA,5,6,7,40\n", *TO_9)
    assert (output.code, output.errors) == (OK, "")
    assert float(output.rows[0]["measure"]) == pytest.approx(0.9375)


@pytest.mark.parametrize("heading", ["2024F", "2024 forecast", "2024(预测)"])
def test_a_year_that_is_a_forecast_is_not_judged(run: Runner, heading: str) -> None:
    output = run(f"series,2015,2023,{heading}\nA,5,7,9\n", *TO_9)
    assert float(output.rows[0]["measure"]) == pytest.approx(0.9375)
    assert f"2024 ({heading}: a forecast, not observed)" in output.rows[0]["why"]


def test_a_row_of_figures_with_years_among_them_is_no_header(run: Runner) -> None:
    output = run("name,first,second,third\nA,2015,2020,7.5\nB,2015,2020,8\n", *TO_9)
    assert (output.code, output.rows) == (FAILED, [])


def test_sdmx_csv_may_have_labels_beside_its_names(run: Runner) -> None:
    table = (
        "STRUCTURE,ACTION,FREQ: Frequency,REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value,OBS_STATUS: Status\n"
        "dataflow,I,A: Annual,DE: Germany,2015,5,A: Normal\ndataflow,I,A: Annual,DE: Germany,2023,7,A: Normal\n"
        "dataflow,I,A: Annual,FR: France,2015,5,A: Normal\ndataflow,I,A: Annual,FR: France,2023,0,M: Missing\n"
    )
    output = run(table, *TO_9)
    assert [row["REF_AREA: Area"] for row in output.rows] == ["DE: Germany", "FR: France"]
    assert float(output.rows[0]["measure"]) == pytest.approx(0.9375)
    assert "2023 (M: Missing: not available)" in output.rows[1]["why"]
    assert len(run(table, *TO_9, "--where", "REF_AREA=DE: Germany").rows) == 1


@pytest.mark.parametrize(
    "note",
    ["Source: X, 2024", "Notes: a, b, c, d, e, f", "来源：教育部,2024", "注：1,2", "* provisional, 2023", "© X, 2024",
     "(C) Statistisches Bundesamt", "________"],
)  # fmt: skip
@pytest.mark.parametrize(
    "table",
    ["series,2015,2020,2023\nA,5,6,7\n", "series,year,value\nA,2015,5\nA,2023,7\n", "year,A,B\n2015,5,5\n2023,7,7\n"],
)  # fmt: skip
def test_a_note_under_a_table_is_no_series_even_with_commas_in_it(run: Runner, table: str, note: str) -> None:
    output = run(f"{table}{note}\n", *TO_9)
    assert (output.code, output.errors) == (OK, "")
    assert [float(row["measure"]) for row in output.rows] == pytest.approx([0.9375] * (2 if "B" in table else 1))


def test_a_whole_row_of_figures_is_a_series_whatever_its_name(run: Runner) -> None:
    output = run("series,2015,2023\nSources: renewable,5,7\n", *TO_9)
    assert [float(row["measure"]) for row in output.rows] == pytest.approx([0.9375])


# Rows in another order, parts of years, percentages


@pytest.mark.parametrize("order", [(2023, 2020, 2015), (2020, 2023, 2015)])
def test_the_rows_of_a_series_may_stand_in_any_order(run: Runner, order: tuple[int, ...]) -> None:
    """5 → 7 in 8 of 15 years, 4 to go to 9: 0.25 a year ÷ 0.2667."""
    values = {2015: 5, 2020: 6, 2023: 7}
    output = run("series,year,value\n" + "".join(f"A,{year},{values[year]}\n" for year in order), *TO_9)
    assert (output.code, output.rows[0]["year"]) == (OK, "2023")
    assert float(output.rows[0]["measure"]) == pytest.approx(0.9375)


@pytest.mark.parametrize("year", ["2023-Q1", "2023Q4", "2023-M06", "2023-12", "2023-W05", "2023年第二季度"])
def test_a_part_of_a_year_is_told_for_what_it_is(run: Runner, year: str) -> None:
    output = run(f"series,year,value\nA,2015,5\nA,{year},7\n", *TO_9)
    assert output.code == FAILED
    assert f"“{year}” is only a part of a year; keep one figure a year" in output.errors


@pytest.mark.parametrize("rows", ["10%,0.13,20%", "10%,13%,20", "10,13,20%", "10,13%,20"])
def test_a_percentage_among_plain_numbers_is_told_for_what_it_is(run: Runner, rows: str) -> None:
    output = run(f"series,2015,2023,better,target,target_year\nA,{rows.replace(',20', ',higher,20')},2030\n")
    assert (output.code, output.outcomes) == (FAILED, [""])
    assert "% or none" in output.errors
