"""What a row says and what it is about, as texts whose coded parts are put into words when somebody reads them."""

from __future__ import annotations

from core.intake.form.layout import SHEET_OF, Kind
from core.intake.form.words import text_of
from core.intake.rows import Row

JOINT = " / "
"""Between the parts of a text; a part that begins with @ names a text of the catalogues (`core.intake.findings`)."""

_ATTRIBUTES = ("ownership", "school_class", "institution_type")
_STEP = {"colleges": "stage", "tasks": "task_stage", "milestones": "milestone"}


def shown(row: Row | None) -> str:
    """What a row says: its value, the reason why there is none, or its stage, dates and what shows for it."""
    if row is None:
        return "–"
    if "value" in row:
        return f"@symbol.{row['symbol']}" if row["value"] is None else f"{row['value']:,.10g}"
    places = row.get("planned_places")
    parts = (
        _stage(row),
        row.get("planned_date"),
        row.get("actual_date"),
        row.get("reported_on"),
        None if places is None else f"{places:,}",
        row.get("owner"),
        f"@evidence_kind.{row['evidence']}" if "evidence" in row else None,
    )
    return JOINT.join(str(each) for each in parts if each is not None)


def _stage(row: Row) -> str | None:
    if "stage" not in row:
        return None
    return f"@{'task_stage' if 'task' in row else 'stage'}.{row['stage']}"


def about(dataset: str, row: Row) -> str:
    """Which row of a dataset it is: unit, keys in words, year and measure."""
    parts = [row["unit_name"]]
    for column in SHEET_OF[dataset].keys:
        if column.kind is Kind.CODE and column.id not in _ATTRIBUTES:
            parts.append(f"@{text_of(column.id, str(row[column.field]))}")
        elif column.kind is Kind.YEAR or column.id in ("indicator", "milestone", "task"):
            parts.append(str(row[column.field]))
    if "measure" in row:
        level = row["certificate_level"] if row["measure"] == "certificates" else ""
        parts.append(f"@intake.head.{row['measure']}{'_total' if level == 'total' else ''}")
        parts += [f"@certificate_level.{level}"] if level not in ("", "total") else []
    return JOINT.join(parts)


def called(dataset: str, row: Row) -> str:
    """The heading of what a row says."""
    if "measure" in row:
        return f"@intake.head.{row['measure']}"
    return f"@intake.head.{_STEP.get(dataset, 'value')}"
