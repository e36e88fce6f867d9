"""A document as the bytes of one HTML file, in both languages where it has both."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.exports.documents.document import Document
from core.exports.documents.handoff.parts import Side, side_of
from core.exports.documents.handoff.signs import seen_value
from core.figures.palette import FONTS

_FOLDER = Path(__file__).parent


def handoff_bytes(document: Document) -> bytes:
    """The file: style, program and charts are within it, and its first lines forbid every request. It opens in the
    language of `document`; what it says is escaped, and no part of it is a link to elsewhere."""
    sides = tuple(side_of(one) for one in (document, document.other) if one is not None)
    style, program = _style(sides), _text("handoff.js")
    page = _templates().get_template("handoff.html")
    written = page.render(
        sides=sides,
        style=Markup(style),
        program=Markup(program),
        allowed=f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(program)}; "
        "base-uri 'none'; form-action 'none'",
    )
    return written.strip().encode("utf-8")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=seen_value,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style(sides: Iterable[Side]) -> str:
    """The style sheet with a class for every colour of words and signs: no element has a style of its own, which the
    first lines of the file forbid."""
    colours = sorted({colour for side in sides for colour in side.colours})
    classes = "".join(f".c{colour}{{color:#{colour}}}" for colour in colours)
    return _text("handoff.css").replace("FONTS", FONTS) + classes


@lru_cache(maxsize=2)
def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _digest(text: str) -> str:
    """The source that a content policy allows: only an element with exactly this text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
