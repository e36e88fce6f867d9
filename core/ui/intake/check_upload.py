"""A file that was sent: read and checked once for one reader, kept in this session, and handed back marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

import streamlit as st

from core.intake.finding_words import refusal
from core.intake.findings import IntakeError, Severity
from core.intake.marked_copy import marked_copy
from core.intake.marking.mark_file import ending_of
from core.intake.publishing.check_return import check_return_in_force
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.demonstration_rows import DemonstrationRows, releases_to_continue
from core.intake.publishing.reporting_round import default_as_of
from core.language import Language, Texts
from core.panels.intake.effect_on_goals import effect
from core.panels.panel import Panel
from core.problem_sentences import plan_sentence, problem_sentence
from core.queries import QueryError
from core.snapshots import SnapshotError
from core.toml_entries import PlanError
from core.ui.page import Page


class Upload(Protocol):
    """What the uploader hands over; `file_id` is another one for each file that is sent."""

    @property
    def file_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    def getvalue(self) -> bytes: ...


class MarkedWorkbook:
    """The file with its findings marked and the explanations so far filled in.

    Only the newest copy is kept, and it is made again only for other explanations. Raises IntakeError, when it is made
    and when it is asked for, when the file cannot be handed back.
    """

    def __init__(
        self, content: bytes, checked: CheckedReturn, language: Language, explanations: Mapping[str, str]
    ) -> None:
        self._content, self._checked, self._language = content, checked, language
        self._explanations = dict(explanations)
        self._marked = self._mark()

    def content(self, explanations: Mapping[str, str]) -> bytes:
        """The bytes of the marked workbook; `explanations` are texts by `Finding.id`."""
        if explanations != self._explanations:
            self._explanations = dict(explanations)
            self._marked = self._mark()
        return self._marked

    @property
    def ending(self) -> str:
        """The ending of its name, as `ending_of` says."""
        return ending_of(self._marked)

    def _mark(self) -> bytes:
        reading, findings = self._checked.reading, self._checked.findings
        return marked_copy(self._content, reading.name, findings, self._language, self._explanations, reading.lists)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was read and checked for this reader; it is kept nowhere but in this session.

    `effect` is None while there is something to correct, with the sentence why in `effect_missing`. `marked` is None
    when there is nothing to mark, or when the file cannot be handed back: then `unreturnable` says why.
    """

    content: bytes
    checked: CheckedReturn
    effect: Panel | None
    effect_missing: str
    marked: MarkedWorkbook | None
    unreturnable: str


def today() -> date:
    """The current day where the server stands."""
    return datetime.now(UTC).astimezone().date()


def explanations() -> dict[str, str]:
    """The explanations so far, by the id of the finding; they are kept while a file is corrected and sent again.

    An id contains the values it is about, so that an explanation never counts for another number.
    """
    written: dict[str, str] = st.session_state.setdefault("intake_explained", {})
    return written


def typed_day() -> date | None:
    """The as-of date as it was typed; None when there is no such day."""
    state = st.session_state
    try:
        return date.fromisoformat(str(state.get("intake_as_of", state.get("intake_day_kept"))).strip())
    except ValueError:
        return None


def check_upload(page: Page, upload: Upload, demonstration: DemonstrationRows) -> SentFile:
    """The file read, checked and assessed; done again only when the file, day, standing, newest release, language or
    what becomes of the demonstration changes. Raises as `core.intake.publishing.check_return.check_return`."""
    state, latest = st.session_state, page.context.releases.latest()
    day = typed_day() or default_as_of(releases_to_continue(page.context.releases, demonstration), today())
    provisional = state.get("intake_standing") == "provisional"
    key = (upload.file_id, day, provisional, latest.digest if latest else "", page.address.language, demonstration)
    checked_before = state.get("intake_taken")
    if checked_before is not None and checked_before[0] == key:
        sent: SentFile = checked_before[1]
        return sent
    state.pop("intake_taken", None)
    sent = _check(page, upload, day, provisional, demonstration)
    state["intake_taken"] = (key, sent)
    return sent


def _check(page: Page, upload: Upload, day: date, provisional: bool, demonstration: DemonstrationRows) -> SentFile:
    texts, content = page.address.texts, upload.getvalue()
    with st.spinner(texts("intake.page.reading")):
        try:
            checked = check_return_in_force(
                content,
                upload.name,
                page.context.releases,
                day,
                provisional=provisional,
                demonstration=demonstration,
            )
        except IntakeError as error:
            if error.code == "template_demonstration" and "demo" not in st.query_params:
                # The form says itself what it is to be tried out on; the choice above shows it from here on.
                st.query_params["demo"] = DemonstrationRows.KEEP.value
                st.rerun()
            raise
        for id, text in checked.reading.explanations.items():
            if not explanations().get(id):  # what was typed here is newer than what came with the file
                explanations()[id] = text
        marked, unreturnable = None, ""
        if checked.mistakes or checked.findings_of(Severity.SOFT):
            try:
                marked = MarkedWorkbook(content, checked, texts.language, explanations())
            except IntakeError as error:
                unreturnable = refusal(error, texts)
    panel, missing = None, texts("intake.effect.mistakes_first")
    if checked.merged is not None and not checked.mistakes:
        with st.spinner(texts("intake.page.judging")):
            panel, missing = _effect(checked, page, texts)
    return SentFile(content, checked, panel, missing, marked, unreturnable)


def _effect(checked: CheckedReturn, page: Page, texts: Texts) -> tuple[Panel | None, str]:
    """The effect on the goals; or None, and a sentence why it cannot be shown."""
    try:
        return effect(checked, page.context), ""
    except SnapshotError as error:
        return None, problem_sentence(error.problem, texts)
    except PlanError as error:
        return None, plan_sentence(error, texts)
    except (QueryError, OSError):
        return None, texts("intake.effect.failed")
