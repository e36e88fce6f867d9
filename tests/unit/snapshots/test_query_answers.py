"""Questions to a release whose answers are whole numbers: owners of tasks, made-up rows, which file was at fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core import queries
from core.queries import QueryError, Returns, has_illustrative_rows, probe_release, series
from core.queries.database import rows_of_question
from core.queries.provenance import COLUMNS, dataset_rows, source_rows
from core.queries.query import cached_rows, query
from core.snapshots import Snapshot
from tests.support.release_frames import tiny_release, tiny_release_frames

DAY = date(2025, 9, 1)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return tiny_release(tmp_path_factory.mktemp("releases"))


def test_one_made_up_row_makes_a_release_made_up(tmp_path: Path) -> None:
    frames = {name: rows.assign(status="reported", provisional=False) for name, rows in tiny_release_frames().items()}
    assert not has_illustrative_rows(Returns(tiny_release(tmp_path, frames=frames)))
    frames["tasks"]["status"] = ["reported", "illustrative"]
    assert has_illustrative_rows(Returns(tiny_release(tmp_path, frames=frames)))
    nothing = {name: rows.head(0) for name, rows in tiny_release_frames().items()}
    assert not has_illustrative_rows(Returns(tiny_release(tmp_path, frames=nothing)))


def test_rows_of_enrolment_are_counted_each_time_anew(tmp_path: Path) -> None:
    snapshot = tiny_release(tmp_path)
    assert probe_release(snapshot) == 72  # 4 lines of 3 measures in 6 years
    snapshot.path("enrolment").unlink()
    with pytest.raises(QueryError) as caught:
        probe_release(snapshot)
    assert caught.value.file == "2025-09-01/enrolment.parquet"


@pytest.mark.parametrize("damaged", ["conditions", "teachers"])
def test_of_several_files_the_one_at_fault_is_named(tmp_path: Path, damaged: str) -> None:
    snapshot = tiny_release(tmp_path)
    snapshot.path(damaged).write_bytes(b"no table")
    rows_of_question.cache_clear()
    with pytest.raises(QueryError) as caught:
        queries.conditions(Returns(snapshot))
    assert caught.value.file == f"2025-09-01/{damaged}.parquet"


def test_a_fault_of_no_file_is_told_of_the_first(release: Snapshot) -> None:
    with pytest.raises(QueryError) as caught:
        query(Returns(release), "SELECT nothing_of_the_kind FROM returns($teachers)", "teachers", "tasks")
    assert caught.value.file == "2025-09-01/teachers.parquet"


def test_a_tuple_arrives_as_a_list(release: Snapshot) -> None:
    sql = "SELECT list_sort($years) AS years, $one AS one FROM returns($tasks) LIMIT 1"
    answer = query(Returns(release), sql, "tasks", years=(2025, 2024), one="x").iloc[0]
    assert (list(answer["years"]), answer["one"]) == ([2024, 2025], "x")


def test_so_many_answers_are_kept() -> None:
    assert cached_rows.cache_info().maxsize == 512
    assert rows_of_question.cache_info().maxsize == 512


def students(snapshot: Snapshot, year: int) -> float:
    counted = series(Returns(snapshot), "secondary_vocational_enrolment")
    return float(counted.loc[counted["year"] == year, "value"].iloc[0])


def test_a_release_with_the_same_files_is_not_asked_again(tmp_path: Path) -> None:
    """The copy answers although its file is gone: 1,600 students of vocational schools in 2020, 2,600 in 2025."""
    first, copy = tiny_release(tmp_path / "first"), tiny_release(tmp_path / "copy")
    assert (students(first, 2020), students(first, 2025)) == (1600, 2600)
    copy.path("enrolment").unlink()
    assert (students(copy, 2020), students(copy, 2025)) == (1600, 2600)


def test_what_is_new_in_a_release_is_asked_for(tmp_path: Path) -> None:
    """Ten students more in every line of a school, and then one teacher less of whom nobody asked."""
    frames = tiny_release_frames()
    before = tiny_release(tmp_path / "before", frames=frames)
    assert students(before, 2025) == 2600
    more = {**frames, "enrolment": frames["enrolment"].assign(value=frames["enrolment"]["value"] + 10)}
    assert students(tiny_release(tmp_path / "more", frames=more), 2025) == 2630
    fewer = {**frames, "teachers": frames["teachers"].iloc[:-1]}
    assert students(tiny_release(tmp_path / "fewer", frames=fewer), 2025) == 2600


def test_an_answer_that_depends_on_the_day_of_a_release_is_asked_for_by_day(tmp_path: Path) -> None:
    """The same files on two days: college A, which enrols from September 2022, was not there the day before."""
    frames = tiny_release_frames()
    for day, reached in ((date(2022, 8, 31), 0), (date(2022, 9, 1), 1)):
        pipeline = queries.college_pipeline(Returns(tiny_release(tmp_path / str(reached), day, frames)))
        enrolling = pipeline[(pipeline["unit_id"] == "college-a") & (pipeline["stage"] == "enrolling")]
        assert int(enrolling["actual_date"].notna().sum()) == reached


def test_rows_filled_in_are_part_of_a_question(tmp_path: Path) -> None:
    """B did not report 2024; of the same files the year has no share without its last values and one with them.

    2024: 36 of 40 specialised teachers of A, and 10 of 20 of B as the year before.
    """
    frames = tiny_release_frames()
    frames["teachers"] = frames["teachers"][frames["teachers"]["symbol"] == ""]
    snapshot = tiny_release(tmp_path, frames=frames)
    whole, filled = (series(Returns(snapshot, filled=fill), "dual_qualified_share") for fill in (False, True))
    assert whole.loc[whole["year"] == 2024, "symbol"].iloc[0] == "not_reported"
    assert whole.equals(series(Returns(snapshot), "dual_qualified_share"))
    assert filled.loc[filled["year"] == 2024, "value"].iloc[0] == pytest.approx((36 + 10) / 60)


def test_an_indicator_without_rows_of_its_own_is_counted_from_its_milestones(release: Snapshot) -> None:
    counted = series(Returns(release), "projects_2023")
    assert counted["year"].tolist() == list(range(2018, 2026))  # from five years before the first date
    assert counted["value"].tolist() == [0.0] * 5 + [1.0] * 3


@pytest.mark.parametrize(
    ("indicator", "year", "parts"),
    [
        ("colleges", 2025, ["2022-09-01"]),
        ("schools_meeting_standard", 2024, ["schools_meeting_standard"]),
        ("projects_2023", 2023, ["2023-06-30"]),
        ("projects_2023", 2022, []),
        ("college_students", 2025, ["full_time/enrolment", "part_time/enrolment"]),
        ("dual_qualified_share", 2025, ["dual_qualified", "specialised"] * 2),
        ("training_certificates", 2024, ["rural_migrant_workers/job_skill/senior/certificates"]),
        ("general_high_entrants", 2025, ["general_high/total/entrants"]),
        (
            "vocational_share",
            2025,
            [
                "secondary_vocational/61/enrolment",
                "secondary_vocational/71/enrolment",
                "secondary_vocational/74/enrolment",
                "general_high/total/enrolment",
            ],
        ),
        ("births", 2025, ["births"]),
        ("full_time_teachers", 2025, ["full_time_teachers"] * 2),
    ],
)
def test_a_number_leads_to_exactly_the_rows_it_was_made_of(
    release: Snapshot, indicator: str, year: int, parts: list[str]
) -> None:
    rows = source_rows(Returns(release), indicator, year)
    assert tuple(rows.columns) == COLUMNS
    assert rows["part"].tolist() == parts


def test_a_number_judged_by_the_standard_leads_to_the_conditions_of_schools(release: Snapshot) -> None:
    rows = source_rows(Returns(release), "schools_meeting_standard", 2025, by_standard=True)
    assert rows["part"].tolist() == [
        *("books", "building_area", "campus_area", "equipment_value", "full_time_teachers", "students"),
    ]
    assert source_rows(Returns(release), "schools_meeting_standard", 2024, by_standard=True).empty


def test_the_rows_of_a_dataset_are_those_of_the_year_asked_for_or_of_its_newest(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    frames["training"] = frames["training"].head(0)
    returns = Returns(tiny_release(tmp_path, DAY, frames))
    for asked, year, births in ((None, 2025, 5500.0), (2021, 2021, 7500.0)):
        rows, shown = dataset_rows(returns, "cohorts", asked)
        assert (shown, rows["part"].tolist()) == (year, ["births", "junior_graduates"])
        assert rows["value"].tolist()[0] == births
        assert tuple(rows.columns) == COLUMNS
    rows, shown = dataset_rows(returns, "training")
    assert (len(rows), tuple(rows.columns), shown) == (0, COLUMNS, None)
    rows, shown = dataset_rows(returns, "colleges", 2021)
    assert (len(rows), tuple(rows.columns), shown) == (12, COLUMNS, None)
