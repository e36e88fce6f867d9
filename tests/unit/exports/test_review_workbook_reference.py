"""What stands beside the numbers of a workbook, and how it leaves: meanings, origins, checks, code, command."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import zxingcpp
from PIL import Image

from core.commands.main import main
from core.exports.documents.agenda import document_asked
from core.exports.documents.document import Document, Section, View
from core.exports.documents.kinds import KINDS, hand_over
from core.exports.documents.reference.with_reference import with_reference
from core.exports.documents.workbook.workbook import workbook_bytes
from core.exports.signing.codes import link_of
from core.exports.signing.verify import Standing, verify_file
from core.panels.panel import Cell, Column, Panel, Table
from core.records.meetings.agendas import Agenda, AgendaItem, save_agenda
from core.records.meetings.versions import NEW
from tests.support.documents.review_decks import LAST, PARTIAL, context_of, review_of
from tests.support.documents.workbooks import read, review_book

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def of_views(*views: View) -> Document:
    return replace(review_of(LAST), sections=(Section("甲", views),))


def test_definitions_sources_and_checks_say_what_is_known() -> None:
    book = review_book(LAST)
    meaning = next(row for row in book["口径与规则"].iter_rows(min_row=6, values_only=True) if row[0] == "中职在校生数")
    assert "不含技工学校" in meaning[1]
    assert meaning[6] == "一(三)（一般表述）"
    assert "只看目标年份" in meaning[7]
    origins = {row[0]: row for row in book["数据来源"].iter_rows(min_row=6, values_only=True) if row[1]}
    assert origins["职普比"][1] == "来源：2025-12-31 期数据；文件 demonstration-2025-closing.xlsx；性质：示例。"
    assert {row for row in origins if row in book.sheetnames} == set(book.sheetnames[1:-4])
    digest = context_of(LAST).snapshot.digest
    assert [cell.value for cell in book["期次与校验码"]["A"] if digest in str(cell.value)]
    hashes = [file.sha256 for file in context_of(LAST).snapshot.datasets]
    assert [row[7] for row in book["期次与校验码"].iter_rows(min_row=6, values_only=True) if row[7]] == hashes
    checks = [row[:4] for row in book["使用前须知"].iter_rows(min_row=6, values_only=True) if row[3]]
    assert ("期次与规划", "数据期次 2025-12-31", "2025-12-31", "示例数据，不代表任何真实学校。") in checks
    questions = {question.zh for goal in context_of(LAST).plan.goals for question in goal.open_questions}
    assert {row[3] for row in checks if row[0] == "待明确"} == questions


def test_checks_name_what_is_provisional_missing_and_not_reported_in_an_early_release() -> None:
    sheet = review_book(PARTIAL)["使用前须知"]
    rows = [row[:4] for row in sheet.iter_rows(min_row=6, values_only=True) if row[3]]
    kinds = {row[0] for row in rows}
    assert {"报送范围", "快报", "缺数"} <= kinds
    assert ("缺数", "建成重点项目", PARTIAL, "建成重点项目：尚无数据") in rows
    assert ("期次与规划", f"数据期次 {PARTIAL}", PARTIAL, f"另有更新的期次 {LAST}。") in rows


def test_an_unfinished_column_is_a_check_with_its_rows() -> None:
    table = Table(
        (Column("school", "学校"), Column("value", "人数", True)),
        tuple((Cell(name, name), Cell("未填报", "未填报", missing=True)) for name in ("甲校", "乙校", "甲校")),
    )
    view = View(Panel("x", "结论", "", "", table), "x?as_of=2025-12-31&plan=qijiang-14th")
    checks = list(with_reference(of_views(view), context_of(LAST)).views)[-1].panel
    assert "“人数”列有3行为“未填报”：甲校、乙校" in [row[3].text for row in checks.table.rows]


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path


def test_a_workbook_is_genuine_saved_again_altered_by_its_number_and_superseded(own_home: Path) -> None:
    item = AgendaItem("enrolment", "secondary_vocational_enrolment")
    agenda = save_agenda(Agenda("a" * 12, "三月例会", (item,), NEW), "甲", NOW)
    context = context_of(PARTIAL)
    content = hand_over(document_asked(context, agenda.id), KINDS["workbook"], context)
    genuine = verify_file(content, context.releases)
    assert (genuine.standing, genuine.newer) == (Standing.GENUINE, LAST)
    again, book = BytesIO(), read(content)
    book.save(again)
    assert verify_file(again.getvalue(), context.releases).standing is Standing.GENUINE
    book = read(content)  # what was saved once has given its picture away
    assert book["中职在校生"]["B6"].value == 7414
    book["中职在校生"]["B6"] = 8414
    altered = BytesIO()
    book.save(altered)
    verification = verify_file(altered.getvalue(), context.releases)
    assert verification.standing is Standing.ALTERED
    assert [(one.place, one.issued, one.now) for one in verification.alterations] == [("2", "7414", "8414")]


def test_the_command_writes_a_workbook_named_in_chinese(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own_home)
    agenda = save_agenda(Agenda("b" * 12, "三月例会", (AgendaItem("colleges", "colleges"),), NEW), "甲", NOW)
    assert main(["export", "workbook", "--as-of", LAST, "--agenda", agenda.id]) == 0
    book = read((own_home / "三月例会-截至2025-12-31.xlsx").read_bytes())
    assert book.sheetnames == ["目录", "在綦高校", "口径与规则", "数据来源", "期次与校验码", "使用前须知"]
    assert "核验码" in "".join(str(cell.value) for cell in book["目录"]["A"])


def test_the_cover_has_the_qr_code_of_where_it_is_verified() -> None:
    link = link_of("K7Q2-M4XD-9T3A", "https://zj.example.cn/")
    content = workbook_bytes(of_views().signed("核验码 K7Q2-M4XD-9T3A", link))
    with ZipFile(BytesIO(content)) as package:
        picture = Image.open(BytesIO(package.read("xl/media/image1.png")))
    (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == link
