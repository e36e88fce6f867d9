"""What every panel is made from: the release on show, the plan, the published figures and the reader's language."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from core import snapshots
from core.figures.base_layout import Canvas
from core.formats import Formats
from core.language import Language, Texts, catalogue
from core.plan.plan import Plan, load_plan_in_force
from core.plan.roots import plan_roots
from core.published.figures import PublishedFigures, load_published
from core.published.schema import PublishedError
from core.queries import Returns, has_illustrative_rows
from core.snapshots import Releases, Snapshot
from core.text_ids.datasets import ROW_STATUS_TEXT

PRESENTING = 1.6
"""How much larger type gets when a page is presented."""
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

    @property
    def formats(self) -> Formats:
        return Formats(self.texts)

    @property
    def returns(self) -> Returns:
        """The rows of the plan's district in the release on show."""
        return Returns(self.snapshot, self.plan.area)

    @property
    def as_of(self) -> date:
        return self.snapshot.as_of

    @property
    def tag(self) -> str | None:
        """The corner word for figures made from demonstration rows; None for real ones."""
        return self.texts("tag.illustrative") if has_illustrative_rows(self.returns) else None

    def canvas(self, height: int = 340, *, card: bool = False) -> Canvas:
        """A figure of this many pixels' height, larger and with larger type when presenting."""
        if not self.presenting:
            return Canvas(height=height, card=card)
        return Canvas(height=height if card else round(height * TALLER), scale=PRESENTING, card=card)

    def source(self, *datasets: str) -> str:
        """The source line: release, files the rows came from, status."""
        files = sorted(
            {item.origin_file for item in self.snapshot.datasets if item.name in datasets and item.origin_file}
        )
        return self.texts(
            "panel.source",
            release=self.snapshot.id,
            files=self.texts.listed(files) or self.texts("panel.no_origin"),
            status=self.texts(ROW_STATUS_TEXT[self.snapshot.status]),
        )

    def subtitle(self, measure: str, unit: str) -> str:
        return self.texts("panel.subtitle", measure=measure, unit=unit, as_of=self.formats.day(self.as_of))


def _marks(roots: tuple[Path, ...]) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every plan file: a changed plan is read again, an unchanged one never."""
    marks = []
    for root in roots:
        for folder, _, files in os.walk(root):
            for name in files:
                # An editor's lock beside a file it is writing is a dangling link, and a file may go while we look.
                if not name.endswith(".toml") or name.startswith("."):
                    continue
                with contextlib.suppress(FileNotFoundError):
                    stat = os.stat(os.path.join(folder, name))
                    marks.append((os.path.join(folder, name), stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(marks))


@lru_cache(maxsize=64)
def _plan(roots: tuple[Path, ...], snapshot: Snapshot, _marks: object) -> Plan:
    return load_plan_in_force(roots, snapshot.as_of)


def plan(snapshot: Snapshot) -> Plan:
    """The plan in force on a release's as-of date.

    Raises:
        PlanError: a plan file is wrong; the error names file, key and what was expected.
    """
    roots = plan_roots()
    return _plan(roots, snapshot, _marks(roots))


def published_figures() -> PublishedFigures | None:
    """The published figures, or None when their file is damaged; `reference_problem` says what is wrong."""
    try:
        return load_published()
    except PublishedError:
        return None


def release_at(releases: Releases, id_or_date: str | None) -> Snapshot | None:
    """The release of an id, or the newest of a date or earlier; the newest of all without either.

    Raises ValueError when it is neither a release nor a date.
    """
    if id_or_date is None:
        return releases.latest()
    return releases.by_id(id_or_date) or releases.as_of(date.fromisoformat(id_or_date))


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
    return Context(
        snapshot=snapshot,
        releases=snapshots.releases() if releases is None else releases,
        plan=plan(snapshot),
        texts=catalogue(language),
        published=published_figures(),
        presenting=presenting,
    )
