"""The register of units: which, from when to when, under which name; finds the one that a clerk wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches

from core.cells.alike import looks_like
from core.cells.misread import MisreadError
from core.cells.text import excerpt, normalise, word_key
from core.intake.findings import Place
from core.intake.message_values import text_list
from core.intake.rows import UnitEntry, entries_in_force

_BETWEEN_NAMES = re.compile(r"[、，,；;/／|\n+＋&＆]|和|与|及")
_LONGEST_NAME = 60  # characters
_NEARLY = 0.6
_MOST_NEAR = 3  # names to choose from
_MOST_COMPARED = 10_000  # pairs of names of a file; a file with more unknown ones is of other units altogether


@dataclass(slots=True)
class Register:
    """All entries known: those of the current release, and those a return adds in its sheet of units.

    `added` says where each new one stands; `listed` is all that the sheet of units holds. `mergers` names by code the
    unit that another was merged into, and where the return says so (nowhere: the release did already).
    """

    entries: list[UnitEntry]
    added: dict[UnitEntry, Place] = field(default_factory=dict)
    listed: set[UnitEntry] = field(default_factory=set)
    mergers: dict[str, tuple[str, Place]] = field(default_factory=dict)
    _by_word: dict[str, list[UnitEntry]] = field(default_factory=dict)
    _known: set[UnitEntry] = field(default_factory=set)
    _near_by_text: dict[str, list[str]] = field(default_factory=dict)
    _left_to_compare: int = _MOST_COMPARED

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._index(entry)

    def _index(self, entry: UnitEntry) -> None:
        self._known.add(entry)
        for word in {word_key(entry.unit_id), word_key(entry.name), word_key(entry.name_en)}:
            self._by_word.setdefault(word, []).append(entry)

    def add(self, entry: UnitEntry, place: Place) -> None:
        """Add an entry that a return brings; one that is known already changes nothing."""
        self.listed.add(entry)
        if entry not in self._known:
            self.entries.append(entry)
            self.added[entry] = place
            self._index(entry)

    def codes(self, text: str) -> set[str]:
        """The codes of the units a code or a name may mean."""
        return {entry.unit_id for entry in self._by_word.get(word_key(text), [])}

    def find(self, id: str, name: str, year: int | None) -> UnitEntry:
        """The entry for a code and a name, either of which may be empty. `year` chooses between entries of one unit.

        Raises MisreadError: `unit_unknown`, `unit_near`, `unit_renamed` (the code is known under another name),
        `unit_code` (the name is known under another code), `unit_unclear` or `several_in_one_cell`.
        """
        by_id = [entry for entry in self._by_word.get(word_key(id), []) if word_key(entry.unit_id) == word_key(id)]
        by_name = self._by_word.get(word_key(name), []) if name else []
        entries = [entry for entry in by_id if entry in by_name] if id and name else by_id or by_name
        if not entries:
            raise self._mismatch(id, name, by_id, by_name)
        entries = self._of_year(entries, year)
        if len({entry.unit_id for entry in entries}) > 1:
            raise MisreadError("unit_unclear", found=excerpt(name or id))
        return entries[-1]

    def _mismatch(self, id: str, name: str, by_id: list[UnitEntry], by_name: list[UnitEntry]) -> MisreadError:
        if by_id:
            return MisreadError("unit_renamed", id=id, found=_quoted(name), expected=by_id[-1].name)
        if by_name:
            return MisreadError("unit_code", found=_quoted(id), name=_quoted(name), expected=by_name[-1].unit_id)
        text = name or id
        pieces = [piece for piece in _BETWEEN_NAMES.split(text) if piece.strip()]
        if len(pieces) > 1 and all(word_key(piece) in self._by_word for piece in pieces):
            return MisreadError("several_in_one_cell", found=_quoted(text))
        near = self._nearest(normalise(text)[:_LONGEST_NAME])
        if not near:
            return MisreadError("unit_unknown", found=_quoted(text), near="")
        return MisreadError("unit_near", found=_quoted(text), near=near[0] if len(near) == 1 else text_list(near))

    def _nearest(self, text: str) -> list[str]:
        """As `_near`, each text once; none when more was compared than a file has reason to."""
        if text not in self._near_by_text:
            self._left_to_compare -= len(self.entries)
            self._near_by_text[text] = self._near(text) if self._left_to_compare >= 0 else []
        return self._near_by_text[text]

    def _near(self, text: str) -> list[str]:
        """The names and codes a text looks like; else the nearest names, up to three that are equally near."""
        words = {word: None for entry in self.entries for word in (entry.name, entry.name_en, entry.unit_id) if word}
        same = [word for word in words if looks_like(text, word)]
        if same:
            return same[:1]
        near = get_close_matches(text, {entry.name: None for entry in self.entries}, n=_MOST_NEAR, cutoff=_NEARLY)
        ratios = [SequenceMatcher(None, word, text).ratio() for word in near]
        return [word for word, ratio in zip(near, ratios, strict=True) if ratio == ratios[0]]

    def _of_year(self, entries: list[UnitEntry], year: int | None) -> list[UnitEntry]:
        """Those in force on 1 September of the year; all of them when none is or there is no year."""
        if year is None:
            return entries
        codes = {entry.unit_id for entry in entries}
        # The old name of a unit that goes on under another one is understood, as forms still carry it.
        candidates = self._by_word[word_key(entries[0].unit_id)] if len(codes) == 1 else entries
        return entries_in_force(candidates, year, codes) or entries


def _quoted(name: str) -> str:
    """The name or code of a unit as it may be quoted: names in English are long."""
    return excerpt(name, _LONGEST_NAME)
