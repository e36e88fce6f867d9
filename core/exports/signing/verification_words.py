"""What a verification says to a reader: sentences, where it leads, and the texts that were changed."""

from __future__ import annotations

from dataclasses import dataclass

from core.context import Context
from core.exports.signing.file_texts import MARKUP
from core.exports.signing.verify import Standing, Verification
from core.language import Language, Texts, catalogue
from core.panels.cells import verbatim_cell
from core.panels.panel import Column, Panel, Table
from core.records.issued_documents import IssuedDocument
from core.records.signing_keys import FILE

MOST_SHOWN = 200
"""Changed texts in the list; of more the number is said."""
_WITHOUT_DOCUMENT = {
    Standing.MISTYPED: "verify.mistyped",
    Standing.NO_CODE: "verify.no_code",
    Standing.FOREIGN: "verify.foreign",
    Standing.UNREADABLE: "verify.unreadable",
}
_PLACE_TEXT = {"pptx": "verify.place_slide", "xlsx": "verify.place_sheet", "pdf": "verify.place_page"}


@dataclass(frozen=True, slots=True)
class VerificationWords:
    """The answer as messages, each with its kind; `address` opens what the file shows, empty where it cannot be."""

    messages: tuple[tuple[str, str], ...]
    address: str = ""
    changes: Panel | None = None


def verification_words(verification: Verification, context: Context, *, of_file: bool) -> VerificationWords:
    """What to say of a code (`of_file` false) or a file."""
    texts, document = context.texts, verification.document
    if document is None:
        if verification.standing is Standing.UNKNOWN:
            id = "verify.unknown_file" if of_file else "verify.unknown"
            return VerificationWords((("refused", texts(id, code=verification.code)),))
        if verification.standing is Standing.NO_KEY:
            return VerificationWords((("refused", texts("verify.no_key", code=verification.code, name=FILE)),))
        return VerificationWords((("refused", texts(_WITHOUT_DOCUMENT[verification.standing])),))
    messages = [_first(verification, document, context, of_file=of_file)]
    if verification.added and not verification.alterations:
        messages.append(("amber", texts("verify.added", count=verification.added, number=str(verification.added))))
    if not verification.release_stands:
        messages.append(("error", texts("verify.gone", release=document.release)))
    if verification.newer:
        messages.append(("amber", texts("verify.newer", newer=verification.newer, release=document.release)))
    changes = _changes(verification, document, context) if verification.alterations else None
    return VerificationWords(tuple(messages), document.address if verification.release_stands else "", changes)


def _first(verification: Verification, document: IssuedDocument, context: Context, *, of_file: bool) -> tuple[str, str]:
    texts, day = context.texts, context.formats.day(document.issued_at.date())
    if verification.alterations:
        number = len(verification.alterations)
        return "error", texts(
            "verify.altered",
            count=number,
            number=context.formats.plain(number),
            title=document.title,
            day=day,
            release=document.release,
        )
    id = "verify.genuine" if of_file else "verify.genuine_code"
    return "offer", texts(id, title=document.title, day=day, release=document.release)


def _changes(verification: Verification, document: IssuedDocument, context: Context) -> Panel:
    texts = context.texts
    columns = tuple(Column(name, texts(f"column.{name}")) for name in ("place", "text_issued", "text_now"))
    rows = tuple(
        (
            verbatim_cell(_place(document.kind, one.place, texts)),
            verbatim_cell(one.issued),
            verbatim_cell(one.now or texts("verify.removed")),
        )
        for one in verification.alterations[:MOST_SHOWN]
    )
    day = context.formats.day(document.issued_at.date())
    return Panel(
        id="verification",
        headline=_first(verification, document, context, of_file=True)[1],
        subtitle=texts("verify.subtitle"),
        source=texts("verify.source", day=day, code=document.code),
        table=Table(columns, rows),
    )


def _place(kind: str, place: str, texts: Texts) -> str:
    if kind == "html":
        return _place_in_page(place, texts)
    return texts(_PLACE_TEXT[kind], number=place) if kind in _PLACE_TEXT and place else texts("verify.place_file")


def _place_in_page(place: str, texts: Texts) -> str:
    """The numbered part of a hand-off file and its language, `zh-part-3`, or what is no text of it."""
    if place == MARKUP:
        return texts("verify.place_markup")
    language, _, number = place.partition("-part-")
    if language not in tuple(Language) or not number.isdecimal():
        return texts("verify.place_file")
    return texts("verify.place_part", number=number, language=catalogue(Language(language))("document.language"))
