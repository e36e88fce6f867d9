"""The checklist before publishing: what blocks publishing, and what whoever publishes should know first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.datasets import RowStatus
from core.intake.findings import Finding, Severity
from core.intake.message_values import MessageInput, MessageValue, message_value, text_list
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.task_reminders import task_reminders
from core.personal_numbers import personal_numbers


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item of the checklist, worded by `intake.item.<code>` with `values`; it either blocks or only warns."""

    code: str
    blocks: bool
    values: tuple[tuple[str, MessageValue], ...] = ()


def checklist(checked: CheckedReturn, note: str, explanations: Mapping[str, str]) -> tuple[ChecklistItem, ...]:
    """What blocks publishing, then what is only worth knowing. `explanations` are texts by `Finding.id`."""
    return (*_obstacles(checked, note, explanations), *_warnings(checked))


def unexplained(checked: CheckedReturn, explanations: Mapping[str, str]) -> tuple[Finding, ...]:
    """The unusual values that nobody has explained yet."""
    return tuple(
        finding for finding in checked.findings_of(Severity.SOFT) if not explanations.get(finding.id, "").strip()
    )


def _obstacle(code: str, **values: MessageInput) -> ChecklistItem:
    return ChecklistItem(code, True, tuple((name, message_value(value)) for name, value in values.items()))


def _warning(code: str, **values: MessageInput) -> ChecklistItem:
    return ChecklistItem(code, False, tuple((name, message_value(value)) for name, value in values.items()))


def _obstacles(checked: CheckedReturn, note: str, explanations: Mapping[str, str]) -> Iterator[ChecklistItem]:
    if checked.mistakes or checked.merged is None:
        yield _obstacle("errors", number=checked.mistakes)
    unusual = unexplained(checked, explanations)
    if unusual:
        yield _obstacle("unexplained", number=len(unusual))
    if not note.strip():
        yield _obstacle("no_note")
    if any(personal_numbers(text) for text in (checked.reading.name, note, *explanations.values())):
        yield _obstacle("personal")
    if checked.base is not None and checked.as_of < checked.base.as_of:
        yield _obstacle("before_release", as_of=checked.as_of, release=checked.base.id)
    if checked.merged is not None and not checked.merged.differs:
        yield _obstacle("no_change", number=checked.merged.unchanged)


def _warnings(checked: CheckedReturn) -> Iterator[ChecklistItem]:
    yield from _status_warnings(checked)
    for code, names in task_reminders(checked).items():
        yield _warning(code, number=len(names), names=text_list(names))
    if checked.undefined:
        yield _warning("undefined", number=len(checked.undefined), names=text_list(checked.undefined))
    unused = _units_without_rows(checked)
    if unused:
        yield _warning("units_without_rows", number=len(unused), names=text_list(unused))
    unfilled = sum(len(table.unfilled) for table in checked.reading.tables)
    if unfilled:
        yield _warning("unfilled", number=unfilled)


def _units_without_rows(checked: CheckedReturn) -> tuple[str, ...]:
    """The names of new units of the register that no row is of: a release keeps no entry without one."""
    if checked.merged is None:
        return ()
    rows = [row for table in checked.merged.rows.values() for row in table]
    known = {row["unit_id"] for row in rows} | {row["area"] for row in rows}
    units = [change.new for change in checked.merged.units if change.replaced is None]
    return tuple(unit.name for unit in units if unit.unit_id not in known)


def _status_warnings(checked: CheckedReturn) -> Iterator[ChecklistItem]:
    """Rows of the release to be that are made up, or that stay provisional although the return is final."""
    if checked.merged is None:
        return
    rows = [row for table in checked.merged.rows.values() for row in table]
    illustrative = sum(1 for row in rows if row["status"] == RowStatus.ILLUSTRATIVE)
    provisional = sum(1 for row in rows if row["provisional"])
    if checked.left_out:
        yield _warning("left_out", number=checked.left_out)
    if illustrative:
        yield _warning("illustrative", number=illustrative)
    if provisional and not checked.provisional:
        yield _warning("still_provisional", number=provisional)
