"""The kinds of file a document is handed over in, by the name of each: one line adds another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from core.context import Context
from core.exports.documents.document import Document
from core.exports.signing.issue import issue


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the id of the text that names it, the ending of its name, its media type, and what makes its
    bytes of a document."""

    text: str
    ending: str
    media_type: str
    write: Callable[[Document], bytes]


def _deck(document: Document) -> bytes:
    # Brought in when a deck is asked for: pages and other commands start without its library.
    from core.exports.documents.deck.deck import deck_bytes

    return deck_bytes(document)


KINDS = {
    "deck": Kind(
        "document.kind.deck",
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _deck,
    ),
}
"""By the name that the command line knows it by."""


def hand_over(document: Document, kind: Kind, context: Context) -> bytes:
    """The file of a document with its code on every page, written down as handed over now; `context` is that of whoever
    asks for it, who may have another release on show than a frozen meeting."""
    release = context.releases.by_id(document.release) or context.snapshot
    made_in = replace(context, snapshot=release)
    return issue(document, kind.ending, kind.write, made_in, document.address, datetime.now(UTC))


def kind_of_ending(ending: str) -> Kind | None:
    """The kind of file whose name ends so; None for no document."""
    return next((kind for kind in KINDS.values() if kind.ending == ending), None)
