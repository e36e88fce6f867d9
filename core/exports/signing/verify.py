"""Whether a code or a file came from here, which texts of it were changed since, and whether it is still the newest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from core.exports.signing.codes import MistypedCodeError, codes_in, read_code
from core.exports.signing.file_texts import ForeignFileError, file_texts
from core.records.issued_documents import IssuedDocument, IssuedDocumentsError, PlacedTexts, issued_documents
from core.records.signing_keys import SigningKeyError, signing_keys
from core.snapshots import Releases

MOST_COMPARED = 4_000
"""Texts of a place up to which moved and added ones are told from changed ones; beyond, they are compared in order."""


class Standing(StrEnum):
    """What a code or file turned out to be."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"
    MISTYPED = "mistyped"
    NO_CODE = "no_code"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    NO_KEY = "no_key"


@dataclass(frozen=True, slots=True)
class Alteration:
    """A text that left as `issued` and now reads `now`, empty where it is gone; `place` as in the file."""

    place: str
    issued: str
    now: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer: what it is, what was handed over, what was changed and how many texts were added since.

    `release_stands`: the release it was made from is still there with the same data. `newer` is the id of a newer
    release, empty where there is none.
    """

    standing: Standing
    code: str = ""
    document: IssuedDocument | None = None
    alterations: tuple[Alteration, ...] = ()
    added: int = 0
    release_stands: bool = True
    newer: str = ""


def verify_code(typed: str, releases: Releases) -> Verification:
    """What was handed over under a code that somebody typed."""
    try:
        code = read_code(typed)
    except MistypedCodeError:
        return Verification(Standing.MISTYPED)
    try:
        documents, lacks_key = _on_record(code)
    except (IssuedDocumentsError, SigningKeyError):
        return Verification(Standing.UNREADABLE, code)
    if not documents:
        return Verification(Standing.NO_KEY if lacks_key else Standing.UNKNOWN, code)
    return _standing(documents[0], (), 0, releases)


def verify_file(content: bytes, releases: Releases) -> Verification:
    """Whether a file reads as it left, by the code on its pages; else which texts were changed."""
    try:
        texts = file_texts(content)
    except ForeignFileError:
        return Verification(Standing.FOREIGN)
    codes = codes_in("\n".join(text for _, lines in texts for text in lines))
    if not codes:
        return Verification(Standing.NO_CODE)
    try:
        on_record = [_on_record(code) for code in codes]
    except (IssuedDocumentsError, SigningKeyError):
        return Verification(Standing.UNREADABLE, codes[0])
    documents = [document for signed, _ in on_record for document in signed]
    if not documents:
        lacking = (code for code, (_, lacks_key) in zip(codes, on_record, strict=True) if lacks_key)
        code = next(lacking, "")
        return Verification(Standing.NO_KEY, code) if code else Verification(Standing.UNKNOWN, codes[0])
    compared = [(document, *compare(document.texts, texts)) for document in documents]
    nearest = min(compared, key=lambda one: (len(one[1]), one[2]))
    return _standing(*nearest, releases)


def compare(issued: PlacedTexts, now: PlacedTexts) -> tuple[tuple[Alteration, ...], int]:
    """The texts that were changed or are gone, place by place, and how many were added.

    Those with digits come first: a number matters more than a word.
    """
    before, after = _by_place(issued), _by_place(now)
    alterations: list[Alteration] = []
    added = 0
    for place in {**before, **after}:
        if before.get(place) != after.get(place):
            changed, more = _compare(place[0], before.get(place, ()), after.get(place, ()))
            alterations += changed
            added += more
    return tuple(sorted(alterations, key=lambda one: not any(sign.isdigit() for sign in one.issued))), added


def _by_place(texts: PlacedTexts) -> dict[tuple[str, int], tuple[str, ...]]:
    """The texts by place; of places of one name each has its number, so that a slide put in moves no other."""
    places: dict[tuple[str, int], tuple[str, ...]] = {}
    for place, lines in texts:
        number = sum(1 for name, _ in places if name == place)
        places[place, number] = lines
    return places


def _compare(place: str, before: Sequence[str], after: Sequence[str]) -> tuple[list[Alteration], int]:
    alterations: list[Alteration] = []
    added = 0
    for first, last, other_first, other_last in _differences(before, after):
        for issued, now in zip_longest(before[first:last], after[other_first:other_last], fillvalue=""):
            if issued:
                alterations.append(Alteration(place, issued, now))
            else:
                added += 1
    return alterations, added


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two lists of texts differ, as bounds in both."""
    if max(len(before), len(after)) > MOST_COMPARED:
        longest = max(len(before), len(after))
        yield from ((at, at + 1, at, at + 1) for at in range(longest) if before[at : at + 1] != after[at : at + 1])
        return
    for kind, *bounds in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            first, last, other_first, other_last = bounds
            yield first, last, other_first, other_last


def _on_record(code: str) -> tuple[list[IssuedDocument], bool]:
    """What was handed over under a code, without entries that somebody changed in the records; and whether the key of
    an entry is no longer here, so that nobody can say whether it was changed."""
    keys = {key.id: key for key in signing_keys()}
    entries = issued_documents(code)
    signed = [entry for entry in entries if entry.key in keys and entry.is_signed_by(keys[entry.key])]
    return signed, any(entry.key not in keys for entry in entries)


def _standing(
    document: IssuedDocument, alterations: tuple[Alteration, ...], added: int, releases: Releases
) -> Verification:
    known = {release.id: release for release in (*releases.snapshots, *releases.beside)}
    release, latest = known.get(document.release), releases.latest()
    return Verification(
        Standing.ALTERED if alterations else Standing.GENUINE,
        document.code,
        document,
        alterations,
        added,
        release_stands=release is not None and release.digest == document.data,
        newer=latest.id if latest is not None and latest.id != document.release else "",
    )
