"""What was handed over under which code: about which release, when, and every text of the file. Nothing is changed."""

from __future__ import annotations

import hashlib
import hmac
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from core.records.database import database
from core.records.signing_keys import SigningKey
from core.workspace import workspace

FILE = "documents.sqlite"
# Not even this program can change what was written down.
_TABLES = """
CREATE TABLE IF NOT EXISTS issued (
    code TEXT NOT NULL, kind TEXT NOT NULL, fingerprint TEXT NOT NULL, title TEXT NOT NULL, release TEXT NOT NULL,
    data TEXT NOT NULL, address TEXT NOT NULL, issued_at TEXT NOT NULL, texts BLOB NOT NULL, key TEXT NOT NULL,
    signature TEXT NOT NULL, PRIMARY KEY (code, kind, fingerprint)
) STRICT;
CREATE TRIGGER IF NOT EXISTS issued_stays BEFORE UPDATE ON issued
BEGIN SELECT RAISE(ABORT, 'what was handed over is never changed'); END;
CREATE TRIGGER IF NOT EXISTS issued_remains BEFORE DELETE ON issued
BEGIN SELECT RAISE(ABORT, 'what was handed over is never removed'); END;
"""
_READ = """
SELECT code, kind, title, release, data, address, issued_at, texts, key, signature
FROM issued WHERE code = ? ORDER BY issued_at DESC
"""

PlacedTexts = tuple[tuple[str, tuple[str, ...]], ...]
"""The texts of a file by place (slide, sheet, page), in order."""


class IssuedDocumentsError(Exception):
    """The file of what was handed over cannot be read or written; it is left as it is. `file` is its name."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{FILE}: {reason}")
        self.file = FILE


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """One file that was handed over.

    `release` and `data` are the id and digest of the release, `address` leads to the view it shows, without the
    server's name. `texts` are those of the file as it left. `key` names the key that signed it.
    """

    code: str
    kind: str
    title: str
    release: str
    data: str
    address: str
    issued_at: datetime
    texts: PlacedTexts
    key: str
    signature: str

    def is_signed_by(self, key: SigningKey) -> bool:
        """Whether nothing of this record was changed since the key signed it."""
        return key.id == self.key and hmac.compare_digest(self.signature, _signature(self, key))


def record_document(document: IssuedDocument, key: SigningKey) -> None:
    """Sign and write down a file that is about to be handed over; the same file again is no second entry.

    Raises IssuedDocumentsError: then nothing was written.
    """
    texts = _packed(document.texts)
    values = (
        *(document.code, document.kind, hashlib.sha256(texts).hexdigest(), document.title, document.release),
        *(document.data, document.address, document.issued_at.isoformat(), texts, key.id, _signature(document, key)),
    )
    try:
        workspace().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IssuedDocumentsError(type(error).__name__) from error
    with _open(to_write=True) as records:
        records.execute("INSERT OR IGNORE INTO issued VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def issued_documents(code: str) -> tuple[IssuedDocument, ...]:
    """Everything that was handed over under a code, the newest first. Raises IssuedDocumentsError."""
    if not (workspace() / FILE).is_file():
        return ()
    with _open() as records:
        return tuple(_document(row) for row in records.execute(_READ, (code,)).fetchall())


def _document(row: tuple[str, str, str, str, str, str, str, bytes, str, str]) -> IssuedDocument:
    code, kind, title, release, data, address, issued_at, texts, key, signature = row
    placed = tuple((place, tuple(lines)) for place, lines in json.loads(zlib.decompress(texts)))
    return IssuedDocument(
        code, kind, title, release, data, address, datetime.fromisoformat(issued_at), placed, key, signature
    )


def _packed(texts: PlacedTexts) -> bytes:
    return zlib.compress(json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _signature(document: IssuedDocument, key: SigningKey) -> str:
    said = (
        *(document.code, document.kind, document.title, document.release, document.data, document.address),
        *(document.issued_at.isoformat(), hashlib.sha256(json.dumps(document.texts).encode()).hexdigest()),
    )
    return hmac.new(key.secret, json.dumps(said).encode(), hashlib.sha256).hexdigest()


@contextmanager
def _open(*, to_write: bool = False) -> Iterator[sqlite3.Connection]:
    """The file with its tables; whatever is wrong with it is one error, and it is not touched."""
    try:
        with database(workspace() / FILE, _TABLES, to_write=to_write) as records:
            yield records
    except (sqlite3.Error, ValueError, zlib.error) as error:
        raise IssuedDocumentsError(str(error)) from error
