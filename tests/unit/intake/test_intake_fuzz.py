"""Mutated returns: no traceback, no hang, no value that is not in its cell. `tests/bench/fuzz_intake.py` runs more."""

from __future__ import annotations

import warnings

import pytest

from tests.bench.fuzz_intake import LONGEST, one
from tests.support.intake.mutations import MUTATIONS, mutated, mutation

FILES = 240


@pytest.mark.parametrize("seed", range(0, FILES, 20))
def test_mutated_returns_are_read_or_refused_and_never_silently_wrong(seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's, in the second reading
        for each in range(seed, seed + 20):
            _, _, taken = one(each)
            assert taken < LONGEST, each


def test_every_kind_of_mutation_is_among_them_and_a_seed_gives_the_same_file() -> None:
    kinds = {mutation(seed)[0].__name__ for seed in range(FILES)}
    assert kinds == {make.__name__ for _, make in MUTATIONS}
    assert mutated(7)[1] == mutated(7)[1]
