"""What nothing in the program uses, as vulture finds it, without what a framework or a data file reaches by name."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from vulture.config import make_config
from vulture.core import Vulture

REACHED_BY_NAME = {
    "EndElementHandler": "expat calls it",
    "StartElementHandler": "expat calls it",
    "CharacterDataHandler": "expat calls it",
    "buffer_text": "expat reads it",
    "compress_type": "zipfile reads it",
    "handle_starttag": "html.parser calls it",
    "handle_endtag": "html.parser calls it",
    "handle_data": "html.parser calls it",
    "handle_comment": "html.parser calls it",
    "handle_pi": "html.parser calls it",
    "unknown_decl": "html.parser calls it",
    "model_config": "pydantic reads it",
    "_open_worksheet": "python-pptx calls it",
    "_workbook_writer": "python-pptx reads it",
    "__call__": "the method of a protocol: whoever has it is called",
}
"""Names that a library looks for, with the library."""
SET_ON_ITS_OBJECTS = "core/exports/documents/"
"""Where attributes are set on the objects of a library, which reads them when it writes its file."""

LEFT_TO_REMOVE = {
    "core/figures/palette.py: AMBER_BAND",
    "core/published/figures.py: district_panel",
    "core/published/series.py: derived_years",
    "core/published/series.py: reason_code",
    "core/scenario/models/grade_progression.py: progression_rates",
    "core/scenario/models/grade_progression.py: smoothed",
    "core/scenario/models/growth_curve.py: evaluate",
}
"""Used by tests or not at all: to be removed or put to use; an entry that is no longer needed is reported, too."""

_ATTRIBUTE = re.compile(r"\.([a-z_]+)\b")


def declared_by_data(path: Path) -> set[int]:
    """Lines of a file that declare what data files may say: members of enumerations, fields of checked entries."""
    classes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ClassDef)]
    lines: set[int] = set()
    for declared in classes:
        bases = {ast.unparse(base).split(".")[-1] for base in declared.bases}
        if bases & {"Enum", "StrEnum", "IntEnum"}:
            lines |= {statement.lineno for statement in declared.body if isinstance(statement, ast.Assign)}
        elif bases:
            lines |= {statement.lineno for statement in declared.body if isinstance(statement, ast.AnnAssign)}
    return lines


def read_by_templates() -> set[str]:
    """Names of attributes that a template reads of the values it is given."""
    return {name for path in Path("core").rglob("*.html") for name in _ATTRIBUTE.findall(path.read_text("utf-8"))}


def unused() -> set[str]:
    """File and name of everything in the program that nothing in it uses."""
    settings = make_config([])
    finder = Vulture(ignore_decorators=settings["ignore_decorators"])
    finder.scavenge(settings["paths"])
    root, in_templates = Path.cwd(), read_by_templates()
    return {
        f"{Path(item.filename).resolve().relative_to(root).as_posix()}: {item.name}"
        for item in finder.get_unused_code(min_confidence=settings["min_confidence"])
        if item.name not in REACHED_BY_NAME
        and item.name not in in_templates
        and not (item.typ == "attribute" and SET_ON_ITS_OBJECTS in Path(item.filename).as_posix())
        and item.first_lineno not in declared_by_data(Path(item.filename))
    }


if __name__ == "__main__":
    dead = unused()
    for entry in sorted(dead - LEFT_TO_REMOVE):
        print(f"dead code: {entry}: nothing in the program uses it")
    for entry in sorted(LEFT_TO_REMOVE - dead):
        print(f"dead code: {entry} is used or gone: take it off LEFT_TO_REMOVE in {__file__}")
    sys.exit(dead != LEFT_TO_REMOVE)
