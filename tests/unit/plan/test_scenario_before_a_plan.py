"""Before the first day of a plan: the page, the command, JSON and the workbook say the same of a scenario."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from core.commands.main import main
from core.context import Context, context_for
from core.exports.scenario.workbook import scenario_workbook
from core.language import Language
from core.panels.scenario.goals import goal_cards
from core.panels.scenario.scenario import prepare_scenario
from core.scenario_basis.from_release import basis_of
from core.snapshots import demonstration_root, releases

DAY = "2021-09-01"
"""The plan was issued in 2023."""
NO_GOAL = {Language.EN: "There is no goal on this date yet; ", Language.ZH: "该日尚无目标；"}


@pytest.fixture(scope="module", params=Language)
def context(request: pytest.FixtureRequest) -> Context:
    all_releases = releases(demonstration_root())
    snapshot = next(snapshot for snapshot in all_releases.snapshots if snapshot.id == DAY)
    return context_for(snapshot, request.param, releases=all_releases)


def on_page(context: Context) -> list[str]:
    """The sentences of the cards: of a year ahead without a goal, but the projects, none of which was known then."""
    sentences = [card.sentence for card in goal_cards(prepare_scenario(context, {}, until=2030, draws=0))]
    without = [
        id
        for id, sentence in zip(context.plan.goal_ids, sentences, strict=True)
        if not sentence.startswith(NO_GOAL[context.texts.language])
    ]
    assert without == ["projects_2023"]
    return sentences


def test_the_command_says_what_the_cards_say(context: Context, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--lang", context.texts.language.value, "scenario", "--as-of", DAY, "--until", "2030"]
    assert main(options) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    said = on_page(context)
    assert [line for line in lines if line in said] == said
    first = context.texts.of(context.plan.indicator("colleges").short_label)
    (years,) = [line for line in lines if line.startswith(f"{first}  ")]
    assert years.split()[-1] in said[context.plan.goal_ids.index("colleges")]


def test_json_says_what_the_cards_say(context: Context, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--lang", context.texts.language.value, "scenario", "--as-of", DAY, "--until", "2030", "--json"]
    assert main(options) == 0
    goals = json.loads(capsys.readouterr().out)["goals"]
    assert [goal["sentence"] for goal in goals] == on_page(context)
    assert {(goal["goal"], goal["target_year"], goal["reached_in"]) for goal in goals} == {(None, None, None)}


def test_the_workbook_says_what_the_cards_say(context: Context) -> None:
    basis = basis_of(context)
    book = openpyxl.load_workbook(io.BytesIO(scenario_workbook(context, basis, basis.defaults, until=2030)))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, str)]
    said = on_page(context)
    assert [text for text in cells if text in said] == said
