"""Styles of a file stay as they are; marked, cleared and list styles are put behind them, each once."""

from __future__ import annotations

import re

import pytest

from core.intake.marking.cell_styles import EMPTY_STYLES, CellStyles
from core.intake.marking.marks import Fill
from core.intake.workbook.errors import WorkbookError

FONTS = '<font><sz val="10"/><name val="宋体"/></font><font><name val="黑体"/></font>'
FILLS = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
SHARE = '<xf numFmtId="9" fontId="1" fillId="0"><alignment wrapText="1"/></xf>'
FORMATS = f'<xf numFmtId="0"/>{SHARE}'

RED_AND_YELLOW = (
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor rgb="FFFFC7CE"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFEB9C"/><bgColor rgb="FFFFEB9C"/></patternFill></fill>'
)


def styles_of(fonts: str = FONTS, fills: str = FILLS, formats: str = FORMATS) -> CellStyles:
    return CellStyles(
        f"<styleSheet><fonts>{fonts}</fonts><fills>{fills}</fills><borders/>"
        f"<cellStyleXfs><xf/><xf/></cellStyleXfs><cellXfs>{formats}</cellXfs><cellStyles><xf/></cellStyles>"
        "</styleSheet>".encode()
    )


def new_formats(styles: CellStyles, formats: str = FORMATS) -> str:
    """The cell formats that were put behind those of the file."""
    inside = styles.result().decode().partition("<cellXfs ")[2].partition("</cellXfs>")[0]
    return inside.partition(">")[2].removeprefix(formats)


def test_the_whole_part_with_a_marked_style() -> None:
    styles = styles_of()
    assert styles.with_fill(1, Fill.RED) == 2
    assert styles.result().decode() == (
        f'<styleSheet><fonts count="4">{FONTS}<font><b/><sz val="11"/><name val="宋体"/></font>'
        '<font><b/><sz val="14"/><name val="宋体"/></font></fonts>'
        f'<fills count="4">{FILLS}{RED_AND_YELLOW}</fills><borders><border/></borders>'
        "<cellStyleXfs><xf/><xf/></cellStyleXfs>"
        f'<cellXfs count="3">{FORMATS}'
        '<xf applyFill="1" numFmtId="9" fontId="1" fillId="2"><alignment wrapText="1"/></xf></cellXfs>'
        "<cellStyles><xf/></cellStyles></styleSheet>"
    )


def test_each_variant_of_a_style_is_made_once_and_numbered_behind_those_of_the_file() -> None:
    styles = styles_of()
    assert [styles.with_fill(1, Fill.RED), styles.with_fill(0, Fill.RED), styles.with_fill(0, Fill.YELLOW)] == [2, 3, 4]
    assert [styles.with_fill(0, Fill.YELLOW), styles.with_fill(1, Fill.RED), styles.list_style()] == [4, 2, 5]
    assert 'cellXfs count="6"' in styles.result().decode()


@pytest.mark.parametrize(
    ("style", "fill", "new"),
    [
        (0, Fill.RED, '<xf applyFill="1" fillId="2" numFmtId="0"/>'),
        (0, Fill.YELLOW, '<xf applyFill="1" fillId="3" numFmtId="0"/>'),
        (2, Fill.RED, '<xf applyFill="1" fillId="2" numFmtId="0"/>'),
        (-1, Fill.RED, '<xf applyFill="1" fillId="2" numFmtId="0"/>'),
    ],
)
def test_a_style_keeps_all_but_its_fill_and_one_that_is_not_there_counts_as_the_first(
    style: int, fill: Fill, new: str
) -> None:
    styles = styles_of()
    assert styles.with_fill(style, fill) == 2
    assert new_formats(styles) == new


@pytest.mark.parametrize("colour", ["FFFFC7CE", "FFFFEB9C"])
def test_the_fill_of_an_earlier_mark_is_taken_off(colour: str) -> None:
    fills = FILLS + f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/></patternFill></fill>'
    formats = '<xf fillId="2" numFmtId="4" applyFill="1"/>'
    styles = styles_of(fills=fills, formats=formats)
    assert [styles.without_mark(0), styles.without_mark(0)] == [1, 1]
    assert new_formats(styles, formats) == '<xf fillId="0" numFmtId="4" applyFill="1"/>'


def test_a_style_without_a_mark_stays_what_it_is() -> None:
    fills = FILLS + '<fill><patternFill patternType="solid"><fgColor rgb="FF00FF00"/></patternFill></fill>'
    styles = styles_of(fills=fills, formats='<xf numFmtId="0"/><xf fillId="2"/><xf fillId="1"/><xf fillId="3"/>')
    assert [styles.without_mark(style) for style in (-1, 0, 1, 2, 3, 4, 99)] == [-1, 0, 1, 2, 3, 4, 99]
    assert 'cellXfs count="4"' in styles.result().decode()


LIST_END = 'applyFont="1" applyFill="1" applyAlignment="1"><alignment horizontal="left" vertical="top"'


@pytest.mark.parametrize(
    ("font", "fill", "new"),
    [
        (0, None, f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" {LIST_END} wrapText="1"/></xf>'),
        (1, None, f'<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" {LIST_END} wrapText="1"/></xf>'),
        (2, None, f'<xf numFmtId="0" fontId="3" fillId="0" borderId="0" xfId="0" {LIST_END}/></xf>'),
        (0, Fill.RED, f'<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" {LIST_END} wrapText="1"/></xf>'),
        (
            0,
            Fill.YELLOW,
            f'<xf numFmtId="0" fontId="0" fillId="3" borderId="0" xfId="0" {LIST_END} wrapText="1"/></xf>',
        ),
    ],
)
def test_styles_of_the_list(font: int, fill: Fill | None, new: str) -> None:
    styles = styles_of()
    assert styles.list_style(font=font, fill=fill) == 2
    assert new_formats(styles) == new


def test_a_style_of_the_list_is_plain_unless_asked_otherwise() -> None:
    styles = styles_of()
    numbers = [styles.list_style(), styles.list_style(font=0), styles.list_style(font=1), styles.list_style(font=2)]
    assert [*numbers, styles.list_style(fill=Fill.RED), styles.list_style(fill=Fill.YELLOW)] == [2, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("fonts", "count", "family"),
    [
        ("<font/>", 3, ""),
        ('<font><sz val="10"/></font>', 3, ""),
        ('<font><name val="楷体"/></font><font><name val="黑体"/></font>', 4, '<name val="楷体"/>'),
    ],
)
def test_fonts_of_the_list_are_of_the_family_of_the_file(fonts: str, count: int, family: str) -> None:
    bold = f'<font><b/><sz val="11"/>{family}</font><font><b/><sz val="14"/>{family}</font>'
    assert f'<fonts count="{count}">{fonts}{bold}</fonts>' in styles_of(fonts=fonts).result().decode()


def test_new_elements_have_the_prefix_of_the_part() -> None:
    data = (
        b"<x:styleSheet><x:fonts><x:font/></x:fonts><x:fills><x:fill/></x:fills><x:borders><x:border/></x:borders>"
        b"<x:cellStyleXfs><x:xf/></x:cellStyleXfs><x:cellXfs><x:xf/></x:cellXfs></x:styleSheet>"
    )
    styles = CellStyles(data)
    assert styles.with_fill(0, Fill.YELLOW) == 1
    assert styles.list_style(font=2) == 2
    fills = RED_AND_YELLOW.replace("<", "<x:").replace("<x:/", "</x:")
    assert styles.result().decode() == (
        '<x:styleSheet><x:fonts count="3"><x:font/><x:font><x:b/><x:sz val="11"/></x:font>'
        '<x:font><x:b/><x:sz val="14"/></x:font></x:fonts>'
        f'<x:fills count="3"><x:fill/>{fills}</x:fills><x:borders><x:border/></x:borders>'
        "<x:cellStyleXfs><x:xf/></x:cellStyleXfs>"
        '<x:cellXfs count="3"><x:xf/><x:xf applyFill="1" fillId="2"/>'
        '<x:xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" '
        'applyFont="1" applyFill="1" applyAlignment="1"><x:alignment horizontal="left" vertical="top"/>'
        "</x:xf></x:cellXfs>"
        "</x:styleSheet>"
    )


@pytest.mark.parametrize(
    "lists", ["", "<fonts/><fills/><borders/><cellStyleXfs/><cellXfs/>", "<cellXfs></cellXfs>", "<dxfs/>"]
)
def test_lists_that_are_missing_or_empty_are_put_in_their_places(lists: str) -> None:
    styles = CellStyles(f"<styleSheet>{lists}</styleSheet>".encode())
    assert styles.with_fill(0, Fill.RED) == 1  # a cell that names no format keeps an uncoloured one
    after = styles.result().decode()
    order = re.findall(r"<(fonts|fills|borders|cellStyleXfs|cellXfs)\b", after)
    assert order == ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs"]
    assert '<cellXfs count="2"><xf/><xf applyFill="1" fillId="2"/></cellXfs>' in after
    assert '<fills count="4">' in after


def test_lists_are_put_behind_those_that_stand_before_them() -> None:
    after = CellStyles(b"<styleSheet><numFmts/><fills><fill/></fills></styleSheet>").result().decode()
    assert after.startswith('<styleSheet><numFmts/><fonts count="3">')
    assert after.index('<fills count="3"><fill/>') < after.index("<borders>")


@pytest.mark.parametrize("data", [b"<styles/>", b"<styleSheet>"])
def test_what_is_no_list_of_styles_cannot_be_changed(data: bytes) -> None:
    with pytest.raises(WorkbookError) as error:
        CellStyles(data)
    assert error.value.code == "unreturnable"


def test_a_file_without_styles_gets_one_format_to_begin_with() -> None:
    styles = CellStyles(EMPTY_STYLES)
    assert [styles.with_fill(0, Fill.RED), styles.without_mark(0)] == [1, 0]
    assert '<cellXfs count="2"><xf/><xf applyFill="1" fillId="2"/></cellXfs>' in styles.result().decode()
