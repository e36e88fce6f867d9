"""What findings say of a column: its name and its choices, put into words in the language of whoever reads them."""

from __future__ import annotations

from core.datasets import TOTAL
from core.intake.layout import SHEET_OF, STATUSES, Column, status_words, words_of
from core.language import Texts


def head_of(column: Column) -> str:
    """The name of a column as a value of a finding, to be put into words later."""
    return f"@certificate_level.{column.level}" if column.level not in ("", TOTAL) else f"@intake.head.{column.id}"


def choices(name: str, say: Texts) -> tuple[str, ...]:
    """What may stand in a column, in words: `<dataset>.<column>` or `status`; nothing for any other name."""
    if name == "status":
        return tuple(status_words(*each, say) for each in STATUSES)
    dataset, _, id = name.partition(".")
    columns = SHEET_OF[dataset].columns if dataset in SHEET_OF else ()
    return tuple(words_of(column, code, say) for column in columns if column.id == id for code in column.codes)
