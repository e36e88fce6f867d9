"""What the lists of the page of sources hold of some words: how many rows in which section, and these rows."""

from __future__ import annotations

from dataclasses import dataclass

from core.context import Context
from core.panels.pages.sources import SECTIONS
from core.panels.panel import Panel
from core.panels.sources.section_texts import SECTION_TEXT


@dataclass(frozen=True, slots=True)
class SearchHits:
    """A sentence that says how many rows there are, by section, and the lists with these rows only."""

    sentence: str
    panels: tuple[Panel, ...]


def search_hits(context: Context, find: str) -> SearchHits | None:
    """The rows of every list that hold these words; None when none does."""
    texts = context.texts
    lists = {
        section: [panel for make in makers if (panel := make(context, find)).table.rows]
        for section, makers in SECTIONS.items()
    }
    counts = {section: sum(len(panel.table.rows) for panel in panels) for section, panels in lists.items() if panels}
    if not counts:
        return None
    parts = [
        texts("sources.hits_of", section=texts(SECTION_TEXT[name]), number=number) for name, number in counts.items()
    ]
    sentence = texts("sources.hits", find=find[:60], number=sum(counts.values()), parts=texts.listed(parts))
    return SearchHits(sentence, tuple(panel for panels in lists.values() for panel in panels))
