"""How far a school can grow before it breaks a threshold, and what more students need: in whole numbers, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from core.conditions.resource_needs import STUDENTS, ExactNeed, exact


@dataclass(frozen=True, slots=True)
class ColumnRoom:
    """How one threshold limits the students of a school, and what it asks for when there are so many.

    `amount` is what the school has of the resource, and `need` what the threshold asks. `most` students meet it: None
    where their number does not matter to it, 0 when no number does. `short` is what is lacking now and `needed` what is
    lacking with the students asked about, both whole units of the resource, 0 when nothing is.
    """

    need: ExactNeed
    amount: Fraction
    most: int | None
    short: int
    needed: int

    @property
    def item(self) -> str:
        return self.need.item

    @property
    def resource(self) -> tuple[str, str]:
        return self.need.resource


@dataclass(frozen=True, slots=True)
class Growth:
    """What a school can take. `students` are those of today, `more` those asked about.

    `room`: so many more meet every threshold that depends on their number (negative: so many are too many); None
    when none does. `binding` are the thresholds that decide it, and `broken` those that hold today and not with
    `more`. `unknown` are the items of thresholds of which nothing can be said, because what the school has or what is
    asked is not known; with `unknown_limits` among them the room is at most so large.
    """

    students: int
    more: int
    columns: tuple[ColumnRoom, ...]
    unknown: tuple[str, ...] = ()
    unknown_limits: tuple[str, ...] = ()

    @property
    def is_at_most(self) -> bool:
        """Whether a threshold that is not known may leave less room."""
        return bool(self.unknown_limits)

    @property
    def room(self) -> int | None:
        limits = [column.most for column in self.columns if column.most is not None]
        return min(limits) - self.students if limits else None

    @property
    def binding(self) -> tuple[ColumnRoom, ...]:
        room = self.room
        return tuple(
            column
            for column in self.columns
            if room is not None and column.most is not None and column.most - self.students == room
        )

    @property
    def broken(self) -> tuple[ColumnRoom, ...]:
        return tuple(column for column in self.columns if not column.short and column.needed)


def growth(
    has: Mapping[tuple[str, str], float],
    needs: tuple[ExactNeed, ...],
    more: int,
    unread: tuple[tuple[str, bool], ...] = (),
) -> Growth | None:
    """What a school with these amounts (by dataset and measure) can take, and with `more` students lacks.

    Thresholds whose resource is not known, and those of `unread` (item, and whether students matter to it), are unknown
    columns. None without students. A value equal to the threshold meets it: of 33 m² a student, 39,600 m² carry exactly
    1,200 students.
    """
    if STUDENTS not in has:
        return None
    missing = ((need.item, bool(need.per_student)) for need in needs if need.resource not in has)
    unknown = tuple(dict.fromkeys((*missing, *unread)))
    students = ceil(exact(has[STUDENTS]))
    columns = tuple(
        _column(need, exact(has[need.resource]), students, students + more)
        for need in needs
        if need.resource in has and need.resource != STUDENTS
    )
    return Growth(
        students, more, columns, tuple(item for item, _ in unknown), tuple(item for item, limits in unknown if limits)
    )


def with_more(today: Growth, more: int) -> Growth:
    """The same school asked about another number of students more."""
    everyone = today.students + more
    columns = (replace(column, needed=_lacking(column.need, column.amount, everyone)) for column in today.columns)
    return replace(today, more=more, columns=tuple(columns))


def _column(need: ExactNeed, amount: Fraction, students: int, everyone: int) -> ColumnRoom:
    most = floor(amount / need.per_student) if need.per_student else None
    return ColumnRoom(need, amount, most, _lacking(need, amount, students), _lacking(need, amount, everyone))


def _lacking(need: ExactNeed, amount: Fraction, students: int) -> int:
    return max(0, ceil(max(need.least, need.per_student * students) - amount))
