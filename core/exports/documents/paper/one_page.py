"""A document on one page: the conclusion, the goals at a glance, what is furthest away, what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from core.exports.documents.document import Document, View
from core.exports.documents.paper.blocks import Block, Grid, Heading, Paper, Paragraph
from core.exports.documents.paper.grids import grid, grid_height
from core.exports.documents.paper.numbering import heading_number, item_number
from core.exports.documents.paper.sheet import (
    BODY,
    INNER_HEIGHT,
    INNER_WIDTH,
    PITCH,
    SMALL,
    TITLE,
    TITLE_LINE,
    measured,
)
from core.exports.documents.text_size import lines_of, readable, text_height
from core.language import Texts

_SIZES = ((BODY, PITCH), (15.0, 25.5), (14.0, 23.0), (13.0, 20.5), (12.0, 18.5), (11.0, 16.5), (10.5, 15.5))
"""The sizes of its paragraphs with the distances of their lines that are tried, the usual ones first."""
_MARGIN = 0.97
"""How much of the page may be used, since other programs write a little wider."""
_TRIES = ((16, 0), (16, 90), (12, 60), (8, 60), (4, 40), (2, 40), (1, 30))
"""Rows of its table and characters of an item (0: all) in the order they are tried, when no size leaves room."""
_MOST_ITEMS = 8
"""Findings named where there are no gaps; of more the full report holds the rest."""


def page_of(document: Document, texts: Texts) -> Paper:
    """A document on one page, in the largest type with which it stays on it."""
    paper = Paper(
        title=readable(document.title),
        below_title=below_title(document, texts),
        foot=foot_of(document, texts),
        blocks=(),
        language=document.language,
        size=BODY,
        pitch=PITCH,
        one_page=True,
        link=document.marks.link,
    )
    for rows, longest in _TRIES:
        paper = replace(paper, blocks=tuple(_blocks(document, texts, rows, longest)))
        for size, pitch in _SIZES:
            paper = replace(paper, size=size, pitch=pitch)
            if height_of(paper) <= INNER_HEIGHT * _MARGIN:
                return paper
    return paper


def _blocks(document: Document, texts: Texts, rows: int, longest: int) -> Iterator[Block]:
    """Four parts; a part about nothing is left out."""
    number, language = 1, document.language
    yield Heading(heading_number(number, language) + texts("document.conclusion"), 1)
    yield Paragraph(_shortened(document.finding, longest), strong=True)
    views = list(document.views)
    overall = views[0] if views and views[0].panel.figure is None and views[0].table.rows else None
    others = [view.finding for view in views if view is not overall and view.finding != document.finding]
    left = len(others) - _MOST_ITEMS
    named = others if left <= 0 else [*others[:_MOST_ITEMS], texts("document.more_findings", number=left)]
    parts = (
        (texts("document.gaps"), _sentences(view.finding for view in document.gaps)),
        (texts("document.next_steps"), _sentences(view.next_step for view in document.gaps)),
        (texts("document.findings"), [] if document.gaps else named),
    )
    if overall is not None:
        number += 1
        yield Heading(heading_number(number, language) + texts("document.glance"), 1)
        yield _table(overall, texts, rows)
    for heading, items in parts:
        if items:
            number += 1
            yield Heading(heading_number(number, language) + heading, 1)
            for place, item in enumerate(items, start=1):
                yield Paragraph(item_number(place, language) + _shortened(item, longest))


def _sentences(items: Iterable[str]) -> list[str]:
    return [item for item in items if item]


def _shortened(text: str, longest: int) -> str:
    """A text with at most so many characters (0: all), and a sign that it goes on."""
    plain = readable(text)
    return f"{plain[:longest].rstrip()}…" if 0 < longest < len(plain) else plain


def _table(view: View, texts: Texts, rows: int) -> Grid:
    caption = readable(texts("document.table", number=1, words=view.panel.subtitle))
    return grid(view.table, caption, (readable(view.panel.source),), texts, rows)


def height_of(paper: Paper) -> float:
    """About how high a paper is, in points: more rather than less."""
    height = lines_of(paper.title, TITLE, INNER_WIDTH) * TITLE * TITLE_LINE
    height += sum(
        lines_of(line, measured(paper.size, paper.language), INNER_WIDTH) * paper.pitch for line in paper.below_title
    )
    return height + sum(_height_of_block(block, paper) for block in paper.blocks)


def _height_of_block(block: Block, paper: Paper) -> float:
    if isinstance(block, Grid):
        lines = (block.caption, *block.foot)
        return grid_height(block, paper.language) + sum(text_height(line, SMALL, INNER_WIDTH) + 4 for line in lines) + 8
    if isinstance(block, Heading | Paragraph):
        indent = 2 * paper.size
        return lines_of(block.text, measured(paper.size, paper.language), INNER_WIDTH - indent / 2) * paper.pitch
    return block.height


def below_title(document: Document, texts: Texts) -> tuple[str, ...]:
    """The plan, and as of when from which release; without the code, which stands at the foot."""
    marks = texts("document.mark_separator").join((*document.marks.words, *filter(None, [document.marks.illustrative])))
    return tuple(readable(line) for line in (document.subject, marks) if line)


def foot_of(document: Document, texts: Texts) -> tuple[str, ...]:
    """The marks at the foot of every page; the code on a line of its own, where it is never parted."""
    code = document.marks.code
    marks = texts("document.mark_separator").join(mark for mark in document.page_marks() if mark != code)
    return tuple(readable(line) for line in (marks, code) if line)
