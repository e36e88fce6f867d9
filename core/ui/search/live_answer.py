"""Answers what a reader types into the search box, with links that keep release and language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import orjson
import pyarrow as pa
from starlette.responses import PlainTextResponse, Response

from core.context import context_for
from core.language import Texts
from core.panels.search.answer import search_answer
from core.queries import QueryError
from core.snapshots import Releases, Snapshot, no_snapshot
from core.toml_entries import PlanError
from core.ui.search.box import MOST_SUGGESTED, suggestions


def answer_search(
    parameters: Mapping[str, str], texts: Texts, snapshot: Snapshot | None, releases: Releases, pages: tuple[str, ...]
) -> Response:
    """What is found for `find` in the address; without a release in the plan alone. One sentence where a file is
    wrong."""
    release = no_snapshot(datetime.now(UTC).astimezone().date()) if snapshot is None else snapshot
    try:
        context = context_for(release, texts.language, releases=releases, plan_id=parameters.get("plan"))
        answer = search_answer(context, pages, parameters.get("find", ""), MOST_SUGGESTED)
    except (PlanError, QueryError, OSError, pa.ArrowException):
        return PlainTextResponse(texts("search.unavailable"), 503)
    address = {"lang": texts.language.value, **({} if snapshot is None else {"as_of": snapshot.id})}
    if context.plan_on_show:
        address["plan"] = context.plan.id
    body = orjson.dumps(suggestions(answer, address))
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})
