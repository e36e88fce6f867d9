"""An empty deck with our master: wide, light, the finding on top, the marks and the page at the foot."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from core.exports.documents.charts.figure_parts import hex_colour
from core.exports.documents.office_fonts import EAST_ASIAN, LATIN
from core.exports.documents.text_size import Box
from core.figures.palette import ACCENT, HAIRLINE, INK, PANEL, SECONDARY, SERIES, STATE_RED, WHITE

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 36.0
"""A wide slide, in points."""
INNER = WIDTH - 2 * MARGIN
TITLE = Box(MARGIN, 36, INNER, 100)
"""The most a finding may take; what stands below it moves up where it takes less."""
QR = Box(WIDTH - MARGIN - 50, 486, 50, 50)
"""The corner of the QR code; what stands at the foot ends before it."""
BELOW = INNER - QR.width - 10
"""The width of what stands at the foot."""
FOOT = Box(MARGIN, 512, BELOW - 110, 18)
PAGE = Box(MARGIN + BELOW - 100, 512, 100, 18)
COVER, FINDING = 0, 1
"""The layouts: the cover, and a slide with its finding as the title."""

_KEPT = ("Title Slide", "Title Only")
_COLOURS = {
    "dk1": INK,
    "lt1": WHITE,
    "dk2": SECONDARY,
    "lt2": PANEL,
    **{f"accent{place}": colour for place, colour in enumerate((*SERIES, STATE_RED), start=1)},
    "hlink": ACCENT,
    "folHlink": ACCENT,
}
_PLACES = {"title": TITLE, "ctrTitle": Box(MARGIN, 130, INNER, 110), "ftr": FOOT, "sldNum": PAGE}
"""Where the placeholders of master and layouts lie, by type; those of other types are taken out."""


def empty_deck() -> Deck:
    """A deck without slides: the two layouts, their placeholders in place, our fonts and colours in the theme."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in [layout for layout in deck.slide_layouts if layout.name not in _KEPT]:
        deck.slide_layouts.remove(layout)
    _set_theme(deck)
    for owner in (deck.slide_master, *deck.slide_layouts):
        for shape in list(owner.placeholders):
            box = _PLACES.get(shape._element.ph.get("type", "body"))
            if box is None:
                shape._element.getparent().remove(shape._element)
                continue
            shape.left, shape.top, shape.width, shape.height = (
                Pt(part) for part in (box.x, box.y, box.width, box.height)
            )
            _set_frame(shape._element)
    _draw_line(deck)
    return deck


def _set_theme(deck: Deck) -> None:
    """Our fonts and colours: what somebody adds later looks like the rest."""
    theme: Any = next(
        relation.target_part for relation in deck.slide_master.part.rels.values() if relation.reltype.endswith("/theme")
    )
    text = theme.blob.decode("utf-8")
    text = re.sub(r'<a:latin typeface="[^"]*"/><a:ea typeface="[^"]*"/>', _fonts(), text)
    text = re.sub(r'(<a:font script="Hans" typeface=")[^"]*', rf"\g<1>{EAST_ASIAN}", text)
    for name, colour in _COLOURS.items():
        value = f'<a:{name}><a:srgbClr val="{hex_colour(colour)}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", value, text, flags=re.DOTALL)
    theme._blob = text.encode("utf-8")


def _fonts() -> str:
    return f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/>'


def _set_frame(element: Any) -> None:
    """No margins, the text at the top of its place and of the size it says."""
    body = element.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", "t")
    for fit in list(body):
        body.remove(fit)
    for properties in element.iter(qn("a:lvl1pPr")):
        properties.set("algn", "r" if element.ph.get("type") == "sldNum" else "l")


def _draw_line(deck: Deck) -> None:
    """The thin line above the foot of every slide."""
    master = deck.slide_master
    styles = master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    styles.set("algn", "l")
    place = (Pt(MARGIN), Pt(FOOT.y - 6), Pt(BELOW), 0)
    line = master.shapes._spTree.add_cxnSp(99, "line", MSO_CONNECTOR.STRAIGHT, *place, False, False)
    line.remove(line.find(qn("p:style")))
    width = etree.SubElement(line.spPr, qn("a:ln"), w=str(Pt(0.75)))
    etree.SubElement(etree.SubElement(width, qn("a:solidFill")), qn("a:srgbClr"), val=hex_colour(HAIRLINE))
