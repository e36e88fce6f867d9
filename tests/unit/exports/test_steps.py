"""Whoever waits for a file is told what is being done: the command and the page in the same words."""

import json
from pathlib import Path

import anyio
import pytest
from starlette.requests import Request

from core.commands.main import main
from core.exports.documents.kinds import KINDS, hand_over
from core.exports.documents.steps import Step, step_words
from core.language import Language, catalogue
from core.ui.server import making as module
from core.ui.server.making import making, told_of
from tests.support.documents.review_decks import LAST, context_of, review_of

NAME = "0123456789abcdef"
ZH = catalogue(Language.ZH)
WORDS = ["第1步，共3步：汇总数据", "第2步，共3步：绘制文件", "第3步，共3步：登记核验码"]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))


def asked(name: str) -> str:
    """What a browser is answered that asks for the file of this name."""
    request = Request({"type": "http", "query_string": f"of={name}".encode(), "headers": []})
    return str(json.loads(bytes(anyio.run(making, request).body))["words"])


def test_the_command_says_each_step_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "汇报.docx"
    assert main(["export", "report", "--length", "page", "--as-of", LAST, "--out", str(out)]) == 0
    assert capsys.readouterr().err.splitlines() == WORDS


def test_the_page_is_told_the_same_while_its_file_is_made_and_nothing_afterwards() -> None:
    said = []
    with told_of(NAME, ZH) as report:
        assert asked(NAME) == ""
        for step in Step:
            report(step)
            said.append(asked(NAME))
        assert asked("f" * 16) == "", "another file is another matter"
    assert said == WORDS
    assert asked(NAME) == ""


def test_a_failure_ends_what_is_said_and_odd_names_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError), told_of(NAME, ZH) as report:
        report(list(Step)[1 // 0])
    assert asked(NAME) == ""
    for name in ("", "<b>", NAME + "0"):
        with told_of(name, ZH) as report:
            report(Step.DRAW)
            assert asked(name) == ""
    monkeypatch.setattr(module, "MOST", 0)
    with told_of(NAME, ZH) as report:
        report(Step.DRAW)
        assert asked(NAME) == ""


def test_drawing_and_recording_are_told_as_they_begin() -> None:
    steps: list[Step] = []
    document = review_of(LAST)
    hand_over(document, KINDS["report"], context_of(LAST), report=steps.append)
    assert steps == [Step.DRAW, Step.RECORD]
    assert [step_words(step, catalogue(Language.EN)) for step in steps] == [
        "Step 2 of 3: drawing the pages",
        "Step 3 of 3: recording the verification code",
    ]
