"""What every panel is made from: the release on show, the plan, the published figures and the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from core import snapshots
from core.assessment import Point
from core.datasets import RowStatus
from core.figures.base_layout import Canvas
from core.formats import Formats
from core.language import Language, Texts, catalogue
from core.plan.entries import Goal, PlanHead
from core.plan.plan import Plan
from core.plan.plan_in_force import load_plan_of
from core.plan.plans_of_district import DistrictPlans
from core.plan.roots import PlanMarks, district, plan_marks, plan_roots, plans
from core.problem_sentences import plan_sentence
from core.published.figures import PublishedFigures, load_published
from core.published.schema import PublishedError
from core.queries import Kind, Returns, has_illustrative_rows, has_provisional_rows
from core.queries.provenance import source_files
from core.snapshots import Releases, Snapshot
from core.text_ids.datasets import ROW_STATUS_TEXT
from core.toml_entries import PlanError

MOST_FILES = 3
"""Files named in a source line; of more the number is given. Every row of them stands on the page of sources."""


@dataclass(frozen=True, slots=True)
class Context:
    """One reader's view of one release under one plan.

    `published` is None when the published figures cannot be read; `plans` are all of the district.
    """

    snapshot: Snapshot
    releases: Releases
    plan: Plan
    texts: Texts
    published: PublishedFigures | None
    filled: bool = False
    """Whether what a unit did not report counts with its last value: a planner's choice, said with every number."""
    plans: DistrictPlans | None = None
    others: tuple[Plan, ...] = ()
    """The other plans of the district that can be read, the earliest first."""
    ahead: bool = False
    """Whether no goal of the plan on show counted yet on the as-of date, when another plan was in force: a reader asked
    for it, and its goals are those of its first day."""
    unread: tuple[PlanError, ...] = ()
    """What is wrong with plans of the district that cannot be read."""

    @property
    def formats(self) -> Formats:
        return Formats(self.texts)

    @property
    def returns(self) -> Returns:
        """The rows of the plan's district in the release on show."""
        return Returns(self.snapshot, self.plan.area, self.filled)

    @property
    def as_of(self) -> date:
        return self.snapshot.as_of

    @property
    def in_force(self) -> PlanHead:
        """The plan in force on the as-of date, whichever is on show."""
        return self.plan if self.plans is None else self.plans.in_force(self.as_of)

    @property
    def reported_under(self) -> PlanHead:
        """The plan whose tasks and milestones a release reports: the one it was made under, else that of its date."""
        made_under = None if self.plans is None else self.plans.head(self.snapshot.plan)
        return self.in_force if made_under is None else made_under

    @property
    def goal_day(self) -> date:
        """The day whose goals count: the as-of date, or the first day of a plan looked at ahead of it."""
        return max(self.as_of, self.plan.first_day) if self.ahead else self.as_of

    def goal_in_force(self, indicator_id: str) -> Goal | None:
        """The goal of the plan on show for an indicator; None while it has none."""
        return self.plan.goal_in_force(indicator_id, self.goal_day)

    def goals_in_force(self) -> tuple[Goal, ...]:
        """Every goal of the plan on show, in its order."""
        return self.plan.goals_in_force(self.goal_day)

    def plan_word(self, head: PlanHead) -> str:
        """What a plan of the district is called in short."""
        return plan_word(head, () if self.plans is None else self.plans.heads, self.texts)

    @property
    def plan_on_show(self) -> str:
        """The plan on show in short where the district has several; else an empty text, since nothing can be mixed."""
        several = self.plans is not None and len(self.plans.heads) > 1
        return self.plan_word(self.plan) if several else ""

    def tag(self, *datasets: str, **kinds: Kind) -> str | None:
        """The corner word for what rests on demonstration rows of these datasets (default: of any); None for real ones.

        `kinds` narrows the rows as in `core.queries.has_illustrative_rows`.
        """
        return self.texts("tag.illustrative") if has_illustrative_rows(self.returns, *datasets, **kinds) else None

    def tag_of(self, *series: Iterable[Point]) -> str | None:
        """The same for what rests on these series."""
        made_up = any(point.status is RowStatus.ILLUSTRATIVE for points in series for point in points)
        return self.texts("tag.illustrative") if made_up else None

    def called(self, indicator_id: str) -> str:
        """What the plan calls an indicator, in short."""
        return self.texts.of(self.plan.indicator(indicator_id).short_label)

    def canvas(self, height: int = 340, *, card: bool = False) -> Canvas:
        """A figure of this many pixels' height."""
        return Canvas(height=height, card=card)

    def source(self, *datasets: str, year: int | None = None) -> str:
        """The source line: release, the files its rows of these datasets (with a `year`, those of it) came from,
        status."""
        files = (file for name in datasets for file in source_files(self.returns, name, year))
        return self.source_of(files, *datasets)

    def source_of(self, files: Iterable[str], *datasets: str, **kinds: Kind) -> str:
        """The same for rows that came from these files, the most important first; `kinds` as for `tag`."""
        named = list(dict.fromkeys(files))
        names, more = self.texts.listed(named[:MOST_FILES]), len(named) - MOST_FILES
        return self.texts(
            "panel.source",
            release=self.snapshot.id,
            files=(self.texts("list.and_more", items=names, number=more) if more > 0 else names)
            or self.texts("panel.no_origin"),
            status=self.status(*datasets, **kinds),
        )

    def status(self, *datasets: str, **kinds: Kind) -> str:
        """The status of these datasets in words: that of the release, whose made-up rows may all lie in others; `kinds`
        as for `tag`."""
        status = self.snapshot.status
        if status == RowStatus.ILLUSTRATIVE and not has_illustrative_rows(self.returns, *datasets, **kinds):
            status = RowStatus.PROVISIONAL if has_provisional_rows(self.returns, *datasets) else RowStatus.REPORTED
        return self.texts(ROW_STATUS_TEXT[status])

    def subtitle(self, measure: str, unit: str) -> str:
        subtitle = self.texts("panel.subtitle", measure=measure, unit=unit, as_of=self.formats.day(self.as_of))
        plan = self.plan_on_show
        return self.texts("panel.subtitle_of_plan", subtitle=subtitle, plan=plan) if plan else subtitle


def plan_word(head: PlanHead, heads: Iterable[PlanHead], texts: Texts) -> str:
    """What a plan is called in short: its years, or its title where another one of these has the same years."""
    years = [(other.horizon_from, other.horizon_to) for other in heads]
    if years.count((head.horizon_from, head.horizon_to)) > 1:
        return texts.of(head.title)
    return texts("plan.word", first=str(head.horizon_from), last=str(head.horizon_to))


@lru_cache(maxsize=64)
def _plan(roots: tuple[Path, ...], head: PlanHead, _marks: PlanMarks) -> Plan:
    return load_plan_of(roots, head)


def plan(snapshot: Snapshot) -> Plan:
    """The plan in force on a release's as-of date. Raises PlanError, see `plan_on`."""
    return plan_on(snapshot.as_of)


def plan_on(day: date) -> Plan:
    """The plan of the district in force on a day.

    Raises:
        PlanError: a plan file is wrong; the error names file, key and what was expected.
    """
    return plan_of(plans().in_force(day))


def plan_of(head: PlanHead) -> Plan:
    """The whole plan of a head, read once. Raises PlanError."""
    roots = plan_roots()
    return _plan(roots, head, plan_marks(roots))


def no_release_sentence(releases: Releases, texts: Texts) -> str:
    """Why there is nothing to show, and where to begin: no data of the district yet, or releases that are damaged."""
    try:
        own = district()
    except PlanError as error:
        return plan_sentence(error, texts)
    if releases.problems or releases.demonstration:
        return texts("frame.no_release")
    if snapshots.has_demonstration():
        return texts("frame.no_data", district=texts.of(own.district))
    return texts("frame.no_data_yet", district=texts.of(own.district))


def dashboard_title(texts: Texts) -> str:
    """The name of the dashboard with that of its district; without it while the head of a plan cannot be read."""
    try:
        return texts("app.title", district=texts.of(district().district))
    except PlanError:
        return texts("app.name")


def published_figures(area: str) -> PublishedFigures | None:
    """The published figures an area may see (GB/T 2260), or None when their file is damaged; `reference_problem` says
    what is wrong."""
    try:
        return load_published().seen_from(area)
    except PublishedError:
        return None


def reference_problem() -> PublishedError | None:
    """What is wrong with the published figures, if anything; their absence stops no page."""
    try:
        load_published()
    except PublishedError as error:
        return error
    return None


def context_for(
    snapshot: Snapshot,
    language: Language,
    *,
    releases: Releases | None = None,
    plan_id: str | None = None,
) -> Context:
    """Everything the panels of a page are made from; `releases` when the caller listed them already.

    `plan_id` names the plan to show; without one, and for an unknown one, it is that in force on the as-of date.

    Raises:
        PlanError: a file of that plan is wrong.
    """
    of_district = plans()
    in_force = of_district.in_force(snapshot.as_of)
    head = of_district.head(plan_id) if plan_id else None
    shown = plan_of(head or in_force)
    others, unread = _other_plans(of_district, shown)
    return Context(
        snapshot=snapshot,
        releases=snapshots.releases() if releases is None else releases,
        plan=shown,
        texts=catalogue(language),
        published=published_figures(shown.area),
        plans=of_district,
        others=others,
        ahead=shown.id != in_force.id and snapshot.as_of < shown.first_day,
        unread=unread,
    )


def _other_plans(of_district: DistrictPlans, shown: Plan) -> tuple[tuple[Plan, ...], tuple[PlanError, ...]]:
    """The other plans of the district, and what is wrong with those that cannot be read."""
    others, unread = [], list(of_district.mistakes)
    for head in of_district.heads:
        if head.id == shown.id:
            continue
        try:
            others.append(plan_of(head))
        except PlanError as error:
            unread.append(error)
    return tuple(others), tuple(unread)
