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
    rb"(?<=[A-Za-z])[\x80-\xff](?![\x80-\xff])|(?<![\x80-\xff])[\x80-\xff](?=[a-z])|(?<=[a-z])[\x80-\xff]{2}(?=[a-z])"
)
WESTERN = "cp1252"
"""The encoding of Western European programs on Windows."""
_DECLARED = re.compile(r"sep=(.)\r?\n")


class SeparatedRow(NamedTuple):
    """One row with what stands in it: its place among the rows and the line of the file it ends in, both from 1."""

    number: int
    line: int
    values: list[str]


class NotSeparatedError(ValueError):
    """A file that is no such text: `encoding`, `unknown_kind` (bytes of zero) or, with its row, `bad_csv`."""

    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(code)
        self.code, self.row = code, row


def decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding; what is valid UTF-8 with Chinese in it is hardly ever GB18030 by chance.

    What is neither is Western European, or GB18030 would give a Chinese sign for half a word of Latin letters.

    Raises NotSeparatedError.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", *([WESTERN] if _is_western(content) else []), "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise NotSeparatedError("unknown_kind")
        return text.lstrip("\ufeff"), encoding  # a program that adds the mark to a text that has it already
    raise NotSeparatedError("encoding")


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
    except (csv.Error, _LongLineError) as error:
        raise NotSeparatedError("bad_csv", number + 1) from error


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
