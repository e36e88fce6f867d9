"""Recognises the headings of a sheet in either language, with the words and units that other forms use for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from core.datasets import TOTAL
from core.formats import SYMBOL_TEXT
from core.intake.form.layout import REGISTER, SHEETS, Column
from core.intake.form.words import REASONS, STATUSES, head_of, status_words, words_of
from core.intake.reading.cell_values import fold
from core.language import Language, catalogue
from core.text_ids.datasets import SHEET_TEXT
from core.toml_entries import ListOf, TomlEntry, read_toml
from core.workspace import DATA

SYNONYMS = DATA / "plan" / "headings.toml"

_BRACKETED = re.compile(r"[(\[](?P<inside>[^()\[\]]*)[)\]]$")

_LONGEST_HEADING = 400  # characters, white space included

_SCALES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_UNITS = {
    "persons": ("人", "名", "位", "persons", "people"),
    "person_times": ("人次", "person-times"),
    "certificates": ("本", "张", "个", "certificates"),
    "square_metres": ("平方米", "m2", "㎡", "平米", "squaremetres"),
    "yuan": ("元", "yuan"),
    "volumes": ("册", "本", "volumes"),
}
_OTHER_UNITS = frozenset(
    (
        "亩",
        "公顷",
        "台",
        "套",
        "台套",
        "件",
        "%",
        "班",
        "学时",
        "课时",
        "小时",
        "场",
        "次",
        "户",
        "家",
        "种",
        "门",
        "分",
        "岁",
    )
)
_SIGNS = re.compile(r"[*:：,，、;；_\"“”'·.。]")
_HEAD_START = re.compile(r"^(?:其中|\d+[.、])")
PERSONAL = re.compile(
    r"姓名|身份证|证件号|手机|联系电话|电话号码|联系方式|家庭住址|出生日期|学籍号|银行卡|idcard|phonenumber"
    r"|^(?:校长|联系人|负责人|法定代表人|法人代表|填报人|经办人|电话|邮箱|微信号?|qq号?|mobile|phone|telephone|contact)$"
)
"""Headings of columns about a person, which no return may have."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A recognised heading: its column, what its numbers are to be multiplied by, and the text as it stands.

    `strange` holds a unit that is none of this column (亩 over a column of square metres).
    """

    column: Column
    scale: Decimal
    text: str
    strange: str = ""


class _Synonym(TomlEntry):
    column: str
    words: ListOf[str]
    dataset: str = ""


class _Synonyms(TomlEntry):
    heading: ListOf[_Synonym] = ()


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


def heading_key(text: str) -> str:
    """A heading without white space, signs and case, as it is looked up."""
    return _SIGNS.sub("", _HEAD_START.sub("", fold(text)))


def heading_of(dataset: str, text: str, notes: Mapping[str, Decimal]) -> Heading | None:
    """The column of a dataset that a heading names, or None.

    `notes` gives the scale of units named above the table (单位：万元). Words in brackets that are no unit belong to
    the name, so that 在校生数（全日制） is not taken for 在校生数.
    """
    if len(text) > _LONGEST_HEADING:
        return None
    words = _lexicon()[dataset]
    bare = fold(text)
    column = words.get(heading_key(bare))
    if column is not None:
        return Heading(column, notes.get(column.unit, Decimal(1)), text)
    match = _BRACKETED.search(bare)
    column = words.get(heading_key(bare[: match.start()])) if match else None
    if match is None or column is None:
        return None
    unit = scale_of(match["inside"])
    if unit is None:
        # 校园面积（亩）: the right column in a unit that must not be taken for square metres.
        return Heading(column, Decimal(1), text, match["inside"]) if match["inside"] in _OTHER_UNITS else None
    units, scale = unit
    if column.unit not in units:
        return Heading(column, Decimal(1), text, match["inside"])
    return Heading(column, scale, text)


def scale_of(unit: str) -> tuple[frozenset[str], Decimal] | None:
    """The units a word may stand for, and what one of it is: 万元 is 10,000 yuan. None for a word that is no unit."""
    bare = fold(unit)
    for scale, factor in _SCALES.items():
        if bare.startswith(scale):
            rest = bare.removeprefix(scale)
            units = frozenset(name for name, words in _UNITS.items() if rest in {fold(word) for word in words})
            if units:
                return units, Decimal(factor)
    return None


def dataset_of_title(title: str) -> str | None:
    """The dataset whose sheet a title names (`表5 教师`), if it names one."""
    bare = re.sub(r"^(?:表|t|附表)?\d*", "", fold(title))
    for sheet in SHEETS:
        if bare and bare in {fold(catalogue(language)(SHEET_TEXT[sheet.dataset])) for language in Language}:
            return sheet.dataset
    return None


@cache
def code_by_word(dataset: str, column_id: str) -> dict[str, str]:
    """Folded words of a coded column to its codes: the code, its words in both languages, and 66 for `66 装备制造`."""
    sheet = next(item for item in SHEETS if item.dataset == dataset)
    column = next(item for item in sheet.columns if item.id == column_id)
    codes: dict[str, str] = {}
    for code in column.codes:
        codes[fold(code)] = code
        for language in Language:
            words = words_of(column, code, catalogue(language))
            for word in (words, words.removeprefix(f"{code} "), words.removeprefix(f"{code} ") + "大类"):
                codes.setdefault(fold(word), code)
    return codes


@cache
def reason_by_word() -> dict[str, str]:
    """Folded words, in either language, to the reason why a value is absent."""
    texts = [catalogue(language) for language in Language]
    return {
        fold(word): reason.value
        for reason in REASONS
        for word in (reason, *(catalogue_texts(SYMBOL_TEXT[reason]) for catalogue_texts in texts))
    }


@cache
def status_by_word() -> dict[str, tuple[str, bool]]:
    """Folded words, in either language, to status and provisional mark."""
    return {fold(status_words(*status, catalogue(language))): status for status in STATUSES for language in Language}
