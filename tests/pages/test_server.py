"""The server as a browser or a spreadsheet program meets it: health, compression, language, addresses, downloads."""

import csv
import gzip
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import brotli
import openpyxl
import pyarrow.parquet as pq
import pytest

from core.panels.pages import sources
from core.panels.registry import PANELS
from core.snapshots import demonstration_root, releases
from core.ui.chart import SCRIPT, SCRIPT_PATH
from core.ui.frame import PAGES
from tests.support.claims import every
from tests.support.serving import ROOT, Answer, Server, serving

ADDRESSES = ["/" if page == "overview" else f"/{page}" for group in PAGES.values() for page in group]
CJK = re.compile(r"[\u4e00-\u9fff]")
NEWEST = releases(demonstration_root()).snapshots[-1].id
OLDEST = releases(demonstration_root()).snapshots[0].id


def unzstd(body: bytes) -> bytes:
    try:
        from compression import zstd

        return bytes(zstd.decompress(body))
    except ImportError:  # before Python 3.14
        import zstandard

        return bytes(zstandard.ZstdDecompressor().decompressobj().decompress(body))


OPENERS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "zstd": unzstd, "gzip": gzip.decompress}


@pytest.fixture
def filled(own: tuple[Server, Path]) -> tuple[Server, Path]:
    """That dashboard, with two releases in its workspace: the oldest and the newest of the demonstration."""
    running, home = own
    for release in (OLDEST, NEWEST):
        shutil.copytree(demonstration_root() / release, home / "snapshots" / release)
    return running, home


def truncate(path: Path) -> None:
    """Cut a file in half, as an interrupted copy does."""
    body = path.read_bytes()
    path.write_bytes(body[: len(body) // 2])


def test_a_healthy_server_names_its_newest_release_and_counts_its_rows(server: Server) -> None:
    answer = server.get("/healthz")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    rows = pq.read_metadata(demonstration_root() / NEWEST / "enrolment.parquet").num_rows
    assert answer.json() == {
        "status": "ok",
        "release": NEWEST,
        "as_of": NEWEST[:10],
        "demonstration": True,
        "rows": rows,
        "problems": [],
    }


def test_an_own_release_takes_the_place_of_the_demonstration(filled: tuple[Server, Path]) -> None:
    server, _ = filled
    health = server.get("/healthz").json()
    assert (health["status"], health["demonstration"], health["release"]) == ("ok", False, NEWEST)


def test_a_damaged_release_stops_nobody_while_another_can_be_read(filled: tuple[Server, Path]) -> None:
    server, home = filled
    truncate(home / "snapshots" / NEWEST / "enrolment.parquet")
    answer = server.get("/healthz")
    assert answer.status == 200
    assert answer.json()["release"] == OLDEST
    assert answer.json()["problems"] == [f"{NEWEST}/enrolment.parquet: wrong_hash"]
    download = server.get(f"/export/colleges.csv?as_of={OLDEST}")
    assert download.status == 200
    assert server.get("/export/colleges.csv").headers["content-disposition"].count(OLDEST) == 2


def test_a_server_whose_only_release_is_damaged_is_unavailable_and_says_why(filled: tuple[Server, Path]) -> None:
    server, home = filled
    shutil.rmtree(home / "snapshots" / OLDEST)
    truncate(home / "snapshots" / NEWEST / "enrolment.parquet")
    answer = server.get("/healthz")
    assert answer.status == 503
    assert answer.json()["status"] == "unavailable"
    assert answer.json()["reason"] == f"{NEWEST}/enrolment.parquet: wrong_hash"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda release: (release / "manifest.toml").unlink(), "manifest_missing"),
        (lambda release: (release / "teachers.parquet").unlink(), "file_missing"),
        (lambda release: shutil.copy(release / "teachers.parquet", release / "cohorts.parquet"), "wrong_hash"),
        (lambda release: (release / "manifest.toml").write_text("[[", "utf-8"), "manifest_unreadable"),
    ],
    ids=["no manifest", "no file", "swapped file", "manifest with a typo"],
)
def test_each_kind_of_damage_is_told_by_its_name(
    filled: tuple[Server, Path], spoil: Callable[[Path], object], code: str
) -> None:
    server, home = filled
    spoil(home / "snapshots" / NEWEST)
    problems = server.get("/healthz").json()["problems"]
    assert isinstance(problems, list)
    assert len(problems) == 1
    assert problems[0].startswith(NEWEST)
    assert problems[0].endswith(f": {code}")


def test_a_damaged_release_is_left_as_it_is(filled: tuple[Server, Path]) -> None:
    server, home = filled
    truncate(home / "snapshots" / NEWEST / "enrolment.parquet")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(home.rglob("*")) if path.is_file()}
    server.get("/healthz")
    server.get("/export/colleges.csv")
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(home.rglob("*")) if path.is_file()}
    assert after == before


def test_a_plan_with_a_typo_makes_the_server_unavailable_and_names_file_and_key(filled: tuple[Server, Path]) -> None:
    server, home = filled
    (home / "plan").mkdir()
    shutil.copytree(ROOT / "data" / "plan" / "qijiang-14th", home / "plan" / "own-plan")  # not called as its id
    beside = server.get("/healthz")
    assert beside.status == 200
    assert [problem for problem in beside.json()["problems"] if "own-plan" in problem]
    plan = shutil.copytree(ROOT / "data" / "plan" / "qijiang-14th", home / "plan" / "qijiang-14th")
    goals = plan / "goals.toml"
    goals.write_text(goals.read_text("utf-8").replace("strength = ", "strenght = ", 1), "utf-8")
    answer = server.get("/healthz")
    assert answer.status == 503
    reason = str(answer.json()["reason"])
    assert "qijiang-14th/goals.toml" in reason
    assert "strenght" in reason
    assert "\n" not in reason


def test_a_house_without_any_release_says_so(tmp_path: Path) -> None:
    house = tmp_path / "a house with spaces"
    house.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "snapshots")
    for folder in ("core", "pages", ".streamlit"):
        shutil.copytree(ROOT / folder, house / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", house / "data", ignore=ignored)
    shutil.copy(ROOT / "app.py", house / "app.py")
    with serving(cwd=house) as server:
        answer = server.get("/healthz")
        assert answer.status == 503
        assert answer.json() == {"status": "unavailable", "reason": "no release", "problems": []}
        assert server.get("/export/colleges.csv").status == 404
        assert "Traceback" not in server.log.read_text("utf-8")


def script_of_the_shell(server: Server) -> str:
    match = re.search(r'src="\.?(/static/js/index[^"]+\.js)"', server.get("/").text)
    assert match is not None
    return match[1]


@pytest.mark.parametrize("encoding", OPENERS)
def test_every_answer_can_be_had_compressed(server: Server, encoding: str) -> None:
    for address in ("/", SCRIPT_PATH, script_of_the_shell(server), "/export/colleges.csv"):
        plain = server.get(address, accept_encoding="identity")
        packed = server.get(address, accept_encoding=encoding)
        assert "content-encoding" not in plain.headers, address
        assert packed.headers["content-encoding"] == encoding, address
        assert OPENERS[encoding](packed.body) == plain.body, address
        assert len(packed.body) < len(plain.body), address
        assert "accept-encoding" in packed.headers["vary"].lower(), address


@pytest.mark.parametrize("encoding", [*OPENERS, "identity"])
def test_the_length_told_is_the_length_sent(server: Server, encoding: str) -> None:
    for address in ("/", "/sources", SCRIPT_PATH, script_of_the_shell(server)):
        for _ in range(2):  # once made, once kept
            answer = server.get(address, accept_encoding=encoding)
            if "content-length" in answer.headers:
                assert int(answer.headers["content-length"]) == len(answer.body), address
            else:
                assert answer.headers["transfer-encoding"] == "chunked", address


def test_a_kept_answer_is_the_same_as_the_first(server: Server) -> None:
    address = script_of_the_shell(server)
    answers: list[Answer] = []
    # The first is sent while it is being made; what is kept, a moment later, is sent with its length.
    while len(answers) < 50 and not (answers and "content-length" in answers[-1].headers):
        answers.append(server.get(address, accept_encoding="gzip, deflate, br, zstd"))
    assert int(answers[-1].headers["content-length"]) == len(answers[-1].body)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert len({answer.headers["content-type"] for answer in answers}) == 1
    assert len({answer.headers["content-encoding"] for answer in answers}) == 1


def test_a_client_that_refuses_an_encoding_is_not_sent_it(server: Server) -> None:
    plain = server.get("/", accept_encoding="identity").body
    for refused, wanted in (("br;q=0, gzip", "gzip"), ("br;q=0, zstd;q=0, gzip;q=0", None)):
        answer = server.get("/", accept_encoding=refused)
        assert answer.headers.get("content-encoding") == wanted
        assert (OPENERS[wanted](answer.body) if wanted else answer.body) == plain


def test_the_chart_script_is_the_one_of_the_plotly_package_and_may_be_kept_for_good(server: Server) -> None:
    answer = server.get(SCRIPT_PATH, accept_encoding="identity")
    assert answer.body == SCRIPT.read_bytes()
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("address", "browser", "language"),
    [
        ("/", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("/", "en-GB,en;q=0.9", "en"),
        ("/", "", "zh-CN"),
        ("/colleges?lang=en", "zh-CN", "en"),
        ("/colleges?lang=zh", "en-US", "zh-CN"),
        ("/?lang=klingon", "en-US", "en"),
    ],
)
def test_the_page_is_declared_in_the_language_it_is_shown_in(
    server: Server, address: str, browser: str, language: str
) -> None:
    answer = server.get(address, accept_language=browser)
    assert f'<html lang="{language}"' in answer.text
    assert answer.headers["content-language"] == language
    title = re.search(r"<title>(.*?)</title>", answer.text)
    assert title is not None
    assert bool(CJK.search(title[1])) is (language == "zh-CN")
    assert "no-cache" in answer.headers["cache-control"]


def test_a_page_asked_for_again_is_never_answered_with_the_other_language(server: Server) -> None:
    first = server.get("/?lang=zh")
    again = server.get(
        "/?lang=en", if_none_match=first.headers.get("etag", '"x"'), if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT"
    )
    assert again.status == 200
    assert '<html lang="en"' in again.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_can_be_opened_by_its_address(server: Server, address: str) -> None:
    answer = server.get(f"{address}?as_of={OLDEST}&lang=zh")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert '<div id="root">' in answer.text


def rows_of(body: bytes) -> list[list[str]]:
    """The rows of a CSV download up to the blank line, the header first."""
    rows = []
    for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
        if not row:
            break
        rows.append(row)
    return rows


SCENARIO = "&vocational_entrant_share=0.61&goal=elder_demonstration_schools&with=preset.cautious"
"""A scenario that leaves something to be done and schools too small, beside another: no panel of it is empty."""
ASKED = {
    "why_cohorts": "&indicator=vocational_share",  # a goal missed by students, who came in by years of entry
    "task_indicators": "&task=9",
    "conditions_cards": "&standard=moe-2004-college-conditions",
}
"""What panels are of that are not of everything."""
OTHERWISE = ("clause_questions", "plan_copies", "quality_report", "decisions", "commentary")
"""Panels of a copy of the plan, with a sheet a table, of what people write: claimed with their own rooms."""


@pytest.mark.parametrize("panel", [panel for panel in PANELS if panel not in OTHERWISE])
def test_the_rows_of_every_panel_can_be_downloaded_twice_the_same(server: Server, panel: str) -> None:
    """CSV and XLSX of a panel: the same rows, and in XLSX numbers that can be added up."""
    choice = SCENARIO if panel.startswith("scenario_") else ASKED.get(panel, "")
    if panel.startswith("school_"):
        choice = "&school=500110-sv-a"
    query = f"as_of={NEWEST}&lang=zh{choice}"
    as_csv = server.get(f"/export/{panel}.csv?{query}")
    as_xlsx = server.get(f"/export/{panel}.xlsx?{query}")
    assert (as_csv.status, as_xlsx.status) == (200, 200)
    assert as_csv.body.startswith(b"\xef\xbb\xbf")
    assert as_csv.headers["content-type"] == "text/csv; charset=utf-8"
    rows = rows_of(as_csv.body)
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx.body))
    sheet = book.worksheets[0]
    assert (sheet.max_row, sheet.max_column) == (len(rows), len(rows[0]))
    for y, row in enumerate(rows, start=1):
        for x, text in enumerate(row, start=1):
            value = sheet.cell(y, x).value
            if isinstance(value, int | float):
                assert float(text) == value, (panel, y, x)
            else:
                assert text == (value or "") or text == f"'{value}", (panel, y, x)
    about = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert about["来源"]
    if panel not in sources.PANELS:  # those name the files of all releases, or a publisher
        assert NEWEST in str(about["来源"])


def test_the_numbers_of_a_download_are_numbers(server: Server) -> None:
    rows = rows_of(server.get("/export/college_students.csv?lang=zh").body)
    sheet = openpyxl.load_workbook(io.BytesIO(server.get("/export/college_students.xlsx?lang=zh").body)).worksheets[0]
    assert rows[0][0] == "年份"
    years = [sheet.cell(y, 1).value for y in range(2, sheet.max_row + 1)]
    assert every(isinstance(year, int) for year in years)
    values = [sheet.cell(y, 2).value for y in range(2, sheet.max_row + 1)]
    known = [value for value in values if isinstance(value, int | float)]
    assert len(known) >= 5
    assert every(value > 1000 for value in known)


def test_a_download_is_called_in_the_readers_language(server: Server) -> None:
    for kind in ("csv", "xlsx"):
        named = server.get(f"/export/colleges.{kind}?as_of={NEWEST}&lang=zh").headers["content-disposition"]
        assert named.startswith("attachment;")
        assert f'filename="colleges-{NEWEST}.{kind}"' in named
        chinese = unquote(named.split("filename*=UTF-8''")[1])
        assert CJK.search(chinese)
        assert chinese.endswith(f"{NEWEST}.{kind}")
        english = unquote(
            server.get(f"/export/colleges.{kind}?lang=en").headers["content-disposition"].split("filename*=UTF-8''")[1]
        )
        assert not CJK.search(english)


def test_a_download_of_demonstration_rows_says_what_it_is(server: Server) -> None:
    chinese = server.get("/export/colleges.csv?lang=zh").body.decode("utf-8-sig")
    assert "示例数据" in chinese.split("\r\n\r\n")[1]
    english = server.get("/export/colleges.csv?lang=en").body.decode("utf-8-sig")
    assert "demonstrat" in english.split("\r\n\r\n")[1].lower() or "illustrative" in english.lower()
    assert not CJK.search(english)


def test_a_download_follows_the_as_of_date(server: Server) -> None:
    early, late = (rows_of(server.get(f"/export/colleges.csv?as_of={day}").body) for day in (OLDEST, NEWEST))
    assert early != late


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/export/no_such_panel.csv", "no_such_panel"),
        ("/export/colleges.pdf", "pdf"),
        ("/export/colleges.csv?as_of=1999-13-45", "1999-13-45"),
        ("/export/colleges.xlsx?as_of=1999-01-01", "1999-01-01"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_download_that_is_not_there_is_refused_in_one_sentence(
    server: Server, address: str, named: str, language: str
) -> None:
    answer = server.get(address, accept_language=language)
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert named in answer.text
    assert "\n" not in answer.text.strip()
    assert bool(CJK.search(answer.text)) is (language == "zh")


def test_what_is_asked_for_is_never_run_as_html(server: Server) -> None:
    answer = server.get("/export/%3Cimg%20src=x%20onerror=alert(1)%3E.csv")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert "alert(1)" not in server.get("/?lang=%3Cscript%3Ealert(1)%3C%2Fscript%3E").text


def test_uvicorn_serves_the_same_application(server: Server) -> None:
    with serving(uvicorn=True, prepared=True) as other:
        assert other.get("/healthz").json() == server.get("/healthz").json()
        for address in ADDRESSES:
            assert other.get(address).status == 200
        assert other.get("/?lang=en").body == server.get("/?lang=en").body
        assert other.get("/export/colleges.csv").body == server.get("/export/colleges.csv").body


@pytest.mark.parametrize(
    "query",
    ["indicator=colleges&year=%C2%B2", "indicator=colleges&year=" + "9" * 5000, "indicator=nothing", "find=%28%5B"],
)
def test_an_odd_address_of_a_download_gives_a_sentence_or_rows_and_never_a_failure(server: Server, query: str) -> None:
    answer = server.get(f"/export/number.csv?{query}")
    assert answer.status in (200, 404)
    assert "Traceback" not in answer.text


def test_a_page_under_a_made_up_address_is_not_kept_for_the_next_reader(server: Server) -> None:
    for language, tag in (("zh", "zh-CN"), ("en", "en")):
        answer = server.get(f"/somewhere/static/else?lang={language}")
        if "text/html" in answer.headers.get("content-type", ""):
            assert f'<html lang="{tag}"' in answer.text


def test_a_browser_gets_a_secret_to_come_back_with_and_keeps_the_one_it_has(server: Server) -> None:
    first = server.get("/intake").headers["set-cookie"]
    assert "HttpOnly" in first
    assert "SameSite=Lax" in first
    name, _, secret = first.split(";")[0].partition("=")
    assert (name, len(secret)) == ("return_desk", 43)
    assert server.get("/intake", cookie=f"return_desk={secret}").headers["set-cookie"].startswith(f"{name}={secret};")
    assert "../x" not in server.get("/intake", cookie="return_desk=../x").headers["set-cookie"]
    assert "set-cookie" not in server.get("/healthz").headers
