"""The fingerprint of a file: computed, compared with what the release cites, and the file is put away at once."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

import streamlit as st

from core.panels.tasks.evidence import citations
from core.ui.markup import show
from core.ui.page import Page

LARGEST = 20
"""Megabytes of a file of evidence, as of a return: the server takes little more."""
COMMAND = "certutil -hashfile FILE SHA256"
"""What computes the fingerprint of a larger file on a computer of an office."""
_UPLOADS = "task_evidence_files"
_HASHED = "task_evidence"


def evidence_box(page: Page) -> None:
    """Ask for a file of any kind; say which task or milestone cites it, or what to copy into the workbook."""
    texts, state = page.address.texts, st.session_state
    hashed: tuple[str, str] | None = state.get(_HASHED)
    with st.expander(texts("tasks.evidence.title"), expanded=hashed is not None):
        show("message", kind="quiet", text=texts("tasks.evidence.guide", limit=str(LARGEST), command=COMMAND))
        # A new key is a new, empty uploader: that is how the file is put away as soon as its fingerprint is known.
        key = f"task_evidence_file_{state.get(_UPLOADS, 0)}"
        st.file_uploader(
            texts("tasks.evidence.title"),
            key=key,
            label_visibility="collapsed",
            on_change=_hash,
            args=(key,),
        )
        if hashed is not None:
            _say(page, *hashed)


def _hash(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        return
    is_small = file.size <= LARGEST * 1_000_000
    st.session_state[_HASHED] = (file.name, hashlib.sha256(file.getbuffer()).hexdigest() if is_small else "")
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1


def _say(page: Page, name: str, sha256: str) -> None:
    texts = page.address.texts
    if not sha256:
        show("message", kind="refused", text=texts("tasks.evidence.too_large", name=name, limit=str(LARGEST)))
        return
    cited = citations(page.context, sha256)
    links = [
        {"href": f"tasks?{urlencode(page.address.parameters(task=str(citation.task)))}", "text": citation.words}
        for citation in cited
    ]
    sentence = (
        texts("tasks.evidence.cited", name=name, number=len(cited))
        if cited
        else texts("tasks.evidence.not_cited", name=name)
    )
    show("links", kind="offer", text=sentence, links=links)
    show("fingerprint", lines=((texts("column.evidence_file"), name), (texts("column.sha256"), sha256)))
