"""What a release can be searched for: its units by every name they had, and its programmes by name and code."""

from __future__ import annotations

from collections.abc import Iterator

from core.context import Context
from core.queries.release_contents import named_programmes, named_units
from core.search.entries import Entry, Kind

_GROUP_DIGITS = 2
"""Digits of the code of a programme that are its group."""
_OF_SCHOOLS = frozenset(("conditions", "teachers", "enrolment"))
_OF_COLLEGES = frozenset(("colleges", "college_enrolment"))
_ABOUT_TEXT = {
    Kind.SCHOOL: "search.about.school",
    Kind.COLLEGE: "search.about.college",
    Kind.UNIT: "search.about.unit",
}


def release_entries(context: Context) -> Iterator[Entry]:
    """The units and programmes of the release on show; none where there is no release."""
    if context.snapshot.datasets:
        yield from _units(context)
        yield from _programmes(context)


def _units(context: Context) -> Iterator[Entry]:
    texts = context.texts
    for unit in named_units(context.returns).itertuples(index=False):
        datasets = frozenset(unit.datasets)
        kind = _kind(datasets)
        if kind is Kind.UNIT and unit.unit_id == context.plan.area:
            continue
        title = texts.side(str(unit.unit_name), str(unit.unit_name_en))
        about = (
            texts(_ABOUT_TEXT[kind]),
            texts("search.newest", year=context.formats.year(int(unit.year))) if unit.year else "",
            texts("tag.illustrative") if unit.illustrative else "",
        )
        yield Entry(
            kind,
            title,
            texts("search.joint").join(filter(None, about)),
            *_place(kind, str(unit.unit_id), title),
            names=(*map(str, unit.names), *map(str, unit.names_en)),
            numbers=(str(unit.unit_id),),
        )


def _programmes(context: Context) -> Iterator[Entry]:
    texts = context.texts
    for row in named_programmes(context.returns).itertuples(index=False):
        code, name = str(row.programme_code), str(row.programme_name)
        about = (
            texts("search.about.programme", code=code, number=int(row.units)),
            texts("search.newest", year=context.formats.year(int(row.year))),
            texts("tag.illustrative") if row.illustrative else "",
        )
        yield Entry(
            Kind.PROGRAMME,
            name,
            texts("search.joint").join(filter(None, about)),
            "programmes",
            (("group", code[:_GROUP_DIGITS]),),
            numbers=(code,),
        )


def _kind(datasets: frozenset[str]) -> Kind:
    if datasets & _OF_COLLEGES:
        return Kind.COLLEGE
    return Kind.SCHOOL if datasets & _OF_SCHOOLS else Kind.UNIT


def _place(kind: Kind, unit: str, title: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Where a unit stands: schools and colleges each in full, others among the rows of the release."""
    if kind is Kind.UNIT:
        return "sources", (("section", "origin"), ("find", title))
    return "conditions", (("school", unit),)
