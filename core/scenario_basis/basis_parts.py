"""The levers and gaps of a starting point while its parts are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.scenario.basis import Gap
from core.scenario.levers import Lever, LeverGroup
from core.toml_entries import Words


@dataclass(slots=True)
class BasisParts:
    """The levers of the parts fed so far, and what the release does not hold for others, both in the page's order."""

    levers: list[Lever] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def add_gap(self, group: LeverGroup, reason: str, name: Words | None = None, **facts: str) -> None:
        """Note a gap; `name` is what it concerns, in both languages."""
        names = {} if name is None else {"name_zh": name.zh, "name_en": name.en}
        self.gaps.append(Gap(group, reason, tuple({**names, **facts}.items())))
