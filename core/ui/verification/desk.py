"""The section of the page of sources where a code is typed or a file is dropped to be verified."""

from __future__ import annotations

import streamlit as st

from core.exports.signing.codes import LONGEST
from core.exports.signing.verification_words import VerificationWords, verification_words
from core.exports.signing.verify import verify_code, verify_file
from core.ui.markup import show
from core.ui.page import Page

KINDS = ("pptx", "docx", "pdf", "xlsx", "csv", "html")


def verification(page: Page) -> bool:
    """The code of the address or a file, and what it turned out to be."""
    texts, releases = page.address.texts, page.context.releases
    show("message", kind="quiet", text=texts("verify.guide"))
    st.session_state["code"] = st.query_params.get("code", "")
    typed = st.text_input(
        texts("verify.prompt"),
        key="code",
        placeholder=texts("verify.hint"),
        max_chars=LONGEST,
        on_change=_typed,
        width=320,
    )
    file = st.file_uploader(texts("verify.file"), type=list(KINDS), key="verify_file", max_upload_size=30)
    with st.container(key="verification"):
        if file is not None:
            _answer(page, verification_words(verify_file(file.getvalue(), releases), page.context, of_file=True))
        elif typed:
            _answer(page, verification_words(verify_code(typed, releases), page.context, of_file=False))
    return False


def _typed() -> None:
    typed = st.session_state["code"].strip()
    if typed:
        st.query_params["code"] = typed
    else:
        st.query_params.pop("code", None)


def _answer(page: Page, words: VerificationWords) -> None:
    for kind, text in words.messages:
        show("message", kind=kind, text=text)
    if words.address:
        show(
            "links",
            kind="plain",
            text="",
            links=[{"href": words.address, "text": page.address.texts("verify.open")}],
        )
    if words.changes is not None:
        with st.container(border=True, key="panel_verification"):
            show("panel_head", panel=words.changes, tag=None)
            show("table", table=words.changes.table, label=words.changes.headline, rows_of_year="", to=None)
            show("message", kind="quiet", text=words.changes.source)
