"""Every programme of the newest whole year with its numbers: the list that a reader narrows and downloads."""

from __future__ import annotations

from collections.abc import Iterator

from core.context import Context
from core.panels.cells import at_least, number_cell, words
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.programmes.matched import pairs_of
from core.panels.programmes.narrowing import (
    Narrowing,
    Served,
    coverage_of,
    industries_served,
    name_cell,
    narrowed_subtitle,
    none_returned,
    of_reporters,
    programme_cell,
    within,
)
from core.panels.programmes.taught import ENROLMENT, ENTRANTS, Programme
from core.panels.units_not_reported import of_part
from core.programmes.early_warning import Outcome
from core.queries.programmes import DATASET
from core.text_ids.datasets import PROGRAMME_GROUP_TEXT

YEARS_SHOWN = 4
"""Years of entrants in the list of programmes: as many as three falls in a row need."""
_BESIDE = (ENROLMENT, "partner_enterprises", "training_bases")
_TITLE_TEXT = {
    "programme_code": "column.programme_code",
    "programme_name": "column.programme_name",
    "programme_group": "column.programme_group",
    "industries": "column.industries",
    "enrolment": "programmes.students",
    "partner_enterprises": "column.partner_enterprises",
    "training_bases": "column.training_bases",
    "early_warning": "column.early_warning",
}


def programmes(context: Context, narrowed: Narrowing) -> Panel:
    """Every programme: its group, the industries it serves, its schools, its entrants over the years, its warnings."""
    texts, formats = context.texts, context.formats
    found = within(context, narrowed)
    newest = found.year or context.as_of.year
    years = tuple(range(newest, newest - YEARS_SHOWN, -1))
    paired = bool(pairs_of(context))
    names = ("programme_code", "programme_name", "programme_group", *(("industries",) if paired else ()))
    served = industries_served(context, labels=True)
    unmapped = sum(not served(entry.code) for entry in found.programmes)
    return Panel(
        id="programme_list",
        headline=none_returned(context)
        if found.year is None
        else of_part(
            of_reporters(
                texts(
                    "programmes.list.headline",
                    year=formats.year(newest),
                    number=len(found.programmes),
                    groups=len({entry.group for entry in found.programmes}),
                    unmapped=unmapped,
                ),
                found,
                narrowed,
                context,
            ),
            context,
            DATASET,
        ),
        subtitle=narrowed_subtitle("programmes.list.measure", narrowed, context),
        source=context.source(DATASET),
        rows_of=(DATASET,),
        table=Table(
            (
                *(Column(name, texts(_TITLE_TEXT[name])) for name in names),
                Column("early_warning", texts(_TITLE_TEXT["early_warning"])),
                Column("schools", texts("column.schools"), True),
                *(
                    Column(f"entrants_{year}", texts("programmes.entrants_of", year=formats.year(year)), True)
                    for year in years
                ),
                *(Column(name, texts(_TITLE_TEXT[name]), True) for name in _BESIDE),
            ),
            tuple(_line(entry, years, served if paired else None, context) for entry in found.programmes),
        ),
        notes=(*coverage_of(found, context), texts("programmes.list.how")),
        illustrative=context.tag(DATASET) is not None,
        choices=narrowed.choices,
    )


def _line(programme: Programme, years: tuple[int, ...], served: Served | None, context: Context) -> tuple[Cell, ...]:
    texts, newest = context.texts, years[0]
    schools = number_cell(programme.number_of_schools.low, "", False, context)
    return (
        words(programme.code),
        name_cell(programme),
        words(texts(PROGRAMME_GROUP_TEXT.get(programme.group, "programmes.no_group"))),
        *((words(texts.listed(served(programme.code)) or texts("programmes.not_mapped")),) if served else ()),
        words(texts.listed(_warnings(programme, context)) or "—"),
        schools if programme.number_of_schools.is_known else at_least(schools, context),
        *(programme_cell(programme, ENTRANTS, year, context) for year in years),
        *(programme_cell(programme, measure, newest, context) for measure in _BESIDE),
    )


def _warnings(programme: Programme, context: Context) -> Iterator[str]:
    """The early warnings of a programme by name, and those of which it cannot be said."""
    texts = context.texts
    for verdict in programme.verdicts:
        if verdict.outcome is Outcome.FOUND:
            yield texts.of(verdict.rule.label)
    for verdict in programme.verdicts:
        if verdict.outcome is Outcome.UNSAID:
            yield texts("programmes.list.unsaid", label=texts.of(verdict.rule.label))
