"""What a mistake in a plan file says: one sentence that names the file, the key and what was expected."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from core.commands.exit_codes import FAILED, OK
from core.commands.main import main
from core.language import Language, catalogue
from core.plan.plan_in_force import load_plan_in_force
from core.problem_sentences import plan_sentence
from core.toml_entries import PlanError, PlanProblem

ROOT = Path(__file__).resolve().parents[3] / "data" / "plan"
CLOSE = date(2025, 12, 31)
Edit = Callable[[str, str, str], Path]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the committed plans, free to be spoilt."""
    return Path(shutil.copytree(ROOT, tmp_path / "plan"))


@pytest.fixture
def edit(root: Path) -> Edit:
    """Replaces the first occurrence of a text in a file of the copy; the text must be there."""

    def change(file: str, old: str, new: str) -> Path:
        path = root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return root

    return change


def mistake(root: Path) -> PlanError:
    with pytest.raises(PlanError) as caught:
        load_plan_in_force([root], CLOSE)
    return caught.value


INDICATORS, PART = "indicators.toml", "indicator[productive_training_bases].part_of"
GOALS, TASKS, HEAD = "qijiang-14th/goals.toml", "qijiang-14th/tasks.toml", "qijiang-14th/plan.toml"
STANDARDS, PROJECTS = "qijiang-14th/standards.toml", "qijiang-14th/milestones.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "key", "expected"),
    [
        (INDICATORS, 'part_of = "training_bases"', 'part_of = "bases"', "unknown_id", PART, "training_bases"),
        (INDICATORS, 'part_of = "training_bases"', 'part_of = "apprentices"', "unknown_id", PART, "training_bases"),
        (GOALS, "value = 8", "valeu = 8", "unknown_key", "goal[colleges].valeu", "value"),
        (GOALS, "\n[[goal]]", "\n[[gaol]]", "unknown_key", "gaol", "goal"),
        (GOALS, 'en = "8 coll', 'eng = "8 coll', "unknown_key", "goal[colleges].label.eng", "en"),
        (GOALS, "value = 8\n", "", "missing_key", "goal[colleges].value", "a value for it"),
        (GOALS, "value = 8", 'value = "8"', "not_number", "goal[colleges].value", "a number without quotes"),
        (GOALS, "value = 8", "value = nan", "not_number", "goal[colleges].value", "a number without quotes"),
        (GOALS, "value = 8", "value = true", "not_number", "goal[colleges].value", "a number without quotes"),
        (GOALS, "year = 2025", "year = 2025.5", "not_whole_number", "goal[colleges].target_year", "a whole number"),
        (GOALS, "due = 2025-12-31", 'due = "2025"', "not_date", "goal[colleges].due", "2025-12-31"),
        (GOALS, "assumed = true", 'assumed = "yes"', "not_true_or_false", "goal[colleges].baseline_assumed", "true"),
        (GOALS, '"best_effort"', '"hopeful"', "not_one_of", "goal[colleges].strength", "'best_effort'"),
        (GOALS, '"在綦高校达到8所"', '" "', "empty_text", "goal[colleges].label.zh", "at least one character"),
        (GOALS, '"一(三)", en', '"", en', "empty_text", "goal[colleges].clauses[一(三)].text.zh", "at least one"),
        (GOALS, '"task 6"', '"task 60"', "unknown_id", "goal[colleges].clauses", "26"),
        (GOALS, "moe-2022", "moe-2021", "unknown_id", "goal[schools_meeting_standard].standard", "moe-2022-conditions"),
        (GOALS, "2023-03-24", "2026-03-24", "wrong_order", "goal[colleges].due", "in_force_from (2026-03-24)"),
        (GOALS, "2023-03-24", "2023-03-23", "wrong_order", "goal[colleges].in_force_from", "issued (2023-03-24)"),
        (GOALS, "year = 2025", "year = 2019", "wrong_order", "goal[colleges].target_year", "2021"),
        (GOALS, "due = 2025", "due = 2024", "wrong_order", "goal[colleges].due", "target_year (2025)"),
        (GOALS, "value = 0.40", "value = 40", "driving_statement", "goal[vocational_share].statements", "exactly one"),
        (GOALS, "value = 0.60", "value = 60", "out_of_bounds", "goal[dual_qualified_share].value", "from 0.0 to 1.0"),
        (TASKS, "number = 2\n", "number = 1\n", "wrong_numbering", "task[1].number", "2"),
        (TASKS, "number = 26", "number = 27", "wrong_numbering", "task[27].number", "26"),
        (TASKS, 'section = "二"', 'section = "十二"', "unknown_id", "task[4].section", "十一"),
        (TASKS, '["dual_', '["duel_', "unknown_id", "task[9].goals", "dual_qualified_share"),
        (TASKS, "quantified = false", "quantified = true", "goal_needed", "task[1].goals", "at least one goal"),
        (HEAD, "horizon_to = 2025", "horizon_to = 2020", "wrong_order", "horizon_to", "horizon_from (2021)"),
        (HEAD, '"500110"', '"綦江"', "wrong_pattern", "area", "6"),
        (HEAD, '"qijiang-14th"', '"qijiang-15th"', "wrong_directory", "id", "qijiang-14th"),
        (STANDARDS, '"students" }', '"pupils" }', "unknown_id", "threshold[enrolment].numerator.name", "students"),
        (STANDARDS, "value = 0.2\n", "value = 20\n", "out_of_bounds", "threshold[senior_title_share].value", "0 to 1"),
        (PROJECTS, "task = 10", "task = 27", "unknown_id", "milestone[yunan_vocational_city_phase_1].task", "26"),
        ("indicators.toml", 'better = "higher"\n', "", "missing_key", "indicator[colleges].better", "a value"),
        ("indicators.toml", "numerator =", "# numerator =", "missing_key", "indicator[vocational_share].numerator", ""),
        ("indicators.toml", '"births"', '"colleges"', "repeated_id", "indicator[colleges].id", "once"),
    ],
)
def test_a_mistake_is_one_sentence_naming_file_and_key(
    edit: Edit, file: str, old: str, new: str, code: str, key: str, expected: str
) -> None:
    error = mistake(edit(file, old, new))
    assert error.code == code
    assert error.key.endswith(key)
    assert error.file == (file if "/" in file else f"plan/{file}")
    assert expected in error.expected
    sentence = str(error)
    assert error.file in sentence
    assert error.key in sentence
    assert error.expected in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    for language in Language:
        sentence = plan_sentence(error, catalogue(language))
        assert error.file in sentence
        assert error.key in sentence


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("value = 8", "value = = 8", "8"),
        ("value = 8", 'value = 8\nvalue = "8"', "9"),
        ("\n[[goal]]", "\n[[goal]", "6"),
    ],
)
def test_a_syntax_error_names_its_line(edit: Edit, old: str, new: str, line: str) -> None:
    error = mistake(edit(GOALS, old, new))
    assert (error.code, error.file, error.values["line"]) == (PlanProblem.SYNTAX, GOALS, line)


def test_a_missing_file_is_named(root: Path) -> None:
    (root / TASKS).unlink()
    assert str(mistake(root)) == "qijiang-14th/tasks.toml: the file is missing; expected a file of this name."


def test_a_file_no_plan_reads_is_refused(root: Path) -> None:
    (root / GOALS).rename(root / "qijiang-14th/goal.toml")
    error = mistake(root)
    assert (error.code, error.file) == (PlanProblem.UNKNOWN_FILE, "qijiang-14th/goal.toml")


def test_a_file_in_another_encoding_is_named(root: Path) -> None:
    (root / GOALS).write_bytes((root / GOALS).read_text("utf-8").encode("gb18030"))
    error = mistake(root)
    assert (error.code, error.file) == (PlanProblem.UNREADABLE_FILE, GOALS)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(root: Path) -> None:
    text = (root / GOALS).read_text("utf-8")
    (root / GOALS).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_plan_in_force([root], CLOSE) == load_plan_in_force([ROOT], CLOSE)


def test_a_root_without_a_plan_says_so(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="no directory of a plan is here"):
        load_plan_in_force([tmp_path / "plan"], CLOSE)


def test_no_message_shows_a_path_of_the_machine(edit: Edit) -> None:
    root = edit(GOALS, "value = 8", "valeu = 8")
    assert str(root) not in str(mistake(root))


# --- a goal of an indicator that is declared nowhere


def test_a_goal_of_an_undeclared_indicator_is_left_out_with_a_sentence_and_the_others_count(edit: Edit) -> None:
    root = edit(GOALS, '"dual_qualified_share"', '"duel_qualified_share"')
    plan = load_plan_in_force([root], CLOSE)
    assert "dual_qualified_share" not in plan.goal_ids
    assert len(plan.goals_in_force(CLOSE)) == 7
    assert plan.task(9).goals == ("dual_qualified_share",)  # the goal that was left out is one of task 9
    (mistake,) = plan.left_out
    assert (mistake.file, mistake.key) == (GOALS, "goal[duel_qualified_share].indicator")
    assert plan_sentence(mistake, catalogue(Language.EN)) == (
        "A goal in the plan file qijiang-14th/goals.toml names the indicator duel_qualified_share, which is declared "
        "nowhere: this goal is left out, the others count. Declare it in indicators.toml of the plan, or name one that "
        "is declared, such as dual_qualified_share · dual_qualified_teachers · graduates_in_their_field_share."
    )
    assert plan_sentence(mistake, catalogue(Language.ZH)).startswith(
        "方案文件 qijiang-14th/goals.toml 中的一项目标写的指标 duel_qualified_share 没有在任何地方声明，"
    )


def test_a_task_that_names_what_is_no_indicator_is_a_mistake_beside_a_goal_left_out_too(edit: Edit) -> None:
    edit(GOALS, '"dual_qualified_share"', '"duel_qualified_share"')
    root = edit(TASKS, '["dual_', '["dule_')
    assert mistake(root).key == "task[9].goals"


def test_a_plan_of_which_no_goal_would_be_left_is_a_mistake(root: Path) -> None:
    goals = root / GOALS
    goals.write_text(re.sub('^indicator = "', 'indicator = "no_', goals.read_text("utf-8"), flags=re.M), "utf-8")
    assert mistake(root).code is PlanProblem.UNKNOWN_INDICATOR


def test_the_check_of_plans_names_it_and_is_no_success_and_goals_that_count_are_still_assessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    assert main(["--lang", "en", "plan", "check"]) == OK
    assert capsys.readouterr().out.startswith("The plan qijiang-14th (")
    own = Path(shutil.copytree(ROOT / "qijiang-14th", tmp_path / "plan" / "qijiang-14th"))
    goals = own / "goals.toml"
    goals.write_text(goals.read_text("utf-8").replace('"colleges"', '"colegges"', 1), "utf-8")
    assert main(["--lang", "en", "plan", "check"]) == FAILED
    said = capsys.readouterr()
    assert (said.out, said.err.count("names the indicator colegges, which is declared nowhere")) == ("", 1)
    assert main(["--lang", "en", "assess"]) == FAILED
    said = capsys.readouterr()
    assert [line.split(",")[0] for line in said.out.splitlines()[1:3]] == ["college_students", "vocational_share"]
    assert said.err.count("names the indicator colegges") == 1
    (own / "tasks.toml").write_text("[[tusk]]", "utf-8")
    assert main(["--lang", "en", "plan", "check"]) == FAILED
    assert "tusk" in capsys.readouterr().err
