"""The dashboard in a district that does not exist: nothing of the one that comes with the program is anywhere."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlencode

import pytest
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from core.commands.exit_codes import FAILED, MISUSED, OK
from core.commands.main import main
from core.context import context_for
from core.language import Language, catalogue
from core.panels.registry import PANELS
from core.panels.search.index import search_index
from core.snapshots import demonstration_root, releases
from core.ui.frame import PAGES
from tests.support.app_pages import open_page, page_text
from tests.support.claims import every
from tests.support.district.invented import NAMES, PLAN, RELEASES, invented_district, invented_plan
from tests.support.serving import Answer, Server, serving

PAGE_NAMES = [name for names in PAGES.values() for name in names]
SECTIONS = ("take", "matters", "schools", "compare", "saved", "assumptions")
FOREIGN = re.compile(
    "綦|重庆|渝|万盛|qijiang|chongqing|wansheng|yunan|cqqj|500110"
    "|示例(?:中职|普通|高校|科室|建设|学院)|sample (?:vocational|general|college|office|construction)|demonstration-20",
    re.I,
)
"""Names of the district that comes with the program, its province and projects, and of its demonstration."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("invented")
    invented_district(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[Server]:
    with serving(home, prepared=True) as server:
        yield server
        assert "Traceback" not in server.log.read_text("utf-8")


def everything_sent(app: AppTest) -> str:
    """All that goes to the browser, words and data of charts, as text."""
    sent = [MessageToDict(proto) for one in (*app.sidebar, *app.main) if (proto := getattr(one, "proto", None))]
    text = json.dumps(sent, ensure_ascii=False)
    return re.sub(r"\\\\?u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def words_of(answer: Answer) -> str:
    """Name and content of a download; a workbook part by part."""
    named = unquote(answer.headers.get("content-disposition", ""))
    if answer.body[:2] != b"PK":
        return f"{named}\n{answer.text}"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as package:
        return "\n".join([named, *(package.read(name).decode("utf-8") for name in package.namelist())])


def foreign(text: str) -> list[str]:
    """What is not of this district, each with the words around it."""
    return [text[max(0, one.start() - 40) : one.end() + 40] for one in FOREIGN.finditer(text)]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", PAGE_NAMES)
def test_no_page_names_another_district(page: str, language: Language) -> None:
    for release in RELEASES:
        text = everything_sent(open_page(page, lang=language.value, as_of=release.isoformat()))
        assert foreign(text) == []
        assert catalogue(language).side("澄湾区职业教育发展规划", "Chengwan vocational education plan") in text


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("section", SECTIONS)
def test_no_section_of_a_scenario_names_another_district(section: str, language: Language) -> None:
    address = {"section": section, "goal": "dual_qualified_share", "vocational_entrant_share": "45"}
    assert foreign(everything_sent(open_page("scenario", lang=language.value, **address))) == []


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("language", Language)
def test_no_number_taken_apart_names_another_district(language: Language) -> None:
    for address in (
        {"indicator": "college_students", "year": "2024"},
        {"dataset": "enrolment", "year": "2024"},
        {"find": "2020"},
        {"since": RELEASES[0].isoformat()},
    ):
        assert foreign(everything_sent(open_page("sources", lang=language.value, **address))) == []


@pytest.mark.usefixtures("home")
def test_the_pages_show_the_five_goals_and_the_three_schools_of_the_district() -> None:
    overview = page_text(open_page())
    assert "Chengwan vocational education goals" in overview
    assert overview.count("card-numbers") == 5
    # 2025: 1,500, 1,100 and once more 1,100 students
    assert '<span class="card-value">3,700</span><span class="card-goal">/ 5,000 people</span>' in overview
    schools = everything_sent(open_page("enrolment"))
    assert every(NAMES[unit][1] in schools for unit in ("secondary-a", "secondary-b", "secondary-c"))


@pytest.mark.usefixtures("home")
def test_the_listings_hold_national_figures_and_none_of_a_place() -> None:
    rows = page_text(open_page("sources", section="published"))
    assert "published figures" in rows
    assert "Secondary vocational enrolment" in rows


@pytest.mark.parametrize("language", Language)
def test_no_download_names_another_district(running: Server, language: Language) -> None:
    for panel in sorted({*PANELS, "reporting"}):
        for release in RELEASES:
            for kind in ("csv", "xlsx"):
                answer = running.get(f"/export/{panel}.{kind}?{urlencode({'lang': language, 'as_of': release})}")
                assert answer.status == 200, panel
                assert foreign(words_of(answer)) == [], panel
    for name in ("template", "scenario"):
        for choice in ({}, {"unit": "secondary-c", "year": "2026"}):
            answer = running.get(f"/{name}.xlsx?{urlencode({'lang': language, **choice})}")
            assert answer.status == 200
            assert foreign(words_of(answer)) == []
    shell = running.get(f"/?lang={language}").text
    assert f"<title>{catalogue(language).side('澄湾区职业教育', 'Chengwan vocational')}" in shell
    assert foreign(shell + running.get("/healthz").text) == []


@pytest.mark.parametrize("language", Language)
def test_no_command_names_another_district(
    home: Path, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DASHBOARD_HOME", str(shutil.copytree(home, tmp_path / "home")))
    template = tmp_path / "form.xlsx"
    for command, code in (
        (["snapshots"], OK),
        (["verify"], OK),
        (["assess"], OK),
        (["assess", "--as-of", "2024-09-01"], OK),
        (["scenario"], OK),
        (["scenario", "--levers"], OK),
        (["scenario", "--json"], OK),
        (["scenario", "--set", "no_such_lever=1"], MISUSED),
        (["template"], OK),
        (["template", "--unit", "secondary-c", "--out", template.name], OK),
        (["template", "--blank"], OK),
        (["check", template.name, "--as-of", "2026-09-01"], OK),
        (["publish", template.name, "--as-of", "2026-09-01"], FAILED),
        (["plan", "new", PLAN.area, "--first", "2021"], FAILED),
        (["demo"], FAILED),
        (["demo", "--remove"], OK),
        (["demo", "--restore"], OK),
    ):
        assert main(["--lang", language.value, *command]) == code, command
        printed = capsys.readouterr()
        assert foreign(printed.out + printed.err) == [], command
    assert [foreign(path.name) for path in tmp_path.iterdir()] == [[]] * len(list(tmp_path.iterdir()))


def test_no_help_names_another_district(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("", "demo", "snapshots", "verify", "assess", "scenario", "template", "check", "publish", "plan"):
        with pytest.raises(SystemExit):
            main([*filter(None, [command]), "--help"])
        assert foreign(capsys.readouterr().out) == []


def test_a_district_without_data_says_so_and_shows_no_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    assert "6 stated goals" in page_text(open_page())
    invented_plan(tmp_path)
    for page in PAGE_NAMES:
        text = page_text(open_page(page, as_of="2025-12-31"))
        assert "There are no data of Chengwan yet" in text
        assert "template.xlsx?lang=en" in text
        assert "Chengwan vocational education plan 2021–2025" in text
        assert foreign(text) == []
    assert "Chengwan vocational education goals" in page_text(open_page())
    with serving(tmp_path, prepared=True) as server:
        form = server.get("/template.xlsx?lang=zh")
        assert form.status == 200
        assert "area=339901" in words_of(form)
        assert foreign(words_of(form)) == []
        assert server.get("/template.xlsx?lang=zh&as_of=2025-12-31").status == 404
        assert server.get("/export/colleges.csv").status == 404


def test_before_its_first_day_a_plan_has_no_goal_in_force_and_no_other_plan_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    invented_district(tmp_path)
    plan = tmp_path / "plan" / PLAN.id
    for name in ("plan.toml", "goals.toml"):
        path = plan / name
        path.write_text(path.read_text("utf-8").replace("2021-01-01", "2025-06-01"), "utf-8")
    for language in Language:
        for page in PAGE_NAMES:
            assert foreign(everything_sent(open_page(page, lang=language.value, as_of="2024-09-01"))) == []
    assert "No goal" in page_text(open_page(as_of="2024-09-01"))
    assert "3,700" in page_text(open_page(as_of="2025-12-31"))


def test_rows_of_another_district_among_its_own_releases_are_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    invented_plan(tmp_path)
    shutil.copytree(demonstration_root() / "2025-12-31", tmp_path / "snapshots" / "2025-12-31")
    for language in Language:
        for page in PAGE_NAMES:
            assert foreign(everything_sent(open_page(page, lang=language.value))) == []
    assert "Vocational enrolment: no data yet" in page_text(open_page("enrolment"))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("language", Language)
def test_nothing_of_another_district_can_be_found(language: Language) -> None:
    newest = releases().latest()
    assert newest is not None
    entries = search_index(context_for(newest, language), (*PAGE_NAMES, "search")).entries
    assert foreign("\n".join(map(repr, entries))) == []
    assert every(any(name in entry.names for entry in entries) for name in NAMES["secondary-a"][:1])
