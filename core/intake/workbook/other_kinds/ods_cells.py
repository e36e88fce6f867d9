"""Understands one cell of an .ods file: its value, and whether what is shown is something else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from core.intake.workbook.grid import Doubt
from core.intake.workbook.looks.colours import Palette
from core.intake.workbook.looks.doubts import doubts_of_fonts
from core.intake.workbook.looks.fonts import Run
from core.intake.workbook.looks.number_formats import difference_of, words_in
from core.intake.workbook.other_kinds.ods_styles import OdsStyles

_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|(?:Err|错误|错误：|Err\.):\d+")
_TRUTHS = ("TRUE", "FALSE")  # programs store them as numbers and show these words
_MONTH_WORD = re.compile(r"[^\W\d_]{3}|[一二三四五六七八九十]月")
_TIME = re.compile(r"(-?)PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:[.,]\d+)?)S)?")


@dataclass(slots=True)
class OdsCell:
    """A cell as it is read: its first column, its attributes, and its characters with the style of their span."""

    column: int
    attributes: dict[str, str]
    has_paragraph: bool = False
    pieces: list[tuple[str, str]] = field(default_factory=list)

    @property
    def seen(self) -> str:
        return "".join(text for text, _ in self.pieces)


def value_of(attributes: dict[str, str], seen: str) -> tuple[str, object]:
    """The kind of a cell and its value, as the program of calamine gives them; what is none of its type is an error."""
    kind = attributes.get("value-type")
    if _ERROR.fullmatch(seen) and ("formula" in attributes or kind == "error"):
        return "e", seen
    try:
        match kind:
            case "float" if seen.strip().upper() in _TRUTHS:
                return "b", float(attributes["value"]) != 0
            case "float" | "percentage" | "currency":
                return "n", float(attributes["value"])
            case "date":
                return "d", date.fromisoformat(attributes["date-value"][:10]).isoformat()
            case "time":
                return "n", _part_of_day(attributes["time-value"])
            case "boolean":
                return "b", attributes["boolean-value"] == "true"
    except (ValueError, KeyError):
        return "e", seen
    return "s", seen or attributes.get("string-value", "")


def _part_of_day(text: str) -> float:
    """PT12H00M00S as half a day. Raises ValueError."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    hours, minutes, seconds = (float((match[group] or "0").replace(",", ".")) for group in (2, 3, 4))
    return (-1 if match[1] else 1) * (hours * 3600 + minutes * 60 + seconds) / 86_400


def doubts_of_cell(cell: OdsCell, styles: OdsStyles, name: str, palette: Palette) -> tuple[Doubt, ...]:
    """What speaks against a cell of the style of this name: its fonts, and a value that is shown as another."""
    style = styles.cell(name)
    ink = styles.ink_of_format(name, number_shown(cell.attributes))
    if ink is not None and palette.is_lost(ink, style.fill):
        return (Doubt("unseen"),)
    runs: list[Run] = []
    if any(span for _, span in cell.pieces):
        runs = [(text, styles.span(span) if span else None) for text, span in cell.pieces if text.strip()]
    return (*doubts_of_fonts(style, runs, palette), *doubts_of_seen(cell.attributes, cell.seen))


def doubts_of_seen(attributes: dict[str, str], seen: str) -> tuple[Doubt, ...]:
    """What speaks against a day or a number for the text that is shown in its place."""
    shown, value = seen.strip(), attributes.get("value")
    if "date-value" in attributes:
        return () if _names_day(seen, attributes["date-value"]) else (Doubt("scaled", shown),)
    if value is None or "/" in seen or shown.upper() in _TRUTHS:
        return ()
    number = number_shown(attributes)
    kind = "" if number is None else difference_of(seen, number, is_typed="formula" not in attributes)[0]
    doubts = (Doubt(kind, shown),) if kind else ()
    has_words = kind in ("", "rounded") and bool(words_in(seen, is_negative=value.startswith("-")))
    return (*doubts, Doubt("worded", shown)) if has_words else doubts


def number_shown(attributes: dict[str, str]) -> float | None:
    """The number that a cell holds; None for what is none."""
    try:
        return float(attributes["value"])
    except (ValueError, KeyError):
        return None


def _names_day(seen: str, value: str) -> bool:
    """Whether a text that is shown for a day has its year, its month, in figures or words, and a day but the first."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return True
    figures: list[str] = re.findall(r"\d{1,9}", seen)
    year = next((text for text in figures if text in (str(day.year), f"{day.year % 100:02d}")), None)
    if year is None:
        return False
    figures.remove(year)
    numbers = [int(text) for text in figures]
    has_month = day.month in numbers or _MONTH_WORD.search(seen) is not None
    if day.month in numbers:
        numbers.remove(day.month)
    return has_month and (day.day == 1 or day.day in numbers)


def number_of(attributes: dict[str, str], name: str, most: int) -> int:
    """How often something is repeated, or how far it reaches; once where that is not said. Raises ValueError."""
    return max(1, min(int(attributes.get(name, "1")), most))
