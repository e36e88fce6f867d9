"""Which of the numbered lines of a plan are its tasks: one numbering that runs through it, among lists within tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_SKIPPED = 3
"""Numbers that may be missing in a row before a line counts as one that only begins with a number."""
_GAIN, _MISSING, _OF_OTHER_LIST, _WITHIN = 10, 3, 2, 3
"""What a line adds to a numbering; what a missing number takes away, a line that goes on with another list, and one of
a list within a clause."""


class NumberedLine(NamedTuple):
    """A line that begins with a number. `is_fresh`: a sentence begins there; `is_within`: the line before says
    that a list within a clause begins or goes on."""

    number: int
    is_fresh: bool
    is_within: bool


class _Chain(NamedTuple):
    """The best numbering that ends with a line: what it is worth, the line, and the line before it in the numbering."""

    worth: int
    at: int
    before: int


def task_lines(lines: Sequence[NumberedLine]) -> frozenset[int]:
    """The lines, by their places, of the numbering that is longest and least mixed up with others; of equal ones the
    earlier. A number may be missing here and there, but none comes twice."""
    best: dict[int, _Chain] = {}  # by the number that a numbering ends with
    chains: list[_Chain | None] = []
    for at, line in enumerate(lines):
        chain = _chain(at, lines, best, chains)
        chains.append(chain)
        if chain is not None and (line.number not in best or chain.worth > best[line.number].worth):
            best[line.number] = chain
    end = max(best.values(), key=lambda chain: (chain.worth, -chain.at), default=None)
    return frozenset(_places(end, chains))


def _chain(
    at: int, lines: Sequence[NumberedLine], best: dict[int, _Chain], chains: Sequence[_Chain | None]
) -> _Chain | None:
    """The best numbering that ends with this line; None where none goes on or begins with it."""
    line = lines[at]
    own = _GAIN - _WITHIN * line.is_within
    if line.number == 1:
        return _Chain(own, at, -1) if line.is_fresh else None
    follows = at > 0 and lines[at - 1].number == line.number - 1
    ends = [best[number] for number in _numbers_before(line) if number in best]
    if follows and (neighbour := chains[at - 1]) is not None:
        ends.append(neighbour)
    made = [
        _Chain(
            end.worth
            + own
            - _MISSING * (line.number - 1 - lines[end.at].number)
            - _OF_OTHER_LIST * (follows and end.at != at - 1),
            at,
            end.at,
        )
        for end in ends
    ]
    return max(made, key=lambda chain: (chain.worth, -chain.before), default=None)


def _numbers_before(line: NumberedLine) -> range:
    """The numbers that the one before may have: only where a sentence begins some may be missing."""
    return range(line.number - 1 - (MOST_SKIPPED if line.is_fresh else 0), line.number)


def _places(end: _Chain | None, chains: Sequence[_Chain | None]) -> list[int]:
    places = []
    while end is not None:
        places.append(end.at)
        end = chains[end.before] if end.before >= 0 else None
    return places
