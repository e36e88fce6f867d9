"""The levers and gaps of a starting point while its parts are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.scenario.basis import Gap, GapReason
from core.scenario.levers import Lever, LeverGroup
from core.scenario_basis.missing_figures import MissingFigure, in_both, named_with_reasons, what_to_do
from core.toml_entries import Words


@dataclass(slots=True)
class BasisParts:
    """The levers of the parts fed so far, and why others are not worked out, both in the page's order."""

    levers: list[Lever] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def add_gap(self, group: LeverGroup, reason: GapReason, *, indicator: str = "", **facts: Words) -> None:
        """Note a gap; `facts` are the names of its sentence."""
        self.gaps.append(Gap(group, reason, tuple(facts.items()), indicator))

    def add_missing(
        self,
        group: LeverGroup,
        figures: Sequence[MissingFigure],
        reason: GapReason = GapReason.LACKING,
        *,
        indicator: str = "",
        **facts: Words,
    ) -> None:
        """Note that figures are missing: which, why each of them, and what to do."""
        facts |= {"lacking": named_with_reasons(figures), "then": what_to_do(figures)}
        self.add_gap(group, reason, indicator=indicator, **facts)

    def add_end(self, group: LeverGroup, year: int, *, indicator: str = "") -> None:
        """Note that the data reach beyond the last year of any scenario."""
        number = str(year)
        self.add_gap(
            group,
            GapReason.ENDED,
            indicator=indicator,
            year=in_both("format.year", year=Words(zh=number, en=number)),
        )
