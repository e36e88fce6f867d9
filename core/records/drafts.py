"""A file that was sent and not published yet, kept a day for the browser it came from: a reload loses no work.

Nothing of it is part of any release. It lies in the workspace, readable to the account of the server only, under a
hash of the secret that the browser keeps in a cookie, so that nobody else comes to it. Files with personal numbers
never get here.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from core.atomic_file import write_file
from core.personal_numbers import personal_numbers
from core.workspace import workspace

KEEP_FOR = timedelta(days=1)
"""How long a file is kept for somebody to go on with it."""
REMEMBER_FOR = timedelta(days=7)
"""How long the name of a deleted file is kept, so that its sender learns what happened to it."""
MOST_FILES = 40
"""Files kept at a time (each 20 MB at most); the oldest is deleted for a new one."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{32,64}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was sent; `content` is None when it was deleted after a day.

    `typed` are texts by the key of their box, `explained` explanations by the id of the finding.
    """

    id: str
    name: str
    content: bytes | None
    sent_at: datetime
    typed: Mapping[str, str]
    explained: Mapping[str, str]


def new_secret() -> str:
    """What a browser keeps to come back to its file."""
    return secrets.token_urlsafe(32)


def is_secret(text: object) -> bool:
    """Whether a cookie holds what this program gives out."""
    return isinstance(text, str) and _SECRET.fullmatch(text) is not None


def keep(secret: str, name: str, content: bytes, sent_at: datetime) -> str:
    """Keep a file for the browser with this secret, in place of an earlier one; its id, and OSError if impossible."""
    sweep(sent_at)
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    forget(secret)
    id = secrets.token_hex(8)
    write_file(_file(secret, "bin"), content, private=True)
    about = {"id": id, "name": name, "sent_at": sent_at.isoformat(), "typed": {}, "explained": {}}
    write_file(
        _file(secret, "json"), json.dumps(about, ensure_ascii=False).encode("utf-8", "surrogatepass"), private=True
    )
    return id


def read_draft(secret: str, now: datetime) -> Draft | None:
    """The draft of a browser; without content when its day is over, None when there is none."""
    sweep(now)
    try:
        about = json.loads(_file(secret, "json").read_bytes())
        draft = Draft(
            str(about["id"]),
            str(about["name"]),
            None,
            datetime.fromisoformat(about["sent_at"]),
            {str(key): str(text) for key, text in about["typed"].items()},
            {str(key): str(text) for key, text in about["explained"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    try:
        content = _file(secret, "bin").read_bytes()
    except OSError:
        return draft
    return replace(draft, content=content)


def keep_texts(secret: str, id: str, typed: Mapping[str, str], explained: Mapping[str, str]) -> None:
    """Keep what was typed beside the file, unless the file is another one by now or a text has a personal number in it.

    Raises OSError when it cannot be written.
    """
    path = _file(secret, "json")
    try:
        about = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return
    if about.get("id") == id:
        about["typed"] = _harmless(typed)
        about["explained"] = _harmless(explained)
        write_file(path, json.dumps(about, ensure_ascii=False).encode("utf-8", "surrogatepass"), private=True)


def forget(secret: str, id: str | None = None) -> None:
    """Delete the draft of a browser; with `id` only if it is still that file. Raises OSError."""
    if id is not None:
        try:
            if json.loads(_file(secret, "json").read_bytes()).get("id") != id:
                return
        except (FileNotFoundError, ValueError):
            return
    for kind in ("json", "bin"):
        _file(secret, kind).unlink(missing_ok=True)


def sweep(now: datetime) -> None:
    """Delete files older than a day and names older than a week, and keep the newest files only."""
    files = []
    for path in _folder().glob("*.*"):
        try:
            written = path.stat().st_mtime
        except OSError:
            continue
        age = now.timestamp() - written
        if age > (KEEP_FOR if path.suffix == ".bin" else REMEMBER_FOR).total_seconds():
            path.unlink(missing_ok=True)
        elif path.suffix == ".bin":
            files.append((written, path))
    for _, path in sorted(files, reverse=True)[MOST_FILES:]:
        path.unlink(missing_ok=True)


def _harmless(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text and not personal_numbers(text)}


def _folder() -> Path:
    return workspace() / "drafts"


def _file(secret: str, kind: str) -> Path:
    # The secret itself is nowhere on disk: whoever reads the folder cannot pass for the browser.
    return _folder() / f"{hashlib.sha256(secret.encode()).hexdigest()}.{kind}"
