"""One run for levers of which few moved since the last: only what depends on those is worked out again."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.scenario.basis import Basis
from core.scenario.levers import LeverGroup
from core.scenario.run import Floats, Outcome, Path, run_columns

_BUILT_ON = {LeverGroup.CONDITIONS: (LeverGroup.ENROLMENT, LeverGroup.TEACHERS)}
"""The parts whose paths another part starts from."""


def run_again(basis: Basis, values: Floats) -> Outcome:
    """The outcome of `core.scenario.run.run` for one set of levers, shape (levers,), to the last bit.

    Parts of the model whose levers stand as in one of the last runs keep their paths, the very same objects: while one
    slider moves that is most of them.
    """
    outcomes = [_part(basis, group, _levers_of(basis, group, values)) for group in LeverGroup]
    paths: dict[str, Path] = {}
    for outcome in outcomes:
        paths |= outcome.paths
    return Outcome(paths, next((outcome.growth for outcome in outcomes if outcome.growth is not None), None))


def _levers_of(basis: Basis, group: LeverGroup, values: Floats) -> bytes:
    """The values of the levers that a part depends on."""
    return values[_places(basis, group)].tobytes()


@lru_cache(maxsize=256)
def _places(basis: Basis, group: LeverGroup) -> list[int]:
    groups = (group, *_BUILT_ON.get(group, ()))
    return [place for place, lever in enumerate(basis.levers) if lever.group in groups]


@lru_cache(maxsize=128)
def _part(basis: Basis, group: LeverGroup, levers: bytes) -> Outcome:
    """The paths of one part of the model; levers it does not depend on are left at the current course."""
    values = basis.defaults.copy()
    values[_places(basis, group)] = np.frombuffer(levers)
    known: dict[str, Path] = {}
    for other in _BUILT_ON.get(group, ()):
        known |= _part(basis, other, _levers_of(basis, other, values)).paths
    columns = {lever.id: values[place : place + 1] for place, lever in enumerate(basis.levers)}
    outcome = run_columns(basis, columns, needed=frozenset({group}), known=known)
    return Outcome({id: path for id, path in outcome.paths.items() if id not in known}, outcome.growth)
