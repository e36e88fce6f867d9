"""The copies of plans that the user supplied: the text as it was read, which file it came from, who supplied it when.

They lie in the workspace only: the words of a plan are not ours to pass on. Of a copy that was replaced or removed only
its record stays, without the text.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

from core.atomic_file import write_file
from core.workspace import workspace

FOLDER = "plan_copies"
_writing = Lock()


class PlanCopyError(Exception):
    """The copy of a plan in the workspace cannot be read; it is left as it is. `file` is its name."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """The copy of a plan: the name and sha256 of the file it was read from, the day it was supplied, its lines, and who
    supplied it (empty where nobody was asked)."""

    file: str
    sha256: str
    supplied_on: date
    text: str
    supplied_by: str = ""


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """That a copy was supplied or, with `is_removal`, removed: the file and its sha256, the day, and by whom."""

    file: str
    sha256: str
    day: str
    by: str
    is_removal: bool = False


@dataclass(frozen=True, slots=True)
class PlanCopies:
    """The copy of a plan, None without one, and everything that was supplied or removed, oldest first."""

    copy: PlanCopy | None
    records: tuple[CopyRecord, ...] = ()


def save_plan_copy(plan_id: str, copy: PlanCopy) -> None:
    """Keep a copy in place of an earlier one of the same plan. Raises OSError: then the earlier one stays."""
    record = CopyRecord(copy.file, copy.sha256, copy.supplied_on.isoformat(), copy.supplied_by)
    _write(plan_id, copy, record)


def remove_plan_copy(plan_id: str, day: date, by: str) -> None:
    """Forget the text of a plan; that it was there stays on record, unless the file of records is damaged: then it goes
    as a whole. Raises OSError: then it is still there."""
    try:
        copy = plan_copy(plan_id)
    except PlanCopyError:
        _path(plan_id).unlink(missing_ok=True)
        return
    if copy is not None:
        _write(plan_id, None, CopyRecord(copy.file, copy.sha256, day.isoformat(), by, is_removal=True))


def plan_copy(plan_id: str) -> PlanCopy | None:
    """The copy of a plan; None while nobody supplied one. Raises PlanCopyError."""
    return plan_copies(plan_id).copy


def plan_copies(plan_id: str) -> PlanCopies:
    """The copy of a plan, and what was supplied before. Raises PlanCopyError."""
    path = _path(plan_id)
    try:
        stat = path.stat()
        return _read(path, (stat.st_mtime_ns, stat.st_size, stat.st_ino))
    except FileNotFoundError:
        return PlanCopies(None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PlanCopyError(path.name) from error


def _write(plan_id: str, copy: PlanCopy | None, record: CopyRecord) -> None:
    """Write the file as a whole, with one record more."""
    path = _path(plan_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _writing:
        records = (*_known(plan_id).records, record)
        content: dict[str, object] = {"records": [asdict(one) for one in records]}
        if copy is not None:
            content |= asdict(copy) | {"supplied_on": copy.supplied_on.isoformat()}
        text = json.dumps(content, ensure_ascii=False, indent=1)
        write_file(path, text.encode("utf-8", "surrogatepass"), private=True)


def _known(plan_id: str) -> PlanCopies:
    """What is there, to be gone on with; of a file that cannot be read nothing: a new copy takes its place."""
    try:
        return plan_copies(plan_id)
    except PlanCopyError:
        return PlanCopies(None)


@lru_cache(maxsize=8)
def _read(path: Path, _mark: tuple[int, int, int]) -> PlanCopies:
    """A file that is there; read again when it is another one. One of before records were kept has none but its own."""
    content = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    if not isinstance(content, dict) or not content.keys() & {"text", "records"}:
        raise TypeError("no record of a copy")
    copy = None
    if "text" in content:
        day, by = date.fromisoformat(content["supplied_on"]), str(content.get("supplied_by", ""))
        copy = PlanCopy(str(content["file"]), str(content["sha256"]), day, str(content["text"]), by)
    own = [] if copy is None else [asdict(CopyRecord(copy.file, copy.sha256, copy.supplied_on.isoformat(), ""))]
    return PlanCopies(copy, tuple(CopyRecord(**record) for record in content.get("records", own)))


def _path(plan_id: str) -> Path:
    return workspace() / FOLDER / f"{plan_id}.json"
