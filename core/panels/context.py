"""What every panel is made from: the release on show, the plan, the published figures and the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.figures.template import Canvas
from core.formats import Formats
from core.language import Texts
from core.plan.plan import Plan
from core.published.figures import Published
from core.queries import Returns, illustrative
from core.snapshots import Releases, Snapshot

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
    published: Published | None
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
        return self.texts("tag.illustrative") if illustrative(self.returns) else None

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
            files=self.texts("list.separator").join(files) or self.texts("panel.no_origin"),
            status=self.texts(f"status.row.{self.snapshot.status}"),
        )

    def subtitle(self, measure: str, unit: str) -> str:
        return self.texts("panel.subtitle", measure=measure, unit=unit, as_of=self.formats.day(self.as_of))
