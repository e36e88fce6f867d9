"""Works out the colours of fonts and fills: themes with tints, the old palette of 64 colours, plain values."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from typing import NamedTuple

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.package import Package

Rgb = tuple[int, int, int]

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)

_LOWEST_CONTRAST = 1.35  # of WCAG 2; white on the palest fills has less, the palest grey of programs (D9D9D9) 1.41
_ANOTHER_HUE = 96  # of 255, in red or green: such colours are told apart at any contrast, others by blue hardly are
_LARGEST_THEME = 500_000  # bytes
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_OFFICE_THEME = "FFFFFF 000000 EEECE1 1F497D 4F81BD C0504D 9BBB59 8064A2 4BACC6 F79646 0000FF 800080"  # of 2007 to 2010
_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
FIRST_COLOURS = tuple(_EIGHT.split())
"""The colours 0 to 7 of every workbook, which no palette of its own changes."""
_OLD_PALETTE = (
    f"{_EIGHT} {_EIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066"
    " FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF"
    " FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300"
    " 993366 333399 333333"
)
_THEME_COLOUR = re.compile(r"<\w+:(\w+)>\s*<\w+:s(?:rgb|ys)Clr\b[^>]*?(?:lastClr|val)=[\"']([0-9A-Fa-f]{6})[\"']")
_SYSTEM = {64: BLACK, 65: WHITE}


class Colour(NamedTuple):
    """A colour as a style names it: `kind` is rgb, theme or indexed, `tint` from -1 (black) to 1 (white)."""

    kind: str
    value: str
    tint: float = 0.0


def colour_of(attributes: Mapping[str, str]) -> Colour | None:
    """The colour that an element names; None for the automatic one and for what is no colour."""
    for kind in ("rgb", "theme", "indexed"):
        if kind in attributes:
            try:
                return Colour(kind, attributes[kind], float(attributes.get("tint") or 0))
            except ValueError:
                return Colour(kind, attributes[kind])
    return None


class Palette:
    """The colours of a workbook by theme and index."""

    def __init__(self, theme: str = "", own: tuple[str, ...] = ()) -> None:
        """`theme` is the theme part, `own` the palette of the workbook where it has one."""
        colours = dict(_THEME_COLOUR.findall(theme))
        self._lost: dict[tuple[Colour | None, Colour | None], bool] = {}
        names = zip(_THEME_ORDER, _OFFICE_THEME.split(), strict=True)
        self._theme = [_rgb(colours.get(name, usual)) for name, usual in names]
        palette = [*own, *_OLD_PALETTE.split()[len(own) :]]
        self._indexed: dict[int, Rgb | None] = {**dict(enumerate(map(_rgb, palette))), **_SYSTEM}

    def rgb(self, colour: Colour) -> Rgb | None:
        """The colour as shown; None where the workbook does not say it."""
        plain = self._plain(colour)
        return _tinted(plain, colour.tint) if plain and colour.tint else plain

    def is_lost(self, ink: Colour | None, ground: Colour | None) -> bool:
        """Whether nobody can read a font (None: of the automatic colour) on its ground (None: a pattern)."""
        if (ink, ground) not in self._lost:
            on = None if ground is None else self.rgb(ground)
            of = BLACK if ink is None else self.rgb(ink)
            self._lost[ink, ground] = on is not None and of is not None and not is_legible(of, on)
        return self._lost[ink, ground]

    def _plain(self, colour: Colour) -> Rgb | None:
        if colour.kind == "rgb":
            return _rgb(colour.value)
        if not colour.value.isdecimal():
            return None
        number = int(colour.value)
        if colour.kind == "indexed":
            return self._indexed.get(number)
        return self._theme[number] if number < len(self._theme) else None


def read_palette(package: Package, path: str | None, own: tuple[str, ...]) -> Palette:
    """The palette of a workbook. A theme that cannot be read is no reason to refuse a file: the usual one stands in."""
    if path is None or package.packed_name(path) is None:
        return Palette("", own)
    try:
        return Palette(package.read_part(path, _LARGEST_THEME).decode("utf-8", "replace"), own)
    except WorkbookError as error:
        if error.code == "bomb":
            raise
        return Palette("", own)


def is_legible(ink: Rgb, ground: Rgb) -> bool:
    """Whether one colour can be read on the other: by its contrast, or because it is of another hue."""
    darker, lighter = sorted((_luminance(ink), _luminance(ground)))
    other_hue = max(abs(ink[0] - ground[0]), abs(ink[1] - ground[1])) >= _ANOTHER_HUE
    return other_hue or (lighter + 0.05) / (darker + 0.05) >= _LOWEST_CONTRAST


def _luminance(rgb: Rgb) -> float:
    """How bright a colour is from 0 (black) to 1 (white), as WCAG 2 defines it."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(text: str) -> Rgb | None:
    """RRGGBB, or AARRGGBB whose first byte no program heeds."""
    if not re.fullmatch("(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", text):
        return None
    digits = text[-6:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _tinted(rgb: Rgb, tint: float) -> Rgb:
    """A colour made darker (tint below 0) or lighter, as ECMA-376 18.8.3 says."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, light, saturation))
    return red, green, blue
