"""Applies the rules to a return: each looks at the release as it would be, and speaks only of what the return says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from core.intake.checks import (
    cross_line_rules,
    line_rules,
    programme_rules,
    revision_rules,
    schedule_rules,
    task_report_rules,
    unit_rules,
)
from core.intake.checks.candidate_release import (
    CandidateRelease,
    PlanCodes,
)
from core.intake.checks.rules import Rule, RuleKind
from core.intake.findings import Finding, Findings
from core.intake.merging.merge import MergeResult
from core.intake.rows import RowEntry

RuleFunction = Callable[[Rule, CandidateRelease], Iterator[Finding]]


def apply_rules(
    merged: MergeResult,
    as_of: date,
    rules: Iterable[Rule],
    codes: PlanCodes | None = None,
    failed: Iterable[RowEntry] = (),
) -> tuple[Finding, ...]:
    """What breaks a rule in a return that was merged into the release, in the order of the rules.

    `as_of` is the date of the release to be; nothing may be dated later. `failed` are the rows of the return whose
    value was not understood: what they would add to is not complete.
    """
    release = CandidateRelease(merged, as_of, codes or PlanCodes(), failed)
    findings = Findings()
    for rule in rules:
        for finding in _RULES[rule.kind](rule, release):
            findings.add(finding)
    return findings.all()


_RULES: dict[RuleKind, RuleFunction] = {
    RuleKind.RANGE: line_rules.ranges,
    RuleKind.ORDER: line_rules.ordered_measures,
    RuleKind.SUM: line_rules.sums,
    RuleKind.YEAR: line_rules.years,
    RuleKind.DAY: line_rules.days,
    RuleKind.PERIOD: task_report_rules.future_periods,
    RuleKind.PERIOD_SAID: task_report_rules.blank_periods,
    RuleKind.STEPS: task_report_rules.steps,
    RuleKind.UNCHANGED: task_report_rules.contradictions,
    RuleKind.CLASH: task_report_rules.clashes,
    RuleKind.BEFORE: task_report_rules.periods_before_plans,
    RuleKind.OWNER: task_report_rules.owners,
    RuleKind.VALID: unit_rules.figures_outside_period,
    RuleKind.SMALL: line_rules.small_numbers,
    RuleKind.SHARE: line_rules.shares,
    RuleKind.KNOWN: line_rules.plan_codes,
    RuleKind.PART: cross_line_rules.indicator_parts,
    RuleKind.UNIT: line_rules.indicator_units,
    RuleKind.REVISION: revision_rules.revisions,
    RuleKind.MADE_REAL: revision_rules.made_up_values,
    RuleKind.REMOVED: revision_rules.removed_rows,
    RuleKind.NEW_UNIT: unit_rules.new_units,
    RuleKind.PERIODS: unit_rules.periods,
    RuleKind.AFTERWARDS: unit_rules.figures_after_end,
    RuleKind.ATTRIBUTE: unit_rules.unit_attributes,
    RuleKind.SUCCESSOR: unit_rules.mergers,
    RuleKind.JUMP: cross_line_rules.jumps,
    RuleKind.FLOW: cross_line_rules.student_flow,
    RuleKind.EARLIER: cross_line_rules.graduates_of_year_before,
    RuleKind.GONE: cross_line_rules.missing_figures,
    RuleKind.SAME: cross_line_rules.equal_in_tables,
    RuleKind.DISTRICT: cross_line_rules.district_totals,
    RuleKind.RATIO: cross_line_rules.ratios,
    RuleKind.LEVELS: cross_line_rules.certificate_levels,
    RuleKind.CAPACITY: schedule_rules.college_capacity,
    RuleKind.ALIKE: schedule_rules.unit_consistency,
    RuleKind.SETTLED: schedule_rules.changed_plans,
    RuleKind.STAGES: schedule_rules.stage_order,
    RuleKind.SLIP: schedule_rules.schedule_slips,
    RuleKind.REACHED: schedule_rules.days_of_stages_to_come,
    RuleKind.NEEDS: schedule_rules.required_companions,
    RuleKind.CODE_FORM: programme_rules.code_form,
    RuleKind.CODE_GROUP: programme_rules.code_group,
    RuleKind.GROUP_SUM: programme_rules.group_sums,
}
