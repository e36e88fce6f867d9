"""The page of sources: what every number means, where it comes from, and by which rule it was judged; searchable."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from core.assessment import LAGGING, ON_TRACK
from core.figures import trajectory
from core.indicators import Unit
from core.panels.context import Context
from core.panels.goals import (
    alt,
    arithmetic,
    assessment_of,
    evidence,
    headline,
    number_cell,
    standard_of,
    statements,
    unit_name,
)
from core.panels.panel import Cell, Column, Panel, Table
from core.queries.provenance import source_rows

_YEAR = re.compile(r"[0-9]{4}")

SHOWN = 60
"""Rows of published figures on the page at once; a search narrows them, the download holds them all."""


def is_year(text: str) -> bool:
    """Whether an address names a year: four plain digits."""
    return _YEAR.fullmatch(text) is not None


def number_card(context: Context, indicator_id: str, year: str | None = None) -> Panel:
    """One number taken apart: definition, parts, clause, the rule's arithmetic, and every source row behind it."""
    texts, formats = context.texts, context.formats
    assessment = assessment_of(context, indicator_id)
    indicator, goal = assessment.indicator, assessment.goal
    wanted = int(year) if year is not None and is_year(year) else None
    point = assessment.at(wanted) if wanted is not None else assessment.newest
    frame = _rows_behind(context, indicator_id, point.year) if point is not None else None
    clauses = texts("list.separator").join(texts.of(clause.text) for clause in goal.clauses) if goal else ""
    said = [texts("card.definition", definition=texts.of(indicator.definition))]
    if indicator.numerator is not None and indicator.denominator is not None:
        said.append(
            texts("card.parts", numerator=texts.of(indicator.numerator), denominator=texts.of(indicator.denominator))
        )
    said.append(texts("card.reference_date", date=texts.of(indicator.reference_date)))
    if goal is not None:
        said.append(
            texts(
                "card.clause",
                goal=texts.of(goal.label),
                clauses=clauses,
                strength=texts(f"strength.{goal.strength.value}"),
                document=texts.of(context.plan.document),
                issued=formats.day(context.plan.issued),
            )
        )
        said += statements(goal, context)
        said += [texts("note.open_question", question=texts.of(question)) for question in goal.open_questions]
    return Panel(
        id="number",
        headline=headline(assessment, context)
        if point is None or point is assessment.newest or point.value is None
        else texts(
            "headline.value",
            year=formats.year(point.year),
            label=texts.of(indicator.short_label),
            value=formats.quantity(point.value, indicator.unit),
        ),
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        source=texts("card.rows", number=0 if frame is None else len(frame), release=context.snapshot.id),
        table=_source_table(frame, context),
        figure=trajectory(assessment, formats, context.canvas()),
        alt=alt(assessment, context),
        notes=(*said, *arithmetic(assessment, context)),
        evidence=evidence(assessment, context),
        illustrative=assessment.illustrative,
        choices=(("indicator", indicator_id), *((("year", str(point.year)),) if point is not None else ())),
    )


def _rows_behind(context: Context, indicator_id: str, year: int) -> pd.DataFrame:
    return source_rows(context.returns, indicator_id, year, by_standard=standard_of(context, indicator_id) is not None)


def _source_table(frame: pd.DataFrame | None, context: Context) -> Table:
    texts = context.texts
    columns = (
        Column("unit", texts("column.unit")),
        Column("part", texts("column.part")),
        Column("value", texts("column.bare_value"), True),
        Column("file", texts("column.file")),
        Column("sheet", texts("column.sheet")),
        Column("row", texts("column.row"), True),
    )
    if frame is None:
        return Table(columns, ())
    chinese = texts.language.value == "zh"
    return Table(
        columns,
        tuple(
            (
                _words(row.unit_name if chinese else row.unit_name_en),
                _words(_part(str(row.part), context)),
                number_cell(None if pd.isna(row.value) else float(row.value), row.symbol, False, context),
                _words(row.source_file),
                Cell(row.source_sheet, row.source_sheet, tag="zh"),
                Cell(str(row.source_row), int(row.source_row)),
            )
            for row in frame.itertuples(index=False)
        ),
    )


def _part(codes: str, context: Context) -> str:
    """The codes that tell rows of a unit apart, in words."""
    known = []
    for code in codes.split("/"):
        text = context.texts(f"part.{code}")
        if text == f"part.{code}":
            text = context.texts(f"programme_group.{code}")
        if text == f"programme_group.{code}":
            text = code
        known.append(text)
    return " · ".join(known)


def releases(context: Context, find: str = "") -> Panel:
    """Every release: as-of date, kind, who published it, when, from what, and its fingerprint."""
    texts, formats = context.texts, context.formats
    rows = tuple(
        (
            _words(snapshot.id),
            _words(formats.day(snapshot.as_of)),
            _words(texts(f"status.row.{snapshot.status}")),
            Cell(snapshot.published_by, snapshot.published_by, tag="en" if snapshot.published_by.isascii() else "zh"),
            _words(formats.day(snapshot.published_at.date())),
            _words(snapshot.note if texts.language.value == "zh" else snapshot.note_en),
            number_cell(float(sum(item.rows for item in snapshot.datasets)), "", False, context),
            _words(snapshot.digest[:12]),
        )
        for snapshot in reversed(context.releases.snapshots)
    )
    names = ("release", "as_of", "status", "published_by", "published_at", "note", "rows", "digest")
    return _listing("releases", names, rows, find, context, numeric=("rows",), count=len(rows))


def goals(context: Context, find: str = "") -> Panel:
    """Every goal of the plan with clause, wording, dates and open questions."""
    texts, formats = context.texts, context.formats
    rows = []
    for goal in context.plan.goals:
        indicator = context.plan.indicator(goal.indicator)
        rows.append(
            (
                _words(texts.of(goal.label)),
                _words(formats.quantity(goal.value, indicator.unit, wan=False)),
                _words(formats.day(goal.due)),
                _words(texts("list.separator").join(texts.of(clause.text) for clause in goal.clauses)),
                _words(texts(f"strength.{goal.strength.value}")),
                _words(formats.day(goal.in_force_from)),
                _words(texts.joined(texts.of(question) for question in goal.open_questions) or "—"),
            )
        )
    names = ("goal_label", "goal_value", "due", "clause", "strength", "in_force_from", "open_questions")
    return _listing("goals", names, tuple(rows), find, context, count=len(rows))


def indicators(context: Context, find: str = "") -> Panel:
    """Every indicator with its definition, parts and reference date."""
    texts = context.texts
    rows = tuple(
        (
            _words(texts.of(item.label)),
            _words(texts.of(item.definition)),
            _words(texts.of(item.numerator) if item.numerator else "—"),
            _words(texts.of(item.denominator) if item.denominator else "—"),
            _words(texts.of(item.reference_date)),
            _words(unit_name(item, context)),
            _words(texts(f"better.{item.better.value}")),
        )
        for item in context.plan.indicators
    )
    names = ("indicator", "definition", "numerator", "denominator", "reference_date", "unit_name", "better")
    return _listing("indicators", names, rows, find, context, count=len(rows))


def named(context: Context, find: str = "") -> Panel:
    """Colleges and projects that the plan or public sources name: what is published about each; never a return."""
    texts, formats = context.texts, context.formats
    rows = []
    for item in (*context.plan.colleges, *context.plan.milestones):
        link = item.links[-1] if item.links else None
        rows.append(
            (
                _words(texts.of(item.name)),
                _words(texts("named.task", number=item.task) if item.task else texts("named.public_only")),
                _words(texts(f"public_state.{item.public_state.value}")),
                _words(texts.of(item.published)),
                _words(texts.of(link.publisher) if link else "—"),
                _words(formats.day(link.published_on) if link else "—"),
                _words(link.address if link else "—"),
            )
        )
    names = ("named", "named_in", "public_state", "published_words", "publisher", "source_date", "address")
    return _listing("named", names, tuple(rows), find, context, count=len(rows))


def standards(context: Context, find: str = "") -> Panel:
    """Every threshold of the standards, with the copy it was read in."""
    texts, formats = context.texts, context.formats
    rows = []
    for standard in context.plan.standards:
        copies = {copy.id: copy for copy in standard.copies}
        for threshold in standard.threshold:
            share = threshold.unit.value == "share"
            value = (
                formats.number(threshold.value, Unit.SHARE) if share else formats.plain(threshold.value, 2, trim=True)
            )
            copy = copies.get(threshold.copy_read or "")
            rows.append(
                (
                    _words(texts.of(standard.title)),
                    _words(texts(f"school_class.{threshold.school_class.value}")),
                    _words(texts.of(threshold.label)),
                    _words(f"{texts(f'comparison.{threshold.comparison.value}')} {value}"),
                    _words("%" if share else texts(f"threshold_unit.{threshold.unit.value}")),
                    _words(texts("threshold.monitored") if threshold.monitored else "—"),
                    _words(texts("threshold.unverified") if copy is None else copy.address),
                )
            )
    names = ("standard", "school_class", "item", "threshold", "unit_name", "monitored", "address")
    return _listing("standards", names, tuple(rows), find, context, count=len(rows))


def published(context: Context, find: str = "") -> Panel:
    """Published figures with publisher, date and address; the page shows the first of them, the download all."""
    if context.published is None:
        return _listing("published", ("year",), (), find, context, count=0, headline="sources.published.damaged")
    frame = context.published.rows()
    side = context.texts.language.value
    rows = tuple(
        (
            _words(str(getattr(row, f"area_{side}"))),
            _words(str(getattr(row, f"indicator_{side}"))),
            Cell("—", None) if pd.isna(row.year) else Cell(str(row.year), int(row.year)),
            Cell(_printed(row.value), float(row.value)),
            _words(str(row.unit if side == "zh" else row.unit_en)),
            _words(str(getattr(row, f"source_title_{side}"))),
            _words(str(getattr(row, f"source_publisher_{side}"))),
            _words(str(row.source_date)),
            _words(str(row.source_url)),
            _words(str(getattr(row, f"note_{side}"))),
        )
        for row in frame.itertuples(index=False)
    )
    names = ("area", "indicator", "year", "bare_value", "unit_name", "source_title", "publisher", "source_date")
    names = (*names, "address", "note")
    return _listing("published", names, rows, find, context, numeric=("year", "bare_value"), count=len(rows))


def methods(context: Context, find: str = "") -> Panel:
    """The rules by which numbers are judged and summed."""
    texts, formats = context.texts, context.formats
    values = {"on_track": formats.plain(ON_TRACK * 100), "lagging": formats.plain(LAGGING * 100)}
    names = ("pace", "close", "ratio", "total", "standard", "comparable", "rounding")
    rows = tuple(
        (_words(texts(f"method.{name}.name")), _words(texts(f"method.{name}.rule", **values))) for name in names
    )
    return _listing("methods", ("method", "rule"), rows, find, context, count=len(rows))


PANELS = {
    "number": lambda context, choices: number_card(
        context, choices.get("indicator", context.plan.indicators[0].id), choices.get("year")
    ),
    "releases": lambda context, choices: releases(context, choices.get("find", "")),
    "goals": lambda context, choices: goals(context, choices.get("find", "")),
    "indicators": lambda context, choices: indicators(context, choices.get("find", "")),
    "named": lambda context, choices: named(context, choices.get("find", "")),
    "standards": lambda context, choices: standards(context, choices.get("find", "")),
    "published": lambda context, choices: published(context, choices.get("find", "")),
    "methods": lambda context, choices: methods(context, choices.get("find", "")),
}
LISTINGS = (goals, indicators, methods, releases, named, standards, published)
"""The listings of the page, in order."""


def _listing(
    name: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
    find: str,
    context: Context,
    *,
    count: int,
    numeric: Mapping[str, object] | tuple[str, ...] = (),
    headline: str | None = None,
) -> Panel:
    """A table of texts; with a search, the rows that hold it."""
    texts = context.texts
    wanted = find.strip().casefold()
    found = tuple(row for row in rows if not wanted or any(wanted in cell.text.casefold() for cell in row))
    said = texts(headline) if headline else texts(f"sources.{name}.headline", number=count)
    if wanted:
        said = texts("sources.found", headline=said, number=len(found), find=find.strip())
    return Panel(
        id=name,
        headline=said,
        subtitle=texts(f"sources.{name}.subtitle"),
        source=texts(f"sources.{name}.source"),
        table=Table(tuple(Column(column, texts(f"column.{column}"), column in numeric) for column in columns), found),
        choices=(("find", find.strip()),) if wanted else (),
    )


def _words(text: str) -> Cell:
    return Cell(text, None if text == "—" else text)


def _printed(value: float) -> str:
    """As the source prints it: no digits added, none taken away."""
    return f"{value:,.10g}" if abs(value) >= 1000 else f"{value:g}"
