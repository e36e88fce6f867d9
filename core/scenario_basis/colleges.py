"""The colleges of a release as scenarios need them: stages, places, entrants and students of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from core import queries
from core.datasets import CollegeStage, Symbol, last_autumn
from core.queries.completeness.unknown_units import is_list_open
from core.queries.suppressed import years_without_bound
from core.scenario.basis import GapReason
from core.scenario.history import Yearly
from core.scenario.levers import Declarations, LeverGroup
from core.scenario.models import colleges
from core.scenario.models.college_history import College
from core.scenario_basis.basis_parts import BasisParts
from core.scenario_basis.missing_figures import MissingFigure, in_both, without_lower_bounds
from core.text_ids.datasets import RESOURCE_TEXT, SHEET_TEXT
from core.toml_entries import Words


def colleges_start(
    returns: queries.Returns,
    as_of: date,
    missing: Mapping[str, MissingFigure],
    declarations: Declarations,
    parts: BasisParts,
) -> colleges.Colleges | None:
    """Where colleges and their students start from; None, with the gap noted, when that cannot be worked out."""
    if is_list_open(returns, "college_enrolment"):
        parts.add_missing(LeverGroup.COLLEGES, (missing["college_students"],))
        return None
    reported = colleges_of(returns)
    start = colleges.colleges(reported, as_of, declarations)
    if start is None:
        if reported:
            parts.add_end(LeverGroup.COLLEGES, last_autumn(as_of))
        elif len(queries.college_pipeline(returns)):
            parts.add_gap(LeverGroup.COLLEGES, GapReason.ALL_CLOSED)
        else:
            parts.add_missing(LeverGroup.COLLEGES, (MissingFigure(in_both(SHEET_TEXT["colleges"])),))
        return None
    parts.levers += colleges.levers_of(reported, as_of, declarations)
    for college in start.without_students:
        figure = MissingFigure(in_both(RESOURCE_TEXT["students"]), student_symbol(returns, college.unit_id))
        parts.add_missing(LeverGroup.COLLEGES, (figure,), GapReason.COLLEGE, name=college.name)
    return start


def colleges_of(returns: queries.Returns) -> list[College]:
    """Every college of the pipeline with its students; one that was closed before the as-of date is left out."""
    closed = queries.closed_colleges(returns)
    values = _values(returns)
    return [
        _college(str(unit), rows, values)
        for unit, rows in queries.college_pipeline(returns).groupby("unit_id", sort=True)
        if unit not in closed
    ]


def student_symbol(returns: queries.Returns, unit_id: str) -> Symbol | None:
    """Why a college has no students in the newest year of its returns; None when it returned nothing."""
    frame = queries.college_counts(returns)
    rows = frame[(frame["unit_id"] == unit_id) & (frame["measure"] == "enrolment")]
    return Symbol(rows.sort_values("year")["symbol"].iloc[-1]) if len(rows) else None


def day_of(value: object) -> date | None:
    """The day of a cell of a frame; None for an empty one."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _values(returns: queries.Returns) -> dict[tuple[str, str], dict[int, float]]:
    """Values by year of every college and measure, up to the newest year whose students are whole."""
    values: dict[tuple[str, str], dict[int, float]] = {}
    counts = queries.college_counts(returns)
    by_measure = [
        without_lower_bounds(
            queries.whole_years(rows), years_without_bound(returns, ("college_enrolment",), str(measure))
        )
        for measure, rows in counts.groupby("measure")
    ]
    frame = pd.concat(by_measure or [counts])
    newest = frame.loc[(frame["measure"] == "enrolment") & frame["value"].notna(), "year"].max()
    frame = frame[~(frame["year"] > newest)]
    columns = (frame[name].tolist() for name in ("year", "unit_id", "measure", "value"))
    for year, unit, measure, value in zip(*columns, strict=True):
        if value == value:
            values.setdefault((unit, measure), {})[int(year)] = float(value)
    return values


def _college(unit: str, rows: pd.DataFrame, values: Mapping[tuple[str, str], Yearly]) -> College:
    """One college from its rows of the pipeline, one row a stage."""
    first = rows.iloc[0]
    places = rows["planned_places"].dropna()
    return College(
        unit,
        Words(zh=first["unit_name"], en=first["unit_name_en"] or first["unit_name"]),
        first["institution_type"],
        _days(rows, "actual_date"),
        _days(rows, "planned_date"),
        float(places.max()) if len(places) else None,
        values.get((unit, "entrants"), {}),
        values.get((unit, "enrolment"), {}),
    )


def _days(rows: pd.DataFrame, column: str) -> dict[CollegeStage, date]:
    """The day of each stage that has one."""
    pairs = zip(rows["stage"].tolist(), rows[column], strict=True)
    return {CollegeStage(stage): day for stage, cell in pairs if (day := day_of(cell)) is not None}
