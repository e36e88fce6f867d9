"""What a row says and what it is about, as texts whose coded parts are put into words when somebody reads them."""

from __future__ import annotations

from core.cells.text import excerpt
from core.datasets import DATASETS
from core.formats import SYMBOL_TEXT, written_out
from core.intake.form.columns import Kind
from core.intake.form.layout import SHEET_OF
from core.intake.form.words import text_of
from core.intake.message_values import Joined, MessageValue, TextId, message_value
from core.intake.rows import Row
from core.text_ids.datasets import CERTIFICATE_LEVEL_TEXT

_STEP_DAYS = ("proposed_on", "under_way_on", "finished_on", "closed_on", "due_date")
_WORDS = ("progress", "problem", "next_step")
_STEP = {"colleges": "stage", "tasks": "task_stage", "milestones": "milestone"}


def row_content(row: Row | None) -> MessageValue:
    """What a row says: its value, the reason why there is none, or its stage, dates and what shows for it."""
    if row is None:
        return "–"
    if "value" in row:
        return TextId(SYMBOL_TEXT[row["symbol"]]) if row["value"] is None else written_out(row["value"])
    places = row.get("planned_places")
    parts = (
        _stage(row),
        row.get("planned_date"),
        row.get("actual_date"),
        row.get("reported_on"),
        None if places is None else f"{places:,}",
        row.get("owner"),
        row.get("co_units"),
        *(row.get(name) for name in _STEP_DAYS),
        TextId(text_of("confirmation", row["confirmation"])) if row.get("confirmation") else None,
        row.get("milestone_name"),
        *(excerpt(row[name]) for name in _WORDS if row.get(name)),
        TextId(text_of("evidence", row["evidence"])) if "evidence" in row else None,
        row.get("evidence_file"),
    )
    return Joined(tuple(message_value(part) for part in parts if part is not None))


def _stage(row: Row) -> TextId | None:
    if "stage" not in row:
        return None
    return TextId(text_of("task_stage" if "task" in row else "stage", row["stage"]))


def row_label(dataset: str, row: Row) -> Joined:
    """Which row of a dataset it is: unit, keys in words, year and measure."""
    parts: list[MessageValue] = [row["unit_name"]]
    for column in SHEET_OF[dataset].keys:
        if column.kind is not Kind.UNIT_ID and column.field in DATASETS[dataset].key:
            value = str(row[column.field] or "")
            parts.append(TextId(text_of(column.id, value)) if column.kind is Kind.CODE else value)
    if "measure" in row:
        level = row["certificate_level"] if row["measure"] == "certificates" else ""
        parts.append(TextId(f"intake.head.{row['measure']}{'_total' if level == 'total' else ''}"))
        parts += [TextId(CERTIFICATE_LEVEL_TEXT[level])] if level not in ("", "total") else []
    return Joined(tuple(part for part in parts if part != ""))


def value_heading(dataset: str, row: Row) -> TextId:
    """The heading of what a row says."""
    if "measure" in row:
        return TextId(f"intake.head.{row['measure']}")
    return TextId(f"intake.head.{_STEP.get(dataset, 'value')}")
