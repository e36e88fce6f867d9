"""What is known of an indicator on an as-of date and of its goal: complete, so that a figure needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.annual_series import SeriesError
from core.assessment.pace import Pace, YearlyPath, pace
from core.assessment.points import Point, starts_after_last_break
from core.assessment.rule_inputs import RuleResult
from core.assessment.status import Reason, Status
from core.datasets import RowStatus
from core.forecast import Forecast
from core.plan.entries import Goal, Statement
from core.plan.indicators import Indicator
from core.published.series import Evidence


@dataclass(frozen=True, slots=True)
class StatementVerdict:
    """One of several wordings of a goal, judged by its own value; without a value there is no status."""

    statement: Statement
    status: Status | None
    ratio: float | None
    gap: float | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything a figure, a table, a sentence or an export needs to show one indicator against its goal.

    Values are in the indicator's unit (shares 0..1); `gap` is the latest value less the goal. Paces are per year,
    signed as the values move: in the indicator's unit with the linear rule, as fractions with `cagr`. `pace_ratio` is
    observed over required pace, 1 being exactly on the required path; `recent_pace` is the change a year since
    `recent_from`. `momentum` is the second opinion, `forecast` the third, both only while there are years to go.
    `problem` says which value could not be used; such a series gets no verdict.
    """

    indicator: Indicator
    goal: Goal | None
    as_of: date
    observed: tuple[Point, ...]
    base: Point | None
    latest: Point | None
    newest: Point | None
    status: Status
    reason: Reason
    closed: bool
    gap: float | None = None
    required_pace: float | None = None
    observed_pace: float | None = None
    needed_pace: float | None = None
    pace_ratio: float | None = None
    recent_pace: float | None = None
    recent_from: int | None = None
    required_from_base: YearlyPath = ()
    required_from_now: YearlyPath = ()
    statements: tuple[StatementVerdict, ...] = ()
    momentum: RuleResult | None = None
    forecast: Forecast | None = None
    evidence: tuple[Evidence, ...] = ()
    problem: SeriesError | None = None

    @property
    def illustrative(self) -> bool:
        """Whether any observed value was made up to demonstrate."""
        return any(point.status is RowStatus.ILLUSTRATIVE for point in self.observed)

    @property
    def binding(self) -> bool:
        """Whether the goal is a commitment; a best effort is counted and coloured separately."""
        return self.goal is None or self.goal.binding

    @property
    def present(self) -> tuple[Point, ...]:
        """The observed points that hold a value."""
        return tuple(point for point in self.observed if point.value is not None)

    @property
    def comparable(self) -> tuple[Point, ...]:
        """The points that a pace or a forecast may rest on: up to the latest value and since the last break."""
        if self.latest is None:
            return ()
        until = [point for point in self.present if point.year <= self.latest.year]
        return starts_after_last_break(self.indicator, until)

    @property
    def start(self) -> Point | None:
        """The newest value that a pace or a forecast may rest on; older than the latest where that is a lower bound and
        nobody knows how far it falls short."""
        return self.comparable[-1] if self.comparable else None

    @property
    def goal_pace(self) -> Pace | None:
        """The pace towards the goal by its rule, with every number of it; None without a goal or a usable value."""
        if self.goal is None or self.start is None or self.problem is not None:
            return None
        return pace_to(self.indicator, self.goal, self.base, self.start, self.closed, self.goal.value)

    @property
    def extra_factor(self) -> float | None:
        """How many times the observed pace is now needed; None when it moves the wrong way or nothing is needed."""
        pace_to_goal = self.goal_pace
        return None if pace_to_goal is None else pace_to_goal.extra_factor

    @property
    def chance(self) -> float | None:
        """The probability that the goal is reached in its year; None when nothing is left to forecast from."""
        if self.forecast is None or self.goal is None:
            return None
        probability = self.forecast.probability(self.goal.value, self.indicator.better, self.goal.target_year)
        return None if probability is None else float(probability)

    def expected(self, year: int) -> float | None:
        """Where the required path from the baseline stands in a year; None outside it."""
        return dict(self.required_from_base).get(year)

    def at(self, year: int) -> Point | None:
        return next((point for point in self.observed if point.year == year), None)


def pace_to(
    indicator: Indicator, goal: Goal, base: Point | None, latest: Point | None, closed: bool, target: float
) -> Pace:
    return pace(
        goal.baseline_year,
        None if base is None else base.value,
        goal.baseline_year if latest is None else latest.year,
        None if latest is None else latest.value,
        goal.target_year,
        target,
        indicator.better,
        goal.rule,
        due_passed=closed,
        bounds=indicator.bounds,
    )
