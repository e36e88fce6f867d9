"""The fingerprint of a file: computed, compared with what the release cites, and the file is put away at once."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

import streamlit as st

from core.panels.tasks.evidence import citations
from core.ui.markup import show
from core.ui.page import Page

LARGEST = 50
"""Megabytes of a file of evidence."""
_UPLOADS = "task_evidence_files"
_HASHED = "task_evidence"


def evidence_box(page: Page) -> None:
    """Ask for a file of any kind; say which task or milestone cites it, or what to copy into the workbook."""
    texts, state = page.address.texts, st.session_state
    hashed: tuple[str, str] | None = state.get(_HASHED)
    with st.expander(texts("tasks.evidence.title"), expanded=hashed is not None):
        show("message", kind="quiet", text=texts("tasks.evidence.guide", limit=str(LARGEST)))
        # A new key is a new, empty uploader: that is how the file is put away as soon as its fingerprint is known.
        key = f"task_evidence_file_{state.get(_UPLOADS, 0)}"
        st.file_uploader(
            texts("tasks.evidence.title"),
            key=key,
            label_visibility="collapsed",
            max_upload_size=LARGEST,
            on_change=_hash,
            args=(key,),
        )
        if hashed is not None:
            _say(page, *hashed)


def _hash(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        return
    st.session_state[_HASHED] = (file.name, hashlib.sha256(file.getbuffer()).hexdigest())
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1


def _say(page: Page, name: str, sha256: str) -> None:
    texts, cited = page.address.texts, citations(page.context, sha256)
    links = [
        {"href": f"tasks?{urlencode(page.address.parameters(task=str(citation.task)))}", "text": citation.words}
        for citation in cited
    ]
    sentence = "tasks.evidence.cited" if cited else "tasks.evidence.not_cited"
    show("links", kind="offer", text=texts(sentence, name=name, number=len(cited)), links=links)
    show("fingerprint", lines=((texts("column.evidence_file"), name), (texts("column.sha256"), sha256)))
