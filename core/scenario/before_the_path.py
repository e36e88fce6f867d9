"""The years that what is carried on needs and that lie before a path: as observed, not as worked out."""

from __future__ import annotations

from core.scenario.basis import Basis


def students_before(basis: Basis, first: int) -> dict[int, float]:
    """The students of vocational schools from the year `first` up to the last one observed; a year nobody reported has
    those of the next one."""
    start = basis.enrolment
    if start is None:
        return {}
    return _observed_from(basis, "secondary_vocational_enrolment", first, start.year, float(sum(start.vocational)))


def teachers_before(basis: Basis, first: int) -> dict[int, float]:
    """As `students_before`, the full-time teachers."""
    start = basis.teachers
    if start is None:
        return {}
    return _observed_from(basis, "full_time_teachers", first, start.year, start.full_time)


def _observed_from(basis: Basis, id: str, first: int, start: int, at_start: float) -> dict[int, float]:
    """The values of an indicator by year, newest first, from the last one before its path down to the year `first`; its
    model starts in the year `start` from the value `at_start`."""
    observed = {start: at_start, **basis.whole.get(id, {})}
    values: dict[int, float] = {}
    known = at_start
    for year in range(max(observed), first - 1, -1):
        known = values[year] = observed.get(year, known)
    return values
