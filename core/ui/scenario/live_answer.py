"""Answers a moved slider at once, with what a run of the page would show; the page follows when the hand rests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import orjson
import pyarrow as pa
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.context import context_for
from core.language import Texts
from core.panels.scenario.scenario import refused_levers
from core.panels.scenario.words import refusal_sentence
from core.queries import QueryError
from core.snapshots import Releases, Snapshot
from core.toml_entries import PlanError
from core.ui.scenario.view import view_of_address

LIVE_PATH = "/scenario.json"
AT_ONCE = 1
"""Views made at the same time: one interpreter makes two no sooner than one after the other, and both wait longer."""
MOST_WAITING = 100
"""Moves that may wait for their turn; whoever comes then is sent back to the slower way."""

_turns: list[CapacityLimiter] = []


async def answer_move(request: Request, texts: Texts, snapshot: Snapshot, releases: Releases) -> Response:
    """The view of the scenario in the address, or one sentence: an unknown lever, too many at once."""
    if not _turns:  # a limiter belongs to the event loop that makes it
        _turns.append(CapacityLimiter(AT_ONCE))
    if _turns[0].statistics().tasks_waiting >= MOST_WAITING:
        return PlainTextResponse(texts("scenario.live.busy"), 503, headers={"retry-after": "1"})
    work = partial(_view, dict(request.query_params), texts, snapshot, releases)
    return await to_thread.run_sync(work, limiter=_turns[0])


def _view(parameters: Mapping[str, str], texts: Texts, snapshot: Snapshot, releases: Releases) -> Response:
    try:
        context = context_for(snapshot, texts.language, releases=releases, plan_id=parameters.get("plan"))
        refused = refused_levers(context, parameters)
        if refused:
            sentences = [refusal_sentence(refusal, texts, context.formats) for refusal in refused]
            return PlainTextResponse(texts.joined(sentences), 400)
        view = view_of_address(context, parameters)
    except (PlanError, QueryError, OSError, pa.ArrowException):
        return PlainTextResponse(texts("export.unreadable", as_of=snapshot.id), 503)
    return Response(orjson.dumps(view), media_type="application/json", headers={"cache-control": "no-store"})
