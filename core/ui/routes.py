"""The server's own addresses: health, the chart script, and downloads of a panel's rows."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import quote

import pyarrow as pa
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from core import queries
from core.context import context_for, reference_problem
from core.exports.scenario.workbook import scenario_workbook
from core.exports.table import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.publishing import desk
from core.language import catalogue, language_of
from core.panels.pages.one_number import is_year
from core.panels.registry import PANELS, built
from core.panels.scenario.scenario import scenario_of_address
from core.queries import QueryError
from core.sentences import plan_sentence
from core.snapshots import Snapshot, releases
from core.toml_entries import PlanError
from core.ui.address import find
from core.ui.chart import SCRIPT, SCRIPT_PATH
from core.ui.registration import SOURCES, script

_LASTING = {"cache-control": "public, max-age=31536000, immutable"}


def routes() -> list[Route]:
    """Addresses beside the pages."""
    return [
        Route("/healthz", healthz),
        Route(SCRIPT_PATH, plotly),
        *(Route(script(name)[0], element_script) for name in SOURCES),
        Route("/export/{panel}.{kind}", export),
        Route("/template.xlsx", template),
        Route("/scenario.xlsx", scenario),
    ]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Load the plan, the texts and the newest release before the first person comes; then tune collection.

    With collection after every run switched off (it was most of the cost of a move), what lives as long as the process
    is frozen out of collection and the rest is collected by thresholds.
    """
    await to_thread.run_sync(_warm)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    yield None


def _warm() -> None:
    import scipy.special  # noqa: F401  what the first forecast of an open goal would otherwise wait for

    from core.panels.pages.overview import overview
    from core.panels.scenario.scenario import axis_limits
    from core.scenario_basis.from_release import basis_of

    try:
        newest = releases().latest()
        if newest is not None:
            context = context_for(newest, language_of(None, None))
            overview(context)
            axis_limits(basis_of(context))  # a scenario starts from fits of every college, a second's work
    except (PlanError, QueryError, OSError):
        pass  # the page and /healthz say what is wrong; starting must not fail for it


async def healthz(_request: Request) -> JSONResponse:
    """200 with the newest release when it can be queried; 503 and the reason when it cannot.

    Damaged releases beside a healthy newest one are listed, since they need a hand but stop nobody.
    """
    return await to_thread.run_sync(_health)


def _health() -> JSONResponse:
    found = releases()
    problems = [f"{item.file}: {item.code}" for item in found.problems]
    reference = reference_problem()
    if reference is not None:
        problems.append(str(reference))
    newest = found.latest()
    if newest is None:
        reason = problems[0] if problems else "no release"
        return JSONResponse({"status": "unavailable", "reason": reason, "problems": problems}, 503)
    try:
        rows = queries.count_enrolment_rows(newest)
        context_for(newest, language_of(None, None))
    except QueryError as error:
        return JSONResponse({"status": "unavailable", "reason": str(error), "problems": problems}, 503)
    except (PlanError, OSError) as error:
        reason = str(error) if isinstance(error, PlanError) else type(error).__name__
        return JSONResponse({"status": "unavailable", "reason": reason, "problems": problems}, 503)
    return JSONResponse(
        {
            "status": "ok",
            "release": newest.id,
            "as_of": newest.as_of.isoformat(),
            "demonstration": found.demonstration,
            "rows": rows,
            "problems": problems,
        }
    )


async def element_script(request: Request) -> Response:
    """The script of one of our elements, cached for a year under its hashed name."""
    text = next(text for address, text in map(script, SOURCES) if request.url.path.endswith(address))
    return Response(text, media_type="text/javascript", headers=_LASTING)


async def plotly(_request: Request) -> FileResponse:
    """The chart script of the plotly package, cached for a year under its versioned name."""
    return FileResponse(SCRIPT, media_type="text/javascript", headers=_LASTING)


async def export(request: Request) -> Response:
    """The rows of one panel as CSV or XLSX, for the release and language in the address."""
    return await to_thread.run_sync(_export, request)


def _export(request: Request) -> Response:
    kind, asked = request.path_params["kind"], request.query_params
    language = language_of(asked.get("lang"), request.headers.get("accept-language"))
    texts = catalogue(language)
    if kind not in ("csv", "xlsx"):
        return PlainTextResponse(texts("export.unknown_kind", kind=kind), 404)
    snapshot = _snapshot(asked.get("as_of"))
    if snapshot is None:
        return PlainTextResponse(texts("export.unknown_release", as_of=asked.get("as_of", "")), 404)
    wanted = request.path_params["panel"]
    if wanted not in PANELS:
        return PlainTextResponse(texts("export.unknown_panel", panel=wanted), 404)
    try:
        context = context_for(snapshot, language)
        indicator = asked.get("indicator")
        if indicator is not None and indicator not in {each.id for each in context.plan.indicators}:
            return PlainTextResponse(texts("refused.indicator", value=indicator), 404)
        panel = built(wanted, context, dict(asked))
    except PlanError as error:
        return PlainTextResponse(plan_sentence(error, texts), 503)
    except (QueryError, OSError, pa.ArrowException):
        return PlainTextResponse(texts("export.unreadable", as_of=snapshot.id), 503)
    body = csv_bytes(panel, texts) if kind == "csv" else xlsx_bytes(panel, texts)
    name = texts("export.file_name", panel=texts(f"panel_name.{panel.id}"), release=snapshot.id)
    return Response(
        body,
        media_type=CSV_TYPE if kind == "csv" else XLSX_TYPE,
        headers={
            "content-disposition": f'attachment; filename="{panel.id}-{snapshot.id}.{kind}"; '
            f"filename*=UTF-8''{quote(name)}.{kind}",
            "cache-control": "no-store",
        },
    )


async def scenario(request: Request) -> Response:
    """The scenario in the address as a workbook whose formulas another office can check."""
    return await to_thread.run_sync(_scenario, request)


def _scenario(request: Request) -> Response:
    asked = request.query_params
    texts = catalogue(language_of(asked.get("lang"), request.headers.get("accept-language")))
    snapshot = _snapshot(asked.get("as_of"))
    if snapshot is None:
        return PlainTextResponse(texts("export.unknown_release", as_of=asked.get("as_of", "")), 404)
    try:
        found = scenario_of_address(context_for(snapshot, texts.language), dict(asked))
        body = scenario_workbook(found.context, found.basis, found.values)
    except PlanError as error:
        return PlainTextResponse(plan_sentence(error, texts), 503)
    except (QueryError, OSError, pa.ArrowException):
        return PlainTextResponse(texts("export.unreadable", as_of=snapshot.id), 503)
    name = texts("export.file_name", panel=texts("panel_name.scenario_goal"), release=snapshot.id)
    return Response(
        body,
        media_type=XLSX_TYPE,
        headers={
            "content-disposition": f'attachment; filename="scenario-{snapshot.id}.xlsx"; '
            f"filename*=UTF-8''{quote(name)}.xlsx",
            "cache-control": "no-store",
        },
    )


async def template(request: Request) -> Response:
    """The workbook a clerk fills in, made from the release in the address, for one unit or the whole district."""
    return await to_thread.run_sync(_template, request)


def _template(request: Request) -> Response:
    asked = request.query_params
    texts = catalogue(language_of(asked.get("lang"), request.headers.get("accept-language")))
    snapshot = _snapshot(asked.get("as_of"))
    if snapshot is None:
        return PlainTextResponse(texts("export.unknown_release", as_of=asked.get("as_of", "")), 404)
    year, unit = asked.get("year") or str(desk.round_of(datetime.now(UTC).date())), asked.get("unit") or None
    if not is_year(year) or int(year) not in desk.YEARS:
        return PlainTextResponse(texts("export.unknown_year", value=year[:60]), 404)
    try:
        plan = context_for(snapshot, texts.language).plan
        body = desk.template(snapshot, plan, unit, int(year), texts.language)
    except IntakeError as error:
        return PlainTextResponse(refusal(error, texts), 404)
    except PlanError as error:
        return PlainTextResponse(plan_sentence(error, texts), 503)
    except (OSError, pa.ArrowException):
        return PlainTextResponse(texts("export.unreadable", as_of=snapshot.id), 503)
    name = texts("cli.template_name", unit=unit or plan.area, release=snapshot.id)
    return Response(
        body,
        media_type=XLSX_TYPE,
        headers={
            "content-disposition": f'attachment; filename="template-{snapshot.id}.xlsx"; '
            f"filename*=UTF-8''{quote(name)}.xlsx",
            "cache-control": "no-store",
        },
    )


def _snapshot(as_of: str | None) -> Snapshot | None:
    found = releases()
    return find(found, as_of) if as_of else found.latest()
