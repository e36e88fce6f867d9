"""What a reader must know of the years a scenario starts from: parts of a year, years that nobody reported or that were
filled in, and from which year rates come then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.assess_release import assessment_of, standard_of
from core.context import Context
from core.panels.incomplete_years import incomplete_notes
from core.panels.panel import NamesNote
from core.panels.scenario.words import lever_name
from core.queries.indicators import dataset_owed
from core.scenario.basis import Basis
from core.scenario.history import RECENT
from core.scenario.levers import Lever, LeverUnit
from core.scenario.run import parts
from core.scenario_basis.from_release import DATASETS_OF, basis_of
from core.text_ids.datasets import SHEET_TEXT


def part_notes(basis: Basis, context: Context, only: str = "") -> tuple[str, ...]:
    """Of how many units a year is that is worked out ahead because only some have reported it, which years nobody
    reported and where rates come from then, and which year of those observed was filled in: of every goal by name, or
    of one indicator."""
    notes: list[str] = []
    for id in [only] if only else [goal.indicator for goal in basis.goals]:
        incomplete = incomplete_notes(assessment_of(context, id), context)
        said = [note for note in incomplete if not isinstance(note, NamesNote)]
        said += [*_rates_beside_gaps(basis, id, context), *_filled_years(basis, id, context)]
        label = context.called(id)
        notes += said if only else [context.texts("note.of_indicator", label=label, note=note) for note in said]
    return tuple(notes)


def _rates_beside_gaps(basis: Basis, id: str, context: Context) -> tuple[str, ...]:
    """A sentence when nobody reported a year before the one an indicator starts from: which table of which year, and
    which rates come from an earlier one."""
    texts, formats = context.texts, context.formats
    if dataset_owed(id, by_standard=standard_of(context, id) is not None) is None:
        return ()
    start = max((point.year for point in basis.history.get(id, ()) if point.value is not None), default=0)
    groups = parts((id,))
    gaps = {
        dataset: recent
        for dataset, years in _years_missing(basis, context).items()
        if any(dataset in DATASETS_OF[group] for group in groups)
        and (recent := {year for year in years if start - RECENT < year < start})
    }
    if not gaps:
        return ()
    missing = set().union(*gaps.values())
    values = {
        "tables": texts.listed(texts(SHEET_TEXT[dataset]) for dataset in sorted(gaps)),
        "years": texts.listed(formats.year(year) for year in sorted(missing)),
    }
    older: dict[int, list[str]] = {}
    for lever in basis.levers:
        year = _year_of_rate(lever)
        if lever.group in groups and year is not None and any(year < gap for gap in missing):
            older.setdefault(year, []).append(lever_name(lever, texts))
    if not older:
        return (texts("scenario.gap_year.without", **values),)
    return tuple(
        texts("scenario.gap_year.rates", count=len(names), rates=texts.listed(names), year=formats.year(year), **values)
        for year, names in sorted(older.items(), reverse=True)
    )


def _year_of_rate(lever: Lever) -> int | None:
    """The newest year a rate was worked out from; None for one that comes from no year, or is a year itself."""
    year = dict(lever.origin.facts).get("year")
    return int(year) if year is not None and lever.unit is not LeverUnit.YEAR else None


def _years_missing(basis: Basis, context: Context) -> Mapping[str, Iterable[int]]:
    """The years of each dataset that nobody reported, of every series a model starts from."""
    missing: dict[str, set[int]] = {}
    for id in basis.history:
        dataset = dataset_owed(id, by_standard=standard_of(context, id) is not None)
        if dataset is not None:
            points = assessment_of(context, id).observed
            missing.setdefault(dataset, set()).update(point.year for point in points if point.nobody_reported)
    return missing


def _filled_years(basis: Basis, id: str, context: Context) -> tuple[str, ...]:
    """A sentence when years that stand as observed are so only with the last values of units that did not report."""
    if not context.filled:
        return ()
    seen, as_reported = (
        [point.year for point in start.history.get(id, ()) if point.value is not None]
        for start in (basis, basis_of(replace(context, filled=False)))
    )
    years = [year for year in seen if year not in as_reported]
    names = context.texts.listed(context.formats.year(year) for year in years)
    return (context.texts("scenario.filled_years", years=names),) if years else ()
