"""Hands a document over: its code on every page, and in the records what left under it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.context import Context
from core.exports.documents.document import Document, View
from core.exports.signing.codes import code_of, link_of
from core.exports.signing.file_texts import file_texts
from core.language import catalogue
from core.records.issued_documents import IssuedDocument, IssuedDocumentsError, record_document
from core.records.signing_keys import SigningKeyError, current_key


def issue(
    document: Document,
    kind: str,
    write: Callable[[Document], bytes],
    context: Context,
    address: str,
    now: datetime,
    server: str = "",
) -> bytes:
    """The file that `write` makes of a document, with a code on every page under which its texts are written down.

    `kind` is the ending of the file, `address` leads to what it shows, without the server's name, which is `server`,
    empty where it is not known. The same document of the same release has the same code. Where the records or the key
    cannot be written the file says that it has none.
    """
    release = context.snapshot
    try:
        key = current_key(now.date())
        code = code_of(_content(document, release.digest), key.secret)
        body = write(_signed(document, link_of(code, server), "document.code", code=code))
        issued = IssuedDocument(
            code, kind, document.title, release.id, release.digest, address, now, file_texts(body), key.id, ""
        )
        record_document(issued, key)
    except (IssuedDocumentsError, SigningKeyError):
        return write(_signed(document, "", "document.no_code"))
    return body


def _signed(document: Document, link: str, text: str, **values: str) -> Document:
    """The document with this text and link on every page, in each of its languages."""
    other = None if document.other is None else _signed(document.other, link, text, **values)
    return replace(document.signed(catalogue(document.language)(text, **values), link), other=other)


def _content(document: Document, data: str) -> bytes:
    """Everything a document says, and the digest of its release: what its code stands for."""
    sections = [[section.heading, *map(_view_content, section.views)] for section in document.sections]
    head = [
        data,
        document.language.value,
        document.length.value,
        document.title,
        document.finding,
        document.lines,
        document.subject,
        document.marks.words,
    ]
    said = [*head, document.marks.illustrative, sections]
    content = json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return content if document.other is None else content + _content(document.other, data)


def _view_content(view: View) -> list[object]:
    panel = view.panel
    rows = [[cell.text for cell in row] for row in panel.table.rows]
    titles = [column.title for column in panel.table.columns]
    said = (view.address, view.finding, view.reason, view.next_step, view.comment, view.marks)
    return [*said, panel.subtitle, panel.source, panel.notes, titles, rows]
