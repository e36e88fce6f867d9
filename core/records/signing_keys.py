"""The keys of this workspace that sign what is handed over: the newest signs, the former ones still verify."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from core.atomic_file import write_file
from core.workspace import workspace

try:
    import fcntl
except ImportError:  # Windows: of two who make a key in the same moment, one may be lost before it signs anything
    fcntl = None  # type: ignore[assignment]

FILE = "signing_keys.json"
_BYTES = 32


class KeyFault(StrEnum):
    """What may be wrong with the file of keys."""

    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    UNWRITABLE = "unwritable"


class SigningKeyError(Exception):
    """The file of keys cannot be read or written; it is left as it is. `fault` says which."""

    def __init__(self, fault: KeyFault) -> None:
        super().__init__(f"{FILE}: {fault}")
        self.fault = fault


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key with its short name and the day it was made."""

    id: str
    secret: bytes
    made_on: date


def signing_keys() -> tuple[SigningKey, ...]:
    """Every key of the workspace, the newest last; none where nothing was handed over yet. Raises SigningKeyError."""
    try:
        text = _path().read_text("utf-8")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise SigningKeyError(KeyFault.DAMAGED) from error
    except OSError as error:
        raise SigningKeyError(KeyFault.UNREADABLE) from error
    try:
        keys = tuple(
            SigningKey(str(entry["id"]), bytes.fromhex(entry["secret"]), date.fromisoformat(entry["made_on"]))
            for entry in json.loads(text)["keys"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SigningKeyError(KeyFault.DAMAGED) from error
    if any(len(key.secret) != _BYTES for key in keys):
        raise SigningKeyError(KeyFault.DAMAGED)  # a shorter one could be guessed
    return keys


def current_key(today: date) -> SigningKey:
    """The key that signs; the first one is made when there is none. Raises SigningKeyError."""
    keys = signing_keys()
    if keys:
        return keys[-1]
    with _alone():
        keys = signing_keys()  # of two who come first at once, one makes it
        return keys[-1] if keys else _write((), today)


def add_key(today: date) -> SigningKey:
    """Make a key that signs from now on; what the former ones signed still verifies. Raises SigningKeyError: then the
    former keys are as they were."""
    with _alone():
        return _write(signing_keys(), today)


def is_open_to_others() -> bool:
    """Whether other accounts of this computer may read the file, as after a backup that kept no permissions."""
    try:
        return os.name == "posix" and bool(_path().stat().st_mode & 0o077)
    except OSError:
        return False


def _write(keys: tuple[SigningKey, ...], today: date) -> SigningKey:
    key = SigningKey(secrets.token_hex(4), secrets.token_bytes(_BYTES), today)
    entries = [{"id": one.id, "secret": one.secret.hex(), "made_on": one.made_on.isoformat()} for one in (*keys, key)]
    try:
        write_file(_path(), json.dumps({"keys": entries}, indent=1).encode(), private=True)
    except OSError as error:
        raise SigningKeyError(KeyFault.UNWRITABLE) from error
    return key


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process is making a key. The lock is on the workspace itself: it leaves no file, and the
    system releases it when the process dies."""
    descriptor = None
    try:
        workspace().mkdir(parents=True, exist_ok=True)
        if fcntl is not None:
            descriptor = os.open(workspace(), os.O_RDONLY)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError as error:
        if descriptor is not None:
            os.close(descriptor)
        raise SigningKeyError(KeyFault.UNWRITABLE) from error
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _path() -> Path:
    return workspace() / FILE
