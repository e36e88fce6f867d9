"""Colours of fonts and fills, which of them nobody can tell apart, and what else a font says of a figure."""

from __future__ import annotations

import pytest

from core.intake.workbook.looks.colours import BLACK, WHITE, Colour, Palette, colour_of, read_palette
from core.intake.workbook.looks.fonts import PLAIN_FONT, Font, RichText, font_of
from core.intake.workbook.package import Package
from tests.support.workbook_parts.small_workbooks import packed, small_parts

THEME = (
    '<a:theme xmlns:a="d"><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="102030"/></a:dk1>'
    '<a:lt1><a:srgbClr val="FEFEFE"/></a:lt1><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:theme>'
)


@pytest.mark.parametrize(
    ("colour", "rgb"),
    [
        (Colour("rgb", "FFFFFFFF"), (255, 255, 255)),
        (Colour("rgb", "00FF8000"), (255, 128, 0)),
        (Colour("rgb", "ff8000"), (255, 128, 0)),
        (Colour("rgb", "white"), None),
        (Colour("theme", "0"), (254, 254, 254)),
        (Colour("theme", "1"), (16, 32, 48)),
        (Colour("theme", "4"), (68, 114, 196)),
        (Colour("theme", "5"), (192, 80, 77)),  # not in this theme: the usual one
        (Colour("theme", "11"), (128, 0, 128)),
        (Colour("theme", "12"), None),
        (Colour("theme", "99"), None),
        (Colour("theme", "x"), None),
        (Colour("indexed", "1"), (255, 255, 255)),
        (Colour("indexed", "9"), (255, 255, 255)),
        (Colour("indexed", "22"), (192, 192, 192)),
        (Colour("indexed", "63"), (51, 51, 51)),
        (Colour("indexed", "64"), BLACK),
        (Colour("indexed", "65"), WHITE),
        (Colour("indexed", "66"), None),
        (Colour("rgb", "000000", 1.0), WHITE),
        (Colour("rgb", "FFFFFF", -1.0), BLACK),
        (Colour("rgb", "FFFFFF", -0.5), (128, 128, 128)),
        (Colour("rgb", "000000", 0.5), (128, 128, 128)),
        (Colour("rgb", "404040", 0.25), (112, 112, 112)),
    ],
)
def test_a_colour_is_that_of_the_workbook(colour: Colour, rgb: tuple[int, int, int] | None) -> None:
    assert Palette(THEME).rgb(colour) == rgb


def test_a_theme_may_be_written_with_single_quotes() -> None:
    palette = Palette(THEME.replace('"', "'"))
    assert [palette.rgb(Colour("theme", at)) for at in "014"] == [(254, 254, 254), (16, 32, 48), (68, 114, 196)]


def test_a_palette_of_the_workbook_goes_before_the_old_one() -> None:
    palette = Palette("", ("00112233",))
    assert (palette.rgb(Colour("indexed", "0")), palette.rgb(Colour("indexed", "1"))) == ((17, 34, 51), WHITE)


def test_a_theme_that_is_missing_or_broken_is_the_usual_one() -> None:
    parts = small_parts()
    parts["xl/theme/theme1.xml"] = b"\xff\xfe<a>"
    for path in (None, "xl/theme/other.xml", "xl/theme/theme1.xml"):
        assert read_palette(Package(packed(parts)), path, ()).rgb(Colour("theme", "1")) == BLACK


def test_colours_are_named_by_value_theme_or_index() -> None:
    assert colour_of({"theme": "0", "tint": "-0.25"}) == Colour("theme", "0", -0.25)
    assert colour_of({"rgb": "FF000000", "tint": "x"}) == Colour("rgb", "FF000000")
    assert colour_of({"auto": "1"}) is colour_of({}) is None


@pytest.mark.parametrize(
    ("ink", "ground", "is_read"),
    [
        ("FFFFFF", "FFFFFF", False),
        ("FFFFFF", "FFF9DB", False),  # 1.06: the input cells of our forms
        ("FFF9DB", "FFFFFF", False),
        ("F2F2F2", "FFFFFF", False),  # 1.12
        ("FFFFFF", "FFFF00", False),  # 1.07: they differ in blue alone
        ("FFFFFF", "DCE6F1", False),  # 1.26: the headings of our forms
        ("000033", "000000", False),
        ("D9D9D9", "FFFFFF", True),  # 1.41: the palest grey that programs offer for text
        ("BFBFBF", "FFF9DB", True),
        ("A6A6A6", "EDEDED", True),
        ("FF0000", "808080", True),  # 1.01, yet red on grey
        ("FF0000", "FFC7CE", True),
        ("000000", "FFFFFF", True),
    ],
)
def test_a_colour_is_read_on_another_by_its_contrast_or_its_hue(ink: str, ground: str, *, is_read: bool) -> None:
    palette = Palette()
    assert palette.is_lost(Colour("rgb", ink), Colour("rgb", ground)) is not is_read


@pytest.mark.parametrize(
    ("name", "value", "font"),
    [
        ("sz", "2.9", Font(tiny=True)),
        ("sz", "3", PLAIN_FONT),
        ("sz", "11", PLAIN_FONT),
        ("sz", "large", PLAIN_FONT),
        ("strike", "1", Font(struck=True)),
        ("strike", "0", PLAIN_FONT),
        ("strike", "false", PLAIN_FONT),
        ("vertAlign", "superscript", Font(raised=True)),
        ("vertAlign", "subscript", Font(raised=True)),
        ("vertAlign", "baseline", PLAIN_FONT),
        ("name", "1", PLAIN_FONT),
    ],
)
def test_a_font_is_what_its_elements_say(name: str, value: str, font: Font) -> None:
    assert font_of([(name, {"val": value})]) == font


def test_an_element_without_a_value_strikes_out_but_makes_nothing_small() -> None:
    assert font_of([("strike", {}), ("sz", {}), ("vertAlign", {})]) == Font(struck=True)
    assert font_of([("color", {"rgb": "FF0000"})]) == Font(colour=Colour("rgb", "FF0000"))
    assert font_of([]) == Font(False, False, False, None) == PLAIN_FONT


def test_the_runs_of_a_text_are_kept_where_one_names_a_font() -> None:
    text = RichText()
    text.start_run()
    text.add_text(["1", "2"])
    text.start_run()
    text.add_property("strike", {})  # of no font
    text.add_text([" "])
    assert (text.text, text.runs) == ("12 ", ())
    text.start_run()
    text.start_font()
    text.add_property("strike", {})
    text.add_text(["3"])
    text.start_run()
    text.in_reading_aid = True
    text.add_text(["4"])
    assert (text.text, text.runs) == ("12 3", (("12", None), ("3", Font(struck=True))))
    text.clear()
    assert (text.text, text.runs) == ("", ())
