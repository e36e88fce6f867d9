"""The text of a Word document (.docx), a line a paragraph: what is seen of it, with numbers that Word itself counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

from core.clauses.list_numbers import ListNumbers, read_levels, read_places
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.package import Package
from core.intake.workbook.workbook_parts import path_of_kind, related_parts, relations_path
from core.intake.workbook.xml_parts import DEEPEST, parse_part

MAIN = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The vocabulary of Word, and the one of its strict files."""
_LARGEST_PART = 2_000_000  # bytes of the parts with the kinds of numbering and the styles
_COUNTED_AT_ONCE = 1_000  # elements
# What is no text of the document: deleted or moved away, the former looks, codes of fields, readings above a word.
_LEFT_OUT = frozenset(("del", "moveFrom", "rPrChange", "pPrChange", "instrText", "delInstrText", "rt"))
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same text box once more
_UNSEEN = frozenset(("vanish", "strike", "dstrike"))
_OFF = ("0", "false", "off")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # a small figure above the line is no digit of the number before it


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    within: list[str] = field(default_factory=list)  # text boxes that hang on it
    list_id: str = ""
    level: str = ""
    style: str = ""
    runs_on: bool = False  # its end was deleted: the next one goes on in the same line


def word_lines(package: Package) -> list[str]:
    """The lines of a document. Raises WorkbookError (`archive`, `bomb`, `damaged`, `encrypted`, `entities`)."""
    root = path_of_kind(related_parts(package, ""), "officeDocument") or "word/document.xml"
    reader = _Reader(package, _numbers(package, root))
    parse_part(package, root, reader.start, reader.end, reader.characters)
    return reader.lines


def _numbers(package: Package, root: str) -> ListNumbers:
    if package.packed_name(relations_path(root)) is None:
        return ListNumbers({}, {})
    related = related_parts(package, root)
    numbering, styles = (_part(package, path_of_kind(related, kind)) for kind in ("numbering", "styles"))
    levels = {} if numbering is None else read_levels(numbering)
    return ListNumbers(levels, {} if styles is None else read_places(styles, levels))


def _part(package: Package, path: str | None) -> Element | None:
    """A small part as a whole; None when it is not there."""
    if path is None or package.packed_name(path) is None:
        return None
    content = package.read_part(path, _LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise WorkbookError("bomb")
    try:
        return fromstring(content)
    except SyntaxError as error:
        raise WorkbookError("damaged") from error


class _Reader:
    """What happens at the elements of a document, in the order they come."""

    def __init__(self, package: Package, numbers: ListNumbers) -> None:
        self.lines: list[str] = []
        self._package, self._numbers = package, numbers
        self._open: list[_Paragraph] = []
        self._before = ""  # a paragraph whose end was deleted
        self._depth = self._count = 0
        self._left_out_at = self._looks_of_paragraph_at = 0  # the depth where such a part began; 0 outside
        self._is_text = self._unseen = self._raised = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise WorkbookError("bomb")
        if self._count >= _COUNTED_AT_ONCE:
            self._package.count_elements(self._count)
            self._count = 0
        name = _local(tag)
        if self._left_out_at or not name:
            return
        if name == "del" and self._looks_of_paragraph_at:
            self._open[-1].runs_on = True
        elif name in _LEFT_OUT or name == "Fallback":
            self._left_out_at = self._depth
        elif name == "p":
            self._open.append(_Paragraph())
        elif name == "pPr" and self._open:
            self._looks_of_paragraph_at = self._depth
        elif self._looks_of_paragraph_at:
            self._note_list(name, _value(attributes))
        else:
            self._inside_run(name, _value(attributes))

    def _note_list(self, name: str, value: str) -> None:
        if name == "numId":
            self._open[-1].list_id = value
        elif name == "ilvl":
            self._open[-1].level = value
        elif name == "pStyle":
            self._open[-1].style = value

    def _inside_run(self, name: str, value: str) -> None:
        if name == "r":
            self._unseen = self._raised = False
        elif name in _UNSEEN:
            self._unseen = self._unseen or value not in _OFF
        elif name == "vertAlign":
            self._raised = value == "superscript"
        elif name == "t":
            self._is_text = True
        elif name in _SIGNS and self._open and not self._unseen:
            self._open[-1].parts.append(_SIGNS[name])

    def end(self, tag: str) -> None:
        name = _local(tag)
        if self._left_out_at:
            self._left_out_at = 0 if self._depth == self._left_out_at else self._left_out_at
        elif self._looks_of_paragraph_at == self._depth:
            self._looks_of_paragraph_at = 0
        elif name == "t":
            self._is_text = False
        elif name == "p" and self._open:
            self._close(self._open.pop())
        self._depth -= 1

    def characters(self, text: str) -> None:
        if self._is_text and self._open and not self._left_out_at and not self._unseen:
            self._open[-1].parts.append(text.translate(_RAISED) if self._raised else text)

    def _close(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.parts)
        if text.strip() or not paragraph.runs_on:
            number = self._numbers.number(
                paragraph.list_id, paragraph.level, paragraph.style
            )  # an empty paragraph is counted, too
            text = number + text if text.strip() else ""
        lines = [*text.splitlines(), *paragraph.within]
        if self._open:
            self._open[-1].within += lines
        elif paragraph.runs_on:
            self._before += text
            self.lines += paragraph.within
        else:
            self.lines += [*(self._before + text).splitlines(), *paragraph.within]
            self._before = ""


def _local(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    return name if space in MAIN or tag == _FALLBACK else ""


def _value(attributes: dict[str, str]) -> str:
    return next((text for key, text in attributes.items() if key.rpartition("}")[2] == "val"), "")
