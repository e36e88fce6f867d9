"""What a return is checked against: release, day, plan, earlier template, and whether upon the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.context import plan
from core.intake.findings import IntakeError
from core.intake.form.form_code import TemplateIdentity
from core.intake.publishing import check_return as module
from core.intake.publishing.check_return import check_return, check_return_in_force
from core.intake.publishing.demonstration_rows import (
    DemonstrationRows,
    has_demonstration,
    is_there_a_choice,
    releases_to_continue,
    usual_choice,
    without_demonstration,
)
from core.intake.publishing.reporting_round import default_as_of
from core.intake.reading.read_return import Reading, ReadingBasis, TableRead
from core.intake.rows import release_rows
from core.snapshots import Merger, ReleaseProblem, Releases, Snapshot
from tests.support.intake.returned_rows import HandMadeReturn
from tests.support.intake_files import TEACHERS, ZH, demonstration, newest, prepared, rows_of, workbook

KEEP, LEAVE = DemonstrationRows.KEEP, DemonstrationRows.LEAVE
A = "示例中职学校A"
OBSERVATIONS = ("单位名称", "指标代码", "年份", "计量单位", "分子", "分母", "数值")
SOUND = workbook([TEACHERS, (A, "公办", 2025, 146, 91, 60)])


def known(*snapshots: Snapshot, problems: tuple[ReleaseProblem, ...] = ()) -> Releases:
    return Releases(snapshots or demonstration(), problems, False)


def test_a_return_is_final_and_of_the_day_of_the_release_unless_said_otherwise() -> None:
    checked = check_return(SOUND, "a.xlsx", known(), plan(newest()))
    assert (checked.provisional, checked.as_of, checked.base) == (False, newest().as_of, newest())
    assert (checked.plan, checked.undefined) == (plan(newest()).id, ())
    first = demonstration()[0]
    assert first.as_of < newest().as_of
    assert check_return(SOUND, "a.xlsx", known(first), plan(newest())).as_of == first.as_of
    later = check_return(SOUND, "a.xlsx", known(), plan(newest()), date(2026, 9, 1), provisional=True)
    assert (later.provisional, later.as_of) == (True, date(2026, 9, 1))


def test_the_first_return_is_of_the_last_day_of_the_plan_and_knows_no_unit() -> None:
    checked = check_return(SOUND, "a.xlsx", Releases((), (), False), plan(newest()))
    assert (checked.base, checked.as_of) == (None, date(2025, 12, 31))
    assert [finding.code for finding in checked.findings] == ["no_code", "unit_unknown"]
    assert checked.merged is not None
    assert checked.merged.rows["teachers"] == []


def test_a_return_is_not_merged_into_a_release_older_than_a_damaged_one() -> None:
    damaged = known(problems=(ReleaseProblem("digest_differs", "2030-09-01.r2/teachers.parquet"),))
    with pytest.raises(IntakeError) as refused:
        check_return(SOUND, "a.xlsx", damaged, plan(newest()))
    assert (refused.value.code, refused.value.values) == ("release_damaged", {"release": "2030-09-01.r2"})
    older = known(problems=(ReleaseProblem("digest_differs", "2020-09-01/teachers.parquet"),))
    assert check_return(SOUND, "a.xlsx", older, plan(newest())).base == newest()


def test_a_file_with_personal_data_is_read_no_further() -> None:
    sent = workbook([(*TEACHERS, "备注"), (A, "公办", 2025, 146, 91, 61, "13812345678")])
    checked = check_return(sent, "a.xlsx", known(), plan(newest()), provisional=True)
    assert (checked.merged, checked.reading.entries) == (None, ())
    assert (checked.base, checked.as_of, checked.provisional) == (newest(), newest().as_of, True)


def test_indicators_are_known_and_milestones_are_known_but_not_defined() -> None:
    milestone = plan(newest()).milestones[0].id
    units = {"elder_demonstration_schools": "schools", milestone: "projects", "nothing": "projects"}
    lines = [("全区", code, 2025, ZH(f"observation_unit.{unit}"), None, None, 1) for code, unit in units.items()]
    checked = prepared(workbook([OBSERVATIONS, *lines], "表8 其他指标"))
    unknown = [dict(finding.values) for finding in checked.findings if finding.code == "check_known"]
    assert unknown == [{"found": "nothing"}]
    assert checked.undefined == ("nothing", milestone)
    heads = ("单位名称", "节点代码", "对应指标代码", "任务序号", "计划日期", "实际日期", "佐证类型")
    row = ("示例建设项目A", milestone, "not_declared", 10, date(2023, 10, 18), date(2023, 10, 18), "文件")
    assert prepared(workbook([heads, row], "表10 建设项目")).undefined == ()


# --- templates of earlier releases


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[TemplateIdentity | None], list[Any]]:
    """Gives a file that is read as a whole, empty table of teachers of a template; what it is merged with is kept."""

    def put(version: TemplateIdentity | None) -> list[Any]:
        seen: list[Any] = []
        reading = HandMadeReturn().checked().reading
        tables = (TableRead("s", "tasks", 1, 0, 0, 0, (), True, ()),)

        def read(content: bytes, name: str, basis: ReadingBasis, limits: object) -> Reading:
            seen.append(basis)
            return replace(reading, version=version, tables=tables)

        merge = module.merge

        def merging(of: Reading, rows: Any, template_rows: Any, **options: Any) -> Any:
            seen.append(template_rows)
            return merge(of, rows, template_rows, **options)

        monkeypatch.setattr(module, "read_return", read)
        monkeypatch.setattr(module, "merge", merging)
        return seen

    return put


def identity(release: str, digest: str) -> TemplateIdentity:
    return TemplateIdentity("500110", "plan", release=release, digest=digest)


def test_what_a_template_repeats_is_what_its_release_said(read_as: Any) -> None:
    first, last = demonstration()[0], newest()
    for release in (last, first):
        seen = read_as(identity(release.id, release.digest[:16]))
        check_return(b"", "a.xlsx", known(), plan(newest()))
        assert seen[1] == rows_of(release)
    for version in (None, identity("", "")):
        seen = read_as(version)
        check_return(b"", "a.xlsx", known(), plan(newest()))
        assert seen[1] is None


def test_a_template_of_a_release_that_is_not_there_is_refused(read_as: Any) -> None:
    first = demonstration()[0]
    read_as(identity(first.id, first.digest[:16]))
    for releases in (known(*demonstration()[1:]), Releases((), (), False)):
        with pytest.raises(IntakeError) as refused:
            check_return(b"", "a.xlsx", releases, plan(newest()))
        assert (refused.value.code, refused.value.values) == ("template_release_gone", {"release": first.id})


def test_a_return_is_read_with_the_rows_and_mergers_of_the_newest_release(read_as: Any) -> None:
    merged = replace(newest(), successors=(Merger("a", "b"),))
    seen = read_as(None)
    check_return(b"", "a.xlsx", known(*demonstration()[:-1], merged), plan(newest()))
    (basis, _) = seen
    assert (basis.rows, basis.mergers) == (rows_of(newest()), merged.successors)
    assert (basis.area, basis.plan) == (plan(newest()).area, plan(newest()).id)
    seen = read_as(None)
    check_return(b"", "a.xlsx", Releases((), (), False), plan(newest()))
    assert (seen[0].mergers, set(map(len, seen[0].rows.values()))) == ((), {0})


def test_a_return_is_checked_by_the_plan_in_force() -> None:
    checked = check_return_in_force(SOUND, "a.xlsx", known(), date(2025, 12, 31), provisional=True)
    assert (checked.plan, checked.as_of, checked.provisional) == (plan(newest()).id, date(2025, 12, 31), True)
    first = check_return_in_force(SOUND, "a.xlsx", Releases((), (), False), None, provisional=False)
    assert (first.plan, first.as_of, first.provisional) == (plan(newest()).id, date(2025, 12, 31), False)


def test_rows_of_the_demonstration_are_kept_or_left_out_and_counted(read_as: Any) -> None:
    """Every row of the newest demonstration release is made up."""
    everything = sum(map(len, rows_of(newest()).values()))
    assert everything > 500
    for choice, kept in ((DemonstrationRows.KEEP, everything), (DemonstrationRows.LEAVE, 0)):
        seen = read_as(None)
        checked = check_return(b"", "a.xlsx", known(), plan(newest()), demonstration=choice)
        assert sum(map(len, seen[0].rows.values())) == kept
        assert checked.left_out == everything - kept


def test_own_releases_are_continued_and_the_demonstration_is_left_unless_somebody_chooses() -> None:
    shown = Releases(demonstration(), (), True)
    choices = [usual_choice(releases) for releases in (known(), shown, Releases((), (), False))]
    assert choices == [DemonstrationRows.KEEP, DemonstrationRows.LEAVE, DemonstrationRows.LEAVE]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 3, 1), date(2025, 12, 31)),  # counted on 1 September 2025, but the newest release is later
        (date(2026, 8, 31), date(2025, 12, 31)),
        (date(2026, 9, 1), date(2026, 9, 1)),
    ],
)
def test_a_return_is_as_of_the_last_day_of_counting_or_of_the_newest_release(today: date, day: date) -> None:
    assert newest().as_of == date(2025, 12, 31)
    assert default_as_of(known(), today) == day
    assert default_as_of(Releases((), (), False), today) == date(day.year, 9, 1)


def test_unless_somebody_chooses_own_data_start_clean_and_what_was_begun_goes_on() -> None:
    shown = Releases((newest(),), (), True)
    own = Releases((newest(),), (), False)
    assert (usual_choice(shown), usual_choice(own)) == (LEAVE, KEEP)
    assert usual_choice(Releases((), (), False)) == LEAVE
    assert releases_to_continue(shown, LEAVE) == Releases((), (), False, (newest(),))
    assert releases_to_continue(shown, KEEP) == shown
    assert releases_to_continue(own, LEAVE) == own
    assert is_there_a_choice(shown)
    assert not is_there_a_choice(Releases((), (), False))
    assert not is_there_a_choice(Releases((replace(newest(), status="reported"),), (), False))
    assert has_demonstration(release_rows(newest()))


def test_made_up_rows_are_left_out_and_no_others() -> None:
    rows = {"teachers": [{"status": "illustrative", "value": 1}, {"status": "reported", "value": 2}], "cohorts": []}
    assert without_demonstration(rows) == {"teachers": [{"status": "reported", "value": 2}], "cohorts": []}
    assert has_demonstration(rows)
    assert not has_demonstration(without_demonstration(rows))
