"""What can be found: an entry a thing, with its names; all of them as one value, made once and searched often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.search.plain_text import has_chinese, plain
from core.search.readings import begun_for, typed_for


class Kind(StrEnum):
    """What kind of thing an entry is, in the order in which equally good ones are shown."""

    TASK = "task"
    SAFEGUARD = "safeguard"
    GOAL = "goal"
    INDICATOR = "indicator"
    SCHOOL = "school"
    COLLEGE = "college"
    UNIT = "unit"
    PROGRAMME = "programme"
    PROJECT = "project"
    CLAUSE = "clause"
    PAGE = "page"
    PANEL = "panel"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find: `title` is its name as shown, `about` what it is (kind, unit, year) in words.

    `names` are further names it is found by (in the other language, short, former), `numbers` what it is called by as a
    whole (9, 任务9), `text` longer words of it. `page` and `parameters` are where it stands.
    """

    kind: Kind
    title: str
    about: str
    page: str
    parameters: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class EntryKeys:
    """An entry as it is compared: its names, the title first, what it is called by, its longer words; `whole` is all of
    its words."""

    names: tuple[str, ...]
    numbers: frozenset[str]
    text: str
    whole: str


@dataclass(frozen=True, eq=False)
class Signs:
    """The Chinese names of all entries as one row of signs: of each place the sign, the entry, the name.

    `sign` holds places in `different`; 0 stands between two names.
    """

    different: tuple[str, ...]
    sign: npt.NDArray[np.int32]
    entry: npt.NDArray[np.int32]
    name: npt.NDArray[np.int32]
    start: npt.NDArray[np.int32]
    """Where the name of each place begins."""

    @cached_property
    def typed(self) -> dict[str, list[int]]:
        """Which different signs, by their places, may stand for these letters within a word."""
        return self._by_letters([typed_for(sign) for sign in self.different])

    @cached_property
    def begun(self) -> dict[str, list[int]]:
        """Which different signs may stand for these letters at the end of what is typed."""
        return self._by_letters([begun_for(sign) for sign in self.different])

    def _by_letters(self, letters: Iterable[Iterable[str]]) -> dict[str, list[int]]:
        table: dict[str, list[int]] = {}
        for place, several in enumerate(letters):
            for one in filter(None, several):
                table.setdefault(one, []).append(place)
        return table


def _keys(entry: Entry) -> EntryKeys:
    names = tuple(dict.fromkeys(filter(None, map(plain, (entry.title, *entry.names)))))
    numbers = frozenset(number.replace(" ", "") for number in map(plain, entry.numbers))
    text = plain(entry.text)
    return EntryKeys(names, numbers, text, " ".join((*names, text)))


@dataclass(frozen=True, eq=False)
class Index:
    """Everything that can be found. Equal only to itself."""

    entries: tuple[Entry, ...]

    @cached_property
    def keys(self) -> tuple[EntryKeys, ...]:
        """The entries as they are compared, in the same order."""
        return tuple(map(_keys, self.entries))

    @cached_property
    def signs(self) -> Signs:
        """The names with Chinese characters as one row of signs."""
        row: list[tuple[str, int, int, int]] = []
        for at, keys in enumerate(self.keys):
            for name_at, name in enumerate(keys.names):
                if has_chinese(name):
                    start = len(row)
                    row += [(sign, at, name_at, start) for sign in name if sign != " "]
                    row.append(("", at, name_at, start))
        different = ("", *sorted({sign for sign, *_ in row} - {""}))
        places = {sign: place for place, sign in enumerate(different)}
        columns = np.array([(places[sign], *where) for sign, *where in row], dtype=np.int32).reshape(-1, 4)
        return Signs(different, *(np.ascontiguousarray(columns[:, column]) for column in range(4)))

    def prepare(self) -> None:
        """Work out ahead what every search needs, so that the first letter typed is answered as soon as any other."""
        _ = self.keys, self.signs.typed, self.signs.begun

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every different word of the names that is written in letters, to offer one for a misspelt one."""
        words = {word for keys in self.keys for name in keys.names for word in name.split() if word.isascii()}
        return tuple(sorted(word for word in words if len(word) > 3 and word.isalpha()))
