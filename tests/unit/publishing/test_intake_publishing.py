"""From a return to a release: what it changes, what stands against it, and what the release keeps."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from core.commands.exit_codes import FAILED, MISUSED, OK
from core.commands.main import main
from core.context import plan
from core.demonstration.make_releases import publish_demonstration
from core.intake.findings import Findings, IntakeError, Place, Severity, finding
from core.intake.form.template import TemplateScope, write_template
from core.intake.merging.merge import ChangeKind
from core.intake.publishing.change_words import change_lines
from core.intake.publishing.check_return import check_return
from core.intake.publishing.checklist import checklist
from core.intake.publishing.publish import stage_release
from core.intake.publishing.publish_lock import publish_lock
from core.intake.publishing.reporting_round import ReportState, area_reports
from core.intake.rows import release_rows
from core.snapshots import Releases, Snapshot, releases, verify_release
from tests.support.claims import every
from tests.support.intake.edited_cells import with_cells
from tests.support.intake.small_demonstration import demonstration, newest, prepared, template
from tests.support.intake_files import AREA, PLAN, TEACHERS, ZH, changed, codes, line_of, saved, told, workbook
from tests.support.returns import publish_explained
from tests.support.rounds.partial_release import release_of_rows

A, B = "示例中职学校A", "示例中职学校B"
AUTUMN = date(2026, 9, 1)
SOUND = (A, "公办", 2026, 150, 95, 64)


def values(snapshot: Snapshot, unit: str, year: int, dataset: str = "teachers") -> dict[str, float | None]:
    rows = release_rows(snapshot)[dataset]
    return {row["measure"]: row["value"] for row in rows if (row["unit_id"], row["year"]) == (unit, year)}


def test_a_return_becomes_a_release_with_its_rows_and_where_they_came_from(tmp_path: Path) -> None:
    ready = prepared(workbook([TEACHERS, SOUND]))
    assert (ready.count(ChangeKind.ADDED), ready.count(ChangeKind.CHANGED), ready.count(ChangeKind.REMOVED)) == (
        3,
        0,
        0,
    )
    release = publish_explained(ready, tmp_path)
    assert verify_release(release.directory) == ()
    assert release.id == "2026-09-01"
    assert values(release, "500110-sv-a", 2026) == {"full_time": 150, "specialised": 95, "dual_qualified": 64}
    row = next(row for row in release_rows(release)["teachers"] if row["year"] == 2026)
    assert (row["source_file"], row["source_sheet"], row["source_row"]) == ("return.xlsx", "表5 教师", 2)
    assert (row["status"], row["provisional"]) == ("reported", False)
    origin = {file.name: (file.origin_file, file.origin_sheet) for file in release.datasets}
    assert origin["teachers"] == ("return.xlsx", "表5 教师")
    assert origin["training"] == ("demonstration-2025-closing.xlsx", "职业培训")
    old, new = release_rows(newest()), release_rows(release)
    assert every(row in new[name] for name, rows in old.items() for row in rows)
    assert sum(map(len, new.values())) == sum(map(len, old.values())) + 3


def test_a_provisional_return_is_marked_so_and_confirmed_by_the_final_one(tmp_path: Path) -> None:
    first = publish_explained(prepared(workbook([TEACHERS, SOUND]), provisional=True), tmp_path)
    row = next(row for row in release_rows(first)["teachers"] if row["year"] == 2026)
    assert (row["status"], row["provisional"]) == ("provisional", True)
    content = workbook([(*TEACHERS, "数据性质"), (*SOUND, "填报（已审核）")])
    ready = check_return(content, "final.xlsx", releases(tmp_path), plan(newest()), AUTUMN)
    assert codes(ready.findings, "soft") == []  # the value is the same, and so is what was left out
    assert (ready.count(ChangeKind.CHANGED), ready.count(ChangeKind.CONFIRMED)) == (0, 3)
    final = publish_explained(ready, tmp_path, "年报数")
    row = next(row for row in release_rows(final)["teachers"] if row["year"] == 2026)
    assert (final.id, row["status"], row["provisional"]) == ("2026-09-01.r2", "reported", False)


def test_a_revision_needs_a_reason_and_the_release_keeps_it(tmp_path: Path) -> None:
    ready = prepared(workbook([TEACHERS, (A, "公办", 2025, 146, 91, 61)]))
    (finding,) = [each for each in ready.findings if each.severity == "soft"]
    with pytest.raises(IntakeError, match="not_ready"):
        publish_explained(ready, tmp_path)
    with pytest.raises(IntakeError, match="not_ready"):
        publish_explained(ready, tmp_path, **{finding.id: "  "})
    release = publish_explained(ready, tmp_path, **{finding.id: "补认定一人"})
    (kept,) = releases(tmp_path).snapshots[-1].explanations
    assert (kept.check, kept.sheet, kept.row, kept.column) == ("final_value_revised", "表5 教师", 2, "F")
    assert kept.finding == "已发布的2025年最终数由 60 改为 61；请核对，属实请说明更正原因。"
    assert kept.text == "补认定一人"
    assert values(release, "500110-sv-a", 2025)["dual_qualified"] == 61


def test_mistakes_and_a_missing_note_block_and_made_up_rows_warn(tmp_path: Path) -> None:
    wrong = prepared(workbook([TEACHERS, (A, "公办", 2026, 150, 28, 31)]))
    items = {item.code: (item.blocks, dict(item.values)) for item in checklist(wrong, " ", {})}
    assert wrong.base is not None
    made_up = sum(file.rows for file in wrong.base.datasets)
    assert items == {
        "errors": (True, {"number": "1"}),
        "unexplained": (True, {"number": "3"}),
        "no_note": (True, {}),
        "illustrative": (False, {"number": str(made_up)}),
    }
    with pytest.raises(IntakeError, match="not_ready"):
        publish_explained(wrong, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_release_is_not_dated_before_the_one_it_goes_onto() -> None:
    ready = prepared(workbook([TEACHERS, (A, "公办", 2024, 140, 87, 54)]), as_of=date(2024, 12, 31))
    assert "before_release" in [item.code for item in checklist(ready, "x", {})]


@pytest.mark.slow
def test_two_schools_with_templates_of_the_same_release_do_not_undo_each_other(tmp_path: Path) -> None:
    sent = {}
    for unit, numbers in (("a", (150, 95, 64, 31, 42, 60, 36, 12)), ("b", (160, 96, 60, 33, 40, 62, 40, 18))):
        empty = template(f"500110-sv-{unit}", 2026)
        row = line_of(empty, "表5 教师", D=2026, C="公办")
        cells = {f"{letter}{row}": number for letter, number in zip("EFGIJKLM", numbers, strict=True)}
        sent[unit] = with_cells(empty, "表5 教师", cells)
    found = Releases(demonstration(), (), False)
    first = publish_explained(check_return(sent["a"], "a.xlsx", found, plan(newest()), AUTUMN), tmp_path)
    found = Releases((*demonstration(), first), (), False)
    second = publish_explained(check_return(sent["b"], "b.xlsx", found, plan(newest()), AUTUMN), tmp_path)
    assert values(second, "500110-sv-a", 2026)["dual_qualified"] == 64
    assert values(second, "500110-sv-b", 2026)["dual_qualified"] == 60


@pytest.mark.slow
def test_a_whole_template_that_repeats_what_was_changed_since_keeps_the_change(tmp_path: Path) -> None:
    ready = prepared(workbook([TEACHERS, (A, "公办", 2025, 146, 91, 61)]))
    (finding,) = [each for each in ready.findings if each.severity == "soft"]
    newer = publish_explained(ready, tmp_path, **{finding.id: "补认定"})
    found = Releases((*demonstration(), newer), (), False)
    late = check_return(template(), "late.xlsx", found, plan(newest()), AUTUMN)
    assert late.merged is not None
    assert (late.merged.changes, codes(late.findings)) == ((), [])
    row = line_of(template(), "表5 教师", B=A, D=2025)
    late = check_return(with_cells(template(), "表5 教师", {f"G{row}": 62}), "late.xlsx", found, plan(newest()), AUTUMN)
    (said,) = told(late.findings, "hard")
    assert said.startswith(f"表5 教师 第{row}行 G列：模板下载后，文件“return.xlsx”已把此处报为“61”，本文件为“62”；")


@pytest.mark.slow
def test_a_template_of_a_release_that_is_gone_is_refused(tmp_path: Path) -> None:
    older = write_template(demonstration()[0], TemplateScope(PLAN, AREA))
    found = Releases(demonstration()[1:], (), False)
    with pytest.raises(IntakeError, match="template_release_gone"):
        check_return(older, "a.xlsx", found, plan(newest()), AUTUMN)


@pytest.mark.slow
def test_the_first_return_of_a_district_needs_no_release_before_it(tmp_path: Path) -> None:
    def enter(book: Any) -> None:
        for x, value in enumerate(("500110-x", "第一中职学校", "First", date(2000, 9, 1)), start=1):
            book["单位名录"].cell(4, x, value)
        for x, value in enumerate(("500110-x", "第一中职学校", "公办", 2026, 80, 50, 30), start=1):
            book["表5 教师"].cell(5, x, value)

    empty = write_template(None, TemplateScope(PLAN, AREA))
    ready = check_return(changed(empty, enter), "first.xlsx", Releases((), (), False), plan(newest()), AUTUMN)
    assert codes(ready.findings, "hard") == ["blank_value"] * 5
    (finding,) = [each for each in ready.findings if each.severity == "soft"]
    assert finding.code == "check_new_unit"


# --- the command line


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "教师.xlsx"
    path.write_bytes(workbook([TEACHERS, SOUND]))
    return path


def test_check_says_what_is_understood_and_what_is_wrong(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(sent), "--as-of", "2026-09-01", "--demo", "keep"]) == OK
    assert "与现有数据相比：新增3项，修改0项，删除0项" in capsys.readouterr().out
    sent.write_bytes(workbook([TEACHERS, (A, "公办", 2026, 150, 28, 31)]))
    back = tmp_path / "back.xlsx"
    send = ["--lang", "en", "check", str(sent), "--as-of", "2026-09-01", "--demo", "keep"]
    assert main([*send, "--out", str(back)]) == FAILED
    told = capsys.readouterr().err
    assert "表5 教师, row 2, column F: Dual-qualified teachers 31 > Specialised-course teachers 28: the former" in told
    assert load_workbook(back).sheetnames == ["Findings", "表5 教师"]


@pytest.mark.slow
def test_publish_makes_a_release_or_says_why_not(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "snapshots"
    order = ["publish", str(sent), "--as-of", "2026-09-01", "--root", str(root), "--by", "教委"]
    assert main(order) == FAILED  # an empty folder knows no school
    assert "名录中没有“示例中职学校A”" in capsys.readouterr().err
    root.mkdir()
    publish_demonstration(root)
    assert main(order) == FAILED
    assert "缺少更新说明。" in capsys.readouterr().err
    partial = [each.id for each in prepared(sent.read_bytes()).findings if each.severity == "soft"]
    noted = [*order, "--note", "2026年教师数", "--provisional"]
    assert main(noted) == FAILED  # four of its columns are left out
    asked = capsys.readouterr().err
    assert "行业企业兼职教师数" in asked
    assert f"异常属实的，请在命令中加 --explain 编号=说明，如“{partial[0]}=已核实”。" in asked
    assert main([*noted, *(f"--explain={id}=职称另报" for id in partial)]) == OK
    assert "已写入 2026-09-01" in capsys.readouterr().out
    latest = releases(root).latest()
    assert latest is not None
    assert (latest.id, latest.note, latest.published_by) == ("2026-09-01", "2026年教师数", "教委")
    assert verify_release(latest.directory) == ()


@pytest.mark.slow
def test_template_is_written_for_a_unit_or_the_district(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.xlsx"
    assert main(["template", "--unit", "500110-sv-a", "--out", str(out)]) == OK
    assert load_workbook(out)["表5 教师"]["D5"].value == 2026
    assert main(["--lang", "en", "template", "--out", str(out), "--blank"]) == OK
    assert "T5 Teachers" in load_workbook(out).sheetnames
    assert main(["template", "--unit", "nobody", "--out", str(out)]) == FAILED
    assert "现有数据中没有单位 nobody" in capsys.readouterr().err


def test_what_cannot_be_understood_on_the_command_line_is_one_sentence(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "nowhere.xlsx")]) == FAILED
    assert main(["check", str(sent), "--as-of", "autumn"]) == MISUSED
    assert main(["check", str(sent), "--explain", "no reason"]) == MISUSED
    sent.write_bytes(b"%PDF-1.7")
    assert main(["check", str(sent), "--demo", "keep"]) == FAILED
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 4
    assert told[-1].startswith("这是 PDF 文件")


def test_a_saved_workbook_is_the_same_to_the_reader(sent: Path) -> None:
    again = saved(load_workbook(BytesIO(sent.read_bytes())))
    assert len(prepared(again).reading.entries) == 3


# --- what would change


def test_changes_are_told_in_words_with_old_and_new_value() -> None:
    found = prepared(workbook([TEACHERS, (A, "公办", 2025, 146, 91, 61), SOUND]))
    assert [
        (line.kind, line.unit, line.figure, line.old, line.new, line.place) for line in change_lines(found, ZH)
    ] == [
        ("changed", A, "2025年 双师型教师数", "60", "61", "表5 教师 F2"),
        ("added", A, "2026年 专任教师数", "", "150", "表5 教师 D3"),
        ("added", A, "2026年 专业课教师数", "", "95", "表5 教师 E3"),
        ("added", A, "2026年 双师型教师数", "", "64", "表5 教师 F3"),
    ]


def test_who_has_reported_a_year_and_who_has_not(tmp_path: Path) -> None:
    found = prepared(workbook([TEACHERS, SOUND]))
    assert found.merged is not None
    release = release_of_rows(tmp_path, found.merged.rows)
    teachers = [each for each in area_reports(release, AREA, 2026) if each.dataset == "teachers"]
    assert [(each.unit_name.zh[-1], each.state, each.since) for each in teachers] == [
        ("A", ReportState.PARTLY, 2026),  # the titles of its teachers are still to come
        ("B", ReportState.OWED, 2025),
        ("C", ReportState.OWED, 2025),
        ("D", ReportState.OWED, 2025),
        ("E", ReportState.OWED, 2025),
    ]  # F was merged into B


def test_the_release_to_be_can_be_judged_before_it_is_published(tmp_path: Path) -> None:
    from core.assess_release import assessment_of
    from core.context import context_for
    from core.language import Language

    found = prepared(workbook([TEACHERS, (A, "公办", 2025, 146, 91, 91)]), as_of=date(2025, 12, 31))
    shares = []
    for snapshot in (newest(), stage_release(found, tmp_path)):
        latest = assessment_of(context_for(snapshot, Language.ZH), "dual_qualified_share").latest
        assert latest is not None
        shares.append(latest.value)
    assert shares == [pytest.approx(205 / 335), pytest.approx(236 / 335)]


def test_a_return_does_not_go_onto_an_older_release_because_the_newest_is_damaged(tmp_path: Path) -> None:
    first = publish_explained(prepared(workbook([TEACHERS, ("示例中职学校A", "公办", 2026, 150, 95, 64)])), tmp_path)
    teachers = first.directory / "teachers.parquet"
    teachers.write_bytes(teachers.read_bytes()[:50])
    sent = workbook([TEACHERS, ("示例中职学校B", "公办", 2026, 90, 45, 30)])
    with pytest.raises(IntakeError, match="release_damaged"):
        check_return(sent, "return.xlsx", releases(tmp_path), plan(newest()), date(2026, 9, 1))
    with pytest.raises(IntakeError, match="release_damaged"), publish_lock(tmp_path, None):
        pass


def test_nobody_s_number_gets_into_a_release_by_way_of_its_note() -> None:
    ready = prepared(workbook([TEACHERS, ("示例中职学校A", "公办", 2026, 150, 95, 64)]))
    assert "personal" in {item.code for item in checklist(ready, "联系人 13812345678", {}) if item.blocks}
    assert "personal" not in {item.code for item in checklist(ready, "2026年教师数", {})}
    with_reason = checklist(ready, "2026年教师数", {"1": "身份证500110199001011234"})
    assert "personal" in {item.code for item in with_reason if item.blocks}


@pytest.mark.slow
def test_a_return_that_changes_nothing_makes_no_release() -> None:
    ready = prepared(template())
    assert {item.code for item in checklist(ready, "无", {}) if item.blocks} >= {"no_change"}


def test_what_is_cut_off_a_long_list_is_no_worse_than_what_it_is_cut_from() -> None:
    found = Findings(limit=2)
    for row in range(5):
        found.add(finding("revision", Severity.SOFT, Place("表1", row)))
    (more,) = [each for each in found.all() if each.code == "and_more"]
    assert (more.severity, dict(more.values)["number"]) == (Severity.SOFT, "3")


@pytest.mark.slow
def test_a_folder_that_is_not_there_is_said_of_the_file_to_be_written(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "none" / "out.xlsx")
    assert main(["--lang", "en", "template", "--out", nowhere]) == FAILED
    send = ["--lang", "en", "check", str(sent), "--as-of", "2026-09-01", "--demo", "keep"]
    assert main([*send, "--out", nowhere]) == FAILED
    assert capsys.readouterr().err.count("out.xlsx cannot be written") == 2
