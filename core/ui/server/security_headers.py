"""What a browser is told about every answer: what a page may load, who may frame it, that cookies travel encrypted."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""For every answer that says nothing else; a page says what it may load."""

_ENCRYPTED = "max-age=31536000"
"""For how many seconds a browser that came by TLS comes by nothing else."""

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.S)


class SecurityHeaders:
    """Puts the headers on every answer, and `Secure` on every cookie that is set over TLS."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        encrypted = scope["scheme"] == "https"

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                raw = [_secure(name, value) if encrypted else (name, value) for name, value in message["headers"]]
                headers = MutableHeaders(raw=raw)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                if encrypted:
                    headers["strict-transport-security"] = _ENCRYPTED
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, with_headers)


def page_policy(page: str) -> str:
    """The content security policy of a page: nothing from elsewhere, and of scripts in the page only those that stand
    in it and those these make (Streamlit starts an element from a blob). Styles are set by Streamlit as it draws."""
    digests = " ".join(f"'sha256-{_digest(script)}'" for script in dict.fromkeys(_INLINE_SCRIPT.findall(page)))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {digests}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A header as it goes out over TLS."""
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        return name, value + b"; Secure"
    return name, value
