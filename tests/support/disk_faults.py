"""A disk on which one call fails, for the tests of what stays behind then."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CALLS = ("makedirs", "mkdir", "open", "write", "fsync", "close", "listdir", "rename")


class OneFault:
    """Lets the n-th call that touches the disk fail, as on a full one, and counts the calls."""

    def __init__(self, patch: pytest.MonkeyPatch, fails_at: int) -> None:
        self.calls, self.fails_at, self.failed = 0, fails_at, ""
        for name in CALLS:
            patch.setattr(os, name, self.watched(name, getattr(os, name)))
        patch.setattr(Path, "open", self.watched("read", Path.open))

    def watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watch(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls != self.fails_at:
                return call(*arguments, **named)
            if name == "close":
                call(*arguments)  # an error on closing closes all the same
            self.failed = name
            raise OSError(28, "No space left on device")

        return watch
