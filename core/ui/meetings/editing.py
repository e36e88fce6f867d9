"""What all forms of the page share: who writes, boxes that know the version they were filled from, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import streamlit as st

from core.language import Texts
from core.panels.meetings.decisions import STATE_TEXT
from core.records.meetings.decisions import DecisionState
from core.records.meetings.versions import (
    LONGEST_NAME,
    NEW,
    MeetingRecordsError,
    RefusedTextError,
    StaleVersionError,
)
from core.ui.markup import show

_BY = "meeting_by"
_SAID = "meeting_said_last"

FIELD_TEXT: Mapping[str, str] = {
    "by": "meetings.field.by",
    "agenda_name": "meetings.field.agenda_name",
    "name": "meetings.field.agenda_name",
    "meeting_name": "meetings.field.meeting_name",
    "items": "meetings.field.items",
    "is_deleted": "meetings.field.is_deleted",
    "caption": "meetings.field.caption",
    "text": "meetings.field.text",
    "owner": "meetings.field.owner",
    "due": "meetings.field.due",
    "about": "meetings.field.about",
    "state": "meetings.field.state",
    "note": "meetings.field.note",
    "progress": "meetings.field.progress",
    "problem": "meetings.field.problem",
    "next_step": "meetings.field.next_step",
}
"""What the parts of a record are called."""
_REASON_TEXT: Mapping[str, str] = {
    "missing": "meetings.refused.missing",
    "long": "meetings.refused.long",
    "personal": "meetings.refused.personal",
}


def name_box(texts: Texts) -> None:
    """Who writes, asked once: the session remembers it from section to section."""
    st.session_state.setdefault(_BY, st.session_state.get(f"{_BY}_kept", ""))
    st.text_input(texts("meetings.field.by"), key=_BY, max_chars=LONGEST_NAME, on_change=_remember_name)


def _remember_name() -> None:
    st.session_state[f"{_BY}_kept"] = st.session_state[_BY]


def attempt(texts: Texts, done: str, work: Callable[[str, datetime], object], form: str = "") -> bool:
    """Write something in the name of who writes; what came of it is said at the head of the page.

    Of a `form` that was refused since somebody else wrote, the texts stay in its boxes, and the next try is made from
    what stands by then.
    """
    _remember_name()
    try:
        work(st.session_state[_BY], datetime.now(UTC))
    except RefusedTextError as error:
        field = texts(FIELD_TEXT[error.field])
        _say("refused", texts(_REASON_TEXT[error.reason], field=field, most=error.most))
    except StaleVersionError as error:
        _say("refused", stale_sentence(error, texts))
        if form:
            id, _, values = st.session_state[_filled(form)]
            st.session_state[_filled(form)] = (id, error.newest.number, values)
    except (MeetingRecordsError, ValueError):
        _say("error", texts("meetings.failed"))
    else:
        _say("offer", done)
        if form:
            st.session_state.pop(_filled(form), None)
        return True
    return False


def stale_sentence(error: StaleVersionError, texts: Texts) -> str:
    """Who changed what when, and what stands now."""
    newest, content = error.newest, error.newest.content
    when = newest.at.astimezone()
    values = (
        texts("meetings.stale.value", field=texts(FIELD_TEXT[name]), value=_value_words(name, content[name], texts))
        for name in error.changed
        if name in FIELD_TEXT
    )
    return texts(
        "meetings.stale",
        by=newest.by,
        when=f"{when.date().isoformat()} {when:%H:%M}",
        values=texts("meetings.stale.between").join(values),
    )


def _value_words(name: str, value: object, texts: Texts) -> str:
    if name == "items" and isinstance(value, list):
        return texts("meetings.items", number=len(value))
    if name == "state":
        return texts(STATE_TEXT[DecisionState(str(value))])
    if name == "is_deleted":
        return texts("meetings.yes" if value else "meetings.no")
    return str(value) or "—"


def _say(kind: str, text: str) -> None:
    st.session_state[_SAID] = (kind, text)


def show_said() -> None:
    """What came of the last click, once."""
    kind, text = st.session_state.pop(_SAID, ("", ""))
    if text:
        show("message", kind=kind, text=text)


def fill_boxes(form: str, id: str, version: int, values: Mapping[str, object]) -> int:
    """Fill the boxes of a form (`<form>_<name>`) with a record, and say from which version they are filled.

    Boxes in which somebody has typed stay as they are when the record gets a newer version meanwhile: the write made
    from the former one is then refused.
    """
    state = st.session_state
    boxes = {name: f"{form}_{name}" for name in values}
    filled = state.get(_filled(form), (None, NEW, {}))
    is_there = filled[0] == id and all(box in state for box in boxes.values())
    if is_there and (filled[1] == version or any(state[box] != filled[2][name] for name, box in boxes.items())):
        return int(filled[1])
    for name, box in boxes.items():
        state[box] = values[name]
    state[_filled(form)] = (id, version, dict(values))
    return version


def _filled(form: str) -> str:
    return f"{form}_filled"
