"""The published figures: fully cited, exact in their base unit, never joined across a break, rebuilt byte for byte."""

from __future__ import annotations

import csv
import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from core.published.build import build_published, rebuild_published
from core.published.figures import PublishedFigures, load_published
from core.published.schema import (
    FIGURES,
    FIGURES_TEXT,
    LINKS,
    MANIFEST,
    REFERENCE_ROOT,
    SOURCES,
    TERMS,
    Basis,
    PublishedError,
    Qualifier,
    sha256_hex,
)
from core.published.series import PublishedSeries
from tests.support.claims import every

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
FIVE_MEASURES = ("svs_enrolment", "svs_entrants", "svs_graduates", "svs_schools", "svs_ft_teachers")
INCLUDING, EXCLUDING = Basis.INCLUDING_SKILLED_WORKER_SCHOOLS, Basis.EXCLUDING_SKILLED_WORKER_SCHOOLS


@pytest.fixture
def figures() -> PublishedFigures:
    return load_published()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A directory `reference` with the same files, to damage at will."""
    return Path(shutil.copytree(REFERENCE_ROOT, tmp_path / "reference"))


def value(figures: PublishedFigures, area: str, indicator: str, year: int, source: str) -> float:
    (figure,) = (
        figure.value
        for figure in figures.figures
        if (figure.area, figure.indicator, figure.year, figure.source.id) == (area, indicator, year, source)
    )
    return figure


def runs_by_years(runs: tuple[PublishedSeries, ...]) -> list[tuple[int, int, str]]:
    return [(run.points[0][0], run.points[-1][0], run.basis) for run in runs]


# What stands on every row


def test_every_row_says_who_published_it_when_and_where(figures: PublishedFigures) -> None:
    rows = figures.rows()
    assert len(rows) == 633
    for column in ("source_id", "source_title_zh", "source_title_en", "source_publisher_zh", "source_publisher_en"):
        assert rows[column].str.strip().ne("").all(), column
    assert rows["source_url"].str.fullmatch(r"https?://\S+").all()
    assert rows["source_date"].str.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?|undated").all()
    # A page without a date is never the only ground for a bulletin figure.
    assert (rows.loc[rows["source_kind"] == "bulletin", "source_date"] != "undated").all()
    assert (rows["status"] == "published").all()


def test_no_row_speaks_of_a_machine_or_of_the_plan_itself(figures: PublishedFigures) -> None:
    rows = figures.rows()
    texts = rows.select_dtypes("str").apply(lambda column: column.str.cat(sep="\n")).str.cat(sep="\n").lower()
    for word in ("file:", "/tmp", "stored", "corpus", "seed", "y122972"):
        assert word not in texts, word
    plan = rows[(rows["area"] == "qijiang") & rows["indicator"].str.match("target_|baseline_")]
    assert plan.empty


def test_the_english_columns_are_english_and_the_chinese_ones_chinese(figures: PublishedFigures) -> None:
    rows = figures.rows()
    for column in [name for name in rows.columns if name.endswith("_en")]:
        strange = [text for text in rows[column].unique() if CHINESE.search(text)]
        assert not strange, (column, strange)
    for column in ("area_zh", "indicator_zh", "source_title_zh", "source_publisher_zh"):
        assert rows[column].str.contains(CHINESE).all(), column
    assert ((rows["note_zh"] == "") == (rows["note_en"] == "")).all()
    assert rows.loc[rows["note_zh"] != "", "note_zh"].str.contains(CHINESE).all()


def test_only_undated_profiles_and_plans_of_capacity_have_no_year(figures: PublishedFigures) -> None:
    rows = figures.rows()
    without = rows[rows["year"].isna()]
    assert len(without) == 7
    assert set(without["basis"]) == {"one_school", "one_campus"}
    assert len(figures.figures) == 633 - 7


def test_a_total_of_several_years_says_from_when(figures: PublishedFigures) -> None:
    rows = figures.rows().dropna(subset=["year"])
    assert ((rows["year_from"] < rows["year"]) == (rows["basis"] == "cumulative")).all()


# Values


@pytest.mark.parametrize(
    ("area", "indicator", "year", "source", "expected"),
    [
        ("china", "svs_entrants", 2010, "moe_bulletin_2010", 8_704_200),
        ("china", "svs_enrolment", 2010, "moe_bulletin_2010", 22_385_000),
        ("china", "svs_enrolment", 2020, "moe_bulletin_2020", 16_633_700),
        ("china", "svs_enrolment", 2021, "moe_bulletin_2021", 13_118_100),
        ("china", "svs_enrolment", 2021, "moe_students_table_2021", 13_118_146),
        ("china", "svs_schools", 2025, "moe_bulletin_2025", 6_741),
        ("china", "svs_entrants", 2025, "moe_bulletin_2025", 3_699_300),
        ("china", "general_high_enrolment", 2025, "moe_bulletin_2025", 30_395_000),
        ("china", "svs_share_of_upper_secondary_enrolment", 2010, "moe_bulletin_2010", 0.4778),
        ("china", "dual_qualified_share_specialised", 2021, "moe_bulletin_2021", 0.5551),
        ("china", "vocational_training_institutions", 2010, "moe_bulletin_2010", 129_400),
        ("china", "std2022_general_equipment_total_min", 2022, "standard_conditions_2022", 3_000_000),
        ("qijiang", "regular_secondary_enrolment", 2015, "county_panel", 50_311),
        ("qijiang", "gdp", 2020, "county_panel", 71_426_720_000),
        ("qijiang", "births_excl_wansheng", 2024, "qijiang_population_compilation", 4_611),
        ("chongqing", "gdp", 2022, "chongqing_bulletin_2022", 2_912_903_000_000),
    ],
)
def test_a_printed_figure_is_exact_in_its_base_unit(
    figures: PublishedFigures, area: str, indicator: str, year: int, source: str, expected: float
) -> None:
    assert value(figures, area, indicator, year, source) == expected


def test_more_than_27000_college_students_are_published_for_september_2023(figures: PublishedFigures) -> None:
    (figure,) = figures.evidence("college_students")
    assert (figure.year, figure.value, figure.unit) == (2023, 27_000, "persons")
    assert figure.qualifier is Qualifier.MORE_THAN
    assert (figure.area, figure.source.published_on, figure.source.reliability) == ("qijiang", "2023-09-04", "original")
    assert figure.source.url.startswith("http://www.cqqj.gov.cn/")


def test_that_all_public_schools_passed_in_2024_is_not_said_of_all_schools(figures: PublishedFigures) -> None:
    (figure,) = figures.evidence("schools_meeting_standard")
    assert (figure.year, figure.value, figure.unit) == (2024, 1.0, "share")
    assert figure.basis is Basis.PUBLIC_SCHOOLS_ONLY
    assert "private schools are not covered" in figure.note_en


def test_one_campus_or_both_campuses_are_related_but_never_evidence(figures: PublishedFigures) -> None:
    narrower = {entry.basis for entry in figures.related("college_students")}
    assert narrower == {Basis.ONE_CAMPUS, Basis.TWO_CAMPUSES}
    assert figures.evidence("colleges") == ()


@pytest.mark.parametrize("indicator", ["vocational_share", "secondary_vocational_enrolment", "dual_qualified_share"])
def test_nothing_is_published_for_the_district_where_nothing_was_found(
    figures: PublishedFigures, indicator: str
) -> None:
    assert figures.evidence(indicator) == ()
    assert figures.national(indicator)


def test_an_indicator_without_links_has_no_figures(figures: PublishedFigures) -> None:
    assert figures.evidence("not_an_indicator") == ()
    assert figures.national("not_an_indicator") == ()


# Series and their breaks


@pytest.mark.parametrize("measure", FIVE_MEASURES)
def test_the_national_series_end_before_the_2021_break_and_begin_anew(figures: PublishedFigures, measure: str) -> None:
    runs = figures.national(measure)
    assert runs_by_years(runs) == [(2010, 2020, INCLUDING), (2021, 2025, EXCLUDING)]
    assert [len(run.points) for run in runs] == [11, 5]
    for run in runs:
        assert [(series_break.year, series_break.reason_code) for series_break in run.breaks] == [
            (2021, "skilled_worker_schools_excluded")
        ]


def test_no_run_reaches_across_any_break(figures: PublishedFigures) -> None:
    seen = 0
    for id_ in figures.series_ids():
        for run in figures.national(id_) + figures.district_panel(id_):
            years = [year for year, _ in run.points]
            assert years == sorted(set(years))
            for series_break in run.breaks:
                assert years[-1] < series_break.year or years[0] >= series_break.year, (run.id, series_break)
                seen += 1
    assert seen > 30


def test_a_break_cuts_even_where_the_basis_is_the_same(figures: PublishedFigures) -> None:
    before, after = figures.national("vocational_share_of_enrolment")
    assert before.basis == after.basis == EXCLUDING
    assert (before.points[-1][0], after.points[0][0]) == (2020, 2021)


def test_the_ratio_that_never_counted_skilled_worker_schools_has_no_break(figures: PublishedFigures) -> None:
    (run,) = figures.national("svs_student_teacher_ratio")
    assert runs_by_years((run,)) == [(2012, 2025, EXCLUDING)]
    assert run.breaks == ()


def test_the_bulletin_is_preferred_to_the_exact_table_and_to_the_magazine(figures: PublishedFigures) -> None:
    assert dict(figures.national("svs_enrolment")[1].points)[2021] == 13_118_100
    assert dict(figures.national("skilled_worker_school_enrolment")[0].points)[2012] == 4_238_100


def test_the_comparable_enrolment_before_2021_leaves_out_skilled_worker_schools(figures: PublishedFigures) -> None:
    (run,) = figures.national("svs_enrolment_comparable")
    assert run.derived
    assert run.derived_years == tuple(range(2010, 2021))
    points = dict(run.points)
    assert points[2010] == 22_385_000 - 4_220_500
    assert points[2012] == 21_136_900 - 4_238_100  # not the labour ministry's 4,228,000
    assert points[2020] == 12_678_300
    assert {source.id for source in run.sources} == {
        *(f"moe_bulletin_{year}" for year in range(2010, 2020)),
        "moe_bulletin_2021",
    }


@pytest.mark.parametrize(
    ("indicator", "percent"),
    [
        ("vocational_share", {2020: 33.7, 2021: 33.5, 2022: 33.0, 2023: 31.7, 2024: 29.6, 2025: 26.9}),
        ("vocational_share_of_entrants", {2020: 35.6, 2021: 35.1, 2022: 33.8, 2023: 31.9, 2024: 28.8, 2025: 25.6}),
    ],
)
def test_the_national_share_without_skilled_worker_schools(
    figures: PublishedFigures, indicator: str, percent: dict[int, float]
) -> None:
    runs = [run for run in figures.national(indicator) if run.derived]
    result = {year: share * 100 for run in runs for year, share in run.points}
    assert {year: result[year] for year in percent} == pytest.approx(percent, abs=0.05)
    assert every(run.basis is EXCLUDING and run.unit == "share" for run in runs)


def test_the_printed_share_stops_in_2020_and_stays_apart(figures: PublishedFigures) -> None:
    (printed,) = (run for run in figures.national("vocational_share") if not run.derived)
    assert runs_by_years((printed,)) == [(2010, 2020, INCLUDING)]
    assert printed.points[-1] == (2020, 0.3996)
    assert printed.note is not None


def test_the_dual_qualified_shares_of_two_denominators_are_two_series(figures: PublishedFigures) -> None:
    specialised, all_teachers = figures.national("dual_qualified_share")
    assert specialised.points == ((2021, 0.5551), (2022, 0.5618), (2023, 0.5671), (2024, 0.572), (2025, 0.5749))
    assert all_teachers.points == ((2020, 0.3087),)
    assert (specialised.basis, all_teachers.basis) == (Basis.SPECIALISED_TEACHERS, Basis.ALL_FULL_TIME_TEACHERS)


def test_the_district_panel_is_cut_at_the_merger_with_wansheng(figures: PublishedFigures) -> None:
    runs = figures.district_panel("qijiang_regular_secondary_enrolment")
    assert runs_by_years(runs) == [(2005, 2010, "excluding_wansheng"), (2011, 2020, "including_wansheng")]
    assert dict(runs[1].points)[2020] == 49_058
    assert every(source.id == "county_panel" for run in runs for source in run.sources)
    assert len({run.id for run in figures.district_panel()}) == 17
    assert figures.district_panel("svs_enrolment") == ()


def test_the_rows_handed_out_are_the_callers_own(figures: PublishedFigures) -> None:
    rows = figures.rows()
    rows["value"] = 0.0
    assert figures.rows()["value"].max() > 0


# Reading


def test_the_file_is_read_once_until_it_changes(copy: Path) -> None:
    first = load_published(copy)
    assert load_published(copy) is first
    os.utime(copy / FIGURES, ns=(1, 1))
    assert load_published(copy) is not first


@pytest.mark.parametrize("name", [FIGURES, MANIFEST, LINKS])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(PublishedError) as caught:
        load_published(copy)
    assert (caught.value.code, caught.value.file) == ("missing", f"reference/{name}")
    assert str(copy) not in str(caught.value)


@pytest.mark.parametrize("keep", [0, 1_000, -1])
def test_a_damaged_file_is_named_and_not_read(copy: Path, keep: int) -> None:
    content = (copy / FIGURES).read_bytes()
    (copy / FIGURES).write_bytes(content[:keep])
    with pytest.raises(PublishedError, match=re.escape("reference/published.parquet is not the file")) as caught:
        load_published(copy)
    assert caught.value.code == "damaged"
    (copy / FIGURES).write_bytes(content)
    assert len(load_published(copy).figures) == 626


def test_a_file_that_is_no_parquet_is_named_even_when_its_hash_fits(copy: Path) -> None:
    (copy / FIGURES).write_bytes(b"PAR1 nothing PAR1")
    manifest = (copy / MANIFEST).read_text("utf-8")
    old = tomllib.loads(manifest)["sha256"]
    (copy / MANIFEST).write_text(manifest.replace(old, sha256_hex(b"PAR1 nothing PAR1")), "utf-8")
    with pytest.raises(PublishedError) as caught:
        load_published(copy)
    assert (caught.value.code, caught.value.file) == ("damaged", "reference/published.parquet")


@pytest.mark.parametrize(
    ("name", "before", "after", "code"),
    [
        (MANIFEST, "schema_version = 2", "schema_version = 3", "schema_version"),
        (MANIFEST, "rows = 633", "rows = many", "wrong_text"),
        (LINKS, 'indicator = "college_students" }', 'indicator = "college_student" }', "unknown"),
        (LINKS, '"hvc_enrolment", "voc', '"hvc_enrolments", "voc', "unknown"),
        (LINKS, 'id = "svs_entrants"', 'id = "svs_enrolment"', "repeated"),
        (LINKS, "[[break]]", "[[brake]]", "wrong_text"),
    ],
)
def test_a_mistake_in_a_text_file_is_named(copy: Path, name: str, before: str, after: str, code: str) -> None:
    text = (copy / name).read_text("utf-8")
    assert before in text
    (copy / name).write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(PublishedError) as caught:
        load_published(copy)
    assert (caught.value.code, caught.value.file) == (code, f"reference/{name}")
    assert "\n" not in str(caught.value)


# Building


def test_building_again_from_the_text_gives_the_same_bytes(copy: Path, tmp_path: Path) -> None:
    build_published(copy / FIGURES_TEXT, copy / SOURCES, copy / TERMS, tmp_path)
    for name in (FIGURES, MANIFEST):
        assert (tmp_path / name).read_bytes() == (REFERENCE_ROOT / name).read_bytes(), f"{name}: build it again"


def test_a_figure_added_to_the_text_is_published_by_a_build(copy: Path) -> None:
    with (copy / FIGURES_TEXT).open("a", encoding="utf-8") as text:
        text.write("634,qijiang,college_students,2024,2024,2.95,万人,about,,printed,qijiang_reply_026,试,Trial\n")
    assert rebuild_published(copy).rows == 634
    newest = load_published(copy).evidence("college_students")[-1]
    assert (newest.year, newest.value, newest.qualifier) == (2024, 29_500, Qualifier.ABOUT)
    assert not list(copy.glob(".*"))


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("value", "many", "row 1, value"),
        ("value", "NaN", "row 1, value"),
        ("unit", "万", "row 1, unit"),
        ("source_id", "nobody", "row 1, source_id"),
        ("indicator", "svs_school", "row 1, indicator"),
        ("qualifier", "roughly", "row 1, qualifier"),
        ("year", "20100", "row 1, year"),
        ("year_from", "2009", "row 1, year_from"),
        ("row_id", "2", "row_id 2 occurs twice"),
    ],
)
def test_a_wrong_cell_stops_the_build_before_anything_is_written(
    copy: Path, column: str, cell: str, message: str
) -> None:
    with (copy / FIGURES_TEXT).open(encoding="utf-8", newline="") as text:
        header, first, *rest = csv.reader(text)
    first[header.index(column)] = cell
    with (copy / FIGURES_TEXT).open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([header, first, *rest])
    before = (copy / FIGURES).read_bytes(), (copy / MANIFEST).read_bytes()
    with pytest.raises(PublishedError, match=re.escape(message)) as caught:
        rebuild_published(copy)
    assert caught.value.file == "reference/published.csv"
    assert ((copy / FIGURES).read_bytes(), (copy / MANIFEST).read_bytes()) == before


@pytest.mark.parametrize(
    ("area", "areas"),
    [
        ("500110", {"china", "chongqing", "qijiang", "wansheng"}),
        ("500112", {"china", "chongqing"}),
        ("330108", {"china"}),
    ],
)
def test_a_district_sees_its_own_figures_those_above_it_and_no_others(
    figures: PublishedFigures, area: str, areas: set[str]
) -> None:
    seen = figures.seen_from(area)
    assert set(seen.rows()["area"]) == areas
    assert {figure.area for figure in seen.figures} <= areas
    assert {run.area for id in seen.series_ids() for run in seen.national(id)} <= areas
    assert bool(seen.evidence("college_students")) == bool(seen.district_panel()) == (area == "500110")
    assert seen.national("secondary_vocational_enrolment") == figures.national("secondary_vocational_enrolment")
    assert set(seen.sources) == set(seen.rows()["source_id"])
