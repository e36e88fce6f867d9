"""Mutation testing of the pure rooms: are single-operator changes noticed by the fast tests?

    python tests/support/mutants.py [COUNT] [SEED] [--rooms ROOM …] [--only PATH] [--within SECONDS]

Draws COUNT random changes of one operator, branch or number (200, seed 1), runs for each the fast tests that can
reach it in a copy of the tree, and prints each change with its outcome and a table by room. Changes that
are equal in effect are listed in `equal_mutants.toml` with the reason; both figures are printed, with and without them.
What each test reaches is learned first, once for a state of the tree (some minutes), and kept in the temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.support.mutation import reach  # noqa: E402
from tests.support.mutation.draw import ROOMS, Mutant, draw  # noqa: E402
from tests.support.mutation.equal_mutants import equal_kinds, equal_mutants  # noqa: E402
from tests.support.mutation.worker import SURVIVED, TIMEOUT  # noqa: E402

OUTCOMES = ("killed", "timeout", "survived", "equal")
COPIED = ("app.py", "core", "pages", "data", "tests", "pyproject.toml", "requirements.txt", "README.md")
COPIED += (".streamlit", "CONTRIBUTING.md", "CHANGELOG.md")
LIMIT = 900.0
"""Seconds after which a mutant whose tests have not ended counts as noticed by a timeout."""


class Worker:
    """A warm process in a copy of the tree that runs one job at a time."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process = process
        self.folder = folder

    def run(self, job: Mapping[str, Any]) -> int:
        """The exit code of the job."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        full_job = {"log": str(self.folder / "log.txt"), "limit": LIMIT, **job}
        self.process.stdin.write(json.dumps(full_job) + "\n")
        self.process.stdin.flush()
        return int(json.loads(self.process.stdout.readline()))


@contextmanager
def worker(folder: Path) -> Iterator[Worker]:
    """A worker in a fresh copy of the tree under `folder`."""
    tree = folder / "tree"
    leave_out = shutil.ignore_patterns("__pycache__", "workspace", ".artifacts")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=leave_out)
        elif source.exists():
            tree.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, tree / name)
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TMPDIR": str(folder)}
    environment.pop("DASHBOARD_HOME", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.mutation.worker"],
        cwd=tree,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Worker(process, folder)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


class Workers:
    """Several workers that share the jobs."""

    def __init__(self, workers: list[Worker]) -> None:
        self.count = len(workers)
        self.free: Queue[Worker] = Queue()
        for each_worker in workers:
            self.free.put(each_worker)

    def run(self, job: Mapping[str, Any]) -> tuple[int, str]:
        """The exit code of the job and the end of its log."""
        free_worker = self.free.get()
        try:
            code = free_worker.run(job)
            return code, (free_worker.folder / "log.txt").read_text(encoding="utf-8", errors="replace")[-2000:]
        finally:
            self.free.put(free_worker)


def learn(workers: Workers, folder: Path) -> reach.ReachMap:
    """What each fast test reaches; tests that fail without a change are named and left out."""
    folder.mkdir(parents=True, exist_ok=True)

    def record(file: str) -> Path:
        output = folder / (file.replace("/", "+") + ".json")
        if not output.exists():
            code, log = workers.run({"tests": file, "output": str(output)})
            if code != SURVIVED:
                print(f"left out is what fails without any change in {file}:\n{log}", flush=True)
        return output

    with ThreadPoolExecutor(workers.count) as pool:
        return reach.load(ROOT, list(pool.map(record, reach.test_files(ROOT))))


def table(results: list[tuple[Mutant, str]]) -> str:
    """The outcomes by room."""
    counts = Counter((mutant.room, outcome) for mutant, outcome in results)
    rows = [f"{'room':12}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES)]
    for room in [*ROOMS, "all"]:
        numbers = [
            sum(number for (of, kind), number in counts.items() if kind == outcome and room in (of, "all"))
            for outcome in OUTCOMES
        ]
        if any(numbers):
            rows.append(f"{room:12}" + "".join(f"{number:10}" for number in numbers))
    return "\n".join(rows)


def summary(results: list[tuple[Mutant, str]]) -> str:
    """The share that was noticed, of all and without those that are equal in effect."""
    counts = Counter(outcome for _, outcome in results)
    noticed, drawn = counts["killed"] + counts["timeout"], len(results)
    counted = drawn - counts["equal"]
    return (
        f"{noticed} of {drawn} noticed: {noticed / max(1, drawn):.1%}; without the {counts['equal']} equal in effect: "
        f"{noticed} of {counted}, {noticed / max(1, counted):.1%}"
    )


def main() -> int:
    """Draw, run and print; exit code 0 when the run is complete."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--rooms", nargs="+", choices=list(ROOMS), default=list(ROOMS), metavar="ROOM")
    parser.add_argument("--only", default="", help="only files whose path holds this text")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reach", type=Path, help="folder of what was learned about an earlier state of the tree")
    parser.add_argument("--within", type=float, metavar="SECONDS", help="quick tests only: those that fit into it")
    arguments = parser.parse_args()

    mutants, possible = draw(ROOT, arguments.rooms, arguments.count, arguments.seed, arguments.only)
    print(f"{len(mutants)} of {possible} possible changes, seed {arguments.seed}", flush=True)
    known = arguments.reach or Path(tempfile.gettempdir()) / f"mutants-reach-{reach.tree_key(ROOT)}"
    equal, kinds = equal_mutants(), equal_kinds()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, ExitStack() as stack:
        workers = Workers(
            [stack.enter_context(worker(Path(folder) / str(number))) for number in range(arguments.workers)]
        )
        reach_map = learn(workers, known)

        def judge(mutant: Mutant) -> tuple[Mutant, str]:
            of_kind = any(kind.fullmatch(mutant.before) and kind.fullmatch(mutant.after) for kind in kinds)
            if of_kind or (mutant.file, mutant.before, mutant.after) in equal:
                outcome = "equal"
            else:
                tests = reach_map.tests_for(mutant.room, mutant.file, mutant.line)
                if arguments.within:
                    tests = reach.within(tests, arguments.within)
                start = time.monotonic()
                code, _ = workers.run({"file": mutant.file, "source": mutant.source, "tests": tests})
                outcome = {SURVIVED: "survived", TIMEOUT: "timeout"}.get(code, "killed")
                count, took = sum(len(chosen) for _, chosen in tests), time.monotonic() - start
                print(f"{outcome} {mutant} ({count} tests, {took:.0f} s)", flush=True)
            return mutant, outcome

        with ThreadPoolExecutor(arguments.workers) as pool:
            results = list(pool.map(judge, mutants))
    print(table(results), summary(results), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
