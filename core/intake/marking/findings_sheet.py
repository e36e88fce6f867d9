"""The first sheet of a returned workbook: every finding with its place, and room to explain what is unusual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.intake.finding_words import message, tally
from core.intake.findings import Finding, Severity
from core.intake.marking.cell_styles import Styles
from core.intake.marking.comments import MAIN
from core.intake.marking.xml_edits import escaped
from core.intake.reading.explanations import HEAD, LIST_COLUMNS
from core.intake.workbook.grid import column_letter
from core.language import Texts

_WIDTHS = (6, 18, 8, 8, 10, 80, 40, 24, 10)


def sheet(findings: Sequence[Finding], explanations: Mapping[str, str], styles: Styles, texts: Texts) -> bytes:
    """The sheet as XML."""
    hard = sum(1 for each in findings if each.severity is Severity.HARD)
    bold, large, wrap = styles.plain(font=1), styles.plain(font=2), styles.plain()
    grounds = {severity: styles.plain(severity=severity) for severity in (Severity.HARD, Severity.SOFT)}
    title = tally(hard, len(findings) - hard, texts)
    rows = [_row(1, [title], [large]), _row(2, [texts("intake.returned.guide")], [styles.plain(font=0)])]
    heads = [texts(f"intake.returned.{'sheet_column' if name == 'sheet' else name}") for name in LIST_COLUMNS]
    rows.append(_row(HEAD, heads, [bold] * len(heads)))
    for number, each in enumerate(findings, start=1):
        looks = [wrap] * len(LIST_COLUMNS)
        looks[LIST_COLUMNS.index("severity")] = grounds[each.severity]
        values = (
            number,
            each.place.sheet,
            each.place.row or "",
            each.place.column,
            texts(f"intake.severity.{each.severity.value}"),
            message(each, texts),
            explanations.get(each.id, "") if each.severity is Severity.SOFT else "",
            texts(f"intake.rule.{each.rule}") if each.rule else "",
            each.id,
        )
        rows.append(_row(HEAD + number, values, looks))
    hidden = {len(_WIDTHS): ' hidden="1"'}  # the id
    widths = "".join(
        f'<col min="{x}" max="{x}" width="{width}" customWidth="1"{hidden.get(x, "")}/>'
        for x, width in enumerate(_WIDTHS, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEAD}" topLeftCell="A{HEAD + 1}" activePane="bottomLeft" state="frozen"/></sheetView>'
        f"</sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        '<mergeCells count="1"><mergeCell ref="A2:H2"/></mergeCells>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _row(number: int, values: Sequence[str | int], looks: Sequence[int]) -> str:
    cells = []
    for x, (value, look) in enumerate(zip(values, looks, strict=True)):
        at = f'{column_letter(x)}{number}"'
        if isinstance(value, int):
            cells.append(f'<c r="{at} s="{look}"><v>{value}</v></c>')
        elif value:
            # Kept as text whatever it begins with: a text with = in front never becomes a formula.
            cells.append(
                f'<c r="{at} s="{look}" t="inlineStr"><is><t xml:space="preserve">{escaped(value)}</t></is></c>'
            )
        else:
            cells.append(f'<c r="{at} s="{look}"/>')
    height = ' ht="32" customHeight="1"' if number == 2 else ""
    return f'<row r="{number}"{height}>{"".join(cells)}</row>'
