"""A file that was sent stays through a reload, a closed page and a look at other pages, until published or put away."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from core.intake.publishing.demonstration_rows import DemonstrationRows, releases_to_continue
from core.records import drafts
from core.records.drafts import Draft
from core.ui.intake.check_upload import Upload, explanations
from core.ui.markup import show
from core.ui.page import Page

COOKIE = "return_desk"
"""The cookie by which a browser gets its file back; the server's middleware sets it."""

BOXES = ("intake_as_of", "intake_standing", "intake_by", "intake_note", "intake_note_en")
"""The boxes whose texts are kept beside the file; a passphrase never is."""


@dataclass(frozen=True, slots=True)
class DraftUpload:
    """The file of a draft, as the uploader would hand it over."""

    file_id: str
    name: str
    content: bytes

    def getvalue(self) -> bytes:
        return self.content


def resume_draft(page: Page, demonstration: DemonstrationRows) -> DraftUpload | None:
    """The unpublished file of this browser, with a sentence that says so; or a sentence that it was deleted."""
    texts, state = page.address.texts, st.session_state
    if "intake_draft" not in state:
        secret = _secret()
        state["intake_draft"] = drafts.read_draft(secret, datetime.now(UTC)) if secret else None
    draft: Draft | None = state["intake_draft"]
    if draft is None:
        return None
    sent = draft.sent_at.astimezone()
    values = {
        "file": draft.name,
        "time": f"{page.context.formats.day(sent.date())} {sent:%H:%M}",
        "release": _newest_release(page, demonstration),
    }
    if draft.content is None:
        show("message", kind="refused", text=texts("intake.draft.gone", **values))
        st.button(texts("intake.draft.understood"), key="intake_draft_away", on_click=discard_draft)
        return None
    for key, text in draft.typed.items():
        if key == "intake_as_of":
            state["intake_day_kept"] = text
        elif key in BOXES:
            state.setdefault(key, text)
    for id, text in draft.explained.items():
        explanations().setdefault(id, text)
    show("message", kind="offer", text=texts("intake.draft.kept", **values))
    st.button(texts("intake.draft.put_away"), key="intake_draft_away", on_click=discard_draft)
    return DraftUpload(draft.id, draft.name, draft.content)


def on_upload_change(key: str) -> None:
    """Discard the draft when its file was taken out of the uploader."""
    state = st.session_state
    if state.get(key) is None and state.pop("intake_draft_from", None) is not None:
        discard_draft()


def keep_draft(upload: Upload, content: bytes) -> None:
    """Keep a file that was read, once; where it cannot be written it stays for as long as this page is open."""
    state = st.session_state
    if isinstance(upload, DraftUpload) or state.get("intake_draft_from") == upload.file_id:
        return
    now, secret, id = datetime.now(UTC), _secret(), upload.file_id
    if secret:
        try:
            id = drafts.keep(secret, upload.name, content, now)
        except OSError:
            secret = None
    state["intake_draft"] = Draft(id, upload.name, content, now, {}, {})
    state["intake_draft_from"] = upload.file_id


def keep_texts() -> None:
    """Keep what was typed so far beside the file, when it differs from what was kept before."""
    state = st.session_state
    draft: Draft | None = state.get("intake_draft")
    if draft is None:
        return
    typed = {key: str(state[key]) for key in BOXES if state.get(key)}
    explained = dict(explanations())
    if (typed, explained) == (draft.typed, draft.explained):
        return
    state["intake_draft"] = replace(draft, typed=typed, explained=explained)
    secret = _secret()
    if secret:
        with suppress(OSError):  # a full disk must not stop somebody from publishing; the texts are still on the page
            drafts.keep_texts(secret, draft.id, typed, explained)


def discard_draft() -> None:
    """Delete the draft: its file was published, or its sender does not want it any more."""
    state, secret = st.session_state, _secret()
    draft: Draft | None = state.get("intake_draft")
    state["intake_draft"] = None
    for name in ("intake_draft_from", "intake_day_kept"):
        state.pop(name, None)
    if draft is not None and secret:
        with suppress(OSError):  # it is deleted after a day
            drafts.forget(secret, draft.id)


def _secret() -> str | None:
    secret = st.context.cookies.get(COOKIE)
    return str(secret) if drafts.is_secret(secret) else None


def _newest_release(page: Page, demonstration: DemonstrationRows) -> str:
    latest = releases_to_continue(page.context.releases, demonstration).latest()
    return latest.id if latest is not None else "–"
