"""Times what a lever move costs the processor: one run of all models, the view of a moved slider, draws, goal seek."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import scipy  # noqa: E402

from core.context import Context  # noqa: E402

REPEATED = 50
TARGETS = {
    "vocational_share": 0.42,
    "secondary_vocational_enrolment": 9500.0,
    "dual_qualified_share": 0.8,
    "college_students": 65000.0,
    "schools_meeting_standard": 1.0,
    "training_person_times": 50000.0,
}
"""Targets for goals whose own are reached or past."""
YEAR = 2030
MOVED = "vocational_entrant_share"


def timed(work: Callable[[], object]) -> str:
    """The median of `REPEATED` processor times in ms, the lowest and highest beside it: how noisy the machine is."""
    work()
    times = []
    for _ in range(REPEATED):
        start = process_time()
        work()
        times.append(1000 * (process_time() - start))
    return f"{median(times):8.2f} ms ({min(times):.2f}–{max(times):.2f}, n={REPEATED})"


def main() -> None:
    """Print every figure, for the newest and the oldest demonstration release."""
    os.environ["DASHBOARD_HOME"] = tempfile.mkdtemp()
    from core.context import context_for
    from core.language import Language
    from core.scenario.goal_seek import seek
    from core.scenario.run import run
    from core.scenario.sensitivity import lever_swings
    from core.scenario.uncertainty import DRAWS, draw
    from core.snapshots import demonstration_root, releases
    from core.ui.scenario.view import view_of_address
    from tests.support.scenario_basis import demonstration_basis

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}, one core")
    for release in ("2025-12-31", "2023-09-01"):
        basis = demonstration_basis(release)
        values = basis.defaults
        print(f"\n{release}, {len(basis.levers)} levers")
        snapshot = releases(demonstration_root()).by_id(release)
        assert snapshot is not None
        context, moves = context_for(snapshot, Language.ZH), count()

        def view(context: Context = context, moves: Iterator[int] = moves) -> object:
            return view_of_address(context, {MOVED: str(0.2 + next(moves) / 1000)})

        print(f"{'one run, all models':44}", timed(partial(run, basis, values)))
        print(f"{'the view of a moved slider':44}", timed(view))
        print(f"{f'{DRAWS:,} draws, all goals':44}", timed(partial(draw, basis, values)))
        for id, target in TARGETS.items():
            print(f"{f'lever_swings, {id}':44}", timed(partial(lever_swings, basis, values, id, YEAR)))
            print(f"{f'goal seek, {id}':44}", timed(partial(seek, basis, values, id, YEAR, target=target)))


if __name__ == "__main__":
    main()
