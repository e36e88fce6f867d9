"""The fonts of this computer that a PDF is set in: the first there is of those wanted, else any with Chinese signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from typst import Fonts

from core.exports.documents.not_made import NotMadeError

_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun", "NSimSun", "STSong", "Songti SC")
_SANS = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC"),
    *("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback"),
)
_WANTED = {
    "body": ("FangSong_GB2312", "FangSong", "STFangsong", *_SERIF, *_SANS),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", *_SERIF, *_SANS),
    "first": ("SimHei", *_SANS, *_SERIF),
    "second": ("KaiTi_GB2312", "KaiTi", "STKaiti", *_SERIF, *_SANS),
    "plain": ("SimSun", "NSimSun", "STSong", *_SERIF, *_SANS),
}
"""By part: the font of official documents, then what stands in for it."""
_LATIN = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
"""The last one comes with the typesetter."""


@dataclass(frozen=True, slots=True)
class InstalledFonts:
    """The fonts of this computer, and of every part the families it is set in, the Latin one first."""

    searched: Fonts
    families: dict[str, tuple[str, ...]]


@cache
def installed_fonts() -> InstalledFonts:
    """The fonts there are. Raises NotMadeError."""
    searched = Fonts()
    return InstalledFonts(searched, families_of(searched.families()))


def families_of(known: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Of every part the families it is set in, of those that are known. Raises NotMadeError."""
    names = {name.casefold(): name for name in known}
    latin = [names[name.casefold()] for name in _LATIN if name.casefold() in names][:1]
    families = {}
    for part, wanted in _WANTED.items():
        chinese = [names[name.casefold()] for name in wanted if name.casefold() in names][:1]
        if not chinese:
            raise NotMadeError("document.no_chinese_font")
        families[part] = (*latin, *chinese)
    return families
