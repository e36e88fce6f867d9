"""A document as frozen values, complete: what it is about, the marks of its pages, and views in sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from core.language import Language
from core.panels.panel import Cell, Column, Panel, Table


class Length(StrEnum):
    """How much of a document is written on paper."""

    PAGE = "page"  # one page: the conclusion, the goals, what is furthest away, what comes next
    BRIEF = "brief"  # findings, reasons and next steps; no charts, only the tables chosen for paper
    FULL = "full"  # everything


@dataclass(frozen=True, slots=True)
class View:
    """One panel with what a page says around it.

    `title` is what stands above it instead of the panel's own finding, such as a caption somebody wrote. `reason` says
    why it is so and `next_step` what would change it, each in sentences, empty where there is nothing to say; `comment`
    is what a named author said of it last. `address` leads to the same view on the screen, without the server's name.
    `columns` are the ids of those columns for which a sheet of paper has room, none for all of them. `marks` are the
    filters and the scenario it was made under, in words.
    `by_row` are the views of which each row of its table is the summary, in their order, where it is such an overview.
    `name` is what a list calls it in a word or two, empty where its section does.
    """

    panel: Panel
    address: str
    title: str = ""
    reason: str = ""
    next_step: str = ""
    columns: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    by_row: tuple[View, ...] = ()
    comment: str = ""
    name: str = ""

    @property
    def finding(self) -> str:
        """The sentence above it."""
        return self.title or self.panel.headline

    @property
    def table(self) -> Table:
        """The columns for which paper has room, with all rows."""
        table = self.panel.table
        places = [place for place, column in enumerate(table.columns) if column.id in self.columns]
        if not places:
            return table
        columns: tuple[Column, ...] = tuple(table.columns[place] for place in places)
        rows: tuple[tuple[Cell, ...], ...] = tuple(tuple(row[place] for place in places) for row in table.rows)
        return Table(columns, rows)


@dataclass(frozen=True, slots=True)
class Section:
    """Views under one heading; `appendix`: it is looked up, not read, so that a brief leaves it out."""

    heading: str
    views: tuple[View, ...]
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What every page carries: `words` are as-of date, release and plan; `illustrative` that made-up numbers are in the
    document, else empty; `code` verifies it, empty until there is one. `link` is what its QR code says: the address
    where the code is verified and the view opened, without the server's name where nobody knows it; empty without a
    code."""

    words: tuple[str, ...]
    illustrative: str = ""
    code: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What is handed over: `subject` is the plan it is about, `finding` the one sentence of it all.

    `lines` are what else stands on its cover, `name` what its file is called, without an ending; `plain_name` the same
    for programs that know no other letters. `gaps` are the views of what is furthest from its goal; `length` is how
    much of it is written on paper. `address` leads to what it shows on the screen, without the server's name; `release`
    and `plan` are the ids of those it was made from. `other` is the same in the other language, for a file that holds
    both.
    """

    title: str
    finding: str
    lines: tuple[str, ...]
    marks: Marks
    sections: tuple[Section, ...]
    language: Language
    name: str
    plain_name: str
    address: str
    release: str
    plan: str
    gaps: tuple[View, ...] = ()
    length: Length = Length.FULL
    subject: str = ""
    other: Document | None = None

    @property
    def views(self) -> Iterator[View]:
        """Every view in order."""
        return (view for section in self.sections for view in section.views)

    @property
    def view_names(self) -> Iterator[str]:
        """What a list calls every view, in order."""
        return (view.name or section.heading for section in self.sections for view in section.views)

    def page_marks(self, view: View | None = None) -> tuple[str, ...]:
        """The marks of the page of a view, or of the cover: that numbers are made up only where they are."""
        made_up = self.marks.illustrative if view is None or view.panel.illustrative else ""
        own = () if view is None else view.marks
        return tuple(words for words in (*self.marks.words, *own, made_up, self.marks.code) if words)

    def of_length(self, length: Length, words: str) -> Document:
        """The same in another length, which is called so in words in the name of its file."""
        return replace(self, length=length, name=f"{self.name}-{words}", plain_name=f"{self.plain_name}-{length.value}")

    def signed(self, code: str, link: str = "") -> Document:
        """The same with a code on every page that verifies it, and the link of its QR code."""
        return replace(self, marks=replace(self.marks, code=code, link=link))
