"""Identity, mobile and telephone numbers in a text, and how they differ from the codes of organisations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stdnum.cn import ric, uscc

from core.cells.text import visible

_BETWEEN = re.compile(r"(?<=\d)[\s\-‐‑–—⁃]+(?=\d)|(?<=\d{17})[\s\-‐‑–—⁃]{1,2}(?=[XxХхΧχ](?![0-9A-Za-z]))")
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# The digits of a long fraction (47.3684210526316%) are no number of a person.
_START, _END = r"(?<!\d)(?<!\d\.)", r"(?!\d|[Xx]|\.\d)"
_CHECK = "[\\dXx×ХхΧχ]"  # people write the X with what looks like one
_IDENTITY = re.compile(rf"{_START}{_PROVINCE}\d{{4}}(?:19|20)\d\d{_DAY}\d{{3}}{_CHECK}{_END}")
_IDENTITY_OLD = re.compile(rf"{_START}{_PROVINCE}\d{{4}}\d\d{_DAY}\d{{3}}{_END}")
_MOBILE = re.compile(rf"{_START}(?:(?:\+|00)?86)?(1[3-9]\d{{9}}){_END}(?!\s*[十百千万亿]*[元圆])")
# In a long text only digits grouped like such numbers are joined: anything else would join years and counts.
_GAP = r"(?:[\s\-‐‑–—⁃]{1,2})"
_GROUPED = re.compile(
    rf"(?<!\d)(?:{_PROVINCE}(?:{_GAP}?\d){{15}}{_GAP}?{_CHECK}"
    rf"|(?:(?:\+|00)?86{_GAP}?)?1[3-9]\d(?:{_GAP}\d{{4}}{_GAP}?\d{{4}}|\d{{4}}{_GAP}\d{{4}}|{_GAP}\d{{3}}{_GAP}\d{{5}})"
    rf"|(?:(?:\+|00)?86{_GAP}?)?1[3-9]\d\d{_GAP}\d{{3}}{_GAP}\d{{4}})(?!{_GAP}?\d)"
)
# With any one sign between its groups a number is still seen as what it is.
_SIGN = r"\s?([./_·•・\\|])\s?"
_SIGNED = (
    re.compile(rf"(?<![\d./_])((?:(?:\+|00)?86)?1[3-9]\d){_SIGN}(\d{{4}})\s?\2\s?(\d{{4}})(?!\s?\2?\s?\d)"),
    re.compile(rf"(?<![\d./_])({_PROVINCE}\d{{4}}){_SIGN}((?:19|20)\d{{6}})\s?\2\s?(\d{{3}}{_CHECK})(?!\s?\2?\s?\d)"),
)
_LISTED = (  # as 138、0013、8000 or (138)0013-8000; two years behind a count are none
    re.compile(
        r"(?<![\d./_,、*])(1[3-9]\d)([,、*~～:])(?!(?:19|20)\d\d\2(?:19|20)\d\d)(\d{4})\2(\d{4})(?!\s?\2?\s?\d)"
    ),
    re.compile(r"(?<!\d)\((1[3-9]\d)(\))[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)"),
)
# The telephone of an office is not personal; one beside the name or function of a person is.
PERSON_WORDS = r"(?:电话|手机|联系方式|联系人|填报人|填表人|经办人|审核人|负责人|姓名|校长|tel|phone|mobile)"
_NAMED = re.compile(
    rf"{PERSON_WORDS}[^\d,，;；。]{{0,10}}((?:\(?0\d{{2,3}}\)?[\s\-‐–—]{{0,2}})?[2-8]\d{{6,7}})(?!\d)", re.I
)
# What programs number their things with: digits in it are nobody's.
_HEX = "[0-9A-Fa-f]"
_IDENTIFIER = re.compile(
    rf"(?<!{_HEX}){_HEX}{{8}}([-_]?){_HEX}{{4}}\1{_HEX}{{4}}\1{_HEX}{{4}}\1{_HEX}{{12}}(?!{_HEX})"
    rf"|(?<![0-9A-Za-z])(?=\d*[A-Fa-f]){_HEX}{{16,}}(?![0-9A-Za-z])"
)
# A letter or two at an identity number make no identifier of it, when its check digit is right; nor does the single
# letter by which a student's number (学籍号) begins, which is G or L and an identity number, mistyped or not.
_BETWEEN_LETTERS = re.compile(
    rf"(?<![0-9A-Za-z-])([A-Za-z]{{0,2}})((?:{_PROVINCE}|9\d)\d{{4}}(?:19|20)\d\d{_DAY}\d{{3}}{_CHECK})"
    r"[A-Wa-w]{0,2}(?![0-9A-Za-z-])"
)
_OF_STUDENTS = ("G", "g", "L", "l")
_THING = re.compile(
    r"(?:项目|备案|采购|合同|课题|立项|批准|许可|登记|文件|招标|工程|设备|资产|发票|订单)(?:编号|编码|代码|号码?)?[:：\s]*$"
)
_OTHER_FIGURES = re.compile(r"(?![0-9])\d")
_FIGURE_OF_NUMERAL = str.maketrans("〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "000123456789123456789" + "1")
_NUMERALS = re.compile("[〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]{11,}")
_LONG_LIGATURES = dict.fromkeys((0xFDFA, 0xFDFB), "#")  # which become eighteen letters, and no digit
_LETTERS_BEFORE = re.compile(r"[A-Za-z_]+$")
_NUMBER_WORD = re.compile(r"(?:.*(?:tel|phone|mobile|mob|cell)|[tmpv]|[wv]x|wechat|weixin|qq|id|sfz)", re.I)
_SURNAMES = (
    "wang|li|zhang|liu|chen|yang|zhao|huang|zhou|wu|xu|sun|hu|zhu|gao|lin|he|guo|luo|liang|song|zheng|xie|han|tang|feng|"
    "yu|dong|xiao|cheng|cao|yuan|deng|fu|shen|zeng|peng|lu|su|jiang|cai|jia|ding|wei|xue|ye|yan|pan|du|dai|xia|zhong|"
    "tian|fan|fang|shi|yao|tan|liao|zou|xiong|jin|hao|kong|bai|cui|kang|qiu|qin|gu|shao|meng|long|wan|duan|qian"
)
_SYLLABLE = "(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?(?:[aeo]|[iu]?a[io]?|i[eu]|u[eio]|ou|ei|[iuv])(?:ng?)?"
_NAME = re.compile(rf"(?:{_SURNAMES})(?:{_SYLLABLE}){{0,2}}", re.I)  # the name of somebody in Latin letters
_RESIDENT = re.compile(rf"永久?居留?[^\d]{{0,8}}(9\d{{16}}{_CHECK})(?!\d)")
_LIKE_X = str.maketrans("×ХΧ", "XXX")
_DIGITS = re.compile(r"\d{11}")
_SEVEN = re.compile(r"\d{7}")
_CREDIT_KINDS = r"(?:1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1)"
_CREDIT_CODE = re.compile(rf"{_CREDIT_KINDS}[0-9A-HJ-NP-RTUWXY]{{16}}")


def personal_numbers(text: str) -> list[tuple[str, str]]:
    """Identity (`identity`), mobile (`mobile`) and telephone (`phone`) numbers in a text, all but their ends masked."""
    bare = _in_figures(unicodedata.normalize("NFKC", visible(text).translate(_LONG_LIGATURES)))
    bare = _IDENTIFIER.sub("#", _BETWEEN_LETTERS.sub(_without_letters, bare))
    numbers = _telephones(bare)
    bare = _BETWEEN.sub("", bare) if len(bare) <= 80 else _GROUPED.sub(_without_gaps, bare)
    for grouped in (*_SIGNED, *_LISTED):
        bare = grouped.sub(r"\1\3\4", bare)
    if not _DIGITS.search(bare):
        return numbers
    identities = [match[0] for match in _alone(_IDENTITY, bare) if not _is_of_a_thing(match)]
    identities += [match[0] for match in _alone(_IDENTITY_OLD, bare)]
    identities += [match[1] for match in _RESIDENT.finditer(bare) if not _IDENTITY.search(match[1])]
    numbers += [("identity", masked_number(identity)) for identity in identities]
    numbers += [("mobile", masked_number(match[1])) for match in _alone(_MOBILE, bare)]
    return numbers


def _in_figures(text: str) -> str:
    """A text with the figures of other scripts, and eleven numerals or more in a row, as plain figures."""
    if text.isascii():
        return text
    figures = _OTHER_FIGURES.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    return _NUMERALS.sub(lambda match: match[0].translate(_FIGURE_OF_NUMERAL), figures)


def _alone(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches that are no piece of an identifier: letters right before one say what number it is, or it is none."""
    for match in pattern.finditer(text):
        if text.startswith("@", match.end()):
            yield match  # the address of somebody, whatever stands before
            continue
        letters = _LETTERS_BEFORE.search(text, max(0, match.start() - 20), match.start())
        if letters is not None and not (_NUMBER_WORD.fullmatch(letters[0]) or _NAME.fullmatch(letters[0])):
            continue
        if text[match.end() : match.end() + 1] not in tuple("ABCDEFabcdef_"):
            yield match


def _is_of_a_thing(match: re.Match[str]) -> bool:
    """Whether what looks like an identity number is that of an organisation, or is called one of a project or paper."""
    is_called_so = _THING.search(match.string[: match.start()]) is not None
    return is_credit_code(match[0]) or (is_called_so and not _has_check_digit(match[0]))


def masked_number(digits: str) -> str:
    """The ends of a number, by which its owner finds it and nobody else does."""
    return f"{digits[:3]}…{digits[-2:]}"


def _without_gaps(match: re.Match[str]) -> str:
    return _BETWEEN.sub("", match[0])


def _without_letters(match: re.Match[str]) -> str:
    letters, identity = match.groups()
    is_of_a_person = letters in _OF_STUDENTS or _has_check_digit(identity)
    return f" {identity} " if is_of_a_person else match[0]


def _has_check_digit(identity: str) -> bool:
    """Whether 17 digits of a person's number are followed by the right sign."""
    return ric.calc_check_digit(identity) == _plain(identity)[17]


def _plain(code: str) -> str:
    """A code in capitals, its X a Latin one."""
    return code.upper().translate(_LIKE_X)


def _telephones(bare: str) -> list[tuple[str, str]]:
    if len(bare) < 9 or not _SEVEN.search(bare):
        return []
    return [("phone", masked_number(match[1])) for match in _NAMED.finditer(bare)]


def is_credit_code(text: str) -> bool:
    """Whether 18 characters are the code of an organisation (GB 32100, 统一社会信用代码) and not of a person.

    Both have a check digit (GB 11643 for persons); a code that is valid as a person's counts as one.
    """
    code = _plain(text)
    if code[:17].isdigit() and _has_check_digit(code):
        return False
    return _CREDIT_CODE.fullmatch(code) is not None and uscc.calc_check_digit(code) == code[17]
