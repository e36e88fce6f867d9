"""The sentence of a goal in a scenario: when it is reached, lost and reached again, on time or late."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import snapshots
from core.context import Context, context_for
from core.language import Language
from core.panels.scenario.words import goal_sentence
from core.scenario.basis import Basis
from core.scenario.run import Path as Ahead
from core.scenario_basis.from_release import basis_of


def shown(language: Language = Language.EN) -> tuple[Context, Basis]:
    releases = snapshots.releases()
    context = context_for(releases.latest(), language, releases=releases)
    return context, basis_of(context)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([9e3, 1e4, 1.1e4], "is reached in 2027, 2 years late."),
        ([1.1e4, 1.1e4, 9e3], "is reached in 2026, 1 year late. From 2028 it is missed again."),
        ([9e3, 9e3, 9.5e3], "is not reached by 2028: 9,500 people, short by 500 people."),
        # Heads are whole: 9,999.6 is 10,000, and nobody is missed by 0.9 person.
        ([9e3, 9e3, 9_999.6], "is reached in 2028, 3 years late."),
        ([9e3, 9e3, 9_999.1], "is not reached by 2028: 9,999 people, short by 1 person."),
    ],
)
def test_the_sentence_of_a_goal_follows_its_path(values: list[float], words: str) -> None:
    context, basis = shown()
    id = "secondary_vocational_enrolment"
    goal = basis.goal(id)
    assert goal is not None
    path = Ahead(2026, np.array(values)[:, None])
    indicator = context.plan.indicator(id)
    assert goal_sentence(basis, path, goal, indicator, context.formats, until=2035).endswith(words)
    assert "cannot be worked out" in goal_sentence(basis, None, goal, indicator, context.formats, until=2035)


@pytest.mark.parametrize(
    ("observed", "ahead", "en", "zh"),
    [
        (
            {2024: 9e3, 2025: 10_100, 2026: 9_900},
            [9_950, 10_200, 10_300],
            "was reached in 2025, in time, but not any more from 2026. In 2028 it is reached again.",
            "2025年已按期达到10,000人，但2026年起不再达到。2028年再次达到。",
        ),
        (
            {2024: 10_050, 2025: 10_100, 2026: 9_900},
            [9_950, 9_800, 9_700],
            "was reached in 2024, in time, but not any more from 2026. "
            "With this it is not reached again by 2029: 9,700 people, short by 300 people.",
            "2024年已按期达到10,000人，但2026年起不再达到。按此情景，到2029年未再达到：9,700人，还差300人。",
        ),
        (  # met before its year and not in it: reached, lost, and late when it comes back
            {2024: 10_100, 2025: 9_900, 2026: 9_900},
            [9_950, 10_200, 10_300],
            "was reached in 2024, but not any more from 2025. In 2028 it is reached again, 3 years late.",
            "2024年曾达到10,000人，但2025年起不再达到。2028年再次达到，比目标晚3年。",
        ),
        (
            {2023: 10_100, 2024: 9_900, 2025: 9_900},
            [9_950, 9_900, 9_800],
            "was reached in 2023, but not any more from 2024. "
            "With this it is not reached again by 2029: 9,800 people, short by 200 people.",
            "2023年曾达到10,000人，但2024年起不再达到。按此情景，到2029年未再达到：9,800人，还差200人。",
        ),
        (  # before anybody had set the goal, in March 2023, nobody reached it
            {2021: 10_100, 2022: 10_050, 2025: 9_900},
            [9_950, 9_900, 9_800],
            "with this, the goal of 10,000 people is not reached by 2029: 9,800 people, short by 200 people.",
            "到2029年中职在校生为9,800人，距10,000人还差200人，未达到目标。",
        ),
        (  # lost ahead only
            {2024: 9e3, 2025: 10_100, 2026: 10_100},
            [9_950, 10_200, 10_300],
            "was reached in 2025, but with this not any more from 2027. In 2028 it is reached again.",
            "2025年已达到10,000人，但按此情景2027年起不再达到。2028年再次达到。",
        ),
    ],
)
def test_a_goal_met_in_time_and_lost_later_is_not_late(
    observed: dict[int, float], ahead: list[float], en: str, zh: str
) -> None:
    id = "secondary_vocational_enrolment"
    for language, words in ((Language.EN, en), (Language.ZH, zh)):
        context, basis = shown(language)
        goal = basis.goal(id)
        assert goal is not None
        assert goal.target_year == 2025
        seen = basis.history[id][-1]
        points = tuple(replace(seen, year=year, value=value) for year, value in observed.items())
        past = replace(basis, history={**basis.history, id: points})
        path = Ahead(2027, np.array(ahead)[:, None])
        sentence = goal_sentence(past, path, goal, context.plan.indicator(id), context.formats, until=2035)
        assert sentence.endswith(words)
