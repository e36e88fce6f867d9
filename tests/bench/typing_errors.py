"""`tests/bench/typing_errors.py COUNT [SEED] [OVER]`: so many typing errors, and the share of them a finding tells."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.intake.typing_errors import shares, slips


def main() -> None:
    """Print the shares by sheet and by kind of error, and every error that only the preview shows."""
    count, seed, over = (*map(int, sys.argv[1:]), *(200, 1, 100)[len(sys.argv) - 1 :])
    found = list(slips(seed, count, over))
    told = Counter(each.error for each in found if each.told)
    for name, (some, all_of_them) in shares(found).items():
        print(f"{name}: {some} of {all_of_them}")
    for error, number in Counter(each.error for each in found).items():
        print(f"{error}: {told[error]} of {number}")
    for each in found:
        if not each.told:
            print("only in the preview:" if each.previewed else "UNSEEN:", each)
    print(f"told: {sum(told.values()) / len(found):.1%}")


if __name__ == "__main__":
    main()
