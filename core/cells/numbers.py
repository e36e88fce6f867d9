"""The number in a text, as people, spreadsheets and statistical offices write it, or why there is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from core.cells.absence import absence_of
from core.cells.misread import MisreadError
from core.cells.text import excerpt, normalise, unwrapped
from core.cells.units import is_unit_word, unit_word

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?P<exponent>[eE][+-]?[0-9]{1,3})?")
_APART = re.compile(r"[0-9]\s+[0-9.,]|[.,]\s+[0-9]")
# Spaces that do not break a line and apostrophes are thousand separators of whole groups; an ordinary space is not.
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}([\u00a0\u2007\u2008\u2009\u202f'’ʼ′٬])\d{3}(?:\1\d{3})*(?!\d)")
_PLAIN_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}( )\d{3}(?:\1\d{3})*(?!\d)")
_SHORTENED = re.compile(r"[+-]?\d(?:\.\d{1,5})?E[+-]\d{2,3}")  # as spreadsheets show a number in a narrow column
_IN_WORDS = re.compile(
    r"负?(?:[零〇○一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩弌弍弎]|点(?=.))+[人名位个元圆圓册所本张份次整]{0,2}"
)
"""A number in Chinese numerals, plain or as on cheques, with or without a unit."""
_LONGEST = 400  # characters with all the words and white space around the number
_PLAIN_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SCALES = {"千": Decimal(1_000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SCALES["万亿"] = _SCALES["万"] * _SCALES["亿"]
_TRADITIONAL_SCALES = str.maketrans("萬億仟", "万亿千")
_CURRENCY = re.compile(r"^([+-]?)(?:[¥￥]|rmb|cny|人民币)([+-]?)(?=[0-9])", re.I)
_FOREIGN = re.compile(r"^(usd|us\$|\$|美元|美金|hkd|hk\$|港币|港元|eur|€|欧元|gbp|£|英镑|jpy|日元)(?=[+-]?[0-9])")
_APPROXIMATE = re.compile(r"^[^\d~～∼〜˜∿]*[~～∼〜˜∿]\D*\d|^\D*至\s*\d")
"""A wave before the first digit: about 64. Behind a digit it stands for a range: 60~64."""
_HEDGES = re.compile(r"约|近|超|余|多|左右|以上|以下|不足|大约|[><≥≤≈]")
_FLAG = re.compile(r"[bcdefinprsuz]{1,3}|[*†‡]+|[(\[](?:[a-z]{1,3}|\d{1,2}|[*†‡]+)[)\]]", re.I)
"""Letters and signs that statistical offices put behind a figure: b for a break in the series, p for provisional."""


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number with what stood round it. `value` is without percent sign and scale; `scale` is 1 without one (万).

    `unit` is the word behind it or the currency before it, `flag` what a statistical office added; `is_tidied` says
    that the text was not plainly the number.
    """

    value: Decimal
    percent: bool = False
    scale: Decimal = Decimal(1)
    unit: str = ""
    flag: str = ""
    is_tidied: bool = False


def refuse_strange_digits(raw: str) -> None:
    """Raises MisreadError for a superscript or circled digit, which would become a plain one, and 1² be 12.

    Behind or before plain digits it is the mark of a footnote. Also where white space stands between digits: 12 34 may
    be two numbers.
    """
    if has_strange_digits(raw):
        mark = footnote_mark(raw)
        if mark is not None:
            raise mark
        raise MisreadError("not_a_number", found=excerpt(raw))
    if _APART.search(unicodedata.normalize("NFKC", raw)):
        raise MisreadError("spaces_within", found=excerpt(raw))


def footnote_mark(raw: str) -> MisreadError | None:
    """What is said of 219① and 219²: a raised or circled number beside plain digits, and not among them."""
    text = unwrapped(raw)
    marks = [sign for sign in text if _is_mark(sign)]
    shown = text.strip("".join(marks)).strip()
    if not marks or any(map(_is_mark, shown)) or _PLAIN_DIGITS.isdisjoint(shown):
        return None
    return MisreadError("footnote_mark", found=excerpt(raw), mark="".join(marks), shown=excerpt(shown))


def _is_mark(sign: str) -> bool:
    """Whether a character is a whole number raised, circled or in brackets, as footnotes are marked: ², ①, ⑩, ㈠."""
    return sign in "⁽⁾" or (unicodedata.category(sign) == "No" and unicodedata.numeric(sign, 0.5).is_integer())


def has_strange_digits(text: str) -> bool:
    """Whether there is a digit, or a number in one character such as ⑩, that is none of the ordinary ones."""
    return any((sign.isdigit() or _is_mark(sign)) and sign not in _PLAIN_DIGITS for sign in text)


def number_in(raw: str, *, from_program: bool = False) -> WrittenNumber:
    """The number in a text.

    A table written by a program (`from_program`) may have powers of ten, which are exact there, flags behind its
    figures and ordinary spaces between thousands. 9.45E+06 is what a spreadsheet showed in a narrow column, and its
    other digits are lost; elsewhere this is so of every power of ten.

    Raises MisreadError: `mark_for_missing`, `not_a_number`, `footnote_mark`, `number_in_words`, `spaces_within`,
    `hedged`, `range_for_number`, `words_with_number` or `shortened`.
    """
    text = _readable(raw, from_program=from_program)
    if _IN_WORDS.fullmatch(text):
        raise MisreadError("number_in_words", found=excerpt(raw))
    plain, currency = _split_currency(text, from_program=from_program)
    match = _NUMBER.match(plain)
    if match is None:
        raise MisreadError("hedged" if _is_hedged(text) else "not_a_number", found=excerpt(raw))
    if match["exponent"] and not (from_program and _SHORTENED.fullmatch(match[0]) is None):
        raise MisreadError("shortened", found=excerpt(raw))
    value, rest = _decimal(match[0], raw), plain[match.end() :]
    if from_program and _FLAG.fullmatch(rest):
        return WrittenNumber(value, flag=rest.strip("()[]"), is_tidied=True)
    percent, scale, unit = _split_unit(rest, raw)
    unit = currency or unit
    is_tidied = bool(unit) or text != raw.strip() or "," in match[0]
    return WrittenNumber(value, percent, scale, unit, is_tidied=is_tidied)


def is_number(text: str) -> bool:
    """Whether a cell of a table written by a program holds a number."""
    try:
        number_in(text, from_program=True)
    except MisreadError:
        return False
    return True


def _readable(raw: str, *, from_program: bool) -> str:
    """A text without what does not change its number. Raises MisreadError for one that is no number at all."""
    if len(raw) > _LONGEST:
        raise MisreadError("not_a_number", found=excerpt(raw))
    bare = unwrapped(raw).replace("m²", "㎡")
    for groups in (_GROUPS, _PLAIN_GROUPS) if from_program else (_GROUPS,):
        bare = groups.sub(lambda match: match[0].replace(match[1], ","), bare)
    refuse_strange_digits(bare)
    if _APPROXIMATE.match(bare):
        raise MisreadError("hedged", found=excerpt(raw))
    text = normalise(bare)
    if not text or absence_of(text) is not None:
        raise MisreadError("mark_for_missing", found=excerpt(raw))
    return text


def _split_currency(text: str, *, from_program: bool) -> tuple[str, str]:
    """A text without the currency before its number, and that currency: 元, or a foreign one as it is written."""
    foreign = None if from_program else _FOREIGN.match(text.casefold())
    if foreign:
        return text[foreign.end() :], foreign[1]
    plain = _CURRENCY.sub(r"\1\2", text, count=1)
    return plain, "元" if plain != text else ""


def _decimal(figures: str, raw: str) -> Decimal:
    try:
        return Decimal(figures.replace(",", ""))
    except InvalidOperation as error:
        raise MisreadError("not_a_number", found=excerpt(raw)) from error


def _is_hedged(text: str) -> bool:
    """Whether a text that does not begin with a number is one with a word such as 约 before it."""
    is_bracketed = text.startswith("(") and text.endswith(")")
    return not is_bracketed and _HEDGES.search(text) is not None and any(map(str.isdigit, text))


def _split_unit(rest: str, raw: str) -> tuple[bool, Decimal, str]:
    """What stands behind a number: whether a percent sign, the scale (万) and the unit (人).

    Raises MisreadError for anything else.
    """
    percent = rest.startswith("%")
    rest = rest.removeprefix("%").translate(_TRADITIONAL_SCALES)
    scale = next((name for name in ("万亿", "亿", "万", "千") if rest.startswith(name)), "")
    words = rest.removeprefix(scale)
    unit = unit_word(words)
    if unit and not is_unit_word(unit):
        if re.match(r"-\d", words):
            raise MisreadError("range_for_number", found=excerpt(raw))
        raise MisreadError("hedged" if _HEDGES.search(words) else "words_with_number", found=excerpt(raw))
    return percent, _SCALES.get(scale, Decimal(1)), unit
