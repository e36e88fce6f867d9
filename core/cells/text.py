"""A text as a person sees it: without invisible characters, look-alike forms and the wrappers that exports put on."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LONGEST_COMPARED = 2_000  # characters
_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣~～至", "-"))
# Unicode, EquivalentUnifiedIdeograph: radicals and strokes that look like an ideograph; NFKC maps only the others.
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄"
    "⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲㇆㇏㇐㇑㇒㇓㇔㇕㇖㇗㇘㇙㇚㇛㇜㇝㇞㇟㇠㇡",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西"
    "见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀𠃌乀一丨丿丿丶𠃍乛𠃊𠃎𠄌亅𡿨𠃋乀𠃑乚乙𠄎",
)
# The traditional characters in words that forms use, and the simplified ones.
_SIMPLIFIED = str.maketrans(
    "與專業兩個舉習鄉書儀傳佈備復複冊農劃創製辦務動勞醫區單衛衞佔歷雙發號後員圖園師學實審對層崗開應當錄適態總據數無時機術構標畢漁遊點獨環現電稱積離築類級約紡織紙經結"
    "統職脫藝節藥規裝計訓記設證評識話課財責質貧貿資轉輕輸運進選鎮銷聞階際項館體餘養長關產産營條爲為從監觀測報過導陸隊屬併間額齡興礎臺處衆眾屆歸聯繫縣銀戶貨碼種較參殘"
    "糧萬億圓門陽難達協車廠廣華國東橋鐵龍風廳執慶",
    "与专业两个举习乡书仪传布备复复册农划创制办务动劳医区单卫卫占历双发号后员图园师学实审对层岗开应当录适态总据数无时机术构标毕渔游点独环现电称积离筑类级约纺织纸经结"
    "统职脱艺节药规装计训记设证评识话课财责质贫贸资转轻输运进选镇销闻阶际项馆体余养长关产产营条为为从监观测报过导陆队属并间额龄兴础台处众众届归联系县银户货码种较参残"
    "粮万亿圆门阳难达协车厂广华国东桥铁龙风厅执庆",
)
_FORMULA_TEXT = re.compile(r'=\s*"((?:[^"]|"")*)"')
_QUOTES_BEFORE = "'’‘`＇"
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”')
# Signs a script writes before a number are seen though Unicode calls them format characters.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_WITHOUT_SHAPE = ("Co", "Cn", "Cs")  # of private use, unassigned, half a character: no font need have a shape
# Embedding, override and isolate; the marks of a direction alone turn no digits round.
_RIGHT_TO_LEFT = frozenset("\u202b\u202e\u2067")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def visible(text: str) -> str:
    """A text without the characters nobody can see: zero-width ones, marks of direction, byte-order marks, controls."""
    return text if text.isascii() and text.isprintable() else "".join(filter(_is_visible, text))


def unseen(text: str) -> list[str]:
    """The characters of a text that nobody can see, each once, by their numbers: U+200B."""
    return list(dict.fromkeys(code_point(sign) for sign in text if not _is_visible(sign)))


def turns(text: str) -> bool:
    """Whether a text has signs in it that let the rest be read from right to left: stored 46, seen 64."""
    return not _RIGHT_TO_LEFT.isdisjoint(text)


def code_point(sign: str) -> str:
    """The number by which a character is told from one that looks like it, such as U+0410."""
    return f"U+{ord(sign):04X}"


def _is_visible(sign: str) -> bool:
    if sign.isspace() or sign in _SEEN:
        return True
    kind = unicodedata.category(sign)
    is_variant = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef" or "\u180b" <= sign <= "\u180f"
    return kind not in ("Cf", "Cc") and not is_variant and sign not in _FILLERS


def unwrapped(text: str) -> str:
    """A text without what an export or a clerk put round it to keep it a text: ="150", '150, "150"."""
    bare = visible(text).strip()
    formula = _FORMULA_TEXT.fullmatch(bare)
    if formula:
        return formula[1].replace('""', '"').strip()
    quoted = _QUOTED.fullmatch(bare)
    if quoted:
        return (quoted[1] or quoted[2] or "").strip()
    return bare.lstrip(_QUOTES_BEFORE)


def normalise(text: object) -> str:
    """A text by what is seen: full-width forms and radicals made ordinary, no white space, one dash; case is kept.

    Of a text that is longer than any name, only the beginning: one sign may become eighteen.
    """
    compatible = unicodedata.normalize("NFKC", unwrapped(str(text)[:_LONGEST_COMPARED]).translate(_RADICALS))
    return _SPACES.sub("", compatible).translate(_DASHES)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A text as it is compared with others: `normalise`d, in lower case."""
    return normalise(text).casefold()


def word_key(text: str) -> str:
    """A word as it is looked up among those of forms and registers: `fold`ed, in simplified characters."""
    return simplified(fold(text))


def simplified(text: str) -> str:
    """A text with the simplified ones of the traditional characters that forms use."""
    return text.translate(_SIMPLIFIED)


def spaced(text: str) -> str:
    """Like `normalise`, but a space stays where it keeps digits apart: 2027-9-1 00:00 is no 2027-9-100:00."""
    bare = unwrapped(text[:_LONGEST_COMPARED]).translate(_RADICALS)
    compatible = unicodedata.normalize("NFKC", bare).translate(_DASHES)
    return re.sub(r"(?<![0-9]) | (?![0-9])", "", _SPACES.sub(" ", compatible))


def excerpt(text: object, most: int = 40) -> str:
    """A text as it may be quoted in a sentence: on one line and at most `most` characters long.

    A character that nobody sees stands as its number, [U+200B]: it may be the very thing that is wrong.
    """
    start = str(text).lstrip()[: 2 * most]
    line = start if start.isprintable() and start.isascii() else "".join(map(_shown, start)).strip()
    return line if len(line) <= most else line[: most - 1] + "…"


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    return sign if _is_visible(sign) and unicodedata.category(sign) not in _WITHOUT_SHAPE else f"[{code_point(sign)}]"
