"""A file that was sent stays through a reload, a closed page and a look at other pages, until published or put away."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from core.records import drafts
from core.records.drafts import Draft
from core.ui.intake.sent_file import explanations
from core.ui.markup import show
from core.ui.page import Page

COOKIE = "return_desk"
"""What a browser comes back to its file with; the server's middleware gives it out."""

TYPED = ("intake_as_of", "intake_standing", "intake_by", "intake_note", "intake_note_en")
"""The boxes whose texts are kept beside the file; a passphrase never is."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A kept file as the uploader would hand it over."""

    file_id: str
    name: str
    content: bytes

    def getvalue(self) -> bytes:
        return self.content


def resumed(page: Page) -> Resumed | None:
    """The file of this browser that was not published, with a sentence that says so; or what became of it."""
    texts, state = page.address.texts, st.session_state
    if "intake_draft" not in state:
        secret = _secret()
        state["intake_draft"] = drafts.held(secret, datetime.now(UTC)) if secret else None
    found: Draft | None = state["intake_draft"]
    if found is None:
        return None
    sent = found.sent_at.astimezone()
    told = {
        "file": found.name,
        "time": f"{page.context.formats.day(sent.date())} {sent:%H:%M}",
        "release": _newest(page),
    }
    if found.content is None:
        show("message", kind="refused", text=texts("intake.draft.gone", **told))
        st.button(texts("intake.draft.understood"), key="intake_draft_away", on_click=put_away)
        return None
    for key, text in found.typed.items():
        if key == "intake_as_of":
            state["intake_day_kept"] = text
        elif key in TYPED:
            state.setdefault(key, text)
    for id, text in found.explained.items():
        explanations().setdefault(id, text)
    show("message", kind="offer", text=texts("intake.draft.kept", **told))
    st.button(texts("intake.draft.put_away"), key="intake_draft_away", on_click=put_away)
    return Resumed(found.id, found.name, found.content)


def changed(key: str) -> None:
    """The uploader has another file, or none: whoever takes the file out of it puts it away here too."""
    state = st.session_state
    if state.get(key) is None and state.pop("intake_draft_from", None) is not None:
        put_away()


def kept(file: Any, content: bytes) -> None:
    """Keep a file that was read, once; where it cannot be kept it is still there as long as this page is."""
    state = st.session_state
    if isinstance(file, Resumed) or state.get("intake_draft_from") == file.file_id:
        return
    now, secret, id = datetime.now(UTC), _secret(), file.file_id
    if secret:
        try:
            id = drafts.keep(secret, file.name, content, now)
        except OSError:
            secret = None
    state["intake_draft"] = Draft(id, file.name, content, now, {}, {})
    state["intake_draft_from"] = file.file_id


def written_down() -> None:
    """Keep what was typed so far beside the file, when it is not what was kept before."""
    state = st.session_state
    found: Draft | None = state.get("intake_draft")
    if found is None:
        return
    typed = {key: str(state[key]) for key in TYPED if state.get(key)}
    explained = dict(explanations())
    if (typed, explained) == (found.typed, found.explained):
        return
    state["intake_draft"] = replace(found, typed=typed, explained=explained)
    secret = _secret()
    if secret:
        with suppress(OSError):  # a full disk must not stop somebody from publishing; the texts are still on the page
            drafts.write_down(secret, found.id, typed, explained)


def put_away() -> None:
    """Forget the file: it was published, or its sender does not want it any more."""
    state, secret = st.session_state, _secret()
    found: Draft | None = state.get("intake_draft")
    state["intake_draft"] = None
    for name in ("intake_draft_from", "intake_day_kept"):
        state.pop(name, None)
    if found is not None and secret:
        with suppress(OSError):  # it is swept away after a day
            drafts.forget(secret, found.id)


def _secret() -> str | None:
    given = st.context.cookies.get(COOKIE)
    return str(given) if drafts.is_secret(given) else None


def _newest(page: Page) -> str:
    latest = page.context.releases.latest()
    return latest.id if latest is not None else "–"
