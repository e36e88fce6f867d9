"""What happens to every response: compression, once for files that never change; a shell in the reader's words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type
from streamlit import config

from core.context import dashboard_title
from core.language import Language, catalogue, language_of
from core.records.drafts import REMEMBER_FOR, is_secret, new_secret
from core.ui.chart import SCRIPT_PATH
from core.ui.element_registration import SOURCES, script
from core.ui.intake.draft import COOKIE
from core.ui.markup import style


def middleware() -> list[Middleware]:
    """Outermost first: cache compressed assets, compress what changes, then speak the reader's language."""
    add_compress_type("text/csv")
    return [
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
                body = page_in_language(page, language, charts=_has_charts(scope["path"])).encode("utf-8")
                headers = MutableHeaders(raw=list(start[0]["headers"]))
                headers["content-length"] = str(len(body))
                headers["content-language"] = language.tag
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
    # A browser complains about a preloaded script that nothing asks for; there it is fetched ahead for the next page.
    return path.rstrip("/").rsplit("/", 1)[-1] not in (*WITHOUT_LIBRARY, base_path().strip("/"))


def _language(scope: Scope) -> Language:
    language_name = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [None])[0]
    preferred = Headers(scope=scope).get("accept-language", "").split(",")[0].split(";")[0].strip()
    return language_of(language_name, preferred or None)


# Streamlit's bundle does not even parse below Chromium 94 and calls `toSorted` (110); a blank page says nothing.
_OLD_BROWSER = (
    "<script>if(!Array.prototype.toSorted){document.addEventListener('DOMContentLoaded',function(){"
    "var p=document.createElement('p');p.style.cssText='font:18px/1.6 sans-serif;margin:20vh auto;max-width:32em';"
    "p.textContent=SENTENCE;document.body.appendChild(p);});}</script>"
)
# Without this the frontend asks `/colleges/_stcore/health` first and logs an error for every deep link.
_ROOT = "window.__streamlit={BACKEND_BASE_URL:location.origin+HERE,MAIN_PAGE_BASE_URL:location.origin+HERE};"

WITHOUT_LIBRARY = ("", "intake", "sources", "scenario")
"""Pages that need no chart library at first: those whose charts are still, and the pages of tables."""


def base_path() -> str:
    """The server's root, with a slash at both ends."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/" if base else "/"


ENGINE_WORDS = {
    "sidebar": "Sidebar",
    "collapse": "Collapse sidebar",
    "expand": "Expand sidebar",
    "open": "Open",
    "choose": "Choose an option",
    "skip": "Skip to main content",
    "suggestions": "Suggestions",
    "no_results": "No results",
    "press_enter": "Press Enter to apply",
    "upload": "Upload",
    "file_upload": "file upload",
    "add_files": "Add files",
    "error": "Error:",
    "remove": "Remove ",
    "one_file": "Only one file is allowed.",
    "drop_here": "Drag and drop a file here",
    "too_large": "File must be 24.0MB or smaller.",
}
"""Labels Streamlit writes in English only; each has its text in the catalogues under `engine.<name>`."""


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (Path(__file__).parent / "assets" / name).read_text("utf-8")


def page_in_language(page: str, language: Language, *, charts: bool = True) -> str:
    """The shell page in one language.

    Besides its words it learns where the server's root is, so that a deep link does not have to try, and gets a small
    script that says Streamlit's own English labels (open, choose, collapse) in the reader's language.
    """
    texts = catalogue(language)
    title = escape(dashboard_title(texts))
    # The English original first: Streamlit's word in every language the reader may switch to.
    words = [
        {"streamlit": english, **{language.value: catalogue(language)(f"engine.{name}") for language in Language}}
        for name, english in ENGINE_WORDS.items()
    ]
    tags = {language.value: language.tag for language in Language}
    head = (
        '<meta name="renderer" content="webkit">'
        + "".join(f'<link rel="modulepreload" href=".{script(name)[0]}">' for name in SOURCES)
        + f'<link rel="{"preload" if charts else "prefetch"}" as="script" href=".{SCRIPT_PATH}">'
        + _OLD_BROWSER.replace("SENTENCE", _literal(texts("shell.old_browser")))
        + "<script>"
        + _ROOT.replace("HERE", _literal(base_path()))
        + _asset("copying.js")
        + _asset("words.js").replace("WORDS", _literal(words)).replace("TAGS", _literal(tags))
        + "</script>"
    )
    page = re.sub(r'<html lang="[^"]*">', f'<html lang="{language.tag}" translate="no">', page, count=1)
    page = re.sub(r"<title>.*?</title>", lambda _: f"<title>{title}</title>{head}", page, count=1, flags=re.S)
    # System fonts only: the bundled Latin font would be fetched for nothing.
    page = re.sub(r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^>]*>', "", page, flags=re.S)
    page = re.sub(r'<!--\s*Machine-readable.*?-->\s*<link rel="service-desc"[^>]*>', "", page, flags=re.S)
    # Last in the body: of two rules as strong as each other the later one counts, and Streamlit's are in the head.
    page = page.replace("</body>", style("style") + "</body>")
    return re.sub(
        r"<noscript>.*?</noscript>",
        lambda _: f"<noscript><p>{texts('shell.no_script')}</p></noscript>",
        page,
        count=1,
        flags=re.S,
    )


def _literal(value: object) -> str:
    """A value as a JavaScript literal that cannot end the script it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
