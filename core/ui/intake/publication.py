"""Publishing on the page of returns: as-of date, note and name, the checklist, the button, and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.publishing.demonstration_rows import DemonstrationRows, releases_to_continue
from core.intake.publishing.publish import publish_with_passphrase
from core.intake.publishing.reporting_round import default_as_of
from core.panels.intake.checklist_words import checklist_lines
from core.problem_sentences import problem_sentence
from core.records.passphrase import AccessError
from core.snapshots import SnapshotError
from core.ui.address import choose_release
from core.ui.intake.check_upload import SentFile, explanations, today, typed_day
from core.ui.intake.draft import discard_draft, keep_texts
from core.ui.intake.passphrase_box import access_sentence, passphrase_box, typed_passphrase, unprotected_notice
from core.ui.intake.unit_statement import all_units_box, states_all_units
from core.ui.markup import show
from core.ui.page import Page


def publishing(page: Page, sent: SentFile | None, demonstration: DemonstrationRows) -> None:
    """As-of date, standing, note and name; the checklist; and the button, enabled once nothing blocks publishing."""
    if sent is None:
        return
    texts, state = page.address.texts, st.session_state
    with st.container(border=True, key="intake_publishing"):
        show("section", title=texts("intake.page.publishing"), lines=(_beforehand(page, demonstration),), href="")
        failed = state.pop("intake_failed", "")
        if failed:
            show("message", kind="error", text=failed)
        default_day = default_as_of(releases_to_continue(page.context.releases, demonstration), today())
        day, standing, name = st.columns(3, gap="small", vertical_alignment="bottom")
        # As its own first value, not put into the state: a file that takes another's place comes with two runs close
        # upon each other, and a value that only the first of them sends may never be shown, though it counts.
        first_day = state.get("intake_day_kept") or default_day.isoformat()
        day.text_input(texts("intake.page.as_of"), first_day, key="intake_as_of", max_chars=10)
        standing.radio(
            texts("intake.page.standing"),
            ("final", "provisional"),
            key="intake_standing",
            horizontal=True,
            format_func=lambda standing: texts(f"intake.standing.{standing}"),
        )
        by = name.text_input(texts("intake.page.by"), key="intake_by", max_chars=60)
        first, second = st.columns(2, gap="small")
        note = first.text_input(texts("intake.page.note"), key="intake_note", max_chars=500)
        note_en = second.text_input(texts("intake.page.note_en"), key="intake_note_en", max_chars=500)
        all_units_box(page, sent.checked.units)
        keep_texts()
        explained = explanations()
        lines = checklist_lines(sent.checked, note, explained, by=by, day_is_valid=typed_day() is not None, texts=texts)
        show("checklist", lines=lines, passed=texts("intake.page.nothing_against"))
        blocked = any(line.blocks for line in lines)
        base = sent.checked.base
        # What was on show when the button was pressed: nobody publishes onto a release they saw no preview of.
        seen, state["intake_seen"] = state.get("intake_seen"), base.id if base is not None else ""
        passphrase_box("intake_publish", texts)
        unprotected_notice(texts)
        pressed = st.button(texts("intake.page.publish"), key="intake_publish", type="primary", disabled=blocked)
        if pressed and seen != state["intake_seen"]:
            state["intake_failed"] = refusal(IntakeError("release_moved", release=state["intake_seen"]), texts)
            st.rerun()
        elif pressed and not blocked:
            _publish(page, sent, note, note_en, by)


def _beforehand(page: Page, demonstration: DemonstrationRows) -> str:
    """What becomes of the return once it is published."""
    texts, releases = page.address.texts, page.context.releases
    if releases.latest() is not None and not releases.demonstration:
        return texts("intake.page.own")
    return texts("intake.page.own_first" if demonstration is DemonstrationRows.LEAVE else "intake.page.own_on_demo")


def _publish(page: Page, sent: SentFile, note: str, note_en: str, by: str) -> None:
    texts, state = page.address.texts, st.session_state
    base = sent.checked.base
    try:
        with st.spinner(texts("intake.page.publishing_now")):
            release = publish_with_passphrase(
                sent.checked,
                typed_passphrase("intake_publish"),
                note=note,
                note_en=note_en,
                published_by=by.strip(),
                published_at=datetime.now(UTC),
                explanations=explanations(),
                all_units=states_all_units(sent.checked.units),
            )
    except AccessError as error:
        state["intake_failed"] = access_sentence(error, texts)
    except IntakeError as error:
        state["intake_failed"] = refusal(error, texts)
    except SnapshotError as error:
        state["intake_failed"] = problem_sentence(error.problem, texts)
    else:
        state["intake_published"] = (release.id, base.id if base is not None else "")
        state.pop("intake_explained", None)
        discard_draft()
        state["intake_files"] = state.get("intake_files", 0) + 1
        if page.context.releases.demonstration:
            # Own data come first from now on; the demonstration opens only where it is asked for.
            choose_release(release.id)
            state["kept_as_of"] = release.id
    st.rerun()


def show_published(page: Page, release: str, before: str) -> None:
    texts = page.address.texts
    query = urlencode({"lang": texts.language.value, "as_of": release})
    links = [{"href": f"./?{query}", "text": texts("intake.page.open_release", release=release)}]
    if before != release and before in {own.id for own in page.context.releases.snapshots}:
        since = urlencode({"since": before})
        links.append({"href": f"sources?{query}&{since}", "text": texts("intake.page.open_changes")})
    show("published", text=texts("intake.page.published", release=release), links=links)
