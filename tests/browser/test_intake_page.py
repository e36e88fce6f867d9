"""The page of returns: the form, who owes one, a file with a mistake, the mended one, and the release it becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from core.context import Context, plan
from core.intake.form.template import TemplateScope, write_template
from core.intake.publishing.reporting_round import confirm_unchanged, due_day, round_reports, round_year
from core.intake.workbook.limits import LIMITS
from core.language import Language, catalogue
from core.panels.intake.changes import changes
from core.panels.intake.effect_on_goals import effect
from core.panels.intake.reporting import reporting as reporting_panel
from core.panels.panel import Panel
from core.records import passphrase as access
from core.snapshots import releases, verify_release
from tests.support.browsing import Visit, visiting
from tests.support.intake_files import (
    AREA,
    PLAN,
    TEACHERS,
    changed,
    demonstration_context,
    newest,
    prepared,
    template,
    workbook,
)
from tests.support.serving import ROOT, Server

FRAME = ROOT / "pages" / "frame.py"
A = "500110-sv-a"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SOUND = (150, 95, 64, "未报", "未报", "未报", "未报", "未报")


def filled(*figures: object) -> bytes:
    """The form of one school with its teachers of 2026: full-time, specialised, dual-qualified, and the rest."""

    def fill(book: Any) -> None:
        sheet = book["表5 教师"]
        (line,) = [row for row in sheet.iter_rows(min_row=5) if (row[0].value, row[3].value) == (A, 2026)]
        places = [5, 6, 7, 9, 10, 11, 12, 13]
        for place, figure in zip(places, figures, strict=True):
            sheet.cell(line[0].row, place).value = figure

    return changed(template(A, 2026), fill)


@cache
def wrong() -> bytes:
    return filled(150, 28, 31, *SOUND[3:])


@cache
def right() -> bytes:
    return filled(*SOUND)


def reporting(context: Context, today: date) -> Panel:
    return reporting_panel(context, round_reports(context.snapshot, context.plan.area, today))


def cells(panel: Any) -> list[list[str]]:
    return [[cell.text for cell in row] for row in panel.table.rows]


def test_a_unit_confirmed_as_unchanged_owes_nothing_and_no_figure_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    context, noon = demonstration_context(), datetime(2026, 9, 25, 12, tzinfo=UTC)
    owed = round_reports(context.snapshot, context.plan.area, noon.date()).outstanding()
    assert {each.dataset for each in owed[A]} == {"enrolment", "teachers", "conditions", "programmes"}
    with pytest.raises(ValueError, match="name"):
        confirm_unchanged(context.snapshot, context.plan.area, A, " ", noon)
    confirm_unchanged(context.snapshot, context.plan.area, A, "Li", noon)
    assert A not in round_reports(context.snapshot, context.plan.area, noon.date()).outstanding()
    before, after = cells(reporting(context, date(2025, 9, 25))), cells(reporting(context, noon.date()))
    (line,) = [row for row in after if row[0] == "Sample vocational school A"]
    assert line[1] == "confirmed unchanged (Li, 2026-09-25; as in 2025)"
    assert line[-1] == "✔ complete"
    assert len(before) == len(after)
    assert context.snapshot.id == "2025-12-31"
    assert not (tmp_path / "snapshots").exists()


def test_the_page_asks_who_confirms_and_says_that_it_was_kept(home: Path) -> None:
    app = opened()
    button = next(each for each in app.button if each.key == "intake_confirm_button")
    button.click().run()
    assert "Write first who confirms it." in said(app)
    next(each for each in app.text_input if each.key == "intake_confirm_by").set_value("Li")
    next(each for each in app.button if each.key == "intake_confirm_button").click().run()
    assert "confirmed unchanged." in said(app)
    assert [path.name for path in home.glob("*.sqlite")] == ["demonstration.sqlite"]


@pytest.mark.parametrize(
    ("today", "year"), [("2026-08-31", 2025), ("2026-09-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026)]
)
def test_the_round_begins_on_the_reference_date(today: str, year: int) -> None:
    assert round_year(date.fromisoformat(today)) == year
    assert due_day(year) == date(year, 9, 20)


def test_a_return_is_overdue_from_the_day_after_the_due_date() -> None:
    on_time = reporting(demonstration_context(), date(2026, 9, 20))
    assert on_time.headline == "2026: 0 of 16 units have reported, 16 still to come"
    assert {row[-1] for row in cells(on_time)} == {"○ open, 0 days left"}
    late = reporting(demonstration_context(), date(2026, 9, 21))
    assert late.headline == "2026: 0 of 16 units have reported, 16 overdue by 1 day"
    done = reporting(demonstration_context(), date(2026, 8, 31))
    assert done.headline == "2025: all 16 units have reported"
    assert done.notes == ()


def test_the_effect_on_every_goal_is_that_of_the_release_to_be() -> None:
    row = ("示例中职学校A", "公办", 2025, 146, 91, 90)
    panel = effect(prepared(workbook([TEACHERS, row])), demonstration_context())
    goals = {line[0]: line[1:] for line in cells(panel)}
    assert len(goals) == 8
    before, after = goals["Dual-qualified share"][0], goals["Dual-qualified share"][2]
    assert before != after
    assert goals["Dual-qualified share"][4] in ("number changed", "light changed")
    assert goals["Colleges"][0] == goals["Colleges"][2]
    assert panel.headline.startswith("Of 8 goals, ")


def test_an_english_reader_gets_english_names_of_units_and_of_the_codes_of_the_plan() -> None:
    def change(book: Any) -> None:
        book["表9 任务"]["F5"].value = "办结" if book["表9 任务"]["F5"].value != "办结" else "推进"

    ready = prepared(changed(template(), lambda book: [change(book), _raise(book["表5 教师"])]))
    english = changes(ready, catalogue(Language.EN), plan(newest()))
    said = [" ".join(row[2:4]) for row in cells(english)]
    assert len(said) >= 1
    assert not [each for each in said if any("\u4e00" <= letter <= "\u9fff" for letter in each)]
    assert next(row[2] for row in cells(changes(ready, catalogue(Language.ZH)))).startswith("示例")


def _raise(sheet: Any) -> None:
    sheet["E5"].value = 151


def test_nothing_of_the_trial_release_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    effect(prepared(workbook([TEACHERS, ("示例中职学校A", "公办", 2026, 150, 95, 64)])), demonstration_context())
    assert list(tmp_path.iterdir()) == []


def test_the_uploader_takes_a_little_more_than_the_intake_so_that_the_refusal_is_ours() -> None:
    import tomllib

    from core.ui.server.served_page import ENGINE_WORDS

    size = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]["maxUploadSize"]
    assert LIMITS.upload < size * 2**20 < 1.5 * LIMITS.upload
    assert ENGINE_WORDS["too_large"] == f"File must be {size}.0MB or smaller."


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace: the demonstration is on show, and nothing is published yet."""
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def opened(lang: str = "en") -> AppTest:
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    app.switch_page("intake.py").run()
    assert not app.exception
    if releases().demonstration:
        app.segmented_control(key="demo").set_value("keep").run()  # these returns are of its schools
    return app


def sent(app: AppTest, content: bytes, name: str = "return.xlsx") -> AppTest:
    app.file_uploader[0].upload(name, content, XLSX)
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in app.get("html"))


def button(app: AppTest, key: str) -> Any:
    return next(each for each in app.button if each.key == key)


def test_a_mistake_is_named_by_its_cell_and_blocks_publishing(home: Path) -> None:
    app = sent(opened(), wrong())
    text = said(app)
    # Of one school: pupils, teachers, conditions, other indicators, programmes.
    assert "5 tables" in text
    assert "1 mistake to put right, 2 unusual values to check" in text
    assert "dual-qualified" in text.lower()
    assert "31 &gt; " in text
    assert "The effect on the goals can be worked out once the mistakes are put right." in text
    assert button(app, "intake_publish").disabled
    assert not (home / "snapshots").exists()


def test_a_sound_return_is_published_as_the_first_own_release(home: Path) -> None:
    app = sent(opened(), right())
    text = said(app)
    assert "Against 2025-12-31: 8 values new, 0 revised, 0 removed" in text
    assert "Of 8 goals, " in text
    assert "becomes the first release of your own" in text
    assert button(app, "intake_publish").disabled
    app.text_input(key="intake_as_of").set_value("2026-13-01").run()
    assert "no day there is" in said(app)
    app.text_input(key="intake_as_of").set_value("2026-09-01")
    app.text_input(key="intake_note").set_value("2026年秋季教师数")
    app.text_input(key="intake_by").set_value("张三").run()
    assert not button(app, "intake_publish").disabled
    button(app, "intake_publish").click().run()
    assert not app.exception
    (release,) = releases().snapshots
    assert (release.id, release.published_by, release.note) == ("2026-09-01", "张三", "2026年秋季教师数")
    assert verify_release(release.directory) == ()
    assert "Published: release 2026-09-01." in said(app)
    assert "was understood" not in said(app)
    assert [each.name for each in (home / "snapshots").iterdir()] == ["2026-09-01"]


def test_an_unusual_value_passes_with_the_explanation_that_was_typed(home: Path) -> None:
    app = sent(opened(), workbook([TEACHERS, ("示例中职学校A", "公办", 2025, 146, 91, 61)]))
    (box,) = [each for each in app.text_input if str(each.key).startswith("explain_")]
    app.text_input(key="intake_as_of").set_value("2026-09-01")
    app.text_input(key="intake_note").set_value("更正")
    app.text_input(key="intake_by").set_value("张三").run()
    assert button(app, "intake_publish").disabled
    app.text_input(key=box.key).set_value("补认定一人").run()
    button(app, "intake_publish").click().run()
    (release,) = releases().snapshots
    assert [each.text for each in release.explanations] == ["补认定一人"]


def test_a_box_shows_what_counts_also_when_the_run_that_first_made_it_was_overtaken(home: Path) -> None:
    """A browser that draws a box only at its second run is sent the value then, too."""
    app = sent(opened(), workbook([TEACHERS, ("示例中职学校A", "公办", 2025, 146, 91, 61)]))
    (box,) = [each for each in app.text_input if str(each.key).startswith("explain_")]
    app.text_input(key=box.key).set_value("补认定一人").run()
    app.run()
    day = app.text_input(key="intake_as_of")
    assert day.proto.default == day.value != ""
    assert app.text_input(key=box.key).proto.default == "补认定一人"


def test_who_comes_second_is_told_and_has_the_file_checked_again(home: Path) -> None:
    app = sent(opened(), right())
    app.text_input(key="intake_as_of").set_value("2026-09-01")
    app.text_input(key="intake_note").set_value("第二人")
    app.text_input(key="intake_by").set_value("李四").run()
    other = sent(opened(), workbook([TEACHERS, ("示例中职学校B", "公办", 2026, 150, 95, 64)]))
    other.text_input(key="intake_as_of").set_value("2026-09-01")
    other.text_input(key="intake_note").set_value("第一人")
    other.text_input(key="intake_by").set_value("张三").run()
    for box in [each for each in other.text_input if str(each.key).startswith("explain_")]:
        other.text_input(key=box.key).set_value("属实").run()
    assert not button(other, "intake_publish").disabled
    button(other, "intake_publish").click().run()
    assert [each.id for each in releases().snapshots] == ["2026-09-01"]
    button(app, "intake_publish").click().run()
    assert "The releases changed after this was checked (now 2026-09-01)" in said(app)
    assert "Against 2026-09-01: 8 values new" in said(app)
    assert [each.id for each in releases().snapshots] == ["2026-09-01"]
    button(app, "intake_publish").click().run()
    assert [each.id for each in releases().snapshots] == ["2026-09-01", "2026-09-01.r2"]
    assert not [each for each in app.get("html") if "was understood" in str(each.value)]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n", "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_a_file_that_cannot_be_taken_is_one_sentence(content: bytes, sentence: str) -> None:
    app = sent(opened(), content)
    assert sentence in said(app)
    assert "Traceback" not in said(app)
    assert not [each for each in app.button if each.key == "intake_publish"]


def test_the_page_asks_for_the_passphrase_and_publishes_nothing_without_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "GATE", access.Gate())
    app = sent(opened(), right())
    assert "whoever opens this page may publish" in said(app)
    access.set_passphrase("correct horse")
    app.text_input(key="intake_as_of").set_value("2026-09-01")
    app.text_input(key="intake_note").set_value("教师数")
    app.text_input(key="intake_by").set_value("张三").run()
    assert "whoever opens this page may publish" not in said(app)
    button(app, "intake_publish").click().run()
    assert "type the publishing passphrase" in said(app)
    app.text_input(key="intake_publish_passphrase").set_value("guess").run()
    button(app, "intake_publish").click().run()
    assert "The passphrase is wrong; nothing was published or confirmed. Try again in 1 second;" in said(app)
    assert not (home / "snapshots").exists()
    monkeypatch.setattr(access, "GATE", access.Gate())
    app.text_input(key="intake_confirm_by").set_value("Li")
    button(app, "intake_confirm_button").click().run()
    assert "type the publishing passphrase" in said(app)
    app.text_input(key="intake_publish_passphrase").set_value("correct horse").run()
    button(app, "intake_publish").click().run()
    assert [each.id for each in releases().snapshots] == ["2026-09-01"]


def test_a_look_at_another_page_keeps_the_file_and_what_was_typed(home: Path) -> None:
    app = sent(opened(), right())
    app.text_input(key="intake_note").set_value("教师数").run()
    app.switch_page("sources.py").run()
    app.switch_page("intake.py").run()
    assert not app.exception
    assert "is not published yet and is taken up again; the current release 2025-12-31 is as it was" in said(app)
    assert "was understood" in said(app)
    assert app.text_input(key="intake_note").value == "教师数"
    button(app, "intake_draft_away").click().run()
    assert "was understood" not in said(app)
    assert not (home / "snapshots").exists()


def test_the_form_is_downloaded_for_the_district_and_for_one_unit(own: tuple[Server, Path]) -> None:
    running, _ = own
    whole = running.get(f"/template.xlsx?as_of={newest().id}&lang=zh&year=2026&unit=")
    assert whole.status == 200
    assert "attachment" in whole.headers["content-disposition"]
    assert len(load_workbook(BytesIO(whole.body)).sheetnames) > 10
    one = running.get(f"/template.xlsx?as_of={newest().id}&lang=zh&year=2026&unit={A}")
    assert one.body == write_template(newest(), TemplateScope(PLAN, AREA, A), year=2026, plan=plan(newest()))
    for query, named in (("unit=nobody", "nobody"), ("as_of=1999-01-01", "1999-01-01"), ("year=x", "x")):
        answer = running.get(f"/template.xlsx?{query}", accept_language="en")
        assert answer.status == 404
        assert named in answer.text
    assert running.get("/export/reporting.csv?day=2026-10-01&lang=en").status == 200
    assert running.get("/export/reporting.xlsx?day=never&lang=en").status == 200


def test_a_reload_and_a_closed_page_lose_nothing_and_publish_nothing(
    browser: Browser, own: tuple[Server, Path]
) -> None:
    running, place = own
    with visiting(browser, running) as visit:
        visit.open("/intake?lang=zh&demo=keep")
        assert visit.page.locator(".st-key-intake_upload .message").count() == 0
        visit.page.locator("input[type=file]").set_input_files(
            {"name": "填报.xlsx", "mimeType": XLSX, "buffer": right()}
        )
        expect(visit.page.locator(".st-key-intake_publish button")).to_be_visible()
        visit.settle()
        visit.page.locator(".st-key-intake_note input").fill("秋季数")
        visit.page.locator(".st-key-intake_note input").press("Enter")
        visit.settle()
        visit.page.reload()
        kept = visit.page.locator(".st-key-intake_upload .message")
        expect(kept).to_contain_text("“填报.xlsx”")
        expect(kept).to_contain_text("尚未发布，已接着上次继续；当前发布版 2025-12-31 未变。")
        expect(visit.page.locator(".st-key-intake_note input")).to_have_value("秋季数")
        visit.page.close()
        visit.page = visit.page.context.new_page()
        visit.open("/intake?lang=zh&demo=keep")
        expect(visit.page.locator(".st-key-intake_effect tbody tr")).to_have_count(8)
        with visiting(browser, running) as other:  # another browser knows nothing of it
            other.open("/intake?lang=zh&demo=keep")
            assert other.page.locator(".st-key-intake_upload .message").count() == 0
        for file in (place / "drafts").glob("*.bin"):
            file.unlink()
        visit.page.reload()
        expect(kept_in(visit)).to_contain_text("现已清除，请重新上传；当前发布版 2025-12-31 未受影响。")
        visit.page.locator(".st-key-intake_draft_away button").click()
        expect(kept_in(visit)).to_have_count(0)
        assert not (place / "snapshots").exists()
        visit.settle()


def test_on_a_phone_findings_are_a_list_and_two_files_are_refused_in_chinese(
    browser: Browser, own: tuple[Server, Path]
) -> None:
    running, _ = own
    with visiting(browser, running, width=400, height=800) as visit:
        visit.open("/intake?lang=zh&demo=keep")
        (way,) = visit.boxes('[data-testid="stExpandSidebarButton"]')  # to the other pages: not cut off
        (title,) = visit.boxes("h1.page-title")
        assert 0 <= way["top"] < way["bottom"] <= title["top"]
        two = """names => {
          const given = new DataTransfer(), place = document.querySelector('[data-testid=stFileUploaderDropzone]');
          for (const name of names) given.items.add(new File(['x'], name));
          for (const kind of ['dragenter', 'dragover', 'drop'])
            place.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: given }));
        }"""
        visit.page.evaluate(two, ["a.xlsx", "b.xlsx"])
        expect(visit.page.locator(".st-key-intake_upload")).to_contain_text("一次只能上传一个文件，这一个没有读取")
        visit.open("/intake?lang=zh&demo=keep")
        visit.page.locator("input[type=file]").set_input_files(
            {"name": "填报.xlsx", "mimeType": XLSX, "buffer": wrong()}
        )
        expect(visit.page.locator(".st-key-intake_findings tbody tr")).to_have_count(3)
        visit.settle()
        first = visit.boxes(".st-key-intake_findings tbody tr:first-child td")
        assert first[0]["top"] == first[1]["top"] == first[2]["top"] < first[-1]["top"]
        assert max(cell["right"] for cell in visit.boxes(".st-key-intake_findings td")) <= 400
        assert first[-1]["right"] - first[-1]["left"] > 300


def kept_in(visit: Visit) -> Any:
    return visit.page.locator(".st-key-intake_upload .message")


def test_a_clerk_sends_a_mistake_gets_it_back_marked_mends_it_and_publishes(
    browser: Browser, own: tuple[Server, Path]
) -> None:
    running, place = own

    def sending(visit: Visit, content: bytes) -> None:
        visit.page.locator("input[type=file]").set_input_files(
            {"name": "填报.xlsx", "mimeType": XLSX, "buffer": content}
        )

    def typed(visit: Visit, key: str, text: str) -> None:
        visit.page.locator(f".st-key-{key} input").fill(text)
        visit.page.locator(f".st-key-{key} input").press("Enter")
        visit.settle()

    with visiting(browser, running) as visit:
        visit.open("/intake?lang=zh&demo=keep")
        sending(visit, wrong())
        found = visit.page.locator(".st-key-intake_findings")
        expect(found.locator("tbody tr").first).to_contain_text("双师型教师数 31 > 专业课教师数 28")
        labels = [each for each in visit.words(".none") if each.startswith(("aria-label: ", "title: "))]
        assert "aria-label: 移除 填报.xlsx" in labels
        assert [each for each in labels if "Remove" in each or "Add files" in each] == []
        with visit.page.expect_download() as download:
            found.locator(".st-key-intake_returned button").click()
        back = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
        assert back.sheetnames[0] == "问题清单"
        assert back["表5 教师"]["G5"].comment is not None
        sending(visit, right())
        expect(visit.page.locator(".st-key-intake_effect tbody tr")).to_have_count(8)
        expect(visit.page.locator(".st-key-intake_publish button")).to_be_disabled()
        visit.settle()
        typed(visit, "intake_as_of", "2026-09-01")
        typed(visit, "intake_by", "张三")
        typed(visit, "intake_note", "2026年秋季数")
        visit.page.locator(".st-key-intake_publish button").click()
        expect(visit.page.locator(".st-key-intake_upload .message.offer")).to_contain_text("已发布：2026-09-01")
        assert [each.name for each in (place / "snapshots").iterdir()] == ["2026-09-01"]
    # With releases of one's own on show the next one is offered, and the page keeps its numbers.
    with visiting(browser, running) as visit:
        visit.open("/intake?lang=zh&demo=keep")
        sending(visit, workbook([TEACHERS, ("示例中职学校B", "公办", 2026, 150, 95, 64)]))
        expect(visit.page.locator(".st-key-intake_publish button")).to_be_visible()
        visit.settle()
        for box in visit.page.locator('[class*="st-key-explain_"] input').all():
            box.fill("属实")
            box.press("Enter")
            visit.settle()
        typed(visit, "intake_as_of", "2026-10-01")
        typed(visit, "intake_by", "李四")
        typed(visit, "intake_note", "B校教师数")
        visit.page.locator(".st-key-intake_publish button").click()
        expect(visit.page.locator(".st-key-offer .message")).to_contain_text("2026-10-01")
        assert visit.parameters["as_of"] == "2026-09-01"
