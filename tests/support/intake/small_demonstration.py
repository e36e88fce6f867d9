"""The demonstration with a part of the lists of its newest release, for tests of whole returns: a third of the time.

What its functions are called in `tests.support.intake_files`, of the demonstration as it is, they are called here too.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.context import plan
from core.intake.form.template import TemplateScope, write_template
from core.intake.publishing.check_return import check_return
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.reading.read_return import Reading, ReadingBasis, read_return
from core.snapshots import Origin, Releases, Snapshot, publish
from tests.support import intake_files
from tests.support.intake_files import AREA, PLAN, rows_of

PART = {
    "observations": (
        "indicator",
        (
            "apprentices",  # counts of units, some of them suppressed
            "elder_demonstration_schools",  # a count of the district, a year of it not published
            "employer_satisfaction_share",  # shares of units, each reason for a missing value among them
            "public_money",  # an amount of money
        ),
    ),
    "tasks": ("period", ("2024-H2", "2025-H1", "2025-H2")),
    "programmes": ("year", (2024, 2025)),
}
"""Of which column of a dataset which values are kept; every other dataset is there as a whole."""


def demonstration() -> tuple[Snapshot, ...]:
    """The releases, oldest first; those before the newest are whole."""
    return (*intake_files.demonstration()[:-1], newest())


@cache
def newest() -> Snapshot:
    """The newest release, under the id of the whole one."""
    whole = intake_files.newest()
    tables = {dataset.name: pq.read_table(dataset.path) for dataset in whole.datasets}
    for name, (column, kept) in PART.items():
        tables[name] = tables[name].filter(pc.field(column).isin(kept))
    root = Path(tempfile.mkdtemp(prefix="small-demonstration-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return publish(
        tables,
        as_of=whole.as_of,
        root=root,
        published_by=whole.published_by,
        published_at=whole.published_at,
        note=whole.note,
        note_en=whole.note_en,
        plan=whole.plan,
        rules=whole.rules,
        status=whole.status,
        explanations=whole.explanations,
        returned=whole.returned,
        successors=whole.successors,
        unit_lists=whole.unit_lists,
        origins={data.name: Origin(data.origin_file, data.origin_sha256, data.origin_sheet) for data in whole.datasets},
    )


def against() -> ReadingBasis:
    """What a return is read against: the newest release."""
    return ReadingBasis(AREA, PLAN, rows_of(newest()), 2026)


@cache
def template(unit: str | None = None, year: int | None = None) -> bytes:
    """The template of the newest release."""
    return write_template(newest(), TemplateScope(PLAN, AREA, unit), year=year)


def understood(content: bytes, name: str = "return.xlsx") -> Reading:
    """The file read against the newest release."""
    return read_return(content, name, against())


def prepared(content: bytes, name: str = "return.xlsx", as_of: date | None = None, **options: Any) -> CheckedReturn:
    """The file read, merged into the newest release and checked."""
    found = Releases(demonstration(), (), True)
    return check_return(content, name, found, plan(newest()), as_of or date(2026, 9, 1), **options)
