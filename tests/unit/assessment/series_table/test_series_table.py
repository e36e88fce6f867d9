"""`python -m core assess FILE.csv`: tables of other districts and published sets in, statuses out, faults by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.annual_series import SeriesError
from core.assessment import RULES
from core.assessment.series_table import TableError, judge_table, read_table
from core.assessment.series_table.headings import UNNAMED, names
from core.assessment.series_table.layout import find_layout
from core.commands.exit_codes import FAILED, MISUSED, OK
from tests.support.commands.assess import LONG, WIDE, Runner
from tests.support.serving import ROOT

REFERENCE = ROOT / "tests" / "reference"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys)


# Shapes of a table


def test_a_series_a_row_with_base_and_latest_value(run: Runner) -> None:
    """Of 100 to go in 10 years, 50 are due after 5."""
    output = run(
        WIDE
        + "met,higher,2015,0,2020,100,2025,100\n"
        + "on track,higher,2015,0,2020,47.5,2025,100\n"
        + "lagging,higher,2015,0,2020,30,2025,100\n"
        + "far behind,higher,2015,0,2020,29.9,2025,100\n"
        + "moving away,higher,2015,0,2020,-1,2025,100\n"
        + "falling,lower,2015,100,2020,50,2025,0\n"
    )
    assert output.code == OK
    assert output.errors == ""
    assert output.outcomes == ["met", "on_track", "lagging", "far_behind", "moving_away", "on_track"]
    assert [float(row["measure"]) for row in output.rows[1:]] == pytest.approx([0.95, 0.6, 0.598, -0.02, 1.0])
    assert [row["in words"] for row in output.rows[:2]] == ["Met", "On track"]
    assert {row["judged by"] for row in output.rows} == {"linear"}


def test_a_series_a_row_with_numbered_points_in_any_order_of_columns(run: Runner) -> None:
    """6 points, +10 a year, 30 to go in 3 years: it arrives."""
    points = ",".join(f"{2015 + n},{10 * n}" for n in (2, 1, 3, 4, 5, 6))
    output = run(
        "name,direction,target,target_year,yr2,v2,yr1,v1,yr3,v3,yr4,v4,yr5,v5,yr6,v6\n"
        + f"arrives,1,90,2024,{points}\n"
        + f"half of it,1,120,2024,{points}\n",
        "--rule",
        "weather",
    )
    assert (output.code, output.outcomes) == (OK, ["sun", "cloud"])
    assert [float(row["measure"]) for row in output.rows] == [10, 10]


@pytest.mark.parametrize(
    "header", ["yr1,value1,yr2,value2", "year_1,value_1,year_2,value_2", "年份1,数值1,年份2,数值2"]
)
def test_numbered_points_may_be_called_several_ways(run: Runner, header: str) -> None:
    output = run(f"id,better,target,target_year,{header}\nA,higher,100,2025,2015,0,2020,47.5\n")
    assert (output.code, output.outcomes, output.errors) == (OK, ["on_track"], "")


def test_one_year_a_row_with_the_target_in_any_of_its_rows(run: Runner) -> None:
    output = run(
        LONG
        + "A,2015,0,,,\n"
        + "B,2015,100,lower,0,2025\n"
        + "A,2017,,,,\n"
        + "A,2020,47.5,higher,100,2025\n"
        + "B,2020,80,lower,,\n"
    )
    assert output.code == OK
    assert [(row["series"], row["outcome"]) for row in output.rows] == [("A", "on_track"), ("B", "far_behind")]


def test_a_missing_value_is_missing_and_not_zero(run: Runner) -> None:
    output = run(WIDE + "no latest,higher,2015,0,2020,,2025,100\nno base,higher,2015,,2020,50,2025,100\n")
    assert (output.code, output.outcomes) == (OK, ["insufficient_data"] * 2)
    assert [row["measure"] for row in output.rows] == ["", ""]


def test_other_columns_are_handed_through(run: Runner) -> None:
    output = run("district," + WIDE.strip() + ",remark\n綦江,A,higher,2015,0,2020,50,2025,100,“as printed”\n")
    assert (output.rows[0]["district"], output.rows[0]["remark"]) == ("綦江", "“as printed”")
    assert list(output.rows[0])[:2] == ["district", "series"]


def test_numbers_may_be_grouped_and_have_a_typographic_minus(run: Runner) -> None:
    output = run(WIDE + 'A,lower,2015,"1,000",2020,"−1,000",2025,"−3,000"\n')
    assert (output.code, output.outcomes, float(output.rows[0]["measure"])) == (OK, ["on_track"], 1)


CHINESE = """指标,方向,基期年,基期值,最近年,最近值,目标年,目标值
甲,越高越好,2015,0,2020,47.5,2025,100
乙,越低越好,2015,100,2020,80,2025,0
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chinese_table_is_read_as_a_chinese_program_saves_it(run: Runner, encoding: str) -> None:
    output = run(CHINESE.encode(encoding), lang="zh")
    assert (output.code, output.errors) == (OK, "")
    assert [(row["指标"], row["结论代码"], row["结论"]) for row in output.rows] == [
        ("甲", "on_track", "进度正常"),
        ("乙", "far_behind", "严重滞后"),
    ]


GERMAN = "series;2015;2020;2025;target;target_year\nA;{};2.000;{};4.000;2030\n"


@pytest.mark.parametrize(
    ("written", "rest", "found"), [("1.000", "3.500", "1.000"), ("1.000,5", "3.5", "1.000,5"), ("12,5", "3.5", "12,5")]
)
def test_which_sign_stands_before_decimals_is_asked_where_a_file_leaves_it_open(
    run: Runner, written: str, rest: str, found: str
) -> None:
    refused = run(GERMAN.format(written, rest), "--better", "higher")
    assert refused.code == FAILED
    assert f"“{found}”" in refused.errors
    assert "--decimal comma" in refused.errors


def test_a_comma_or_a_point_before_decimals_may_be_said(run: Runner) -> None:
    """From 1,000.5 to 3,500 of 4,000 is quick enough; from 1 to 3.5 of 4 is just the same."""
    output = run(GERMAN.format("1.000,5", "3.500"), "--better", "higher", "--decimal", "comma")
    assert (output.code, output.outcomes, output.rows[0]["2015"]) == (OK, ["on_track"], "1000.5")
    output = run(GERMAN.format("1.000", "3.500"), "--better", "higher", "--decimal", "point")
    assert (output.code, output.outcomes, output.rows[0]["2025"]) == (OK, ["on_track"], "3.500")
    output = run(GERMAN.format("1.000", "3.50"), "--better", "higher")
    assert output.code == OK  # 3.50 says what the points are


def test_a_western_encoding_is_named(run: Runner) -> None:
    output = run("series,2015,2020,target,target_year\nSchüler,1,2,4,2030\n".encode("cp1252"), "--better", "higher")
    assert (output.rows[0]["series"], "Windows-1252" in output.errors) == ("Schüler", True)


def test_digits_that_a_spreadsheet_cut_are_asked_for(run: Runner) -> None:
    output = run("series,2015,2020,target,target_year\nA,9.45E+06,1e7,2e7,2030\n", "--better", "higher")
    assert "“9.45E+06” is what a spreadsheet shows in a narrow column" in output.errors


def test_a_chinese_table_of_one_year_a_row(run: Runner) -> None:
    output = run("序列,年份,数值,方向,目标值,目标年\n甲,2015,0,越高越好,100,2025\n甲,2020,47.5,,,\n".encode("gb18030"))
    assert (output.code, output.outcomes) == (OK, ["on_track"])


@pytest.mark.parametrize(
    ("written", "outcome"),
    [("higher", "met"), ("1", "met"), ("1.0", "met"), ("lower", "moving_away"), ("-1", "moving_away")],
)
def test_the_direction_may_be_a_word_or_a_sign(run: Runner, written: str, outcome: str) -> None:
    """From 0 to 100 with a goal of 50: reached where more is better; where less is, the base was better than that."""
    assert run(WIDE + f"A,{written},2015,0,2020,100,2025,50\n").outcomes == [outcome]


@pytest.mark.parametrize(("kind", "outcome"), [("dated", "sun"), ("constant", "cloud"), ("directional", "sun")])
def test_a_target_is_for_its_year_or_for_every_year_or_there_is_a_direction_only(
    run: Runner, kind: str, outcome: str
) -> None:
    """Falling by 10 a year from 100 to 60, towards 20: there by 2024, not yet there this year, in the right way."""
    output = run(
        "series,better,kind,target,target_year,yr1,v1,yr2,v2,yr3,v3,yr4,v4,yr5,v5\n"
        + f"A,lower,{kind},20,2024,2016,100,2017,90,2018,80,2019,70,2020,60\n",
        "--rule",
        "weather",
    )
    assert (output.code, output.outcomes) == (OK, [outcome])


def test_where_only_the_direction_counts_the_target_is_not_read(run: Runner) -> None:
    """At 60 the goal of 80 would be reached and the last turn upwards forgiven; by direction alone it is not."""
    table = "series,better,kind,target,target_year,yr1,v1,yr2,v2,yr3,v3,yr4,v4\nA,lower,{},80,,{}\n"
    points = "2016,100,2017,80,2018,50,2019,60"
    assert run(table.format("constant", points), "--rule", "weather").outcomes == ["sun"]
    assert run(table.format("directional", points), "--rule", "weather").outcomes == ["sun_cloud"]


@pytest.mark.parametrize("unit", ["share", "ratio", "比重", "比例"])
def test_a_share_lies_between_nothing_and_everything(run: Runner, unit: str) -> None:
    table = WIDE.strip() + ",unit\nA,higher,2015,0.2,2020,{value},2025,0.6," + unit + "\n"
    assert run(table.format(value="0.4")).outcomes == ["on_track"]
    output = run(table.format(value="40"))
    assert output.code == FAILED
    assert output.rows[0]["outcome"] == ""
    assert output.errors.startswith("table.csv, line 2: Value: 40 lies outside 0 to 1;")
    assert run(table.format(value="40").replace(unit, "persons")).outcomes == ["met"]


@pytest.mark.parametrize("unit", ["%", "percent", "百分比"])
def test_a_percentage_lies_between_0_and_100(run: Runner, unit: str) -> None:
    table = WIDE.strip() + ",unit\nA,higher,2015,20,2020,{value},2025,60," + unit + "\n"
    assert run(table.format(value="40")).outcomes == ["on_track"]
    output = run(table.format(value="100.5"))
    assert (output.code, output.rows[0]["outcome"]) == (FAILED, "")
    assert output.errors.startswith("table.csv, line 2: Value: 100.5 lies outside 0 to 100;")


def test_the_target_of_a_share_is_a_share_too(run: Runner) -> None:
    """60 for 60 % would make every share far behind."""
    output = run(WIDE.strip() + ",unit\nA,higher,2015,0.2,2020,0.4,2025,60,share\n")
    assert (output.code, output.rows[0]["outcome"]) == (FAILED, "")
    assert output.errors.startswith("table.csv, line 2: ")
    assert "60" in output.errors


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_table_can_be_asked_for(run: Runner, rule: str) -> None:
    output = run(WIDE + "A,higher,2015,100,2020,150,2025,200\n", "--rule", rule)
    assert output.code == OK
    assert output.rows[0]["judged by"] == rule
    assert output.outcomes[0] in RULES[rule].outcomes
    assert output.rows[0]["in words"] not in ("", output.outcomes[0])


def test_after_the_due_date_only_the_target_year_counts(run: Runner) -> None:
    table = (
        WIDE
        + "reached,higher,2015,0,2025,100,2025,100\n"
        + "short,higher,2015,0,2025,99,2025,100\n"
        + "not published,higher,2015,0,2024,120,2025,100\n"
    )
    assert run(table, "--due-passed").outcomes == ["met", "missed", "not_published"]
    assert run(table).outcomes == ["met", "on_track", "met"]


def test_unless_said_otherwise_the_due_date_has_not_passed(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(WIDE + "a,higher,2020,100,2025,197,2025,200\n", encoding="utf-8")
    (one,) = judge_table(table, "linear")[1]
    assert one.result is not None
    assert one.result.outcome == "on_track"  # 97 % of the way; afterwards it would be missed


# Published sets


@pytest.mark.parametrize(
    ("file", "rule", "column", "agreed", "compared", "code"),
    [
        ("statcan_sdg_progress.csv", "statcan", "status", 135, 135, OK),
        ("dns_weather.csv", "weather", "rule_symbol", 161, 161, OK),
        ("dns_weather.csv", "weather", "published_symbol", 155, 161, FAILED),
    ],
)
def test_the_published_sets_are_reproduced_from_the_command_line(
    run: Runner, file: str, rule: str, column: str, agreed: int, compared: int, code: int
) -> None:
    output = run.on(REFERENCE / file, "--rule", rule, "--against", column)
    assert output.errors == f"Compared with the column “{column}”: {agreed} of {compared} rows agree.\n"
    assert output.code == code
    assert len(output.rows) == compared


def test_the_weather_symbols_marked_reproducible_are_all_reproduced(run: Runner) -> None:
    output = run.on(REFERENCE / "dns_weather.csv", "--rule", "weather")
    marked = [row for row in output.rows if row["reproducible"] == "1"]
    assert len(marked) == 155
    assert [row["name"] for row in marked if row["outcome"] != row["published_symbol"]] == []


def test_the_published_measures_and_scores_are_reproduced(run: Runner) -> None:
    output = run.on(REFERENCE / "statcan_sdg_progress.csv", "--rule", "statcan")
    for ours, theirs in (("measure", "progress_value"), ("measured score", "score")):
        known = [(float(row[ours]), float(row[theirs])) for row in output.rows if row[theirs] and row[ours]]
        assert len(known) > 100
        assert [pair[0] for pair in known] == pytest.approx([pair[1] for pair in known], abs=1e-3)


def test_rows_that_differ_from_the_compared_column_are_counted_and_end_the_run_with_a_fault(run: Runner) -> None:
    table = WIDE.strip() + ",theirs\nA,higher,2015,0,2020,50,2025,100,{}\nB,higher,2015,0,2020,50,2025,100,{}\n"
    same = run(table.format("on_track", ""), "--against", "theirs")
    assert (same.code, same.errors) == (OK, "Compared with the column “theirs”: 1 of 1 row agrees.\n")
    other = run(table.format("on_track", "lagging"), "--against", "theirs", lang="zh")
    assert (other.code, other.errors) == (FAILED, "与“theirs”列比较：2行中1行一致。\n")
    unknown = run(table, "--against", "ours")
    assert (unknown.code, unknown.rows) == (MISUSED, [])
    assert unknown.errors == "table.csv has no column “ours”; check its name.\n"


# Files that are no such table


@pytest.mark.parametrize(
    ("table", "english", "chinese"),
    [
        (
            "series,year,value,target\nA,2020,1,2\n",
            "table.csv has no column for the direction (better / direction / 方向); add one with higher or lower",
            "table.csv 没有说明方向的列",
        ),
        ("series,better\nA,higher\n", "No values in table.csv could be read: it needs year", "找不到数值"),
        (
            "better,year,value\nhigher,2020,1\n",
            "table.csv has one year a row and needs a column that names",
            "序列名称",
        ),
        ("", "table.csv is empty; check whether it is the right file.", "table.csv 是空的"),
        ("\n \n,,\n", "table.csv is empty; check whether it is the right file.", "table.csv 是空的"),
        (
            "series,value,better,value\nA,1,higher,2\n",
            "table.csv has the column “value” twice; rename or remove one.",
            "“value”",
        ),
        (b"a\x00b,1\n", "table.csv is not a CSV text file; save it as CSV and try again.", "不是 CSV 文本表格"),
        (b"series,better\n\xff\xff\xff", "table.csv is not a CSV text file; save it as CSV and try again.", "不是 CSV"),
        (WIDE, "table.csv is empty; check whether it is the right file.", "table.csv 是空的"),
    ],
)
def test_a_file_that_is_no_such_table_is_told_in_one_sentence(
    run: Runner, table: str | bytes, english: str, chinese: str
) -> None:
    for lang, sentence in (("en", english), ("zh", chinese)):
        output = run(table, lang=lang)
        assert (output.code, output.rows) == (FAILED, [])
        assert sentence in output.errors
        assert output.errors.count("\n") == 1
    with pytest.raises(TableError):
        read_table(run.file)


def test_a_file_that_is_not_there_is_one_sentence(run: Runner, tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere.csv", tmp_path):
        output = run.on(place)
        assert output.code == FAILED
        assert place.name in output.errors
        assert output.errors.count("\n") == 1
        assert str(tmp_path) + "/" not in output.errors


# Faults within a table


@pytest.mark.parametrize(
    ("table", "line", "english", "chinese"),
    [
        (
            WIDE + "A,higher,2015,many,2020,5,2025,9\n",
            2,
            "Value: “many” is not a number; write a number.",
            "“many”不是数字",
        ),
        (
            WIDE + "A,higher,2015,40%,2020,5,2025,9\n",
            2,
            "Value: “40%” is a percentage, but other figures of the series are not;",
            "“40%”是百分数",
        ),
        (WIDE + "A,higher,2015,1,2020,5,2025,many\n", 2, "“many”", "“many”不是数字"),
        (WIDE + "A,higher,2015,1,2020,1e999,2025,9\n", 2, "infinite; check the source.", "无穷大"),
        (WIDE + "A,higher,2015,1,2020,5,2025,inf\n", 2, "infinite; check the source.", "无穷大"),
        (WIDE + "A,higher,2015,1,2015,5,2025,9\n", 2, "each year has one value.", "每年只能有一个数值"),
        (
            WIDE + "A,higher,2020,1,2015,5,2025,9\n",
            2,
            "2015 comes after 2020; put the years in order.",
            "2015排在2020之后",
        ),
        (WIDE + "A,higher,2015,1,2020,5,2015,9\n", 2, "target year 2015 is not after the base year 2015", "不晚于基期"),
        (WIDE + "A,up,2015,1,2020,5,2025,9\n", 2, "The direction “up” is unknown; write higher or lower.", "“up”"),
        (WIDE + "A,,2015,1,2020,5,2025,9\n", 2, "The direction “” is unknown; write higher or lower.", "“”"),
        (WIDE + "A,higher,2015.5,1,2020,5,2025,9\n", 2, "“2015.5” is not a year; write four digits.", "四位整数"),
        (
            LONG + "A,2015,1,higher,9,2025\nA,2016,y,,,\n",
            3,
            "Value: “y” is not a number; write a number.",
            "“y”不是数字",
        ),
        (LONG + "A,2015,1,higher,9,2025\n\n\nA,2015,2,,,\n", 5, "each year has one value.", "每年只能有一个数值"),
        (LONG + "A,2015,1,higher,9,2025\nA,2016,-inf,,,\n", 3, "Value: infinite; check the source.", "无穷大"),
    ],
)
def test_a_fault_is_one_sentence_with_the_line_of_the_file(
    run: Runner, table: str, line: int, english: str, chinese: str
) -> None:
    for lang, sentence, place in (("en", english, f"table.csv, line {line}: "), ("zh", chinese, f"第{line}行：")):
        output = run(table, lang=lang)
        assert output.code == FAILED
        assert place in output.errors
        assert sentence in output.errors
        assert output.errors.count("\n") == 1
        (row,) = output.rows
        assert sentence in list(row.values())[-1]
        assert (row["结论代码" if lang == "zh" else "outcome"], row["依据数值" if lang == "zh" else "measure"]) == (
            "",
            "",
        )


def test_a_faulty_series_does_not_stop_the_others(run: Runner) -> None:
    output = run(WIDE + "A,higher,2015,y,2020,5,2025,9\nB,higher,2015,0,2020,50,2025,100\nC,up,2015,0,2020,5,2025,9\n")
    assert (output.code, output.outcomes) == (FAILED, ["", "on_track", ""])
    assert [line.split(":")[0] for line in output.errors.splitlines()] == ["table.csv, line 2", "table.csv, line 4"]
    assert [row["why"] in output.errors for row in output.rows] == [True, False, True]


def test_a_year_that_was_left_out_is_not_called_none(run: Runner) -> None:
    output = run(LONG + "A,2015,1,higher,9,2025\nA,,2,,,\n")
    assert output.code == FAILED
    assert output.errors.startswith("table.csv, line 3: ")
    assert "None" not in output.errors


def test_a_row_with_more_cells_than_the_header_is_a_fault(run: Runner) -> None:
    """1,234 without quotation marks is two cells, and the value would be 1."""
    output = run("better,target,target_year,series,year,value\nhigher,2000,2025,A,2015,1,234\nhigher,,,A,2020,1,800\n")
    assert (output.code, output.out) == (FAILED, "")
    assert output.errors.startswith("table.csv, line 2 has more cells than the header;")


def test_a_decimal_comma_is_not_taken_for_a_group_of_thousands(run: Runner) -> None:
    """1,5 is one and a half in half of Europe and never fifteen."""
    table = WIDE + 'A,higher,2015,"1,5",2020,"2,5",2025,"3,5"\n'
    refused = run(table)
    assert (refused.code, "“1,5”" in refused.errors, "--decimal comma" in refused.errors) == (FAILED, True, True)
    output = run(table, "--decimal", "comma")
    assert (output.code, output.outcomes, float(output.rows[0]["measure"])) == (OK, ["on_track"], 1)


def test_two_rows_that_disagree_about_the_target_are_a_fault(run: Runner) -> None:
    output = run(LONG + "A,2015,0,higher,100,2025\nA,2020,50,higher,200,2025\n")
    assert (output.code, output.out) == (FAILED, "")
    assert output.errors == (
        "table.csv, line 3: the series “A” has 200 for “target” but 100 further up; make them agree.\n"
    )


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_cells_may_be_separated_as_another_country_does(run: Runner, delimiter: str) -> None:
    output = run((WIDE + "A,higher,2015,0,2020,47.5,2025,100\n").replace(",", delimiter))
    assert (output.code, output.outcomes, output.errors) == (OK, ["on_track"], "")


def test_a_day_in_place_of_a_year_is_refused(run: Runner) -> None:
    output = run(WIDE + "A,higher,20150901,1,20200901,5,20251231,9\n")
    assert (output.code, output.outcomes) == (FAILED, [""])
    assert "20150901" in output.errors


def test_two_columns_that_differ_in_capitals_only_are_one_column_twice(run: Runner) -> None:
    output = run("series,better,year,value,Value\nA,higher,2015,1,2\n")
    assert (output.code, output.rows) == (FAILED, [])
    assert "alue” twice" in output.errors


def test_the_one_column_of_numbers_behind_the_year_is_that_of_the_values(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("series,year,remark,places\na,2020,new,10\na,2021,-,12\n", encoding="utf-8")
    layout, _ = find_layout(file)
    assert layout.columns["value"] == "places"
    file.write_text("series,year,seats,places\na,2020,,10\na,2021,3,12\n", encoding="utf-8")
    with pytest.raises(TableError, match="which_value") as caught:
        find_layout(file)
    assert (caught.value.values["choices"], caught.value.values["example"]) == ("seats, places", "seats")


@pytest.mark.parametrize(
    "flags", ["flag,flag,flag", "Flags 2020,Flags 2021,Flags 2022", "标识,标识,标识", ",,", "2020_note,x,状态"]
)
def test_a_column_of_flags_may_follow_each_year(run: Runner, flags: str) -> None:
    """Of 100 to go in 10 years, 47.5 after 5 are on track; the flags are no values."""
    first, second, third = flags.split(",")
    second = "2021_status" if second == "x" else second
    header = f"name,better,target,target_year,2015,{first},2018,{second},2020,{third}\n"
    output = run(header + "A,higher,100,2025,0,b,:,c,47.5,\nB,higher,100,2025,0,,20,p,30,e\n")
    assert (output.code, output.outcomes) == (OK, ["on_track", "lagging"])


def test_figures_behind_a_year_are_no_flags(run: Runner) -> None:
    output = run("name,better,target,target_year,2015,schools,2020,schools\nA,higher,100,2025,0,1,50,2\n")
    assert (output.code, output.rows) == (FAILED, [])


def test_series_may_stand_side_by_side_with_time_going_down(run: Runner) -> None:
    output = run(
        "Time,Time Code,Places [A.1],Teachers [B.2]\n2015,YR2015,0,0\n2018,YR2018,..,20\n2020,YR2020,47.5,30\n",
        *("--better", "higher", "--target", "100", "--target-year", "2025"),
    )
    assert (output.code, output.outcomes, output.errors) == (OK, ["on_track", "lagging"], "")
    assert [row["series"] for row in output.rows] == ["Places [A.1]", "Teachers [B.2]"]
    assert [row["Time"] for row in output.rows] == ["2020", "2020"]


def test_of_series_side_by_side_a_row_that_stands_twice_is_a_fault(run: Runner) -> None:
    output = run(
        "year,a,b\n2015,0,1\n2016,1,2\n2016,5,2\n", "--better", "higher", "--target", "9", "--target-year", "2025"
    )
    assert output.code == FAILED
    assert "2016" in output.errors


def test_columns_without_a_name_keep_their_cells(run: Runner) -> None:
    output = run(WIDE.strip() + ",,\nA,higher,2015,0,2020,50,2025,100,left,right\n")
    assert (output.code, output.errors) == (OK, "")
    assert ",100,left,right,linear,on_track," in output.out


def test_an_unknown_rule_is_refused_before_the_file_is_read(run: Runner, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(WIDE, "--rule", "astrology")
    assert ended.value.code == MISUSED
    with pytest.raises(SeriesError):
        judge_table(tmp_path / "nowhere.csv", "astrology")


def test_flags_right_behind_the_first_years_are_no_headings_of_their_own() -> None:
    assert names(("2015", "Flag", "2016", "Flag")) == ("2015", f"{UNNAMED}1", "2016", f"{UNNAMED}3")
    assert names(("Flag", "2015", "Flag")) == ("Flag", "2015", f"{UNNAMED}2")
