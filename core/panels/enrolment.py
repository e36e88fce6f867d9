"""The page of enrolment: students against the goal, by school, by programme group, and the ratio to general schools."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from core.datasets import TOTAL
from core.figures import grouped_bars, stacked_bars
from core.figures.bars import Part
from core.figures.trajectory import Comparison
from core.indicators import Unit
from core.panels.context import Context
from core.panels.feeder import cross_check, feeder
from core.panels.goals import assessment_of, goal_panel, number_cell
from core.panels.panel import Cell, Column, Panel, Table
from core.queries import enrolment

BASES = ("enrolment", "entrants")
"""The plan does not say whether its ratio is of students or of entrants; the first one drives the light."""

_INDICATOR = {"enrolment": "vocational_share", "entrants": "vocational_share_of_entrants"}
MEASURES = ("enrolment", "entrants", "graduates")
MOST_GROUPS = 12


def students(context: Context) -> Panel:
    """Secondary vocational students against their goal."""
    return goal_panel(context, "secondary_vocational_enrolment", "enrolment")


def ratio(context: Context, basis: str) -> Panel:
    """Vocational : general on the chosen basis, both head-counts beside it, the national share behind it."""
    texts, formats = context.texts, context.formats
    indicator = _INDICATOR[basis]
    assessment = assessment_of(context, indicator, "vocational_share")
    latest = assessment.latest
    heads = ""
    if latest is not None and latest.numerator is not None and latest.denominator is not None:
        heads = texts(
            "enrolment.ratio.heads",
            year=formats.year(latest.year),
            vocational=formats.quantity(latest.numerator, Unit.PERSONS, wan=False),
            general=formats.quantity(latest.denominator - latest.numerator, Unit.PERSONS, wan=False),
        )
    return goal_panel(
        context,
        indicator,
        "enrolment",
        panel_id="vocational_share",
        goal_of="vocational_share",
        choices=(("basis", basis),),
        comparisons=national(context, indicator),
        notes=(heads, texts(f"enrolment.ratio.basis.{basis}"), texts("enrolment.ratio.national")),
    )


def national(context: Context, indicator: str) -> tuple[Comparison, ...]:
    """The national share without skilled-worker schools, one unbroken segment each; nothing when it cannot be read."""
    if context.published is None:
        return ()
    first = min((point.year for point in assessment_of(context, indicator).observed), default=0)
    found = []
    for series in context.published.national(indicator):
        points = tuple((year, value) for year, value in series.points if first <= year <= context.as_of.year)
        if series.basis != "including_skilled_worker_schools" and points:
            found.append(Comparison(context.texts("enrolment.national"), points))
    return tuple(found)


def by_school(context: Context) -> Panel:
    """Students by school over the years; entrants and graduates of the newest year beside them in the table."""
    texts, formats = context.texts, context.formats
    frame = enrolment.by_school(context.snapshot)
    stock = frame[frame["measure"] == "enrolment"]
    years = sorted(int(year) for year in stock["year"].unique())
    if not years:
        return _empty("enrolment_schools", "enrolment.schools", context)
    newest = years[-1]
    values = {(int(row.year), row.measure, row.unit_id): row for row in frame.itertuples(index=False)}
    names = {row.unit_id: _name(row, context) for row in frame.itertuples(index=False)}
    schools = sorted(names, key=lambda unit: (-(_known(values.get((newest, "enrolment", unit))) or 0), unit))
    drawn, rest = (schools, []) if len(schools) <= 5 else (schools[:4], schools[4:])
    parts = [
        Part(names[unit], tuple(_known(values.get((year, "enrolment", unit))) for year in years)) for unit in drawn
    ]
    if rest:
        parts.append(
            Part(
                texts("enrolment.schools.rest", number=len(rest)),
                tuple(
                    sum(_known(values.get((year, "enrolment", unit))) or 0.0 for unit in rest) or None for year in years
                ),
            )
        )
    open_now = [unit for unit in schools if (newest, "enrolment", unit) in values]
    largest = _known(values.get((newest, "enrolment", schools[0]))) or 0.0
    cells = [
        (
            Cell(str(year), year),
            Cell(names[unit], names[unit]),
            *(_cell(values.get((year, measure, unit)), context) for measure in MEASURES),
        )
        for year in reversed(years)
        for unit in schools
        if any((year, measure, unit) in values for measure in MEASURES)
    ]
    return Panel(
        id="enrolment_schools",
        headline=texts(
            "enrolment.schools.headline",
            year=formats.year(newest),
            number=len(open_now),
            largest=names[schools[0]],
            value=formats.quantity(largest, Unit.PERSONS),
        ),
        subtitle=context.subtitle(texts("enrolment.schools.measure"), texts("unit_name.persons")),
        figure=stacked_bars(years, parts, Unit.PERSONS, formats, context.canvas(), tag=context.tag),
        alt=texts("enrolment.schools.alt", number=len(schools)),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                Column("school", texts("column.school")),
                *(Column(measure, texts(f"column.{measure}"), True) for measure in MEASURES),
            ),
            tuple(cells),
        ),
        source=context.source("enrolment"),
        notes=_absent(frame, names, context),
        illustrative=context.tag is not None,
    )


def by_programme(context: Context) -> Panel:
    """Students by programme group, newest year beside the one before."""
    texts, formats = context.texts, context.formats
    frame = enrolment.by_programme(context.snapshot)
    values = {(int(row.year), row.measure, row.programme_group): row for row in frame.itertuples(index=False)}
    years = sorted({year for year, measure, _ in values if measure == "enrolment"})
    if not years:
        return _empty("enrolment_programmes", "enrolment.programmes", context)
    shown = years[-1:] if len(years) == 1 else [years[-1], years[-2]]
    groups = sorted(
        {group for year, _, group in values if year in shown},
        key=lambda group: (group == TOTAL, -(_known(values.get((shown[0], "enrolment", group))) or 0), group),
    )
    drawn = [group for group in groups if any((year, "enrolment", group) in values for year in shown)][:MOST_GROUPS]
    parts = [
        Part(formats.year(year), tuple(_known(values.get((year, "enrolment", group))) for group in drawn))
        for year in shown
    ]
    first = drawn[0]
    height = round((70 + 44 * len(drawn)) * (1.3 if context.presenting else 1))
    return Panel(
        id="enrolment_programmes",
        headline=texts(
            "enrolment.programmes.headline",
            year=formats.year(shown[0]),
            group=texts(f"programme_group.{first}"),
            value=formats.quantity(_known(values.get((shown[0], "enrolment", first))) or 0.0, Unit.PERSONS),
        ),
        subtitle=context.subtitle(texts("enrolment.programmes.measure"), texts("unit_name.persons")),
        figure=grouped_bars(
            [texts(f"programme_group.{group}") for group in drawn],
            parts,
            Unit.PERSONS,
            formats,
            context.canvas(height),
            tag=context.tag,
        ),
        height=height,
        alt=texts("enrolment.programmes.alt", number=len(drawn)),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                Column("programme_group", texts("column.programme_group")),
                *(Column(measure, texts(f"column.{measure}"), True) for measure in MEASURES),
            ),
            tuple(
                (
                    Cell(str(year), year),
                    Cell(texts(f"programme_group.{group}"), texts(f"programme_group.{group}")),
                    *(_cell(values.get((year, measure, group)), context) for measure in MEASURES),
                )
                for year in reversed(years)
                for group in groups
                if any((year, measure, group) in values for measure in MEASURES)
            ),
        ),
        source=context.source("enrolment"),
        notes=(texts("enrolment.programmes.note"),),
        illustrative=context.tag is not None,
    )


def _basis(choices: Mapping[str, str]) -> str:
    asked = choices.get("basis", BASES[0])
    return asked if asked in BASES else BASES[0]


PANELS = {
    "secondary_vocational_enrolment": lambda context, _: students(context),
    "vocational_share": lambda context, choices: ratio(context, _basis(choices)),
    "enrolment_schools": lambda context, _: by_school(context),
    "enrolment_programmes": lambda context, _: by_programme(context),
    "feeder": lambda context, _: feeder(context),
    "upper_secondary_cross_check": lambda context, _: cross_check(context),
}


def _empty(panel: str, text: str, context: Context) -> Panel:
    return Panel(
        id=panel,
        headline=context.texts(f"{text}.empty"),
        subtitle=context.subtitle(context.texts(f"{text}.measure"), context.texts("unit_name.persons")),
        source=context.source("enrolment"),
        table=Table((Column("year", context.texts("column.year"), True),), ()),
        illustrative=context.tag is not None,
    )


def _absent(frame: pd.DataFrame, names: Mapping[str, str], context: Context) -> tuple[str, ...]:
    """Which school left which value open, and why."""
    gaps = frame[frame["value"].isna() & (frame["symbol"] != "not_applicable")]
    return tuple(
        context.texts(
            "enrolment.schools.absent",
            school=names[row.unit_id],
            year=context.formats.year(int(row.year)),
            measure=context.texts(f"measure.{row.measure}"),
            reason=context.formats.missing(row.symbol),
        )
        for row in gaps.itertuples(index=False)
    )


def _name(row: object, context: Context) -> str:
    return str(row.unit_name if context.texts.language.value == "zh" else row.unit_name_en)  # type: ignore[attr-defined]


def _known(row: object | None) -> float | None:
    return None if row is None or pd.isna(row.value) else float(row.value)  # type: ignore[attr-defined]


def _cell(row: object | None, context: Context) -> Cell:
    if row is None:
        return Cell("—", None)
    return number_cell(_known(row), row.symbol, False, context)  # type: ignore[attr-defined]


__all__ = ["BASES", "PANELS", "by_programme", "by_school", "cross_check", "feeder", "ratio", "students"]
