"""Fonts: what strikes a figure out, raises it or makes it too small to be read, and the runs of a text."""

from __future__ import annotations

import pytest

from core.intake.workbook.looks.colours import Colour
from core.intake.workbook.looks.fonts import PLAIN_FONT, Font, RichText, font_of


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
