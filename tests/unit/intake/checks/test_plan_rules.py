"""Rules over what is planned and built: places, days and stages of colleges, milestones and tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.intake.rows import UnitEntry
from tests.support.intake.returned_rows import SCHOOL, HandMadeReturn, rule

OTHER = UnitEntry("b", "College B", "", SCHOOL.valid_from, None)
DAY, LATER = date(2024, 7, 31), date(2024, 8, 1)

# --- rows of one college say the same

ALIKE = rule("alike", "colleges", measures=["planned_places", "institution_type"])


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((4000, 4000), ""),
        ((4000, None), ""),
        ((4000, 5000), "D3|4,000|5,000"),
        ((4000, 5000, 6000), "D3|4,000|5,000|6,000"),
    ],
)
def test_the_rows_of_a_college_name_the_same_places(places: tuple[int | None, ...], said: str) -> None:
    sent = HandMadeReturn().released("colleges", school=OTHER, stage="built", planned_places=9000)
    stages = ("signed", "approved", "built")
    sent.released("colleges", stage="intention", planned_places=4000)
    for stage, number in zip(stages, places, strict=False):
        sent.adds("colleges", stage=stage, planned_places=number)
    place, _, words = said.partition("|")
    expected = f"colleges {place} alike: name=@planned_places; unit=School A; found=@list:{words}"
    assert sent.breaks(ALIKE) == ([expected] if said else [])


def test_the_row_that_says_what_fewest_say_is_where_the_mistake_is() -> None:
    sent = HandMadeReturn()
    for stage, number in (("intention", 4000), ("signed", None), ("approved", 5000), ("built", 4000)):
        sent.adds("colleges", stage=stage, planned_places=number)
    assert [line[:11] for line in sent.breaks(ALIKE)] == ["colleges D4"]


def test_the_rows_of_a_college_are_of_one_type_in_words() -> None:
    sent = HandMadeReturn().released("colleges", stage="signed", institution_type="campus")
    sent.released("colleges", stage="approved", institution_type="campus")
    sent.adds("colleges", stage="built", institution_type="vocational_college")
    words = "@list:@institution_type.campus|@institution_type.vocational_college"
    assert sent.breaks(ALIKE) == [f"colleges C2 alike: name=@institution_type; unit=School A; found={words}"]


# --- what was settled

SETTLED = rule("settled", "colleges", measures=["planned_places", "planned_date"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"planned_places": 4000}, {"planned_places": 5000}, ["D2 @planned_places 4,000 5,000"]),
        ({"planned_places": 4000}, {"planned_places": 4000}, []),
        ({"planned_places": None}, {"planned_places": 5000}, []),
        ({"planned_places": 4000}, {"planned_places": None}, ["D2 @planned_places 4,000 –"]),
        ({"planned_date": DAY}, {"planned_date": LATER}, ["F2 @planned_date 2024-07-31 2024-08-01"]),
        ({"planned_date": DAY}, {"planned_date": None}, ["F2 @planned_date 2024-07-31 –"]),
        ({"planned_places": 4000, "provisional": True}, {"planned_places": 5000}, []),
    ],
)
def test_what_the_release_knows_stays_as_it_is(old: dict[str, Any], new: dict[str, Any], said: list[str]) -> None:
    sent = HandMadeReturn().revises("colleges", old, stage="built", **{"provisional": False, **new})
    expected = []
    for each in said:
        place, name, before, after = each.split()
        expected.append(f"colleges {place} settled: name={name}; old={before}; new={after}")
    assert sent.breaks(SETTLED) == expected


def test_a_number_that_every_row_repeats_is_asked_about_once_and_a_new_row_does_not_hide_it() -> None:
    sent = HandMadeReturn().adds("colleges", stage="intention", planned_places=5000)
    for stage in ("signed", "built"):
        sent.revises("colleges", {"planned_places": 4000}, stage=stage, planned_places=5000)
    sent.revises("colleges", {"planned_places": 4000}, school=OTHER, stage="built", planned_places=5000)
    assert [line[:11] for line in sent.breaks(SETTLED)] == ["colleges D3", "colleges D5"]


# --- stages

STAGES = rule("stages", "colleges", measures=["planned_date", "actual_date"])


def stage(day: date | None, planned: date | None = None) -> dict[str, Any]:
    return {"actual_date": day, "planned_date": planned}


@pytest.mark.parametrize(
    ("signed", "built", "said"),
    [
        (stage(DAY), stage(DAY), ""),
        (stage(LATER), stage(DAY), "G2 stage_order: {}; day=2024-07-31; before=2024-08-01; name=@actual_date"),
        (
            stage(None, LATER),
            stage(None, DAY),
            "F2 stage_order: {}; day=2024-07-31; before=2024-08-01; name=@planned_date",
        ),
        (stage(None, DAY), stage(None, LATER), ""),
        (stage(None, DAY), stage(LATER), "G2 stage_open: {}; day=2024-08-01"),
        (stage(None, None), stage(LATER), ""),
        (stage(DAY, None), stage(None, LATER), ""),
        (stage(DAY, None), stage(LATER, LATER), ""),
        (stage(LATER), stage(None), ""),
    ],
)
@pytest.mark.parametrize("touched", ["signed", "built"])
def test_a_stage_is_reached_after_the_ones_before_it(
    touched: str, signed: dict[str, Any], built: dict[str, Any], said: str
) -> None:
    sent = HandMadeReturn().released("colleges", school=OTHER, stage="intention", actual_date=date(2030, 1, 1))
    for name, columns in (("built", built), ("signed", signed)):
        if name == touched:
            sent.adds("colleges", stage=name, **columns)
        else:
            sent.released("colleges", stage=name, **columns)
    words = "first=@stage.signed; second=@stage.built"
    assert sent.breaks(STAGES) == ([f"colleges {said.format(words)}"] if said else [])


def test_the_nearest_stage_that_does_not_fit_is_told_at_the_later_one() -> None:
    days = {"intention": date(2026, 1, 1), "signed": date(2025, 1, 1), "approved": None, "built": date(2024, 1, 1)}
    sent = HandMadeReturn()
    for name, day in days.items():
        sent.adds("colleges", stage=name, actual_date=day)
    assert [line.split("; day")[0] for line in sent.breaks(STAGES)] == [
        "colleges G3 stage_order: first=@stage.intention; second=@stage.signed",
        "colleges G5 stage_order: first=@stage.signed; second=@stage.built",
    ]


def test_stages_that_the_return_does_not_touch_do_not_hide_what_it_does() -> None:
    sent = HandMadeReturn().adds("colleges", stage="intention", actual_date=date(2026, 1, 1))
    sent.released("colleges", stage="signed", actual_date=date(2025, 1, 1))
    sent.released("colleges", stage="built", actual_date=date(2024, 1, 1))
    assert [line.split("; day")[0] for line in sent.breaks(STAGES)] == [
        "colleges G2 stage_order: first=@stage.intention; second=@stage.signed",
        "colleges G2 stage_order: first=@stage.intention; second=@stage.built",
    ]


# --- days far apart, and what belongs to what is done

SLIP = rule("slip", "milestones", measures=["planned_date", "actual_date"], tolerance=731)


@pytest.mark.parametrize(
    ("planned", "actual", "said"),
    [
        (date(2020, 1, 1), date(2022, 1, 1), ""),  # 731 days
        (date(2020, 1, 1), date(2022, 1, 2), "planned=2020-01-01; actual=2022-01-02; years=2"),
        (date(2022, 1, 2), date(2020, 1, 1), "planned=2022-01-02; actual=2020-01-01; years=2"),
        (date(2020, 1, 1), date(2519, 7, 1), "planned=2020-01-01; actual=2519-07-01; years=499"),
        (None, date(2022, 1, 2), ""),
        (date(2020, 1, 1), None, ""),
    ],
)
def test_two_days_of_a_row_lie_close_enough(planned: date | None, actual: date | None, said: str) -> None:
    sent = HandMadeReturn().adds("milestones", milestone="a", planned_date=planned, actual_date=actual)
    assert sent.breaks(SLIP) == ([f"milestones K2 slip: {said}"] if said else [])


def test_a_row_with_one_day_does_not_hide_the_next_one() -> None:
    sent = HandMadeReturn().adds("milestones", milestone="a", planned_date=DAY)
    sent.adds("milestones", milestone="b", planned_date=DAY, actual_date=date(2030, 1, 1))
    assert [line[:13] for line in sent.breaks(SLIP)] == ["milestones K3"]


@pytest.mark.parametrize(
    ("stage", "columns", "said"),
    [
        ("finished", {"reported_on": None}, ["reported_on"]),
        ("finished", {"reported_on": DAY}, []),
        ("finished", {"reported_on": None, "evidence": "none"}, ["reported_on", "none"]),
        ("finished", {"reported_on": DAY, "evidence": ""}, ["evidence"]),
        ("closed", {"reported_on": None}, ["reported_on"]),
        ("proposed", {"reported_on": None, "evidence": "none"}, []),
    ],
)
def test_what_is_done_has_a_day_and_something_that_shows_it(
    stage: str, columns: dict[str, Any], said: list[str]
) -> None:
    shown = rule("needs", "tasks", given="stage", among=["finished", "closed"], measures=["reported_on", "evidence"])
    sent = HandMadeReturn().adds("tasks", task=1, stage="proposed", evidence="none")
    sent.adds("tasks", task=2, stage=stage, **columns)
    lines = {
        "reported_on": "tasks O3 needs: given=@task_stage; name=@reported_on",
        "evidence": "tasks T3 needs: given=@task_stage; name=@evidence",
        "none": "tasks T3 needs_another: given=@task_stage; name=@evidence; found=@evidence_kind.none",
    }
    assert sent.breaks(shown) == [lines[name] for name in said]


def test_a_companion_is_needed_of_whatever_is_given() -> None:
    shown = rule("needs", "milestones", given="actual_date", measures=["evidence"])
    sent = HandMadeReturn().adds("milestones", milestone="a", actual_date=None, evidence="none")
    sent.adds("milestones", milestone="b", actual_date=DAY, evidence="none")
    assert sent.breaks(shown) == [
        "milestones L3 needs_another: given=@actual_date; name=@evidence; found=@evidence_kind.none"
    ]


# --- places

CAPACITY = rule(
    "capacity",
    "college_enrolment",
    measures=["enrolment"],
    other_dataset="colleges",
    other_measure="planned_places",
    relative=0.5,
)


@pytest.mark.parametrize(
    ("places", "students", "said"),
    [
        ((4000,), 6000, ""),
        ((4000,), 6001, "value=6,001; planned=4,000"),
        ((3000, 4000, None), 6001, "value=6,001; planned=4,000"),
        ((4000, 3000), 6000, ""),
        ((1,), 2, "value=2; planned=1"),
        ((None,), 6001, ""),
        ((0,), 6001, ""),
        ((), 6001, ""),
    ],
)
def test_a_college_has_at_most_half_as_many_students_again_as_places(
    places: tuple[int | None, ...], students: int, said: str
) -> None:
    sent = HandMadeReturn().released("colleges", school=OTHER, stage="built", planned_places=1)
    for name, number in zip(("signed", "approved", "built"), places, strict=False):
        sent.released("colleges", stage=name, planned_places=number)
    sent.adds("college_enrolment", study_mode="full_time", year=2025, enrolment=students - 1)
    sent.adds("college_enrolment", study_mode="part_time", year=2025, enrolment=1)
    names = "first=@enrolment; second=@planned_places"
    assert sent.breaks(CAPACITY) == ([f"college_enrolment F2 capacity: {names}; {said}"] if said else [])
