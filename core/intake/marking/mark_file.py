"""Somebody's own file back: marked cells coloured and commented, and a first sheet that lists the marks.

The file is not written anew: places in its parts are changed, so that its formulas with their results, its shapes,
charts and everything else stay as the spreadsheet program wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, count

from core.intake.marking.cell_styles import EMPTY_STYLES, CellStyles
from core.intake.marking.comments import EMPTY_SHAPES, SheetComments, empty_comments
from core.intake.marking.list_sheet import HEADING_ROW, list_sheet_xml
from core.intake.marking.marks import CommentAuthor, ListSheet, Mark
from core.intake.marking.marks_of_cell import joined_comment, marks_by_cell, strongest_fill
from core.intake.marking.new_workbook import new_workbook, sheet_names
from core.intake.marking.sheet_marks import SheetCells
from core.intake.marking.workbook_edits import MAIN_NAMESPACE, WorkbookEdits
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind, file_kind
from core.intake.workbook.package import Package
from core.intake.workbook.read_file import read_file
from core.intake.workbook.references import CellAt

_ENDINGS = {
    b"sheet.macroEnabled.main+xml": ".xlsm",
    b"template.macroEnabled.main+xml": ".xltm",
    b"template.main+xml": ".xltx",
}
_LONGEST_TYPES = 1_000_000  # bytes of the list of content types
_SELECTED = re.compile(rb"(\stabSelected\s*=\s*[\"'])(?:1|true)")


def mark_file(content: bytes, name: str, marks: Sequence[Mark], list_sheet: ListSheet, author: CommentAuthor) -> bytes:
    """The file as XLSX with its cells marked; one of another kind comes back as a new workbook with its values.

    Marks and the list of an earlier time are taken off, everything else stays as it is; at most 2,000 cells are
    marked. Raises WorkbookError (`unreturnable`) for a file that cannot be changed, and as reading does.
    """
    if file_kind(content) is not FileKind.WORKBOOK:
        book = read_file(content, name)
        names = sheet_names(book)
        earlier = frozenset(names[name] for name in list_sheet.earlier_names if name in names)
        list_sheet = replace(list_sheet, earlier_names=earlier)
        marks = [replace(mark, sheet=names.get(mark.sheet, mark.sheet)) for mark in marks]
        if book.spreadsheet:
            list_sheet = replace(list_sheet, guide=f"{list_sheet.guide} {list_sheet.new_file}".rstrip())
        content = new_workbook(book)
    package = Package(content)
    if package.is_signed:
        list_sheet = replace(list_sheet, guide=f"{list_sheet.guide} {list_sheet.void_signature}".rstrip())
    edits = WorkbookEdits(package)
    try:
        return _mark_workbook(edits, marks, list_sheet, author)
    except (ValueError, IndexError, KeyError) as error:
        # Reading asks less of a file than changing it does: a list without its names, a number that is none.
        raise WorkbookError("unreturnable") from error


def ending_of(workbook: bytes) -> str:
    """The ending a workbook must have: programs do not open one that is called otherwise than its parts say."""
    types = Package(workbook).read_part("[Content_Types].xml", _LONGEST_TYPES)
    return next((ending for kind, ending in _ENDINGS.items() if kind in types), ".xlsx")


def _mark_workbook(edits: WorkbookEdits, marks: Sequence[Mark], list_sheet: ListSheet, author: CommentAuthor) -> bytes:
    earlier_lists = [sheet for sheet in edits.parts.sheets if sheet.title in list_sheet.earlier_names]
    others = [sheet for sheet in edits.parts.sheets if sheet.title not in list_sheet.earlier_names]
    sheets = [(sheet.title, sheet.path) for sheet in others if sheet.path]
    styles_path = edits.related_path(edits.root, "styles")
    styles = CellStyles(EMPTY_STYLES if styles_path is None else edits.part(styles_path))
    marks_by_sheet = marks_by_cell(marks, [title for title, _ in sheets])
    for title, path in sheets:
        _unselect(edits, path)
        sheet_marks = marks_by_sheet.get(title, {})
        if sheet_marks or edits.related_path(path, "comments") is not None:
            _mark_sheet(edits, path, sheet_marks, styles, author)
    folder = edits.folder
    list_path = f"{folder}/worksheets/findings.xml".lstrip("/")
    relation = edits.add_part(edits.root, list_path, "worksheet", list_sheet_xml(list_sheet, styles, edits.namespace))
    if styles_path is None:
        edits.add_part(edits.root, "xl/styles.xml", "styles", styles.result())  # some programs look nowhere else
    else:
        edits.replace_part(styles_path, styles.result())
    for sheet in earlier_lists:
        edits.remove_part(edits.root, sheet.relation)
    name = _free_name(list_sheet.name, [sheet.title for sheet in others])
    edits.put_sheet_first(name, relation, list_sheet.earlier_names, HEADING_ROW)
    return edits.result()


def _free_name(name: str, titles: Sequence[str]) -> str:
    """The name, or the first with 2, 3, … after it that no sheet has; programs do not tell a from A."""
    used = {title.casefold() for title in titles}
    names = chain((name,), (f"{name} {number}" for number in count(2)))
    return next(free for free in names if free.casefold() not in used)


def _unselect(edits: WorkbookEdits, path: str) -> None:
    """Take a sheet out of the selection: what is typed into one of two selected sheets is typed into both."""
    before, name, after = edits.part(path).partition(b"sheetData")
    edits.replace_part(path, _SELECTED.sub(rb"\g<1>0", before) + name + after)


def _mark_sheet(
    edits: WorkbookEdits,
    path: str,
    marks: Mapping[CellAt, list[Mark]],
    styles: CellStyles,
    author: CommentAuthor,
) -> None:
    """Colour and comment the cells of one sheet, a covered cell at the first of the merged ones."""
    cells = SheetCells(edits.part(path))
    shown_at = cells.merged_into(marks)
    shown: dict[CellAt, list[Mark]] = {}
    for at, cell_marks in marks.items():
        shown.setdefault(shown_at[at], []).extend(cell_marks)
    comments_path, shapes_path = edits.related_path(path, "comments"), edits.path_of_relation(path, cells.drawing)
    comments = SheetComments(
        empty_comments(cells.namespace or MAIN_NAMESPACE) if comments_path is None else edits.part(comments_path),
        EMPTY_SHAPES if shapes_path is None else edits.part(shapes_path),
        author,
    )
    earlier = comments.marked_cells()
    if not shown and not earlier:
        return
    cells.fill({at: strongest_fill(cell_marks) for at, cell_marks in shown.items()}, earlier, styles)
    comments_xml, shapes_xml = comments.write({at: joined_comment(cell_marks) for at, cell_marks in shown.items()})
    _put_part(edits, path, comments_path, "comments.xml", "comments", comments_xml)
    relation = _put_part(edits, path, shapes_path, "comments.vml", "vmlDrawing", shapes_xml)
    if relation:
        cells.name_drawing(relation, edits.relation_namespace)
    edits.replace_part(path, cells.result())


def _put_part(edits: WorkbookEdits, owner: str, path: str | None, name: str, kind: str, data: bytes) -> str:
    """Replace a part or, without a path, add it; returns the relation id of a new one, else an empty text."""
    if path is None:
        return edits.add_part(owner, f"{edits.folder}/returned/{name}".lstrip("/"), kind, data)
    edits.replace_part(path, data)
    return ""
