"""Which plan of a district a report on a task, or a milestone, belongs to: numbers of tasks start again with a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.plan.entries import PlanHead
from core.plan.plans_of_district import DistrictPlans
from core.tasks.periods import period_of


@dataclass(frozen=True, slots=True)
class MadeUnder:
    """What the rows of a release are told apart by: the plans of the district, that of the release, and its day.

    `before` is the plan of the last release made under another one, from which milestones may be carried on.
    """

    plans: DistrictPlans
    release: PlanHead
    as_of: date
    before: PlanHead | None = None

    def of_report(self, period: str, reported_on: date | None) -> PlanHead:
        """The plan a report belongs to: by the year of its period and the day it was made; one of these stands for the
        other where it is not said, and without both it is the plan of the release."""
        stated = period_of(period)
        day = reported_on or (None if stated is None else stated.last_day)
        if day is None:
            return self.release
        return self.plans.reported_on(day.year if stated is None else stated.year, day, self.release)

    def of_milestone(self, planned: date | None, actual: date | None, *, carried: bool = False) -> PlanHead:
        """The plan a milestone belongs to: by the year it was planned for, else that in which it was reached.

        One that was there already under the plan before (`carried`) is one of that, however late it is to come.
        """
        release, day = (self.before or self.release) if carried else self.release, planned or actual
        return release if day is None else self.plans.reported_on(day.year, self.as_of, release)
