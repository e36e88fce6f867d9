"""What is not worked out, the true reason and what to do: a release or plan made for each reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.context import Context, context_for
from core.datasets import Symbol
from core.language import Language, catalogue
from core.panels.scenario.words import gap_sentence, gap_sentences
from core.plan.entries import Goal
from core.scenario.basis import Basis, GapReason
from core.scenario.levers import LeverGroup
from core.scenario_basis.from_release import basis_of
from tests.support.release_frames import tiny_release, tiny_release_frames

Frames = dict[str, pd.DataFrame]


def context_of(root: Path, change: Callable[[Frames], None], day: date = date(2025, 9, 1)) -> Context:
    """The tiny release with its rows changed."""
    frames = tiny_release_frames()
    change(frames)
    return context_for(tiny_release(root, day, frames), Language.EN)


def sentences(basis: Basis, group: LeverGroup, language: Language = Language.EN) -> list[str]:
    """Why one part of the model, or something in it, is not worked out."""
    texts = catalogue(language)
    return [gap_sentence(gap, texts) for gap in basis.gaps if gap.group is group]


def without(dataset: str, **column: str) -> Callable[[Frames], None]:
    """Rows taken away: all of a dataset, or those of a value."""

    def change(frames: Frames) -> None:
        rows = frames[dataset]
        keep = pd.Series(False, index=rows.index)
        for name, value in column.items():
            keep = rows[name] != value
        frames[dataset] = rows[keep]

    return change


def marked(dataset: str, symbol: Symbol, **columns: object) -> Callable[[Frames], None]:
    """Rows of a dataset that have a symbol instead of a value."""

    def change(frames: Frames) -> None:
        rows = frames[dataset]
        chosen = pd.Series(True, index=rows.index)
        for name, value in columns.items():
            chosen &= rows[name] == value
        rows.loc[chosen, ["value", "symbol"]] = [None, symbol]

    return change


SEND = "Send it in on the page “Returns”."
WITHHELD = "Such cells give no figure; correct them on the page “Returns” if that was a mistake."


@pytest.mark.parametrize(
    ("change", "group", "reason"),
    [
        (
            without("cohorts"), LeverGroup.ENROLMENT,
            f"Enrolment and the vocational share cannot be worked out. Missing: Junior graduates (no data). {SEND}",
        ),
        (
            marked("cohorts", Symbol.SUPPRESSED, measure="junior_graduates"), LeverGroup.ENROLMENT,
            "Enrolment and the vocational share cannot be worked out. "
            f"Missing: Junior graduates (suppressed). {WITHHELD}",
        ),
        (
            without("colleges"), LeverGroup.COLLEGES,
            "The number of colleges and of their students cannot be worked out. "
            f"Missing: Colleges (no data). {SEND}",
        ),
        (
            without("college_enrolment"), LeverGroup.COLLEGES,
            f"Demonstration college A is left out of the college students. Missing: students (no data). {SEND}",
        ),
        (
            marked("college_enrolment", Symbol.SUPPRESSED), LeverGroup.COLLEGES,
            "Demonstration college A is left out of the college students. "
            f"Missing: students (suppressed). {WITHHELD}",
        ),
        (
            without("training"), LeverGroup.TRAINING,
            "Training person-times cannot be worked out. Missing: Person-times (no data). " + SEND,
        ),
        (
            marked("training", Symbol.NOT_REPORTED), LeverGroup.TRAINING,
            "Training person-times cannot be worked out. Missing: Person-times (not reported). " + SEND,
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_with_its_reason_and_what_to_do(
    tmp_path: Path, change: Callable[[Frames], None], group: LeverGroup, reason: str
) -> None:
    assert sentences(basis_of(context_of(tmp_path, change)), group) == [reason]


def test_a_measure_that_never_was_complete_is_not_called_absent(tmp_path: Path) -> None:
    change = marked("teachers", Symbol.NOT_REPORTED, unit_id="secondary-b", measure="dual_qualified")
    (sentence,) = sentences(basis_of(context_of(tmp_path, change)), LeverGroup.TEACHERS)
    assert sentence.startswith("The dual-qualified share cannot be worked out.")
    assert "(never complete)" in sentence


def test_measures_without_a_common_year_are_all_there(tmp_path: Path) -> None:
    def change(frames: Frames) -> None:
        for measure, odd in (("full_time", 0), ("dual_qualified", 1)):
            rows = frames["teachers"]
            chosen = (rows["measure"] == measure) & (rows["year"] % 2 == odd)
            rows.loc[chosen, ["value", "symbol"]] = [None, Symbol.NOT_REPORTED]

    basis = basis_of(context_of(tmp_path, change))
    assert [gap.reason for gap in basis.gaps if gap.group is LeverGroup.TEACHERS] == [GapReason.NO_COMMON_YEAR]


def test_closed_colleges_are_not_missing_ones(tmp_path: Path) -> None:
    def change(frames: Frames) -> None:
        frames["colleges"]["unit_valid_to"] = date(2024, 8, 31)

    assert sentences(basis_of(context_of(tmp_path, change)), LeverGroup.COLLEGES, Language.ZH) == [
        "高校数和大学生数无法推算：“高校项目”表中的高校均已停办。如有新建或在办的高校，请在“数据填报”页报送。"
    ]


def test_a_year_with_a_group_of_which_much_is_suppressed_is_no_start(tmp_path: Path) -> None:
    def change(frames: Frames) -> None:
        more = frames["training"].assign(target_group="veterans")
        more.loc[more["year"] == 2025, ["value", "symbol"]] = [None, Symbol.SUPPRESSED]
        frames["training"] = pd.concat([frames["training"], more], ignore_index=True)

    # On its last day the year 2025 is over; how many veterans it hides nobody knows, so 2024 is the newest whole one.
    basis = basis_of(context_of(tmp_path, change, date(2025, 12, 31)))
    assert basis.training is not None
    assert basis.training.year == 2024
    assert "veterans" in dict(basis.training.groups)
    assert sentences(basis, LeverGroup.TRAINING) == []


def with_goals(context: Context, goals: tuple[Goal, ...]) -> Context:
    """The same release under a plan with other goals."""
    return replace(context, plan=context.plan.model_copy(update={"goals": goals}))


def without_standard(context: Context) -> Context:
    """The same release under a plan none of whose goals names a standard."""
    return with_goals(context, tuple(goal.model_copy(update={"standard": None}) for goal in context.plan.goals))


NO_STANDARD = (
    "学校达标率无法推算：现行方案没有为学校办学条件设定标准。"
    "请在方案目录的 standards.toml 写明标准，并在 goals.toml 的目标中引用。"
)
NO_CONDITIONS = "学校达标率无法推算：缺全部办学条件（没有数据）。请在“数据填报”页报送。"


def test_a_plan_without_a_standard_is_not_a_release_without_conditions(tmp_path: Path) -> None:
    complete = context_of(tmp_path / "complete", lambda _: None)
    assert sentences(basis_of(without_standard(complete)), LeverGroup.CONDITIONS, Language.ZH) == [NO_STANDARD]
    empty = context_of(tmp_path / "empty", without("conditions"))
    said = sentences(basis_of(empty), LeverGroup.CONDITIONS, Language.ZH)
    assert said[0] == NO_CONDITIONS
    assert NO_STANDARD not in said
    both = sentences(basis_of(without_standard(empty)), LeverGroup.CONDITIONS, Language.ZH)
    assert both == [NO_STANDARD, NO_CONDITIONS]


def test_places_are_unknown_for_a_reason(tmp_path: Path) -> None:
    complete = context_of(tmp_path / "complete", lambda _: None)
    assert sentences(basis_of(complete), LeverGroup.ENROLMENT) == []
    (reason,) = sentences(basis_of(without_standard(complete)), LeverGroup.ENROLMENT)
    assert "the plan in force sets no standard" in reason
    for symbol, why in ((Symbol.NOT_REPORTED, "not reported"), (Symbol.SUPPRESSED, "suppressed")):
        hidden = marked("conditions", symbol, measure="building_area")
        (reason,) = sentences(basis_of(context_of(tmp_path / symbol, hidden)), LeverGroup.ENROLMENT)
        assert f"Missing: floor area ({why})." in reason
    plan = complete.plan
    no_area = tuple(
        standard.model_copy(
            update={"threshold": tuple(t for t in standard.threshold if "building" not in str(t.numerator))}
        )
        for standard in plan.standards
    )
    changed = replace(complete, plan=plan.model_copy(update={"standards": no_area}))
    (reason,) = sentences(basis_of(changed), LeverGroup.ENROLMENT)
    assert "asks for no floor area" in reason


def test_a_school_lacks_what_it_lacks_for_the_reason_it_gave(tmp_path: Path) -> None:
    change = marked("conditions", Symbol.SUPPRESSED, unit_id="secondary-a", measure="books")
    said = sentences(basis_of(context_of(tmp_path, change)), LeverGroup.CONDITIONS, Language.ZH)
    assert said[0] == "学校达标率无法推算：没有一所学校可以判定，所缺数据或未读到的门槛见下。"
    assert said[1].startswith("示例中职学校 A缺图书（已抑制），未计入达标率。这样填报的单元格没有可用的数")


def test_schools_wait_for_enrolment_and_say_so(tmp_path: Path) -> None:
    said = sentences(basis_of(context_of(tmp_path, without("cohorts"))), LeverGroup.CONDITIONS)
    assert said[0].startswith("The share of schools at standard cannot be worked out: the schools' students follow")


def test_schools_with_no_student_at_all_are_not_missing(tmp_path: Path) -> None:
    def change(frames: Frames) -> None:
        frames["conditions"].loc[frames["conditions"]["measure"] == "students", "value"] = 0

    said = sentences(basis_of(context_of(tmp_path, change)), LeverGroup.CONDITIONS)
    assert "gives every school 0 students" in said[0]


def test_a_goal_counted_by_steps_says_what_there_is_of_it_and_one_without_a_model_says_so(tmp_path: Path) -> None:
    def change(frames: Frames) -> None:
        frames["milestones"] = frames["milestones"].head(0)

    context = context_of(tmp_path, change)
    said = {gap.indicator: gap_sentence(gap, context.texts) for gap in basis_of(context).gaps if gap.indicator}
    assert "neither projects of it nor a number" in said["projects_2023"]
    assert "(no data)" in said["projects_2023"]
    goal = next(goal for goal in context.plan.goals if goal.indicator == "vocational_share")
    unmodelled = with_goals(context, (goal.model_copy(update={"indicator": "training_employment_share"}),))
    basis = basis_of(unmodelled)
    assert [gap.reason for gap in basis.gaps if gap.indicator] == [GapReason.NO_MODEL]
    assert gap_sentences(basis, "training_employment_share", context.texts)[0].endswith("on the overview.")
    assert gap_sentences(basis, "dual_qualified_share", context.texts) == ()


def test_data_beyond_the_last_year_of_scenarios_are_not_missing_data(tmp_path: Path) -> None:
    def change(frames: Frames) -> None:
        for name, rows in frames.items():
            if "year" in rows:
                frames[name] = rows.assign(year=rows["year"] + 10)

    basis = basis_of(context_of(tmp_path, change, date(2035, 12, 31)))
    reasons = {gap.group: gap.reason for gap in basis.gaps if gap.group is not LeverGroup.CONDITIONS}
    parts = (LeverGroup.ENROLMENT, LeverGroup.COLLEGES, LeverGroup.TEACHERS, LeverGroup.TRAINING)
    assert {part: reasons[part] for part in parts} == dict.fromkeys(parts, GapReason.ENDED)
    assert "the data reach 2035, and scenarios end in 2035" in sentences(basis, LeverGroup.TEACHERS)[0]
