"""Everything that can be found in a release, its plan and a copy of that, as one index; made once, searched often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from core.clauses.clause_parser import Clauses
from core.context import Context
from core.panels.judgement.passages import clauses_of_copy
from core.panels.search.page_entries import page_entries
from core.panels.search.plan_entries import plan_entries
from core.panels.search.release_entries import release_entries
from core.panels.search.source_entries import source_entries
from core.search.entries import Entry, Index


def search_index(context: Context, pages: tuple[str, ...]) -> Index:
    """The index of a release, its plan, copy and language; `pages` are the names of the pages there are."""
    # Presenting and filling change numbers and sizes, but nothing that can be found.
    return _index(replace(context, filled=False), clauses_of_copy(context), pages)


@lru_cache(maxsize=8)
def _index(context: Context, copy: Clauses | None, pages: tuple[str, ...]) -> Index:
    return Index(tuple(_entries(context, copy, pages)))


def _entries(context: Context, copy: Clauses | None, pages: tuple[str, ...]) -> Iterator[Entry]:
    yield from plan_entries(context, copy)
    yield from release_entries(context)
    yield from page_entries(context, pages)
    yield from source_entries(context)
