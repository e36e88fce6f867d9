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
from core.plan.plan import Plan
from core.plan.plan_in_force import load_plan_in_force
from core.plan.roots import PlanMarks, district, plan_marks, plan_roots
from core.problem_sentences import plan_sentence
from core.published.figures import PublishedFigures, load_published
from core.published.schema import PublishedError
from core.queries import Kind, Returns, has_illustrative_rows, has_provisional_rows
from core.queries.provenance import source_files
from core.snapshots import Releases, Snapshot
from core.text_ids.datasets import ROW_STATUS_TEXT
from core.toml_entries import PlanError

PRESENTING = 1.6
"""How much larger type gets when a page is presented."""
MOST_FILES = 3
"""Files named in a source line; of more the number is given. Every row of them stands on the page of sources."""
TALLER = 1.3
"""How much taller figures get, so that larger type leaves the lines their room."""


@dataclass(frozen=True, slots=True)
class Context:
    """One reader's view of one release. `published` is None when the published figures cannot be read."""

    snapshot: Snapshot
    releases: Releases
    plan: Plan
    texts: Texts
    published: PublishedFigures | None
    presenting: bool = False
    filled: bool = False
    """Whether what a unit did not report counts with its last value: a planner's choice, said with every number."""

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
        """A figure of this many pixels' height, larger and with larger type when presenting."""
        if not self.presenting:
            return Canvas(height=height, card=card)
        return Canvas(height=height if card else round(height * TALLER), scale=PRESENTING, card=card)

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
        return self.texts("panel.subtitle", measure=measure, unit=unit, as_of=self.formats.day(self.as_of))


@lru_cache(maxsize=64)
def _plan(roots: tuple[Path, ...], on: date, _marks: PlanMarks) -> Plan:
    return load_plan_in_force(roots, on)


def plan(snapshot: Snapshot) -> Plan:
    """The plan in force on a release's as-of date. Raises PlanError, see `plan_on`."""
    return plan_on(snapshot.as_of)


def plan_on(day: date) -> Plan:
    """The plan of the district in force on a day.

    Raises:
        PlanError: a plan file is wrong; the error names file, key and what was expected.
    """
    roots = plan_roots()
    return _plan(roots, day, plan_marks(roots))


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
    snapshot: Snapshot, language: Language, *, releases: Releases | None = None, presenting: bool = False
) -> Context:
    """Everything the panels of a page are made from; `releases` when the caller listed them already.

    Raises:
        PlanError: a plan file is wrong.
    """
    district_plan = plan(snapshot)
    return Context(
        snapshot=snapshot,
        releases=snapshots.releases() if releases is None else releases,
        plan=district_plan,
        texts=catalogue(language),
        published=published_figures(district_plan.area),
        presenting=presenting,
    )
