"""Which requests are answered: those to a name this server is known by, from its own pages, to an address it opens."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from core.language import catalogue, language_of
from core.ui.server.served_page import base_path

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Names of this machine for whoever sits at it; they answer whatever else is set."""

CLOSED = ("_stcore/metrics", "_stcore/agent")
"""Addresses of Streamlit that would answer anybody and that no page asks for: its counts, and its door for programs."""

_READING = ("GET", "HEAD", "OPTIONS")


class KnownNames:
    """Refuses what is addressed to another name or sent by another site's page, before anything else looks at it.

    A name that somebody lets point at this machine (DNS rebinding) would otherwise make their page one of ours, on
    loopback too. Streamlit asks the internet for the machine's own address before it refuses a foreign handshake, which
    stops the whole server where packets are dropped: no such handshake reaches it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        listening = (scope.get("server") or ("", 0))[0]
        host, origin = headers.get("host", ""), headers.get("origin")
        if len(headers.getlist("host")) != 1 or not is_known_host(host, listening):
            await _refuse(scope, receive, send, 400, "server.unknown_name")
        elif origin is not None and _acts(scope) and not is_own_page(origin, host):
            await _refuse(scope, receive, send, 403, "server.foreign_page")
        elif scope["path"].removeprefix(base_path()).startswith(CLOSED):
            await _refuse(scope, receive, send, 404, "server.closed")
        else:
            await self.app(_as_addressed(scope, origin), receive, send)


def is_known_host(host: str, listening: str = "") -> bool:
    """Whether a Host header names this server: by a loopback name, by the very address the connection came in on,
    which no foreign name can imitate, or by one of `server.allowedHosts`."""
    name = _name_of(f"//{host}")
    return bool(name) and (name in (*LOOPBACK, listening) or _is_allowed(name))


def is_own_page(origin: str, host: str) -> bool:
    """Whether what a page of this origin sends comes from here: the host it was sent to, or, behind a proxy that calls
    the server by another name, one of `server.allowedHosts`."""
    return urlsplit(origin).netloc == host or _is_allowed(_name_of(origin))


def _is_allowed(name: str) -> bool:
    """Whether a name is one of the setting; `*.example.org` there stands for every name below it."""
    allowed = [entry.strip().lower().rstrip(".") for entry in config.get_option("server.allowedHosts") or ()]
    return bool(name) and any(name.endswith(entry[1:]) if entry[:2] == "*." else name == entry for entry in allowed)


def _name_of(address: str) -> str:
    """The name in an address without its port; empty for what is none, or holds more than a name and a port."""
    try:
        parts = urlsplit(address)
        name, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    is_more = "@" in parts.netloc or parts.path or parts.query or parts.fragment
    return "" if name is None or is_more else name.lower().rstrip(".")


def _acts(scope: Scope) -> bool:
    """Whether a request may change something or opens a session."""
    return scope["type"] == "websocket" or scope["method"] not in _READING


def _as_addressed(scope: Scope, origin: str | None) -> Scope:
    """The request as the page's own address names it: Streamlit then knows it for its own and asks no further."""
    if scope["type"] != "websocket" or origin is None:
        return scope
    headers = MutableHeaders(raw=list(scope["headers"]))
    headers["host"] = urlsplit(origin).netloc
    return {**scope, "headers": headers.raw}


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, text: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    texts = catalogue(language_of(None, Headers(scope=scope).get("accept-language")))
    await PlainTextResponse(texts(text), status)(scope, receive, send)
