"""The boxes of comments: one for each text of ours, beside its cell and as high as its text; others stay."""

from __future__ import annotations

import re

import pytest

from core.intake.marking.comments import EMPTY_SHAPES, SheetComments
from core.intake.marking.marks import CommentAuthor
from core.intake.workbook.references import CellAt

AUTHOR = CommentAuthor("checker", frozenset({"checker"}))
XML = re.findall(rb"<xml[^>]*>", EMPTY_SHAPES)[0].decode()
"""The beginning of a drawing that knows the words of the boxes."""
TYPE = re.findall(rb"<v:shapetype.*</v:shapetype>", EMPTY_SHAPES)[0].decode()
COMMENTS = (
    "<comments><authors><author>checker</author></authors><commentList>"
    '<comment ref="C7" authorId="0"><text><t>ours</t></text></comment></commentList></comments>'
)
"""With one comment of an earlier marking, in cell C7."""
OWN = COMMENTS.replace("<author>checker</author>", "<author>clerk</author>")


def shape(place: str, number: int = 1025) -> str:
    return f'<v:shape id="_x0000_s{number}" type="#_x0000_t202"><x:ClientData>{place}</x:ClientData></v:shape>'


def shapes_after(shapes: str, texts: dict[CellAt, str], comments: str = COMMENTS) -> str:
    return SheetComments(comments.encode(), shapes.encode(), AUTHOR).write(texts)[1].decode()


def new_box(at: CellAt, text: str, comments: str = COMMENTS) -> str:
    after = shapes_after(f"{XML}{TYPE}</xml>", {at: text}, comments)
    return after.removeprefix(f"{XML}{TYPE}").removesuffix("</xml>")


def test_the_whole_box_of_a_comment() -> None:
    # 2 lines of text are 24 + 2 * 14 = 52 points high, which is 3 rows of 15 points and a little.
    assert new_box((9, 3), "wrong\nodd") == (
        '<v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
        'width:240pt;height:52pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        "<x:Anchor>4, 15, 7, 4, 7, 15, 11, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
        "<x:Row>8</x:Row><x:Column>3</x:Column></x:ClientData></v:shape>"
    )


@pytest.mark.parametrize(
    ("at", "anchor"),
    [
        ((1, 0), "1, 15, 0, 4, 4, 15, 3, 4"),
        ((2, 0), "1, 15, 0, 4, 4, 15, 3, 4"),
        ((3, 1), "2, 15, 1, 4, 5, 15, 4, 4"),
    ],
)
def test_a_box_begins_a_row_above_its_cell_but_not_above_the_first(at: CellAt, anchor: str) -> None:
    assert f"<x:Anchor>{anchor}</x:Anchor>" in new_box(at, "wrong")


@pytest.mark.parametrize(
    ("text", "height", "rows"),
    [
        ("", 38, 3),
        ("w" * 23, 38, 3),
        ("w" * 24, 52, 4),
        ("w" * 48, 66, 5),
        ("w" * 24 + "\n" + "w" * 23, 66, 5),
        ("\n" * 25, 388, 26),
        ("\n" * 26, 400, 27),
        ("\n" * 99, 400, 27),
    ],
)
def test_a_box_is_as_high_as_its_lines_of_24_signs_up_to_a_bound(text: str, height: int, rows: int) -> None:
    box = new_box((1, 0), text)
    assert f"height:{height}pt" in box
    assert f"<x:Anchor>1, 15, 0, 4, 4, 15, {rows}, 4<" in box


def test_a_box_is_high_enough_for_the_comment_of_the_file_too() -> None:
    comments = OWN.replace("ours", "o" * 48)
    assert "height:66pt" in new_box((7, 2), "", comments)
    assert "height:80pt" in new_box((7, 2), "w" * 24, comments)


@pytest.mark.parametrize(
    ("place", "stays"),
    [
        ("<x:Row>6</x:Row><x:Column>2</x:Column>", False),
        ("<x:Row> 6\n</x:Row>\n<x:Column>\t2 </x:Column>", False),
        ("<x:Row>5</x:Row><x:Column>2</x:Column>", True),
        ("<x:Row>7</x:Row><x:Column>2</x:Column>", True),
        ("<x:Row>8</x:Row><x:Column>2</x:Column>", True),
        ("<x:Row>6</x:Row><x:Column>3</x:Column>", True),
        ("<x:Row>2</x:Row><x:Column>6</x:Column>", True),
        ("<x:Row>1</x:Row><x:Column>2</x:Column>", True),
        ("", True),
    ],
)
def test_the_box_of_a_comment_that_is_taken_off_goes_and_every_other_shape_stays(place: str, stays: bool) -> None:
    shapes = f"{XML}{TYPE}{shape(place)}{shape('<x:Row>0</x:Row><x:Column>0</x:Column>')}</xml>"
    assert shapes_after(shapes, {}) == (shapes if stays else shapes.replace(shape(place), ""))


def test_the_box_of_a_comment_that_gets_another_text_is_made_anew() -> None:
    old = shape("<x:Row>6</x:Row><x:Column>2</x:Column>", 3000)
    after = shapes_after(f"{XML}{TYPE}{old}</xml>", {(7, 2): "new"}, OWN)
    assert after.count("<v:shape ") == 1
    assert old not in after
    assert '<v:shape id="_x0000_s1025"' in after


@pytest.mark.parametrize(
    ("present", "new"),
    [([], [1025, 1026]), ([1023], [1025, 1026]), ([1025], [1026, 1027]), ([1030, 2049, 7], [2050, 2051])],
)
def test_boxes_are_numbered_on(present: list[int], new: list[int]) -> None:
    others = "".join(shape("", number) for number in present)
    after = shapes_after(f"{XML}{TYPE}{others}</xml>", {(1, 0): "wrong", (1, 1): "odd"})
    assert [int(number) for number in re.findall(r'id="_x0000_s(\d+)"', after)] == present + new


def test_the_type_of_a_box_is_declared_once_before_the_boxes() -> None:
    after = shapes_after(f"{XML}<v:shape /></xml>\n", {(1, 0): "wrong"})
    assert after.startswith(f'{XML}<v:shape />{TYPE}<v:shape id="_x0000_s1025"')
    assert after.endswith("</v:shape></xml>\n")
    assert shapes_after(after, {(1, 1): "odd"}).count("<v:shapetype ") == 1


def test_a_drawing_of_pictures_only_learns_the_words_of_the_boxes() -> None:
    vml, office, excel = re.findall(r' (xmlns:\w="[^"]*")', XML)
    after = shapes_after(f"<xml {office}\n{vml}><v:shape /></xml>", {(1, 0): "wrong"})
    assert after.startswith(f"<xml {excel} {office}\n{vml}><v:shape />")
    unmarked = f"<xml {vml}></xml>"
    assert shapes_after(unmarked, {}) == unmarked


def test_a_drawing_that_has_no_end_is_left_as_it_is() -> None:
    assert shapes_after("<xml>", {(1, 0): "wrong"}) == "<xml>"
