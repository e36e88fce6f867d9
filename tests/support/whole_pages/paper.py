"""A page on paper: what the printed sheets say, against what the screen shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pypdfium2 import PdfDocument

from core.cells.text import normalise
from tests.support.browsing import Visit

SHOWN = """() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const toSend = '[data-testid=stExpander]:has([data-testid=stFileUploader])'; // a file
  const words = (nodes) => [...nodes].map((node) => node.textContent.trim()).filter(Boolean);
  const walker = document.createTreeWalker(document.querySelector('.st-key-page'), NodeFilter.SHOW_TEXT), lines = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement;
    if (shown(box) && !box.closest(`style, script, svg, button, option, .actions, ${toSend}`)) lines.push(node);
  }
  return {
    title: words(all('h1.page-title')),
    origin: words([document.querySelector('.st-key-header .on-paper').firstChild]),
    tag: all('.tag.illustrative').length ? words([document.querySelector('.made-up')]) : [],
    headlines: words(all('.st-key-page :is(h1, h2, h3), .card-value, .card-status, .closing-line, .scenario-sentence')),
    rows: all('.rows tbody tr').map((row) => words(row.cells)),
    lines: words(lines),
    charts: all('.chart').map((chart) => words([
      ...chart.closest('[class*="st-key-panel_"]')?.querySelectorAll('.panel-head') ?? [],
      ...chart.querySelectorAll('svg text'),
    ])),
  };
}"""
"""What a page shows: title and origin, headlines, rows of tables, all lines, the words of every chart
with those that stand above it in its panel."""
NUMBER = re.compile(r"\d[\d,.:]*\d|\d")


@dataclass(frozen=True, slots=True)
class Paper:
    """The words of every sheet without white space, which a line's end on paper is not distinguished from."""

    sheets: tuple[str, ...]

    @property
    def words(self) -> str:
        return "".join(self.sheets)

    def on_one_sheet(self, *texts: str) -> bool:
        wanted = [letters(text) for text in texts]
        return any(all(text in sheet for text in wanted) for sheet in self.sheets)


def printed(visit: Visit, *, landscape: bool = False) -> Paper:
    """The page as Ctrl+P puts it on A4."""
    with PdfDocument(visit.page.pdf(format="A4", landscape=landscape)) as document:
        texts = [sheet.get_textpage().get_text_bounded() for sheet in document]
    # A hyphen comes as a sign of its own. Line by line: of a longer text only the beginning is normalised.
    lines = (re.sub("[\x02\ufffe]", "-", text).splitlines() for text in texts)
    return Paper(tuple("".join(map(letters, sheet)) for sheet in lines))


def letters(text: str) -> str:
    """A text as it is looked for on paper: without quotation marks, which a sheet read back does not always have."""
    return re.sub("[“”]", "", normalise(text))


def lost_on_paper(visit: Visit, *, landscape: bool = False) -> list[str]:
    """What the screen shows and no sheet does, or two sheets share: heads, headlines, rows, numbers, charts."""
    shown: dict[str, Any] = visit.page.evaluate(SHOWN)
    paper = printed(visit, landscape=landscape)
    assert shown["title"]
    assert shown["origin"]
    head = [*shown["title"], *shown["origin"], *shown["tag"]]
    lost = [
        f"sheet {number}: no {words}"
        for number, sheet in enumerate(paper.sheets, 1)
        for words in head
        if letters(words) not in sheet[:400]
    ]
    lost += [f"headline {text}" for text in shown["headlines"] if not paper.on_one_sheet(text)]
    lost += [f"row {row}" for row in shown["rows"] if not paper.on_one_sheet("".join(row))]
    numbers, words = {number for line in shown["lines"] for number in NUMBER.findall(line)}, paper.words
    lost += [f"number {number}" for number in sorted(numbers) if number not in words]
    return lost + [f"chart {texts}" for texts in shown["charts"] if not paper.on_one_sheet(*texts)]
