"""The number format under which a cell shows its number exactly as the screen writes it."""

from __future__ import annotations

import re

from core.formats import SAME

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MINUS = ("-", "−")
_LONGEST = 200
"""Characters of a number format; a spreadsheet takes 255."""


def number_format(value: float, text: str) -> str:
    """The format that writes a number as `text`, what stands around it too, such as the mark of a lower bound; empty
    where none does, since the two are not the same number.

    The number in a cell is the one on the screen, which was rounded there: it is not rounded again.
    """
    match = _NUMBER.search(text)
    if match is None or _NUMBER.search(text, match.end()) or '"' in text:
        return ""
    before, digits, after = text[: match.start()], match[0], text[match.end() :]
    sign = before[-1:] if before.endswith(_MINUS) else ""
    shown = float(digits.replace(",", ""))
    percent = "%" if after.startswith("%") and abs(shown - abs(value) * 100) < SAME else ""
    if bool(sign) != (value < 0) or (not percent and shown != abs(value)):
        return ""
    form = _digits(digits, shown) + percent
    return _with_words(form, before.removesuffix(sign), sign or "-", after.removeprefix(percent))


def _digits(digits: str, shown: float) -> str:
    """The format of a number without sign; a year has no separator, and a number below a thousand needs none."""
    whole = "0" if shown >= 1000 and "," not in digits else "#,##0"
    decimals = len(digits.partition(".")[2])
    return whole + ("." + "0" * decimals if decimals else "")


def _with_words(form: str, before: str, sign: str, after: str) -> str:
    """The format with the words around the number, and with the sign that stands before negative ones."""
    if not before and not after and sign == "-":
        return form
    written = f"{_quoted(before)}{form}{_quoted(after)};{_quoted(before + sign)}{form}{_quoted(after)}"
    return written if len(written) <= _LONGEST else ""


def _quoted(words: str) -> str:
    return f'"{words}"' if words else ""
