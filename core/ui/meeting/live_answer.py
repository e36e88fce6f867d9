"""Answers meeting mode: the screens of a page, and the answer sheet of a goal or a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import orjson
import pyarrow as pa
from starlette.responses import PlainTextResponse, Response

from core.context import Context, context_for, no_release_sentence
from core.language import Texts
from core.panels.answers.answers import answers
from core.panels.definitions import with_definitions
from core.panels.screens.screen import Screen
from core.panels.screens.sequence import SCREENS, screens
from core.problem_sentences import plan_sentence
from core.queries import QueryError
from core.records.meetings.versions import MeetingRecordsError
from core.snapshots import Releases, Snapshot
from core.toml_entries import PlanError
from core.ui.meeting import agenda_screens
from core.ui.meeting.screen_view import screen_view, sheet_view

SCREENS_PATH, SHEET_PATH = "/screens.json", "/answers.json"
_WORDS: Mapping[str, str] = {
    "more_rows": "meeting.more_rows",
    "more_columns": "meeting.more_columns",
    "more_cards": "meeting.more_cards",
    "more_notes": "meeting.more_notes",
}
"""What the browser says of what does not fit: of one, and of several with their number."""
_PLAIN: Mapping[str, str] = {
    "no_answers": "meeting.no_answers",
    "failed": "meeting.failed",
    "keys": "meeting.keys.title",
}
_KEYS: tuple[tuple[str, str], ...] = (
    ("→ PgDn", "meeting.keys.forward"),
    ("← PgUp", "meeting.keys.back"),
    ("Home End", "meeting.keys.ends"),
    ("0–9", "meeting.keys.number"),
    ("A", "meeting.keys.answers"),
    ("B", "meeting.keys.blank"),
    ("?", "meeting.keys.help"),
    ("Esc P", "meeting.keys.leave"),
)


def answer_screens(
    parameters: Mapping[str, str], texts: Texts, snapshot: Snapshot | None, releases: Releases
) -> Response:
    """The screens of `page`; one sentence where there is nothing to show. `screen` that the page does not have is
    refused in `refused`."""
    page = parameters.get("page", "")
    said: dict[str, object] = {"page": page, "pages": list(SCREENS), "words": _words(texts), "screens": [], "said": ""}
    if snapshot is None:
        return _json({**said, "said": no_release_sentence(releases, texts)})
    return _made(partial(_screens, said, page, parameters), parameters, texts, snapshot, releases)


def answer_sheet(
    parameters: Mapping[str, str], texts: Texts, snapshot: Snapshot | None, releases: Releases
) -> Response:
    """The answer sheet of the goal (`indicator`) or the task (`task`) in the address."""
    if snapshot is None:
        return PlainTextResponse(no_release_sentence(releases, texts), 404)
    return _made(partial(_sheet, parameters), parameters, texts, snapshot, releases)


def _made(
    make: Callable[[Context], dict[str, object]],
    parameters: Mapping[str, str],
    texts: Texts,
    snapshot: Snapshot,
    releases: Releases,
) -> Response:
    try:
        return _json(make(context_for(snapshot, texts.language, releases=releases, plan_id=parameters.get("plan"))))
    except PlanError as error:
        return PlainTextResponse(plan_sentence(error, texts), 503)
    except MeetingRecordsError:
        return PlainTextResponse(texts("meetings.unreadable"), 503)
    except (QueryError, OSError, pa.ArrowException):
        return PlainTextResponse(texts("export.unreadable", as_of=snapshot.id), 503)


def _screens(
    said: Mapping[str, object], page: str, parameters: Mapping[str, str], context: Context
) -> dict[str, object]:
    texts, shown, sentence, pages = context.texts, screens(page, context, parameters), "", said["pages"]
    if page == agenda_screens.PAGE:  # nobody goes on from there to what is not on the agenda
        run = agenda_screens.run(context, parameters)
        context, shown, sentence, pages = run.context, run.screens, run.said, [page]
    at, refused = _place(agenda_screens.place_named(parameters), shown)
    return {
        **said,
        "pages": pages,
        "screens": [screen_view(screen, context, parameters) for screen in shown],
        "said": "" if shown else sentence or texts("meeting.no_screens"),
        "at": at,
        "refused": texts("meeting.refused_screen", value=refused[:60]) if refused else "",
        # What the address of a screen carries, so that it shows the same later on.
        "parameters": {
            "lang": texts.language.value,
            "as_of": context.snapshot.id,
            **({"plan": context.plan.id} if context.plan_on_show else {}),
        },
        "as_of": texts("meeting.as_of", day=context.formats.day(context.as_of)),
        "tag": context.tag() or "",
    }


def _place(named: str, shown: tuple[Screen, ...]) -> tuple[int, str]:
    """Which screen an address names, by key or as the how manieth from 1 on; and the name if there is no such one."""
    keys = [screen.key for screen in shown]
    if named in keys:
        return keys.index(named), ""
    if named.isascii() and named.isdecimal() and len(named) < 4 and 1 <= int(named) <= len(keys):
        return int(named) - 1, ""
    return 0, named


def _sheet(parameters: Mapping[str, str], context: Context) -> dict[str, object]:
    return sheet_view(with_definitions(answers(context, parameters), context), context)


def _words(texts: Texts) -> dict[str, object]:
    counted = {name: [texts(id, count=count, number="{number}") for count in (1, 2)] for name, id in _WORDS.items()}
    return {
        **counted,
        **{name: texts(id) for name, id in _PLAIN.items()},
        "no_number": texts("meeting.no_number", number="{number}", total="{total}"),
        "place": texts("meeting.place", number="{number}", total="{total}"),
        "which": texts("meeting.which_of", number="{number}", total="{total}"),
        "list": [[keys, texts(id)] for keys, id in _KEYS],
    }


def _json(answer: dict[str, object]) -> Response:
    body = orjson.dumps(answer)
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})
