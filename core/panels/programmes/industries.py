"""The key industries of the plan: where each is named, what is paired with it and by which source, how many enter."""

from __future__ import annotations

from core.clauses.clause_words import clause_name
from core.context import Context
from core.datasets import Symbol
from core.panels.cells import cell, dash, number_cell, words
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.programmes.matched import pairs_of, split_entrants
from core.panels.programmes.narrowing import coverage_of, programme_cell
from core.panels.programmes.taught import ENTRANTS, Programme, taught
from core.panels.rows import Observations, observations
from core.panels.sources.clauses import clause_cell
from core.plan.industries import Industry, Pairing
from core.queries import enrolment
from core.text_ids.datasets import PROGRAMME_GROUP_TEXT

_COLUMNS = ("industry", "zone", "clause", "in_force", "paired", "paired_by")


def industries(context: Context) -> Panel:
    """A line for every pair of an industry, and one for an industry without a pair; the entrants of the newest year."""
    texts, formats = context.texts, context.formats
    declared = context.plan.industries.in_force(context.goal_day)
    pairs = pairs_of(context)
    newest = split_entrants(context, pairs).newest
    rows = [row for industry in declared for row in _rows(industry, newest, context)]
    coverage = () if all(pair.is_group for pair in pairs) else coverage_of(taught(context), context)
    number = len({pair.industry for pair in pairs})
    return Panel(
        id="programme_industries",
        headline=texts("programmes.industries.none")
        if not declared
        else texts(
            "programmes.industries.headline" if pairs else "programmes.industries.no_pair",
            number=len(declared),
            paired=number,
        ),
        subtitle=texts("programmes.industries.subtitle", document=texts.of(context.plan.document)),
        source=texts(
            "programmes.industries.source",
            plan=texts.of(context.plan.title),
            document=texts.of(context.plan.document),
            release=context.snapshot.id,
        ),
        table=Table(
            (
                *(Column(name, texts(_TITLE_TEXT[name])) for name in _COLUMNS),
                Column(
                    "entrants",
                    texts("column.entrants")
                    if newest is None
                    else texts("programmes.entrants_of", year=formats.year(newest)),
                    True,
                ),
            ),
            tuple(rows),
        ),
        rows_of=("enrolment", "programmes"),
        notes=(texts("programmes.industries.how"), *coverage, *_never_returned(pairs, context)),
        illustrative=bool(pairs)
        and context.tag("enrolment", "programmes", level="secondary_vocational", measure="entrants") is not None,
    )


_TITLE_TEXT = {
    "industry": "column.industry",
    "zone": "column.zone",
    "clause": "column.clause",
    "in_force": "column.in_force",
    "paired": "column.paired_programme",
    "paired_by": "column.paired_by",
}


def _rows(industry: Industry, year: int | None, context: Context) -> list[tuple[Cell, ...]]:
    texts = context.texts
    named = (
        words(texts.of(industry.label)),
        words(texts.of(industry.zone) if industry.zone else "—"),
        clause_cell(industry.clause.id, context),
        words(_days(industry, context)),
    )
    pairs = pairs_of(context, industry.id)
    if not pairs:
        return [(*named, words(texts("programmes.not_mapped")), dash(), dash())]
    return [
        (*named, words(_paired(pair, context)), words(_source(pair, context)), _entrants(pair, year, context))
        for pair in pairs
    ]


def _entrants(pair: Pairing, year: int | None, context: Context) -> Cell:
    """The entrants of the newest year in what one pair names, as far as schools return groups and programmes."""
    if year is None:
        return dash()
    if pair.is_group:
        return cell(_by_group(context).get((year, pair.code)), context)
    found, programme = taught(context), _programmes(context).get(pair.code)
    is_sent = programme is not None and (ENTRANTS, year) in programme.rows
    if not is_sent and found.year is not None and year in found.part_years_of(pair.code[:2]):
        return number_cell(None, Symbol.NOT_REPORTED, False, context)
    return programme_cell(programme, ENTRANTS, year, context)


def _by_group(context: Context) -> Observations:
    frame = enrolment.by_programme(context.returns)
    return observations(frame[frame["measure"] == ENTRANTS], "programme_group")


def _days(entry: Industry | Pairing, context: Context) -> str:
    """From when, and to when where an end is set."""
    texts, formats = context.texts, context.formats
    if entry.valid_to is None:
        return texts("programmes.since", first=formats.day(entry.valid_from))
    return texts("programmes.from_to", first=formats.day(entry.valid_from), last=formats.day(entry.valid_to))


def _paired(pair: Pairing, context: Context) -> str:
    """What is paired: a group by its name, a programme by the name under which schools returned it."""
    texts = context.texts
    name = texts(PROGRAMME_GROUP_TEXT[pair.code]) if pair.is_group else _name(pair.code, context)
    return texts("programmes.code_and_name", code=pair.code, name=name) if name else pair.code


def _name(code: str, context: Context) -> str:
    programme = _programmes(context).get(code)
    return "" if programme is None else programme.name


def _programmes(context: Context) -> dict[str, Programme]:
    """Every programme by code, also those that only other years have."""
    found = taught(context)
    return {programme.code: programme for programme in (*found.programmes, *found.elsewhere)}


def _source(pair: Pairing, context: Context) -> str:
    texts, document = context.texts, pair.document
    parts = []
    if pair.clause is not None:
        parts.append(
            texts(
                "programmes.clause_of",
                document=texts.of(context.plan.document),
                clause=clause_name(pair.clause.id, texts),
            )
        )
    if document is not None:
        values = {"title": texts.of(document.title), "publisher": texts.of(document.publisher)}
        day = context.formats.day(document.published_on)
        parts.append(texts("programmes.document", **values, day=day, address=document.address))
    return texts("programmes.dated", sources=texts.listed(parts), days=_days(pair, context))


def _never_returned(pairs: tuple[Pairing, ...], context: Context) -> tuple[str, ...]:
    """Which six-digit codes no school has returned, or that they cannot be compared with what schools teach."""
    codes = sorted({pair.code for pair in pairs if not pair.is_group})
    if not codes:
        return ()
    known = _programmes(context)
    if not known:
        return (context.texts("programmes.industries.not_compared", codes=context.texts.listed(codes)),)
    unknown = [code for code in codes if code not in known]
    if not unknown:
        return ()
    return (context.texts("programmes.industries.never_returned", codes=context.texts.listed(unknown)),)
