"""A sent file with its findings marked: wrong cells red, unusual ones yellow, and a first sheet that lists them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from core.intake.finding_words import message, tally
from core.intake.findings import Finding, Severity
from core.intake.marking.mark_file import mark_file
from core.intake.marking.marks import CommentAuthor, Fill, ListColumn, ListRow, ListSheet, Mark
from core.intake.reading.explanations import LIST_COLUMNS, LIST_HEADINGS
from core.intake.reading.open_file import translate_workbook_errors
from core.language import Language, Texts, catalogue

_FILLS = {Severity.HARD: Fill.RED, Severity.SOFT: Fill.YELLOW}
_WIDTHS = {
    "number": 6,
    "sheet": 18,
    "row": 8,
    "column": 8,
    "severity": 10,
    "message": 80,
    "explanation": 40,
    "rule": 24,
    "id": 10,
}


def marked_copy(
    content: bytes,
    name: str,
    findings: Iterable[Finding],
    language: Language = Language.ZH,
    explanations: Mapping[str, str] | None = None,
    earlier_lists: Collection[str] = (),
) -> bytes:
    """The file as XLSX with its findings marked; one of another kind comes back as a new workbook with its values.

    Notes are left out. `explanations`, by the id of the finding, stand in the list, where the clerk may write more of
    them. `earlier_lists` are the sheets of the file that are such a list (`Reading.lists`): they are taken out. The
    same arguments give the same bytes. Raises IntakeError (`unreturnable`) for a file that cannot be changed, and as
    reading does.
    """
    texts = catalogue(language)
    listed = [finding for finding in findings if finding.severity in _FILLS]
    marks = [_mark(finding, texts) for finding in listed if finding.place.row]
    author = CommentAuthor(
        texts("intake.returned.author"),
        frozenset(catalogue(other)("intake.returned.author") for other in Language),
    )
    list_sheet = _list_sheet(listed, explanations or {}, earlier_lists, texts)
    with translate_workbook_errors():
        return mark_file(content, name, marks, list_sheet, author)


def _mark(finding: Finding, texts: Texts) -> Mark:
    """The cell of a finding; that of a whole row is shown at its first cell."""
    place = finding.place
    return Mark(place.sheet, f"{place.column or 'A'}{place.row}", _FILLS[finding.severity], message(finding, texts))


def _list_sheet(
    findings: Sequence[Finding], explanations: Mapping[str, str], earlier_lists: Collection[str], texts: Texts
) -> ListSheet:
    mistakes = sum(1 for finding in findings if finding.severity is Severity.HARD)
    return ListSheet(
        name=texts("intake.returned.sheet"),
        earlier_names=frozenset(earlier_lists),
        title=tally(mistakes, len(findings) - mistakes, texts),
        guide=texts("intake.returned.guide"),
        columns=tuple(ListColumn(texts(LIST_HEADINGS[id]), _WIDTHS[id], hidden=id == "id") for id in LIST_COLUMNS),
        rows=tuple(
            ListRow(_list_values(number, finding, explanations, texts), _FILLS[finding.severity])
            for number, finding in enumerate(findings, start=1)
        ),
        fill_column=LIST_COLUMNS.index("severity"),
        void_signature=texts("intake.returned.void_signature"),
        new_file=texts("intake.returned.new_file"),
    )


def _list_values(number: int, finding: Finding, explanations: Mapping[str, str], texts: Texts) -> tuple[str | int, ...]:
    """One value for each of `LIST_COLUMNS`."""
    return (
        number,
        finding.place.sheet,
        finding.place.row or "",
        finding.place.column,
        texts(f"intake.severity.{finding.severity.value}"),
        message(finding, texts),
        explanations.get(finding.id, "") if finding.severity is Severity.SOFT else "",
        texts(f"intake.rule.{finding.rule}") if finding.rule else "",
        finding.id,
    )
