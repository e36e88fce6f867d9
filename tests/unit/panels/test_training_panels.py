"""The panels of training: person-times and persons kept apart, groups, types, certificates, employment, change."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.context import Context, context_for
from core.datasets import Symbol
from core.language import Language
from core.panels.pages.training import PANELS
from core.panels.panel import Panel
from core.snapshots import Snapshot, releases
from tests.support.claims import every
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

CJK = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
LEFTOVER = re.compile(r"\b[a-z][a-z_0-9]+(?:\.[a-z_0-9]+)+\b")

RURAL, VETERANS, DISABLED = "rural_migrant_workers", "veterans", "disabled"
JOB_SKILL, ENTREPRENEURSHIP = "job_skill", "entrepreneurship"
SUPPRESSED = Symbol.SUPPRESSED
HEADS: tuple[tuple[str, str, int, object, object, object], ...] = (
    # group, type, year, person-times, persons, employed
    (RURAL, JOB_SKILL, 2023, 100, 90, 55),
    (VETERANS, JOB_SKILL, 2023, 40, 35, 20),
    (RURAL, JOB_SKILL, 2024, 130, 110, 80),
    (RURAL, ENTREPRENEURSHIP, 2024, 20, 15, 10),
    (VETERANS, JOB_SKILL, 2024, 30, 28, 12),
    (DISABLED, JOB_SKILL, 2024, 12, SUPPRESSED, SUPPRESSED),
)
CERTIFICATES = (
    (2023, "intermediate", 30),
    (2023, "senior", 10),
    (2024, "intermediate", 40),
    (2024, "senior", 15),
    (2024, "technician", 5),
)


def rows(changed: dict[tuple[str, int, str], object]) -> Iterator[dict[str, Any]]:
    def one(group: str, kind: str, level: str, year: int, measure: str, value: object) -> dict[str, Any]:
        missing = isinstance(value, Symbol)
        return row(
            "district",
            target_group=group,
            training_type=kind,
            certificate_level=level,
            year=year,
            measure=measure,
            value=None if missing else value,
            symbol=value if missing else Symbol.PRESENT,
        )

    for group, kind, year, *values in HEADS:
        for measure, value in zip(("person_times", "persons", "employed"), values, strict=True):
            yield one(group, kind, "total", year, measure, changed.get((group, year, measure), value))
    for year, level, number in CERTIFICATES:
        yield one(RURAL, JOB_SKILL, level, year, "certificates", changed.get((level, year, "certificates"), number))


def release(root: Path, changed: dict[tuple[str, int, str], object] | None = None) -> Snapshot:
    return tiny_release(
        root, frames={**tiny_release_frames(), "training": frame("training", list(rows(changed or {})))}
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return release(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def with_gap(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Veterans did not report their person-times of 2024, nor intermediate certificates of that year."""
    unreported = {
        (VETERANS, 2024, "person_times"): Symbol.NOT_REPORTED,
        ("technician", 2024, "certificates"): Symbol.NOT_REPORTED,
    }
    return release(tmp_path_factory.mktemp("gap"), dict(unreported))


def panel(name: str, snapshot: Snapshot, language: Language = Language.ZH) -> Panel:
    return PANELS[name](context_for(snapshot, language), {})


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


def test_person_times_are_compared_with_the_year_before(whole: Snapshot) -> None:
    assert panel("training_person_times", whole).headline == "2024年培训人次192人次，比2023年增加52人次（+37.1%）"
    english = panel("training_person_times", whole, Language.EN).headline
    assert english == "Person-times, 2024: 192 person-times, 52 person-times more than in 2023 (+37.1%)"


def test_persons_are_a_panel_of_their_own_and_suppressed_cells_are_told(whole: Snapshot) -> None:
    shown = panel("training_persons", whole)
    # The persons of 2024 are at least 153: by how many more they are is not known.
    assert shown.headline == "2024年（下限）培训人数153人"
    assert any("1项因人数过少" in note for note in shown.notes)
    assert traces(shown, "observed")[0]["y"] == [125, 153]


def test_a_year_that_was_not_reported_is_a_gap_and_the_finding_is_about_the_year_before(with_gap: Snapshot) -> None:
    shown = panel("training_person_times", with_gap)
    assert shown.headline == "2023年培训人次140人次"
    assert traces(shown, "observed")[0]["y"] == [140, None]


def test_groups_stand_in_order_of_person_times_with_persons_beside_them(whole: Snapshot) -> None:
    shown = panel("training_groups", whole)
    assert shown.headline == "2024年受训最多的是农村转移就业劳动者：150人次，125人"
    times, persons = traces(shown, "part")
    assert list(times["y"][:3]) == ["农村转移就业劳动者", "退役军人", "残疾人 ○ 已抑制"]
    assert list(times["x"][:3]) == [150, 30, 12]
    assert list(persons["x"][:3]) == [125, 28, None]
    assert len(times["x"]) == 9


def test_a_missing_value_is_its_reason_and_an_absent_group_has_no_row(whole: Snapshot, with_gap: Snapshot) -> None:
    assert table(panel("training_groups", whole)) == [
        ["2024", "农村转移就业劳动者", "150", "125"],
        ["2024", "退役军人", "30", "28"],
        ["2024", "残疾人", "12", "已抑制"],
        ["2023", "农村转移就业劳动者", "100", "90"],
        ["2023", "退役军人", "40", "35"],
    ]
    assert ["2024", "退役军人", "未报", "28"] in table(panel("training_groups", with_gap))


def test_types_run_over_the_years_and_the_largest_is_named_with_its_share(whole: Snapshot) -> None:
    shown = panel("training_types", whole)
    assert shown.headline == "2024年就业技能培训最多，172人次，占全部人次的89.6%"
    lines = {trace["name"]: trace["y"] for trace in traces(shown, "series")}
    assert lines["就业技能培训"] == [140, 172]
    assert lines["创业培训"] == [None, 20]


def test_the_largest_type_is_that_of_the_newest_year_that_everybody_reported(with_gap: Snapshot) -> None:
    assert panel("training_types", with_gap).headline == "2023年就业技能培训最多，140人次，占全部人次的100%"


def test_senior_workers_and_above_are_counted_as_highly_skilled(whole: Snapshot) -> None:
    shown = panel("training_certificate_levels", whole)
    assert shown.headline == "2024年发放证书60本，其中高级工及以上20本（占33.3%，比2023年+10本）"
    newest, before = traces(shown, "part")
    assert list(newest["y"]) == ["技师", "高级工", "中级工"]
    assert list(newest["x"]) == [5, 15, 40]
    assert list(before["x"]) == [None, 10, 30]
    assert table(shown)[0] == ["2024", "5", "15", "40", "60", "20", "33.3"]
    assert table(shown)[1] == ["2023", "—", "10", "30", "40", "10", "25.0"]


def test_certificates_are_those_of_the_newest_year_of_which_every_level_was_reported(with_gap: Snapshot) -> None:
    shown = panel("training_certificate_levels", with_gap)
    assert shown.headline == "2023年发放证书40本，其中高级工及以上10本（占25%）"
    assert table(shown)[0] == ["2024", "未报", "15", "40", "未报", "未报", "—"]


def test_employment_is_told_with_numerator_and_denominator(whole: Snapshot) -> None:
    shown = panel("training_employment_share", whole)
    # Persons and employed of 2024 hold a suppressed cell, so that the share of that year cannot be known.
    assert shown.headline == "2023年培训后就业率60%（就业75人，参训125人）"
    observed = traces(shown, "observed")[0]
    assert observed["y"][-1] is None
    english = panel("training_employment_share", whole, Language.EN).headline
    assert english == "In 2023 60% were in work after training: 75 of 125 people"


def test_change_leaves_out_what_cannot_be_compared(whole: Snapshot) -> None:
    shown = panel("training_change", whole)
    assert shown.headline == (
        "2024年与2023年相比，2类对象中1类人次增加、1类减少；变化最大的是农村转移就业劳动者（+50人次）"
    )
    assert list(traces(shown, "part")[0]["x"]) == [50, -10]
    assert list(traces(shown, "part")[0]["text"]) == ["+50", "−10"]
    by_name = {line[1]: line[2:] for line in table(shown)}
    assert by_name["合计"] == ["140", "192", "52", "37.1", "125", "153（下限）", "—", "—"]
    assert by_name["退役军人"] == ["40", "30", "-10", "-25.0", "35", "28", "-7", "-20.0"]
    assert by_name["残疾人"] == ["—", "12", "—", "—", "—", "已抑制", "—", "—"]
    assert any("残疾人" in note for note in shown.notes)


def test_a_release_without_training_says_so_on_every_panel(tmp_path: Path) -> None:
    empty = tiny_release(tmp_path, frames={**tiny_release_frames(), "training": frame("training", [])})
    shown = {name: panel(name, empty) for name in PANELS}
    assert shown["training_groups"].headline == "尚无分对象培训数据"
    assert every(not traces(panel, "part") for panel in shown.values() if panel.figure is not None)


@pytest.mark.parametrize("name", PANELS)
def test_every_panel_speaks_one_language_only(name: str, whole: Snapshot, with_gap: Snapshot) -> None:
    for snapshot in (whole, with_gap):
        for language in Language:
            shown = panel(name, snapshot, language)
            sentences = [text for text in texts_of(shown) if text != shown.source]
            assert [text for text in sentences if LEFTOVER.search(text)] == []
            if language is Language.EN:
                assert [text for text in texts_of(shown) if CJK.search(text)] == []
                assert shown.figure is None or not CJK.search(str(shown.figure.to_dict()["data"]))


def contexts() -> list[Context]:
    return [context_for(snapshot, language) for snapshot in releases().snapshots for language in Language]


@pytest.mark.slow
def test_every_panel_can_be_made_from_every_release() -> None:
    every_context = contexts()
    assert len(every_context) >= 14
    for context in every_context:
        for name, build in PANELS.items():
            shown = build(context, {})
            assert shown.id == name
            assert shown.figure is not None, (context.snapshot.id, name)
            assert not any("nan" in text.lower().split() for text in texts_of(shown))
