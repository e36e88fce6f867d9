"""What was found, ready to be shown: groups of links with the matched part of each name marked; or what is near."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.cells.chinese_numbers import NUMERALS
from core.context import Context
from core.panels.search.index import search_index
from core.search.entries import Entry, Kind
from core.search.find import LONGEST_TYPED, Found, Hit, find
from core.search.near_misses import near_misses
from core.search.plain_text import plain
from core.tasks.task_numbers import reference_in

KIND_TEXT: Mapping[Kind, str] = {
    Kind.TASK: "search.kind.task",
    Kind.SAFEGUARD: "search.kind.safeguard",
    Kind.GOAL: "search.kind.goal",
    Kind.INDICATOR: "search.kind.indicator",
    Kind.SCHOOL: "search.kind.school",
    Kind.COLLEGE: "search.kind.college",
    Kind.UNIT: "search.kind.unit",
    Kind.PROGRAMME: "search.kind.programme",
    Kind.PROJECT: "search.kind.project",
    Kind.CLAUSE: "search.kind.clause",
    Kind.PAGE: "search.kind.page",
    Kind.PANEL: "search.kind.panel",
    Kind.SOURCE: "search.kind.source",
}
"""What a group of results is called."""
_AROUND = 24
"""Characters shown on either side of what was found in a longer text."""

Parts = tuple[tuple[str, bool], ...]
"""A text in parts, of which the matched ones are marked."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result: its name, what it is, where it leads, and where it was found if not in its name."""

    title: Parts
    about: str
    also: Parts
    page: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind, the best of them, and how many there are; `more` is the offer of all where not all are
    here."""

    title: str
    results: tuple[Result, ...]
    count: int
    more: str


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Everything found, best group first. `note` says that nothing was found, or that what follows is only near;
    `headline` that, or how much was found."""

    typed: str
    groups: tuple[Group, ...]
    note: str
    headline: str


def search_answer(context: Context, pages: tuple[str, ...], typed: str, most: int) -> SearchAnswer:
    """What is found for what was typed, at most so many results of a kind."""
    typed = typed.strip()[:LONGEST_TYPED]
    index = search_index(context, pages)
    index.prepare()
    named = _number_meant(typed, context)
    # A bare numeral may as well be a part of a name (九中), so what it stands in comes first.
    in_order = (typed, named) if set(typed) <= {*NUMERALS} else (named, typed)
    found, note = next(filter(None, (find(index, words) for words in in_order)), ()), ""
    if typed and not found:
        found = near_misses(index, typed)
        note = context.texts("search.near" if found else "search.nothing", find=typed)
    groups = tuple(_group(kind, most, context) for kind in found)
    number = sum(group.count for group in groups)
    return SearchAnswer(typed, groups, note, note or context.texts("search.headline", find=typed, number=number))


def _number_meant(typed: str, context: Context) -> str:
    """What a task or safeguard is called by its number, where somebody wrote that in words: 任务九, 第9项, no. 9."""
    meant = reference_in(typed)
    if meant is None or typed.isdecimal():
        return ""
    return context.texts("search.safeguard_number" if meant.is_safeguard else "named.task", number=meant.number)


def _group(found: Found, most: int, context: Context) -> Group:
    texts, results, count = context.texts, tuple(map(_result, found.hits[:most])), len(found.hits)
    more = texts("search.all", number=count) if count > len(results) else ""
    return Group(texts(KIND_TEXT[found.kind]), results, count, more)


def _result(hit: Hit) -> Result:
    entry = hit.entry
    title = _marked(entry.title, hit.matched)
    is_in_title = not hit.matched or any(is_marked for _, is_marked in title)
    also = () if is_in_title else _elsewhere(entry, hit)
    return Result(title, entry.about, also, entry.page, entry.parameters)


def _elsewhere(entry: Entry, hit: Hit) -> Parts:
    """Where it was found beside the title: another name of it, or the words around it in its longer text."""
    name = next((name for name in entry.names if hit.name and plain(name) == hit.name), "")
    if name:
        return _marked(name, hit.matched)
    # Paragraph by paragraph: what stands in another one may be in another language.
    paragraphs = (_marked(text, hit.matched) for text in entry.text.split("\n"))
    parts = next((parts for parts in paragraphs if any(is_marked for _, is_marked in parts)), ())
    if not parts:
        return ()
    at = next(place for place, (_, is_marked) in enumerate(parts) if is_marked)
    before, after = ("".join(text for text, _ in side) for side in (parts[:at], parts[at + 1 :]))
    return ((_end_of(before), False), parts[at], (_start_of(after), False))


def _end_of(text: str) -> str:
    return text if len(text) <= _AROUND else "…" + text[-_AROUND:]


def _start_of(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND] + "…"


def _marked(text: str, matched: str) -> Parts:
    """A text in up to three parts, the first place of what was matched marked."""
    wanted = matched.replace(" ", "")
    signs = [(sign, at) for at, original in enumerate(text) for sign in plain(original).replace(" ", "")]
    at = "".join(sign for sign, _ in signs).find(wanted) if wanted else -1
    if at < 0:
        return ((text, False),)
    start, end = signs[at][1], signs[at + len(wanted) - 1][1] + 1
    parts = ((text[:start], False), (text[start:end], True), (text[end:], False))
    return tuple(part for part in parts if part[0])
