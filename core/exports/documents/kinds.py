"""The kinds of file a document is handed over in, by the name of each: one line adds another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from core.context import Context, context_for
from core.exports.documents.agenda import document_asked
from core.exports.documents.document import Document, Length
from core.exports.documents.reference.with_reference import with_reference
from core.exports.documents.steps import Report, Step, silent
from core.exports.signing.issue import issue
from core.exports.table import XLSX_TYPE
from core.language import Texts, catalogue


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the id of the text that names it, the ending of its name, its media type, and what makes its
    bytes of a document. `lengths` are those it can be written in, none for a kind that is always whole; the text names
    one of them then. `bilingual`: a file of it holds the document in both languages. `reference`: it also holds what is
    looked up beside the numbers."""

    text: str
    ending: str
    media_type: str
    write: Callable[[Document], bytes]
    lengths: tuple[Length, ...] = ()
    bilingual: bool = False
    reference: bool = False


def _deck(document: Document) -> bytes:
    # Brought in when a deck is asked for: pages and other commands start without its library.
    from core.exports.documents.deck.deck import deck_bytes

    return deck_bytes(document)


def _report(document: Document) -> bytes:
    from core.exports.documents.report.report import report_bytes

    return report_bytes(document)


def _pdf(document: Document) -> bytes:
    from core.exports.documents.pdf.pdf import pdf_bytes

    return pdf_bytes(document)


def _handoff(document: Document) -> bytes:
    from core.exports.documents.handoff.handoff import handoff_bytes

    return handoff_bytes(document)


def _workbook(document: Document) -> bytes:
    from core.exports.documents.workbook.workbook import workbook_bytes

    return workbook_bytes(document)


KINDS = {
    "deck": Kind(
        "document.kind.deck",
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _deck,
    ),
    "report": Kind(
        "document.kind.report",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _report,
        tuple(Length),
    ),
    "pdf": Kind("document.kind.pdf", "pdf", "application/pdf", _pdf, tuple(Length)),
    "handoff": Kind("document.kind.handoff", "html", "text/html; charset=utf-8", _handoff, bilingual=True),
    "workbook": Kind("document.kind.workbook", "xlsx", XLSX_TYPE, _workbook, reference=True),
}
"""By the name that the command line knows it by."""


LENGTHS = {
    Length.PAGE: "document.length.page",
    Length.BRIEF: "document.length.brief",
    Length.FULL: "document.length.full",
}
"""The ids of the texts that name them."""


def document_to_write(
    kind: Kind, length: Length, context: Context, agenda_id: str = "", meeting_id: str = ""
) -> Document:
    """The document that is asked for, as a file of this kind needs it: in a length where it has one, and with the same
    of the same release in the other language where it holds both.

    Raises NoDocumentError and QueryError as `document_asked`.
    """
    texts = context.texts
    document = document_asked(context, agenda_id, meeting_id)
    if kind.lengths:
        document = document.of_length(length, texts(LENGTHS[length]))
    if kind.bilingual:
        in_other_words = replace(context, texts=catalogue(texts.language.other))
        document = replace(document, other=document_asked(in_other_words, agenda_id, meeting_id))
    return document


def addresses(address: str, query: str, texts: Texts) -> list[tuple[str, str]]:
    """The files a document is handed over in: what each is called, and its address without and with this query."""
    return [
        (texts(kind.text, length=texts(LENGTHS[length])), f"{address}.{kind.ending}?length={length.value}&{query}")
        if length is not None
        else (texts(kind.text), f"{address}.{kind.ending}?{query}")
        for kind in KINDS.values()
        for length in kind.lengths or (None,)
    ]


def hand_over(document: Document, kind: Kind, context: Context, server: str = "", report: Report = silent) -> bytes:
    """The file of a document with its code on every page, written down as handed over now; `context` is that of whoever
    asks for it, who may have another release on show than a frozen meeting. `server` is the address of the front page,
    with a slash at its end, to which the QR code leads; empty where it is not known. `report` is told of each step.

    Raises NotMadeError where this computer cannot make it.
    """
    release = context.releases.by_id(document.release) or context.snapshot
    made_in = replace(context, snapshot=release)
    if kind.reference:
        own = context_for(release, document.language, releases=context.releases, plan_id=document.plan)
        document = with_reference(document, own)

    def write(signed: Document) -> bytes:
        report(Step.DRAW)
        content = kind.write(signed)
        report(Step.RECORD)
        return content

    return issue(document, kind.ending, write, made_in, document.address, datetime.now(UTC), server)


def kind_of_ending(ending: str) -> Kind | None:
    """The kind of file whose name ends so; None for no document."""
    return next((kind for kind in KINDS.values() if kind.ending == ending), None)
