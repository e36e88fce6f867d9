"""Supplies, replaces or removes the copy of the plan: what is recognised in a file is said before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime

import streamlit as st

from core.clauses.clause_parser import Clauses
from core.clauses.clause_questions import questions
from core.clauses.clause_words import counted_clauses, refusal_of_copy
from core.clauses.read_document import LIMITS, DocumentError
from core.clauses.supply_copy import clauses_of_file, remove_with_passphrase, supply_with_passphrase
from core.personal_numbers import personal_numbers
from core.records.passphrase import AccessError
from core.records.plan_copies import PlanCopy, PlanCopyError, plan_copy
from core.ui.intake.passphrase_box import access_sentence, clear_passphrase, passphrase_box, typed_passphrase
from core.ui.markup import show
from core.ui.page import Page

_STEP = "copy"


def copy_form(page: Page) -> None:
    """The form, folded once there is a copy; what became of the last step is said above it."""
    texts, state = page.address.texts, st.session_state
    message = state.pop("copy_said", None)
    if message is not None:
        show("message", kind=message[0], text=message[1])
    copy, is_damaged = _copy(page)
    there = copy is not None or is_damaged
    title = texts("clause.form.title_replace" if there else "clause.form.title")
    with st.expander(title, key="copy_form", expanded=not there or message is not None):
        show("message", kind="quiet", text=texts("clause.form.guide"))
        # A new key is a new, empty uploader: that is how a file is put away once it is kept.
        key = f"copy_file_{state.get('copy_files', 0)}"
        file = st.file_uploader(texts("clause.form.file", limit=LIMITS.upload // 1_000_000), key=key)
        if file is not None:
            _preview(page, file.getvalue(), file.name)
        st.text_input(texts("clause.form.by"), key="copy_by", max_chars=60, width=480)
        passphrase_box(_STEP, texts)
        if copy is not None:
            day = page.context.formats.day(copy.supplied_on)
            st.checkbox(texts("clause.form.confirm_replacement", file=copy.file, day=day), key="copy_replace")
        st.button(texts("clause.form.save"), key="copy_save", on_click=_save, args=(page, key, copy is not None))
        if there:
            st.checkbox(texts("clause.form.confirm_removal"), key="copy_removal")
            st.button(texts("clause.form.remove"), key="copy_remove", on_click=_remove, args=(page,))


def _copy(page: Page) -> tuple[PlanCopy | None, bool]:
    """The copy there is, and whether one is there that cannot be read."""
    try:
        return plan_copy(page.context.plan.id), False
    except PlanCopyError:
        return None, True


def _preview(page: Page, content: bytes, name: str) -> None:
    """What is recognised in a file, or why it is refused."""
    try:
        clauses = clauses_of_file(content, page.context.plan)
    except DocumentError as error:
        show("message", kind="refused", text=refusal_of_copy(error, name, page.context.plan, page.address.texts))
        return
    sentences = ("clause.form.preview", "clause.form.preview_agreeing")
    show("message", kind="offer", text=_recognised(sentences, clauses, page, file=name))


def _recognised(sentences: tuple[str, str], clauses: Clauses, page: Page, **values: str) -> str:
    """How many clauses of which kind there are, in the first sentence with how many questions, in the second without
    any."""
    texts, plan = page.address.texts, page.context.plan
    parts, number = counted_clauses(clauses, plan, texts), len(questions(clauses, plan))
    return (
        texts(sentences[0], parts=parts, number=number, **values)
        if number
        else texts(sentences[1], parts=parts, **values)
    )


def _save(page: Page, key: str, is_replacement: bool) -> None:
    texts, plan, state = page.address.texts, page.context.plan, st.session_state
    file = state.get(key)
    if file is None:
        state["copy_said"] = ("refused", texts("clause.form.no_file"))
        return

    def save(by: str) -> str:
        clauses = supply_with_passphrase(file.getvalue(), file.name, plan, _today(), by, typed_passphrase(_STEP))
        state["copy_files"] = state.get("copy_files", 0) + 1
        return _recognised(("clause.form.kept", "clause.form.kept_agreeing"), clauses, page)

    with suppress(DocumentError):  # the preview says why
        _take(page, save, confirmed=not is_replacement or bool(state.get("copy_replace")))


def _remove(page: Page) -> None:
    def remove(by: str) -> str:
        remove_with_passphrase(page.context.plan, _today(), by, typed_passphrase(_STEP))
        return page.address.texts("clause.form.removed")

    _take(page, remove, confirmed=bool(st.session_state.get("copy_removal")))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _take(page: Page, step: Callable[[str], str], *, confirmed: bool) -> None:
    """Take a step for somebody with a name, who confirmed it; say what became of it, or what is missing."""
    texts, state = page.address.texts, st.session_state
    by = str(state.get("copy_by", "")).strip()
    if not by:
        state["copy_said"] = ("refused", texts("clause.form.nobody"))
    elif personal_numbers(by):
        state["copy_said"] = ("refused", texts("clause.form.personal"))
    elif not confirmed:
        state["copy_said"] = ("refused", texts("clause.form.unconfirmed"))
    else:
        try:
            said = step(by)
        except AccessError as error:
            state["copy_said"] = ("error", access_sentence(error, texts))
        except OSError:
            state["copy_said"] = ("error", texts("clause.form.unwritable"))
        else:
            clear_passphrase(_STEP)
            state["copy_replace"] = state["copy_removal"] = False
            state["copy_said"] = ("quiet", said)
