"""A scenario of a year of which only some have returned their part: it is worked out ahead, and said to be a part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core import queries
from core.commands.reports.scenario_report import report_json, report_lines
from core.context import Context, context_for
from core.language import Language
from core.panels.scenario.goals import goal_panel
from core.panels.scenario.scenario import prepare_scenario
from core.scenario.run import run
from core.scenario_basis.from_release import basis_of
from tests.support.rounds.partial_release import YEAR, demonstration_rows, partial_release, reporting_units

COLLEGE = next(unit for unit in reporting_units(demonstration_rows()) if "-co-" in unit)
IN_PART = {
    (Language.ZH, 0): "2026年尚无单位报送。",
    (Language.EN, 0): "Nobody has reported 2026 yet.",
    (Language.ZH, 1): "2026年6个单位中1个已报齐，已报部分为13,412人，尚不能与其他年份比较。",
    (Language.EN, 1): "2026: 1 of 6 units have reported in full; in all 13,412 people so far,"
    " not comparable with other years.",
}
"""What is said of the year, by language and by how many colleges returned it."""


@pytest.fixture(scope="module", params=[0, 1])
def part(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The demonstration with the returns of no college, or of one of six, for 2026."""
    units = [COLLEGE][: request.param]
    return context_for(partial_release(tmp_path_factory.mktemp("part"), units), Language.EN)


def test_the_year_of_a_part_is_worked_out_from_the_last_whole_one(part: Context) -> None:
    """43,886 is what the demonstration itself works out for 2026 from 2025."""
    basis = basis_of(part)
    path = run(basis, basis.defaults).path("college_students")
    assert path is not None
    assert path.first == YEAR
    assert round(float(path.values[0, 0])) == 43_886
    assert [point.year for point in basis.history["college_students"]][-1] == YEAR - 1


@pytest.mark.parametrize("language", list(Language))
def test_a_part_is_said_to_be_one_beside_the_years_worked_out(part: Context, language: Language) -> None:
    context = context_for(part.snapshot, language)
    scenario = prepare_scenario(context, {}, draws=0)
    said = IN_PART[language, int(COLLEGE in _who_returned(part))]
    assert [note for note in goal_panel(scenario, "college_students").notes if "2026" in note] == [said]
    report = replace(scenario, until=YEAR + 4)
    named = context.texts("note.of_indicator", label=context.called("college_students"), note=said)
    in_part = report_json(report, ())["in_part"]
    assert named in in_part
    assert report_lines(report)[1 : 1 + len(in_part)] == in_part


def _who_returned(context: Context) -> set[str]:
    """The units with students in the year of the part."""
    counts = queries.college_counts(context.returns)
    return set(counts.loc[(counts["year"] == YEAR) & counts["value"].notna(), "unit_id"])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.ZH, "2026年的数值含按上次数值补入的未报单位。"),
        (Language.EN, "The value of 2026 is filled in: units that have not reported count in it with their last one."),
    ],
)
def test_a_value_filled_in_is_said_to_be_so_and_only_where_it_is(part: Context, language: Language, words: str) -> None:
    """With one college of six all that is counted on 1 September 2026 is filled in, and no project."""
    filled = replace(context_for(part.snapshot, language), filled=True)
    scenario = prepare_scenario(filled, {}, draws=0)
    is_filled = COLLEGE in _who_returned(part)
    assert (words in goal_panel(scenario, "college_students").notes) is is_filled
    assert (words in goal_panel(scenario, "dual_qualified_share").notes) is is_filled
    assert words not in goal_panel(scenario, "projects_2023").notes
