"""Recognises the headings of a sheet in either language, and the lines of units and column numbers under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache

from core.cells.text import word_key
from core.cells.units import is_unit, may_replace, scale_of, unit_word
from core.datasets import TOTAL
from core.formats import SYMBOL_TEXT
from core.intake.form.columns import Column, Kind
from core.intake.form.layout import REGISTER, SHEETS
from core.intake.form.words import REASONS, STATUSES, head_of, status_words, words_of
from core.intake.workbook.grid import Cell
from core.language import Language, catalogue
from core.text_ids.datasets import SHEET_TEXT
from core.toml_entries import ListOf, TomlEntry, read_toml
from core.workspace import DATA

SYNONYMS = DATA / "plan" / "headings.toml"

_LONGEST_HEADING = 400  # characters, white space included
_NEARLY = 0.75
_BRACKETED = re.compile(r"\s*[（(【〔\[][^（(【〔\[]*$")
_WORD_IN_BRACKETS = re.compile(r"\s*[（(【〔\[]([^（(【〔\[）)】〕\]]*)[）)】〕\]]$")
_SET_OFF = "/,;:|-"
_BRACKETS = r"()\[\]【】〔〕〖〗"
# A unit at the end of a heading: （人）, 【单位：人】, ，单位：人, /人. Brackets go before a hyphen:
# the unit of "Full-time teachers (persons)" is persons.
_UNIT_AT_END = re.compile(
    r"[(\[【〔〖{<〈《「『]([^()\[\]【】〔〕〖〗]*)[)\]】〕〗}>〉》」』]$"
    rf"|[{_SET_OFF}]*(?:计量)?单位[:为]?([^{_BRACKETS}{_SET_OFF}]+)$|[{_SET_OFF}]([^{_BRACKETS}{_SET_OFF}]+)$"
)
_BLANKS = frozenset(("", "-", "--", "/", "—", "年", "年份", "单位", "计量单位", "unit"))
_CHINESE_FIRST = re.compile(r"\s*(.*[\u4e00-\u9fff)）】\]])\s*[/|(（]?\s*([A-Za-z][^\u4e00-\u9fff]*)", re.S)
_LATIN_FIRST = re.compile(r"\s*([A-Za-z][^\u4e00-\u9fff]*?)\s*[/|(（]?\s*([\u4e00-\u9fff].*)", re.S)
_SIGNS = re.compile(r"[*:：,，、;；_\"“”'·.。]")
_HEAD_START = re.compile(r"^(?:其中|\d+[.、]|[(（](?:\d+|[一二三四五六七八九十]+)[)）]|[一二三四五六七八九十]+、)")
PERSONAL = re.compile(
    r"姓名|身份证|证件号|手机|联系电话|电话号码|联系方式|家庭住址|出生日期|学籍号|银行卡|护照|通行证|台胞证|回乡证|居留证|居住证|idcard|phonenumber|passport"
    r"|^(?:校长|联系人|负责人|法定代表人|法人代表|填报人|经办人|电话|邮箱|微信号?|qq号?|mobile|phone|telephone|contact)$"
)
"""Headings of columns about a person, which no return may have."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A recognised heading: its column, what its numbers are to be multiplied by, and the text as it stands.

    `strange` holds a unit that is none of this column (亩 over a column of square metres), `named` the unit it names.
    """

    column: Column
    scale: Decimal
    text: str
    strange: str = ""
    named: str = ""


class _Synonym(TomlEntry):
    column: str
    words: ListOf[str]
    dataset: str = ""


class _CodeSynonym(TomlEntry):
    column: str
    code: str
    words: ListOf[str]


class _Synonyms(TomlEntry):
    heading: ListOf[_Synonym] = ()
    code: ListOf[_CodeSynonym] = ()


@cache
def _lexicon() -> dict[str, dict[str, Column]]:
    """Folded words to columns, per dataset; the register of units under `units`. Raises PlanError."""
    lexicon: dict[str, dict[str, Column]] = {}
    for name, columns in [*((sheet.dataset, sheet.columns) for sheet in SHEETS), ("units", REGISTER)]:
        words: dict[str, Column] = {}
        for column in columns:
            for language in Language:
                texts = catalogue(language)
                head = texts(head_of(column).id)
                if column.group:
                    own = "" if column.level == TOTAL else head
                    words[heading_key(texts(f"intake.head.{column.group}") + own)] = column
                words.setdefault(heading_key(head), column)
        lexicon[name] = words
    for synonym in read_toml(SYNONYMS, _Synonyms).heading:
        for name, words in lexicon.items():
            known = {column.id: column for column in words.values()}
            if synonym.dataset in ("", name) and synonym.column in known:
                for word in synonym.words:
                    words.setdefault(heading_key(word), known[synonym.column])
    return lexicon


@lru_cache(maxsize=1024)
def heading_key(text: str) -> str:
    """A heading without white space, signs and case, as it is looked up."""
    return _SIGNS.sub("", _HEAD_START.sub("", word_key(text)))


@lru_cache(maxsize=16_384)  # every text of the first lines of a file is asked about for every dataset
def heading_of(dataset: str, text: str) -> Heading | None:
    """The column of a dataset that a heading names, or None.

    Words in brackets that are no unit belong to the name, so that 在校生数（全日制） is not taken for 在校生数.
    """
    if len(text) > _LONGEST_HEADING:
        return None
    words = _lexicon()[dataset]
    column = words.get(heading_key(text))
    if column is not None:
        return Heading(column, Decimal(1), text)
    name, unit = _split_unit(text)
    column = words.get(heading_key(name)) if is_unit(unit) else None
    if column is None:
        return _of_two_languages(dataset, text)
    return with_unit(Heading(column, Decimal(1), text), unit)


def _of_two_languages(dataset: str, text: str) -> Heading | None:
    """The column of a heading that names it in Chinese and in English: 在校生数（人） Enrolment."""
    match = _CHINESE_FIRST.fullmatch(text) or _LATIN_FIRST.fullmatch(text)
    if match is None:
        return None
    first, second = (heading_of(dataset, part) for part in match.groups())
    if first is None or second is None or first.column is not second.column:
        return None
    named = first if first.named else second
    is_one = not (first.named and second.named) or first.scale == second.scale
    return replace(named, text=text) if is_one else None


def near_heading(dataset: str, text: str, known: Iterable[Heading]) -> str:
    """The words for a column that is not there yet and that a heading nearly names; nothing when there are none."""
    if len(text) > _LONGEST_HEADING:
        return ""
    present = {heading.column.id for heading in known}
    words = [word for word, column in _lexicon()[dataset].items() if column.id not in present]
    name, unit = _split_unit(text)
    near = get_close_matches(heading_key(name or text), words, n=1, cutoff=_NEARLY)
    end = _BRACKETED.search(text) if is_unit(unit) else None
    return near[0] + (end[0] if end else "") if near else ""


def word_in_brackets(dataset: str, text: str) -> tuple[Column, str] | None:
    """The column that a heading names but for a word in brackets, such as 女 or 预计, and that word."""
    if len(text) > _LONGEST_HEADING:
        return None
    head, extra = text.strip(), ""
    while match := _WORD_IN_BRACKETS.search(head):
        head, word = head[: match.start()], match[1].strip()
        extra = extra if is_unit(unit_word(word)) else word
        heading = heading_of(dataset, head)
        if heading is not None:
            return heading.column, extra
    return None


@lru_cache(maxsize=1024)
def _split_unit(text: str) -> tuple[str, str]:
    """A heading without the unit at its end, and that unit; nothing for one without brackets or anything between."""
    bare = word_key(text)
    match = _UNIT_AT_END.search(bare)
    if match is not None:
        return bare[: match.start()], unit_word(next(filter(None, match.groups()), ""))
    *name, unit = text.split() or [""]  # on a line of its own
    return "".join(name), unit_word(unit)


def with_unit(heading: Heading, word: str) -> Heading:
    """A heading whose column is in this unit, which is `strange` when it is none of the column's."""
    unit = scale_of(word)
    if unit is None or heading.column.unit not in unit[0]:
        return replace(heading, strange=word, named=word)
    return replace(heading, scale=unit[1], named=word)


def units_in(cells: Mapping[int, Cell], columns: Mapping[int, Heading]) -> dict[int, str]:
    """The unit of each column of figures when a line holds nothing but units (人, 万元); nothing for any other line."""
    if any(cell.kind != "s" for cell in cells.values()):
        return {}
    words = {x: unit_word(cell.text) for x, cell in cells.items()}
    units = {x: word for x, word in words.items() if x in columns and columns[x].column.unit}
    others = set(words.values()).difference(units.values(), _BLANKS)
    return units if all(map(is_unit, (*units.values(), *others))) else {}


def with_units(columns: Mapping[int, Heading], units: Mapping[int, str]) -> dict[int, Heading]:
    """The headings with the units that stand in a line under them."""
    return {x: with_unit(heading, units[x]) if x in units else heading for x, heading in columns.items()}


def with_notes(columns: Mapping[int, Heading], units: Sequence[str]) -> dict[int, Heading]:
    """The headings that name no unit of their own with those of the notes; of several for one column the last."""
    return {x: _with_note(heading, units) for x, heading in columns.items()}


def _with_note(heading: Heading, units: Sequence[str]) -> Heading:
    column = heading.column
    if heading.named or not (column.unit or column.kind is Kind.MEASURE):
        return heading
    fitting = [word for word in units if _scales(word, column.unit)]
    fitting = fitting or [word for word in units if may_replace(word, column.unit)]
    return with_unit(heading, fitting[-1]) if fitting else heading


def _scales(word: str, unit: str) -> bool:
    """Whether a word is this unit or a multiple of it; without a unit, whether it is a multiple of any."""
    scale = scale_of(word)
    return scale is not None and (unit in scale[0] if unit else scale[1] != 1)


def dataset_of_title(title: str) -> str | None:
    """The dataset whose sheet a title names (`表5 教师`), if it names one."""
    bare = re.sub(r"^(?:表|t|附表)?\d*", "", word_key(title))
    for sheet in SHEETS:
        if bare and bare in {word_key(catalogue(language)(SHEET_TEXT[sheet.dataset])) for language in Language}:
            return sheet.dataset
    return None


@cache
def code_by_word(dataset: str, column_id: str) -> dict[str, str]:
    """Folded words of a coded column to its codes: the code, its words in both languages, 66 for `66 装备制造`, and
    those of `headings.toml`. Raises PlanError."""
    sheet = next(item for item in SHEETS if item.dataset == dataset)
    column = next(item for item in sheet.columns if item.id == column_id)
    codes: dict[str, str] = {}
    for code in column.codes:
        codes[word_key(code)] = code
        for language in Language:
            words = words_of(column, code, catalogue(language))
            for word in (words, words.removeprefix(f"{code} "), words.removeprefix(f"{code} ") + "大类"):
                codes.setdefault(word_key(word), code)
    for synonym in read_toml(SYNONYMS, _Synonyms).code:
        if synonym.column == column_id and synonym.code in column.codes:
            for word in synonym.words:
                codes.setdefault(word_key(word), synonym.code)
    return codes


@cache
def reason_by_word() -> dict[str, str]:
    """Folded words, in either language, to the reason why a value is absent."""
    texts = [catalogue(language) for language in Language]
    return {
        word_key(word): reason.value
        for reason in REASONS
        for word in (reason, *(catalogue_texts(SYMBOL_TEXT[reason]) for catalogue_texts in texts))
    }


@cache
def status_by_word() -> dict[str, tuple[str, bool]]:
    """Folded words, in either language, to status and provisional mark."""
    return {
        word_key(status_words(*status, catalogue(language))): status for status in STATUSES for language in Language
    }
