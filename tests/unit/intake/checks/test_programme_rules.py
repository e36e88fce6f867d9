"""Rules about programmes: their codes, and their students against the groups the school returned."""

from __future__ import annotations

import pytest

from core.intake.form.layout import SHEET_OF
from core.intake.rows import UnitEntry
from core.intake.workbook.references import column_letter
from tests.support.intake.returned_rows import SCHOOL, HandMadeReturn, rule

OTHER = UnitEntry("b", "School B", "", SCHOOL.valid_from, None)
FORM = rule("code_form", "programmes")
GROUP = rule("code_group", "programmes")
SUM = rule("group_sum", "programmes", measures=["entrants", "enrolment"], other_dataset="enrolment")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("710201", None),
        ("799999", None),
        ("71020", "form"),
        ("7102011", "form"),
        ("71020a", "form"),
        ("７１０２０１", "form"),
        ("", "form"),
        ("090100", "group"),
        ("410101", "group"),
        ("800101", "group"),
    ],
)
def test_a_code_has_six_digits_and_begins_with_a_group_of_the_catalogue(code: str, said: str | None) -> None:
    sent = HandMadeReturn().adds("programmes", year=2025, programme_code=code, entrants=10, enrolment=30)
    form, group = sent.breaks(FORM), sent.breaks(GROUP)
    assert form == ([f"programmes C2 code_form: code={code}"] if said == "form" else [])
    assert group == ([f"programmes C2 code_group: code={code}; first=61; last=79"] if said == "group" else [])


def sent_programmes(*entrants: float | None, group: float | None = 60, year: int = 2025) -> HandMadeReturn:
    """Programmes of group 71 that the return adds, to a release with that group's entrants."""
    sent = HandMadeReturn(SCHOOL, OTHER).released("enrolment", year=year, programme_group="71", entrants=group)
    sent.released("enrolment", year=year, programme_group="72", entrants=5)
    sent.released("enrolment", school=OTHER, year=year, programme_group="71", entrants=1)
    for number, value in enumerate(entrants):
        sent.adds("programmes", year=2025, programme_code=f"71020{number}", entrants=value)
    return sent


@pytest.mark.parametrize(
    ("entrants", "group", "said"),
    [
        ((40.0, 20.0), 60, None),
        ((40.0, 19.0), 60, "59"),
        ((40.0, 21.0), 60, "61"),
        ((40.0, None), 60, None),
        ((61.0, None), 60, "61"),
        ((40.0, 19.0), None, None),
    ],
)
def test_the_programmes_of_a_group_add_up_to_it_where_both_are_known(
    entrants: tuple[float | None, ...], group: float | None, said: str | None
) -> None:
    values = (
        "unit=School A; year=2025; name=@entrants; group=@programme_group.71; "
        f"sum={said}; table=@intake.sheet.enrolment; other=60"
    )
    found = [line.split(" ", 2) for line in sent_programmes(*entrants, group=group).breaks(SUM)]
    assert [(code, rest) for _, _, code_rest in found for code, rest in [code_rest.split(": ", 1)]] == (
        [("group_sum", values)] if said else []
    )


def test_another_year_says_nothing() -> None:
    assert sent_programmes(40.0, year=2024).breaks(SUM) == []


def test_a_programme_in_a_group_the_school_has_no_students_of_is_asked_about() -> None:
    sent = sent_programmes(60.0).adds("programmes", year=2025, programme_code="610101", entrants=3)
    assert [line.split("; ")[3:] for line in sent.breaks(SUM)] == [
        ["group=@programme_group.61", "sum=3", "table=@intake.sheet.enrolment", "other=–"]
    ]


@pytest.mark.parametrize(("total", "said"), [(63, False), (64, True)])
def test_a_school_that_returns_no_groups_is_compared_in_all(total: int, said: bool) -> None:
    sent = HandMadeReturn().released("enrolment", year=2025, programme_group="total", entrants=total)
    sent.adds("programmes", year=2025, programme_code="710201", entrants=60)
    sent.adds("programmes", year=2025, programme_code="610101", entrants=3)
    assert bool(sent.breaks(SUM)) is said


def test_a_changed_group_is_compared_with_the_programmes_of_the_release() -> None:
    sent = HandMadeReturn().released("programmes", year=2025, programme_code="710201", entrants=60)
    sent.revises("enrolment", {"entrants": 60}, year=2025, programme_group="71", entrants=70)
    (line,) = sent.breaks(SUM)
    assert line.startswith("enrolment ")
    assert "sum=60" in line
    assert "other=70" in line


def test_the_finding_stands_at_the_first_programme_of_its_group_in_the_column_of_its_measure() -> None:
    sent = HandMadeReturn().released("enrolment", year=2025, programme_group="71", entrants=60, enrolment=90)
    sent.released("enrolment", year=2025, programme_group="61", entrants=3, enrolment=8)
    sent.adds("programmes", year=2025, programme_code="610101", entrants=3, enrolment=8)
    sent.adds("programmes", year=2025, programme_code="710200", entrants=None, enrolment=None)
    sent.adds("programmes", year=2025, programme_code="710201", entrants=60, enrolment=91)
    letter = next(
        column_letter(at) for at, column in enumerate(SHEET_OF["programmes"].columns) if column.id == "enrolment"
    )
    (line,) = sent.breaks(SUM)
    assert line.startswith(f"programmes {letter}4 group_sum: unit=School A; ")
