"""The fonts of a report by their part: the East Asian one, the Latin one, and what stands in for the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from core.language import Language


@dataclass(frozen=True, slots=True)
class Font:
    """Names of fonts that officials' computers have; no font is put into the file."""

    east_asian: str
    latin: str = "Times New Roman"


TITLE = Font("方正小标宋简体")
BODY, FIRST, SECOND, PLAIN = Font("仿宋_GB2312"), Font("黑体"), Font("楷体_GB2312"), Font("宋体")
STAND_INS: Mapping[str, tuple[str, str]] = {
    "方正小标宋简体": ("SimSun", "宋体"),
    "仿宋_GB2312": ("FangSong", "仿宋"),
    "楷体_GB2312": ("KaiTi", "楷体"),
    "黑体": ("SimHei", "黑体"),
    "宋体": ("SimSun", "宋体"),
}
"""What a computer without a font takes, by its name in Latin and Chinese letters."""


def set_fonts(properties: Any, font: Font, language: Language) -> None:
    """Name both fonts and the language in the properties of runs, in place of those of the theme."""
    for tag in ("w:rFonts", "w:lang"):
        for former in properties.findall(qn(tag)):
            properties.remove(former)
    fonts = OxmlElement("w:rFonts")
    for name, family in (
        ("ascii", font.latin),
        ("hAnsi", font.latin),
        ("cs", font.latin),
        ("eastAsia", font.east_asian),
    ):
        fonts.set(qn(f"w:{name}"), family)
    if language is Language.ZH:
        fonts.set(qn("w:hint"), "eastAsia")
    properties.insert(0, fonts)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), "en-GB")
    tag.set(qn("w:eastAsia"), "zh-CN")
    properties.append(tag)
