"""What training leads to: certificates by skill level, and employment afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from core.context import Context
from core.datasets import CERTIFICATE_LEVELS, TOTAL
from core.figures import grouped_bars
from core.figures.bars import Part
from core.judgement import assessment_of
from core.panels.cells import (
    bar_canvas,
    cell,
    dash,
    index_by,
    known,
    newest_known,
    number_cell,
    provisional,
    reason,
    share,
    suppressed,
)
from core.panels.judgement.goals import goal_panel
from core.panels.judgement.words import partial
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit
from core.queries import training


def certificates(context: Context) -> Panel:
    """Certificates by skill level, the highest on top: the newest year beside the year before."""
    texts, formats = context.texts, context.formats
    frame = training.certificates(context.returns)
    newest = newest_known(frame)
    if newest is None:
        return Panel(
            id="training_certificate_levels",
            headline=texts("training.certificates.empty"),
            subtitle=context.subtitle(texts("training.certificates.measure"), texts("unit_name.certificates")),
            source=context.source("training"),
            rows_of=("training",),
            table=Table((Column("year", texts("column.year"), True),), ()),
            illustrative=context.tag is not None,
        )
    rows = index_by(frame, "year", "certificate_level")
    years = sorted({year for year, _ in rows})
    shown = [year for year in (newest, newest - 1) if year in years]
    levels = [level for level in (*reversed(CERTIFICATE_LEVELS), TOTAL) if any((year, level) in rows for year in years)]
    names = {
        level: texts("training.certificates.no_level") if level == TOTAL else texts(f"certificate_level.{level}")
        for level in levels
    }
    labels = [
        names[level]
        if known(rows.get((newest, level))) is not None
        else f"{names[level]} ○ {reason(rows.get((newest, level)), context)}"
        for level in levels
    ]
    canvas = bar_canvas(len(levels), context, len(shown))
    high = index_by(training.highly_skilled_certificates(context.returns), "year")
    return Panel(
        id="training_certificate_levels",
        headline=_finding(high, frame, newest, context),
        subtitle=context.subtitle(texts("training.certificates.measure"), texts("unit_name.certificates")),
        figure=grouped_bars(
            labels,
            [Part(formats.year(year), tuple(known(rows.get((year, level))) for level in levels)) for year in shown],
            MeasureUnit.CERTIFICATES,
            formats,
            canvas,
            tag=context.tag,
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
                    Cell(str(year), year),
                    *(cell(rows.get((year, level)), context) for level in levels),
                    *_sums(high[(year,)], context),
                )
                for year in reversed(years)
            ),
        ),
        source=context.source("training"),
        rows_of=("training",),
        notes=(texts("training.certificates.note"), *suppressed(frame, context)),
        illustrative=context.tag is not None,
    )


def _finding(high: Mapping[tuple[Any, ...], Any], frame: pd.DataFrame, newest: int, context: Context) -> str:
    texts, formats = context.texts, context.formats
    numerator, denominator = _parts(high[(newest,)])
    part = share(numerator, denominator)
    said: dict[str, Any] = {"year": formats.year(newest), "mark": provisional(frame, newest, context)}
    if numerator is None or part is None:
        return texts("training.certificates.partial", **said)
    said |= {
        "total": formats.quantity(denominator or 0.0, MeasureUnit.CERTIFICATES),
        "high": formats.number(numerator, MeasureUnit.CERTIFICATES),
        "share": formats.number(part, MeasureUnit.SHARE),
    }
    earlier = _parts(high[(newest - 1,)])[0] if (newest - 1,) in high else None
    if earlier is None:
        return texts("training.certificates.headline.alone", **said)
    said |= {
        "previous": formats.year(newest - 1),
        "change": formats.pace(numerator - earlier, MeasureUnit.CERTIFICATES) if numerator != earlier else "0",
    }
    return texts("training.certificates.headline", **said)


def _parts(row: Any) -> tuple[float | None, float | None]:
    """Numerator and denominator of a row; None where it has none."""
    high, everyone = (None if pd.isna(value) else float(value) for value in (row.numerator, row.denominator))
    return high, everyone


def _sums(row: Any, context: Context) -> tuple[Cell, Cell, Cell]:
    """All certificates of a year, the highly skilled among them, and their share."""
    high, everyone = _parts(row)
    part = share(high, everyone)
    return (
        number_cell(everyone, "not_reported", False, context),
        number_cell(high, row.symbol or "not_reported", False, context),
        dash() if part is None else number_cell(part, "", True, context),
    )


def employment(context: Context) -> Panel:
    """Persons employed after training among persons trained, with both counts in the finding."""
    panel = goal_panel(context, "training_employment_share", "training")
    assessment = assessment_of(context, "training_employment_share")
    latest = assessment.latest
    if panel.goal is not None or latest is None or latest.value is None:
        return panel
    texts, formats = context.texts, context.formats
    said: dict[str, Any] = {
        "year": formats.year(latest.year),
        "mark": formats.provisional_mark(latest.provisional),
        "value": formats.number(latest.value, MeasureUnit.SHARE),
        "employed": formats.plain(latest.numerator or 0.0),
        "trained": formats.plain(latest.denominator or 0.0),
    }
    before = assessment.at(latest.year - 1)
    moved = 0.0 if before is None or before.value is None else latest.value - before.value
    if before is not None and moved:
        said |= {"previous": formats.year(before.year), "change": formats.difference(moved, MeasureUnit.SHARE)}
    return replace(
        panel,
        headline=texts(
            "training.employment.alone"
            if not moved
            else "training.employment.more"
            if moved > 0
            else "training.employment.fewer",
            **said,
        ),
        notes=(texts("training.employment.note"), *partial(assessment.observed, context)),
    )
