"""`tests/bench/fuzz_intake.py COUNT [SEED]`: so many mutated returns, with times, memory and what became of them."""

from __future__ import annotations

import resource
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.intake.checks.apply_rules import apply_rules
from core.intake.checks.candidate_release import PlanCodes
from core.intake.checks.rules import rules
from core.intake.finding_words import refusal, sentence
from core.intake.findings import IntakeError, Severity
from core.intake.marked_copy import marked_copy
from core.intake.merging.merge import merge
from core.intake.reading.read_return import read_return
from tests.support.intake.mutations import mutated, silently_wrong
from tests.support.intake.small_demonstration import against, newest
from tests.support.intake_files import ZH, rows_of

LONGEST = 10  # seconds for one file
MOST_MEMORY = 500  # megabytes of the process


def one(seed: int) -> tuple[str, str, float]:
    """Take one mutated file all the way; returns its kind, what became of it, and the seconds our part of it took."""
    kind, content, name = mutated(seed)
    began = time.process_time()
    try:
        reading = read_return(content, name, against())
    except IntakeError as refused:
        assert "\n" not in refusal(refused, ZH)  # noqa: PT017
        return kind, f"refused: {refused.code}", time.process_time() - began
    made_from = rows_of(newest()) if reading.version is not None else None
    merged = merge(reading, rows_of(newest()), made_from, provisional=False)
    findings = (*reading.findings, *merged.findings, *apply_rules(merged, date(2026, 9, 1), rules(), PlanCodes()))
    for each in findings:
        assert not sentence(each, ZH).startswith("intake."), each
    if seed % 10 == 0:
        with suppress(IntakeError):
            marked_copy(content, name, findings)
    taken = time.process_time() - began
    wrong = list(silently_wrong(reading, content))
    assert wrong == [], wrong
    hard = any(each.severity is Severity.HARD for each in findings)
    return kind, "returned with mistakes" if hard else "read" if reading.entries else "nothing in it", taken


def _too_long(*_: object) -> None:
    raise TimeoutError


def main(count: int, start: int) -> int:
    """Run `count` files from seed `start`; 1 when any failed."""
    signal.signal(signal.SIGPROF, _too_long)
    warnings.simplefilter("ignore")  # openpyxl's, in the second reading
    outcomes: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    failed, slowest = 0, (0.0, 0)
    for seed in range(start, start + count):
        signal.setitimer(signal.ITIMER_PROF, 3 * LONGEST)  # of our own time: others use the machine too
        try:
            kind, outcome, taken = one(seed)
            slowest = max(slowest, (taken, seed))
            kinds[kind] += 1
            outcomes[outcome] += 1
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failed += 1
            print(f"seed {seed} ({mutated(seed)[0]}):", file=sys.stderr)
            traceback.print_exc(limit=-3)
        signal.setitimer(signal.ITIMER_PROF, 0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for outcome, number in outcomes.most_common():
        print(f"{number:7d}  {outcome}")
    print(", ".join(f"{kind} {number}" for kind, number in kinds.most_common()))
    print(
        f"{count} files, {failed} failed, longest {slowest[0]:.2f} s (seed {slowest[1]}), most memory {memory:.0f} MB"
    )
    return int(failed > 0 or slowest[0] > LONGEST or memory > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
