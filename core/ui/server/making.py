"""How far the files are that are being made for somebody who waits: asked for by the browser under a name it chose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request
from starlette.responses import JSONResponse

from core.exports.documents.steps import Report, Step, silent, step_words
from core.language import Texts

MAKING_PATH = "/making.json"
MOST = 500
"""Files at once of which it can be said; of more nothing is, and they are made all the same."""
_NAME = re.compile(r"[0-9a-f]{16}")
_words: dict[str, str] = {}
"""The step of each file by its name, in the words of whoever waits."""


@contextmanager
def told_of(name: str, texts: Texts) -> Iterator[Report]:
    """Keeps the step of a file under this name while it is made; of a name that no browser of ours chose nothing."""
    if not _NAME.fullmatch(name) or len(_words) >= MOST:
        yield silent
        return

    def report(step: Step) -> None:
        _words[name] = step_words(step, texts)

    try:
        yield report
    finally:
        _words.pop(name, None)


async def making(request: Request) -> JSONResponse:
    """The step of the file of this name; empty before the first one, after the last, and for another process."""
    words = _words.get(request.query_params.get("of", ""), "")
    return JSONResponse({"words": words}, headers={"cache-control": "no-store"})
