"""What a return changes in the release: every figure that is new, revised, confirmed or removed, as a panel."""

from __future__ import annotations

from core.intake.merging.merge import ChangeKind
from core.intake.publishing.change_words import ChangeLine, change_lines
from core.intake.publishing.checked_return import CheckedReturn
from core.language import Texts
from core.panels.cells import words
from core.panels.intake.name_cell import name_cell
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.plan import Plan
from core.text_ids.datasets import SHEET_TEXT
from core.text_ids.judgement import CHANGE_TEXT

_COLUMNS = ("kind", "sheet", "unit", "figure", "old", "new", "place")


def changes(checked: CheckedReturn, texts: Texts, plan: Plan | None = None) -> Panel:
    """Every change against the release the return is merged into; `plan` gives the names of its codes."""
    release = checked.base.id if checked.base is not None else ""
    confirmed = checked.count(ChangeKind.CONFIRMED)
    headline, subtitle = _title(checked, release, texts)
    return Panel(
        id="preview",
        headline=headline,
        subtitle=subtitle,
        source=texts("intake.preview.source", file=checked.reading.name, release=release)
        if release
        else texts("intake.preview.first_source", file=checked.reading.name),
        table=Table(
            tuple(Column(name, texts(f"intake.preview.{name}"), name in ("old", "new")) for name in _COLUMNS),
            tuple(_change_row(line, texts) for line in change_lines(checked, texts, plan)),
        ),
        notes=(texts("intake.preview.confirmed", number=confirmed),) if confirmed and not checked.mistakes else (),
    )


def _title(checked: CheckedReturn, release: str, texts: Texts) -> tuple[str, str]:
    """Headline and subtitle: the number of changes, or how many mistakes must be corrected first."""
    if checked.mistakes:
        return texts("intake.preview.faulty", number=checked.mistakes), texts("intake.preview.faulty_subtitle")
    numbers = {kind.value: checked.count(kind) for kind in ChangeKind}
    if not release:
        return texts("intake.preview.first", count=numbers["added"]), texts("intake.preview.first_subtitle")
    unchanged = checked.merged.unchanged if checked.merged is not None else 0
    return (
        texts("intake.preview.headline", count=numbers["added"], release=release, **numbers),
        texts("intake.preview.subtitle", unchanged=unchanged),
    )


def _change_row(line: ChangeLine, texts: Texts) -> tuple[Cell, ...]:
    return (
        words(texts(CHANGE_TEXT[line.kind])),
        words(texts(SHEET_TEXT[line.dataset])),
        name_cell(line.unit),
        words(line.figure),
        words(line.old or "—"),
        words(line.new or "—"),
        name_cell(line.place),
    )
