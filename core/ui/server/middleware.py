"""What happens to every response, in which order; compression once for files that never change, a shell in words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from core.language import Language, language_of
from core.records.drafts import REMEMBER_FOR, is_secret, new_secret
from core.ui.intake.draft import COOKIE
from core.ui.server.first_look import with_first_look
from core.ui.server.known_names import KnownNames
from core.ui.server.security_headers import SecurityHeaders, page_policy
from core.ui.server.served_page import base_path, page_in_language, pages_without_library


def middleware() -> list[Middleware]:
    """Outermost first: say what a browser may do, refuse what is not for this server, cache compressed assets, compress
    what changes, then speak the reader's language."""
    add_compress_type("text/csv")
    return [
        Middleware(SecurityHeaders),
        Middleware(KnownNames),
        Middleware(AssetCache),
        Middleware(CompressMiddleware, minimum_size=500, brotli_quality=5, zstd_level=6, remove_accept_encoding=True),
        Middleware(Shell),
    ]


@dataclass(frozen=True, slots=True)
class _Answer:
    """A complete answer: status, headers and compressed body."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    async def send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


class AssetCache:
    """Keeps the compressed body of every hashed asset, so that each is compressed once a process and not once a visit.

    Streamlit serves its scripts uncompressed, 9 MB for a first visit. Names under `/static/` carry a hash of their
    content, and ours a version, so a cached body can never be stale. Bounded in bytes.
    """

    MOST = 64_000_000  # bytes of all bodies together

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._answers: dict[tuple[str, str], _Answer] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _cacheable(scope):
            await self.app(scope, receive, send)
            return
        key = (scope["path"], _encodings(scope))
        if key in self._answers:
            await self._answers[key].send(send)
            return
        start: list[Message] = []
        chunks: list[bytes] = []

        async def record(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.append(message)
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, record)
        if start:
            self._keep(key, start[0], b"".join(chunks))

    def _keep(self, key: tuple[str, str], start: Message, body: bytes) -> None:
        """Keep a complete answer while there is room.

        An unknown name under /static/ is answered with the page itself, which must stay in its reader's language.
        """
        page = "text/html" in Headers(raw=start["headers"]).get("content-type", "")
        if start["status"] != 200 or page or self._size + len(body) > self.MOST:
            return
        self._size += len(body)
        headers = [
            (name, value)
            for name, value in start["headers"]
            if name.lower() not in (b"content-length", b"transfer-encoding")
        ]
        self._answers[key] = _Answer(200, [*headers, (b"content-length", str(len(body)).encode())], body)


def _cacheable(scope: Scope) -> bool:
    """Whether a request is for a whole hashed asset."""
    if scope["type"] != "http" or scope["method"] != "GET" or not _hashed(scope["path"]):
        return False
    headers = Headers(scope=scope)
    return "range" not in headers and "if-none-match" not in headers


def _encodings(scope: Scope) -> str:
    """Only what the compression chooses by, so that no spelling of the header makes another copy."""
    accepted = Headers(scope=scope).get("accept-encoding", "").lower()
    return ",".join(
        coding for coding in ("zstd", "br", "gzip") if coding in accepted and f"{coding};q=0" not in accepted
    )


def _hashed(path: str) -> bool:
    """Whether a path names a file whose content never changes under that name."""
    return path.startswith((f"{base_path()}static/", f"{base_path()}assets/"))


class Shell:
    """Makes the page Streamlit serves speak the reader's language before the first script runs.

    Sets `<html lang>`, the title, the sentence for browsers that cannot run the page, the hint that makes Chinese
    dual-core browsers take their modern engine, and starts loading the chart script early.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        start: list[Message] = []
        chunks: list[bytes] = []

        async def rewrite(message: Message) -> None:
            if message["type"] == "http.response.start":
                if "text/html" in Headers(raw=message["headers"]).get("content-type", ""):
                    start.append(message)
                    return
            elif message["type"] == "http.response.body" and start:
                chunks.append(message.get("body", b""))
                if message.get("more_body"):
                    return
                language = _language(scope)
                page = b"".join(chunks).decode("utf-8")
                page = page_in_language(page, language, charts=_has_charts(scope["path"]))
                page = await with_first_look(page, _page_name(scope["path"]), _query(scope), _preferred(scope))
                body = page.encode("utf-8")
                headers = MutableHeaders(raw=list(start[0]["headers"]))
                headers["content-length"] = str(len(body))
                headers["content-language"] = language.tag
                headers["content-security-policy"] = page_policy(page)
                headers["cache-control"] = "no-cache"
                headers["vary"] = "Accept-Language, Accept-Encoding"
                headers.append("set-cookie", _returning(scope))
                for stale in ("etag", "last-modified"):
                    if stale in headers:
                        del headers[stale]
                await send({**start[0], "headers": headers.raw})
                await send({"type": "http.response.body", "body": body})
                return
            await send(message)

        if _is_page(scope["path"]):
            # The shell is rewritten, so an unchanged file is no reason to answer "not modified".
            scope = {
                **scope,
                "headers": [
                    (name, value)
                    for name, value in scope["headers"]
                    if name not in (b"if-none-match", b"if-modified-since")
                ],
            }
        await self.app(scope, receive, rewrite)


def _returning(scope: Scope) -> str:
    """The cookie a browser comes back to its unpublished file with: the one it has, for another while, or a new one.

    Lax and not strict: a link to the page from an intranet must find the file as well.
    """
    cookie = cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE)
    secret = cookie if is_secret(cookie) else new_secret()
    return f"{COOKIE}={secret}; Max-Age={int(REMEMBER_FOR.total_seconds())}; Path={base_path()}; HttpOnly; SameSite=Lax"


def _is_page(path: str) -> bool:
    return "." not in path.rsplit("/", 1)[-1] and "/_stcore/" not in path


def _has_charts(path: str) -> bool:
    return path.rstrip("/").rsplit("/", 1)[-1] not in pages_without_library()


def _page_name(path: str) -> str:
    """The page an address names; that of the first page is the server's root."""
    return path.removeprefix(base_path()).strip("/") or "overview"


def _query(scope: Scope) -> str:
    return str(scope.get("query_string", b"").decode("latin-1"))


def _preferred(scope: Scope) -> str | None:
    """The language a browser asks for first."""
    return Headers(scope=scope).get("accept-language", "").split(",")[0].split(";")[0].strip() or None


def _language(scope: Scope) -> Language:
    return language_of(parse_qs(_query(scope)).get("lang", [None])[0], _preferred(scope))
