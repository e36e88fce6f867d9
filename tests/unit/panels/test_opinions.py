"""The verdict and the opinions beside it in words: the right numbers, the same everywhere, and never a NaN."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest

from core.assessment import Assessment, Status, assess
from core.context import Context, context_for
from core.exports.table import csv_bytes, xlsx_bytes
from core.figures import trajectory
from core.figures.lights import LIGHTS
from core.figures.palette import GOAL
from core.language import Language
from core.panels.judgement.definition_card import card, card_text
from core.panels.judgement.goals import goal_panel, table
from core.panels.judgement.opinions import odds, opinions, verdict
from core.panels.judgement.words import alt, arithmetic, gap_line, headline, status_word
from core.panels.pages.overview import Overview, overview
from core.panels.panel import Panel
from core.panels.registry import PANELS
from core.snapshots import Snapshot
from tests.support.goals import CLOSED, WORDS, assess_values, goal, indicator, points, share
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

OPEN = date(2024, 12, 31)
"""A day on which the goals of 2025 are still open and the value of 2024 is known."""
SLOWER = {2020: (80, 200), 2021: (88, 200), 2022: (92, 200), 2023: (94, 200), 2024: (96, 200)}
"""Dual-qualified of specialised teachers: 40 % to 48 %, two points a year on average and one in the last two years."""
REDS = {GOAL} | {LIGHTS[status].colour for status in (Status.FAR_BEHIND, Status.MOVING_AWAY, Status.MISSED)}
NO_VALUE = re.compile(r"(?<![A-Za-z])(?:nan|NaN|-?inf|Infinity|None|null)(?![A-Za-z])|[{}]")
"""What never stands in a text, nor a placeholder that was not filled in."""


@pytest.fixture(scope="module", params=Language)
def context(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Context:
    """A reader of each language; of its release only the plan and the texts are used."""
    return context_for(tiny_release(tmp_path_factory.mktemp("release"), OPEN), request.param)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return context_for(tiny_release(tmp_path_factory.mktemp("release"), OPEN), Language.EN)


def teachers(values: Mapping[int, tuple[int, int]]) -> pd.DataFrame:
    """Dual-qualified and specialised teachers of one school, year by year."""
    return frame(
        "teachers",
        [
            row("secondary-a", ownership="public", year=year, measure=measure, value=value)
            for year, pair in values.items()
            for measure, value in zip(("dual_qualified", "specialised"), pair, strict=True)
        ],
    )


def students(values: Mapping[int, tuple[int, int]]) -> pd.DataFrame:
    """Vocational and general students, year by year."""
    return frame(
        "enrolment",
        [
            row(
                unit,
                ownership="public",
                level=level,
                programme_group=group,
                year=year,
                measure="enrolment",
                value=value,
            )
            for year, pair in values.items()
            for (unit, level, group), value in zip(
                (("secondary-a", "secondary_vocational", "71"), ("general-a", "general_high", "total")),
                pair,
                strict=True,
            )
        ],
    )


Release = Callable[..., Context]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The tiny release with some rows of its own, for a reader of a language; the same rows are published once."""
    made: dict[str, Snapshot] = {}

    def release(language: Language, as_of: date = OPEN, **own: pd.DataFrame) -> Context:
        key = f"{as_of} {[rows.to_csv() for rows in own.values()]}"
        if key not in made:
            made[key] = tiny_release(tmp_path_factory.mktemp("release"), as_of, {**tiny_release_frames(), **own})
        return context_for(made[key], language)

    return release


def in_language(context: Context, english: str, chinese: str) -> str:
    return english if context.texts.language is Language.EN else chinese


def by_id(panel: Panel) -> dict[str, str]:
    return {opinion.id: opinion.sentence for opinion in panel.opinions}


# What the verdict names


def test_the_verdict_on_a_share_names_every_pace_and_what_would_turn_it_in_heads(
    context: Context, released: Release
) -> None:
    """Required 20 points in 5 years; 60 % of that by 2024 is 49.6 % or 99.2 of 200, 95 % is 55.2 % or 110.4."""
    panel = PANELS["dual_qualified_share"](released(context.texts.language, teachers=teachers(SLOWER)), {})
    assert by_id(panel)["verdict"] == in_language(
        context,
        "Needs +4 pp (+12 pp from now on) a year to 2025; since 2020 it has given +2 pp a year, 50% of the required"
        " pace; since 2022 +1 pp a year."
        " With 4 people (dual-qualified teachers, denominator unchanged) more in 2024 it would turn to “Lagging”."
        " With 15 people (dual-qualified teachers, denominator unchanged) more in 2024 it would turn to “On track”.",
        "到2025年每年需+4个百分点（从现在起+12个百分点）；2020年以来年均+2个百分点，为所需进度的50%；2022年以来年均+1个百分点。"
        "2024年再增加4人（双师型教师，分母不变），即转为“进度滞后”。"
        "2024年再增加15人（双师型教师，分母不变），即转为“进度正常”。",
    )


def test_the_verdict_on_a_count_names_them_too(context: Context) -> None:
    """Required 100 in 5 years; 54 came in 3, in which 60 were due, and 57 would have been 95 % of that."""
    assert verdict(assess_values({2020: 0, 2021: 14, 2023: 54}, 100), context).sentence == in_language(
        context,
        "Needs +20 people (+23 people from now on) a year to 2025; since 2020 it has given +18 people a year, 90% of"
        " the required pace; since 2021 +20 people a year. With 3 people more in 2023 it would turn to “On track”.",
        "到2025年每年需+20人（从现在起+23人）；2020年以来年均+18人，为所需进度的90%；2021年以来年均+20人。"
        "2023年再增加3人，即转为“进度正常”。",
    )


def test_where_fewer_is_better_the_signs_turn_and_less_turns_the_light(context: Context) -> None:
    falling = assess_values({2020: 100, 2021: 86, 2023: 46}, 0, better="lower")
    assert verdict(falling, context).sentence == in_language(
        context,
        "Needs −20 people (−23 people from now on) a year to 2025; since 2020 it has given −18 people a year, 90% of"
        " the required pace; since 2021 −20 people a year. Without 3 people in 2023 it would turn to “On track”.",
        "到2025年每年需−20人（从现在起−23人）；2020年以来年均−18人，为所需进度的90%；2021年以来年均−20人。"
        "2023年再减少3人，即转为“进度正常”。",
    )


def test_without_years_between_base_and_latest_nothing_is_called_recent(english: Context) -> None:
    assert verdict(assess_values({2020: 0, 2022: 20}, 100), english).sentence.startswith(
        "Needs +20 people (+27 people from now on) a year to 2025; since 2020 it has given +10 people a year: 50% of"
    )


def test_a_goal_that_is_met_says_how_much_it_could_lose(released: Release) -> None:
    met = teachers({2020: (80, 200), 2024: (130, 200)})
    panel = PANELS["dual_qualified_share"](released(Language.EN, teachers=met), {})
    assert by_id(panel)["verdict"] == (
        "The latest value has reached the goal. Even without 10 people (dual-qualified teachers, denominator unchanged)"
        " in 2024 it would still be “Met”."
    )


def test_a_goal_exactly_met_stands_at_the_edge(english: Context) -> None:
    assert verdict(assess_values({2020: 0, 2023: 100}, 100), english).sentence.endswith(
        "The value of 2023 stands exactly at the limit of “Met”."
    )


def test_the_last_unit_that_a_status_rests_on_is_named_where_the_limit_is_no_whole_number(context: Context) -> None:
    """14 in 5 years: 8.4 due in 3, and 95 % of that is 7.98. Falling from 14: 5.6 left, or 6.02 at the limit."""
    assert verdict(assess_values({2020: 0, 2023: 8}, 14), context).sentence.endswith(
        in_language(
            context,
            "With 1 person fewer in 2023 it would no longer be “On track”.",
            "2023年再少1人，就不再是“进度正常”。",
        )
    )
    assert verdict(assess_values({2020: 14, 2023: 6}, 0, better="lower"), context).sentence.endswith(
        in_language(
            context,
            "With 1 person more in 2023 it would no longer be “On track”.",
            "2023年再多1人，就不再是“进度正常”。",
        )
    )


def test_a_goal_that_was_missed_says_by_how_much_and_what_was_missing(english: Context) -> None:
    assert verdict(assess_values({2020: 0, 2025: 93}, 100, CLOSED), english).sentence == (
        "The goal is due, and the value of its year is 7 people short."
        " With 7 people more in 2025 it would have been “Met”."
    )


def test_what_is_said_to_turn_the_light_turns_it(released: Release) -> None:
    """The released numbers with as many heads more as the sentence asks for, and with one head less than that."""
    for extra, status in ((3, "Far behind"), (4, "Lagging"), (14, "Lagging"), (15, "On track")):
        more = teachers({**SLOWER, 2024: (96 + extra, 200)})
        panel = PANELS["dual_qualified_share"](released(Language.EN, teachers=more), {})
        assert panel.opinions[0].word == status, extra


# Two wordings of one goal


@pytest.mark.parametrize(
    ("language", "driving", "other"),
    [
        (
            Language.EN,
            ("Wording in 1(3)", "Met", "4 : 6; this one decides the status; 5 pp above the goal."),
            ("Wording in task 4", "Lagging", "roughly equal (about 5 : 5); for comparison only; 5 pp short."),
        ),
        (
            Language.ZH,
            ("方案表述 一(三)", "已达成", "4:6，判定以此为准；超出 5个百分点。"),
            ("方案表述 任务4", "进度滞后", "大体相当（约5:5），仅作对照；还差 5个百分点。"),
        ),
    ],
)
def test_both_wordings_of_the_ratio_are_judged_and_the_one_that_decides_is_named(
    released: Release, language: Language, driving: tuple[str, ...], other: tuple[str, ...]
) -> None:
    """45 % in 2024: above 4 : 6; towards 5 : 5 the plan's .32 needed .036 a year and .0325 came, nine tenths of it."""
    values = students({2020: (320, 680), 2024: (450, 550)})
    panel = PANELS["vocational_share"](released(language, enrolment=values), {})
    by_id = {opinion.id: opinion for opinion in panel.opinions}
    for id, expected in (("statement_drives", driving), ("statement_other", other)):
        assert (by_id[id].name, by_id[id].word, by_id[id].sentence) == expected
    assert (by_id["verdict"].shape, by_id["verdict"].word) == (by_id["statement_drives"].shape, driving[1])
    assert by_id["statement_other"].shape == LIGHTS[Status.LAGGING].shape


def test_a_goal_of_one_wording_has_no_opinion_on_wordings(released: Release) -> None:
    panel = PANELS["dual_qualified_share"](released(Language.EN, teachers=teachers(SLOWER)), {})
    assert list(by_id(panel)) == ["verdict", "momentum", "chance"]


# Best effort


@pytest.mark.parametrize(
    ("values", "as_of", "status"),
    [
        ({2020: 0, 2023: 50}, OPEN, Status.LAGGING),
        ({2020: 0, 2023: 10}, OPEN, Status.FAR_BEHIND),
        ({2020: 10, 2023: 5}, OPEN, Status.MOVING_AWAY),
        ({2020: 0, 2025: 99}, CLOSED, Status.MISSED),
    ],
)
def test_a_best_effort_that_falls_short_is_never_red(
    english: Context, values: Mapping[int, float], as_of: date, status: Status
) -> None:
    hoped = assess_values(values, 100, as_of, strength="best_effort")
    firm = assess_values(values, 100, as_of)
    assert hoped.status is firm.status is status
    assert verdict(hoped, english).colour not in REDS
    assert (verdict(firm, english).colour in REDS) is (status is not Status.LAGGING)
    assert verdict(hoped, english).name == "Verdict (best effort)"
    assert verdict(firm, english).name == "Verdict"


def test_a_best_effort_that_fell_short_has_a_word_and_a_headline_of_its_own(context: Context) -> None:
    hoped = assess_values({2020: 0, 2025: 60}, 100, CLOSED, strength="best_effort")
    word = in_language(context, "Fell short", "力争未达到")
    assert headline(hoped, context) == in_language(
        context,
        "word, 2025: 60 people – 40 people short of the best-effort goal of 100 people",
        "2025年词60人，距力争目标100人差40人",
    )
    assert status_word(hoped, context) == verdict(hoped, context).word == word
    firm = status_word(assess_values({2020: 0, 2025: 60}, 100, CLOSED), context)
    assert firm == in_language(context, "Missed", "未达成")
    assert firm.lower() not in headline(hoped, context)


def test_the_wordings_of_a_best_effort_take_its_word_too(english: Context) -> None:
    """Where the goal itself fell short of a hope, neither of its wordings may be called missed."""
    wordings = [
        {"clause": {"id": "1", "text": WORDS}, "wording": WORDS, "value": value, "drives": value == 100}
        for value in (100, 120)
    ]
    hoped = assess_values({2020: 0, 2025: 60}, 100, CLOSED, strength="best_effort", statements=wordings)
    words = [(opinion.word, opinion.colour in REDS) for opinion in opinions(hoped, english)]
    assert words == [("Fell short", False)] * 3


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            Language.EN,
            "6 stated goals: 2 met, 3 missed, 1 without a value; 2 best-effort goals: 2 fell short",
        ),
        (Language.ZH, "6项明确目标：2项达成 · 3项未达成 · 1项目标年份无数据；2项力争目标：2项未达到"),
    ],
)
def test_best_efforts_are_counted_apart_and_come_last(released: Release, language: Language, line: str) -> None:
    shown = overview(released(language, date(2026, 3, 1)))
    assert shown.closing == line
    assert [card.best_effort for card in shown.cards] == [False] * 6 + [True] * 2
    assert [card.indicator for card in shown.cards[-2:]] == ["colleges", "college_students"]
    assert not {card.colour for card in shown.cards if card.best_effort} & REDS
    assert {card.colour for card in shown.cards if card.status is Status.MISSED and not card.best_effort} <= REDS


# The chance


@pytest.mark.parametrize(
    ("chance", "english", "chinese"),
    [
        (0.0, "Less than 1 chance in 20", "几乎不可能（20次中不到1次）"),
        (0.0499, "Less than 1 chance in 20", "几乎不可能（20次中不到1次）"),
        (0.05, "About 1 chance in 10", "约有1成可能"),
        (0.149, "About 1 chance in 10", "约有1成可能"),
        (0.151, "About 2 chances in 10", "约有2成可能"),
        (0.5, "About 5 chances in 10", "约有5成可能"),
        (0.849, "About 8 chances in 10", "约有8成可能"),
        (0.95, "About 9 chances in 10", "约有9成可能"),
        (0.9501, "More than 19 chances in 20", "几乎肯定（20次中有19次以上）"),
        (1.0, "More than 19 chances in 20", "几乎肯定（20次中有19次以上）"),
    ],
)
def test_odds_are_no_finer_than_anybody_could_know(context: Context, chance: float, english: str, chinese: str) -> None:
    assert odds(chance, context) == (english if context.texts.language is Language.EN else chinese)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_below_five_points_no_probability_is_put_into_words(context: Context, count: int) -> None:
    few = assess_values(dict.fromkeys(range(2020, 2020 + count), 100.0), 120)
    (opinion,) = [line for line in opinions(few, context) if line.id == "chance"]
    if context.texts.language is Language.EN:
        assert opinion.sentence == (
            f"Only {count} yearly values: below 5 no probability is given."
            " A cautious projection gives about 100 people in 2025."
        )
        assert opinion.word == "No probability"
    else:
        assert opinion.sentence == f"只有{count}个年度的数值，少于5个不作概率判断；审慎推算，2025年约为100人。"
        assert opinion.word == "不作概率判断"
    assert few.chance is None
    assert not re.search(r"chances? in|次中|成可能", " ".join(words for _, words in card(few, context)))


def test_one_point_gives_neither_forecast_nor_words_about_it(english: Context) -> None:
    assert [opinion.id for opinion in opinions(assess_values({2020: 100}, 120), english)] == ["verdict", "momentum"]


@pytest.mark.parametrize(
    ("target", "word", "phrase"),
    [(120, "Unlikely", "Less than 1 chance in 20"), (80, "Likely", "More than 19 chances in 20")],
)
def test_from_five_points_the_chance_is_told_with_the_interval_of_the_table(
    english: Context, target: int, word: str, phrase: str
) -> None:
    """Always 100: so it is drawn on, and the least error, 1 % of the level, gives the interval."""
    flat = assess_values(dict.fromkeys(range(2019, 2024), 100.0), target)
    (opinion,) = [line for line in opinions(flat, english) if line.id == "chance"]
    rows = table(flat, english)
    (due,) = [line for line in rows.rows if line[0].value == 2025]
    low, high = (
        due[[column.id for column in rows.columns].index(name)].text for name in ("interval_low", "interval_high")
    )
    assert 96 < float(low) < 100 < float(high) < 104
    assert opinion.word == word
    assert opinion.sentence == (
        f"{phrase} that 2025 reaches it. A cautious projection, which lets the trend slow down, gives about 100 people,"
        f" with 80% probability {low} people to {high} people (from the values of 5 years; known changes to come are"
        " not in it). The past varied less than the least error assumed (1% of the level or half a counted unit), which"
        " stands in."
    )


@pytest.mark.parametrize("count", [2, 3])
def test_momentum_needs_four_values(english: Context, count: int) -> None:
    few = assess_values({year: 10.0 * year for year in range(2020, 2020 + count)}, 1e6)
    (momentum,) = [opinion for opinion in opinions(few, english) if opinion.id == "momentum"]
    assert (momentum.word, momentum.sentence) == (
        "Not enough data",
        "Recent momentum needs the values of at least 4 years.",
    )


def test_after_the_due_date_only_the_verdict_is_left(english: Context) -> None:
    due = assess_values({year: 10.0 * (year - 2019) for year in range(2019, 2026)}, 100, CLOSED)
    assert [opinion.id for opinion in opinions(due, english)] == ["verdict"]


def test_an_indicator_without_a_goal_has_no_opinions(released: Release, context: Context) -> None:
    without = assess(indicator(), points({2020: 1, 2021: 2}), None, OPEN)
    assert opinions(without, context) == ()
    early = released(context.texts.language, date(2022, 9, 1), teachers=teachers(SLOWER))
    panel = PANELS["dual_qualified_share"](early, {})
    assert panel.goal is None
    assert panel.opinions == ()
    assert len(panel.card) > 5


# The same words everywhere


@pytest.mark.parametrize("name", ["dual_qualified_share", "vocational_share", "colleges", "projects_2023"])
def test_every_opinion_reads_the_same_in_panel_card_copied_text_and_files(
    context: Context, released: Release, name: str
) -> None:
    shown = released(
        context.texts.language,
        teachers=teachers(SLOWER),
        enrolment=students({2020: (320, 680), 2024: (450, 550)}),
    )
    panel, texts = PANELS.get(name, lambda given, _: goal_panel(given, name))(shown, {}), shown.texts
    assert panel.opinions
    text = card_text(panel, texts).splitlines()
    listed = list(csv.reader(io.StringIO(csv_bytes(panel, texts).decode("utf-8-sig"))))
    about = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(panel, texts))).worksheets[1]
    written = [(line[0].value, line[1].value) for line in about.iter_rows()]
    for opinion in panel.opinions:
        line = (opinion.name, f"{opinion.shape} {opinion.word} {opinion.sentence}")
        assert panel.card.count(line) == 1
        assert text.count(texts("indicator_card.text_line", name=line[0], words=line[1])) == 1
        assert listed.count(list(line)) == 1
        assert written.count(line) == 1


# What cannot be judged


def everything_said(judgement: Assessment, context: Context) -> str:
    """Every text, cell and mark that is made of one assessment."""
    sentences: list[str] = [headline(judgement, context), alt(judgement, context), gap_line(judgement, context)]
    sentences += arithmetic(judgement, context)
    sentences += [f"{opinion.shape} {opinion.word} {opinion.sentence}" for opinion in opinions(judgement, context)]
    sentences += [f"{name} {words}" for name, words in card(judgement, context)]
    sentences += [cell.text for line in table(judgement, context).rows for cell in line]
    drawn = trajectory(judgement, context.formats, context.canvas()).to_dict()
    json.dumps(drawn, allow_nan=False)
    sentences += [str(text) for trace in drawn["data"] for text in trace.get("text", [])]
    sentences += [note["text"] for note in drawn["layout"]["annotations"]]
    return "\n".join(sentences)


@pytest.mark.parametrize(
    ("measure", "values", "reason"),
    [
        (
            indicator(lower=0),
            {2020: 1.0, 2021: 2.0, 2022: float("inf")},
            ("Value of 2022: infinite", "2022年的数值是无穷大"),
        ),
        (indicator(lower=0), {2020: 1.0, 2021: float("-inf")}, ("Value of 2021: infinite", "2021年的数值是无穷大")),
        (indicator(lower=0), {2020: 1.0, 2021: -5.0, 2022: 3.0}, ("Value of 2021: -5", "2021年的数值-5")),
        (share(), {2020: 0.4, 2021: 1.2}, ("Value of 2021: 1.2 lies outside 0", "2021年的数值1.2不在0至1之间")),
    ],
    ids=["infinite", "minus infinity", "negative count", "share above one"],
)
@pytest.mark.parametrize("as_of", [OPEN, CLOSED])
def test_a_value_that_cannot_be_one_is_named_and_no_verdict_is_given(
    context: Context, measure: Any, values: Mapping[int, float], reason: tuple[str, str], as_of: date
) -> None:
    bad = assess_values(values, 0.9, as_of, measure=measure)
    assert bad.status is Status.INSUFFICIENT_DATA
    (opinion,) = opinions(bad, context)
    chinese = context.texts.language is Language.ZH
    assert opinion.word == ("数据不足" if chinese else "Not enough data")
    assert reason[chinese] in opinion.sentence
    assert opinion.sentence.endswith("因此不作判断。" if chinese else "So there is no verdict.")
    assert not NO_VALUE.findall(opinion.sentence)


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        (indicator(lower=0), {2020: 1.0, 2021: 2.0, 2022: float("inf")}),
        (indicator(lower=0), {2020: 1.0, 2021: -5.0, 2022: 3.0}),
        (share(), {2020: 0.4, 2021: 1.2}),
        (indicator(), {2020: 1.0, 2021: None}),
        (indicator(), {}),
        (share(), {2020: 0.0, 2021: 0.0}),
    ],
    ids=["infinite", "negative", "above one", "missing", "nothing", "zeros"],
)
@pytest.mark.parametrize("as_of", [OPEN, CLOSED])
def test_no_text_and_no_figure_ever_holds_a_nan(
    context: Context, measure: Any, values: Mapping[int, float | None], as_of: date
) -> None:
    for binding in ("stated", "best_effort"):
        text = everything_said(assess_values(values, 0.9, as_of, measure=measure, strength=binding), context)
        assert len(text) > 40
        assert not NO_VALUE.findall(text)


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_a_nan_is_a_missing_value_and_is_shown_nowhere(english: Context, year: int) -> None:
    values = {2020: 1.0, 2021: 2.0, 2022: 3.0, year: float("nan")}
    assert not NO_VALUE.findall(everything_said(assess_values(values, 9), english))


def test_a_year_given_twice_gets_no_verdict(context: Context) -> None:
    twice = assess(indicator(), [*points({2020: 1, 2021: 2}), *points({2021: 3})], goal(9), OPEN)
    assert twice.status is Status.INSUFFICIENT_DATA
    assert "2021" in verdict(twice, context).sentence
    assert not NO_VALUE.findall(everything_said(twice, context))


TOO_MANY = {**SLOWER, 2023: (210, 200)}
"""More dual-qualified than specialised teachers in 2023: a share of 1.05."""


def words_of(shown: Overview) -> list[str]:
    return [shown.closing, shown.evaluation, shown.next_steps, shown.tasks] + [
        str(getattr(card, name))
        for card in shown.cards
        for name in ("title", "value", "goal", "year", "word", "second", "gap", "sentence", "evidence", "alt")
    ]


@pytest.mark.slow
@pytest.mark.parametrize("as_of", [OPEN, date(2026, 3, 1)])
@pytest.mark.parametrize("name", ["dual_qualified_share", "dual_qualified_schools", "number", "closing", "evaluation"])
def test_the_panels_and_files_of_an_impossible_share_hold_no_nan(
    context: Context, released: Release, as_of: date, name: str
) -> None:
    shown = released(context.texts.language, as_of, teachers=teachers(TOO_MANY))
    panel = PANELS[name](shown, {"indicator": "dual_qualified_share"})
    drawn = "" if panel.figure is None else json.dumps(panel.figure.to_dict(), allow_nan=False, ensure_ascii=False)
    assert "NaN" not in drawn
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(panel, shown.texts)))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    text = "\n".join([csv_bytes(panel, shown.texts).decode("utf-8-sig"), card_text(panel, shown.texts), *cells])
    assert len(text) > 200
    assert not NO_VALUE.findall(text)


@pytest.mark.parametrize("as_of", [OPEN, date(2026, 3, 1)])
def test_the_card_of_an_impossible_share_says_that_there_is_no_verdict(
    context: Context, released: Release, as_of: date
) -> None:
    shown = overview(released(context.texts.language, as_of, teachers=teachers(TOO_MANY)))
    (card,) = [card for card in shown.cards if card.indicator == "dual_qualified_share"]
    assert card.status is Status.INSUFFICIENT_DATA
    assert card.gap == in_language(context, "A value cannot be used: no verdict", "有数值不可用，不作判断")
    assert not [text for text in words_of(shown) if NO_VALUE.search(text)]


def test_the_closing_evaluation_of_an_impossible_share_names_the_value(released: Release) -> None:
    """The value is left out and named; nobody is told that it was not published yet."""
    shown = released(Language.EN, date(2026, 3, 1), teachers=teachers({**TOO_MANY, 2025: (120, 200)}))
    assert "1.05" in by_id(PANELS["dual_qualified_share"](shown, {}))["verdict"]
    closing = PANELS["closing"](shown, {"indicator": "dual_qualified_share"})
    assert "1.05" in " ".join([closing.headline, *by_id(closing).values(), *closing.notes])
    assert "not yet published" not in closing.headline
