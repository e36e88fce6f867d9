"""What a release is, and what may be wrong with one, as frozen values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from core.datasets import SCHEMA_VERSION, ListState

MANIFEST = "manifest.toml"
DEMONSTRATION = ".demo"
"""Put behind an as-of date it names the demonstration release, also where there is a release of one's own."""
_NAME = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.r(?P<revision>[2-9]|[1-9][0-9]{1,8}))?")


def release_id(as_of: date, revision: int) -> str:
    """The directory name of a release: `2024-09-01`, and `2024-09-01.r2` for the second release of that date."""
    return as_of.isoformat() if revision == 1 else f"{as_of.isoformat()}.r{revision}"


def parse_release_id(name: str) -> tuple[date, int] | None:
    """As-of date and revision (1 and up) of a directory name; None when it is not the name of a release."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        return date.fromisoformat(match["day"]), int(match["revision"] or 1)
    except ValueError:  # 2024-02-30
        return None


@dataclass(frozen=True, slots=True)
class Origin:
    """The workbook a dataset was taken from; empty texts when there was none."""

    file: str = ""
    sha256: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a value that a check found unusual is right, in the words of who sent it, and where it stood in the file."""

    check: str
    sheet: str
    row: int
    column: str
    finding: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceReturn:
    """The return a release was made from: its file, and which form it was.

    `form` is `unit` (of the unit with the code `unit`), `district` or `other` (a table of somebody's own).
    """

    file: str
    sha256: str
    form: str
    unit: str


@dataclass(frozen=True, slots=True)
class Merger:
    """A unit that was merged into another: both by their codes."""

    unit: str
    into: str


@dataclass(frozen=True, slots=True)
class UnitList:
    """A statement about the units a release knows, by whom and when.

    `units` are the codes it was made of, None where that was not kept: it then holds for all of the release.
    """

    state: str
    stated_by: str
    stated_at: datetime
    units: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class DatasetFile:
    """One dataset of a release; `sha256` is of the Parquet file, the origin is as in `Origin`."""

    name: str
    path: Path
    rows: int
    sha256: str
    origin_file: str
    origin_sha256: str
    origin_sheet: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A release. It never changes, so it may be the key of a cache.

    `status` is a `RowStatus` value and `published_at` is in UTC. `digest` is the sha256 of the manifest, which holds
    the sha256 of every dataset: equal digests mean equal data. `returned` holds the return it was made from, if it was
    (one or none), and `successors`, named as in the manifest, every merger known. `unit_lists` holds what was said of
    its list of units (one or none; none in releases from before that was asked, and in the demonstration).
    """

    id: str
    as_of: date
    revision: int
    schema_version: int
    plan: str
    rules: str
    status: str
    published_by: str
    published_at: datetime
    note: str
    note_en: str
    digest: str
    directory: Path
    datasets: tuple[DatasetFile, ...]
    explanations: tuple[Explanation, ...] = ()
    returned: tuple[SourceReturn, ...] = ()
    successors: tuple[Merger, ...] = ()
    unit_lists: tuple[UnitList, ...] = ()

    def __hash__(self) -> int:
        # The digest stands for every other field; hashing ten datasets at each cache look-up would be waste.
        return hash((self.digest, self.directory))

    @property
    def list_state(self) -> ListState | None:
        """Whether the units it knows are all there are; None when nobody was asked."""
        return ListState(self.unit_lists[-1].state) if self.unit_lists else None

    def path(self, dataset: str) -> Path:
        """The Parquet file of a dataset; KeyError for a name that a release of its schema version does not hold."""
        return self.file(dataset).path

    def file(self, dataset: str) -> DatasetFile:
        """What the manifest says of that file; KeyError as `path`."""
        for file in self.datasets:
            if file.name == dataset:
                return file
        raise KeyError(dataset)


def no_snapshot(day: date) -> Snapshot:
    """What stands in the place of a release where there is none yet: a day, and no data whatever."""
    return Snapshot(
        "–", day, 1, SCHEMA_VERSION, "", "", "", "", datetime.min.replace(tzinfo=UTC), "", "", "", Path(), ()
    )


@dataclass(frozen=True, slots=True)
class ReleaseProblem:
    """Something wrong with a release, with the values that its message needs in either language.

    `file` is relative to the directory of releases (`2024-09-01/enrolment.parquet`). `detail` holds what the sentence
    of this `code` needs as (name, value) pairs.
    """

    code: str
    file: str
    detail: tuple[tuple[str, str], ...] = ()

    def values(self) -> dict[str, str]:
        """`file` and the detail by name, for filling in a sentence."""
        return {"file": self.file, **dict(self.detail)}

    def __str__(self) -> str:
        detail = ", ".join(f"{name}={value!r}" for name, value in self.detail)
        return f"{self.file}: {self.code}" + (f" ({detail})" if detail else "")


def release_problem(code: str, file: str, **detail: object) -> ReleaseProblem:
    """A ReleaseProblem with its detail as text."""
    return ReleaseProblem(code, file, tuple((name, str(value)) for name, value in detail.items()))


class SnapshotError(Exception):
    """A release could not be read or published; `problem` is the first reason and `problems` are all of them."""

    def __init__(self, problems: Sequence[ReleaseProblem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)

    @property
    def problem(self) -> ReleaseProblem:
        return self.problems[0]


@dataclass(frozen=True, slots=True)
class Releases:
    """The usable releases, oldest first, and what is wrong with the others.

    `demonstration` says that these are the demonstration releases, because the workspace has none of its own. `beside`
    are the demonstration releases where it has: they open when asked for and are never counted among the own ones.
    """

    snapshots: tuple[Snapshot, ...]
    problems: tuple[ReleaseProblem, ...]
    demonstration: bool
    beside: tuple[Snapshot, ...] = ()

    def latest(self) -> Snapshot | None:
        """The newest release; None when no release is usable. Never one of `beside`."""
        return self.snapshots[-1] if self.snapshots else None

    def as_of(self, day: date) -> Snapshot | None:
        """The newest release of `day` or earlier, in its highest revision; one of `beside` only when all others are
        later, and None when those are later, too."""
        newest_first = (*reversed(self.snapshots), *reversed(self.beside))
        return next((snapshot for snapshot in newest_first if snapshot.as_of <= day), None)

    def by_id(self, id: str) -> Snapshot | None:
        """The release of this id; None when it is not there or not usable. `2025-12-31.demo` is the demonstration's."""
        plain = id.removesuffix(DEMONSTRATION)
        if plain == id:
            return next((snapshot for snapshot in (*self.snapshots, *self.beside) if snapshot.id == id), None)
        return next((snapshot for snapshot in self._demonstration() if snapshot.id in (id, plain)), None)

    def at(self, id_or_date: str | None) -> Snapshot | None:
        """The release of an id, else the newest of an ISO date or earlier; the latest without either; None for anything
        else."""
        if not id_or_date:
            return self.latest()
        exact = self.by_id(id_or_date)
        if exact is not None:
            return exact
        try:
            return self.as_of(date.fromisoformat(id_or_date))
        except ValueError:
            return None

    def last_under_another_plan(self, plan: str, day: date) -> Snapshot | None:
        """The last release up to a day that was made under another plan than this one; None without any."""
        others = (one for one in self.snapshots if one.as_of <= day and one.plan not in ("", plan))
        return max(others, key=lambda one: (one.as_of, one.id), default=None)

    def is_demonstration(self, snapshot: Snapshot) -> bool:
        """Whether a release is one of the demonstration, and not one of the installation's own."""
        return snapshot in self._demonstration()

    def alike(self, snapshot: Snapshot) -> tuple[Snapshot, ...]:
        """The releases this one may be compared with, oldest first: the own ones, or those of the demonstration."""
        return self.beside if snapshot in self.beside else self.snapshots

    def _demonstration(self) -> tuple[Snapshot, ...]:
        return self.snapshots if self.demonstration else self.beside
