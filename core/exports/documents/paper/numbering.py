"""The numbers of headings: 一、（一）1. in Chinese, 1. 1.1 (1) in English."""

from __future__ import annotations

from core.language import Language

_DIGITS = "零一二三四五六七八九"


def heading_number(number: int, language: Language) -> str:
    """The number of a heading of the first level, with what follows it."""
    return f"{_chinese(number)}、" if language is Language.ZH else f"{number}. "


def second_number(first: int, number: int, language: Language) -> str:
    """The number of a heading of the second level, with what follows it."""
    return f"（{_chinese(number)}）" if language is Language.ZH else f"{first}.{number} "


def item_number(number: int, language: Language) -> str:
    """The number of an item, with what follows it."""
    return f"{number}. " if language is Language.ZH else f"({number}) "


def _chinese(number: int) -> str:
    """A number below a hundred; larger ones in digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
