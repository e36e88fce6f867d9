"""Cells and styles of an .ods file: values of ODF 1.3 part 3 (19.385 and the like), and when a look is in doubt."""

from __future__ import annotations

import pytest

from core.intake.workbook.grid import Doubt
from core.intake.workbook.looks.colours import Colour
from core.intake.workbook.looks.fonts import Font
from core.intake.workbook.looks.styles_part import NO_FILL, CellStyle
from core.intake.workbook.other_kinds.ods_cells import OdsCell, doubts_of_seen, number_of, value_of
from core.intake.workbook.other_kinds.ods_styles import OdsStyles


@pytest.mark.parametrize(
    ("duration", "value"),
    [
        ("PT06H00M00S", 0.25),
        ("PT36H", 1.5),
        ("PT90M", 0.0625),
        ("PT108S", 0.00125),
        ("PT1H1M48S", 3708 / 86400),
        ("-PT6H", -0.25),
        ("PT0H0M43.2S", 0.0005),
        ("PT0H0M43,2S", 0.0005),
        ("PT1000000M", None),
        ("PT999999M", 59999940 / 86400),
        ("P1D", None),
        ("PT", 0.0),
        ("", None),
    ],
)
def test_a_duration_is_a_part_of_a_day(duration: str, value: float | None) -> None:
    expected = ("e", "seen") if value is None else ("n", value)
    assert value_of({"value-type": "time", "time-value": duration}, "seen") == expected


@pytest.mark.parametrize(
    ("attributes", "seen", "expected"),
    [
        ({"value-type": "float", "value": "1.5"}, "1.50", ("n", 1.5)),
        ({"value-type": "percentage", "value": "-0.25"}, "-25%", ("n", -0.25)),
        ({"value-type": "currency", "value": "3"}, "¥3", ("n", 3.0)),
        ({"value-type": "float", "value": "x"}, "1", ("e", "1")),
        ({"value-type": "float"}, "1", ("e", "1")),
        ({"value-type": "date", "date-value": "2026-09-01T12:00:00"}, "x", ("d", "2026-09-01")),
        ({"value-type": "date", "date-value": "2026-9-1"}, "1.9.", ("e", "1.9.")),
        ({"value-type": "boolean", "boolean-value": "true"}, "JA", ("b", True)),
        ({"value-type": "boolean", "boolean-value": "false"}, "NEIN", ("b", False)),
        ({"value-type": "string", "string-value": "whole"}, "seen", ("s", "seen")),
        ({"value-type": "string", "string-value": "whole"}, "", ("s", "whole")),
        ({}, "", ("s", "")),
        ({"value-type": "string", "formula": "of:=1/0"}, "#DIV/0!", ("e", "#DIV/0!")),
        ({"value-type": "float", "value": "0", "formula": "of:=1/0"}, "Err:502", ("e", "Err:502")),
        ({"value-type": "error"}, "#N/A", ("e", "#N/A")),
        ({"value-type": "string"}, "#N/A", ("s", "#N/A")),
        ({"value-type": "string", "formula": "of:=A1"}, "#N/A and more", ("s", "#N/A and more")),
    ],
)
def test_a_cell_has_the_value_of_its_type(attributes: dict[str, str], seen: str, expected: tuple[str, object]) -> None:
    assert value_of(attributes, seen) == expected


@pytest.mark.parametrize(
    ("value", "seen", "typed", "calculated"),
    [
        ("1.3", "1.3", "", ""),
        ("1.35", "1.3", "scaled", "rounded"),
        ("1.3501", "1.3", "scaled", "scaled"),
        ("0.255", "0.25", "scaled", "rounded"),
        ("0.2551", "0.25", "scaled", "scaled"),
        ("1.35", "1.3 元/25", "", ""),
        ("1.35", "1.3元25", "scaled", "scaled"),
        ("1.5", "2", "scaled", "rounded"),
        ("1.4998", "2", "scaled", "scaled"),
        ("20000", "2万", "in_units", "in_units"),
        ("5", " ", "unseen", "unseen"),
        ("five", "6", "", ""),
    ],
)
def test_a_number_that_is_shown_as_another_is_in_doubt(value: str, seen: str, typed: str, calculated: str) -> None:
    for kind, more in ((typed, {}), (calculated, {"formula": "of:=A1"})):
        shown = "" if kind == "unseen" else seen
        assert doubts_of_seen({"value": value, **more}, seen) == ((Doubt(kind, shown),) if kind else ())


@pytest.mark.parametrize(
    ("value", "seen", "kinds"),
    [
        ("64", "64十", ["worded"]),
        ("64.4", "64十", ["rounded", "worded"]),
        ("64.4", "64", ["rounded"]),
        ("-64", "-￥64", ["worded"]),
        ("-64", "-64", []),
        ("0", " - ", []),
        ("0", "—", []),
    ],
)
def test_words_beside_a_number_are_told_also_where_it_is_rounded(value: str, seen: str, kinds: list[str]) -> None:
    doubts = doubts_of_seen({"value": value, "formula": "of:=A1"}, seen)
    assert doubts == tuple(Doubt(kind, seen) for kind in kinds)


@pytest.mark.parametrize(
    ("day", "seen", "is_seen"),
    [
        ("2026-09-01", "1.9.26", True),
        ("2005-09-01T00:00:00", "05年9月", True),
        ("2005-09-01T00:00:00", "5年9月", False),
        ("2026-09-01", " 9月1日 ", False),
        ("1900-03-01", "1900", False),
        ("2026-09-15", "2026年9月", False),
        ("2026-09-26", "9月26日", False),
        ("2026-09-15", "15 September 2026", True),
        ("2026-09-15", "2026年九月15日", True),
        ("2026-09-15", "2026-09-15 00:00", True),
        ("1900-03-01", "March", False),
        ("none", "March", True),
    ],
)
def test_a_day_without_its_year_month_or_day_is_in_doubt(day: str, seen: str, is_seen: bool) -> None:
    assert doubts_of_seen({"date-value": day}, seen) == (() if is_seen else (Doubt("scaled", seen.strip()),))


@pytest.mark.parametrize(("value", "seen", "truth"), [("1", "TRUE", True), ("0", "false", False)])
def test_a_truth_that_is_stored_as_a_number_is_one_all_the_same(value: str, seen: str, truth: bool) -> None:
    attributes = {"value-type": "float", "value": value}
    assert (value_of(attributes, seen), doubts_of_seen(attributes, seen)) == (("b", truth), ())


def test_a_cell_without_a_number_or_day_is_as_it_is_seen() -> None:
    assert doubts_of_seen({"value-type": "string"}, "5") == ()
    assert OdsCell(0, {}, True, [("a", ""), ("b", "x")]).seen == "ab"
    assert not OdsCell(0, {}).has_paragraph


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("0", 1), ("-3", 1), ("7", 7), ("9", 9), ("10", 9)])
def test_how_often_something_is_repeated_lies_between_once_and_the_most(text: str, number: int) -> None:
    assert number_of({"times": text}, "times", 9) == number
    assert number_of({}, "times", 9) == 1


def styles_of(*styles: tuple[str, str, str, dict[str, str]]) -> OdsStyles:
    """Family, name, parent and properties of each."""
    styles_read = OdsStyles()
    for family, name, parent, properties in styles:
        styles_read.start({"family": family, "name": name, "parent-style-name": parent})
        styles_read.add(properties)
    return styles_read


def font_of(**properties: str) -> Font:
    named = {name.replace("_", "-"): value for name, value in properties.items()}
    return styles_of(("table-cell", "a", "", named)).cell("a").font


@pytest.mark.parametrize(
    ("size", "points"),
    [
        ("1.9999pt", 1.9999),
        ("2pt", 2.0),
        ("2.9999pt", 2.9999),
        ("3pt", 3.0),
        ("0.0277in", 1.99),
        ("0.0278in", 2.0016),
        ("0.0416in", 2.995),
        ("0.0417in", 3.002),
        ("0.07cm", 1.98),
        ("0.071cm", 2.013),
        ("0.105cm", 2.977),
        ("0.106cm", 3.005),
        (".7mm", 1.98),
        (".71mm", 2.013),
        ("1.05mm", 2.977),
        ("1.06mm", 3.005),
        ("0.166pc", 1.992),
        ("0.167pc", 2.004),
        ("0.24pc", 2.88),
        ("0.25pc", 3.0),
        ("2.6px", 1.95),
        ("2.7px", 2.025),
        ("4px", 3.0),
        ("3.9px", 2.925),
        ("3.px", 2.25),
        ("1.2.3pt", 99),
        ("1", 99),
        (".pt", 99),
        ("1em", 99),
    ],
)
def test_lengths_of_every_unit_are_compared_with_what_can_be_seen(size: str, points: float) -> None:
    rows = styles_of(("table-row", "a", "", {"row-height": size}), ("table-column", "b", "", {"column-width": size}))
    assert rows.is_too_small("table-row", "a") is (points < 3)
    assert rows.is_too_small("table-column", "b") is (points < 3)
    assert not rows.is_too_small("table-row", "b")
    assert font_of(font_size=size).tiny is (points < 3)


@pytest.mark.parametrize(
    ("position", "raised"),
    [
        ("super 58%", True),
        ("sub", True),
        ("33% 58%", True),
        ("-33%", True),
        ("12.5%", True),
        ("0% 100%", False),
        ("", False),
    ],
)
def test_text_is_raised_by_its_position(position: str, raised: bool) -> None:
    assert font_of(text_position=position).raised is raised


def test_text_is_struck_out_by_the_style_of_a_line_before_its_type() -> None:
    assert font_of() == Font()
    assert font_of(text_line_through_style="solid").struck
    assert font_of(text_line_through_type="double").struck
    assert not font_of(text_line_through_style="none", text_line_through_type="single").struck


def test_colours_are_six_digits_and_none_where_the_window_gives_them() -> None:
    assert font_of(color="#12abEF").colour == Colour("rgb", "12ABEF")
    assert font_of(color="#12abEF", use_window_font_color="false").colour == Colour("rgb", "12ABEF")
    assert font_of(color="#12abEF", use_window_font_color="true").colour is None
    assert font_of(color="red").colour is None
    fills = styles_of(
        ("table-cell", "a", "", {"background-color": "#00ff00"}),
        ("table-cell", "b", "", {"background-color": "transparent"}),
    )
    assert (fills.cell("a").fill, fills.cell("b").fill) == (Colour("rgb", "00FF00"), NO_FILL)
    assert fills.cell("c") == CellStyle() == fills.cell("c")


def test_a_style_takes_after_its_parents_and_the_usual_style_of_its_family() -> None:
    struck, raised = {"text-line-through-style": "solid"}, {"text-position": "super"}
    styles = styles_of(
        ("table-cell", "", "", {"color": "#111111"}),
        ("table-cell", "parent", "", {**struck, "color": "#222222"}),
        ("table-cell", "child", "parent", raised),
        ("table-cell", "own", "parent", {"text-line-through-style": "none"}),
        ("table-cell", "lost", "nowhere", raised),
        ("text", "parent", "", raised),
    )
    assert styles.cell("child").font == Font(struck=True, raised=True, colour=Colour("rgb", "222222"))
    assert styles.cell("own").font == Font(colour=Colour("rgb", "222222"))
    assert styles.cell("lost").font == Font(raised=True)
    assert styles.cell("").font == Font(colour=Colour("rgb", "111111"))
    assert (styles.span("parent"), styles.span("child")) == (Font(raised=True), None)


def test_sixteen_styles_may_take_after_each_other() -> None:
    chain = [("table-cell", f"{number}", f"{number + 1}", {}) for number in range(1, 16)]
    styles = styles_of(*chain, ("table-cell", "16", "", {"text-position": "super"}), ("table-cell", "0", "1", {}))
    assert styles.cell("1").font.raised
    assert not styles.cell("0").font.raised
    circle = styles_of(("table-cell", "a", "b", {}), ("table-cell", "b", "a", {"text-position": "super"}))
    assert circle.cell("a").font.raised


def test_a_sheet_is_hidden_by_its_style_and_properties_of_one_name_add_up() -> None:
    styles = styles_of(("table", "a", "", {"display": "false"}), ("table", "b", "", {"display": "true"}))
    assert [styles.is_hidden_table(name) for name in ("a", "b", "c")] == [True, False, False]
    twice = styles_of(("text", "a", "", {"text-position": "super"}), ("text", "a", "", {"color": "#111111"}))
    assert twice.span("a") == Font(raised=True, colour=Colour("rgb", "111111"))
