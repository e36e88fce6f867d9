"""The formats of cells: which show days or shares, their fonts and fills."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.styles_part import read_styles
from core.intake.workbook.package import Package
from tests.support.workbook_parts.small_workbooks import MAIN, STYLES, packed, small_parts


def formats_of(inside: str, limits: Limits | None = None) -> list[str]:
    styles = read_styles(Package(packed(small_parts(styles=inside)), limits or Limits()), STYLES)
    return [style.shown_as for style in styles.cells]


def test_a_workbook_may_have_no_formats() -> None:
    package = Package(packed(small_parts()))
    assert read_styles(package, None).cells == read_styles(package, STYLES).cells == ()


def cell_formats(numbers: Iterable[int]) -> str:
    """The list of cell formats with these number formats."""
    return "<cellXfs>" + "".join(f'<xf numFmtId="{number}"/>' for number in numbers) + "</cellXfs>"


def formats_with(*codes: str) -> list[str]:
    """How cells with these format codes show their numbers."""
    listed = "".join(f'<numFmt numFmtId="{164 + x}" formatCode="{code}"/>' for x, code in enumerate(codes))
    return formats_of(f"<numFmts>{listed}</numFmts>" + cell_formats(range(164, 164 + len(codes))))


def test_formats_that_every_program_knows_show_days_shares_or_numbers() -> None:
    formats = formats_of(cell_formats(range(70)))
    # 14 to 22 dates and times; 27 to 36 and 50 to 58 dates of East Asia; 45 to 47 times
    first, last = [14, 27, 45, 50], [22, 36, 47, 58]
    days = [number for start, end in zip(first, last, strict=True) for number in range(start, end + 1)]
    assert [number for number, shown in enumerate(formats) if shown == "d"] == days
    assert [number for number, shown in enumerate(formats) if shown == "%"] == [9, 10]
    assert {shown for number, shown in enumerate(formats) if number not in (*days, 9, 10)} == {""}


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0.0%", "%"),
        ("yyyy-mm-dd", "d"),
        ("YYYY", "d"),
        ("h:ss", "d"),
        ("m", "d"),
        ("d", "d"),
        ("0年", "d"),
        ("0月", "d"),
        ("0日", "d"),
        ("#,##0", ""),
        ("General", ""),
        ("General d", ""),
        ("yyyy%", "%"),
        ("0&quot;days %&quot;", ""),
        ("[Red]0", ""),
        ("[$-804]yyyy", "d"),
        ("0\\d", ""),
        ("0_d", ""),
        ("0*d", ""),
        ("", ""),
    ],
)
def test_formats_of_the_file_are_told_by_their_code(code: str, shown: str) -> None:
    assert formats_with(code, "0") == [shown, ""]


def test_formats_of_the_file_go_before_those_every_program_knows() -> None:
    own = '<numFmts><numFmt numFmtId="14" formatCode="0"/><numFmt formatCode="0%"/><numFmt numFmtId="9"/></numFmts>'
    formats = '<cellXfs><xf numFmtId="14"/><xf/><xf numFmtId="9"/><xf numFmtId="15"/></cellXfs>'
    assert formats_of(own + formats) == ["", "%", "", "d"]
    assert formats_of("<cellXfs><xf/></cellXfs>") == [""]


def test_styles_of_styles_are_no_styles_of_cells() -> None:
    assert formats_of('<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/></cellXfs>') == [""]


def test_a_list_is_bounded_but_not_all_lists_together() -> None:
    lists = "<fonts><font/></fonts>" * 5 + "<cellXfs><xf/></cellXfs>"  # with the root never more than 3 at once
    assert formats_of(lists, Limits(list_elements=3)) == [""]
    with pytest.raises(WorkbookError) as error:
        formats_of(lists, Limits(list_elements=2))
    assert error.value.code == "bomb"


def test_elements_of_styles_are_counted_and_lie_64_deep_at_most() -> None:
    assert formats_of("<cellXfs><xf/><xf/></cellXfs>", Limits(elements=4)) == ["", ""]
    for inside, limits in (
        ("<cellXfs><xf/><xf/></cellXfs>", Limits(elements=3)),
        ("<x/>" + "<x>" * 64 + "</x>" * 64, Limits()),
    ):
        with pytest.raises(WorkbookError) as error:
            formats_of(inside, limits)
        assert error.value.code == "bomb"
    assert formats_of("<x><x/>" + "<x>" * 62 + "</x>" * 62 + "</x>") == []


def test_other_vocabularies_and_strict_ones() -> None:
    inside = '<cellXfs><xf numFmtId="9"/></cellXfs>'
    strict = f'<styleSheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main">{inside}</styleSheet>'
    other = f'<styleSheet xmlns="{MAIN}" xmlns:o="other"><o:cellXfs><xf/></o:cellXfs></styleSheet>'
    for xml, formats in ((strict, ["%"]), (other, [])):
        package = Package(packed({**small_parts(styles=""), STYLES: xml}))
        assert [style.shown_as for style in read_styles(package, STYLES).cells] == formats


BLACK = '<{} rgb="FF000000"/>'


@pytest.mark.parametrize(
    ("fill", "colour"),
    [
        (f'<patternFill patternType="solid">{BLACK.format("fgColor")}</patternFill>', "FF000000"),
        (
            f'<patternFill patternType="darkGray">{BLACK.format("fgColor")}{BLACK.format("bgColor")}</patternFill>',
            "FF000000",
        ),
        (f'<patternFill patternType="darkGray">{BLACK.format("fgColor")}</patternFill>', None),
        (
            f"<gradientFill><stop>{BLACK.format('color')}</stop><stop>{BLACK.format('color')}</stop></gradientFill>",
            "FF000000",
        ),
        (
            f'<gradientFill><stop>{BLACK.format("color")}</stop><stop><color rgb="FFFFFFFF"/></stop></gradientFill>',
            None,
        ),
    ],
)
def test_a_pattern_or_a_gradient_of_one_colour_is_a_ground_of_it(fill: str, colour: str | None) -> None:
    inside = f"<fills><fill/><fill>{fill}</fill></fills><cellXfs><xf fillId='1'/></cellXfs>"
    (style,) = read_styles(Package(packed(small_parts(styles=inside))), STYLES).cells
    assert (style.fill and style.fill.value) == colour
