"""Words for units and scales, as forms and clerks write them: 人, 万元, ㎡, persons."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from core.cells.text import fold

_SCALES = {
    "": 1, "十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "hundred": 10**2, "thousand": 10**3, "million": 10**6,
}  # fmt: skip
_WRITTEN = str.maketrans("拾佰仟萬億", "十百千万亿")
_FIGURES = re.compile(r"10+(?=\D)")
_UNITS = {
    "persons": ("人", "名", "位", "persons", "people", "person"),
    "person_times": ("人次", "person-times"),
    "certificates": ("本", "张", "个", "份", "certificates"),
    "square_metres": ("平方米", "平方", "平米", "m2", "m²", "㎡", "sqm", "squaremetres", "squaremeters"),
    "yuan": ("元", "圆", "圓", "人民币", "元人民币", "人民币元", "yuan", "rmb", "cny", "¥"),
    "volumes": ("册", "冊", "本", "volumes"),
    "enterprises": ("家", "enterprises"),
    "bases": ("个", "处", "bases"),
}
_COUNT_WORDS = ("所", "个", "项")
"""Words behind a number that are no unit of a heading of ours."""
_OTHER_UNITS = frozenset(
    ("亩", "公顷", "ha", "平方公里", "平方千米", "km2", "台", "套", "台套", "件", "%", "‰", "班", "学时", "课时",
     "小时", "场", "次", "户", "种", "门", "分", "岁", "美元", "usd", "$",
     "us$", "美金", "hkd", "hk$", "港币", "港元", "eur", "€", "欧元", "gbp", "£", "英镑", "jpy", "日元")
)  # fmt: skip
_ALIKE = {
    "persons": ("%", "‰"),
    "square_metres": ("亩", "公顷", "ha", "平方公里", "平方千米", "km2"),
    "yuan": ("美元", "usd", "$"),
}
"""Other units that a table may be in though its headings name none."""
MEASURED = frozenset(("square_metres", "yuan"))
"""Units that no count can have: 150元 under a heading of persons is no 150."""
_BRACKETS = re.compile(r"[(\[【〔〖{<〈《「『](.*)[)\]】〕〗}>〉》」』]")
_CALLED = re.compile(r"^(?:(?:计量)?[单單]位|unit)(?:[:为]|是)?|^(?:以|按|in)(?=.)|(?<=.)计$")


_LONGEST = 100  # characters of a unit with all that may stand around it


@lru_cache(maxsize=2048)
def unit_word(text: str) -> str:
    """A unit without brackets and without 单位: before it, folded: 人 of （单位：人）."""
    bare = fold(text)
    if len(bare) > _LONGEST:
        return bare
    while match := _BRACKETS.fullmatch(bare):
        bare = match[1]
    return _CALLED.sub("", bare)


@lru_cache(maxsize=2048)  # asked for the words of every line
def scale_of(unit: str) -> tuple[frozenset[str], Decimal] | None:
    """The units a word may stand for, and what one of it is: 万元 is 10,000 yuan. None for a word that is no unit."""
    bare = fold(unit).translate(_WRITTEN)
    figures = _FIGURES.match(bare[:12])
    scales = {figures[0]: int(figures[0])} if figures else _SCALES
    for scale, factor in scales.items():
        if bare.startswith(scale):
            units = _units_of(bare.removeprefix(scale))
            if units:
                return units, Decimal(factor)
    return None


@lru_cache(maxsize=2048)
def _units_of(word: str) -> frozenset[str]:
    return frozenset(name for name, words in _UNITS.items() if word in {fold(known) for known in words})


def is_other_unit(unit: str) -> bool:
    """Whether a word is a unit that no figure of ours is in, such as 亩."""
    return fold(unit) in _OTHER_UNITS


def is_unit(word: str) -> bool:
    """Whether a word is a unit, be it of a column of ours or another such as 亩."""
    return scale_of(word) is not None or is_other_unit(word)


def may_replace(word: str, unit: str) -> bool:
    """Whether a word is another unit for what `unit` (one of the layout) counts: 亩 for square metres."""
    return fold(word) in _ALIKE.get(unit, ())


def is_plainly(word: str, unit: str) -> bool:
    """Whether a word is this unit (one of the layout) and no multiple of it."""
    return unit in _units_of(fold(word))


def is_unit_word(word: str) -> bool:
    """Whether a word behind a number is a unit, of whatever kind."""
    return word in _COUNT_WORDS or is_other_unit(word) or bool(_units_of(word))


def fits(word: str, unit: str) -> bool:
    """Whether a number with this word behind it may stand where `unit` (one of the layout, or none) is asked for."""
    if not word:
        return True
    if not unit:
        return not is_other_unit(word)
    units = _units_of(word)
    if "enterprises" in (unit, *units):  # persons are counted in many words, and these are none of them
        return unit in units or word in _COUNT_WORDS
    return unit in units if unit in MEASURED else word in _COUNT_WORDS or bool(units - MEASURED)
