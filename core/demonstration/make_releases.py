"""Makes the demonstration releases out of what each file here invents, and publishes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from core.datasets import RowStatus
from core.demonstration.college_conditions import college_conditions
from core.demonstration.colleges import college_enrolment, colleges
from core.demonstration.editions import EDITIONS, PLAN, Edition, edition_of, origins
from core.demonstration.enrolment_plans import enrolment_plans
from core.demonstration.observations import observations
from core.demonstration.programmes import programmes
from core.demonstration.students import cohorts, enrolment
from core.demonstration.tasks import milestones, tasks
from core.demonstration.teachers_and_conditions import conditions, teachers
from core.demonstration.training import training
from core.snapshots import Snapshot, publish, releases

_MAKERS: dict[str, Callable[[Edition], pd.DataFrame]] = {
    "enrolment": lambda edition: enrolment(edition, enrolment_plans(edition)),
    "colleges": colleges,
    "college_enrolment": college_enrolment,
    "training": training,
    "teachers": teachers,
    "conditions": lambda edition: conditions(edition, college_conditions(edition)),
    "cohorts": cohorts,
    "observations": observations,
    "tasks": tasks,
    "milestones": milestones,
    "programmes": programmes,
}


def demonstration_frames(as_of: date) -> dict[str, pd.DataFrame]:
    """Every dataset of the demonstration release of `as_of`, by name.

    Holds what was known on that day, from 2015 on. Raises ValueError for a date that none of them has.
    """
    edition = edition_of(as_of)
    return {dataset: make(edition) for dataset, make in _MAKERS.items()}


def publish_demonstration(root: Path) -> tuple[Snapshot, ...]:
    """Publish all demonstration releases into `root` and return them, oldest first.

    A date that already has exactly this release keeps it; another release of that date stays, and this one becomes
    its next revision. Raises SnapshotError as `core.snapshots.publish` does.
    """
    present = {snapshot.as_of: snapshot for snapshot in releases(root).snapshots} if root.is_dir() else {}
    snapshots = []
    for edition in EDITIONS:
        snapshot = present.get(edition.as_of)
        if snapshot is None or not _same_content(snapshot, edition):
            snapshot = _publish(edition, root)
        snapshots.append(snapshot)
    return tuple(snapshots)


def _same_content(snapshot: Snapshot, edition: Edition) -> bool:
    with TemporaryDirectory() as directory:
        return _content(_publish(edition, Path(directory))) == _content(snapshot)


def _content(snapshot: Snapshot) -> tuple[object, ...]:
    hashes = tuple((file.name, file.sha256) for file in snapshot.datasets)
    return snapshot.note, snapshot.note_en, snapshot.published_at, hashes


def _publish(edition: Edition, root: Path) -> Snapshot:
    return publish(
        demonstration_frames(edition.as_of),
        as_of=edition.as_of,
        root=root,
        published_by="demonstration generator",
        published_at=edition.published_at,
        note=edition.note,
        note_en=edition.note_en,
        plan=PLAN.id,
        rules="linear-pace-1",
        status=RowStatus.ILLUSTRATIVE.value,
        origins=origins(edition),
    )
