"""The page of returns: the form to fill in, who owes one, a file read and checked, what it changes, publishing it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa
import streamlit as st

from core.exports.table import XLSX_TYPE, xlsx_bytes
from core.intake.finding_words import refusal, sentence
from core.intake.findings import Finding, IntakeError, Severity
from core.intake.marking.mark import mark
from core.intake.publishing import desk
from core.panels.intake import return_panels as told
from core.panels.intake.reporting import reporting as reporting_panel
from core.panels.panel import Panel, Table
from core.records.passphrase import AccessError
from core.sentences import plan_sentence, problem_sentence
from core.snapshots import SnapshotError
from core.toml_entries import PlanError
from core.ui.intake import kept_file as drafting
from core.ui.intake import passphrase_box as guarding
from core.ui.intake.sent_file import Taken, explanations, taken, today, typed_day
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import panel as show_panel

BOXES = 20
"""Explanations asked for at a time; a list of hundreds is quicker filled in in the returned workbook."""


def template(page: Page) -> None:
    """The workbook to fill in, for the district or one unit, and what is counted when."""
    texts, context, year = page.address.texts, page.context, desk.round_of(today())
    release, area = context.snapshot, context.plan.area
    with st.container(border=True, key="intake_template"):
        try:
            units = {each.id: texts.of(each) for each in desk.units(release, area, year)}
        except (OSError, pa.ArrowException):
            show("message", kind="error", text=texts("export.unreadable", as_of=release.id))
            return
        place = st.empty()
        unit = st.selectbox(
            texts("intake.page.unit"),
            ("", *units),
            key="intake_unit",
            format_func=lambda id: units.get(id) or texts("intake.guide.district"),
            width=480,
        )
        query = urlencode({"lang": texts.language.value, "as_of": release.id, "year": str(year), "unit": unit})
        with place:
            show(
                "section",
                title=texts("intake.page.template", year=context.formats.year(year), release=release.id),
                lines=(
                    texts(
                        "intake.page.references",
                        reference=context.formats.day(desk.reference(year)),
                        due=context.formats.day(desk.due(year)),
                    ),
                ),
                kind="export_template",
                href=f"template.xlsx?{query}",
                link=texts("intake.page.download_template", unit=units.get(unit) or texts("intake.guide.district")),
            )


def reporting(page: Page) -> None:
    """Who has reported, who has not, and for how long that is overdue."""
    try:
        panel = reporting_panel(page.context, today())
    except (OSError, pa.ArrowException):
        show("message", kind="error", text=page.address.texts("export.unreadable", as_of=page.context.snapshot.id))
        return
    show_panel(panel, page.address, page.context.tag)


def upload(page: Page) -> Taken | None:
    """Ask for a file and say how it was understood; None while there is none, or none that can be sent."""
    texts, state = page.address.texts, st.session_state
    with st.container(border=True, key="intake_upload"):
        show("section", title=texts("intake.page.upload"), lines=(texts("intake.page.upload_guide"),), href="")
        published = state.get("intake_published")
        if published is not None:
            _told_published(page, *published)
        # A new key is a new, empty uploader: that is how a file is put away once it is published.
        key = f"intake_file_{state.get('intake_files', 0)}"
        file: Any = st.file_uploader(
            texts("intake.page.file"),
            key=key,
            label_visibility="collapsed",
            on_change=drafting.changed,
            args=(key,),
        )
        if file is None:
            file = drafting.resumed(page)
        if file is None:
            for name in ("intake_taken", "intake_failed", "intake_seen"):
                state.pop(name, None)
            return None
        state.pop("intake_published", None)
        try:
            found = taken(page, file)
        except IntakeError as error:
            show("message", kind="error", text=refusal(error, texts))
            return None
        except PlanError as error:
            show("message", kind="error", text=plan_sentence(error, texts))
            return None
        except (OSError, pa.ArrowException):
            latest = page.context.releases.latest()
            show("message", kind="error", text=texts("export.unreadable", as_of=latest.id if latest else ""))
            return None
        if found.prepared.merged is not None:  # of a file with personal numbers in it nothing is kept
            drafting.kept(file, found.content)
        _show(told.understood(found.prepared, texts))
    return found


def findings(page: Page, sent: Taken | None) -> None:
    """What must be put right and what must be explained, and the file back with it marked."""
    if sent is None:
        return
    texts = page.address.texts
    panel = told.findings(sent.prepared, texts)
    with st.container(border=True, key="intake_findings"):
        _show(panel, most=told.ROWS_SHOWN)
        if not panel.table.rows:
            return
        explained = explanations()
        if sent.unreturnable:
            show("message", kind="refused", text=sent.unreturnable)
        else:
            _download(
                texts("intake.page.returned"),
                texts("intake.page.returned_name", file=PurePath(sent.prepared.reading.name).stem),
                lambda: mark(
                    sent.content, sent.prepared.reading.name, sent.prepared.findings, texts.language, explained
                ),
                "intake_returned",
            )
        _explain(page, [each for each in told.ordered(sent.prepared) if each.severity is Severity.SOFT], explained)


def preview(page: Page, sent: Taken | None) -> None:
    """What the return changes in the current release, and what that does to every goal."""
    if sent is None or sent.prepared.merged is None:
        return
    texts = page.address.texts
    panel = told.changes(sent.prepared, texts, page.context.plan)
    with st.container(border=True, key="intake_preview"):
        _show(panel, most=told.ROWS_SHOWN)
        if panel.table.rows:
            name = texts("intake.page.changes_name", file=PurePath(sent.prepared.reading.name).stem)
            _download(texts("intake.page.changes"), name, lambda: xlsx_bytes(panel, texts), "intake_changes")
    with st.container(border=True, key="intake_effect"):
        if sent.effect is None:
            show("section", title=texts("intake.effect.title"), lines=(sent.effect_missing,), href="")
        else:
            _show(sent.effect)


def publishing(page: Page, sent: Taken | None) -> None:
    """As-of date, standing, note and name; the checklist; and the button, once nothing stands against it."""
    if sent is None:
        return
    texts, state = page.address.texts, st.session_state
    with st.container(border=True, key="intake_publishing"):
        beforehand = texts("intake.page.own_first") if page.context.releases.demonstration else texts("intake.page.own")
        show("section", title=texts("intake.page.publishing"), lines=(beforehand,), href="")
        failed = state.pop("intake_failed", "")
        if failed:
            show("message", kind="error", text=failed)
        proposed = desk.proposed(page.context.releases, today())
        day, standing, name = st.columns(3, gap="small", vertical_alignment="bottom")
        # As its own first value, not put into the state: a file that takes another's place comes with two runs close
        # upon each other, and a value that only the first of them sends may never be shown, though it counts.
        first_day = state.get("intake_day_kept") or proposed.isoformat()
        day.text_input(texts("intake.page.as_of"), first_day, key="intake_as_of", max_chars=10)
        standing.radio(
            texts("intake.page.standing"),
            ("final", "provisional"),
            key="intake_standing",
            horizontal=True,
            format_func=lambda each: texts(f"intake.standing.{each}"),
        )
        by = name.text_input(texts("intake.page.by"), key="intake_by", max_chars=60)
        first, second = st.columns(2, gap="small")
        note = first.text_input(texts("intake.page.note"), key="intake_note", max_chars=500)
        note_en = second.text_input(texts("intake.page.note_en"), key="intake_note_en", max_chars=500)
        drafting.written_down()
        explained = explanations()
        lines = told.held_against(sent.prepared, note, explained, by=by, day_read=typed_day() is not None, texts=texts)
        show("checklist", lines=lines, passed=texts("intake.page.nothing_against"))
        blocked = any(line.blocks for line in lines)
        onto = sent.prepared.onto
        # What was on show when the button was pressed: nobody publishes onto a release they saw no preview of.
        seen, state["intake_seen"] = state.get("intake_seen"), onto.id if onto is not None else ""
        guarding.asked("intake_publish", texts)
        guarding.unguarded(texts)
        pressed = st.button(texts("intake.page.publish"), key="intake_publish", type="primary", disabled=blocked)
        if pressed and seen != state["intake_seen"]:
            state["intake_failed"] = refusal(IntakeError("release_moved", release=state["intake_seen"]), texts)
            st.rerun()
        elif pressed and not blocked:
            _publish(page, sent, note, note_en, by)


def _publish(page: Page, sent: Taken, note: str, note_en: str, by: str) -> None:
    texts, state = page.address.texts, st.session_state
    onto = sent.prepared.onto
    try:
        with st.spinner(texts("intake.page.publishing_now")):
            release = desk.publish(
                sent.prepared,
                guarding.given("intake_publish"),
                note=note,
                note_en=note_en,
                published_by=by.strip(),
                published_at=datetime.now(UTC),
                explanations=explanations(),
            )
    except AccessError as error:
        state["intake_failed"] = guarding.refused(error, texts)
    except IntakeError as error:
        state["intake_failed"] = refusal(error, texts)
    except SnapshotError as error:
        state["intake_failed"] = problem_sentence(error.problem, texts)
    else:
        state["intake_published"] = (release.id, onto.id if onto is not None else "")
        state.pop("intake_explained", None)
        drafting.put_away()
        state["intake_files"] = state.get("intake_files", 0) + 1
        if page.context.releases.demonstration:
            # The demonstration has given way: there is nothing else left to show.
            st.query_params["as_of"] = state["kept_as_of"] = release.id
    st.rerun()


def _told_published(page: Page, release: str, before: str) -> None:
    texts = page.address.texts
    query = urlencode({"lang": texts.language.value, "as_of": release})
    links = [{"href": f"./?{query}", "text": texts("intake.page.open_release", release=release)}]
    if page.context.releases.by_id(before) is not None:
        since = urlencode({"since": before})
        links.append({"href": f"sources?{query}&{since}", "text": texts("intake.page.open_changes")})
    show("published", text=texts("intake.page.published", release=release), links=links)


def _explain(page: Page, soft: list[Finding], explained: dict[str, str]) -> None:
    """A box for every unusual value, some at a time; what is written stays while others are on show."""
    if not soft:
        return
    texts = page.address.texts
    show("notes", notes=(texts("intake.page.explain", number=len(soft)),), source="")
    starts = tuple(range(0, len(soft), BOXES))
    start = 0
    if len(starts) > 1:
        start = st.selectbox(
            texts("intake.page.which"),
            starts,
            key="intake_which",
            format_func=lambda first: f"{first + 1}–{min(first + BOXES, len(soft))}",
        )
    for each in soft[start : start + BOXES]:
        key = f"explain_{each.id}"
        text = explained.get(each.id, "")
        st.text_input(sentence(each, texts), text, key=key, max_chars=500, on_change=_explained, args=(each.id,))


def _explained(id: str) -> None:
    explanations()[id] = st.session_state.get(f"explain_{id}", "")


def _download(label: str, name: str, content: Any, key: str) -> None:
    st.download_button(label, content, file_name=f"{name}.xlsx", mime=XLSX_TYPE, key=key, on_click="ignore")


def _show(panel: Panel, *, most: int | None = None) -> None:
    """A panel of somebody's file: head, notes and rows at once, without the downloads of a release."""
    show("panel_head", panel=panel, tag=None)
    if panel.notes or panel.source:
        show("notes", notes=panel.notes, source=panel.source)
    rows = panel.table.rows
    if rows:
        show("table", table=Table(panel.table.columns, rows[:most]), rows_of_year="", to=None)
    if most is not None and len(rows) > most:
        texts = st.session_state["address"].texts
        show("message", kind="quiet", text=texts("intake.page.more", shown=most, number=len(rows)))
