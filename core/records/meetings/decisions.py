"""Decisions of meetings as tracked items, and what named authors say of a goal or task; each kept with its history."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.records.meetings.versions import (
    LONGEST_NAME,
    LONGEST_TEXT,
    NEVER,
    NEW,
    RecordKind,
    Version,
    all_versions,
    checked_text,
    newest_version,
    newest_versions,
    write,
)


class DecisionState(StrEnum):
    """How a decision stands; whether an open one is overdue follows from the day."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Basis:
    """The value a decision was based on: the release with its digest, the value in words of both languages, its number
    and year where it has them."""

    release: str = ""
    digest: str = ""
    zh: str = ""
    en: str = ""
    number: float | None = None
    year: int | None = None
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """One version of a decision: who wrote it and when.

    `about` is the goal or task it is about (`goal:colleges`, `task:9`), empty for none; `meeting` the id of the meeting
    it was made in, empty outside one. `note` says what became of it.
    """

    id: str
    text: str
    owner: str
    due: date
    about: str = ""
    meeting: str = ""
    basis: Basis = Basis()
    state: DecisionState = DecisionState.OPEN
    note: str = ""
    version: int = NEW
    by: str = ""
    at: datetime = NEVER

    def is_overdue(self, day: date) -> bool:
        """Whether it is still open after its day."""
        return self.state is DecisionState.OPEN and day > self.due


@dataclass(frozen=True, slots=True)
class Comment:
    """What a named author says of a goal or task for a period (its code): progress, problem, next step."""

    about: str
    period: str
    progress: str = ""
    problem: str = ""
    next_step: str = ""
    version: int = NEW
    by: str = ""
    at: datetime = NEVER

    @property
    def id(self) -> str:
        """A goal or task has one for each period, whoever writes it."""
        return f"{self.about}@{self.period}"


def save_decision(decision: Decision, by: str, at: datetime) -> Decision:
    """Write a decision as the next version of the one it was made from (`version`), and return it; what it was based on
    stays that of the first version. Raises RefusedTextError, and as `versions.write`."""
    first = next(iter(all_versions(RecordKind.DECISION, decision.id)), None)
    kept = decision if first is None else replace(decision, basis=_decision(first).basis)
    content = {
        "text": checked_text("text", kept.text, needed=True),
        "owner": checked_text("owner", kept.owner, most=LONGEST_NAME, needed=True),
        "due": kept.due.isoformat(),
        "about": kept.about,
        "meeting": kept.meeting,
        "basis": asdict(kept.basis),
        "state": kept.state.value,
        "note": checked_text("note", kept.note),
    }
    return _decision(write(RecordKind.DECISION, kept.id, kept.version, content, by, at))


def decisions() -> tuple[Decision, ...]:
    """The newest version of every decision, the earliest due date first. Raises MeetingRecordsError."""
    every = [_decision(version) for version in newest_versions(RecordKind.DECISION)]
    return tuple(sorted(every, key=lambda one: (one.due, one.id)))


def decision_history(id: str) -> tuple[Decision, ...]:
    """Every version of a decision, the first one first. Raises MeetingRecordsError."""
    return tuple(_decision(version) for version in all_versions(RecordKind.DECISION, id))


def save_comment(comment: Comment, by: str, at: datetime) -> Comment:
    """Write what is said of a goal or task for a period. Raises RefusedTextError (`progress` missing where nothing is
    said), and as `versions.write`."""
    texts = {name: checked_text(name, getattr(comment, name)) for name in ("progress", "problem", "next_step")}
    if not any(texts.values()):
        checked_text("progress", "", most=LONGEST_TEXT, needed=True)
    content = {"about": comment.about, "period": comment.period, **texts}
    return _comment(write(RecordKind.COMMENT, comment.id, comment.version, content, by, at))


def comments() -> tuple[Comment, ...]:
    """The newest version of everything said, in the order it was written. Raises MeetingRecordsError."""
    return tuple(_comment(version) for version in newest_versions(RecordKind.COMMENT))


def comment_at(about: str, period: str) -> Comment | None:
    """What is said of a goal or task for a period; None while nobody has. Raises MeetingRecordsError."""
    version = newest_version(RecordKind.COMMENT, Comment(about, period).id)
    return None if version is None else _comment(version)


def _decision(version: Version) -> Decision:
    content: dict[str, Any] = dict(version.content)
    return Decision(
        version.id,
        content["text"],
        content["owner"],
        date.fromisoformat(content["due"]),
        content["about"],
        content["meeting"],
        Basis(**content["basis"]),
        DecisionState(content["state"]),
        content["note"],
        version.number,
        version.by,
        version.at,
    )


def _comment(version: Version) -> Comment:
    said = version.content
    return Comment(
        said["about"],
        said["period"],
        said["progress"],
        said["problem"],
        said["next_step"],
        version.number,
        version.by,
        version.at,
    )
