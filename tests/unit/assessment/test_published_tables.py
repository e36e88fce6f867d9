"""Tables as statistical offices and banks publish them: read, or one sentence that asks for what cannot be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.assessment.series_table.office_columns import office_columns
from core.commands.exit_codes import FAILED, MISUSED, OK
from tests.support.commands.assess import LONG, WIDE, Runner

BY_2030 = ("--better", "higher", "--target", "15", "--target-year", "2030")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys)


def test_the_latest_row_is_printed_with_its_own_cells(run: Runner) -> None:
    output = run(
        "series,year,value,flag,better,target,target_year\n"
        "AT,2018,7.3,,lower,7,2030\nAT,2020,8.1,b,lower,7,2030\nAT,2023,7.9,,,,\n"
    )
    (row,) = output.rows
    assert (row["year"], row["value"], row["flag"]) == ("2023", "7.9", "")
    assert (row["better"], row["target"]) == ("lower", "7")  # said of the whole series


WORLD_BANK = (
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2025-07-01",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",\n'
    '"A","AAA","x","x.y","12.8","13.1",\n'
)


def test_the_header_of_a_table_of_the_world_bank_is_below_its_title_and_its_years_stand_across(run: Runner) -> None:
    """From 12.8 to 13.1 in a year; 2.2 in 8 years are 0.275 a year: 0.3 ÷ 0.275."""
    output = run(WORLD_BANK.encode("utf-8-sig"), *BY_2030)
    assert (output.code, output.outcomes) == (OK, ["on_track"])
    assert float(output.rows[0]["measure"]) == pytest.approx(0.3 / 0.275)


def test_a_table_without_a_direction_is_asked_for_it_in_one_sentence(run: Runner) -> None:
    output = run(WORLD_BANK)
    assert (output.code, output.rows) == (FAILED, [])
    assert "--better higher or --better lower" in output.errors
    assert output.errors.count("\n") == 1


@pytest.mark.parametrize(
    "header",
    ["2015 [YR2015],2016 [YR2016],2017 [YR2017]", "YR2015,YR2016,YR2017", "2015/16,2016/17,2017/18", "2017,2016,2015"],
)
def test_years_across_may_be_written_in_several_ways_and_in_any_order(run: Runner, header: str) -> None:
    values = "14,..,10" if header.startswith("2017") else "10,..,14"
    output = run(f"Country,Indicator,{header}\nA,x,{values}\nData from database: WDI,,,,\n", *BY_2030)
    assert (output.code, output.outcomes) == (OK, ["on_track"])
    assert "2016 (..: not available)" in output.rows[0]["why"]


def test_a_row_of_figures_is_no_header_of_years(run: Runner) -> None:
    output = run("series,better,first,last\nA,higher,2015,2020\n")
    assert (output.code, output.rows) == (FAILED, [])


SDMX = (
    "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
    "DATAFLOW,X,I,L,AT,F,2020,8.1,b\nDATAFLOW,X,I,L,AT,F,2018,7.3,A\nDATAFLOW,X,I,L,AT,F,2023,7.9,A\n"
    "DATAFLOW,X,I,L,AT,M,2018,9,A\nDATAFLOW,X,I,L,AT,M,2020,: u,A\nDATAFLOW,X,I,L,AT,M,2023,8.7 p,A\n"
)


def test_sdmx_csv_has_a_series_for_each_combination_of_its_dimensions_in_any_order_of_rows(run: Runner) -> None:
    """Downwards to 7 by 2030: women 7.3 → 7.9 away from it; men 9 → 8.7 in 5 of 12 years, 2 to go: 0.06 ÷ 0.1667."""
    output = run(SDMX, "--better", "lower", "--target", "7", "--target-year", "2030")
    assert (output.code, output.errors) == (OK, "")
    assert [(row["SEX"], row["TIME_PERIOD"], row["OBS_STATUS"]) for row in output.rows] == [
        ("F", "2023", "A"),
        ("M", "2023", "A"),
    ]
    assert output.outcomes == ["moving_away", "far_behind"]
    assert float(output.rows[1]["measure"]) == pytest.approx((0.3 / 5) / (2 / 12))
    assert "2020 (: u: not reliable)" in output.rows[1]["why"]


def test_a_tidy_table_without_names_has_a_series_for_each_combination_before_the_value(run: Runner) -> None:
    output = run("country,sex,year,value\nA,F,2019,1\nA,M,2019,2\nA,F,2021,3\nA,M,2021,4\n", *BY_2030)
    assert [(row["sex"], row["value"]) for row in output.rows] == [("F", "3"), ("M", "4")]


TWICE = (
    "indicator,country,year,value,better\nX,A,2019,1,higher\nX,B,2019,2,higher\nX,A,2021,3,higher\nX,B,2021,4,higher\n"
)


def test_several_values_of_a_year_are_asked_about_by_the_column_that_tells_them_apart(run: Runner) -> None:
    output = run(TWICE)
    assert (output.code, output.rows) == (FAILED, [])
    assert output.errors == (
        "table.csv, line 3: “X” has several values for 2019, which differ in the column “country” (A, B); "
        'choose one with --where, such as --where "country=A".\n'
    )
    chosen = run(TWICE, "--where", "Country=b", "--target", "8", "--target-year", "2023")
    assert (chosen.code, [row["value"] for row in chosen.rows], chosen.outcomes) == (OK, ["4"], ["lagging"])


def test_a_filter_that_leaves_nothing_is_told_with_what_there_is(run: Runner) -> None:
    assert run(TWICE, "--where", "country=C").errors == (
        "No row of table.csv has “C” in the column “country”, which holds: A, B.\n"
    )
    assert run(TWICE, "--where", "sex=F").errors == "table.csv has no column “sex”; check its name.\n"
    with pytest.raises(SystemExit) as ended:
        run(TWICE, "--where", "country")
    assert ended.value.code == MISUSED


def test_the_one_column_of_numbers_behind_the_year_is_the_value_and_of_several_one_is_asked_for(run: Runner) -> None:
    one = run("Entity,Code,Year,Literacy rate\nA,AAA,2015,10\nA,AAA,2020,15\n", *BY_2030)
    assert (one.code, one.outcomes) == (OK, ["met"])
    table = "Entity,Year,Literacy,Spending\nA,2015,70,10\nA,2020,75,11\n"
    several = run(table, *BY_2030)
    assert (several.code, several.rows) == (FAILED, [])
    assert (
        '(Literacy, Spending) and none called value; say which with --value, such as --value "Literacy"'
        in several.errors
    )
    assert run(table, *BY_2030, "--value", "spending").outcomes == ["lagging"]  # 0.2 a year of 5 ÷ 15


# Signs, flags, percent and school years, as the intake reads them


@pytest.mark.parametrize("sign", ["z", "x", "c", "low", "k", "u", ":", "..", "–", "未报", "[x]", ": c", "n/a"])
def test_a_sign_for_no_value_is_missing_with_its_reason(run: Runner, sign: str) -> None:
    output = run(LONG + f"A,2019,0,higher,100,2029\nA,2021,{sign},,,\nA,2024,47.5,,,\n")
    assert (output.code, output.outcomes) == (OK, ["on_track"])
    assert f"2021 ({sign}: " in output.rows[0]["why"]


def test_a_flag_behind_a_figure_is_no_part_of_it(run: Runner) -> None:
    output = run(LONG + "A,2019,0 b,higher,100,2029\nA,2024,47.5 (p),,,\n")
    assert (output.code, float(output.rows[0]["measure"])) == (OK, 0.95)


@pytest.mark.parametrize(
    ("unit", "values", "measure"),
    [
        ("%", ("10%", "30", "60%"), 0.8),
        ("share", ("10%", "0.3", "60%"), 0.8),
        ("", ("10%", "30%", "60％"), 0.8),
    ],
)
def test_a_percentage_is_one_in_hundred_of_a_share_and_else_a_number_of_percent(
    run: Runner, unit: str, values: tuple[str, str, str], measure: float
) -> None:
    base, latest, target = values
    output = run(WIDE.strip() + f",unit\nA,higher,2015,{base},2020,{latest},2025,{target},{unit}\n")
    assert (output.code, output.errors) == (OK, "")
    assert float(output.rows[0]["measure"]) == pytest.approx(measure)


@pytest.mark.parametrize("years", [("2019/20", "2024/25"), ("2019-2020学年", "2024学年"), ("201920", "202425")])
def test_a_school_year_is_the_year_it_begins_in(run: Runner, years: tuple[str, str]) -> None:
    output = run(LONG + f"A,{years[0]},0,higher,100,2029\nA,{years[1]},47.5,,,\n")
    assert (output.code, output.outcomes) == (OK, ["on_track"])


def test_a_month_is_no_school_year(run: Runner) -> None:
    """201912 among them says that the others are months too."""
    assert run(LONG + "A,201912,0,higher,100,2029\nA,202021,47.5,,,\n").code == FAILED


@pytest.mark.parametrize("written", ['="47.5"', "'47.5", "47.5\u200b", "４７.５"])
def test_what_an_export_puts_round_a_number_is_taken_off(run: Runner, written: str) -> None:
    quoted = '"' + written.replace('"', '""') + '"'
    output = run("\ufeff" + LONG + f"A,2019,0,higher,100,2029\nA,2024,{quoted},,,\n")
    assert (output.code, output.outcomes) == (OK, ["on_track"])


# What a statistical office says of each figure in columns of its own

MARKED = "REF_AREA,TIME_PERIOD,OBS_VALUE,{}\n"
TO_9000 = ("--better", "higher", "--target", "9000", "--target-year", "2030")


@pytest.mark.parametrize("column", ["UNIT_MULT", "PowerCode Code", "PowerCode"])
def test_values_that_differ_in_their_power_of_ten_are_multiplied(run: Runner, column: str) -> None:
    """5,000 → 7,000 in 8 of 15 years, 4,000 to go: 250 a year ÷ 266.67."""
    codes = ("Units", "Thousands", "3: Thousands") if column == "PowerCode" else ("0", "3", "3")
    table = MARKED.format(column) + "DE,2015,5000,{}\nDE,2020,6,{}\nDE,2023,7,{}\n".format(*codes)
    output = run(table, *TO_9000)
    assert (output.code, output.outcomes) == (OK, ["lagging"])
    assert float(output.rows[0]["measure"]) == pytest.approx(0.9375)
    assert f"The rows differ in “{column}”, so the values were multiplied" in output.rows[0]["why"]


def test_a_power_of_ten_before_the_value_is_no_name_of_a_series(run: Runner) -> None:
    output = run("REF_AREA,UNIT_MULT,TIME_PERIOD,OBS_VALUE\nDE,0,2015,5000\nDE,3,2023,7\n", *TO_9000)
    assert [float(row["measure"]) for row in output.rows] == pytest.approx([0.9375])


def test_a_power_of_ten_that_all_values_share_is_that_of_the_target_too_and_told(run: Runner) -> None:
    output = run(MARKED.format("UNIT_MULT") + "DE,2015,5,3\nDE,2023,7,3\n", *BY_2030[:3], "9", *BY_2030[4:])
    assert float(output.rows[0]["measure"]) == pytest.approx(0.9375)
    assert "in units of 10 to the power 3 (column “UNIT_MULT”)" in output.rows[0]["why"]


def test_what_is_no_power_of_ten_is_told_with_its_line(run: Runner) -> None:
    output = run(MARKED.format("UNIT_MULT") + "DE,2015,5,3\nDE,2023,7,many\n", *BY_2030)
    assert (output.code, output.rows) == (FAILED, [])
    assert output.errors.startswith("table.csv, line 3: “many” in the column “UNIT_MULT”")


@pytest.mark.parametrize("column", ["UNIT_MEASURE", "Unit of measure", "计量单位", "BASE_PER"])
def test_values_of_one_series_in_several_units_are_asked_about(run: Runner, column: str) -> None:
    table = MARKED.format(column) + "DE,2015,50,PC\nDE,2020,6,N\nDE,2023,7,N\n"
    output = run(table, *BY_2030)
    assert (output.code, output.rows) == (FAILED, [])
    assert f'(column “{column}”: PC, N); choose one with --where, such as --where "{column}=PC"' in output.errors
    chosen = run(table, *BY_2030, "--where", f"{column}=N")
    assert (chosen.code, [row["OBS_VALUE"] for row in chosen.rows]) == (OK, ["7"])


@pytest.mark.parametrize(
    ("column", "code", "reason"),
    [
        ("ACTION", "D", "2023 (D: the row takes it back)"),
        ("OBS_STATUS", "M", "2023 (M: not available)"),
        ("OBS_STATUS", "L: Not collected", "2023 (L: Not collected: not available)"),
        ("OBS_STATUS", "Q", "2023 (Q: confidential)"),
        ("OBS_STATUS", "F", "2023 (F: a forecast, not observed)"),
    ],
)
def test_a_row_that_says_there_is_no_value_has_none(run: Runner, column: str, code: str, reason: str) -> None:
    """5 → 6 in 5 of 15 years, 10 to go to 15: 0.2 a year ÷ 0.6667; the last row is not judged and not printed."""
    output = run(MARKED.format(column) + f"DE,2015,5,A\nDE,2020,6,A\nDE,2023,0,{code}\n", *BY_2030)
    assert float(output.rows[0]["measure"]) == pytest.approx(0.3)
    assert (output.rows[0]["TIME_PERIOD"], output.rows[0]["OBS_VALUE"]) == ("2020", "6")
    assert reason in output.rows[0]["why"]


def test_the_row_that_was_judged_is_printed_and_what_comes_after_the_target_year_is_named(run: Runner) -> None:
    """5 → 7 in 8 of 15 years, 4 to go to 9: 0.25 a year ÷ 0.2667."""
    output = run(LONG + "A,2015,5,higher,9,2030\nA,2023,7,,,\nA,2035,12,,,\n")
    (row,) = output.rows
    assert (row["year"], row["value"], float(row["measure"])) == ("2023", "7", pytest.approx(0.9375))
    assert "Not judged, because after the target year: 2035." in row["why"]
    across = run("series,2015,2023,2035,2040\nA,5,7,12,13\n", *BY_2030[:3], "9", *BY_2030[4:], lang="zh")
    assert "晚于目标年、未参与判断的年份：2035、2040。" in across.rows[0]["依据"]


def test_nothing_is_left_out_before_the_target_year(run: Runner) -> None:
    output = run(LONG + "A,2015,5,higher,9,2030\nA,2023,7,,,\nA,2030,12,,,\n")
    assert (output.rows[0]["year"], output.outcomes) == ("2030", ["met"])
    assert "Not judged" not in output.rows[0]["why"]


@pytest.mark.parametrize(
    ("word", "power"),
    [
        ("", 0),
        ("Units", 0),
        ("tens", 1),
        ("百", 2),
        ("Thousands", 3),
        ("万", 4),
        ("millions", 6),
        ("亿", 8),
        ("billions", 9),
        ("Trillions", 12),
        ("-2", -2),
        ("6.0", 6),
    ],
)
def test_a_power_of_ten_in_words_or_as_a_figure_multiplies_by_it(word: str, power: int) -> None:
    columns = office_columns(("series", "year", "value", "UNIT_MULT"))
    assert columns.power_of_ten({"UNIT_MULT": word}, 2, "table.csv") == power
