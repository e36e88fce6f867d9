"""CSV files become one sheet of texts: rows and columns in their places, separator and encoding told, bounds kept."""

from __future__ import annotations

import pytest

from core.intake.workbook.csv_file import read_csv
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind
from core.intake.workbook.grid import Book, Cell, Doubt, Grid, GridRow
from core.intake.workbook.limits import Limits
from core.intake.workbook.package import fingerprint


def rows_of(text: str, limits: Limits | None = None) -> dict[int, dict[int, str]]:
    """The texts by row and column."""
    (grid,) = read_csv(text.encode(), "fruit.csv", limits or Limits()).grids
    return {row.number: {column: str(cell.value) for column, cell in row.cells.items()} for row in grid.rows}


def error_of(content: bytes, limits: Limits | None = None) -> WorkbookError:
    with pytest.raises(WorkbookError) as error:
        read_csv(content, "fruit.csv", limits or Limits())
    return error.value


def test_the_whole_book() -> None:
    content = b"apple,,12\n\n ,\n=1+1, x \n"
    rows = (
        GridRow(1, {0: Cell("s", "apple"), 2: Cell("s", "12")}),
        GridRow(4, {0: Cell("s", "=1+1"), 1: Cell("s", " x ")}),
    )
    assert read_csv(content, "my.fruit.csv") == Book(
        "my.fruit.csv", (Grid("my.fruit", rows),), fingerprint(content), False, False, "utf-8", kind=FileKind.TEXT
    )


@pytest.mark.parametrize(("name", "sheet"), [("a.csv", "a"), ("a.b.csv", "a.b"), ("a", "a"), (".csv", ".csv")])
def test_the_sheet_is_called_like_the_file(name: str, sheet: str) -> None:
    assert read_csv(b"x", name).grids[0].name == sheet


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("苹果".encode(), "utf-8"),
        ("苹果".encode("utf-8-sig"), "utf-8-sig"),
        ("苹果".encode("gb18030"), "gb18030"),
        ("苹果".encode("utf-16"), "utf-16"),
        (b"\xff\xfe" + "苹果".encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + "苹果".encode("utf-16-be"), "utf-16"),
    ],
)
def test_the_encoding_is_told_by_the_bytes(content: bytes, encoding: str) -> None:
    book = read_csv(content, "a.csv")
    assert (book.encoding, book.grids[0].rows[0].cells) == (encoding, {0: Cell("s", "苹果")})


@pytest.mark.parametrize("content", [b"\xff\xff", b"\xff\xfe\x41", b"\xef\xbb\xbf\xb0\xa1"])
def test_bytes_of_no_encoding_are_refused(content: bytes) -> None:
    assert error_of(content).code == "encoding"


def test_a_text_with_zero_bytes_is_none() -> None:
    assert error_of(b"a\x00b").code == "zero_bytes"
    assert error_of(b"a,b\n1,2\n" + bytes(200)).code == "zero_bytes"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a;b", {0: "a", 1: "b"}),
        ("a\tb,c\nd\te", {0: "a", 1: "b,c"}),
        ("a，b", {0: "a", 1: "b"}),
        ("a|b", {0: "a", 1: "b"}),
        ("a b", {0: "a b"}),
        # as many lines with a semicolon as with a tab: the first of , tab ; ， | is meant
        ("a;b\tc", {0: "a;b", 1: "c"}),
        # lines count, not signs
        ("a;b;c;d,e\nf,g", {0: "a;b;c;d", 1: "e"}),
        # what comes after 20,000 signs does not count
        ("a" * 19_999 + ";b", {0: "a" * 19_999, 1: "b"}),
        ("a" * 20_000 + ";b", {0: "a" * 20_000 + ";b"}),
    ],
)
def test_the_separator_is_the_sign_in_most_of_the_first_lines(text: str, row: dict[int, str]) -> None:
    assert rows_of(text)[1] == row


def test_30_lines_decide_which_separator_it_is() -> None:
    commas, semicolons = "a;b,c\n" + "a,b\n" * 14, "a;b\n" * 14
    # 15 lines have a comma, 15 a semicolon, and the comma comes first
    assert rows_of(commas + semicolons + "x\n" + "a;b\n" * 9)[1] == {0: "a;b", 1: "c"}
    assert rows_of(commas + semicolons + "a;b\n" * 9)[1] == {0: "a", 1: "b,c"}


def test_the_row_of_an_unclosed_quote_is_named() -> None:
    error = error_of(b'a,b\n\n"c\nd')
    assert (error.code, error.values) == ("bad_csv", {"row": "3"})
    assert error_of(b'"a"b').values == {"row": "1"}


def test_the_bounds_are_inclusive() -> None:
    assert rows_of("a,b\n\nc,,d", Limits(cells=4, columns=3, text=1)) == {1: {0: "a", 1: "b"}, 3: {0: "c", 2: "d"}}
    assert rows_of("a,b, ,", Limits(columns=2)) == {1: {0: "a", 1: "b"}}


@pytest.mark.parametrize(
    ("limits", "code", "limit"),
    [
        (Limits(cells=3), "too_many_cells", "3"),
        (Limits(text=1), "long_text", "1"),
        (Limits(characters=4), "much_text", "4"),
    ],
)
def test_beyond_a_bound_the_file_is_refused(limits: Limits, code: str, limit: str) -> None:
    error = error_of(b"a,bb\nc,,d", limits)
    assert (error.code, error.values) == (code, {"limit": limit})


def test_what_lies_beyond_the_last_column_is_told_and_searched_but_not_read() -> None:
    book = read_csv(b"a,b\nc,,d,13812345678\ne,,,f", "a.csv", Limits(columns=2, characters=19))
    assert [row.cells for row in book.grids[0].rows] == [
        {0: Cell("s", "a"), 1: Cell("s", "b")},
        {0: Cell("s", "c")},
        {0: Cell("s", "e")},
    ]
    assert book.grids[0].beyond == (2, 2)
    assert [entry.text for entry in book.outside_texts] == ["d", "13812345678", "f"]


def test_a_text_that_many_cells_hold_counts_once() -> None:
    assert rows_of("abc,abc\nabc,ab", Limits(characters=5)) == {1: {0: "abc", 1: "abc"}, 2: {0: "abc", 1: "ab"}}


def test_points_that_may_stand_between_thousands_are_noted_in_files_with_semicolons() -> None:
    def doubts(text: str) -> list[str]:
        (grid,) = read_csv(text.encode(), "a.csv").grids
        return [cell.text for row in grid.rows for cell in row.cells.values() if cell.doubts == (Doubt("dotted"),)]

    assert doubts("a;b\n1.234;2.000\n64;1\n") == ["1.234", "2.000"]
    assert doubts("a;b\n1.234;2.5\n") == doubts("a,b\n1.234,2.000\n") == []
