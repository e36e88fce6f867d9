"""The server's own addresses: health, the chart script, and downloads of a panel's rows."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote

import pyarrow as pa
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from core import queries
from core.context import Context, context_for, no_release_sentence, reference_problem
from core.exports.file_names import file_name
from core.exports.scenario.workbook import scenario_workbook
from core.exports.table import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.publishing.form_of_year import form_of_year, plan_of_form
from core.intake.publishing.reporting_round import YEARS, round_year
from core.language import Texts, catalogue, language_of
from core.panels.pages.one_number import is_year
from core.panels.registry import PANELS, build_panel
from core.panels.scenario.scenario import scenario_of_address
from core.plan.roots import plans
from core.problem_sentences import plan_sentence
from core.queries import QueryError
from core.snapshots import Releases, Snapshot, releases
from core.toml_entries import PlanError
from core.ui.chart import SCRIPT, SCRIPT_PATH
from core.ui.element_registration import SOURCES, script
from core.ui.frame import PAGE_NAMES
from core.ui.meeting.live_answer import SCREENS_PATH, SHEET_PATH, answer_screens, answer_sheet
from core.ui.scenario.live_answer import LIVE_PATH, answer_move
from core.ui.search.box import SEARCH_PATH
from core.ui.search.live_answer import answer_search
from core.ui.server.first_look import prepare_first_looks

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
        Route(LIVE_PATH, live),
        *(Route(path, answer) for path in _ANSWERS),
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
    # What the first forecast of an open goal, the first switch and the first visit of the returns would wait for.
    import scipy.special  # noqa: F401
    import streamlit.emojis  # noqa: F401

    import core.ui.intake.page  # noqa: F401
    from core.panels.scenario.scenario import axis_limits
    from core.panels.search.index import search_index
    from core.queries.completeness.missing_returns import units_behind
    from core.scenario_basis.from_release import basis_of

    try:
        newest = releases().latest()
        if newest is not None:
            context = context_for(newest, language_of(None, None))
            axis_limits(basis_of(context))  # a scenario starts from fits of every college, a second's work
            units_behind(context.returns)  # who has not reported what: every school and year of a municipality
            search_index(context, PAGE_NAMES).prepare()
            prepare_first_looks()
    except (PlanError, QueryError, OSError):
        pass  # the page and /healthz say what is wrong; starting must not fail for it


async def healthz(_request: Request) -> JSONResponse:
    """200 with the newest release when it can be queried; 503 and the reason when it cannot.

    Damaged releases and plans beside a healthy newest one are listed, since they need a hand but stop nobody.
    """
    return await to_thread.run_sync(_health)


def _health() -> JSONResponse:
    all_releases = releases()
    problems = [f"{item.file}: {item.code}" for item in all_releases.problems]
    reference = reference_problem()
    if reference is not None:
        problems.append(str(reference))
    newest = all_releases.latest()
    if newest is None:
        reason = problems[0] if problems else "no release"
        return JSONResponse({"status": "unavailable", "reason": reason, "problems": problems}, 503)
    try:
        rows = queries.probe_release(newest)
        context_for(newest, language_of(None, None))
        problems += [str(mistake) for mistake in plans().mistakes]
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
            "demonstration": all_releases.demonstration,
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
    kind, query = request.path_params["kind"], request.query_params
    texts, all_releases, snapshot = _language_and_release(request)
    if kind not in ("csv", "xlsx"):
        return PlainTextResponse(texts("export.unknown_kind", kind=kind), 404)
    if snapshot is None:
        return _unknown_release(request, texts, all_releases)
    panel_id = request.path_params["panel"]
    if panel_id not in PANELS:
        return PlainTextResponse(texts("export.unknown_panel", panel=panel_id), 404)
    try:
        context = context_for(snapshot, texts.language, releases=all_releases, plan_id=query.get("plan"))
        if _is_unknown_plan(request, context):
            return PlainTextResponse(texts("export.unknown_plan", plan=query["plan"][:60]), 404)
        indicator = query.get("indicator")
        if indicator is not None and indicator not in {item.id for item in context.plan.indicators}:
            return PlainTextResponse(texts("refused.indicator", value=indicator), 404)
        panel = build_panel(panel_id, context, dict(query))
    except (PlanError, QueryError, OSError, pa.ArrowException) as error:
        return _unavailable(error, snapshot.id, texts)
    name = file_name(panel, context)
    body = csv_bytes(panel, texts) if kind == "csv" else xlsx_bytes(panel, texts)
    return _download(body, kind, f"{panel.id}-{snapshot.id}", name)


async def scenario(request: Request) -> Response:
    """The scenario in the address as a workbook whose formulas another office can check."""
    return await to_thread.run_sync(_scenario, request)


def _scenario(request: Request) -> Response:
    texts, all_releases, snapshot = _language_and_release(request)
    if snapshot is None:
        return _unknown_release(request, texts, all_releases)
    try:
        query = dict(request.query_params)
        context = context_for(snapshot, texts.language, releases=all_releases, plan_id=query.get("plan"))
        if _is_unknown_plan(request, context):
            return PlainTextResponse(texts("export.unknown_plan", plan=query["plan"][:60]), 404)
        scenario = scenario_of_address(context, query)
        body = scenario_workbook(scenario.context, scenario.basis, scenario.values, until=scenario.until)
    except (PlanError, QueryError, OSError, pa.ArrowException) as error:
        return _unavailable(error, snapshot.id, texts)
    name = texts("export.file_name", panel=texts("panel_name.scenario_goal"), release=snapshot.id)
    return _download(body, "xlsx", f"scenario-{snapshot.id}", name)


async def live(request: Request) -> Response:
    """The goals under the levers in the address, for a slider that is being moved."""
    texts, all_releases, snapshot = _language_and_release(request)
    if snapshot is None:
        return _unknown_release(request, texts, all_releases)
    return await answer_move(request, texts, snapshot, all_releases)


_Answer = Callable[[Mapping[str, str], Texts, Snapshot | None, Releases], Response]
_SEARCH = partial(answer_search, pages=PAGE_NAMES)
_ANSWERS: Mapping[str, _Answer] = {SEARCH_PATH: _SEARCH, SCREENS_PATH: answer_screens, SHEET_PATH: answer_sheet}


async def answer(request: Request) -> Response:
    """What is found for what a reader types; the screens of a page in a meeting, or an answer sheet."""
    return await to_thread.run_sync(_answer, request)


def _answer(request: Request) -> Response:
    texts, all_releases, snapshot = _language_and_release(request)
    if snapshot is None and request.query_params.get("as_of"):
        return _unknown_release(request, texts, all_releases)
    make = next(make for path, make in _ANSWERS.items() if request.url.path.endswith(path))
    return make(dict(request.query_params), texts, snapshot, all_releases)


async def template(request: Request) -> Response:
    """The workbook a clerk fills in, made from the release in the address, for one unit or the whole district; with
    `blank=1`, and while there is no release at all, an empty one."""
    return await to_thread.run_sync(_template, request)


def _template(request: Request) -> Response:
    query = request.query_params
    texts, all_releases, snapshot = _language_and_release(request)
    blank = query.get("blank") == "1" or (snapshot is None and not query.get("as_of") and not all_releases.problems)
    if snapshot is None and not blank:
        return _unknown_release(request, texts, all_releases)
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
        return _unavailable(error, id, texts)
    name = texts("cli.template_name", unit=unit or plan.area, release=id)
    return _download(body, "xlsx", f"template-{id}", name)


def _language_and_release(request: Request) -> tuple[Texts, Releases, Snapshot | None]:
    """The texts of the reader's language, the releases there are, and that of the address or the newest; None for an
    unknown one."""
    query, all_releases = request.query_params, releases()
    texts = catalogue(language_of(query.get("lang"), request.headers.get("accept-language")))
    return texts, all_releases, all_releases.at(query.get("as_of"))


def _is_unknown_plan(request: Request, context: Context) -> bool:
    """Whether the address names a plan that the district does not have."""
    id = request.query_params.get("plan")
    return bool(id) and context.plan.id != id


def _unknown_release(request: Request, texts: Texts, all_releases: Releases) -> Response:
    if all_releases.latest() is None and not all_releases.beside:
        return PlainTextResponse(no_release_sentence(all_releases, texts), 404)
    return PlainTextResponse(texts("export.unknown_release", as_of=request.query_params.get("as_of", "")), 404)


def _unavailable(error: Exception, release: str, texts: Texts) -> Response:
    """What keeps a file from being made, in one sentence."""
    sentence = (
        plan_sentence(error, texts) if isinstance(error, PlanError) else texts("export.unreadable", as_of=release)
    )
    return PlainTextResponse(sentence, 503)


def _download(body: bytes, kind: str, plain_name: str, name: str) -> Response:
    """A file to save: `name` in the reader's language, `plain_name` for programs that know no other letters."""
    return Response(
        body,
        media_type=CSV_TYPE if kind == "csv" else XLSX_TYPE,
        headers={
            "content-disposition": f'attachment; filename="{plain_name}.{kind}"; '
            f"filename*=UTF-8''{quote(name)}.{kind}",
            "cache-control": "no-store",
        },
    )
