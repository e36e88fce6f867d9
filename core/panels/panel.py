"""One panel as a frozen value: the same headline, rows and source for the screen, the table and every export."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.figures import Figure
from core.plan.entries import Goal
from core.plan.indicators import Indicator


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; the title carries the unit, so that cells hold bare numbers."""

    id: str
    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What is read (`text`) and what an export stores (`value`): the same number, or the same words.

    `tag` is the language of a name that stays as it is in every language, such as a sheet of a workbook. `leads` are
    the address parameters under which `page`, mostly that of sources, takes this very number apart. `lower_bound`:
    cells were left out of the number because they were suppressed; its text says so, and a file has a column for it.
    """

    text: str
    value: float | int | str | None = None
    missing: bool = False
    tag: str = ""
    leads: tuple[tuple[str, str], ...] = ()
    lower_bound: bool = False
    page: str = "sources"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as they are shown and as they are downloaded."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One published figure in words, with its address."""

    text: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause in the plan's own words, in parts of which some are marked: they carry the number of a goal.

    The goals within a clause begin a line each. `is_open`: the reader asked for it, so it is not folded.
    """

    title: str
    parts: tuple[tuple[str, bool], ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """One judgement of a number: what gives it (`name`), its sign and word, and the reason in a sentence."""

    id: str
    name: str
    shape: str
    word: str
    colour: str
    sentence: str


class NamesNote(str):
    """A note that names units. A page shows it once, the downloads of every panel hold it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything one panel shows.

    `headline` is the finding with number, unit and year; `subtitle` the measure, unit and as-of; `source` the release,
    origin and status of the rows; `notes` are sentences a reader needs to judge the number (open questions, breaks,
    missing parts). `opinions` are the verdict and what is said beside it; `card` is the indicator card (口径), line by
    line as name and words. `alt` describes the figure to somebody who cannot see it. `choices` are the address
    parameters the rows depend on beside release and language, so that a download repeats them. `by_year`: each row of
    the table is one year of `indicator`, so that it can lead to the source rows of that year. `rows_of`: the datasets
    whose rows the table was made from, for a panel that shows more than one indicator. `passages`: the clauses of the
    goal in the plan's own words, where a copy of the plan was supplied; no export carries them. `plan` is the title of
    the plan it was made under, `page` another page that says more. `sheets_by`: the column whose values part
    the rows into tables, each a sheet of its own in a workbook.
    """

    id: str
    headline: str
    subtitle: str
    source: str
    table: Table
    figure: Figure | None = field(default=None, compare=False)
    alt: str = ""
    notes: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    card: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    indicator: Indicator | None = None
    goal: Goal | None = None
    illustrative: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    place: str = ""
    by_year: bool = False
    rows_of: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    sheets_by: str = ""
    plan: str = ""
    page: str = ""

    @property
    def key(self) -> str:
        """Its name on a page: `place` where one page shows the panel for several indicators, else its id."""
        return self.place or self.id
