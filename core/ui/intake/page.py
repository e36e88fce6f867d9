"""The page of returns: the template, who has not reported, a file read and checked, what it changes, publishing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from urllib.parse import urlencode

import pyarrow as pa
import streamlit as st

from core.exports.table import XLSX_TYPE, xlsx_bytes
from core.intake.finding_words import refusal, sentence
from core.intake.findings import Finding, IntakeError, Severity
from core.intake.publishing.demonstration_rows import DemonstrationRows, releases_to_continue
from core.intake.publishing.reporting_round import (
    RoundReports,
    due_day,
    reference_day,
    reporting_units,
    round_year,
)
from core.panels.intake.changes import changes as changes_panel
from core.panels.intake.contents import contents
from core.panels.intake.findings import findings as findings_panel
from core.panels.intake.reporting import reporting as reporting_panel
from core.panels.intake.reporting import reports_on_show
from core.panels.panel import Panel, Table
from core.problem_sentences import plan_sentence
from core.queries import QueryError
from core.toml_entries import PlanError
from core.ui.intake.check_upload import SentFile, Upload, check_upload, explanations, today
from core.ui.intake.draft import keep_draft, on_upload_change, resume_draft
from core.ui.intake.publication import show_published
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import panel as show_panel

ROWS_SHOWN = 60
"""Changes and findings on the page; the downloads contain all of them."""
BOXES = 20
"""Explanations asked for at a time; a list of hundreds is quicker filled in in the returned workbook."""


def template(page: Page, demonstration: DemonstrationRows) -> None:
    """The workbook to fill in, for the district or one unit, and what is counted when.

    Without a release of one's own it is an empty one for the district, unless the demonstration is built upon.
    """
    texts, context, year = page.address.texts, page.context, round_year(today())
    release, area = context.snapshot, context.plan.area
    blank = releases_to_continue(context.releases, demonstration).latest() is None
    district = texts("intake.guide.district")
    with st.container(border=True, key="intake_template"):
        try:
            units = {} if blank else {unit.id: texts.of(unit) for unit in reporting_units(release, area, year)}
        except (OSError, pa.ArrowException):
            show("message", kind="error", text=texts("export.unreadable", as_of=release.id))
            return
        place, unit = st.empty(), ""
        if not blank:
            unit = st.selectbox(
                texts("intake.page.unit"),
                ("", *units),
                key="intake_unit",
                format_func=lambda id: units.get(id) or district,
                width=480,
            )
        parameters = {"lang": texts.language.value, "year": str(year)}
        parameters |= {"blank": "1"} if blank else {"as_of": release.id, "unit": unit}
        with place:
            show(
                "section",
                title=texts("intake.page.template_blank", year=context.formats.year(year))
                if blank
                else texts("intake.page.template", year=context.formats.year(year), release=release.id),
                lines=(
                    texts(
                        "intake.page.references",
                        reference=context.formats.day(reference_day(year)),
                        due=context.formats.day(due_day(year)),
                    ),
                ),
                kind="export_template",
                href=f"template.xlsx?{urlencode(parameters)}",
                link=texts("intake.page.download_template", unit=units.get(unit) or district),
            )


def reporting(page: Page) -> RoundReports | None:
    """Who has reported, who has not, and by how many days that is overdue; None when there is no release to say so."""
    context = page.context
    if context.releases.latest() is None:
        return None
    try:
        reports = reports_on_show(context, today())
        panel = reporting_panel(context, reports)
    except QueryError:
        show("message", kind="error", text=page.address.texts("export.unreadable", as_of=context.snapshot.id))
        return None
    show_panel(panel, page.address)
    return reports


def upload(page: Page, demonstration: DemonstrationRows) -> SentFile | None:
    """Ask for a file and show what was read from it; None while there is none, or none that can be accepted."""
    texts, state = page.address.texts, st.session_state
    with st.container(border=True, key="intake_upload"):
        show("section", title=texts("intake.page.upload"), lines=(texts("intake.page.upload_guide"),), href="")
        published = state.get("intake_published")
        if published is not None:
            show_published(page, *published)
        # A new key is a new, empty uploader: that is how a file is put away once it is published.
        key = f"intake_file_{state.get('intake_files', 0)}"
        file: Upload | None = st.file_uploader(
            texts("intake.page.file"),
            key=key,
            label_visibility="collapsed",
            on_change=on_upload_change,
            args=(key,),
        )
        file = file or resume_draft(page, demonstration)
        if file is None:
            for name in ("intake_taken", "intake_failed", "intake_seen"):
                state.pop(name, None)
            return None
        state.pop("intake_published", None)
        sent = _check(page, file, demonstration)
        if sent is None:
            return None
        if sent.checked.merged is not None:  # of a file with personal numbers in it nothing is kept
            keep_draft(file, sent.content)
        _show(contents(sent.checked, texts))
    return sent


def _check(page: Page, file: Upload, demonstration: DemonstrationRows) -> SentFile | None:
    """The file read and checked; None, with a sentence why, when it cannot be accepted."""
    texts = page.address.texts
    try:
        return check_upload(page, file, demonstration)
    except IntakeError as error:
        reason = refusal(error, texts)
    except PlanError as error:
        reason = plan_sentence(error, texts)
    except (OSError, pa.ArrowException):
        latest = page.context.releases.latest()
        reason = texts("export.unreadable", as_of=latest.id if latest else "")
    show("message", kind="error", text=reason)
    return None


def findings(page: Page, sent: SentFile | None) -> None:
    """What must be corrected and what must be explained, and the file back with it marked."""
    if sent is None:
        return
    texts = page.address.texts
    panel = findings_panel(sent.checked, texts)
    with st.container(border=True, key="intake_findings"):
        _show(panel, most=ROWS_SHOWN)
        if not panel.table.rows:
            return
        explained, marked = explanations(), sent.marked
        if marked is None:
            show("message", kind="refused", text=sent.unreturnable)
        else:
            _download(
                texts("intake.page.returned"),
                texts("intake.page.returned_name", file=PurePath(sent.checked.reading.name).stem) + marked.ending,
                lambda: marked.content(explained),
                "intake_returned",
            )
        _explain(page, sent.checked.findings_of(Severity.SOFT), explained)


def preview(page: Page, sent: SentFile | None) -> None:
    """What the return changes in the current release, and what that does to every goal."""
    if sent is None or sent.checked.merged is None:
        return
    texts = page.address.texts
    panel = changes_panel(sent.checked, texts, page.context.plan)
    with st.container(border=True, key="intake_preview"):
        _show(panel, most=ROWS_SHOWN)
        if panel.table.rows:
            name = texts("intake.page.changes_name", file=PurePath(sent.checked.reading.name).stem)
            _download(texts("intake.page.changes"), f"{name}.xlsx", lambda: xlsx_bytes(panel, texts), "intake_changes")
    with st.container(border=True, key="intake_effect"):
        if sent.effect is None:
            show("section", title=texts("intake.effect.title"), lines=(sent.effect_missing,), href="")
        else:
            _show(sent.effect)


def _explain(page: Page, soft: Sequence[Finding], explained: dict[str, str]) -> None:
    """A box for every unusual value, some at a time; what is written is kept while others are shown."""
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
    for finding in soft[start : start + BOXES]:
        key = f"explain_{finding.id}"
        text = explained.get(finding.id, "")
        label = sentence(finding, texts)
        st.text_input(label, text, key=key, max_chars=500, on_change=_keep_explanation, args=(finding.id,))


def _keep_explanation(id: str) -> None:
    explanations()[id] = st.session_state.get(f"explain_{id}", "")


def _download(label: str, name: str, content: Callable[[], bytes], key: str) -> None:
    st.download_button(label, content, file_name=name, mime=XLSX_TYPE, key=key, on_click="ignore")


def _show(panel: Panel, *, most: int | None = None) -> None:
    """A panel of somebody's file: head, notes and rows at once, without the downloads of a release."""
    show("panel_head", panel=panel, tag=None)
    if panel.notes or panel.source:
        show("notes", notes=panel.notes, source=panel.source)
    rows = panel.table.rows
    if rows:
        show("table", table=Table(panel.table.columns, rows[:most]), label=panel.headline, rows_of_year="", to=None)
    if most is not None and len(rows) > most:
        texts = st.session_state["address"].texts
        show("message", kind="quiet", text=texts("intake.page.more", shown=most, number=len(rows)))
