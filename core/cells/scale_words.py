"""Words that say that figures count hundreds or more, however they stand: 均为百人, 倍率：100, in hundreds."""

from __future__ import annotations

import re

from core.cells.text import fold

_LONGEST = 1_000  # characters; an essay is not searched
_SCALE = "(?:[十拾]?[百佰千仟万萬亿億]|[百佰千仟万萬][万萬亿億]|[拾十])"
_OF_UNITS = "个?(?:单位|單位|量纲|量級|量级|数量级|倍率|倍数|系数|比例尺?|units?|scale|factor|einheit)"
# Behind a figure, or behind 每 or 近, it is an amount: 50万人, 每百名学生. 千人计划 is the name of a plan.
_COUNTED = re.compile(
    rf"(?<![\d一二三四五六七八九十百千万两几数第余多约每近超逾达上过满双])(?P<unit>{_SCALE}"
    r"(?:人次|人|名|位|个|元|圆|册|平方米|平米|㎡|m2))(?!计划|工程|大|会|以[上下]|左右|[\u4e00-\u9fff]{0,6}(?:学校|学院|中心))"
)
_OTHERS = (
    re.compile(
        rf"{_OF_UNITS}[^,;。\d十百千万亿]{{0,12}}?[:=为是(\[【/]?[^,;。\d]{{0,3}}?"
        r"(?P<word>10+(?![\d所校家])|[百佰千仟拾](?=$|[,;。)\]】”\"人名位个/为、]))"
    ),
    re.compile(r"[(\[【“\"‘'「](?P<word>[百佰千仟万萬拾])[)\]】”\"’'」](?!计划|工程)"),
    re.compile(r"(?P<word>(?:[x×*✕╳]|乘以?|扩大|除以?|÷)10+(?!\d)倍?)"),
    re.compile(
        r"(?:in|units?:?|\()(?P<word>(?:ten|hundred)?(?:tens|hundreds?|thousands?|millions?)(?:of)?"
        r"(?:persons?|people|students|teachers|yuan|rmb|cny|squaremet(?:re|er)s|m2|volumes)?)(?![a-z])"
    ),
    re.compile(r"(?P<word>[(\[]'?0{2,6}s?[)\]])"),
    re.compile(r"(?:in|(?<!\()['’])(?P<word>000s?)(?!\d)"),
)


def scale_words(text: str) -> list[str]:
    """Every place of a text that may name a unit of many or a scale, as it stands there but for spaces."""
    if len(text) > _LONGEST:
        return []
    bare = fold(text)
    words = [match["unit"] for match in _COUNTED.finditer(bare)]
    return words + [match["word"] for pattern in _OTHERS for match in pattern.finditer(bare)]
