"""`python -m core scenario`: what it prints, what it refuses and why, its exit codes; and the words it shares."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from core import snapshots
from core.commands.exit_codes import FAILED, MISUSED, OK
from core.commands.main import main
from core.commands.reports.scenario_report import report_lines
from core.context import context_for
from core.language import Language
from core.panels.scenario.scenario import Scenario
from core.panels.scenario.words import lever_pair, lever_value, origin_sentence
from core.scenario.levers import Origin
from core.scenario.run import Outcome, run
from core.scenario.run import Path as Ahead
from core.scenario_basis.from_release import basis_of
from tests.support.claims import every
from tests.support.release_frames import tiny_release

Capture = pytest.CaptureFixture[str]
RULES = {
    "latest": {"year": 2025, "years": 5},
    "staying": {"year": 2025, "years": 5},
    "places": {"year": 2025, "years": 5},
    "college_fill": {"colleges": 3, "years": 6},
    "opening_by_stage": {"stage": "signed", "year": 2024, "colleges": 5, "took": 3.8},
    "opening_planned": {},
    "opening_unknown": {},
    "opening_unsigned": {"year": 2028},
    "places_planned": {},
    "places_usual": {"colleges": 6},
    "ramp_up": {"colleges": 4},
    "hired": {"year": 2025, "years": 5},
    "certified": {"year": 2025, "years": 5},
    "growth": {"year": 2025, "years": 5},
    "added": {"year": 2025, "years": 5},
    "completion_planned": {},
    "completion_unknown": {},
    "nothing_known": {},
    "fallback": {},
}
NAMED = (("name_zh", "甲校"), ("name_en", "School A"), ("lacking_zh", "图书"), ("lacking_en", "books"))


def shown(language: Language = Language.EN):
    releases = snapshots.releases()
    context = context_for(releases.latest(), language, releases=releases)
    return context, basis_of(context)


def test_a_scenario_says_what_changed_and_when_each_goal_is_reached(capsys: Capture) -> None:
    assert main(["--lang", "en", "scenario", "--set", "vocational_entrant_share=45%"]) == OK
    out = capsys.readouterr().out
    assert "Vocational share of entrants (vocational_entrant_share): 38.4% → 45%" in out
    assert "Vocational : general: with this, the goal of 4 : 6 is reached in 2027, 2 years late." in out
    assert "Demonstration data" in out
    assert "current course" in out


def test_the_language_may_stand_behind_the_command_and_chinese_is_the_default(capsys: Capture) -> None:
    assert main(["scenario", "--lang", "en"]) == OK
    assert "this is the current course" in capsys.readouterr().out
    assert main(["scenario"]) == OK
    assert "按此情景，2028年在綦大学生达到50,000人，比目标晚3年。" in capsys.readouterr().out


def test_a_goal_that_is_not_reached_says_by_how_much(capsys: Capture) -> None:
    assert main(["--lang", "en", "scenario", "--until", "2030"]) == OK
    out = capsys.readouterr().out
    assert "the goal of 10,000 people is not reached by 2030: 8,840 people, short by 1,160 people." in out
    assert "2031" not in out


def test_a_share_as_percentage_and_as_a_number_are_the_same(capsys: Capture) -> None:
    outputs = []
    for text in ("45%", "0.45", "45％"):
        assert main(["scenario", "--json", "--set", f"vocational_entrant_share={text}"]) == OK
        outputs.append(json.loads(capsys.readouterr().out))
    assert outputs[0] == outputs[1] == outputs[2]
    assert outputs[0]["changed"][0]["to"] == pytest.approx(0.45)


def test_json_holds_the_numbers_of_the_models(capsys: Capture) -> None:
    assert main(["scenario", "--json", "--set", "college_fill=1.1"]) == OK
    report = json.loads(capsys.readouterr().out)
    _, basis = shown()
    path = run(basis, basis.values({"college_fill": 1.1})).paths["college_students"]
    goal = next(goal for goal in report["goals"] if goal["indicator"] == "college_students")
    assert goal["scenario"]["2030"] == pytest.approx(float(path.at(2030)[0]))
    assert report["illustrative"] is True
    assert report["version"] == "2"


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("vocational_entrant_shar=0.4", "There is no lever “vocational_entrant_shar”"),
        ("college_fill=9", "lies above its range (50% to 130%)"),
        ("college_fill=10%", "“10%” for college_fill"),
        ("college_fill=plenty", "is not a number"),
        ("college_fill=nan", "is not a number"),
        ("college_fill=1e999", "is not a number"),
        ("college_fill=", "write it as lever=value"),
        ("college_fill", "write it as lever=value"),
        ("=3", "write it as lever=value"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_code_two(setting: str, words: str, capsys: Capture) -> None:
    assert main(["--lang", "en", "scenario", "--set", setting]) == MISUSED
    output = capsys.readouterr()
    assert words in output.err
    assert output.out == ""
    assert "Traceback" not in output.err


def test_an_unknown_lever_lists_near_names(capsys: Capture) -> None:
    assert main(["--lang", "en", "scenario", "--set", "vocational_share_entrants=0.4"]) == MISUSED
    assert "vocational_entrant_share" in capsys.readouterr().err


def test_a_value_out_of_range_beside_a_good_one_is_named_and_the_rest_works(capsys: Capture) -> None:
    assert main(["--lang", "en", "scenario", "--set", "college_fill=9", "--set", "teachers_hired=80"]) == OK
    output = capsys.readouterr()
    assert "was not used; 100% stands" in output.err
    assert "(teachers_hired): 54.8 people a year → 80 people a year" in output.out
    assert "college_fill" not in output.out


def test_a_lever_set_twice_and_a_year_out_of_reach_are_refused(capsys: Capture) -> None:
    assert main(["--lang", "en", "scenario", "--set", "college_fill=1", "--set", "college_fill=1.1"]) == MISUSED
    assert "more than once" in capsys.readouterr().err
    for year in ("2036", "2001"):
        assert main(["--lang", "en", "scenario", "--until", year]) == MISUSED
        assert year in capsys.readouterr().err


@pytest.mark.parametrize("language", Language)
def test_every_lever_is_listed_with_its_origin(language: Language, capsys: Capture) -> None:
    assert main(["--lang", language.value, "scenario", "--levers"]) == OK
    out = capsys.readouterr().out
    _, basis = shown()
    assert every(f"{lever.id}\n" in out for lever in basis.levers)
    assert ("未经核实" if language is Language.ZH else "Not verified") in out
    assert "lever." not in out


def test_the_workbook_is_written_or_why_not_is_said(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "scenario.xlsx"
    assert main(["--lang", "en", "scenario", "--json", "--xlsx", str(file)]) == OK
    json.loads(capsys.readouterr().out)
    assert openpyxl.load_workbook(file).sheetnames[:3] == ["Summary", "Levers", "Results"]
    assert main(["--lang", "en", "scenario", "--xlsx", str(tmp_path / "no" / "x.xlsx")]) == FAILED
    assert "x.xlsx cannot be written" in capsys.readouterr().err


def test_a_release_that_is_not_there_or_holds_little_is_told(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--lang", "en", "scenario", "--root", str(tmp_path / "nowhere")]) == FAILED
    assert main(["--lang", "en", "scenario", "--as-of", "1999-01-01"]) == FAILED
    assert main(["--lang", "en", "scenario", "--as-of", "soon"]) == MISUSED
    tiny_release(tmp_path, date(2024, 9, 1))
    capsys.readouterr()
    assert main(["--lang", "en", "scenario", "--root", str(tmp_path)]) == OK
    output = capsys.readouterr()
    assert "What is missing:" in output.out
    assert "Traceback" not in output.err


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_its_origin_sentence(rule: str, language: Language) -> None:
    context, basis = shown(language)
    for verified in (True, False):
        one = replace(basis.levers[0], origin=Origin(rule, tuple(RULES[rule].items()), verified))
        sentence = origin_sentence(one, context.texts, context.formats)
        assert "lever." not in sentence
        assert "{" not in sentence
        assert sentence.endswith(("未经核实。", "Not verified.")) is not verified
    few = {name: 1 if name in ("years", "colleges") else fact for name, fact in RULES[rule].items()}
    one = replace(basis.levers[0], origin=Origin(rule, tuple(few.items())))
    assert "lever." not in origin_sentence(one, context.texts, context.formats)


@pytest.mark.parametrize(
    ("lever", "value", "zh", "en"),
    [
        ("vocational_entrant_share", 0.45, "45%", "45%"),
        ("net_inflow", -200, "−200人/年", "−200 people a year"),
        ("teachers_hired", 1, "1人/年", "1 person a year"),
        ("equipment_per_year", 2_000_000, "200万元/年", "2,000,000 yuan a year"),
        ("equipment_per_year", 0, "0元/年", "0 yuan a year"),
        ("land_per_year", 25_000, "25,000平方米/年", "25,000 m² a year"),
        ("books_per_year", 5000, "5,000册/年", "5,000 volumes a year"),
        ("opening_year_500110-co-g", 2027, "2027年", "2027"),
        ("opening_year_500110-co-g", 2036, "2035年前不实现", "not before the end of 2035"),
        ("ramp_up_500110-co-g", 4.5, "4.5年", "4.5 years"),
    ],
)
def test_a_value_has_its_unit_in_both_languages(lever: str, value: float, zh: str, en: str) -> None:
    for language, words in ((Language.ZH, zh), (Language.EN, en)):
        context, basis = shown(language)
        assert lever_value(basis.lever(lever), value, context.formats) == words


def test_two_different_values_never_look_the_same() -> None:
    context, basis = shown()
    assert lever_pair(basis.lever("college_fill"), 1.0, 1.0002, context.formats) == ("100%", "100.02%")


def test_the_table_of_years_tells_a_value_from_the_goal_it_misses() -> None:
    """0.5996 is not 60%, 0.3962 not 4 : 6, and 0.6 is."""
    context, basis = shown()
    values = {"dual_qualified_share": [0.5996, 0.6, 0.622], "vocational_share": [0.3998, 0.4, 0.41]}
    outcome = Outcome({id: Ahead(2026, np.array(row)[:, None]) for id, row in values.items()}, None)
    report = Scenario(context, basis, basis.defaults, outcome, outcome, 2028)
    rows = {" ".join(line.split()) for line in report_lines(report)}
    assert "Dual-qualified share current course 59.96% 60% 62.2%" in rows
    assert "Vocational : general current course 3.998 : 6.002 4 : 6 4.1 : 5.9" in rows


def test_the_range_of_a_year_that_may_never_come_reads_as_a_range(capsys: Capture) -> None:
    assert main(["--lang", "en", "scenario", "--levers"]) == OK
    assert "range 2026 to 2035, or later," in capsys.readouterr().out
