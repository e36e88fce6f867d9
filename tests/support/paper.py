"""A page on paper: what the printed sheets say, against what the screen shows."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from tests.support.browsing import Visit

SHOWN = """() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const words = (selector) => [...document.querySelectorAll(selector)].filter(shown).map((one) => one.textContent.trim());
  const page = document.querySelector('.st-key-page');
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT), lines = [];
  while (walker.nextNode()) {
    const box = walker.currentNode.parentElement;
    if (shown(box) && !box.closest('style, script, svg, button, option, .actions')) lines.push(walker.currentNode.textContent.trim());
  }
  return {
    head: words('h1.page-title'),
    headlines: words('.st-key-page :is(h1, h2, h3), .card-value, .card-status, .closing-line, .scenario-sentence'),
    rows: [...document.querySelectorAll('.rows tbody tr')].filter(shown).map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
    lines: lines.filter(Boolean),
    charts: [...document.querySelectorAll('.chart')].filter(shown).map((chart) => [...chart.querySelectorAll('svg text')].map((text) => text.textContent.trim()).filter(Boolean)),
    made_up: words('.tag.illustrative').length > 0,
    origin: document.querySelector('.st-key-header .on-paper')?.firstChild.textContent ?? '',
    tag: document.querySelector('.made-up')?.textContent ?? '',
  };
}"""
NUMBER = re.compile(r"\d[\d,.:]*\d|\d")


@dataclass(frozen=True, slots=True)
class Paper:
    """The words of every sheet without white space, which a line's end on paper is not distinguished from."""

    sheets: tuple[str, ...]

    @property
    def words(self) -> str:
        return "".join(self.sheets)

    def on_one_sheet(self, *texts: str) -> bool:
        return any(all(_squeezed(text) in sheet for text in texts) for sheet in self.sheets)


def printed(visit: Visit, *, landscape: bool = False) -> Paper:
    """The page as Ctrl+P puts it on A4."""
    file = io.BytesIO(visit.page.pdf(format="A4", landscape=landscape))
    return Paper(tuple(_squeezed(sheet.extract_text()) for sheet in PdfReader(file).pages))


def lost_on_paper(visit: Visit, *, landscape: bool = False) -> list[str]:
    """What the screen shows and no sheet does, or two sheets share: heads, headlines, rows, numbers, charts."""
    shown: dict[str, Any] = visit.page.evaluate(SHOWN)
    paper = printed(visit, landscape=landscape)
    head = [*shown["head"], shown["origin"], *([shown["tag"]] if shown["made_up"] else [])]
    assert all(head), "the page has no head"
    lost = [f"sheet {n}: no {words}" for n, sheet in enumerate(paper.sheets, 1) for words in head if _squeezed(words) not in sheet[:400]]
    lost += [f"headline {text}" for text in shown["headlines"] if not paper.on_one_sheet(text)]
    lost += [f"row {row}" for row in shown["rows"] if not paper.on_one_sheet("".join(row))]
    numbers = {number for line in shown["lines"] for number in NUMBER.findall(line)}
    lost += [f"number {number}" for number in sorted(numbers) if number not in paper.words]
    lost += [f"chart {texts}: {[t for t in texts if not paper.on_one_sheet(t)]}" for texts in shown["charts"] if not paper.on_one_sheet(*texts)]
    return lost


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
