"""Rules over the numbers of one line: every bound from both sides, and where it is told."""

from __future__ import annotations

from typing import Any

import pytest

from core.formats import written_out
from core.intake.checks.candidate_release import measure_heading, number_text
from core.intake.checks.rules import Rule
from core.intake.message_values import TextId
from tests.support.intake.returned_rows import HandMadeReturn, rule

# --- ranges

SHARE_LINE = {"indicator": "s", "unit": "share"}


@pytest.mark.parametrize(
    ("bounds", "value", "said"),
    [
        ({"lower": 0, "upper": 100}, -1, "-1; lower=0; upper=100"),
        ({"lower": 0, "upper": 100}, 0, ""),
        ({"lower": 0, "upper": 100}, 100, ""),
        ({"lower": 0, "upper": 100}, 101, "101; lower=0; upper=100"),
        ({"lower": 0, "upper": 100}, None, ""),
        ({"lower": 10}, 9, "9; lower=10; upper=–"),
        ({"lower": 10}, 1e9, ""),
        ({"upper": 1000}, 1001.5, "1,001.5; lower=–; upper=1,000"),
        ({"upper": 1000}, -1e9, ""),
    ],
)
def test_a_measure_lies_within_its_range(bounds: dict[str, float], value: float | None, said: str) -> None:
    expected = [f"teachers E2 range: name=@full_time; value={said}"] if said else []
    sent = HandMadeReturn().adds("teachers", year=2025, full_time=value, specialised=50)
    assert sent.breaks(rule("range", "teachers", measures=["full_time"], **bounds)) == expected
    assert sent.breaks(rule("range", "teachers", measures=["no_title"], **bounds)) == []


def test_a_range_without_measures_is_that_of_all_of_them() -> None:
    sent = HandMadeReturn().adds("teachers", year=2025, full_time=300, specialised=200, dual_qualified=100)
    assert [line[:11] for line in sent.breaks(rule("range", "teachers", upper=100))] == ["teachers E2", "teachers F2"]


def test_columns_of_a_row_have_ranges_of_their_own() -> None:
    places = rule("range", "colleges", measures=["planned_places"], lower=1000)
    sent = HandMadeReturn().adds("colleges", stage="signed", planned_places=None)
    sent.adds("colleges", stage="built", planned_places=999)
    assert sent.breaks(places) == ["colleges D3 range: name=@planned_places; value=999; lower=1,000; upper=–"]


def test_a_range_of_observations_may_be_that_of_one_unit() -> None:
    sent = HandMadeReturn().adds("observations", **SHARE_LINE, year=2025, value=5, numerator=None, denominator=9)
    sent.adds("observations", indicator="p", unit="persons", year=2025, value=5, numerator=6)
    of_shares = rule("range", "observations", measures=["value", "numerator", "denominator"], units=["share"], upper=4)
    assert [line[:21] for line in sent.breaks(of_shares)] == ["observations I2 range", "observations H2 range"]
    of_all = rule("range", "observations", measures=["value"], upper=4)
    assert [line[:15] for line in sent.breaks(of_all)] == ["observations I2", "observations I3"]


def test_a_figure_without_a_column_of_its_own_is_told_at_its_value() -> None:
    sent = HandMadeReturn().adds("training", year=2025, certificates_total=101)
    certificates = rule("range", "training", measures=["certificates"], upper=100)
    assert sent.breaks(certificates) == ["training Q2 range: name=@certificates; value=101; lower=–; upper=100"]


@pytest.mark.parametrize(
    ("dataset", "measure", "heading"),
    [
        ("teachers", "full_time", "intake.head.full_time"),
        ("training", "certificates_junior", "certificate_level.junior"),
        ("training", "certificates", "intake.head.certificates"),
        ("observations", "numerator", "intake.head.numerator"),
    ],
)
def test_a_figure_is_called_like_its_column(dataset: str, measure: str, heading: str) -> None:
    assert measure_heading(dataset, measure) == TextId(heading)


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (0, "0"), (1234.0, "1,234"), (0.583, "0.583"), (12345678.25, "12,345,678.25")]
)
def test_a_number_in_a_sentence_has_its_thousands_apart(value: float | None, text: str) -> None:
    assert number_text(value) == text


# --- order and sums

ORDER = rule("order", "teachers", measures=["dual_qualified", "specialised", "full_time"])


@pytest.mark.parametrize(
    ("released", "sent", "said"),
    [
        ({}, {"full_time": 9, "specialised": 10, "dual_qualified": 10}, "F2: specialised full_time 10 9"),
        ({}, {"full_time": 11, "specialised": 9, "dual_qualified": 10}, "G2: dual_qualified specialised 10 9"),
        ({}, {"full_time": 10, "specialised": 10, "dual_qualified": 10}, ""),
        ({}, {"full_time": 9, "specialised": None, "dual_qualified": 10}, "G2: dual_qualified full_time 10 9"),
        ({}, {"full_time": 9, "dual_qualified": 10}, "G2: dual_qualified full_time 10 9"),
        ({"dual_qualified": 10}, {"full_time": 9}, "E2: dual_qualified full_time 10 9"),
        ({"full_time": 9}, {"dual_qualified": 10}, "G2: dual_qualified full_time 10 9"),
        ({"full_time": 9, "dual_qualified": 10}, {"no_title": 5}, ""),
        ({"specialised": 9, "dual_qualified": 10}, {"full_time": 20}, ""),
    ],
)
def test_figures_of_a_line_are_in_order(released: dict[str, Any], sent: dict[str, Any], said: str) -> None:
    made = HandMadeReturn().released("teachers", year=2025, **released) if released else HandMadeReturn()
    place, _, pair = said.partition(": ")
    first, second, small, large = pair.split() if said else ("",) * 4
    expected = f"teachers {place} order: first=@{first}; second=@{second}; small={small}; large={large}"
    assert made.adds("teachers", year=2025, **sent).breaks(ORDER) == ([expected] if said else [])


SUM = rule("sum", "teachers", measures=["full_time", "specialised", "dual_qualified"], tolerance=1)


@pytest.mark.parametrize(
    ("released", "sent", "said"),
    [
        ({}, {"full_time": 10, "specialised": 4, "dual_qualified": 4}, "E2 10 8"),
        ({}, {"full_time": 10, "specialised": 4, "dual_qualified": 5}, ""),
        ({}, {"full_time": 10, "specialised": 6, "dual_qualified": 5}, ""),
        ({}, {"full_time": 10, "specialised": 6, "dual_qualified": 6}, "E2 10 12"),
        ({}, {"full_time": 10, "specialised": 6, "dual_qualified": None}, ""),
        ({}, {"full_time": 10, "specialised": 6}, ""),
        ({"full_time": 10, "specialised": 6}, {"dual_qualified": 9}, "G2 10 15"),
        ({"full_time": 10, "specialised": 6, "dual_qualified": 9}, {"no_title": 1}, ""),
    ],
)
def test_parts_of_a_line_add_up_within_the_tolerance(released: dict[str, Any], sent: dict[str, Any], said: str) -> None:
    made = HandMadeReturn().released("teachers", year=2025, **released) if released else HandMadeReturn()
    place, total, added = said.split() if said else ("", "", "")
    expected = f"teachers {place} sum: name=@full_time; value={total}; sum={added}"
    assert made.adds("teachers", year=2025, **sent).breaks(SUM) == ([expected] if said else [])


def test_a_line_without_all_parts_does_not_hide_the_next_one() -> None:
    sent = HandMadeReturn().adds("teachers", year=2024, full_time=10)
    sent.adds("teachers", year=2025, full_time=10, specialised=1, dual_qualified=1)
    assert [line[:11] for line in sent.breaks(SUM)] == ["teachers E3"]


# --- small numbers and shares


@pytest.mark.parametrize(
    ("value", "upper", "said"),
    [
        (0, 10, False),
        (0.5, 10, True),
        (1, 10, True),
        (9, 10, True),
        (10, 10, False),
        (None, 10, False),
        (0.5, None, False),
    ],
)
def test_a_few_persons_could_be_recognised(value: float | None, upper: float | None, said: bool) -> None:
    sent = HandMadeReturn().adds("enrolment", year=2025, entrants=value)
    expected = [f"enrolment G2 small: value={value}; upper={upper}"] if said else []
    assert sent.breaks(rule("small", "enrolment", upper=upper)) == expected


@pytest.mark.parametrize(
    ("value", "part", "whole", "said"),
    [
        (-0.1, 1, 2, "share_bounds: value=-0.1"),
        (0, 0, 5, ""),
        (1, 5, 5, ""),
        (1, 1, 1, ""),
        (1.5, 3, 2, "share_bounds: value=1.5"),
        (0.5, None, 2, "share_parts: value=0.5"),
        (0.5, 1, None, "share_parts: value=0.5"),
        (0.5, None, None, "share_parts: value=0.5"),
        (0.5, 1, 0, "share: value=0.5; part=1; whole=0"),
        (0.5, 1, -2, "share: value=0.5; part=1; whole=-2"),
        (0.75, 1, 2, ""),  # a quarter off, as far as it may be
        (0.76, 1, 2, "share: value=0.76; part=1; whole=2"),
        (0.24, 1, 2, "share: value=0.24; part=1; whole=2"),
        (None, 1, 2, ""),
    ],
)
@pytest.mark.parametrize("unit", ["share", "ratio"])
def test_a_share_is_its_part_of_the_whole(
    unit: str, value: float | None, part: float | None, whole: float | None, said: str
) -> None:
    share = rule("share", "observations", tolerance=0.25)
    sent = HandMadeReturn().adds("observations", indicator="a", year=2024, unit=unit, value=None)
    sent.adds("observations", indicator="b", year=2024, unit="persons", value=7, numerator=1, denominator=3)
    sent.adds("observations", indicator="c", year=2024, unit=unit, value=value, numerator=part, denominator=whole)
    assert sent.breaks(share) == ([f"observations I4 {said}"] if said else [])


def test_a_finding_has_the_severity_the_rule_and_the_key_it_is_about() -> None:
    soft: Rule = rule("range", "teachers", upper=1).model_copy(update={"severity": "soft", "id": "other"})
    (finding,) = HandMadeReturn().adds("teachers", year=2025, full_time=5).findings(soft)
    assert (finding.code, finding.severity, finding.rule) == ("check_range", "soft", "other")
    assert finding.subject == ("teachers", "500110", "a", "2025", "full_time")


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (219, 10, "219"),
        (0.583, 10, "0.583"),
        (13_800_138_000.0, 10, "13,800,138,000"),
        (13_800_138_123.0, 10, "13,800,138,123"),
        (1e15, 10, "1,000,000,000,000,000"),
        (0.00001, 10, "0.00001"),
        (2754.4, 10, "2,754.4"),
        (5_010_942.6, 3, "5,010,000"),
        (-1234.0, 10, "-1,234"),
    ],
)
def test_a_number_of_a_sentence_is_never_a_power_of_ten(value: float, digits: int, text: str) -> None:
    assert written_out(value, digits) == text
