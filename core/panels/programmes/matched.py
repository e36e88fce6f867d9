"""How many entrants go into programmes that the plan, or a public document, pairs with a key industry."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.context import Context
from core.datasets import Symbol
from core.figures import stacked_bars
from core.figures.bars import Part
from core.formats import Formats
from core.panels.cells import cell, dash, share_cell, year_cell
from core.panels.missing_value_notes import empty_panel, provisional_mark, provisional_note, suppressed_in_frame
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import Observation, number_or_none, share
from core.panels.units_not_reported import coverage_notes, of_part, years_drawn
from core.plan.indicators import MeasureUnit
from core.plan.industries import Pairing
from core.published.schema import Qualifier
from core.queries import newest_complete_year
from core.queries.programmes import matched_entrants

_DATASETS = ("enrolment", "programmes")


@dataclass(frozen=True, slots=True)
class Entrants:
    """The entrants of a year: all, those in paired programmes, those in others, those of whom it cannot be said."""

    everyone: Observation
    matched: Observation
    unmapped: Observation
    unsaid: Observation

    @property
    def share(self) -> float | None:
        """The part in paired programmes, 0 to 1; None where not all entrants are known."""
        return share(self.matched, self.everyone)

    @property
    def is_at_least(self) -> bool:
        """Whether the part may be larger: of some entrants nobody can say."""
        return bool(self.unsaid.value)


def pairs_of(context: Context, industry: str = "") -> tuple[Pairing, ...]:
    """The pairs in force on the as-of date, of one industry or of all."""
    return context.plan.industries.pairs_in_force(context.goal_day, industry)


@dataclass(frozen=True, slots=True)
class Split:
    """The entrants of vocational schools by year, the newest whole year, and the frame they come from."""

    years: dict[int, Entrants]
    newest: int | None
    frame: pd.DataFrame


def split_entrants(context: Context, pairs: tuple[Pairing, ...]) -> Split:
    """The entrants of every year as these pairs split them."""
    groups = tuple(sorted({pair.code for pair in pairs if pair.is_group}))
    codes = tuple(sorted({pair.code for pair in pairs if not pair.is_group}))
    frame = matched_entrants(context.returns, groups, codes)
    columns = ("year", "value", "symbol", "suppressed_parts", "matched", "unmapped")
    years: dict[int, Entrants] = {}
    for year, value, symbol, suppressed, paired, unmapped in zip(
        *(frame[name].tolist() for name in columns), strict=True
    ):
        everyone = Observation(number_or_none(value), symbol, suppressed_parts=int(suppressed))
        parts = (paired, unmapped, (everyone.value or 0.0) - paired - unmapped)
        years[int(year)] = Entrants(everyone, *(_part(part, everyone) for part in parts))
    return Split(years, newest_complete_year(frame), frame)


def _part(value: float, everyone: Observation) -> Observation:
    """A part of the entrants; without a value where the whole has none."""
    if everyone.value is None:
        return Observation(None, everyone.symbol)
    return Observation(value, Symbol.PRESENT)


def matched(context: Context) -> Panel:
    """Entrants over the years: in programmes paired with a key industry, in others, and of whom it cannot be said."""
    texts, formats = context.texts, context.formats
    pairs = pairs_of(context)
    split = split_entrants(context, pairs)
    years, newest, frame = split.years, split.newest, split.frame
    if newest is None:
        return empty_panel(
            "programme_match",
            "programmes.match.empty",
            "programmes.match.measure",
            "unit_name.persons",
            "enrolment",
            context,
            indicator="secondary_vocational_entrants",
        )
    drawn = years_drawn(frame)
    parts = {
        "matched": tuple(years[year].matched.value for year in drawn),
        "unmapped": tuple(years[year].unmapped.value for year in drawn),
        "unsaid": tuple(years[year].unsaid.value for year in drawn),
    }
    tag = context.tag(*_DATASETS, level="secondary_vocational", measure="entrants")
    return Panel(
        id="programme_match",
        headline=of_part(
            _headline(years[newest], newest, provisional_mark(frame, newest, context, years[newest].everyone), context),
            context,
            "enrolment",
        ),
        subtitle=context.subtitle(texts("programmes.match.measure"), texts("unit_name.persons")),
        figure=stacked_bars(
            drawn,
            [
                Part(texts(_PART_TEXT[name]), values)
                for name, values in parts.items()
                if name == "unmapped" or any(values)
            ],
            MeasureUnit.PERSONS,
            formats,
            context.canvas(280),
            caps=[_cap(years[year], formats) for year in drawn] if pairs else (),
            tag=tag,
        ),
        alt=texts("programmes.match.alt", first=formats.year(min(years)), last=formats.year(max(years))),
        table=_table(years, context),
        source=context.source(*_DATASETS),
        rows_of=_DATASETS,
        notes=(
            texts("programmes.match.how" if pairs else "programmes.match.no_pairs"),
            *((texts("programmes.match.unsaid"),) if any(parts["unsaid"]) else ()),
            *coverage_notes(context, "secondary_vocational_entrants"),
            *suppressed_in_frame(frame, context),
            *provisional_note(frame, newest, context),
        ),
        illustrative=tag is not None,
    )


_PART_TEXT = {
    "matched": "programmes.match.matched",
    "unmapped": "programmes.match.unmapped",
    "unsaid": "programmes.match.part_unsaid",
}


def _headline(entrants: Entrants, year: int, mark: str, context: Context) -> str:
    texts, formats = context.texts, context.formats
    declared = len(context.plan.industries.in_force(context.goal_day))
    values = {
        "year": formats.year(year),
        "mark": mark,
        "everyone": formats.quantity(entrants.everyone.value or 0.0, MeasureUnit.PERSONS),
        "number": declared,
    }
    if not declared:
        return texts("programmes.match.no_industry", **values)
    if not pairs_of(context):
        return texts("programmes.match.no_pair", **values)
    return texts(
        "programmes.match.headline",
        **values,
        matched=formats.quantity(entrants.matched.value or 0.0, MeasureUnit.PERSONS),
        share=_cap(entrants, formats) or formats.missing_reason(Symbol.SUPPRESSED),
        unmapped=formats.quantity(entrants.unmapped.value or 0.0, MeasureUnit.PERSONS),
        unsaid=texts(
            "programmes.match.and_unsaid", value=formats.quantity(entrants.unsaid.value or 0.0, MeasureUnit.PERSONS)
        )
        if entrants.is_at_least
        else "",
    )


def _cap(entrants: Entrants, formats: Formats) -> str:
    """The share over a bar; that it is at least that where it cannot be said of some entrants."""
    if entrants.share is None:
        return ""
    shown = formats.number(entrants.share, MeasureUnit.SHARE)
    return formats.with_qualifier(shown, Qualifier.AT_LEAST) if entrants.is_at_least else shown


def share_of(entrants: Entrants, context: Context) -> Cell:
    """The share as a cell; a lower bound where it cannot be said of some entrants."""
    shown = share_cell(entrants.matched, entrants.everyone, context)
    if entrants.share is None or not entrants.is_at_least:
        return shown
    return Cell(_cap(entrants, context.formats), shown.value, lower_bound=True)


def _table(years: dict[int, Entrants], context: Context) -> Table:
    texts = context.texts
    paired = bool(pairs_of(context))
    names = ("entrants", "matched", "share", "unmapped", "unsaid")
    titles = ("column.entrants", "column.matched", "column.share", "column.not_mapped")
    return Table(
        (
            Column("year", texts("column.year"), True),
            *(
                Column(name, texts(title), True)
                for name, title in zip(names, (*titles, "column.not_said"), strict=True)
            ),
        ),
        tuple(
            (
                year_cell(year),
                cell(entrants.everyone, context),
                *(
                    (cell(entrants.matched, context), share_of(entrants, context), cell(entrants.unmapped, context))
                    if paired
                    else (dash(), dash(), cell(entrants.everyone, context))
                ),
                cell(entrants.unsaid, context) if entrants.unsaid.value else dash(),
            )
            for year, entrants in sorted(years.items(), reverse=True)
        ),
    )
