"""`python -m core clauses`: what is recognised in a copy of the plan, what is kept of it, what is refused."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.commands.exit_codes import FAILED, MISUSED, OK
from core.commands.main import main
from core.records.plan_copies import PlanCopyError, plan_copy
from tests.support.district.invented import invented_plan
from tests.support.plan_copies.invented_plan import plan_lines, plan_text
from tests.support.plan_copies.word_files import word_file

DISTRICT = "綦江区"  # that of the plan that comes with the program
PLAN = "qijiang-14th"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("DASHBOARD_HOME", str(folder))
    return folder


def supplied(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def run(path: Path, *options: str, lang: str = "en") -> int:
    return main(["--lang", lang, "clauses", str(path), *options])


@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_a_copy_is_read_kept_and_compared(
    kind: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = plan_lines(DISTRICT)
    content = word_file(lines) if kind == "docx" else "\n".join(lines).encode()
    assert run(supplied(tmp_path, f"plan.{kind}", content)) == OK
    said = capsys.readouterr().out.splitlines()
    assert said[0] == (f"plan.{kind}: 26 tasks, 11 sections, 4 safeguards, 4 goals led by dashes were recognised.")
    sha = hashlib.sha256(content).hexdigest()
    assert sha in said[1]
    assert said[2:] == [
        "1 thing is said otherwise than in the data:",
        "· The words of task 13 have “30个”, and no goal in the data has that number: should there be a goal for it?",
    ]
    copy = plan_copy(PLAN)
    assert copy is not None
    assert (copy.file, copy.sha256, copy.text) == (f"plan.{kind}", sha, "\n".join(lines))
    assert abs((datetime.now(UTC).date() - copy.supplied_on).days) <= 1
    assert [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()] == [
        f"plan_copies/{PLAN}.json"
    ]


def test_a_later_copy_takes_the_place_of_the_earlier_one(home: Path, tmp_path: Path) -> None:
    assert run(supplied(tmp_path, "one.txt", plan_text(district=DISTRICT))) == OK
    assert run(supplied(tmp_path, "two.txt", plan_text(district=DISTRICT, point="."))) == OK
    copy = plan_copy(PLAN)
    assert copy is not None
    assert copy.file == "two.txt"
    assert "9.双师型" in copy.text


def test_another_plan_of_another_size_is_compared_with_its_own_data(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id = invented_plan(home).name
    assert run(supplied(tmp_path, "plan.txt", plan_text(sections=(3, 2, 2))), "--plan", id) == OK
    said = capsys.readouterr().out
    assert "7 tasks, 3 sections, 4 safeguards, 5 goals led by dashes were recognised" in said
    assert "The copy has task 7, the data has not: does the list of tasks lack one?" in said
    assert plan_copy(id) is not None


OTHER = plan_text(district="东澄区").replace("面向全区", f"与{DISTRICT}合作，面向全区")
REFUSED = {
    "too large": (b"x" * 50_000_000, "plan.txt is larger than 10 MB, which no plan in words is"),
    "a PDF": (b"%PDF-1.5\n", "plan.txt is a PDF"),
    "an article": ("这是一篇文章。\n" * 50, "has no numbered headings with numbered tasks below them"),
    "headings alone": ("一、总则\n（一）范围\n二、附则", "has no numbered headings with numbered tasks below them"),
    "another district": (OTHER, "does not name Qijiang: it is the plan of another district"),
    "another document": (
        plan_text(district=DISTRICT, sections=(3, 2, 2)),
        "has only 7 of the 26 tasks of this plan, so it is another document",
    ),
    "a number of a person": (
        plan_text(district=DISTRICT) + "\n联系电话13912345678",
        "holds an identity or mobile number of a person and was not kept",
    ),
    "macros": (word_file(plan_lines(DISTRICT), {"word/vbaProject.bin": b"x"}), "has macros"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_copy_of_this_plan_is_refused_in_one_sentence_and_not_kept(
    case: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, sentence = REFUSED[case]
    earlier = supplied(tmp_path, "earlier.txt", plan_text(district=DISTRICT))
    assert run(earlier) == OK
    capsys.readouterr()
    assert run(supplied(tmp_path, "plan.txt", content)) == FAILED
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1
    copy = plan_copy(PLAN)
    assert copy is not None
    assert copy.file == "earlier.txt"
    assert run(tmp_path / "plan.txt", lang="zh") == FAILED
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_file_that_is_not_there_and_a_plan_that_is_not_there_are_named(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "none.docx") == FAILED
    assert "none.docx" in capsys.readouterr().err
    assert run(tmp_path, "--plan", PLAN) == FAILED
    assert capsys.readouterr().err
    assert run(tmp_path / "none.docx", "--plan", "no-such") == MISUSED
    assert f"There is no plan no-such; there are: {PLAN}." in capsys.readouterr().err


def test_a_copy_without_a_title_is_taken_where_it_names_the_district(home: Path, tmp_path: Path) -> None:
    body = plan_text(district=DISTRICT).partition("各学校：\n")[2]
    assert run(supplied(tmp_path, "body.txt", body)) == FAILED
    assert run(supplied(tmp_path, "body.txt", body.replace("面向全区", f"面向{DISTRICT}"))) == OK


def test_a_damaged_copy_is_no_copy_and_says_so(home: Path) -> None:
    folder = home / "plan_copies"
    folder.mkdir()
    for content in ("", "{", "[]", json.dumps({"file": "a"}), json.dumps({"file": 1, "supplied_on": "never"})):
        (folder / f"{PLAN}.json").write_text(content, "utf-8")
        with pytest.raises(PlanCopyError):
            plan_copy(PLAN)
