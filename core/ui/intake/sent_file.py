"""A file on its way in: read, checked and judged for one reader, and kept nowhere but in this session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from core.intake.finding_words import refusal
from core.intake.findings import IntakeError, Severity
from core.intake.marking.mark import mark
from core.intake.publishing import desk
from core.intake.publishing.prepared import Prepared
from core.panels.intake import return_panels as told
from core.panels.panel import Panel
from core.queries import QueryError
from core.sentences import plan_sentence, problem_sentence
from core.snapshots import SnapshotError
from core.toml_entries import PlanError
from core.ui.page import Page


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read and checked for this reader; nothing of it is anywhere but here.

    `effect` is None while there is something to put right, with the sentence why in `effect_missing`. `unreturnable`
    says why the file cannot be handed back marked, and is empty when it can.
    """

    content: bytes
    prepared: Prepared
    effect: Panel | None
    effect_missing: str
    unreturnable: str


def today() -> date:
    """The day it is where the server stands."""
    return datetime.now(UTC).astimezone().date()


def explanations() -> dict[str, str]:
    """What was written so far, by the id of the finding: kept while a file is mended and sent again, until publishing.

    An id carries the values it is about, so that an explanation never speaks for another number.
    """
    found: dict[str, str] = st.session_state.setdefault("intake_explained", {})
    return found


def typed_day() -> date | None:
    """The as-of date as it was typed; None when there is no such day."""
    state = st.session_state
    try:
        return date.fromisoformat(str(state.get("intake_as_of", state.get("intake_day_kept"))).strip())
    except ValueError:
        return None


def taken(page: Page, file: Any) -> Taken:
    """The file read, checked and judged, kept until the file, the day, the standing or the newest release changes."""
    state, latest = st.session_state, page.context.releases.latest()
    day = typed_day() or desk.proposed(page.context.releases, today())
    provisional = state.get("intake_standing") == "provisional"
    marks = (file.file_id, day, provisional, latest.digest if latest else "", page.address.language)
    kept = state.get("intake_taken")
    if kept is not None and kept[0] == marks:
        found: Taken = kept[1]
        return found
    state.pop("intake_taken", None)
    fresh = _read(page, file.getvalue(), file.name, day, provisional)
    state["intake_taken"] = (marks, fresh)
    return fresh


def _read(page: Page, content: bytes, name: str, day: date, provisional: bool) -> Taken:
    texts = page.address.texts
    with st.spinner(texts("intake.page.reading")):
        prepared = desk.take(content, name, page.context.releases, day, provisional=provisional)
        for id, text in prepared.reading.explanations.items():
            if not explanations().get(id):  # what was typed here is newer than what came with the file
                explanations()[id] = text
        unreturnable = ""
        if told.ordered(prepared):
            try:
                mark(content, name, prepared.findings, texts.language)
            except IntakeError as error:
                unreturnable = refusal(error, texts)
    effect, missing = None, texts("intake.effect.mistakes_first")
    if prepared.merged is not None and not any(each.severity is Severity.HARD for each in prepared.findings):
        with st.spinner(texts("intake.page.judging")):
            try:
                effect = told.effect(prepared, page.context)
            except SnapshotError as error:
                missing = problem_sentence(error.problem, texts)
            except PlanError as error:
                missing = plan_sentence(error, texts)
            except (QueryError, OSError):
                missing = texts("intake.effect.failed")
    return Taken(content, prepared, effect, missing, unreturnable)
