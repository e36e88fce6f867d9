"""Open lines of the form for indicators that were never reported: one for everybody who supplies them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.intake.form.filled_lines import FormRow
from core.intake.rows import Rows, UnitEntry, entry_in_force
from core.plan.indicators import Indicator, Supplier
from core.plan.plan import Plan
from core.queries.indicators import DERIVED

MOST_LINES = 2_000
"""Of more the form of the whole district has none: that of a single unit has its own."""


def asked_lines(
    rows: Rows, plan: Plan | None, year: int | None, units: Iterable[UnitEntry], area: str
) -> list[FormRow]:
    """A line for `year` for every declared indicator and every unit that supplies it and has never reported it.

    Schools are the units with vocational students or teachers; what another office supplies stands under the district
    as one unit, where that is one of `units`. Nothing without a plan or a year.
    """
    if plan is None or year is None:
        return []
    entries = tuple(units)
    known = {(row["unit_id"], row["indicator"]) for row in rows["observations"]}
    schools = _schools(rows)
    lines = [
        FormRow(unit, _keys(indicator, year), {}, "", False)
        for indicator in plan.indicators
        if indicator.supplied_by is not None and indicator.id not in DERIVED
        for unit in _suppliers(indicator, entries, schools, year, area)
        if (unit.unit_id, indicator.id) not in known
    ]
    return lines if len(lines) <= MOST_LINES else []


def _keys(indicator: Indicator, year: int) -> dict[str, object]:
    parts = {"numerator": None, "denominator": None}
    return {"indicator": indicator.id, "year": year, "unit": indicator.unit.value, **parts}


def _schools(rows: Rows) -> set[str]:
    """Units that are vocational schools: with students or teachers, and without general classes."""
    general = {row["unit_id"] for row in rows["enrolment"] if row["level"] != "secondary_vocational"}
    return {row["unit_id"] for name in ("enrolment", "teachers") for row in rows[name]} - general


def _suppliers(
    indicator: Indicator, units: tuple[UnitEntry, ...], schools: set[str], year: int, area: str
) -> Iterator[UnitEntry]:
    """The entries in force of the units that supply an indicator."""
    ids = schools - {area} if indicator.supplied_by is Supplier.SCHOOLS else {area}
    for id in sorted(ids):
        entry = entry_in_force(units, id, year)
        if entry is not None and (entry.valid_to is None or entry.valid_to.year >= year):
            yield entry
