"""SQL over a release whose rows can be added up in the head."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core import queries
from core.queries import QueryError, Returns, series
from core.queries.provenance import source_rows
from core.snapshots import Snapshot
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return tiny_release(tmp_path_factory.mktemp("releases"))


def value(snapshot: Snapshot, indicator: str, year: int, column: str = "value") -> float:
    result = series(Returns(snapshot), indicator)
    return float(result.loc[result["year"] == year, column].iloc[0])


def test_students_of_all_schools_and_groups_are_added_up(release: Snapshot) -> None:
    assert value(release, "secondary_vocational_enrolment", 2020) == 1600
    assert value(release, "secondary_vocational_enrolment", 2025) == 2600
    assert value(release, "general_high_enrolment", 2025) == 2400
    assert value(release, "upper_secondary_enrolment", 2025) == 5000


def test_the_ratio_is_a_share_of_both_kinds_of_school_with_its_parts(release: Snapshot) -> None:
    assert value(release, "vocational_share", 2020) == pytest.approx(0.40)
    assert value(release, "vocational_share", 2025) == pytest.approx(0.52)
    assert value(release, "vocational_share", 2025, "numerator") == 2600
    assert value(release, "vocational_share", 2025, "denominator") == 5000


def test_a_school_that_did_not_report_makes_the_total_absent_with_its_reason(release: Snapshot) -> None:
    teachers = series(Returns(release), "dual_qualified_share").set_index("year")
    assert teachers.loc[2023, "value"] == pytest.approx(42 / 60)
    assert teachers["value"].isna().loc[2024]
    assert teachers.loc[2024, "symbol"] == "not_reported"
    assert teachers.loc[2025, "value"] == pytest.approx(50 / 60)


def test_a_suppressed_part_is_left_out_and_counted_and_what_does_not_apply_is_no_part(release: Snapshot) -> None:
    students = series(Returns(release), "college_students").set_index("year")
    assert students.loc[2021, "value"] == 0
    assert students.loc[2021, "suppressed_parts"] == 0
    assert students.loc[2025, "value"] == 7500
    assert students.loc[2025, "suppressed_parts"] == 1


def test_a_college_counts_from_the_year_it_enrols(release: Snapshot) -> None:
    colleges = series(Returns(release), "colleges").set_index("year")["value"]
    assert colleges.loc[2021] == 0
    assert colleges.loc[2022] == 1
    assert colleges.loc[2025] == 1


def test_colleges_of_a_year_are_counted_from_its_autumn_on_and_not_final_before_it_is_over(tmp_path: Path) -> None:
    """The first begins on 1 September 2022; what a year has at its end nobody knows in August."""
    counts = {}
    for as_of in (date(2022, 8, 31), date(2022, 9, 1), date(2022, 12, 31)):
        snapshot = tiny_release(tmp_path / as_of.isoformat(), as_of, tiny_release_frames())
        (last,) = series(Returns(snapshot), "colleges").tail(1).itertuples()
        counts[as_of] = (int(last.year), last.value, bool(last.provisional))
    assert counts == {
        date(2022, 8, 31): (2021, 0, False),
        date(2022, 9, 1): (2022, 1, True),
        date(2022, 12, 31): (2022, 1, False),
    }


def test_a_project_counts_from_its_completion_and_starts_at_none(release: Snapshot) -> None:
    projects = series(Returns(release), "projects_2023").set_index("year")["value"]
    assert projects.loc[2022] == 0
    assert projects.loc[2023] == 1
    assert projects.loc[2025] == 1


def test_an_indicator_no_query_knows_is_read_from_the_observations(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    frames["observations"] = frame(
        "observations", [row("district", indicator="new_measure", year=2024, unit="persons", value=12.0)]
    )
    snapshot = tiny_release(tmp_path, frames=frames)
    assert value(snapshot, "new_measure", 2024) == 12


def test_an_indicator_the_release_says_nothing_about_is_empty(release: Snapshot) -> None:
    assert series(Returns(release), "nothing_of_the_kind").empty


def test_the_rows_behind_a_number_add_up_to_it(release: Snapshot) -> None:
    rows = source_rows(Returns(release), "secondary_vocational_enrolment", 2025)
    assert rows["value"].sum() == 2600
    assert len(rows) == 3
    assert set(rows["source_file"]) == {"returns.xlsx"}
    assert (rows["source_row"] > 1).all()


def test_every_derived_indicator_leads_to_its_source_rows(release: Snapshot) -> None:
    for indicator in queries.DERIVED:
        result = series(Returns(release), indicator)
        known = result[result["value"].notna() & (result["value"] > 0)]
        if not known.empty:
            assert not source_rows(Returns(release), indicator, int(known["year"].max())).empty, indicator


def test_changing_an_answer_does_not_change_the_next_one(release: Snapshot) -> None:
    first = series(Returns(release), "births")
    first.loc[:, "value"] = -1.0
    assert value(release, "births", 2020) == 8000


@pytest.mark.slow
def test_threads_never_receive_each_others_rows(release: Snapshot) -> None:
    wrong: list[tuple[str, float]] = []
    expected = {"births": 8000.0, "junior_graduates": 9000.0, "general_high_enrolment": 2400.0}

    def ask(indicator: str) -> None:
        for _ in range(40):
            queries.query.cached_rows.cache_clear()
            queries.database.rows_of_question.cache_clear()
            result = value(release, indicator, 2020)
            if result != expected[indicator]:
                wrong.append((indicator, result))

    threads = [threading.Thread(target=ask, args=(indicator,)) for indicator in list(expected) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_file_that_vanished_is_named_relative_to_the_releases(tmp_path: Path) -> None:
    snapshot = tiny_release(tmp_path)
    snapshot.path("teachers").unlink()
    queries.database.rows_of_question.cache_clear()
    with pytest.raises(QueryError) as caught:
        series(Returns(snapshot), "full_time_teachers")
    assert caught.value.file == "2025-09-01/teachers.parquet"
    assert str(tmp_path) not in str(caught.value)


def with_rows(tmp_path: Path, dataset: str, rows: list[dict[str, object]]) -> Returns:
    """The tiny release with one dataset made of these rows instead."""
    frames = tiny_release_frames()
    frames[dataset] = frame(dataset, rows)
    return Returns(tiny_release(tmp_path, frames=frames))


def staff(unit: str, measure: str, value: float | None, symbol: str = "") -> dict[str, object]:
    return row(unit, ownership="public", year=2025, measure=measure, value=value, symbol=symbol)


@pytest.mark.parametrize(
    ("other", "symbol"),
    [
        (
            [staff("secondary-b", "specialised", None, "suppressed"), staff("secondary-b", "dual_qualified", 10)],
            "suppressed",
        ),
        (
            [staff("secondary-b", "specialised", 20), staff("secondary-b", "dual_qualified", None, "suppressed")],
            "suppressed",
        ),
        ([staff("secondary-b", "specialised", 20)], "not_reported"),
        ([staff("secondary-b", "dual_qualified", 10)], "not_reported"),
    ],
)
def test_a_share_with_an_unknown_part_is_unknown_and_never_above_one(
    tmp_path: Path, other: list[dict[str, object]], symbol: str
) -> None:
    known = [staff("secondary-a", "specialised", 40), staff("secondary-a", "dual_qualified", 30)]
    result = series(with_rows(tmp_path, "teachers", known + other), "dual_qualified_share").iloc[0]
    assert result["symbol"] == symbol
    assert result["value"] != result["value"]


def test_a_school_the_measure_does_not_apply_to_is_left_out_of_a_share(tmp_path: Path) -> None:
    rows = [staff("secondary-a", "specialised", 40), staff("secondary-a", "dual_qualified", 30)]
    rows += [staff("secondary-b", entry, None, "not_applicable") for entry in ("specialised", "dual_qualified")]
    result = series(with_rows(tmp_path, "teachers", rows), "dual_qualified_share").iloc[0]
    assert (result["value"], result["numerator"], result["denominator"]) == (0.75, 30, 40)


def test_another_district_in_the_same_release_is_not_added_in(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    neighbour = frames["enrolment"].assign(area="500222")
    frames["enrolment"] = pd.concat([frames["enrolment"], neighbour], ignore_index=True)
    snapshot = tiny_release(tmp_path, frames=frames)
    for area, students in (("500110", 2600), ("500222", 2600), (None, 5200)):
        result = series(Returns(snapshot, area), "secondary_vocational_enrolment").set_index("year")
        assert result.loc[2025, "value"] == students


def test_a_college_that_closed_no_longer_counts_and_has_no_source_row(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    frames["colleges"] = frames["colleges"].assign(unit_valid_to=date(2024, 6, 30))
    returns = Returns(tiny_release(tmp_path, frames=frames))
    colleges = series(returns, "colleges").set_index("year")["value"]
    assert (colleges.loc[2023], colleges.loc[2024]) == (1, 0)
    assert source_rows(returns, "colleges", 2024).empty
    assert len(source_rows(returns, "colleges", 2023)) == 1
