"""Streams are put together from the sectors of a compound file as [MS-CFB] says, and broken files are damaged."""

from __future__ import annotations

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.other_kinds.compound_file import read_stream, stream_names
from tests.support.workbook_parts.binary_books import END, FREE, TABLE, container, entry, following

LAST = 0xFFFFFFFA
"""The first number that is no sector."""
ROOT = entry("Root Entry", 5, END, 0)


def stream_of(content: bytes, *names: str) -> bytes:
    return read_stream(content, *(names or ("Workbook",)))


def is_damaged(content: bytes, *names: str) -> bool:
    with pytest.raises(WorkbookError) as refused:
        stream_of(content, *names)
    return refused.value.code == "damaged"


def small(
    size: int = 1100, table: tuple[int, ...] = (TABLE, END, 4, END, 3), listed: bytes | None = None, shift: int = 9
) -> bytes:
    """Sector 0 is the table, 1 the directory, 2 → 4 → 3 the stream."""
    directory = ROOT + entry("a", 1, 0, 0) + entry("b", 2, 0, 0) + entry("Workbook", 2, 2, size)
    length = 1 << shift
    sectors = [
        following(*table, size=length),
        directory if listed is None else listed,
        b"A" * length,
        b"C" * length,
        b"B" * length,
    ]
    return container(sectors, tables=[0], directory=1, shift=shift)


def test_the_sectors_of_a_stream_are_read_in_the_order_of_their_chain() -> None:
    assert stream_of(small()) == b"A" * 512 + b"B" * 512 + b"C" * 76
    assert stream_of(small(3 * 512)) == b"A" * 512 + b"B" * 512 + b"C" * 512
    assert is_damaged(small(3 * 512 + 1))


def test_sectors_may_have_4096_bytes_and_no_other_size_than_that_or_512() -> None:
    assert stream_of(small(8200, shift=12)) == b"A" * 4096 + b"B" * 4096 + b"C" * 8
    assert is_damaged(small(shift=10))
    mini = bytearray(small())
    mini[32] = 9  # as large as the others
    assert stream_of(bytes(mini), "b") == b""
    mini[32] = 10
    assert is_damaged(bytes(mini))


def test_every_number_from_fffffffa_on_ends_a_chain() -> None:
    table = following(LAST, LAST, 3, LAST)
    directory = entry("Root Entry", 5, LAST, 0) + entry("Workbook", 2, 2, 700)
    content = container(
        [table, directory, b"A" * 512, b"B" * 512],
        tables=[0, LAST],
        directory=1,
        first_mini=LAST,
        first_list=LAST,
    )
    assert stream_of(content) == b"A" * 512 + b"B" * 188


def test_a_chain_that_leaves_the_table_is_damaged_and_one_in_a_circle_ends() -> None:
    assert is_damaged(small(table=(TABLE, END, 128, END, 3)))
    circle = (TABLE, END, 4, 2, 3)
    assert stream_of(small(5 * 512, circle)) == b"".join(letter * 512 for letter in (b"A", b"B", b"C", b"A", b"B"))
    assert len(stream_of(small(128 * 512, circle))) == 128 * 512
    assert is_damaged(small(128 * 512 + 1, circle))
    whole = container(
        [following(TABLE, END, *range(3, 128), END), ROOT + entry("Workbook", 2, 2, 126 * 512), *[b"A" * 512] * 126],
        tables=[0],
        directory=1,
    )
    assert stream_of(whole) == b"A" * 126 * 512


def with_mini_stream(size: int, smallest: int) -> bytes:
    """Mini sectors 2 → 0 → 1 of the root, whose sectors are 4 → 3; the big sectors of the stream begin with 2 as well.

    Sector 0 is the table, 1 the directory, 5 → 6 the table of mini sectors.
    """
    table = following(TABLE, END, 7, END, 3, 6, END, END)
    directory = entry("Root Entry", 5, 4, 1024) + entry("Workbook", 2, 2, size)
    mini = b"".join(bytes((97 + number,)) * 64 for number in range(16))  # aaa bbb ccc …
    sectors = [table, directory, b"X" * 512, mini[512:], mini[:512], following(1, END, 0), following(), b"Y" * 512]
    return container(sectors, tables=[0], directory=1, smallest=smallest, first_mini=5)


def test_a_stream_that_is_smaller_than_the_limit_lies_in_mini_sectors() -> None:
    assert stream_of(with_mini_stream(150, 151)) == b"c" * 64 + b"a" * 64 + b"b" * 22
    assert stream_of(with_mini_stream(150, 150)) == b"X" * 150
    assert stream_of(with_mini_stream(192, 4096)) == b"c" * 64 + b"a" * 64 + b"b" * 64
    assert is_damaged(with_mini_stream(193, 4096))


def test_mini_sectors_lie_in_the_chain_of_the_root() -> None:
    content = with_mini_stream(64, 4096).replace(following(1, END, 0), following(1, END, END))
    assert stream_of(content) == b"c" * 64
    far = bytearray(content)
    place = far.index("Workbook".encode("utf-16-le")) + 116
    far[place] = 9  # mini sector 9 of the second sector of the root
    assert stream_of(bytes(far).replace(following(1, END, END), following(*(END,) * 10))) == b"j" * 64


def test_the_table_goes_on_in_the_sectors_that_lists_name() -> None:
    # 109 tables stand in the header, here none of them; sector 0 names sector 2 at its last place but one, and the next
    # list, sector 1, which names sector 3. Their chains hold the sectors 0 to 127 and 128 to 255.
    sectors = [b""] * 250
    sectors[0] = following(*(FREE,) * 126, 2, 1)
    sectors[1] = following(3, *(FREE,) * 126, END)
    sectors[2] = following(TABLE, TABLE, TABLE, TABLE, 130)
    sectors[3] = following(END, END, 129)
    sectors[4] = ROOT + entry("a", 2, 0, 0) * 3
    sectors[130] = entry("Workbook", 2, 129, 500)
    sectors[129] = b"far away".ljust(512, b"!")
    content = container(sectors, tables=[], directory=4, first_list=0)
    assert stream_of(content) == b"far away".ljust(500, b"!")
    assert is_damaged(container(sectors[:100], tables=[], directory=4, first_list=0))
    sectors[1] = following(3, *(FREE,) * 126, 1)  # a list that follows itself
    assert stream_of(container(sectors, tables=[], directory=4, first_list=0)) == b"far away".ljust(500, b"!")


def test_no_more_tables_are_read_than_there_are_sectors() -> None:
    sectors = [following(*(FREE,) * 111), following(TABLE, TABLE, END, 4, END), ROOT + entry("Workbook", 2, 3, 520)]
    sectors += [b"A" * 512, b"B" * 512]
    # The file has five sectors and its header, so that six numbers of the list are read.
    fitting = container(sectors, tables=[LAST] * 5 + [1], directory=2)
    assert stream_of(fitting) == b"A" * 512 + b"B" * 8
    assert is_damaged(container(sectors, tables=[LAST] * 6 + [1], directory=2))


def test_a_file_that_is_cut_within_its_last_sector_gives_what_is_there() -> None:
    directory = ROOT + entry("a", 1, 0, 0) + entry("b", 2, 0, 0) + entry("Workbook", 2, 1, 0)
    content = container([following(TABLE, END, END), b"", directory], tables=[0], directory=2)
    assert stream_names(content) == ["Root Entry", "a", "b", "Workbook"]
    assert stream_names(content[:-1]) == ["Root Entry", "a", "b"]
    table_last = container([directory, following(END, END)], tables=[1], directory=0)
    assert stream_names(table_last[:-3]) == ["Root Entry", "a", "b", "Workbook"]


def test_names_end_where_their_length_says_and_are_31_characters_at_most() -> None:
    name = "abcdefghijklmnopqrstuvwxyz01234"
    listed = ROOT + entry("", 0, 0, 0, length=0) + entry(name + "5", 2, 0, 0, length=70) + entry("x", 2, 0, 0, length=1)
    assert stream_names(small(listed=listed)) == ["Root Entry", "", name, ""]
    assert stream_names(small()) == ["Root Entry", "a", "b", "Workbook"]


def test_the_first_stream_with_the_first_name_is_taken_in_whatever_letters() -> None:
    listed = (
        entry("Book", 2, 4, 600)
        + entry("WORKBOOK", 1, 3, 600)
        + entry("WorkBook", 2, 2, 5)
        + entry("Workbook", 2, 4, 5)
    )
    content = bytearray(small(listed=listed))
    assert stream_of(bytes(content), "Workbook", "Book") == b"AAAAA"
    assert stream_of(bytes(content), "none", "Book") == b"B" * 512 + b"C" * 88
    assert is_damaged(bytes(content), "none")


@pytest.mark.parametrize("size", [0, 31, 75, 400, 511])
def test_a_file_without_a_whole_header_is_damaged(size: int) -> None:
    assert is_damaged(small()[:size])
