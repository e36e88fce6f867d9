"""The server's own addresses: health, the chart script, and downloads of a panel's rows."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from core import queries
from core.context import context_for, reference_problem
from core.language import Texts, language_of
from core.plan.roots import plans
from core.queries import QueryError
from core.records.public_address import PublicAddressError, public_address
from core.snapshots import Releases, Snapshot, releases
from core.toml_entries import PlanError
from core.ui.chart import SCRIPT, SCRIPT_PATH
from core.ui.element_registration import SOURCES, script
from core.ui.frame import PAGE_NAMES
from core.ui.meeting.live_answer import SCREENS_PATH, SHEET_PATH, answer_screens, answer_sheet
from core.ui.scenario.live_answer import LIVE_PATH, answer_move
from core.ui.search.box import SEARCH_PATH
from core.ui.search.live_answer import answer_search
from core.ui.server.answers import language_and_release, unknown_release
from core.ui.server.downloads import export, scenario, template
from core.ui.server.failures import LOG
from core.ui.server.first_look import prepare_first_looks
from core.ui.server.making import MAKING_PATH, making

_LASTING = {"cache-control": "public, max-age=31536000, immutable"}


def routes() -> list[Route]:
    """Addresses beside the pages."""
    return [
        Route("/healthz", healthz),
        Route(SCRIPT_PATH, plotly),
        *(Route(script(name)[0], element_script) for name in SOURCES),
        Route("/export/{panel}.{kind}", export),
        Route(MAKING_PATH, making),
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
    except Exception:
        # Nor for a fault of ours: only what was to be prepared is worked out later, by the page that asks for it.
        LOG.exception("the newest release could not be prepared")


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
    try:
        public_address()
    except PublicAddressError as error:
        problems.append(str(error))
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


async def live(request: Request) -> Response:
    """The goals under the levers in the address, for a slider that is being moved."""
    texts, all_releases, snapshot = language_and_release(request)
    if snapshot is None:
        return unknown_release(request, texts, all_releases)
    return await answer_move(request, texts, snapshot, all_releases)


_Answer = Callable[[Mapping[str, str], Texts, Snapshot | None, Releases], Response]
_SEARCH = partial(answer_search, pages=PAGE_NAMES)
_ANSWERS: Mapping[str, _Answer] = {SEARCH_PATH: _SEARCH, SCREENS_PATH: answer_screens, SHEET_PATH: answer_sheet}


async def answer(request: Request) -> Response:
    """What is found for what a reader types; the screens of a page in a meeting, or an answer sheet."""
    return await to_thread.run_sync(_answer, request)


def _answer(request: Request) -> Response:
    texts, all_releases, snapshot = language_and_release(request)
    if snapshot is None and request.query_params.get("as_of"):
        return unknown_release(request, texts, all_releases)
    make = next(make for path, make in _ANSWERS.items() if request.url.path.endswith(path))
    return make(dict(request.query_params), texts, snapshot, all_releases)
