"""The clerk's own file back: wrong cells coloured and commented, and a first sheet that lists what to do.

The file is not written anew: places in its parts are changed, so that its formulas with their results, its shapes,
charts and everything else stay as the clerk's program wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from core.intake.finding_words import message
from core.intake.findings import Finding, IntakeError, Severity
from core.intake.marking.cell_styles import EMPTY, Styles
from core.intake.marking.comments import EMPTY_SHAPES, MAIN, At, Remarks, cell_at, empty_comments
from core.intake.marking.findings_sheet import sheet
from core.intake.marking.sheet_marks import Page
from core.intake.marking.workbook_edits import STRICT_MAIN, Bundle
from core.intake.marking.xml_edits import storable
from core.intake.reading.explanations import HEAD, LIST_COLUMNS, explanations_by_id, list_titles
from core.intake.workbook.csv_file import read_delimited
from core.intake.workbook.grid import Book
from core.intake.workbook.package import LIMITS, Limits, Package, kind_of
from core.intake.workbook.reader import read_workbook, sheets_of
from core.language import Language, Texts, catalogue

__all__ = ["LIST_COLUMNS", "explanations_in", "mark"]

_SEVERITIES = (Severity.HARD, Severity.SOFT)
_MOST_COMMENTS = 2_000
_SELECTED = re.compile(rb"(\stabSelected\s*=\s*[\"'])(?:1|true)")


def mark(
    content: bytes,
    name: str,
    findings: Iterable[Finding],
    language: Language = Language.ZH,
    explanations: Mapping[str, str] | None = None,
) -> bytes:
    """The file as XLSX with its findings marked; a CSV file comes back as a workbook with one sheet.

    Hard findings are red, soft ones yellow; marks of an earlier time are taken off. What the clerk wrote stays as it
    is. Raises IntakeError (`unreturnable`) for a file that cannot be changed; it can then still be told in words.
    """
    texts = catalogue(language)
    wanted = [each for each in findings if each.severity in _SEVERITIES]
    if kind_of(content) != "workbook":
        content = _as_workbook(read_delimited(content, name))
    package = Package(content)
    root, sheets = sheets_of(package)
    bundle = Bundle(package, root)
    try:
        return _marked(bundle, sheets, wanted, explanations or {}, texts)
    except (ValueError, IndexError, KeyError) as error:
        # Reading asks less of a file than changing it does: a list without its names, a number that is none.
        raise IntakeError("unreturnable") from error


def _marked(
    bundle: Bundle,
    sheets: list[tuple[str, str, str]],
    wanted: list[Finding],
    explanations: Mapping[str, str],
    texts: Texts,
) -> bytes:
    lists = list_titles()
    kept = [(title, path) for title, path, _ in sheets if title not in lists and path]
    known = bundle.related(bundle.root, "styles")
    styles = Styles(EMPTY if known is None else bundle.part(known[1]))
    told = _by_cell(wanted, [title for title, _ in kept])
    for title, path in kept:
        data = bundle.part(path)
        head, body, rest = data.partition(b"sheetData")
        # Two sheets chosen at once are a group: what is typed into one would be typed into both.
        data = _SELECTED.sub(rb"\g<1>0", head) + body + rest
        bundle.put(path, data)
        if told.get(title) or bundle.related(path, "comments") is not None:
            _mark_sheet(bundle, path, data, told.get(title, {}), styles, texts)
    folder = bundle.root.rpartition("/")[0]
    within = f"{folder}/worksheets" if folder else "worksheets"
    page = sheet(wanted, explanations, styles, texts)
    if bundle.strict:
        page = page.replace(MAIN.encode(), STRICT_MAIN.encode())
    relation = bundle.add(bundle.root, f"{within}/findings.xml", "worksheet", page)
    if known is None:
        bundle.add(bundle.root, f"{folder}/styles.xml".lstrip("/"), "styles", styles.done())
    else:
        bundle.put(known[1], styles.done())
    for title, _, old in sheets:
        if title in lists:
            bundle.drop(bundle.root, old)
    bundle.first_sheet(texts("intake.returned.sheet"), relation, lists, HEAD)
    return bundle.done()


def _by_cell(findings: list[Finding], sheets: list[str]) -> dict[str, dict[At, list[Finding]]]:
    """The findings of each sheet by cell; those of a whole row stand in its first cell."""
    found: dict[str, dict[At, list[Finding]]] = {}
    room = _MOST_COMMENTS
    for each in findings:
        title = each.place.sheet if each.place.sheet in sheets else sheets[0] if len(sheets) == 1 else ""
        at = cell_at(f"{each.place.column or 'A'}{each.place.row}")
        if not title or at is None:
            continue
        here = found.setdefault(title, {})
        if at not in here and room <= 0:
            continue
        room -= at not in here
        here.setdefault(at, []).append(each)
    return found


def _mark_sheet(
    bundle: Bundle, path: str, data: bytes, told: Mapping[At, list[Finding]], styles: Styles, texts: Texts
) -> None:
    page = Page(data)
    places = page.places(told)
    here: dict[At, list[Finding]] = {}
    for at, findings in told.items():
        here.setdefault(places[at], []).extend(findings)
    comments, shapes = bundle.related(path, "comments"), bundle.related(path, "vmlDrawing")
    vocabulary = page.part.root.get("xmlns") or MAIN
    remarks = Remarks(
        empty_comments(vocabulary) if comments is None else bundle.part(comments[1]),
        EMPTY_SHAPES if shapes is None else bundle.part(shapes[1]),
        texts("intake.returned.author"),
        frozenset(catalogue(language)("intake.returned.author") for language in Language),
    )
    earlier = remarks.earlier()
    if not here and not earlier:
        return
    worst = {
        at: Severity.HARD if any(each.severity is Severity.HARD for each in findings) else Severity.SOFT
        for at, findings in here.items()
    }
    page.colour(worst, earlier, styles)
    words = {at: "\n".join(dict.fromkeys(message(each, texts) for each in findings)) for at, findings in here.items()}
    remarks_now, shapes_now = remarks.write(words)
    folder = bundle.root.rpartition("/")[0]
    base = f"{folder}/" if folder else ""
    if comments is None:
        bundle.add(path, f"{base}returned/comments.xml", "comments", remarks_now)
    else:
        bundle.put(comments[1], remarks_now)
    if shapes is None:
        page.draw(bundle.add(path, f"{base}returned/comments.vml", "vmlDrawing", shapes_now), bundle.vocabulary)
    else:
        bundle.put(shapes[1], shapes_now)
    bundle.put(path, page.part.done())


def explanations_in(content: bytes, name: str, limits: Limits = LIMITS) -> dict[str, str]:
    """What a clerk wrote into the list of a returned workbook, by the id of the finding; empty when there is none.

    A return that was read has them already (`Reading.explanations`). Raises IntakeError as reading does.
    """
    if kind_of(content, limits) != "workbook":
        return {}
    return explanations_by_id(read_workbook(content, name, limits).grids)


def _as_workbook(source: Book) -> bytes:
    out = BytesIO()
    # Written row by row and as texts: a text that begins with = stays one.
    book: Any = xlsxwriter.Workbook(out, {"constant_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # no clock: the same file comes back the same
    title = "".join("_" if each in "[]:*?/\\'" else each for each in storable(source.grids[0].name))[:31]
    page = book.add_worksheet("CSV" if not title.strip() or title in list_titles() else title.strip())
    for line in source.grids[0].rows:
        for x, cell in sorted(line.cells.items()):
            page.write_string(line.number - 1, x, storable(str(cell.value)))
    book.close()
    return out.getvalue()
