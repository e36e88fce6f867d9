"""The panels of teachers: the dual-qualified share and its schools, titles, part-time teachers from industry."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.context import context_for
from core.datasets import Symbol
from core.language import Language
from core.panels.pages import dual_qualified_schools
from core.panels.pages.dual_qualified_schools import needed
from core.panels.pages.teachers import PANELS
from core.panels.panel import Panel
from core.snapshots import Snapshot, releases
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

CJK = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
LEFTOVER = re.compile(r"\b[a-z][a-z_0-9]+(?:\.[a-z_0-9]+)+\b")
MEASURES = (
    "full_time",
    "specialised",
    "dual_qualified",
    "senior_title",
    "intermediate_title",
    "junior_title",
    "no_title",
    "industry_part_time",
)
MERGED, SMALL, ABSENT = Symbol.NOT_REPORTED, Symbol.SUPPRESSED, Symbol.NOT_APPLICABLE
RETURNS: dict[tuple[str, int], tuple[object, ...]] = {
    ("a", 2024): (80, 35, 18, 18, 30, 20, 12, 10),
    ("b", 2024): (40, 20, 10, MERGED, 12, 15, 5, 5),  # merged into A in the summer of 2025; its titles were not sent
    ("a", 2025): (80, 35, 21, 20, 30, 20, 10, 18),
    ("c", 2025): (40, 45, 20, 6, 14, 15, 5, 6),
    ("d", 2025): (ABSENT, 10, SMALL, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT),
}
LAST_DAYS = {"b": date(2025, 8, 31)}


def rows() -> Iterator[dict[str, Any]]:
    for (school, year), values in RETURNS.items():
        for measure, value in zip(MEASURES, values, strict=True):
            if value is None:
                continue
            missing = isinstance(value, Symbol)
            yield row(
                "secondary-a",
                unit_id=f"teaching-{school}",
                unit_name=f"示例中职学校{school.upper()}",
                unit_name_en=f"Sample school {school.upper()}",
                unit_valid_to=LAST_DAYS.get(school),
                ownership="public",
                year=year,
                measure=measure,
                value=None if missing else value,
                symbol=value if missing else Symbol.PRESENT,
            )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("releases")


@pytest.fixture(scope="module")
def snapshot(root: Path) -> Snapshot:
    return tiny_release(root, frames={**tiny_release_frames(), "teachers": frame("teachers", list(rows()))})


@pytest.fixture(scope="module")
def before_the_plan(root: Path) -> Snapshot:
    early = [
        {**entry, "year": entry["year"] - 4, "unit_valid_to": date(2021, 8, 31) if entry["unit_valid_to"] else None}
        for entry in rows()
    ]
    return tiny_release(root, date(2021, 9, 1), {**tiny_release_frames(), "teachers": frame("teachers", early)})


def panel(name: str, shown: Snapshot, language: Language = Language.ZH) -> Panel:
    return PANELS[name](context_for(shown, language), {})


def texts_of(shown: Panel) -> list[str]:
    cells = [cell.text for line in shown.table.rows for cell in line]
    return [shown.headline, shown.subtitle, shown.source, shown.alt, *shown.notes, *cells] + [
        column.title for column in shown.table.columns
    ]


def table(shown: Panel) -> list[list[str]]:
    return [[cell.text for cell in line] for line in shown.table.rows]


def traces(shown: Panel, role: str) -> list[dict[str, Any]]:
    assert shown.figure is not None
    return [trace for trace in shown.figure.to_dict()["data"] if trace["meta"]["role"] == role]


@pytest.mark.parametrize(
    ("dual", "specialised", "goal", "more"),
    [
        (21, 35, 0.6, 0),
        (20, 35, 0.6, 1),
        (20, 45, 0.6, 7),
        (0, 1, 0.6, 1),
        (40, 45, 0.6, 0),
        (0, 0, 0.6, 0),
        (7, 100, 0.07, 0),
    ],
)
def test_teachers_still_needed_are_whole_and_never_negative(
    dual: float, specialised: float, goal: float, more: int
) -> None:
    assert needed(dual, specialised, goal) == more


def test_schools_are_judged_one_by_one(snapshot: Snapshot) -> None:
    shown = panel("dual_qualified_schools", snapshot)
    assert shown.headline == "2025年3所学校中1所达到60%，1所数值已抑制，其余学校共需再增加7名双师型教师"
    assert table(shown) == [
        ["2025", "示例中职学校A", "35", "21", "60.0", "0", "0"],
        ["2025", "示例中职学校C", "45", "20", "44.4", "-15.6", "7"],
        ["2025", "示例中职学校D", "10", "已抑制", "—", "—", "—"],
    ]
    bars = traces(shown, "part")[0]
    assert list(bars["x"]) == [0.6, pytest.approx(20 / 45), None]
    assert list(bars["y"]) == ["示例中职学校A 21 / 35", "示例中职学校C 20 / 45", "示例中职学校D ○ 已抑制"]
    assert shown.figure is not None
    assert [shape["x0"] for shape in shown.figure.to_dict()["layout"]["shapes"]] == [0.6]
    assert any(note == "1所学校的数值已抑制，未列入结论。" for note in shown.notes)


def test_of_many_schools_those_that_lack_most_are_drawn_and_the_table_holds_all(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = panel("dual_qualified_schools", snapshot)
    monkeypatch.setattr(dual_qualified_schools, "MOST_DRAWN", 2)
    shown = panel("dual_qualified_schools", snapshot)
    assert shown.figure is not None
    (bars,) = shown.figure.data
    assert [name.split()[0] for name in bars["y"]] == ["示例中职学校C", "示例中职学校D"]
    assert (shown.headline, shown.table) == (whole.headline, whole.table)
    assert {*shown.notes} - {*whole.notes} == {"图中只画占比最低或没有占比的2所学校，全部3所见数据表。"}


def test_the_english_finding_counts_in_english(snapshot: Snapshot) -> None:
    shown = panel("dual_qualified_schools", snapshot, Language.EN)
    assert (
        shown.headline
        == "1 of 3 schools reach 60% in 2025, 1 has a value suppressed; the others need 7 more dual-qualified teachers"
    )


def test_a_merged_school_is_not_listed_in_a_year_without_its_rows(snapshot: Snapshot) -> None:
    assert "示例中职学校B" not in {line[1] for line in table(panel("dual_qualified_schools", snapshot))}


def test_before_the_plan_there_is_no_goal_and_no_distance_to_it(before_the_plan: Snapshot) -> None:
    shown = panel("dual_qualified_schools", before_the_plan)
    assert shown.headline == "2021年2所学校中示例中职学校A最高（60%），示例中职学校C最低（44.4%）"
    assert [column.id for column in shown.table.columns] == ["year", "school", "specialised", "dual_qualified", "share"]
    assert shown.figure is not None
    assert not shown.figure.to_dict()["layout"].get("shapes")


def test_the_district_share_is_of_specialised_teachers_with_the_national_one_beside_it(snapshot: Snapshot) -> None:
    shown = panel("dual_qualified_share", snapshot)
    observed = traces(shown, "observed")[0]
    # In 2025 a school's part is suppressed: the share of the district is then unknown, not a lower bound.
    assert list(observed["y"]) == [pytest.approx(28 / 55), None]
    national = traces(shown, "comparison")[0]
    assert (national["name"], list(national["x"]), list(national["y"])) == ("全国", [2024], [0.572])
    assert any("分母为专业课教师" in note for note in shown.notes)


def test_the_national_share_of_all_teachers_is_never_drawn(before_the_plan: Snapshot) -> None:
    """The figure for 2020 has another denominator, and that for 2021 was not public yet."""
    assert traces(panel("dual_qualified_share", before_the_plan), "comparison") == []


def test_titles_are_stacked_and_a_year_with_a_missing_part_says_why(snapshot: Snapshot) -> None:
    shown = panel("teacher_titles", snapshot)
    assert shown.headline == "2025年专任教师120人，其中高级职称26人，占21.7%"
    assert {trace["name"]: list(trace["y"]) for trace in traces(shown, "part")} == {
        "高级": [None, 26],
        "中级": [42, 44],
        "初级": [35, 35],
        "未评": [17, 15],
    }
    assert shown.figure is not None
    caps = [item["text"] for item in shown.figure.to_dict()["layout"]["annotations"] if item.get("name") == "total"]
    assert caps == ["○ 未报", "21.7%"]
    assert table(shown)[0] == ["2024", "未报", "42", "35", "17", "120", "—"]
    assert any("20%" in note for note in shown.notes)


def test_teachers_from_industry_are_a_count_and_a_relation_to_full_time_teachers(snapshot: Snapshot) -> None:
    shown = panel("industry_part_time", snapshot)
    assert shown.headline == "2025年行业企业兼职教师24人，相当于专任教师的20%"
    assert list(traces(shown, "part")[0]["y"]) == [15, 24]
    assert list(traces(shown, "mark")[0]["y"]) == [24, 24]
    assert table(shown) == [["2024", "15", "120", "12.5"], ["2025", "24", "120", "20.0"]]
    assert shown.figure is not None
    assert list(shown.figure.to_dict()["layout"]["xaxis"]["ticktext"]) == ["2024<br>15<br>12.5%", "2025<br>24<br>20%"]


def test_a_release_without_teachers_says_so(tmp_path: Path) -> None:
    empty = tiny_release(tmp_path, frames={**tiny_release_frames(), "teachers": frame("teachers", [])})
    assert panel("dual_qualified_schools", empty).headline == "尚无分学校双师型教师数据"
    assert panel("teacher_titles", empty).headline == "尚无职称数据"
    assert panel("industry_part_time", empty, Language.EN).headline == "No part-time teachers reported yet"


@pytest.mark.parametrize("name", PANELS)
def test_every_panel_speaks_one_language_only(name: str, snapshot: Snapshot, before_the_plan: Snapshot) -> None:
    for shown_of in (snapshot, before_the_plan):
        for language in Language:
            shown = panel(name, shown_of, language)
            assert [text for text in texts_of(shown) if text != shown.source and LEFTOVER.search(text)] == []
            if language is Language.EN:
                assert [text for text in texts_of(shown) if CJK.search(text)] == []
                assert shown.figure is None or not CJK.search(str(shown.figure.to_dict()["data"]))


@pytest.mark.slow
def test_every_panel_can_be_made_from_every_release() -> None:
    contexts = [context_for(snapshot, language) for snapshot in releases().snapshots for language in Language]
    assert len(contexts) >= 14
    for context in contexts:
        for name, build in PANELS.items():
            shown = build(context, {})
            assert shown.id == name
            assert shown.figure is not None, (context.snapshot.id, name)
            assert not any("nan" in text.lower().split() for text in texts_of(shown))
