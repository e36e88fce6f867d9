"""The publishing passphrase: without one whoever opens the page may publish, with one whoever knows it.

There is no login yet, so a name typed on the page is a claim. The passphrase is one simple protection for an office
network: it is kept as a salted hash in the workspace, and a wrong one makes the next try wait. Whoever has a shell on
the server owns the files and is not asked.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from threading import Lock

from core.atomic_file import write_file
from core.workspace import workspace

FILE = "passphrase.json"
SHORTEST = 8
"""Characters a passphrase has at least."""
LONGEST_WAIT = 60.0
"""Seconds a wrong passphrase makes everybody wait at most: a guesser gets nowhere, nobody is kept out for an hour."""

_COST = {"n": 2**15, "r": 8, "p": 1}  # about a tenth of a second and 32 MB a try
_MEMORY = 128 * 2**20
_KEY = 32


class AccessError(Exception):
    """Why somebody may not publish: `code` is one of missing, wrong, waiting, unreadable; `seconds` left to wait."""

    def __init__(self, code: str, seconds: int = 0) -> None:
        self.code = code
        self.seconds = seconds
        super().__init__(f"{code} {seconds}" if seconds else code)


@dataclass(slots=True)
class Gate:
    """Counts the wrong tries of this process; each doubles the wait before the next one, up to LONGEST_WAIT.

    A try that comes too early is refused unread, so that trying faster gains nothing. `clock` gives seconds that only
    grow.
    """

    clock: Callable[[], float] = time.monotonic
    _wrong: int = 0
    _closed_until: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def admit(self, typed: str) -> None:
        """Return when `typed` is the passphrase or none is set; raises AccessError otherwise."""
        stored = _stored_hash()
        if stored is None:
            return
        if not _normalise(typed):
            raise AccessError("missing")
        with self._lock:  # one try at a time: a hundred at once would be a hundred for the wait of one
            left = self._closed_until - self.clock()
            if left > 0:
                raise AccessError("waiting", ceil(left))
            if hmac.compare_digest(_scrypt(typed, stored), stored.digest):
                self._wrong = 0
                return
            wait = min(LONGEST_WAIT, 2.0**self._wrong)
            self._wrong += 1
            self._closed_until = self.clock() + wait
        raise AccessError("wrong", ceil(wait))


GATE = Gate()


def admit(typed: str) -> None:
    """Let somebody publish or confirm; raises AccessError (missing, wrong, waiting, unreadable)."""
    GATE.admit(typed)


def is_set() -> bool:
    """Whether a passphrase is asked for; with a damaged file it is, and none is accepted."""
    return os.path.lexists(_path())


def set_passphrase(text: str) -> None:
    """Store the hash of a passphrase, readable to this account only. Raises OSError, ValueError when it is short."""
    if len(_normalise(text)) < SHORTEST:
        raise ValueError(f"a passphrase has at least {SHORTEST} characters")
    stored = _StoredHash(secrets.token_bytes(16), b"", **_COST)
    content = {**_COST, "salt": stored.salt.hex(), "scrypt": _scrypt(text, stored).hex()}
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, json.dumps(content).encode(), private=True)


def remove_passphrase() -> None:
    """Ask for no passphrase any more. Raises OSError."""
    _path().unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _StoredHash:
    """What is stored of a passphrase: the salt, the hash, and the cost parameters of scrypt."""

    salt: bytes
    digest: bytes
    n: int
    r: int
    p: int


def _path() -> Path:
    return workspace() / FILE


def _stored_hash() -> _StoredHash | None:
    """The stored hash; None when no passphrase is set. Raises AccessError for a damaged file: it admits nobody."""
    try:
        content = json.loads(_path().read_text("utf-8"))
        stored = _StoredHash(
            bytes.fromhex(content["salt"]),
            bytes.fromhex(content["scrypt"]),
            *(int(content[name]) for name in ("n", "r", "p")),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AccessError("unreadable") from error
    if len(stored.salt) < 16 or len(stored.digest) != _KEY or (stored.n, stored.r, stored.p) != tuple(_COST.values()):
        raise AccessError("unreadable")
    return stored


def _normalise(text: str) -> str:
    """The passphrase in normal form: full-width letters of a Chinese input method equal the plain ones."""
    return unicodedata.normalize("NFKC", text).strip()


def _scrypt(text: str, stored: _StoredHash) -> bytes:
    return hashlib.scrypt(
        _normalise(text).encode("utf-8", "surrogatepass"),
        salt=stored.salt,
        n=stored.n,
        r=stored.r,
        p=stored.p,
        maxmem=_MEMORY,
        dklen=_KEY,
    )
