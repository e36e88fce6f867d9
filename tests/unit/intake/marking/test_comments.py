"""Comments of a sheet: those it has stay, ours are put behind them and found again, each with a box of its size."""

from __future__ import annotations

import pytest

from core.intake.marking.comments import EMPTY_SHAPES, SheetComments, empty_comments
from core.intake.marking.marks import CommentAuthor
from core.intake.workbook.references import CellAt

AUTHOR = CommentAuthor("checker & co", frozenset({"checker & co", "old checker"}))
A1, B2, C7 = (1, 0), (2, 1), (7, 2)
RED_RUN = '<r><rPr><sz val="9"/><color rgb="FFC00000"/></rPr><t xml:space="preserve">{}</t></r>'
OWN_RUN = '<r><t xml:space="preserve">{}</t></r>'
NO_SHAPES = b"<xml></xml>"


def comments_xml(comments: str, authors: str = "<author>clerk</author><author>old checker</author>") -> bytes:
    return f"<comments><authors>{authors}</authors><commentList>{comments}</commentList></comments>".encode()


def comment(cell: str, text: str, author: str = "0") -> str:
    return f'<comment ref="{cell}" authorId="{author}"><text>{text}</text></comment>'


def written(comments: bytes, texts: dict[CellAt, str]) -> str:
    return SheetComments(comments, NO_SHAPES, AUTHOR).write(texts)[0].decode()


def list_of(comments: bytes, texts: dict[CellAt, str]) -> str:
    """What the list of comments holds afterwards."""
    return written(comments, texts).partition("<commentList>")[2].partition("</commentList>")[0]


def test_a_sheet_without_comments_gets_ours_signed_by_us() -> None:
    assert written(empty_comments("main"), {B2: "wrong <1>", (10, 26): "odd"}) == (
        '<comments xmlns="main"><authors><author>checker &amp; co</author></authors><commentList>'
        f'<comment ref="B2" authorId="0"><text>{RED_RUN.format("wrong &lt;1&gt;")}</text></comment>'
        f'<comment ref="AA10" authorId="0"><text>{RED_RUN.format("odd")}</text></comment></commentList></comments>'
    )


def test_a_comment_of_the_file_stands_before_ours_and_another_one_stays() -> None:
    before = comments_xml(comment("A1", "<r><rPr><b/></rPr><t>see &amp; </t></r><r><t>ask</t></r>") + comment("C7", ""))
    assert written(before, {A1: "wrong", B2: "odd"}) == (
        "<comments><authors><author>clerk</author><author>old checker</author><author>checker &amp; co</author>"
        "</authors><commentList>"
        '<comment ref="A1" authorId="0"><text>'
        f"{OWN_RUN.format('see &amp; ask' + chr(10))}{RED_RUN.format('wrong')}</text></comment>"
        f"{comment('C7', '')}"
        f'<comment ref="B2" authorId="2"><text>{RED_RUN.format("odd")}</text></comment></commentList></comments>'
    )


def test_nobody_signs_anew_when_only_comments_of_the_file_are_written_to() -> None:
    after = written(comments_xml(comment("A1", "")), {A1: "wrong"})
    assert after == comments_xml(comment("A1", RED_RUN.format("wrong"))).decode()


@pytest.mark.parametrize(
    ("before", "author", "after"),
    [
        # by its colour, whoever signed it
        (OWN_RUN.format("mine\n") + RED_RUN.format("wrong"), "0", OWN_RUN.format("mine")),
        (RED_RUN.format("wrong"), "0", None),
        # by who signed it, whatever its colour
        ("<r><t>mine</t></r>" + RED_RUN.format("wrong"), "1", OWN_RUN.format("mine")),
        ("<t>wrong</t>", "1", None),
        ("", "1", None),
    ],
)
def test_an_earlier_text_of_ours_is_known_again_and_taken_off(before: str, author: str, after: str | None) -> None:
    own = comment("C7", "<t>stays</t>")
    file = comments_xml(comment("A1", before, author) + own)
    assert SheetComments(file, NO_SHAPES, AUTHOR).marked_cells() == {A1}
    assert list_of(file, {}) == ("" if after is None else comment("A1", after, author)) + own


@pytest.mark.parametrize("author", ["0", "2", "3", "-1", "x", ""])
def test_a_comment_of_somebody_else_or_nobody_is_none_of_ours(author: str) -> None:
    file = comments_xml(comment("A1", "<t>see</t>", author), "<author>clerk</author><author>checker</author>")
    assert SheetComments(file, NO_SHAPES, AUTHOR).marked_cells() == set()
    assert list_of(file, {}) == comment("A1", "<t>see</t>", author)


def test_an_earlier_text_of_ours_gives_way_to_the_new_one() -> None:
    file = comments_xml(
        comment("A1", OWN_RUN.format("mine\n") + RED_RUN.format("old")) + comment("B2", "<t>o</t>", "1")
    )
    assert list_of(file, {A1: "new", B2: "newer"}) == (
        comment("A1", OWN_RUN.format("mine\n") + RED_RUN.format("new")) + comment("B2", RED_RUN.format("newer"), "1")
    )


def test_an_author_whose_name_is_escaped_is_known_again() -> None:
    file = comments_xml(comment("A1", "<t>old</t>"), "<author>checker &amp; co</author>")
    assert SheetComments(file, NO_SHAPES, AUTHOR).marked_cells() == {A1}


def test_a_conversation_is_left_alone_and_what_comes_after_it_is_written() -> None:
    file = comments_xml(comment("A1", "<t>threaded</t>"), "<author>tc={1}</author>")
    comments, boxes = SheetComments(file, NO_SHAPES, AUTHOR).write({A1: "wrong", B2: "odd"})
    assert comments.decode() == (
        "<comments><authors><author>tc={1}</author><author>checker &amp; co</author></authors><commentList>"
        f"{comment('A1', '<t>threaded</t>')}{comment('B2', RED_RUN.format('odd'), '1')}</commentList></comments>"
    )
    assert boxes.count(b"<v:shape ") == 1


def test_a_comment_for_no_cell_is_passed_over() -> None:
    file = comments_xml(comment("A0", "<t>nowhere</t>", "1") + comment("B2", "<t>old</t>", "1"))
    assert SheetComments(file, NO_SHAPES, AUTHOR).marked_cells() == {B2}


def test_a_comment_without_a_text_gets_one() -> None:
    bare = '<comment ref="A1" authorId="0"/>'
    assert list_of(comments_xml(bare), {A1: "wrong"}) == comment("A1", RED_RUN.format("wrong"))
    assert list_of(comments_xml(bare + comment("B2", "<t>see</t>")), {}) == bare + comment("B2", "<t>see</t>")


@pytest.mark.parametrize("lists", ["<authors/><commentList/>", "<authors></authors>", ""])
def test_comments_without_their_lists_get_them(lists: str) -> None:
    new = comment("A1", RED_RUN.format("wrong"))
    after = f"<authors><author>checker &amp; co</author></authors><commentList>{new}</commentList>"
    assert written(f"<comments>{lists}</comments>".encode(), {A1: "wrong"}) == f"<comments>{after}</comments>"


def test_new_elements_have_the_prefix_of_the_part() -> None:
    file = (
        "<x:comments><x:authors/><x:commentList>"
        '<x:comment ref="A1" authorId="0"><x:text><x:r><x:t>mine</x:t></x:r></x:text></x:comment>'
        "</x:commentList></x:comments>"
    )
    red = RED_RUN.replace("<", "<x:").replace("<x:/", "</x:")
    assert written(file.encode(), {A1: "wrong", B2: "odd"}) == (
        "<x:comments><x:authors><x:author>checker &amp; co</x:author></x:authors><x:commentList>"
        '<x:comment ref="A1" authorId="0"><x:text><x:r><x:t xml:space="preserve">mine\n</x:t></x:r>'
        f"{red.format('wrong')}</x:text></x:comment>"
        f'<x:comment ref="B2" authorId="0"><x:text>{red.format("odd")}</x:text></x:comment>'
        "</x:commentList></x:comments>"
    )


@pytest.mark.parametrize("length", [1_001, 32_761])
def test_a_long_comment_of_the_file_is_kept_beside_ours(length: int) -> None:
    assert list_of(comments_xml(comment("A1", f"<t>{'o' * length}</t>")), {A1: "wrong"}) == comment(
        "A1", OWN_RUN.format("o" * length + "\n") + RED_RUN.format("wrong")
    )


@pytest.mark.parametrize(
    ("length", "own", "ours"),
    [
        (32_762, "o" * 32_762, "wro…"),
        (32_765, "o" * 32_765, "…"),
        (32_766, "o" * 32_764 + "…", "…"),
    ],
)
def test_a_comment_holds_32767_characters_of_which_ours_gives_way(length: int, own: str, ours: str) -> None:
    assert list_of(comments_xml(comment("A1", f"<t>{'o' * length}</t>")), {A1: "wrong"}) == comment(
        "A1", OWN_RUN.format(own + "\n") + RED_RUN.format(ours)
    )


@pytest.mark.parametrize(("length", "kept"), [(19_999, 19_999), (20_000, 20_000), (20_001, 19_999), (30_000, 19_999)])
def test_a_long_text_of_ours_is_cut(length: int, kept: int) -> None:
    end = "" if kept == length else "…"
    assert list_of(comments_xml(comment("A1", "")), {A1: "w" * length}) == comment(
        "A1", RED_RUN.format("w" * kept + end)
    )


def test_the_drawing_of_a_sheet_without_any_gets_the_boxes_of_its_comments() -> None:
    boxes = SheetComments(empty_comments("main"), EMPTY_SHAPES, AUTHOR).write({A1: "wrong"})[1]
    assert boxes.startswith(EMPTY_SHAPES.removesuffix(b"</xml>") + b'<v:shape id="_x0000_s1025"')
    assert boxes.count(b"<v:shapetype ") == 1


@pytest.mark.parametrize(("before", "own"), [("", ""), ("mine\n", OWN_RUN.format("mine\n"))])
def test_a_text_of_ours_that_lost_its_colour_does_not_stand_twice(before: str, own: str) -> None:
    """A program that saves the file again may drop our colour and our name, and cut the text into several pieces."""
    text = f"<r><t>{before}about </t></r><r><t>64</t></r>"
    after = list_of(comments_xml(comment("B2", text), "<author> </author>"), {B2: "about 64"})
    assert after == comment("B2", own + RED_RUN.format("about 64"))


def test_boxes_that_never_end_are_kept_and_take_no_time() -> None:
    """Looking for the end of each took hours for a drawing of some megabytes."""
    box = b"<v:shape ><x:Row>1</x:Row><x:Column>1</x:Column></v:shape>"
    unfinished = b"<v:shape " * 200_000
    comments = SheetComments(comments_xml(comment("B2", RED_RUN.format("old"))), box + unfinished, AUTHOR)
    assert comments.write({})[1] == unfinished
