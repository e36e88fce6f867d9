"""Small Word documents made by hand: the parts such a file needs, around paragraphs written as XML."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from html import escape
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs, each a text or, where it begins with `<`, XML as it is."""
    inside = "".join(run if run.startswith("<") else f"<w:r><w:t>{escape(run)}</w:t></w:r>" for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def word_file(body: str | Iterable[str], more: Mapping[str, str | bytes] | None = None, vocabulary: str = W) -> bytes:
    """A document with this body, lines or XML; `more` are further parts by their names."""
    inside = body if isinstance(body, str) else "".join(map(paragraph, body))
    named = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in ("numbering", "styles")
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{named}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{vocabulary}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{inside}</w:body></w:document>",
        **(more or {}),
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def numbering_part(levels: Iterable[tuple[str, str]]) -> str:
    """The part with one list, id 1, whose levels count in these signs with this text around them."""
    inside = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{signs}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (signs, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )


def in_list(depth: int) -> str:
    """The properties of a paragraph at a depth of that list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
