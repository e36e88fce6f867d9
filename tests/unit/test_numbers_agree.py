"""Whatever the numbers are, two of them in a sentence agree with the difference that stands beside them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from core.assess_release import assessment_of
from core.assessment import Assessment, Status, meets_target
from core.commands.main import main
from core.context import Context, context_for
from core.figures.trajectory import trajectory
from core.formats import Formats
from core.language import Language, catalogue
from core.panels.judgement.opinions import opinions
from core.panels.judgement.words import alt, arithmetic, gap_line, headline
from core.panels.scenario.goals import figure_of, goal_cards
from core.panels.scenario.scenario import prepare_scenario
from core.plan.indicators import Better, MeasureUnit
from core.snapshots import demonstration_root, releases
from tests.support.goals import CLOSED, assess_values, indicator, share
from tests.support.panels.notations import IN_WAN, in_one_notation, in_two_notations, wordings
from tests.support.release_frames import tiny_release

FORMATS = [Formats(catalogue(language)) for language in Language]
SHARES = st.floats(0, 1).map(lambda value: round(value, 6))
COUNTS = st.one_of(st.integers(0, 200_000), st.floats(0, 200_000).map(lambda value: round(value, 3)))
YEARLY = st.lists(st.one_of(st.none(), st.integers(0, 60_000)), min_size=6, max_size=6)


def number(text: str) -> Decimal:
    """The first number of a text, percent for a ratio."""
    match = re.match(r"([\d,]+(?:\.\d+)?)( : )?", text)
    assert match, text
    size = Decimal(match[1].replace(",", ""))
    return size * 10 if match[2] else size


def agrees(value: str, other: str, difference: str) -> bool:
    return abs(number(value) - number(other)) == number(difference)


def test_values_of_one_sentence_have_the_same_decimals_and_look_different_where_they_are() -> None:
    english = Formats(catalogue(Language.EN))
    assert english.alike((0.504, 0.484, 0.524), MeasureUnit.RATIO) == ["5.04 : 4.96", "4.84 : 5.16", "5.24 : 4.76"]
    assert english.alike((0.5562, 0.5998, 0.6), MeasureUnit.SHARE) == ["55.62%", "59.98%", "60%"]
    assert english.alike((4.6, 4.6, 5.0), MeasureUnit.COLLEGES) == ["4.6 colleges", "4.6 colleges", "5 colleges"]
    assert english.alike((12_345.6, 12_000.2), MeasureUnit.PERSONS) == ["12,346 people", "12,000 people"]


@example(value=0.4375, other=0.03235, unit=MeasureUnit.RATIO)
@given(value=SHARES, other=SHARES, unit=st.sampled_from([MeasureUnit.SHARE, MeasureUnit.RATIO]))
def test_two_shares_agree_with_their_difference(value: float, other: float, unit: MeasureUnit) -> None:
    for formats in FORMATS:
        shown = formats.comparison(value, other, unit)
        assert agrees(shown.value, shown.other, shown.difference)
        assert abs(float(number(shown.difference)) - abs(value - other) * 100) <= 0.0501


@given(value=COUNTS, other=COUNTS, unit=st.sampled_from([unit for unit in MeasureUnit if not unit.is_share]))
def test_two_counts_agree_with_their_difference(value: float, other: float, unit: MeasureUnit) -> None:
    for formats in FORMATS:
        shown = formats.comparison(value, other, unit)
        assert agrees(shown.value, shown.other, shown.difference)
        assert abs(float(number(shown.difference)) - abs(value - other)) <= max(1, abs(value - other) * 0.005)


@given(value=COUNTS, other=COUNTS)
def test_different_numbers_never_look_the_same_unless_they_are_the_same_heads(value: float, other: float) -> None:
    for formats in FORMATS:
        shown = formats.comparison(value, other, MeasureUnit.PERSONS)
        assert (shown.value == shown.other) is (round(value + 1e-9) == round(other + 1e-9)) or abs(value - other) < 1


@pytest.fixture(scope="module", params=Language)
def context(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Context:
    return context_for(tiny_release(tmp_path_factory.mktemp("release"), date(2024, 12, 31)), request.param)


def test_an_axis_in_two_notations_or_of_rounded_ticks_is_noticed() -> None:
    assert in_one_notation([0, 10_000, 20_000], ["0", "1万", "2万"])
    assert in_one_notation([-10_000, 0, 10_000], ["−1万", "0", "+1万"])
    assert in_one_notation([0, 5_000, 10_000], ["0", "5,000", "10,000"])
    assert not in_one_notation([0, 5_000, 10_000], ["0", "5,000", "1万"])
    assert not in_one_notation([0, 12_500, 25_000], ["0", "1.3万", "2.5万"])


def test_a_count_in_ten_thousands_is_noticed_and_a_budget_or_a_quotation_is_not(context: Context) -> None:
    assert in_two_notations("还差1.09万人", context)
    assert in_two_notations("9,639 / 1万", context)
    assert not in_two_notations("10,872人，200万元/年", context)
    assert [wording for wording in wordings(context) if in_two_notations(wording, context)] == []


@pytest.mark.parametrize("command", ["assess", "scenario"])
def test_one_number_has_one_notation_in_a_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    all_releases = releases(demonstration_root())
    context = context_for(all_releases.snapshots[-1], Language.ZH, releases=all_releases)
    assert main([command]) == 0
    said = capsys.readouterr().out
    assert re.search(r"[1-9]\d,\d{3}", said), "a count of ten thousand or more is there"
    assert not in_two_notations(said, context)


def test_a_card_of_a_scenario_its_sentence_and_its_figure_have_one_notation() -> None:
    """The college students of 2030 are more than the goal of 50,000: each is written out wherever it stands, and only
    what marks the scale is in 万."""
    all_releases = releases(demonstration_root())
    context = context_for(all_releases.snapshots[-1], Language.ZH, releases=all_releases)
    scenario = prepare_scenario(context, {}, draws=0)
    card = next(card for card in goal_cards(scenario) if card.id == "college_students")
    layout = figure_of(scenario, "college_students").layout
    labels = [str(note["text"]) for note in layout["annotations"]]
    assert re.fullmatch(r"[1-9]\d,\d{3}", card.value)
    assert card.value in labels
    assert [label for label in labels if "万" in label] == ["目标 5万人 · 一(三)"]
    assert layout["yaxis"]["ticktext"] == ["0", "2万", "4万", "6万", "8万"]
    assert card.figure is not None
    assert [note["text"] for note in card.figure.layout["annotations"]] == ["5万人"]
    assert "50,000人" in card.sentence


@example(yearly=[12_000, 15_000, 20_000, 26_011, None, None], target=30_000, closed=False)
@given(yearly=YEARLY, target=st.integers(1, 60_000), closed=st.booleans())
def test_one_number_has_one_notation_in_head_verdict_and_card(
    context: Context, yearly: list[int | None], target: int, closed: bool
) -> None:
    values = dict(zip(range(2020, 2026), yearly, strict=True))
    assessment = assess_values(values, target, CLOSED if closed else date(2025, 6, 1), measure=indicator())
    assume(assessment.status is not Status.INSUFFICIENT_DATA)
    said = [headline(assessment, context), gap_line(assessment, context), alt(assessment, context)]
    said += [*arithmetic(assessment, context), *(opinion.sentence for opinion in opinions(assessment, context))]
    assert not any(IN_WAN.search(text) for text in said)


def sentence_agrees(assessment: Assessment, context: Context) -> None:
    """The finding with value, goal and gap, and the gap on the card."""
    latest, goal = assessment.latest, assessment.goal
    assert goal is not None
    assume(latest is not None and latest.value is not None and assessment.gap)
    assume(assessment.status is not Status.INSUFFICIENT_DATA)
    assert latest is not None
    assert latest.value is not None
    shown = context.formats.comparison(latest.value, goal.value, assessment.indicator.unit)
    words = headline(assessment, context)
    assert context.formats.with_unit(shown.value, assessment.indicator.unit) in words
    if not meets_target(latest.value, goal.value, Better.HIGHER):
        assert shown.difference in words
        assert agrees(shown.value, shown.other, shown.difference)
    assert shown.difference in gap_line(assessment, context)


@given(yearly=YEARLY, target=st.integers(1, 60_000), closed=st.booleans())
def test_the_finding_of_a_count_agrees_with_itself(
    context: Context, yearly: list[int | None], target: int, closed: bool
) -> None:
    values = dict(zip(range(2020, 2026), yearly, strict=True))
    as_of = CLOSED if closed else date(2025, 6, 1)
    sentence_agrees(assess_values(values, target, as_of, measure=indicator()), context)


@given(
    yearly=st.lists(st.integers(0, 300), min_size=6, max_size=6),
    whole=st.integers(300, 400),
    target=st.floats(0.01, 1).map(lambda value: round(value, 3)),
)
def test_the_finding_of_a_share_agrees_with_itself(
    context: Context, yearly: list[int], whole: int, target: float
) -> None:
    values = {year: (part, whole) for year, part in zip(range(2020, 2026), yearly, strict=True)}
    sentence_agrees(assess_values(values, target, CLOSED, measure=share()), context)


def test_the_hover_text_of_a_ratio_writes_the_value_as_the_label_beside_its_point() -> None:
    release = releases(demonstration_root()).by_id("2025-12-31")
    assert release is not None
    context = context_for(release, Language.EN)
    figure = trajectory(assessment_of(context, "vocational_share"), context.formats, context.canvas(300))
    hovers = [text for trace in figure.data if trace["meta"]["role"] == "observed" for text in trace["text"]]
    labels = [note["text"] for note in figure.layout["annotations"] if note.get("name") == "latest"]
    assert labels == ["3.69 : 6.31"]
    assert hovers[-1] == "3.69 : 6.31"
