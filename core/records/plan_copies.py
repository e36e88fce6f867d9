"""The copies of plans that the user supplied: the text as it was read, which file it came from, and when.

They lie in the workspace only: the words of a plan are not ours to pass on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from core.atomic_file import write_file
from core.workspace import workspace

FOLDER = "plan_copies"


class PlanCopyError(Exception):
    """The copy of a plan in the workspace cannot be read; it is left as it is. `file` is its name."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """The copy of a plan: the name and sha256 of the file it was read from, the day it was supplied, its lines."""

    file: str
    sha256: str
    supplied_on: date
    text: str


def save_plan_copy(plan_id: str, copy: PlanCopy) -> None:
    """Keep a copy in place of an earlier one of the same plan. Raises OSError: then the earlier one stays."""
    path = _path(plan_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = {
        "file": copy.file,
        "sha256": copy.sha256,
        "supplied_on": copy.supplied_on.isoformat(),
        "text": copy.text,
    }
    write_file(path, json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"), private=True)


def plan_copy(plan_id: str) -> PlanCopy | None:
    """The copy of a plan; None while nobody supplied one. Raises PlanCopyError."""
    path = _path(plan_id)
    try:
        stat = path.stat()
        return _read(path, (stat.st_mtime_ns, stat.st_size, stat.st_ino))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PlanCopyError(path.name) from error


@lru_cache(maxsize=8)
def _read(path: Path, _mark: tuple[int, int, int]) -> PlanCopy:
    """A file that is there; read again when it is another one."""
    content = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    return PlanCopy(
        str(content["file"]), str(content["sha256"]), date.fromisoformat(content["supplied_on"]), str(content["text"])
    )


def _path(plan_id: str) -> Path:
    return workspace() / FOLDER / f"{plan_id}.json"
