"""How long a large return takes: 10,080 lines of 40 schools, read, checked and published; run as a script."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.intake.findings import Severity
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.publish import publish_return
from tests.support.intake_files import large_workbook, prepared, template

RUNS = 5


def measured(work: Callable[[], object], runs: int = RUNS) -> tuple[list[float], list[float]]:
    """Wall and processor seconds of each run, after one that is not counted."""
    work()
    walls, processors = [], []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return walls, processors


def published(found: CheckedReturn) -> None:
    """The release, in a folder of its own."""
    why = {each.id: "as it is" for each in found.findings if each.severity is Severity.SOFT}
    with tempfile.TemporaryDirectory() as folder:
        publish_return(
            found,
            Path(folder),
            note="a large return",
            note_en="a large return",
            published_by="bench",
            published_at=datetime(2026, 9, 2, tzinfo=UTC),
            explanations=why,
        )


def main() -> None:
    content, own = large_workbook(), template()
    found = prepared(content, as_of=date(2026, 9, 1))
    print(
        f"seconds, median (range) of {RUNS} runs; {len(content) / 1e6:.1f} MB, {len(found.reading.entries):,} figures"
    )
    for name, work, must in (
        ("10,080 lines read, merged and checked", lambda: prepared(content, as_of=date(2026, 9, 1)), "≤ 2.5"),
        ("a return of 40 schools published", lambda: published(found), "≤ 2"),
        ("a district's own template read and checked", lambda: prepared(own, as_of=date(2026, 9, 1)), ""),
    ):
        walls, processors = measured(work)
        print(
            f"  {name:44} wall {median(walls):.2f} ({min(walls):.2f}–{max(walls):.2f})"
            f"  processor {median(processors):.2f} ({min(processors):.2f}–{max(processors):.2f})  {must}"
        )


if __name__ == "__main__":
    main()
