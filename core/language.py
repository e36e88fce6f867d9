"""What people read: the Chinese and English catalogues in `core/texts`, a file a subject, looked up by a stable id."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Protocol

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent / "texts"


class Language(StrEnum):
    """The languages of the dashboard, the first one being the default."""

    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `<html lang>`."""
        return {"zh": "zh-CN", "en": "en"}[self.value]

    @property
    def other(self) -> Language:
        return Language.EN if self is Language.ZH else Language.ZH


class Bilingual(Protocol):
    """A text that came with the data: a goal's label, a school's name."""

    @property
    def zh(self) -> str: ...

    @property
    def en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's catalogue."""

    language: Language
    _catalogue: gettext.GNUTranslations

    def __call__(self, message: str, /, **values: object) -> str:
        """The text with this id, its `{placeholders}` filled in.

        The value called `count` chooses the plural form; without one `number`, `rows` or `days` does, so that a caller
        need not know whether a language inflects its words for it. An unknown id comes back as itself, so that a page
        never fails for a missing text; a test compares the ids used in the code with the catalogues.
        """
        count = _count(values)
        # Without a count a text with plural forms is that for one; the gettext of older Pythons would not find it.
        text = self._catalogue.ngettext(message, message, 1 if count is None else count)
        if text == message:  # it reads the same for every count
            text = self._catalogue.gettext(message)
        return text.format(**{**values, "count": count}) if values else text

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences one after the other; only English puts a space between them."""
        return self.side("", " ").join(sentence for sentence in sentences if sentence)

    def listed(self, items: Iterable[str]) -> str:
        """Items of a list with the separator of the language: 甲、乙 or A, B."""
        return self("list.separator").join(items)

    def of(self, words: Bilingual) -> str:
        """The side of a bilingual value that this language reads."""
        return self.side(words.zh, words.en)

    def side(self, zh: str, en: str) -> str:
        """The one of two wordings that this language reads."""
        return zh if self.language is Language.ZH else en

    def within(self, words: Bilingual) -> str:
        """The same in the middle of a sentence: English writes its first letter small, unless it is an abbreviation."""
        text = self.of(words)
        lowered = self.language is Language.EN and text[1:2].islower()
        return text[:1].lower() + text[1:] if lowered else text


def _count(values: Mapping[str, object]) -> int | None:
    """The number a sentence is about, be it a number or the digits of one (1,250)."""
    count = values.get("count")
    if isinstance(count, int):
        return count
    for name in ("count", "number", "rows", "days"):
        digits = str(values.get(name, "")).replace(",", "")
        if digits.isdecimal():
            return int(digits)
    return None


@lru_cache(maxsize=len(Language))
def catalogue(language: Language) -> Texts:
    """The catalogue of a language, read once a process."""
    whole = Catalog(locale=language.value)
    for path in sorted((CATALOGUES / language.value).glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=language.value):
                whole[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return Texts(language, gettext.GNUTranslations(compiled))


def language_of(wanted: str | None, browser: str | None) -> Language:
    """The language to show: the one asked for, else the browser's, else Chinese.

    `browser` is a BCP 47 tag; any Chinese variety reads Chinese, any other named language reads English.
    """
    if wanted in tuple(Language):
        return Language(wanted)
    if browser and not browser.lower().startswith("zh"):
        return Language.EN
    return Language.ZH
