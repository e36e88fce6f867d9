"""The demonstration releases: made again byte for byte, consistent in themselves, and honest about being made up."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from core.datasets import DATASETS
from core.demonstration.make_releases import demonstration_frames, publish_demonstration
from core.snapshots import Snapshot, demonstration_root, releases, verify_release

SEPTEMBERS = [date(year, 9, 1) for year in range(2019, 2026)]
CLOSE_OUT = date(2025, 12, 31)
ALL = [*SEPTEMBERS, CLOSE_OUT]
# The institutions that the published sources name, in whole or by the part that tells them apart.
REAL_NAMES = (
    "重庆", "外语外事", "移通", "经贸", "财经学院", "电讯", "电信职业", "健康", "信息安全", "埃森", "渝南", "职教城",
    "綦江", "医科学校", "职业教育中心", "Chongqing", "Qijiang", "Essen", "Yunan", "Yitong",
)  # fmt: skip
PUBLISHED_BIRTHS = {5668, 5001, 4981, 4611}


@pytest.fixture(scope="module")
def committed() -> dict[date, dict[str, pd.DataFrame]]:
    """Every dataset of every committed release, by date and name."""
    return {
        snapshot.as_of: {name: pd.read_parquet(snapshot.path(name)) for name in DATASETS}
        for snapshot in releases(demonstration_root()).snapshots
    }


@pytest.fixture(scope="module")
def closing(committed: dict[date, dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    return committed[CLOSE_OUT]


@pytest.fixture(scope="module")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Snapshot, ...]]:
    root = tmp_path_factory.mktemp("demonstration")
    return root, publish_demonstration(root)


def total(frame: pd.DataFrame, year: int, **codes: str) -> float:
    """The sum of the values of one year and the given codes, as a person with a calculator would take it."""
    chosen = frame[frame["year"] == year]
    for column, code in codes.items():
        chosen = chosen[chosen[column] == code]
    assert not chosen.empty
    return float(chosen["value"].sum())


def share_meeting_all_columns(conditions: pd.DataFrame, year: int) -> tuple[int, int]:
    """Schools that meet the nine columns of the general class, and all schools."""
    of_schools = (conditions["year"] == year) & (conditions["school_class"] == "general")
    schools = conditions[of_schools].pivot(index="unit_id", columns="measure", values="value")
    students, teachers = schools["students"], schools["full_time_teachers"]
    meets = (
        (schools["campus_area"] >= 40_000)
        & (schools["campus_area"] / students >= 33)
        & (schools["building_area"] >= 24_000)
        & (schools["building_area"] / students >= 20)
        & (teachers >= 60)
        & (students / teachers <= 20)
        & (schools["equipment_value"] >= 3_000_000)
        & (schools["equipment_value"] / students >= 2_500)
        & (schools["books"] / students >= 30)
    )
    return int(meets.sum()), len(schools)


def test_there_is_a_release_every_september_and_a_close_out() -> None:
    available = releases(demonstration_root())
    assert [snapshot.as_of for snapshot in available.snapshots] == ALL
    assert available.problems == ()


@pytest.mark.parametrize("as_of", ALL, ids=str)
def test_a_committed_release_passes_every_check(as_of: date) -> None:
    assert verify_release(demonstration_root() / as_of.isoformat()) == ()


@pytest.mark.slow
@pytest.mark.parametrize("as_of", ALL, ids=str)
def test_a_release_made_again_is_the_committed_one_byte_for_byte(
    made_again: tuple[Path, tuple[Snapshot, ...]], as_of: date
) -> None:
    fresh, kept = made_again[0] / as_of.isoformat(), demonstration_root() / as_of.isoformat()
    files = sorted(fresh.iterdir())
    assert files
    assert {file.name for file in files} == {file.name for file in kept.iterdir()}
    for file in files:
        assert file.read_bytes() == (kept / file.name).read_bytes(), file.name


@pytest.mark.slow
def test_writing_twice_changes_nothing(made_again: tuple[Path, tuple[Snapshot, ...]]) -> None:
    root, first = made_again
    assert [entry.digest for entry in publish_demonstration(root)] == [entry.digest for entry in first]
    assert len(list(root.iterdir())) == len(ALL)


def test_a_date_without_a_release_is_refused() -> None:
    with pytest.raises(ValueError, match="no demonstration release of 2018-09-01"):
        demonstration_frames(date(2018, 9, 1))


def test_a_release_is_small() -> None:
    for as_of in ALL:
        folder = demonstration_root() / as_of.isoformat()
        assert sum(file.stat().st_size for file in folder.iterdir()) < 150_000


def test_every_row_is_marked_illustrative(committed: dict[date, dict[str, pd.DataFrame]]) -> None:
    for datasets in committed.values():
        for name, frame in datasets.items():
            assert set(frame["status"]) <= {"illustrative"}, name
    assert {snapshot.status for snapshot in releases(demonstration_root()).snapshots} == {"illustrative"}


def test_no_real_institution_is_named(committed: dict[date, dict[str, pd.DataFrame]]) -> None:
    for datasets in committed.values():
        for frame in datasets.values():
            for column in frame.columns[frame.dtypes.map(pd.api.types.is_string_dtype)]:
                texts = frame[column].dropna().unique()
                assert [text for text in texts if any(name in str(text) for name in REAL_NAMES)] == []
            units = frame[frame["unit_id"] != "500110"]
            assert units["unit_name"].str.startswith("示例").all()
            assert units["unit_name_en"].str.startswith("Sample ").all()


def test_no_published_number_of_births_is_borrowed(closing: dict[str, pd.DataFrame]) -> None:
    assert PUBLISHED_BIRTHS.isdisjoint(closing["cohorts"]["value"])


@pytest.mark.parametrize("as_of", ALL, ids=str)
def test_nothing_that_happened_later_is_in_a_release(
    committed: dict[date, dict[str, pd.DataFrame]], as_of: date
) -> None:
    for name, frame in committed[as_of].items():
        for column in {"actual_date", "reported_on", "unit_valid_from", "unit_valid_to"} & set(frame.columns):
            assert (frame[column].dropna() <= as_of).all(), (name, column)
        if "year" in frame.columns:
            assert (frame["year"] <= as_of.year).all(), name
    if as_of != CLOSE_OUT:
        for name in ("training", "observations"):  # counted over a year that has not ended
            assert (committed[as_of][name]["year"] < as_of.year).all(), name


@pytest.mark.parametrize("as_of", ALL, ids=str)
def test_every_row_has_its_own_row_of_the_sheet(committed: dict[date, dict[str, pd.DataFrame]], as_of: date) -> None:
    for frame in committed[as_of].values():
        assert sorted(frame["source_row"]) == list(range(2, len(frame) + 2))
        assert frame["source_file"].nunique() <= 1


@pytest.mark.parametrize("as_of", SEPTEMBERS, ids=str)
def test_the_newest_year_is_provisional_and_confirmed_by_the_next_release(
    committed: dict[date, dict[str, pd.DataFrame]], as_of: date
) -> None:
    following = committed[ALL[ALL.index(as_of) + 1]]
    for name in ("enrolment", "college_enrolment", "teachers", "conditions", "training", "cohorts"):
        frame = committed[as_of][name]
        for _, measured in frame.groupby("measure"):
            newest = measured["year"].max()
            assert (measured["provisional"] == (measured["year"] == newest)).all(), name
            later = following[name]
            assert not later.loc[
                later["year"].le(newest) & later["measure"].isin(measured["measure"]), "provisional"
            ].any()


def test_nothing_is_provisional_in_the_close_out(closing: dict[str, pd.DataFrame]) -> None:
    assert not any(frame["provisional"].any() for frame in closing.values())


def test_values_change_a_little_when_they_are_confirmed(committed: dict[date, dict[str, pd.DataFrame]]) -> None:
    key = [*DATASETS["enrolment"].key, "unit_id"]
    changed = []
    for earlier, later in pairwise(ALL):
        if later == date(2023, 9, 1):  # the release with the large correction
            continue
        pairs = committed[earlier]["enrolment"].merge(committed[later]["enrolment"], on=key, suffixes=("", "_later"))
        pairs = pairs[
            (pairs["measure"] == "enrolment") & (pairs["value"] > 300) & (pairs["value"] != pairs["value_later"])
        ]
        pairs = pairs[~((pairs["unit_name_en"] == "Sample vocational school D") & (pairs["year"] == 2021))]
        changed += list((pairs["value_later"] / pairs["value"] - 1).abs())
    assert len(changed) > 10
    assert min(changed) > 0.004
    assert max(changed) < 0.021


def test_the_double_registrations_of_school_d_disappear_with_the_correction(
    committed: dict[date, dict[str, pd.DataFrame]],
) -> None:
    def students(as_of: date) -> float:
        frame = committed[as_of]["enrolment"]
        return total(frame[frame["unit_id"] == "500110-sv-d"], 2021, measure="enrolment")

    assert students(date(2022, 9, 1)) == 1043
    assert students(date(2023, 9, 1)) == students(CLOSE_OUT) == 970
    notes = {snapshot.as_of: snapshot for snapshot in releases(demonstration_root()).snapshots}
    assert "示例中职学校D" in notes[date(2023, 9, 1)].note
    assert "Correction" in notes[date(2023, 9, 1)].note_en


def test_each_reason_for_a_missing_value_occurs(closing: dict[str, pd.DataFrame]) -> None:
    reasons = {symbol for frame in closing.values() if "symbol" in frame for symbol in frame["symbol"]}
    assert reasons == {"", "not_reported", "not_applicable", "suppressed", "not_published"}


def test_no_count_of_one_to_nine_persons_is_shown(committed: dict[date, dict[str, pd.DataFrame]]) -> None:
    for datasets in committed.values():
        for name in ("enrolment", "college_enrolment", "training"):
            values = datasets[name]["value"].dropna()
            assert not values.between(1, 9).any()
            assert (values == values.round()).all()


def test_a_suppressed_cell_cannot_be_found_by_subtraction(closing: dict[str, pd.DataFrame]) -> None:
    enrolment = closing["enrolment"]
    hidden = enrolment[enrolment["symbol"] == "suppressed"].groupby(["year", "measure"]).size()
    assert hidden.to_dict() == {(2019, "entrants"): 2, (2022, "graduates"): 2}


@pytest.mark.parametrize("as_of", ALL, ids=str)
def test_schools_add_up_to_the_district(committed: dict[date, dict[str, pd.DataFrame]], as_of: date) -> None:
    datasets = committed[as_of]
    enrolment, cohorts = datasets["enrolment"], datasets["cohorts"]
    schools = enrolment[(enrolment["level"] == "secondary_vocational") & (enrolment["measure"] == "enrolment")]
    by_school = schools.groupby(["unit_id", "year"])["value"].sum()
    conditions, teachers = datasets["conditions"], datasets["teachers"]
    conditions = conditions[conditions["school_class"] == "general"]
    students = conditions[conditions["measure"] == "students"].set_index(["unit_id", "year"])["value"]
    pd.testing.assert_series_equal(by_school.sort_index(), students.sort_index(), check_names=False)
    counted = conditions[conditions["measure"] == "full_time_teachers"].set_index(["unit_id", "year"])["value"]
    employed = teachers[teachers["measure"] == "full_time"].set_index(["unit_id", "year"])["value"]
    pd.testing.assert_series_equal(counted.sort_index(), employed.sort_index(), check_names=False)
    for year in range(2015, as_of.year + 1):
        entrants = total(enrolment, year, measure="entrants")
        expected = total(cohorts, year, measure="upper_secondary_entrants")
        hidden = 17 if year == 2019 else 0  # two suppressed classes, of 8 and 9
        assert entrants + hidden == expected
        assert expected <= total(cohorts, year, measure="junior_graduates")


def test_titles_add_up_to_the_full_time_teachers(closing: dict[str, pd.DataFrame]) -> None:
    schools = closing["teachers"].pivot(index=["unit_id", "year"], columns="measure", values="value")
    titles = schools[["senior_title", "intermediate_title", "junior_title", "no_title"]]
    assert (titles.sum(axis="columns") == schools["full_time"]).all()
    assert titles.min().min() >= 0
    assert (schools["dual_qualified"] <= schools["specialised"]).all()
    assert (schools["specialised"] < schools["full_time"]).all()


def test_students_are_the_last_three_intakes_less_those_who_left(closing: dict[str, pd.DataFrame]) -> None:
    for level, low, high in (("secondary_vocational", 0.95, 0.97), ("general_high", 0.98, 1.0)):
        for year in range(2017, 2026):
            intakes = sum(total(closing["enrolment"], year - age, level=level, measure="entrants") for age in range(3))
            assert low < total(closing["enrolment"], year, level=level, measure="enrolment") / intakes < high


def test_graduates_are_most_of_the_intake_three_years_before(closing: dict[str, pd.DataFrame]) -> None:
    for year in (2018, 2019, 2020, 2023, 2024, 2025):  # not 2021, which one school never reported
        graduates = total(closing["enrolment"], year, level="secondary_vocational", measure="graduates")
        intake = total(closing["enrolment"], year - 3, level="secondary_vocational", measure="entrants")
        assert graduates / intake == pytest.approx(0.90, abs=0.01)


def test_the_feeding_cohorts_shrink(closing: dict[str, pd.DataFrame]) -> None:
    cohorts = closing["cohorts"]
    juniors = cohorts[cohorts["measure"] == "junior_graduates"].sort_values("year")["value"]
    assert juniors.is_monotonic_decreasing
    assert total(cohorts, 2025, measure="births") < 0.6 * total(cohorts, 2015, measure="births")


def test_the_merged_school_ends_and_its_students_go_on(committed: dict[date, dict[str, pd.DataFrame]]) -> None:
    before, after = (committed[date(year, 9, 1)]["enrolment"] for year in (2021, 2022))
    merged = after[after["unit_id"] == "500110-sv-f"]
    assert set(merged["unit_valid_to"]) == {date(2022, 8, 31)}
    assert before.loc[before["unit_id"] == "500110-sv-f", "unit_valid_to"].isna().all()
    assert set(merged.loc[merged["year"] == 2022, "measure"]) == {"graduates"}
    assert merged["year"].max() == 2022
    receiving = after[(after["unit_id"] == "500110-sv-b") & (after["measure"] == "enrolment")]
    assert total(receiving, 2022) > total(receiving, 2021) + 500


def test_training_counts_fit_together(closing: dict[str, pd.DataFrame]) -> None:
    training = closing["training"]
    group = ["target_group", "training_type", "year"]
    counts = training[training["certificate_level"] == "total"].pivot(index=group, columns="measure", values="value")
    assert (counts["person_times"] >= counts["persons"]).all()
    assert (counts["employed"].dropna() <= counts["persons"][counts["employed"].notna()]).all()
    certificates = training[training["measure"] == "certificates"]
    assert "total" not in set(certificates["certificate_level"])
    assert set(training.loc[training["measure"] != "certificates", "certificate_level"]) == {"total"}
    assert total(training, 2020, measure="persons") < 0.8 * total(training, 2019, measure="persons")
    offered = training[["target_group", "training_type"]].drop_duplicates()
    assert len(offered) == 15 < 9 * 4


def test_colleges_slip_both_ways(closing: dict[str, pd.DataFrame]) -> None:
    opened = closing["colleges"].query("stage == 'enrolling'").dropna(subset=["actual_date"])
    slips = {row.unit_name: row.actual_date.year - row.planned_date.year for row in opened.itertuples()}
    assert slips == {"示例学院A": 0, "示例学院B": 0, "示例学院C": 1, "示例学院D": -1, "示例学院E": 1, "示例学院F": 2}
    reached = closing["colleges"].dropna(subset=["actual_date"]).groupby("unit_name")["stage"].agg(set)
    assert "under_construction" in reached["示例学院G"]
    assert "built" not in reached["示例学院G"]
    assert reached["示例学院H"] == {"intention", "signed"}
    assert reached["示例学院I"] == {"intention"}


def test_a_college_has_students_only_once_it_enrols(committed: dict[date, dict[str, pd.DataFrame]]) -> None:
    for datasets in committed.values():
        enrolling = datasets["colleges"].query("stage == 'enrolling'").dropna(subset=["actual_date"])
        opened = {row.unit_id: row.actual_date.year for row in enrolling.itertuples()}
        for row in datasets["college_enrolment"].itertuples():
            assert row.year >= opened[row.unit_id]


def newest_reports(tasks: pd.DataFrame) -> pd.DataFrame:
    """The reports for the newest half-year."""
    return tasks[tasks["period"] == tasks["period"].max()]


def test_tasks_and_milestones_begin_with_the_plan(committed: dict[date, dict[str, pd.DataFrame]]) -> None:
    for as_of, datasets in committed.items():
        tasks = newest_reports(datasets["tasks"])
        assert sorted(tasks["task"]) == ([*range(1, 27), *range(101, 105)] if as_of.year >= 2023 else [])
        assert datasets["milestones"].empty == (as_of.year < 2023)
        assert (tasks["owner"].isna() == tasks["owner_en"].isna()).all()
    assert newest_reports(committed[CLOSE_OUT]["tasks"])["owner"].isna().sum() == 9


@pytest.mark.parametrize(
    ("as_of", "reached"),
    [(date(2023, 9, 1), 0), (date(2024, 9, 1), 3), (CLOSE_OUT, 3)],
    ids=str,
)
def test_the_three_projects_are_complete_by_the_end_of_2023(
    committed: dict[date, dict[str, pd.DataFrame]], as_of: date, reached: int
) -> None:
    projects = committed[as_of]["milestones"].query("indicator == 'projects_2023'")
    assert len(projects) == 3
    assert projects["actual_date"].notna().sum() == reached
    assert (projects["actual_date"].dropna() <= date(2023, 12, 31)).all()


def test_three_goals_are_met_four_missed_and_one_is_not_published(closing: dict[str, pd.DataFrame]) -> None:
    enrolment, teachers = closing["enrolment"], closing["teachers"]
    assert closing["colleges"].query("stage == 'enrolling'")["actual_date"].notna().sum() == 6  # goal 8
    assert total(closing["college_enrolment"], 2025, measure="enrolment") == 39_100  # goal 50,000
    vocational = total(enrolment, 2025, level="secondary_vocational", measure="enrolment")
    general = total(enrolment, 2025, level="general_high", measure="enrolment")
    assert (vocational, general) == (9_639, 16_481)  # goal 10,000
    assert vocational / (vocational + general) == pytest.approx(0.369, abs=0.001)  # goal .40
    dual_qualified = total(teachers, 2025, measure="dual_qualified") / total(teachers, 2025, measure="specialised")
    assert dual_qualified == pytest.approx(0.612, abs=0.001)  # goal .60
    assert share_meeting_all_columns(closing["conditions"], 2025) == (5, 5)  # goal: all
    elder = closing["observations"].query("indicator == 'elder_demonstration_schools'").set_index("year")
    assert elder.loc[2025, "symbol"] == "not_published"
    assert (elder.loc[2019:2024, "value"] == 0).all()


def test_the_starting_point_is_as_the_plan_prints_it(closing: dict[str, pd.DataFrame]) -> None:
    vocational = total(closing["enrolment"], 2020, level="secondary_vocational", measure="enrolment")
    general = total(closing["enrolment"], 2020, level="general_high", measure="enrolment")
    assert round(vocational / (vocational + general), 2) == 0.32
    assert share_meeting_all_columns(closing["conditions"], 2019) == (2, 6)
