"""Under which address other people open the dashboard, as the administrator wrote it into the workspace."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from core.workspace import workspace

FILE = "address.txt"
LONGEST = 200
"""Characters of an address; a longer one makes a QR code too fine to be read."""
_PLAIN = re.compile(
    r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?(/[A-Za-z0-9._~\-/]*)?|https?://\[[0-9A-Fa-f:]+\](:\d{1,5})?/?"
)


class PublicAddressError(Exception):
    """The file holds something else than an address or cannot be read. `file` is its name."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{FILE}: {reason}")
        self.file = FILE


def public_address() -> str:
    """The address of the front page, with a slash at its end; empty where nobody wrote one.

    Raises PublicAddressError.
    """
    try:
        text = (workspace() / FILE).read_text("utf-8-sig").strip()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise PublicAddressError("unreadable") from error
    if not text:
        return ""
    address = usable_address(text)
    if not address:
        raise PublicAddressError("no address")
    return address


def usable_address(text: str) -> str:
    """An http or https address of a front page, with a slash at its end; empty for anything else.

    An address that means the computer it is opened on (localhost, 127.0.0.1) leads nowhere from another one.
    """
    if len(text) > LONGEST or not _PLAIN.fullmatch(text):
        return ""
    try:
        host = urlsplit(text).hostname or ""
        return "" if _is_this_computer(host) else f"{text.rstrip('/')}/"
    except ValueError:
        return ""


def _is_this_computer(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
