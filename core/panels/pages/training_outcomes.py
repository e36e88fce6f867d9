"""What training leads to: certificates by skill level, and employment afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from core.assess_release import assessment_of
from core.context import Context
from core.datasets import CERTIFICATE_LEVELS, TOTAL, Symbol
from core.figures import grouped_bars
from core.figures.bars import Part
from core.panels.bars import bar_canvas
from core.panels.cells import cell, share_cell, year_cell
from core.panels.judgement.goals import goal_panel
from core.panels.missing_value_notes import (
    empty_panel,
    provisional_mark,
    suppressed_in_frame,
    suppressed_in_points,
    with_missing_mark,
)
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import Observation, exact, observations, share, value_of
from core.panels.units_not_reported import coverage_notes
from core.plan.indicators import MeasureUnit
from core.queries import newest_complete_year, training
from core.text_ids.datasets import CERTIFICATE_LEVEL_TEXT


@dataclass(frozen=True, slots=True)
class _HighlySkilled:
    """Certificates of the highly skilled among all of a year."""

    count: Observation
    everyone: Observation

    @property
    def share(self) -> float | None:
        return share(self.count, self.everyone)


def certificates(context: Context) -> Panel:
    """Certificates by skill level, the highest on top: the newest year beside the year before."""
    texts, formats = context.texts, context.formats
    frame = training.certificates(context.returns)
    newest = newest_complete_year(frame)
    if newest is None:
        return empty_panel(
            "training_certificate_levels",
            "training.certificates.empty",
            "training.certificates.measure",
            "unit_name.certificates",
            "training",
            context,
            indicator="training_certificates",
        )
    rows = observations(frame, "certificate_level")
    years = sorted({key[0] for key in rows})
    compared = [year for year in (newest, newest - 1) if year in years]
    levels = [level for level in (*reversed(CERTIFICATE_LEVELS), TOTAL) if any((year, level) in rows for year in years)]
    names = {level: _level_name(level, context) for level in levels}
    highly_skilled = _highly_skilled(training.highly_skilled_certificates(context.returns))
    return Panel(
        id="training_certificate_levels",
        headline=_headline(highly_skilled, frame, newest, context),
        subtitle=context.subtitle(texts("training.certificates.measure"), texts("unit_name.certificates")),
        figure=grouped_bars(
            [with_missing_mark(names[level], [rows.get((newest, level))], context) for level in levels],
            [
                Part(formats.year(year), tuple(value_of(rows.get((year, level))) for level in levels))
                for year in compared
            ],
            MeasureUnit.CERTIFICATES,
            formats,
            bar_canvas(len(levels), context, len(compared)),
            tag=context.tag("training", measure="certificates"),
        ),
        alt=texts("training.certificates.alt", number=len(levels), year=formats.year(newest)),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                *(Column(level, names[level], True) for level in levels),
                Column("total", texts("column.total"), True),
                Column("highly_skilled", texts("column.highly_skilled"), True),
                Column("highly_skilled_share", texts("column.highly_skilled_share"), True),
            ),
            tuple(
                (
                    year_cell(year),
                    *(cell(rows.get((year, level)), context) for level in levels),
                    *_sums(highly_skilled[year], context),
                )
                for year in reversed(years)
            ),
        ),
        source=context.source("training"),
        rows_of=("training",),
        notes=(
            texts("training.certificates.note"),
            *coverage_notes(context, "training_certificates"),
            *suppressed_in_frame(frame, context),
        ),
        illustrative=context.tag("training", measure="certificates") is not None,
    )


def _level_name(level: str, context: Context) -> str:
    """A skill level in words; `TOTAL` are certificates that were returned without a level."""
    return context.texts("training.certificates.no_level" if level == TOTAL else CERTIFICATE_LEVEL_TEXT[level])


def _highly_skilled(frame: pd.DataFrame) -> dict[int, _HighlySkilled]:
    """The frame of `core.queries.training.highly_skilled_certificates` by year."""
    rows, nothing = observations(frame, "part"), Observation(None, Symbol.NOT_REPORTED)
    return {
        year: _HighlySkilled(rows.get((year, "highly_skilled"), nothing), everyone)
        for (year, *_, part), everyone in rows.items()
        if part == "everyone"
    }


def _headline(highly_skilled: Mapping[int, _HighlySkilled], frame: pd.DataFrame, newest: int, context: Context) -> str:
    texts, formats = context.texts, context.formats
    now, before = highly_skilled[newest], highly_skilled.get(newest - 1)
    values = {"year": formats.year(newest), "mark": provisional_mark(frame, newest, context, now.everyone)}
    high, everyone = now.count.value, now.everyone.value
    if everyone is None or (high is None and now.count.symbol != Symbol.SUPPRESSED):
        return texts("training.certificates.partial", **values)
    values["total"] = formats.quantity(everyone, MeasureUnit.CERTIFICATES)
    if high is None or now.share is None:
        return texts("training.certificates.suppressed", **values)
    earlier = None if before is None else exact(before.count)
    values |= {
        "high": formats.number(high, MeasureUnit.CERTIFICATES),
        "share": formats.number(now.share, MeasureUnit.SHARE),
    }
    if earlier is None:
        return texts("training.certificates.headline.alone", **values)
    change = high - earlier
    values["previous"] = formats.year(newest - 1)
    if not change:
        return texts("training.certificates.headline.same", **values)
    return texts("training.certificates.headline", change=formats.pace(change, MeasureUnit.CERTIFICATES), **values)


def _sums(of_year: _HighlySkilled, context: Context) -> tuple[Cell, Cell, Cell]:
    """All certificates of a year, the highly skilled among them, and their share."""
    return (
        cell(of_year.everyone, context),
        cell(of_year.count, context),
        share_cell(of_year.count, of_year.everyone, context),
    )


def employment(context: Context) -> Panel:
    """Persons employed after training among persons trained, with both counts in the finding."""
    panel = goal_panel(context, "training_employment_share", "training")
    assessment = assessment_of(context, "training_employment_share")
    latest = assessment.latest
    if panel.goal is not None or latest is None or latest.value is None:
        return panel
    texts, formats = context.texts, context.formats
    values = {
        "year": formats.year(latest.year),
        "mark": formats.value_mark(latest.provisional, latest.lower_bound),
        "value": formats.number(latest.value, MeasureUnit.SHARE),
        "employed": formats.plain(latest.numerator or 0.0),
        "trained": formats.plain(latest.denominator or 0.0),
    }
    before = assessment.at(latest.year - 1)
    moved = 0.0 if before is None or before.value is None else latest.value - before.value
    if before is not None and moved:
        shown = formats.comparison(latest.value, before.value or 0.0, MeasureUnit.SHARE)
        values |= {"value": shown.value, "previous": formats.year(before.year), "change": shown.difference}
    return replace(
        panel,
        headline=texts(
            "training.employment.alone"
            if not moved
            else "training.employment.more"
            if moved > 0
            else "training.employment.fewer",
            **values,
        ),
        notes=(
            texts("training.employment.note"),
            *coverage_notes(context, "training_employment_share"),
            *suppressed_in_points(assessment.observed, context),
        ),
    )
