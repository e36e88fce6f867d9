"""Rules over figures that are published: revised, declared real, taken out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.intake.checks.apply_rules import apply_rules
from tests.support.intake.returned_rows import SCHOOL, HandMadeReturn, rule

REVISION, MADE_REAL, REMOVED = (rule(kind) for kind in ("revision", "made_real", "removed"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"full_time": 60}, {"full_time": 1061}, "year=2025; old=60; new=1,061"),
        ({"full_time": 60}, {"full_time": 60}, ""),
        ({"full_time": 60}, {"full_time": 60, "status": "published"}, ""),
        ({"full_time": 60}, {"full_time": None}, "year=2025; old=60; new=@symbol.not_reported"),
        (
            {"full_time": None, "symbol": "suppressed"},
            {"full_time": None, "symbol": "not_reported"},
            "year=2025; old=@symbol.suppressed; new=@symbol.not_reported",
        ),
        ({"full_time": 60, "provisional": True}, {"full_time": 61}, ""),
    ],
)
def test_a_final_value_is_revised_with_a_reason(old: dict[str, Any], new: dict[str, Any], said: str) -> None:
    sent = HandMadeReturn().adds("teachers", year=2024, full_time=9)
    sent.revises("colleges", {"planned_places": 4000}, stage="built", planned_places=5000)
    sent.revises("teachers", {"provisional": False, **old}, year=2025, **new)
    assert sent.breaks(REVISION) == ([f"teachers E4 revision: {said}"] if said else [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ((60, "illustrative"), (60, "reported"), True),
        ((60, "illustrative"), (60, "provisional"), True),
        ((60, "illustrative"), (60, "illustrative"), False),
        ((60, "illustrative"), (61, "reported"), False),
        ((60, "illustrative"), (61, "illustrative"), False),
        ((None, "illustrative"), (None, "reported"), False),
        ((60, "provisional"), (60, "reported"), False),
    ],
)
def test_a_made_up_value_is_declared_real_with_a_reason(
    old: tuple[float | None, str], new: tuple[float | None, str], said: bool
) -> None:
    sent = HandMadeReturn().adds("teachers", year=2024, full_time=9)
    sent.revises("colleges", {"status": "illustrative"}, stage="built", status="reported")
    before = {"full_time": old[0], "status": old[1]}
    sent.revises("teachers", before, year=2025, full_time=new[0], status=new[1])
    assert sent.breaks(MADE_REAL) == (["teachers E4 made_real: year=2025; value=60"] if said else [])


def test_what_is_taken_out_is_told_with_its_sheet() -> None:
    sent = HandMadeReturn().revises("conditions", {"students": 9}, year=2024, students=8)
    sent.adds("teachers", year=2024, full_time=9)
    sent.removes("teachers", year=2025, full_time=1060)
    sent.removes("colleges", stage="built", actual_date=date(2024, 7, 31))
    assert sent.breaks(REMOVED) == [
        "teachers removed: unit=School A; old=1,060; name=@full_time; year=2025",
        "removed_line: unit=School A; old=@stage.built / 2024-07-31; name=@stage",
    ]
    assert [finding.subject for finding in sent.findings(REMOVED)] == [
        ("teachers", "500110", "a", "2025", "full_time"),
        ("colleges", "500110", "a", "built"),
    ]


def test_findings_come_in_the_order_of_the_rules() -> None:
    sent = HandMadeReturn(SCHOOL).revises("teachers", {"full_time": 60}, year=2025, full_time=61)
    high = rule("range", "teachers", upper=1)
    for first, second in ((REVISION, high), (high, REVISION)):
        findings = apply_rules(sent.merged(), date(2025, 9, 1), (first, second))
        assert [finding.code for finding in findings] == [f"check_{check.kind}" for check in (first, second)]
