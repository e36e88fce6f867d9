"""Writes a file so that a reader meets the old content or the new one, never a part of it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write `content` beside `path`, flush it to the disk and move it into place.

    `private` makes the file readable to this account only. When anything fails, the former file stays as it is and
    nothing is left beside it. Raises OSError.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, 0o600 if private else 0o666), "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
