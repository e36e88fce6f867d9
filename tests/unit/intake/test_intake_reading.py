"""Reading workbooks and CSV files as people send them: every cell is understood, or told with its place."""

from __future__ import annotations

import pytest

from core.intake.findings import IntakeError
from core.intake.reading.read_return import Reading, read_return
from tests.support.intake.small_demonstration import against, template, understood
from tests.support.intake_files import TEACHERS, changed, codes, line_of, told, values, workbook

A, B = "示例中职学校A", "示例中职学校B"


def teachers(*rows: tuple[object, ...], before: tuple[tuple[object, ...], ...] = ()) -> Reading:
    return understood(workbook([*before, TEACHERS, *rows]))


def test_a_plain_table_is_read_with_its_places() -> None:
    reading = teachers((A, "公办", 2026, 150, 95, 64))
    assert values(reading, "unit_id", "year", "measure", "value") == [
        ("500110-sv-a", 2026, "full_time", 150.0),
        ("500110-sv-a", 2026, "specialised", 95.0),
        ("500110-sv-a", 2026, "dual_qualified", 64.0),
    ]
    entry = reading.entries[2]
    assert (entry.sheet, entry.line, entry.cell) == ("表5 教师", 2, "F")
    assert (entry.row["source_file"], entry.row["source_sheet"], entry.row["source_row"]) == (
        "return.xlsx",
        "表5 教师",
        2,
    )
    assert entry.declared is None
    assert codes(reading.findings) == ["no_code", "measure_columns_missing"]


def test_numbers_as_people_type_them() -> None:
    reading = teachers((A, "公办", "2026-2027学年", "１，５００", "0.0095万", "64人"))
    assert values(reading, "year", "value") == [(2026, 1500.0), (2026, 95.0), (2026, 64.0)]
    assert told(reading.findings, "note")[1:] == [
        "表5 教师 第2行 C列：“2026-2027学年”理解为2026年9月1日的数；毕业生为当年夏季结束的学年。",
        "表5 教师 第2行 D列：“１，５００”理解为 1,500。",
        "表5 教师 第2行 E列：“0.0095万”理解为 95。",
        "表5 教师 第2行 F列：“64人”理解为 64。",
    ]


def test_titles_blank_lines_totals_and_notes_around_a_table() -> None:
    reading = teachers(
        (A, "公办", 2026, 150, 95, 64),
        (),
        (B, "公办", 2026, 160, 96, 60),
        ("合计", None, 2026, 310, 191, 124),
        ("注：专任教师不含外聘。",),
        ("填表人：职成科", None, None, None, "审核人："),
        before=(("綦江区中职学校教师情况表",), ("单位：人", None, "填报日期：2026年9月10日"), ()),
    )
    assert len(reading.entries) == 6
    (table,) = reading.tables
    assert (table.head, table.totals, table.ignored) == (4, 1, 2)
    assert told(reading.findings, "note")[1:] == ["表5 教师：第9、10行视为注释、重复的表头、计量单位或栏次，未导入。"]


def test_a_school_whose_name_begins_like_a_note_is_none() -> None:
    reading = teachers(("注册会计师学校", "公办", 2026, 1, 1, 1))
    assert codes(reading.findings, "hard") == ["unit_unknown"]


def test_a_total_that_is_not_the_sum_is_told() -> None:
    reading = teachers((A, "公办", 2026, 150, 95, 64), ("合计", None, None, 151, 95, 64))
    assert told(reading.findings, "hard") == [
        "表5 教师 第3行 D列：合计为 151，各行之和为 150；两者应当相等，请核对各行和合计。"
    ]


def test_subtotals_are_of_the_lines_above_them() -> None:
    reading = teachers(
        (A, "公办", 2025, 140, 90, 60),
        (A, "公办", 2026, 150, 95, 64),
        (f"{A}小计", None, None, 290, 185, 124),
        (B, "公办", 2026, 160, 96, 60),
        (f"{B}小计", None, None, 160, 96, 60),
        ("总计", None, None, 450, 281, 184),
    )
    assert len(reading.entries) == 9
    assert codes(reading.findings, "hard") == []


def test_merged_headings_and_merged_names_are_filled_in() -> None:
    content = workbook(
        [
            ("单位名称", "办学性质", "年份", "教师数", None, None),
            (None, None, None, "专任教师数", "专业课教师数", "双师型教师数"),
            (A, "公办", 2025, 146, 91, 60),
            (None, None, 2026, 150, 95, 64),
        ],
        merges=("A1:A2", "B1:B2", "C1:C2", "D1:F1", "A3:A4", "B3:B4"),
    )
    reading = understood(content)
    assert values(reading, "unit_id", "year", "value")[3:] == [("500110-sv-a", 2026, n) for n in (150.0, 95.0, 64.0)]


def test_a_name_that_is_only_left_out_is_not_guessed() -> None:
    reading = teachers((A, "公办", 2025, 146, 91, 60), (None, "公办", 2026, 150, 95, 64))
    assert told(reading.findings, "hard") == ["表5 教师 第3行 A列：缺少“单位名称”，请填写。"]


def test_the_unit_above_or_in_the_heading_is_converted_and_a_strange_one_refused() -> None:
    heads = ("单位名称", "办学性质", "学校类别", "年份", "仪器设备总值（万元）", "学校占地面积（平方米）")
    reading = understood(workbook([heads, (A, "公办", "一般类中职", 2026, 960.5, 98600)], "表6 办学条件"))
    assert values(reading, "measure", "value") == [("campus_area", 98_600.0), ("equipment_value", 9_605_000.0)]
    heads = ("单位名称", "办学性质", "学校类别", "年份", "仪器设备总值", "学校占地面积（亩）")
    reading = understood(
        workbook([("单位：万元",), heads, (A, "公办", "一般类中职", 2026, 960.5, 148)], "表6 办学条件")
    )
    assert ("equipment_value", 9_605_000.0) in values(reading, "measure", "value")
    assert told(reading.findings, "hard") == [
        "表6 办学条件 第2行 F列：计量单位“亩”与模板的“平方米”不同，无法换算；请把数换算为“平方米”，并改正表头。"
    ]


def test_a_heading_with_other_words_in_brackets_is_another_measure() -> None:
    reading = understood(workbook([(*TEACHERS, "双师型教师数（校外）"), (A, "公办", 2026, 150, 95, 64, 9)]))
    assert len(reading.entries) == 3
    assert codes(reading.findings, "soft") == ["column_not_known", "measure_columns_missing"]


def test_the_year_may_stand_in_the_title_only() -> None:
    heads = tuple(each for each in TEACHERS if each != "年份")
    reading = understood(workbook([("2026年中职学校教师情况",), heads, (A, "公办", 150, 95, 64)]))
    assert values(reading, "year", "value")[0] == (2026, 150.0)
    assert "year_from_title" in codes(reading.findings)
    reading = understood(workbook([("2025年与2026年教师情况",), heads, (A, "公办", 150, 95, 64)]))
    assert told(reading.findings, "hard") == ["表5 教师 第2行：缺少“年份”列；请按模板补上。"]


def test_what_the_release_knows_of_a_school_may_be_left_out() -> None:
    heads = tuple(each for each in TEACHERS if each != "办学性质")
    reading = understood(workbook([heads, ("示例中职学校D", 2026, 78, 45, 26)]))
    assert values(reading, "ownership")[0] == ("private",)


def test_reasons_stand_for_a_number_and_dashes_do_not() -> None:
    reading = teachers((A, "公办", 2026, "未报", "不适用", "—"))
    assert values(reading, "value", "symbol") == [(None, "not_reported"), (None, "not_applicable")]
    assert told(reading.findings, "hard") == [
        "表5 教师 第2行 F列：“—”分不清是零还是没有数；请填0，或填“未报”“不适用”“已抑制”“未发布”。"
    ]


def test_a_blank_cell_beside_filled_ones_is_kept_as_blank_not_as_zero() -> None:
    reading = teachers((A, "公办", 2026, 150, None, 64))
    assert [(entry.column, entry.cell) for entry in reading.blanks] == [("specialised", "E")]
    assert len(reading.entries) == 2


def test_schools_nobody_knows_misspelt_or_renamed_are_told() -> None:
    reading = teachers(
        ("示例中职学校Ａ", "公办", 2026, 1, 1, 1),
        ("示例中职学校", "公办", 2026, 1, 1, 1),
        ("綦江某校", "公办", 2026, 1, 1, 1),
    )
    assert len(reading.entries) == 3
    assert codes(reading.findings, "hard") == ["unit_near", "unit_unknown"]
    heads = ("单位代码", *TEACHERS)
    reading = understood(workbook([heads, ("500110-sv-a", "新名称学校", "公办", 2026, 1, 1, 1)]))
    assert told(reading.findings, "hard")[0].startswith(
        "表5 教师 第2行 B列：代码 500110-sv-a 的单位在名录中叫“示例中职学校A”，此处为“新名称学校”"
    )


@pytest.mark.slow
def test_hidden_rows_and_sheets_are_read_or_not_but_always_told() -> None:
    def hide(book: object) -> None:
        book["表5 教师"].row_dimensions[5].hidden = True  # type: ignore[index]
        book["表7 生源"].sheet_state = "hidden"  # type: ignore[index]

    reading = understood(changed(template(), hide))
    assert told(reading.findings, "soft") == [
        "表5 教师：第5行被隐藏或被筛选，其中的数据已照常读取；请取消隐藏和筛选后核对，属实请说明。"
    ]
    assert told(reading.findings, "hard")[0] == (
        "表7 生源：工作表被隐藏，未导入；请取消隐藏后重新上传，不需要的请删去。"
    )


@pytest.mark.slow
def test_a_sheet_of_the_template_that_is_gone_is_missed() -> None:
    reading = understood(changed(template(), lambda book: book.remove(book["表7 生源"])))
    assert told(reading.findings, "hard") == [
        "模板中的“生源”表不见了（原有33行）；请从原模板补回，或重新下载模板填写。"
    ]


@pytest.mark.slow
def test_a_new_school_is_entered_in_the_register_first() -> None:
    def enter(book: object) -> None:
        units, page = book["单位名录"], book["表5 教师"]  # type: ignore[index]
        row = units.max_row - 19
        for column, value in enumerate(("500110-sv-g", "示例中职学校G", None, "2026-09-01"), start=1):
            units.cell(row, column, value)
        row = line_of(template(), "表5 教师", B="示例中职学校A", D=2015) + 10
        for column, value in enumerate(("500110-sv-g", "示例中职学校G", "公办", 2026, 30, 18, 6), start=1):
            page.cell(row, column, value)

    reading = understood(changed(template(), enter))
    assert [entry[:2] for entry in reading.register.added] == [("500110-sv-g", "示例中职学校G")]
    new = [entry for entry in reading.entries if entry.row["unit_id"] == "500110-sv-g"]
    assert [entry.row["value"] for entry in new] == [30.0, 18.0, 6.0]


CSV = '单位名称,办学性质,年份,专任教师数,专业课教师数,双师型教师数\r\n示例中职学校A,公办,2026,"1,500",95,64\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_the_encodings_it_comes_in(encoding: str) -> None:
    reading = understood(CSV.encode(encoding), "表5 教师.csv")
    assert values(reading, "value", "source_sheet") == [(n, "表5 教师") for n in (1500.0, 95.0, 64.0)]


def test_a_csv_file_with_tabs_or_semicolons_is_read_too() -> None:
    for sign in ("\t", ";"):
        rows = [sign.join(TEACHERS), sign.join((A, "公办", "2026", "150", "95", "64"))]
        assert len(understood("\n".join(rows).encode(), "a.csv").entries) == 3


def test_an_unclosed_quote_in_a_csv_file_is_told_with_its_row() -> None:
    with pytest.raises(IntakeError) as refused:
        understood(CSV.encode() + b'"\xe7\xa4\xba,1\n', "a.csv")
    assert (refused.value.code, refused.value.values) == ("bad_csv", {"row": "3"})


def test_formulas_count_by_their_stored_result_only() -> None:
    reading = teachers((A, "公办", 2026, "=100+50", 95, 64))  # openpyxl stores no result
    assert told(reading.findings, "hard") == [
        "表5 教师 第2行 D列：公式没有保存结果，读不到数；请用表格软件打开，重新计算并保存后再上传。"
    ]


def test_a_file_with_personal_numbers_is_sent_back_whole() -> None:
    content = workbook([(*TEACHERS, "备注"), (A, "公办", 2026, 150, 95, 64, "张三13812345678")])
    reading = understood(content)
    assert reading.personal
    assert reading.entries == ()
    assert told(reading.findings) == [
        "表5 教师 第2行 G列：疑似手机号（138…78），整份文件退回；请删去个人信息后重新上传。"
    ]
    reading = understood(workbook([(*TEACHERS, "身份证号"), (A, "公办", 2026, 150, 95, 64, "略")]))
    assert codes(reading.findings, "hard") == ["personal_column"]


def test_a_school_in_the_template_of_another_is_refused() -> None:
    def swap(book: object) -> None:
        page = book["表5 教师"]  # type: ignore[index]
        page["A5"], page["B5"] = "500110-sv-b", "示例中职学校B"

    reading = understood(changed(template("500110-sv-a"), swap))
    assert set(codes(reading.findings, "hard")) == {"foreign_unit"}


def test_the_name_of_the_file_loses_its_path_and_what_cannot_be_printed() -> None:
    reading = read_return(CSV.encode(), "C:\\Users\\x\\教师\x00.csv", against())
    assert reading.name == "教师_.csv"
