"""A file of separated values as rows of texts, in the encodings and with the separators that programs write."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import NamedTuple

_SEPARATORS = (",", "\t", ";", "，", "|")
_SAMPLE, _SAMPLE_LINES = 20_000, 30
_LONGEST_LINE = 3_000_000  # characters
_HIGH, _MOST_HIGH = re.compile(rb"[\x80-\xff]+"), 1_000_000
_ALONE = re.compile(
    rb"(?<![\x80-\xff])(?:\x80|[\x80-\xff](?=[^0-9\x40-\x7e\x80-\xff]))"  # no sign of two bytes begins so: €
    rb"|(?<=[A-Za-z])[\x8a-\x9f\xc0-\xff](?![\x80-\xff])|(?<![\x80-\xff])[\x8a-\x9f\xc0-\xff](?=[a-z])"
    rb"|(?<=[a-z])[\x80-\xff]{2}(?=[a-z])"
)
WESTERN = "cp1252"
"""The encoding of Western European programs on Windows."""
TRADITIONAL = "cp950"
"""Big5 with the additions of Windows, as programs in traditional Chinese write."""
_SIGNS_COUNTED, _MOSTLY, _HARDLY, _FURTHER, _FEW = 100_000, 0.9, 0.7, 0.2, 2
_DECLARED = re.compile(r'sep=([^"\r\n])\r?\n')  # a quote or the end of a line cannot separate cells


class SeparatedRow(NamedTuple):
    """One row with what stands in it: its place among the rows and the line of the file it ends in, both from 1."""

    number: int
    line: int
    values: list[str]


class NotSeparatedError(ValueError):
    """A file that is no such text: `encoding`, `unknown_kind` (zero bytes) or, with its row, `bad_csv`, `long_line`."""

    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(code)
        self.code, self.row = code, row


def decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding; what is valid UTF-8 with Chinese in it is hardly ever GB18030 by chance.

    What is neither is Western European, or GB18030 would give a Chinese sign for half a word of Latin letters; or Big5,
    where that gives common signs and GB18030 rare ones.

    Raises NotSeparatedError.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", _eight_bit(content), "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise NotSeparatedError("unknown_kind")
        return text.lstrip("\ufeff"), encoding  # a program that adds the mark to a text that has it already
    raise NotSeparatedError("encoding")


def is_encoding_open(content: bytes) -> bool:
    """Whether a text read as GB18030 may as well be Big5: a sign or two may be common ones in both."""
    signs = [sign for sign in content[:_SIGNS_COUNTED].decode("gb18030", "ignore") if sign > "\x7f"]
    return len(signs) <= _FEW and _share_of_common(content[:_SIGNS_COUNTED], TRADITIONAL, "big5", b"\xa4\xc6") > _MOSTLY


def _eight_bit(content: bytes) -> str:
    """The likeliest encoding of a text that is not UTF-8."""
    if _is_western(content):
        return WESTERN
    beginning = content[:_SIGNS_COUNTED]
    traditional = _share_of_common(beginning, TRADITIONAL, "big5", b"\xa4\xc6")
    simplified = _share_of_common(beginning, "gb18030", "gb2312", b"\xb0\xd7")
    is_traditional = traditional > _MOSTLY and simplified < max(_HARDLY, traditional - _FURTHER)
    return TRADITIONAL if is_traditional else "gb18030"


def _share_of_common(content: bytes, encoding: str, common: str, rows: bytes) -> float:
    """How many of the Chinese signs that an encoding gives stand in the rows of common ones."""
    first, last = rows
    signs = [sign for sign in content.decode(encoding, "replace") if "\u4e00" <= sign <= "\u9fff"]
    lead_bytes = [sign.encode(common, "ignore")[:1] for sign in signs]
    count = sum(1 for byte in lead_bytes if byte and first <= byte[0] <= last)
    return count / len(signs) if signs else 0.0


def _is_western(content: bytes) -> bool:
    """Whether most bytes above ASCII stand alone or within a word: Schüler, Größe. Chinese words are longer pairs."""
    beginning = content[:_MOST_HIGH]
    return 2 * len(_ALONE.findall(beginning)) > len(_HIGH.findall(beginning))


def separated_rows(text: str) -> Iterator[SeparatedRow]:
    """Every row, empty ones too; a first line `sep=;` names the separator and is no row. Raises NotSeparatedError."""
    declared = _DECLARED.match(text)
    skipped = 1 if declared else 0
    body = text[declared.end() :] if declared else text
    reader = csv.reader(_short_lines(StringIO(body, newline="")), delimiter=separator_of(text), strict=True)
    number = skipped
    try:
        for number, values in enumerate(reader, start=1 + skipped):
            yield SeparatedRow(number, reader.line_num + skipped, values)
    except _LongLineError as error:
        raise NotSeparatedError("long_line", number + 1) from error
    except csv.Error as error:
        is_long = "field limit" in str(error)
        raise NotSeparatedError("long_line" if is_long else "bad_csv", number + 1) from error


class _LongLineError(ValueError):
    pass


def _short_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines, none of which is longer than any table's: its cells would fill the memory."""
    for line in lines:
        if len(line) > _LONGEST_LINE:
            raise _LongLineError
        yield line


def separator_of(text: str) -> str:
    """The sign that a first line `sep=;` names, or that cuts most of the first 30 lines into as many cells."""
    declared = _DECLARED.match(text)
    if declared:
        return declared[1]
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()][:_SAMPLE_LINES]
    return max(_SEPARATORS, key=lambda sign: _evenness(lines, sign))  # the first of several


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
