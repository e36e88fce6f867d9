"""The form of a year: made under the plan its return is checked by, without what belongs to another plan."""

from __future__ import annotations

from datetime import date

from core.context import plan_on
from core.intake.form.template import TemplateScope, write_template
from core.intake.publishing.reporting_round import reference_day
from core.intake.rows_of_plan import rows_of_other_plans
from core.language import Language
from core.plan.plan import Plan
from core.plan.roots import plans
from core.snapshots import Releases, Snapshot


def plan_of_form(release: Snapshot | None, year: int | None) -> Plan:
    """The plan by which the return of a year will be checked, never one before that of the release the form is filled
    from; without either that of the last day there is. Raises PlanError."""
    days = [] if year is None else [reference_day(year)]
    days += [] if release is None else [release.as_of]
    return plan_on(max(days, default=date.max))


def form_of_year(
    release: Snapshot | None, releases: Releases, unit: str | None, language: Language, year: int | None, plan: Plan
) -> bytes:
    """The form as an XLSX file, filled from `release`, with open lines for `year`; without a release an empty one.

    Raises as `write_template`, and PlanError.
    """
    scope = TemplateScope(plan.id, plan.area, unit)
    if release is None:
        return write_template(None, scope, language, plan=plan)
    left_out = rows_of_other_plans(release, releases, plans(), plan.id)
    return write_template(release, scope, language, year=year, plan=plan, left_out=left_out)
