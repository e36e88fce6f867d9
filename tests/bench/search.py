"""Measures how long a key typed into the search box waits, with the names of a whole municipality."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.context import Context, context_for  # noqa: E402
from core.language import Language  # noqa: E402
from core.panels.search.answer import search_answer  # noqa: E402
from core.panels.search.index import search_index  # noqa: E402
from core.snapshots import releases  # noqa: E402
from core.ui.frame import PAGE_NAMES  # noqa: E402
from core.ui.search.box import MOST_SUGGESTED  # noqa: E402
from tests.support.district.municipality import municipality  # noqa: E402

MOST = 0.1
"""The most seconds from a key to its answer, once the index is there."""
TYPED = (
    "任务9",
    "shuangshixing",
    "ssx",
    "zhiyexuexiao",
    "xuexiao",
    "school teachers",
    "双师行",
    "techers",
    "qqqqqqqq",
    "500",
)
RUNS = 5


def main() -> int:
    """Type every word key by key and print the slowest and the usual answer; 1 when one took longer than it may."""
    with tempfile.TemporaryDirectory() as folder:
        municipality(Path(folder))
        os.environ["DASHBOARD_HOME"] = folder
        newest = releases().latest()
        if newest is None:
            print("no release to search")
            return 1
        failed = False
        for language in Language:
            context = context_for(newest, language)
            begun = perf_counter()
            search_answer(context, PAGE_NAMES, "", MOST_SUGGESTED)
            entries = len(search_index(context, PAGE_NAMES).entries)
            print(f"{language.value}: {entries} entries, the index made in {perf_counter() - begun:.2f} s")
            for word in TYPED:
                keys = [_answered(context, word[:length]) for length in range(1, len(word) + 1)]
                print(f"  {word}: a key {median(keys) * 1000:.0f} ms, the slowest {max(keys) * 1000:.0f} ms")
                failed = failed or max(keys) > MOST
    return int(failed)


def _answered(context: Context, typed: str) -> float:
    """Seconds until what was typed is answered: the best of some runs, without what the machine does beside them."""
    times = []
    for _ in range(RUNS):
        begun = perf_counter()
        search_answer(context, PAGE_NAMES, typed, MOST_SUGGESTED)
        times.append(perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
