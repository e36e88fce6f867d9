"""Rules that compare figures of one line: with earlier years, with each other. Every bound from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from core.intake.checks.candidate_release import PlanCodes, at_year, line_key
from core.intake.rows import UnitEntry
from tests.support.goals import indicator
from tests.support.intake.returned_rows import SCHOOL, HandMadeReturn, row, rule

OTHER = UnitEntry("b", "School B", "", SCHOOL.valid_from, None)
JUMP = rule("jump", "teachers", measures=["full_time", "specialised"], relative=0.3, least=5)


@pytest.mark.parametrize(
    ("before", "value", "said"),
    [
        ({2024: 100}, 131, "jump: value=131; before=100; change=+31%; name=@full_time"),
        ({2024: 100}, 130, ""),  # 30 % exactly
        ({2024: 100}, 70, ""),
        ({2024: 100}, 69, "jump: value=69; before=100; change=-31%; name=@full_time"),
        ({2024: 10}, 15, ""),  # half as many again, but only five
        ({2024: 10}, 16, "jump: value=16; before=10; change=+60%; name=@full_time"),
        ({2024: 1000}, 1100, ""),  # a hundred, but only a tenth
        ({2024: 0}, 1234, "jump: value=1,234; before=0; change=+1,234; name=@full_time"),
        ({2024: 0}, 5, ""),
        ({2024: 100, 2023: 200}, 100, ""),  # the newest counts
        ({2023: 100}, 150, "jump_since: value=150; before=100; change=+50%; name=@full_time; since=2023"),
        ({2024: None, 2023: 100}, 150, "jump_since: value=150; before=100; change=+50%; name=@full_time; since=2023"),
        ({2022: 100}, 150, "jump_since: value=150; before=100; change=+50%; name=@full_time; since=2022"),
        ({2021: 100}, 150, ""),
        ({2026: 100}, 150, ""),
        ({2024: 100}, None, ""),
        ({}, 150, ""),
    ],
)
def test_a_figure_jumps_against_the_newest_of_three_years(
    before: dict[int, float | None], value: float | None, said: str
) -> None:
    sent = HandMadeReturn()
    for year, figure in before.items():
        sent.released("teachers", year=year, full_time=figure)
    sent.adds("teachers", year=2025, full_time=value)
    assert sent.breaks(JUMP) == ([f"teachers E2 {said}"] if said else [])


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ({2024: 100}, "jump_suppressed: name=@full_time; fewest=10; before=100; since=2024"),
        ({2023: 15}, "jump_suppressed: name=@full_time; fewest=10; before=15; since=2023"),
        ({2024: 14}, ""),  # 9 of 14 are five fewer
        ({2024: 3}, ""),
        ({2024: 0}, ""),
        ({}, ""),
    ],
)
def test_many_persons_do_not_become_too_few_to_show(before: dict[int, float | None], said: str) -> None:
    sent = HandMadeReturn()
    for year, figure in before.items():
        sent.released("teachers", year=year, full_time=figure)
    sent.adds("teachers", year=2025, full_time=None, symbol="suppressed")
    assert sent.breaks(JUMP) == ([f"teachers E2 {said}"] if said else [])


def test_a_figure_that_cannot_be_compared_does_not_hide_the_next_one() -> None:
    sent = HandMadeReturn().released("teachers", year=2024, dual_qualified=10, full_time=None, specialised=10)
    sent.adds("teachers", year=2025, dual_qualified=90, full_time=150, specialised=90)
    assert sent.breaks(JUMP) == ["teachers F2 jump: value=90; before=10; change=+800%; name=@specialised"]
    only_specialised = rule("jump", "teachers", measures=["specialised"], relative=0.3, least=5)
    assert len(sent.breaks(only_specialised)) == 1


def test_observations_jump_in_the_units_of_the_rule_and_each_part_in_its_column() -> None:
    jump = rule("jump", "observations", measures=["value", "numerator"], units=["share"], relative=0.3, least=0.05)
    sent = HandMadeReturn()
    sent.released("observations", indicator="s", year=2024, unit="share", value=0.5, numerator=50, denominator=100)
    sent.released("observations", indicator="p", year=2024, unit="persons", value=50)
    sent.adds("observations", indicator="s", year=2025, unit="share", value=0.9, numerator=90, denominator=100)
    sent.adds("observations", indicator="p", year=2025, unit="persons", value=90)
    assert sent.breaks(jump) == [
        "observations I2 jump: value=0.9; before=0.5; change=+80%; name=@value",
        "observations G2 jump: value=90; before=50; change=+80%; name=@numerator",
    ]
    any_unit = rule("jump", "observations", measures=["value"], relative=0.3, least=0.05)
    assert [line[:15] for line in sent.breaks(any_unit)] == ["observations I2", "observations I3"]


@pytest.mark.parametrize("dataset", ["enrolment", "college_enrolment", "training", "teachers", "observations"])
def test_a_line_of_another_year_differs_in_its_year_only(dataset: str) -> None:
    line, other = (line_key(dataset, row(dataset, year=year)) for year in (2024, 2025))
    assert line != other
    assert at_year(line, 2025) == other


# --- ratios

AREAS = ["building_area", "campus_area"]
NAMES = "first=@building_area; second=@campus_area"


def areas(sent: HandMadeReturn, year: int, building: float | None, campus: float | None) -> HandMadeReturn:
    return sent.adds("conditions", year=year, building_area=building, campus_area=campus)


@pytest.mark.parametrize(
    ("building", "campus", "ratio"),
    [(39, 100, "0.39"), (40, 100, ""), (100, 100, ""), (210, 100, ""), (211, 100, "2.11"), (5, 0, ""), (None, 1, "")],
)
def test_a_ratio_lies_within_its_bounds_and_the_tolerance(building: float | None, campus: float, ratio: str) -> None:
    bounded = rule("ratio", "conditions", measures=AREAS, lower=0.5, upper=2, tolerance=10)
    values = f"value={building}; other={campus}; ratio={ratio}; lower=0.5; upper=2"
    said = areas(HandMadeReturn(), 2025, building, campus).breaks(bounded)
    assert said == ([f"conditions G2 ratio: {NAMES}; {values}"] if ratio else [])


def test_a_ratio_may_be_open_on_one_side() -> None:
    at_most, at_least = (rule("ratio", "conditions", measures=AREAS, **bound) for bound in ({"upper": 2}, {"lower": 2}))
    low, high = areas(HandMadeReturn(), 2025, 1, 100), areas(HandMadeReturn(), 2025, 900, 100)
    assert low.breaks(at_most) == high.breaks(at_least) == []
    assert high.breaks(at_most) == [f"conditions G2 ratio: {NAMES}; value=900; other=100; ratio=9; lower=–; upper=2"]
    assert low.breaks(at_least) == [f"conditions G2 ratio: {NAMES}; value=1; other=100; ratio=0.01; lower=2; upper=–"]


def test_a_ratio_is_told_where_the_return_touches_it() -> None:
    at_most = rule("ratio", "conditions", measures=AREAS, upper=2)
    second = HandMadeReturn().released("conditions", year=2025, building_area=900)
    assert [line[:13] for line in second.adds("conditions", year=2025, campus_area=100).breaks(at_most)] == [
        "conditions F2"
    ]
    first = HandMadeReturn().released("conditions", year=2025, campus_area=100)
    assert [line[:13] for line in first.adds("conditions", year=2025, building_area=900).breaks(at_most)] == [
        "conditions G2"
    ]


def test_a_line_without_both_parts_of_a_ratio_does_not_hide_the_next_one() -> None:
    at_most = rule("ratio", "conditions", measures=AREAS, upper=2)
    sent = HandMadeReturn().adds("conditions", year=2022, campus_area=100)
    sent.adds("conditions", year=2023, building_area=900)
    sent.adds("conditions", year=2024, building_area=900, campus_area=None)
    assert [line[:13] for line in areas(sent, 2025, 900, 100).breaks(at_most)] == ["conditions G5"]


@pytest.mark.parametrize(("graduates", "said"), [(109, True), (110, False), (190, False), (191, True)])
def test_a_ratio_against_an_earlier_year_is_asked_of_the_later_figure(graduates: int, said: bool) -> None:
    of_entrants = rule(
        "ratio", "enrolment", measures=["graduates", "entrants"], lag=3, lower=0.6, upper=0.9, tolerance=10
    )
    sent = HandMadeReturn().released("enrolment", year=2022, entrants=200).released("enrolment", year=2028, entrants=1)
    sent.adds("enrolment", year=2025, graduates=graduates, entrants=1)
    values = f"first=@graduates; second=@entrants; value={graduates}; other=200; year=2022"
    assert sent.breaks(of_entrants) == ([f"enrolment I2 ratio_then: {values}"] if said else [])
    later = HandMadeReturn().released("enrolment", year=2022, entrants=1, graduates=1)
    later.released("enrolment", year=2025, graduates=999)
    assert later.adds("enrolment", year=2025, entrants=5).breaks(of_entrants) == []


# --- certificates

LEVELS = rule("levels", "training", measures=["person_times"])


@pytest.mark.parametrize(
    ("released", "sent", "said"),
    [
        ({}, {"person_times": 100, "certificates_junior": 60, "certificates_senior": 41}, "F2 101"),
        ({}, {"person_times": 100, "certificates_junior": 60, "certificates_senior": 40}, ""),
        ({}, {"person_times": 100, "certificates_junior": None, "certificates_total": 101}, "F2 101"),
        ({"person_times": 100}, {"certificates_junior": 150}, "J2 150"),
        ({"person_times": 100, "certificates_junior": 150}, {"persons": 90}, ""),
        ({"certificates_junior": 150}, {"persons": 90, "person_times": 100}, "F2 150"),
        ({}, {"persons": 100, "certificates_junior": 150}, ""),
        ({}, {"person_times": None, "certificates_junior": 150}, ""),
        ({}, {"person_times": 100, "persons": 150}, ""),
    ],
)
def test_certificates_of_all_levels_are_no_more_than_the_person_times(
    released: dict[str, Any], sent: dict[str, Any], said: str
) -> None:
    made = HandMadeReturn().released("training", year=2025, **released) if released else HandMadeReturn()
    place, _, added = said.partition(" ")
    expected = f"training {place} levels: sum={added}; name=@person_times; value=100"
    assert made.adds("training", year=2025, **sent).breaks(LEVELS) == ([expected] if said else [])


# --- what is left out

LEFT_OUT = rule("gone", "training", measures=["certificates_junior", "certificates_senior"], least=20)


@pytest.mark.parametrize(
    ("year", "before", "sent", "said"),
    [
        (2024, {"certificates_junior": 20}, {}, "name=@certificate_level.junior; before=20"),
        (2024, {"certificates_junior": 19}, {}, ""),
        (2024, {"certificates_junior": None}, {}, ""),
        (2024, {"certificates_junior": 50}, {"certificates_junior": 1}, ""),
        (2024, {"certificates_junior": 50}, {"certificates_junior": None}, ""),
        (2024, {"persons": 50}, {}, ""),
        (2023, {"certificates_junior": 50}, {}, ""),
        (2026, {"certificates_junior": 50}, {}, ""),
    ],
)
def test_a_new_line_has_what_the_year_before_had(
    year: int, before: dict[str, Any], sent: dict[str, Any], said: str
) -> None:
    made = HandMadeReturn().released("training", year=year, **before)
    expected = [f"training G2 gone: {said}"] if said else []
    assert made.adds("training", year=2025, persons=90, **sent).breaks(LEFT_OUT) == expected


def test_a_line_the_release_has_is_not_asked_for_more_and_does_not_hide_a_new_one() -> None:
    sent = HandMadeReturn().released("training", year=2023, certificates_senior=1234)
    sent.released("training", school=OTHER, year=2024, certificates_senior=1234)
    sent.revises("training", {"persons": 80}, year=2024, persons=90)
    sent.adds("training", school=OTHER, year=2025, persons=90)
    assert sent.breaks(LEFT_OUT) == ["training G3 gone: name=@certificate_level.senior; before=1,234"]


# --- a part of another indicator

BASES = {
    "bases": indicator(id="bases", short_label={"zh": "基地", "en": "Bases"}),
    "shared": indicator(id="shared", short_label={"zh": "共享", "en": "Shared"}, part_of="bases"),
    "lost": indicator(id="lost", part_of="not_declared"),
}


@pytest.mark.parametrize(
    ("shared", "bases", "is_asked_about"),
    [(3, 3, False), (4, 3, True), (1, 0, True), (0, 0, False), (None, 0, False), (4, None, False)],
)
def test_a_part_is_not_more_than_its_whole(shared: float | None, bases: float | None, is_asked_about: bool) -> None:
    sent = HandMadeReturn().adds("observations", indicator="bases", year=2025, value=bases)
    sent.adds("observations", indicator="shared", year=2025, value=shared)
    asked = [f"observations I3 part: name=共享; whole=基地; value={shared}; other={bases}"]
    assert sent.breaks(rule("part", "observations"), codes=PlanCodes(indicators=BASES)) == asked * is_asked_about


def test_a_part_is_compared_with_the_whole_of_its_own_unit_and_year_whichever_of_them_is_sent() -> None:
    part = {"indicator": "shared", "value": 4}
    sent = HandMadeReturn().released("observations", **part, year=2025).released("observations", **part, year=2024)
    sent.released("observations", **part, year=2025, school=OTHER).adds(
        "observations", indicator="lost", year=2025, value=9
    )
    sent.adds("observations", indicator="bases", year=2025, value=3)
    said = [line.split(":")[0] for line in sent.breaks(rule("part", "observations"), codes=PlanCodes(indicators=BASES))]
    assert said == ["observations I3 part"]
