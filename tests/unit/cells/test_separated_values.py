"""Files of separated values: encoding, separator and rows, the same for returns and for tables of series."""

from __future__ import annotations

import pytest

from core.cells.separated import NotSeparatedError, decoded, is_encoding_open, separated_rows, separator_of


def values(text: str) -> list[list[str]]:
    return [row.values for row in separated_rows(text)]


def test_a_byte_order_mark_is_no_part_of_the_text_even_twice() -> None:
    assert decoded("\ufeff\ufeff单位".encode()) == ("单位", "utf-8-sig")
    assert decoded("\ufeff单位".encode("utf-16")) == ("单位", "utf-16")


def test_rows_and_lines_are_counted_apart() -> None:
    rows = list(separated_rows('a,"b\nc"\n\nd,e\n'))
    assert [(row.number, row.line, row.values) for row in rows] == [
        (1, 2, ["a", "b\nc"]),
        (2, 3, []),
        (3, 4, ["d", "e"]),
    ]


def test_a_first_line_may_name_the_separator() -> None:
    rows = list(separated_rows("sep=;\r\na,1;b\r\n"))
    assert [(row.number, row.values) for row in rows] == [(2, ["a,1", "b"])]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("name;value\na;1,5\nb;2,5\n", ";"),  # a comma in every number
        ("name,value\nx;y,1\nz,2\n", ","),
        ("Data Source,WDI,\n\nLast Updated,2025,\n\na,b,2022,2023,\nx,y,1,2,\n", ","),
        ("a\tb,c\td\n1\t2\t3\n", "\t"),
        ('a,b\n"x;y;z","u;v;w"\n', ","),
        ("单位，数\n甲，1\n", "，"),
        ("alone\n", ","),
    ],
)
def test_the_separator_cuts_most_lines_evenly(text: str, separator: str) -> None:
    assert separator_of(text) == separator


@pytest.mark.parametrize(("content", "code"), [(b"a\x00b", "unknown_kind"), (b"\xff", "encoding")])
def test_what_is_no_text_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(NotSeparatedError) as refused:
        decoded(content)
    assert refused.value.code == code


@pytest.mark.parametrize("word", ["Schüler", "Café\n", "Größe", "Über, Männer, Ärzte", "São Tomé & Príncipe"])
def test_latin_letters_that_are_no_utf_8_are_western_european(word: str) -> None:
    assert decoded(f"series,2015\n{word},1\n".encode("cp1252")) == (f"series,2015\n{word},1\n", "cp1252")


@pytest.mark.parametrize("word", ["学校", "A校,B校", "示例中职学校A", "é", "镕a堃b", "第1学校"])
def test_chinese_words_are_not_taken_for_western_ones(word: str) -> None:
    assert decoded(f"单位,2015\n{word},1\n".encode("gb18030"))[1] == "gb18030"


@pytest.mark.parametrize("sign", ['"', "\r"])
def test_a_sign_that_cannot_separate_cells_is_not_taken_for_the_separator(sign: str) -> None:
    assert separator_of(f"sep={sign}\r\na,b\r\nc,d\r\n") == ","


def test_the_sign_that_the_first_line_names_is_the_separator() -> None:
    assert separator_of("sep=|\na,b|c\n") == "|"


def test_the_row_of_a_misplaced_quote_is_named() -> None:
    with pytest.raises(NotSeparatedError) as refused:
        values('a,b\n"c"d,e\n')
    assert (refused.value.code, refused.value.row) == ("bad_csv", 2)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("指標,2015\n專任教師,5", "cp950"),
        ("指标,2015\n专任教师,5", "gb18030"),
        ("Budget €,5", "cp1252"),
        ("€5", "cp1252"),
    ],
)
def test_the_encoding_of_a_text_is_told_by_its_words(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == (text, encoding)


def test_a_line_that_is_too_long_is_called_so() -> None:
    with pytest.raises(NotSeparatedError) as error:
        list(separated_rows("5" * 3_000_001))
    assert (error.value.code, error.value.row) == ("long_line", 1)


@pytest.mark.parametrize(
    ("text", "encoding", "read_as", "is_open"),
    [
        ("師", "cp950", "cp950", False),
        ("A級", "cp950", "cp950", False),
        ("人", "cp950", "cp950", False),
        ("台灣", "cp950", "cp950", False),
        ("師", "gb18030", "gb18030", False),
        ("學", "cp950", "gb18030", True),  # 厩, as common a sign
        ("专任教师数", "gb18030", "gb18030", False),
        ("Élève", "cp1252", "cp1252", False),
        ("Schüler", "cp1252", "cp1252", False),
    ],
)
def test_one_chinese_sign_says_the_encoding_or_leaves_it_open(
    text: str, encoding: str, read_as: str, is_open: bool
) -> None:
    content = f"series,2015\n{text},5\n".encode(encoding)
    assert decoded(content)[1] == read_as
    assert (read_as == "gb18030" and is_encoding_open(content)) is is_open


def test_a_cell_that_is_too_long_is_no_broken_quotation() -> None:
    with pytest.raises(NotSeparatedError) as refused:
        list(separated_rows(f"a,b\n{'x' * 131_073},1\n"))
    assert (refused.value.code, refused.value.row) == ("long_line", 2)


def test_a_short_form_in_big5_is_no_gb18030() -> None:
    head = "單位代碼,單位名稱,辦學性質,學段類型,專業大類,年份,招生數（人）,在校生數（人）,畢業生數（人）,數據性質\n"
    text = head + "500110-sv-a,示例中職學校A,公辦,中職,64 土木建築,2026,80,219,65,填報（已審核）\n"
    assert decoded(text.encode("big5")) == (text, "cp950")
    simplified = "单位代码,单位名称,办学性质,年份,在校生数（人）\n500110-sv-a,示例中职学校A,公办,2026,219\n"
    assert decoded(simplified.encode("gb18030")) == (simplified, "gb18030")
