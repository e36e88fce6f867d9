"""The keys of this workspace that sign what is handed over: the newest signs, the former ones still verify."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.atomic_file import write_file
from core.workspace import workspace

FILE = "signing_keys.json"
_BYTES = 32


class SigningKeyError(Exception):
    """The file of keys cannot be read or written. `file` is its name."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{FILE}: {reason}")
        self.file = FILE


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key with its short name and the day it was made."""

    id: str
    secret: bytes
    made_on: date


def signing_keys() -> tuple[SigningKey, ...]:
    """Every key of the workspace, the newest last; none where nothing was handed over yet. Raises SigningKeyError."""
    path = _path()
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SigningKeyError(type(error).__name__) from error
    try:
        return tuple(
            SigningKey(str(entry["id"]), bytes.fromhex(entry["secret"]), date.fromisoformat(entry["made_on"]))
            for entry in json.loads(text)["keys"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SigningKeyError("damaged") from error


def current_key(today: date) -> SigningKey:
    """The key that signs; the first one is made when there is none. Raises SigningKeyError."""
    keys = signing_keys()
    if keys:
        return keys[-1]
    path = _path()
    made = path.with_name(f".{FILE}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(made, _content((_new_key(today),)), private=True)
        try:
            os.link(made, path)  # of two who make the first key at once, one does
        except FileExistsError:
            pass
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise SigningKeyError(type(error).__name__) from error
    return signing_keys()[-1]


def add_key(today: date) -> SigningKey:
    """Make a key that signs from now on; what the former ones signed still verifies. Raises SigningKeyError."""
    keys = signing_keys()
    key = _new_key(today)
    try:
        _path().parent.mkdir(parents=True, exist_ok=True)
        write_file(_path(), _content((*keys, key)), private=True)
    except OSError as error:
        raise SigningKeyError(type(error).__name__) from error
    return key


def _path() -> Path:
    return workspace() / FILE


def _new_key(today: date) -> SigningKey:
    return SigningKey(secrets.token_hex(4), secrets.token_bytes(_BYTES), today)


def _content(keys: tuple[SigningKey, ...]) -> bytes:
    entries = [{"id": key.id, "secret": key.secret.hex(), "made_on": key.made_on.isoformat()} for key in keys]
    return json.dumps({"keys": entries}, indent=1).encode()
