"""What stands on paper from top to bottom, as frozen values; who writes a file needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from core.exports.documents.charts import NativeChart
from core.language import Language


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level, with its number."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `strong`: the sentence that the rest of its part explains."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart `height` points high; `caption` is numbered, `foot` are the lines below it: remarks, source, filters."""

    chart: NativeChart
    caption: str
    foot: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `heads` with `numeric` say which columns stand to the right, `widths` and `size` are in points, `foot`
    are the lines below it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    widths: tuple[float, ...]
    size: float
    foot: tuple[str, ...]


Block = Heading | Paragraph | Picture | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document on paper: `below_title` stands under its title, `foot` are the lines at the foot of every page,
    beside the QR code that says `link`, where there is one.

    `size` is that of its paragraphs in points; `pitch` the distance of their lines. `one_page`: it must be a single
    page, which the two were chosen for.
    """

    title: str
    below_title: tuple[str, ...]
    foot: tuple[str, ...]
    blocks: tuple[Block, ...]
    language: Language
    size: float
    pitch: float
    one_page: bool
    link: str = ""
