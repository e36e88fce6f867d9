"""A page of the dashboard, and the server's own addresses, without a browser or a server."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.testing.v1 import AppTest, local_script_runner

from core.ui.frame import BESIDE
from core.ui.server.routes import routes
from tests.support.serving import ROOT

Result = TypeVar("Result")

# No test installs a component: which there are is looked up once, not by every page opened.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _wait_for_the_end(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    """As Streamlit's, which looks a thousand times a second whether the page has been made."""
    ended = threading.Event()

    def listen(_sender: object, event: ScriptRunnerEvent, **_values: object) -> None:
        if event is ScriptRunnerEvent.SHUTDOWN:
            ended.set()

    runner.on_event.connect(listen, weak=False)
    if not runner.script_stopped() and not ended.wait(timeout):
        runner.request_stop()
        runner.join()
        raise TimeoutError(f"the page was not made within {timeout} s")


local_script_runner.require_widgets_deltas = _wait_for_the_end

FRAME = ROOT / "pages" / "frame.py"


def open_page(page: str = "overview", **address: str) -> AppTest:
    """A page as Streamlit runs it without a browser, in English; `address` holds the parameters of the address."""
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    for name, value in {"lang": "en", **address}.items():
        app.query_params[name] = value
    if page != "overview":
        app.switch_page(f"beside/{page}.py" if page in BESIDE else f"{page}.py")
    app.run()
    assert not app.exception
    return app


def page_text(app: AppTest) -> str:
    """Everything the page says, as HTML, and what stands above its charts."""
    faces = (json.loads(element.proto.json).get("above", "") for element in app.get("bidi_component"))
    return "\n".join([*(str(element.value) for element in app.get("html")), *faces])


async def _served(scope: Scope, receive: Receive, send: Send) -> None:
    await Starlette(routes=routes())(scope, receive, send)


def run_apart(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine gives, run to its end in a thread of its own: where a browser is open in this process, its loop
    is running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def fetched(address: str) -> tuple[int, bytes]:
    """What the server's own addresses answer, without a server: status and body."""
    path, _, query = address.partition("?")
    messages: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        messages.append(dict(message))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    run_apart(_served(scope, receive, send))
    return messages[0]["status"], b"".join(message.get("body", b"") for message in messages)
