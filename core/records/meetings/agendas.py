"""Agendas: named, ordered lists of saved views; and meetings, each an agenda with everything it shows pinned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.records.meetings.versions import (
    LONGEST_NAME,
    NEVER,
    NEW,
    RecordKind,
    Version,
    all_versions,
    checked_text,
    new_id,
    newest_version,
    newest_versions,
    write,
)

LONGEST_CAPTION = 200
LONGEST_CHOICES = 2_000
"""Characters of the choices of a view, as they would stand in an address."""
MOST_ITEMS = 60


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A saved view: a panel of a page under the choices of an address, levers of a scenario among them.

    `as_of` is the release it stays on and `plan` the plan, both empty where it follows what is on show or frozen.
    """

    page: str
    panel: str
    choices: tuple[tuple[str, str], ...] = ()
    as_of: str = ""
    plan: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """One version of an agenda: who wrote it and when."""

    id: str
    name: str
    items: tuple[AgendaItem, ...]
    version: int = NEW
    by: str = ""
    at: datetime = NEVER
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Pins:
    """What a meeting holds fast: `releases` the digest of every release it shows by id, `release` the one of the
    meeting; `plans` the digest of every plan by id, `plan` that of the meeting; the rules and the version of the
    scenario models."""

    release: str
    releases: Mapping[str, str]
    plan: str
    plans: Mapping[str, str]
    rules: str
    model: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """An agenda frozen for a meeting, by whom and when; it is never edited, only taken back."""

    id: str
    name: str
    agenda: str
    items: tuple[AgendaItem, ...]
    pins: Pins
    by: str
    at: datetime
    version: int = 1
    is_deleted: bool = False


def save_agenda(agenda: Agenda, by: str, at: datetime) -> Agenda:
    """Write an agenda as the next version of the one it was made from (`version`), and return it.

    Raises RefusedTextError for a name or caption, ValueError for too many items or choices that are too long, and as
    `versions.write`.
    """
    name = checked_text("agenda_name", agenda.name, most=LONGEST_NAME, needed=True)
    items = tuple(
        replace(item, caption=checked_text("caption", item.caption, most=LONGEST_CAPTION)) for item in agenda.items
    )
    _check_items(items)
    content = {"name": name, "items": [_item_content(item) for item in items], "is_deleted": agenda.is_deleted}
    return _agenda(write(RecordKind.AGENDA, agenda.id, agenda.version, content, by, at))


def agendas() -> tuple[Agenda, ...]:
    """Every agenda that was not deleted, the one written last at the end. Raises MeetingRecordsError."""
    every = (_agenda(version) for version in newest_versions(RecordKind.AGENDA))
    return tuple(agenda for agenda in every if not agenda.is_deleted)


def agenda(id: str) -> Agenda | None:
    """The newest version of an agenda, also of one that was deleted. Raises MeetingRecordsError."""
    version = newest_version(RecordKind.AGENDA, id)
    return None if version is None else _agenda(version)


def agenda_history(id: str) -> tuple[Agenda, ...]:
    """Every version of an agenda, the first one first. Raises MeetingRecordsError."""
    return tuple(_agenda(version) for version in all_versions(RecordKind.AGENDA, id))


def freeze(name: str, of: Agenda, pins: Pins, by: str, at: datetime) -> Meeting:
    """Hold a meeting of an agenda as it stands. Raises as `save_agenda`."""
    _check_items(of.items)
    content = {
        "name": checked_text("meeting_name", name, most=LONGEST_NAME, needed=True),
        "agenda": of.id,
        "items": [_item_content(item) for item in of.items],
        "pins": {
            "release": pins.release,
            "releases": dict(pins.releases),
            "plan": pins.plan,
            "plans": dict(pins.plans),
            "rules": pins.rules,
            "model": pins.model,
        },
        "is_deleted": False,
    }
    return _meeting(write(RecordKind.MEETING, new_id(), NEW, content, by, at))


def meetings() -> tuple[Meeting, ...]:
    """Every meeting that was not taken back, the one frozen first first. Raises MeetingRecordsError."""
    every = (_meeting(version) for version in newest_versions(RecordKind.MEETING))
    return tuple(sorted((one for one in every if not one.is_deleted), key=lambda one: one.at))


def meeting(id: str) -> Meeting | None:
    """The meeting of an id; None when there is none or it was taken back. Raises MeetingRecordsError."""
    return next((one for one in meetings() if one.id == id), None)


def take_back(one: Meeting, by: str, at: datetime) -> None:
    """Take a meeting back; it stays on record. Raises as `versions.write`."""
    version = newest_version(RecordKind.MEETING, one.id)
    if version is not None:
        write(RecordKind.MEETING, one.id, one.version, {**version.content, "is_deleted": True}, by, at)


def _check_items(items: tuple[AgendaItem, ...]) -> None:
    if len(items) > MOST_ITEMS:
        raise ValueError(f"an agenda has {MOST_ITEMS} items at most")
    if any(sum(len(name) + len(value) for name, value in item.choices) > LONGEST_CHOICES for item in items):
        raise ValueError(f"the choices of a view have {LONGEST_CHOICES} characters at most")


def _item_content(item: AgendaItem) -> dict[str, Any]:
    return {
        "page": item.page,
        "panel": item.panel,
        "choices": [list(choice) for choice in item.choices],
        "as_of": item.as_of,
        "plan": item.plan,
        "caption": item.caption,
    }


def _items(content: list[Mapping[str, Any]]) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            str(item["page"]),
            str(item["panel"]),
            tuple((str(name), str(value)) for name, value in item["choices"]),
            str(item["as_of"]),
            str(item["plan"]),
            str(item["caption"]),
        )
        for item in content
    )


def _agenda(version: Version) -> Agenda:
    content = version.content
    items = _items(content["items"])
    return Agenda(version.id, content["name"], items, version.number, version.by, version.at, content["is_deleted"])


def _meeting(version: Version) -> Meeting:
    content = version.content
    # Who took a meeting back did not freeze it, but then nobody is shown it any more.
    return Meeting(
        version.id,
        content["name"],
        content["agenda"],
        _items(content["items"]),
        Pins(**content["pins"]),
        version.by,
        version.at,
        version.number,
        content["is_deleted"],
    )
