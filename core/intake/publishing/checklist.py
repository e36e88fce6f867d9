"""The checklist before publishing: what stands against it, and what is worth knowing before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.datasets import RowStatus
from core.intake.findings import Finding, Severity
from core.intake.publishing.prepared import Prepared
from core.personal_numbers import personal_numbers

_DONE = ("finished", "closed")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist before publishing: `intake.item.<code>`; it either blocks or only warns."""

    code: str
    blocks: bool
    values: tuple[tuple[str, str], ...] = ()


def checklist(prepared: Prepared, note: str, explanations: Mapping[str, str]) -> tuple[Item, ...]:
    """What stands against publishing, or is worth knowing before it.

    `explanations` are texts by `Finding.id`.
    """
    found: list[Item] = []

    def add(code: str, *, blocks: bool, **values: object) -> None:
        found.append(Item(code, blocks, tuple((name, str(value)) for name, value in values.items())))

    hard = [each for each in prepared.findings if each.severity is Severity.HARD]
    open_ones = unexplained(prepared, explanations)
    if hard or prepared.merged is None:
        add("errors", blocks=True, number=len(hard))
    if open_ones:
        add("unexplained", blocks=True, number=len(open_ones))
    if not note.strip():
        add("no_note", blocks=True)
    if any(personal_numbers(text) for text in (prepared.reading.name, note, *explanations.values())):
        add("personal", blocks=True)
    if prepared.onto is not None and prepared.as_of < prepared.onto.as_of:
        add("before_release", blocks=True, as_of=prepared.as_of, release=prepared.onto.id)
    if prepared.merged is not None:
        if not prepared.merged.differs:
            add("no_change", blocks=True, number=prepared.merged.unchanged)
        rows = [row for each in prepared.merged.rows.values() for row in each]
        illustrative = sum(1 for row in rows if row["status"] == RowStatus.ILLUSTRATIVE)
        marked = sum(1 for row in rows if row["provisional"])
        if illustrative:
            add("illustrative", blocks=False, number=illustrative)
        if marked and not prepared.provisional:
            add("still_provisional", blocks=False, number=marked)
        for code, names in late(prepared).items():
            add(code, blocks=False, number=len(names), names="、".join(names))
    if prepared.undefined:
        add("undefined", blocks=False, number=len(prepared.undefined), names="、".join(prepared.undefined))
    unfilled = sum(len(table.unfilled) for table in prepared.reading.tables)
    if unfilled:
        add("unfilled", blocks=False, number=unfilled)
    return tuple(found)


def unexplained(prepared: Prepared, explanations: Mapping[str, str]) -> tuple[Finding, ...]:
    """The soft findings that nobody has explained yet."""
    return tuple(
        each
        for each in prepared.findings
        if each.severity is Severity.SOFT and not explanations.get(each.id, "").strip()
    )


def late(prepared: Prepared) -> dict[str, tuple[str, ...]]:
    """Tasks (by number) and milestones (by code) without an owner or evidence, or with news older than the release.

    Only of a return that speaks of tasks at all. What was done before is not asked about again for its date.
    """
    merged = prepared.merged
    if merged is None or not {"tasks", "milestones"} & {table.dataset for table in prepared.reading.tables}:
        return {}
    tasks, steps = merged.rows["tasks"], merged.rows["milestones"]
    since = prepared.onto.as_of if prepared.onto is not None else None
    found = {
        "task_owner": [row["task"] for row in tasks if not row["owner"]],
        "done_without_evidence": [
            *(row["task"] for row in tasks if row["stage"] in _DONE and row["evidence"] == "none"),
            *(row["milestone"] for row in steps if row["actual_date"] and row["evidence"] == "none"),
        ],
    }
    if since is not None:
        found["not_updated"] = [
            row["task"]
            for row in tasks
            if row["stage"] == "under_way" and (row["reported_on"] is None or row["reported_on"] < since)
        ]
        new = [change for change in merged.changes if change.new is not None]
        found["done_before"] = [
            *(
                each.new["task"]
                for each in new
                if each.new is not None
                and each.dataset == "tasks"
                and each.new["stage"] in _DONE
                and (each.old is None or each.old["stage"] not in _DONE)
                and (each.new["reported_on"] is None or each.new["reported_on"] < since)
            ),
            *(
                each.new["milestone"]
                for each in new
                if each.new is not None
                and each.dataset == "milestones"
                and each.new["actual_date"] is not None
                and (each.old is None or each.old["actual_date"] is None)
                and each.new["actual_date"] < since
            ),
        ]
    return {code: tuple(str(each) for each in names) for code, names in found.items() if names}
