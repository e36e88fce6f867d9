"""What to mark in a workbook: cells with a colour and a comment, and the sheet that lists the marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fill(StrEnum):
    """The colour of a marked cell, as RGB; of two marks on one cell the first of these shows."""

    RED = "FFC7CE"
    YELLOW = "FFEB9C"


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to colour and comment.

    `cell` is a reference such as B7; a mark whose reference names no cell is left out. A `sheet` that the file does
    not have stands for its only sheet; in a file with several sheets the mark is left out.
    """

    sheet: str
    cell: str
    fill: Fill
    comment: str


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list; `width` in characters."""

    heading: str
    width: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: one value a column, and the colour of the cell in the list's `fill_column`."""

    values: tuple[str | int, ...]
    fill: Fill


@dataclass(frozen=True, slots=True)
class ListSheet:
    """The list of marks, which becomes the first sheet. `fill_column` counts from 0.

    `earlier_names` are the sheets of the file that are an earlier list: they are taken out. Where another sheet has its
    `name`, the list gets a number after it.
    `void_signature` follows the guide where the file has a digital signature, which does not hold for a marked file,
    `new_file` where it is a new one because the file that was sent is of another kind.
    """

    name: str
    earlier_names: frozenset[str]
    title: str
    guide: str
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    fill_column: int
    void_signature: str = ""
    new_file: str = ""


@dataclass(frozen=True, slots=True)
class CommentAuthor:
    """Who signs the comments, and all names that may have signed earlier ones, which are then replaced."""

    name: str
    earlier_names: frozenset[str]
