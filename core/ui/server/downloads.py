"""The files to download: the rows of a panel, the whole review, a scenario, the form that goes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pyarrow as pa
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.context import Context, context_for
from core.exports.documents.agenda import NoDocumentError
from core.exports.documents.document import Length
from core.exports.documents.kinds import Kind, document_to_write, hand_over, kind_of_ending
from core.exports.documents.not_made import NotMadeError
from core.exports.documents.review import REVIEW
from core.exports.documents.steps import Report, Step
from core.exports.file_names import file_name
from core.exports.scenario.workbook import scenario_workbook
from core.exports.table import csv_bytes, xlsx_bytes
from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.publishing.form_of_year import form_of_year, plan_of_form
from core.intake.publishing.reporting_round import YEARS, round_year
from core.language import Texts
from core.panels.pages.one_number import is_year
from core.panels.refused_choices import refused_choices
from core.panels.registry import PANELS, build_panel
from core.panels.scenario.scenario import scenario_of_address
from core.queries import QueryError
from core.snapshots import Releases, Snapshot
from core.toml_entries import PlanError
from core.ui.server.answers import (
    download,
    is_unknown_plan,
    language_and_release,
    server_address,
    unavailable,
    unknown_release,
)
from core.ui.server.making import told_of


async def export(request: Request) -> Response:
    """The rows of one panel as CSV or XLSX, or the whole review as a document, for the release and language in the
    address."""
    return await to_thread.run_sync(_export, request)


def _export(request: Request) -> Response:
    kind, query = request.path_params["kind"], request.query_params
    texts, all_releases, snapshot = language_and_release(request)
    panel_id = request.path_params["panel"]
    of_document = kind_of_ending(kind) if panel_id == REVIEW else None
    if of_document is None and kind not in ("csv", "xlsx"):
        return PlainTextResponse(texts("export.unknown_kind", kind=kind), 404)
    if snapshot is None:
        return unknown_release(request, texts, all_releases)
    if of_document is None and panel_id not in PANELS:
        return PlainTextResponse(texts("export.unknown_panel", panel=panel_id), 404)
    try:
        context = context_for(snapshot, texts.language, releases=all_releases, plan_id=query.get("plan"))
        if is_unknown_plan(request, context):
            return PlainTextResponse(texts("export.unknown_plan", plan=query["plan"][:60]), 404)
        refused = _refused(panel_id, context, dict(query))
        if refused:
            return PlainTextResponse(refused, 404)
        if of_document is not None:
            with told_of(query.get("making", ""), texts) as report:
                return _document(of_document, context, query, server_address(request), report)
        panel = build_panel(panel_id, context, dict(query))
    except NoDocumentError as error:
        return PlainTextResponse(str(error), 404)
    except NotMadeError as error:
        return PlainTextResponse(texts(str(error)), 503)
    except (PlanError, QueryError, OSError, pa.ArrowException) as error:
        return unavailable(error, snapshot.id, texts)
    name = file_name(panel, context)
    body = csv_bytes(panel, texts) if kind == "csv" else xlsx_bytes(panel, texts)
    return download(body, kind, f"{panel.id}-{snapshot.id}", name)


def _document(kind: Kind, context: Context, query: Mapping[str, str], server: str, report: Report) -> Response:
    """The review, an agenda or a frozen meeting in the length that the address asks for; `server` and `report` as in
    `hand_over`."""
    texts, length = context.texts, query.get("length", Length.FULL)
    if length not in set(Length):
        return PlainTextResponse(texts("document.unknown_length", value=length[:60]), 404)
    report(Step.COLLECT)
    document = document_to_write(kind, Length(length), context, query.get("agenda", ""), query.get("meeting", ""))
    return download(hand_over(document, kind, context, server, report), kind.ending, document.plain_name, document.name)


def _refused(panel_id: str, context: Context, query: Mapping[str, str]) -> str:
    """What of an address is not known, so that no file is made of everything instead; empty where all of it is."""
    texts, indicator = context.texts, query.get("indicator")
    if indicator is not None and indicator not in {item.id for item in context.plan.indicators}:
        return texts("refused.indicator", value=indicator)
    refused = refused_choices(panel_id, context, query)
    return texts("export.unknown_choice", name=refused[0][0], value=refused[0][1][:60]) if refused else ""


async def scenario(request: Request) -> Response:
    """The scenario in the address as a workbook whose formulas another office can check."""
    return await to_thread.run_sync(_scenario, request)


def _scenario(request: Request) -> Response:
    texts, all_releases, snapshot = language_and_release(request)
    if snapshot is None:
        return unknown_release(request, texts, all_releases)
    try:
        query = dict(request.query_params)
        context = context_for(snapshot, texts.language, releases=all_releases, plan_id=query.get("plan"))
        if is_unknown_plan(request, context):
            return PlainTextResponse(texts("export.unknown_plan", plan=query["plan"][:60]), 404)
        scenario = scenario_of_address(context, query)
        body = scenario_workbook(scenario.context, scenario.basis, scenario.values, until=scenario.until)
    except (PlanError, QueryError, OSError, pa.ArrowException) as error:
        return unavailable(error, snapshot.id, texts)
    name = texts("export.file_name", panel=texts("panel_name.scenario_goal"), release=snapshot.id)
    return download(body, "xlsx", f"scenario-{snapshot.id}", name)


async def template(request: Request) -> Response:
    """The workbook a clerk fills in, made from the release in the address, for one unit or the whole district; with
    `blank=1`, and while there is no release at all, an empty one."""
    return await to_thread.run_sync(_template, request)


def _template(request: Request) -> Response:
    query = request.query_params
    texts, all_releases, snapshot = language_and_release(request)
    blank = query.get("blank") == "1" or (snapshot is None and not query.get("as_of") and not all_releases.problems)
    if snapshot is None and not blank:
        return unknown_release(request, texts, all_releases)
    year, unit = query.get("year") or str(round_year(datetime.now(UTC).date())), query.get("unit") or None
    if not is_year(year) or int(year) not in YEARS:
        return PlainTextResponse(texts("export.unknown_year", value=year[:60]), 404)
    return _form(None if blank else snapshot, all_releases, int(year), unit, texts)


def _form(release: Snapshot | None, all_releases: Releases, year: int, unit: str | None, texts: Texts) -> Response:
    """The form of a year with the values of a release, or without one an empty form."""
    id = "blank" if release is None else release.id
    try:
        # The plan that the return will be checked by.
        plan = plan_of_form(release, year)
        body = form_of_year(release, all_releases, unit, texts.language, year, plan)
    except IntakeError as error:
        return PlainTextResponse(refusal(error, texts), 404)
    except (PlanError, OSError, pa.ArrowException) as error:
        return unavailable(error, id, texts)
    name = texts("cli.template_name", unit=unit or plan.area, release=id)
    return download(body, "xlsx", f"template-{id}", name)
