"""The looks of a template's cells: what is locked, what may be filled in and what is due this year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.intake.form.columns import Column, Kind

_GREY, _YELLOW, _HEAD = "#EDEDED", "#FFF9DB", "#DCE6F1"


@dataclass(frozen=True, slots=True)
class TemplateStyles:
    """The cell formats of the workbook. `key…` are locked, `open…` may be filled in, `new…` are due this year."""

    title: Any
    wrap: Any
    head: Any
    key: Any
    key_date: Any
    key_year: Any
    total: Any
    share: Any
    name: Any
    open_text: Any
    open_date: Any
    open_year: Any
    open_whole: Any
    open_number: Any
    new_whole: Any
    new_number: Any

    @classmethod
    def of(cls, book: Any) -> TemplateStyles:
        def style(**properties: Any) -> Any:
            return book.add_format({"valign": "vcenter", **properties})

        box = {"border": 1, "border_color": "#BFBFBF"}
        grey, free = {**box, "bg_color": _GREY}, {**box, "locked": False}
        new = {**free, "bg_color": _YELLOW}
        return cls(
            title=style(bold=True, font_size=14),
            wrap=style(text_wrap=True),
            head=style(**box, bold=True, text_wrap=True, align="center", bg_color=_HEAD),
            key=style(**grey, num_format="@"),
            key_date=style(**grey, num_format="yyyy-mm-dd"),
            key_year=style(**grey, num_format="0"),
            total=style(**grey, bold=True, num_format="#,##0.##"),
            share=style(**grey, num_format="0.0%"),
            name=style(**grey, indent=1),
            open_text=style(**free, indent=1),  # apart from the number beside it
            open_date=style(**free, num_format="yyyy-mm-dd"),
            open_year=style(**free, num_format="0"),
            open_whole=style(**free, num_format="#,##0"),
            open_number=style(**free, num_format="#,##0.####"),
            new_whole=style(**new, num_format="#,##0"),
            new_number=style(**new, num_format="#,##0.####"),
        )


def open_style(styles: TemplateStyles, column: Column) -> Any:
    if column.kind is Kind.DATE:
        return styles.open_date
    if column.kind is Kind.YEAR:
        return styles.open_year
    if (column.kind is Kind.MEASURE and column.whole) or column.kind is Kind.WHOLE:
        return styles.open_whole
    return styles.open_number if column.kind in (Kind.MEASURE, Kind.NUMBER) else styles.open_text


def new_style(styles: TemplateStyles, column: Column) -> Any:
    return styles.new_whole if column.whole else styles.new_number
