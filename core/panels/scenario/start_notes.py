"""What a reader must know of the years a scenario starts from: parts, gaps, and what was filled in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from core.assess_release import assessment_of, standard_of
from core.assessment import Point
from core.context import Context
from core.datasets import Symbol
from core.language import Texts
from core.panels.panel import NamesNote
from core.panels.scenario.words import lever_name
from core.panels.units_not_reported import incomplete_notes, short_coverage
from core.queries.indicators import dataset_owed
from core.scenario.basis import Basis
from core.scenario.history import RECENT
from core.scenario.levers import Lever, LeverGroup, LeverUnit
from core.scenario.models import cohort_flow, teachers
from core.scenario.run import parts
from core.scenario_basis.from_release import DATASETS_OF, basis_of
from core.text_ids.datasets import SHEET_TEXT


def part_notes(basis: Basis, context: Context, only: str = "") -> tuple[str, ...]:
    """Of how many units a year is that is worked out ahead because only some have reported it, which years nobody
    reported and where rates come from then, and which year of those observed was filled in: of every goal by name, or
    of one indicator."""
    notes: list[str] = []
    for id in [only] if only else context.plan.goal_ids:
        incomplete = incomplete_notes(assessment_of(context, id), context)
        said = [note for note in incomplete if not isinstance(note, NamesNote)]
        said += [
            *_starts_earlier(basis, id, context),
            *_entrants_standing_in(basis, id, context),
            *_rates_beside_gaps(basis, id, context),
            *filled_note(basis, id, context),
        ]
        label = context.called(id)
        notes += said if only else [context.texts("note.of_indicator", label=label, note=note) for note in said]
    return tuple(notes)


def _starts_earlier(basis: Basis, id: str, context: Context) -> tuple[str, ...]:
    """A sentence for the figures of each year that is not whole, later than the one a model of this indicator starts
    from: it starts from one year for all it needs, and neither a lower bound nor a part is a start."""
    texts, formats = context.texts, context.formats
    starts: dict[LeverGroup, tuple[int, tuple[str, ...]]] = {}
    if basis.enrolment is not None:
        starts[LeverGroup.ENROLMENT] = basis.enrolment.year, cohort_flow.OF_ONE_YEAR
    if basis.teachers is not None:
        starts[LeverGroup.TEACHERS] = basis.teachers.year, teachers.NEEDED
    if basis.colleges is not None:
        starts[LeverGroup.COLLEGES] = basis.colleges.year, ("college_students",)
    if basis.training is not None:
        starts[LeverGroup.TRAINING] = basis.training.year, ("training_person_times",)
    labels: dict[tuple[int, int, str], list[str]] = {}
    for group in sorted(parts((id,)) & starts.keys()):
        start, needed = starts[group]
        later = {year for year in basis.whole.get(id, ()) if year > start}
        for other in needed:
            assessment = assessment_of(context, other)
            for year in sorted(later | {point.year for point in assessment.observed if point.year > start}):
                why = _why_not_whole(assessment.at(year), context, is_said=other == id, is_owed=year in later)
                if why:
                    labels.setdefault((start, year, why), []).append(context.called(other))
    return tuple(
        texts(
            "scenario.start.earlier",
            label=texts.listed(names),
            year=formats.year(year),
            why=why,
            start=formats.year(start),
        )
        for (start, year, why), names in labels.items()
    )


def _entrants_standing_in(basis: Basis, id: str, context: Context) -> tuple[str, ...]:
    """A sentence when the entrants of colleges are not known whole up to the year their students start from."""
    start, formats = basis.colleges, context.formats
    last = None if start is None or id != "college_students" else start.last_entrants
    if start is None or last is None or last >= start.year:
        return ()
    years = {"year": formats.year(start.year), "last": formats.year(last)}
    return (context.texts("scenario.start.college_entrants", **years),)


def _why_not_whole(point: Point | None, context: Context, *, is_said: bool, is_owed: bool) -> str:
    """Why a point is no start, in a few words; empty for one that is whole. `is_said`: of how many units it is stands
    beside it already. `is_owed`: what is asked about is whole in its year: that nobody reported this is said."""
    if point is None or point.nobody_reported:
        return context.texts("coverage.nobody") if is_owed and not is_said else ""
    if point.lower_bound:
        return context.texts("scenario.start.lower_bound") if point.is_unbounded else ""
    if point.symbol is Symbol.SUPPRESSED:
        return context.formats.missing_reason(point.symbol)
    return "" if is_said else short_coverage(point, context)


def _rates_beside_gaps(basis: Basis, id: str, context: Context) -> tuple[str, ...]:
    """A sentence when nobody reported a year before the one an indicator starts from: which table of which year, and
    which rates come from an earlier one."""
    texts, formats = context.texts, context.formats
    gaps = _recent_gaps(basis, id, context)
    if not gaps or _dataset_of(id, context) is None:
        return ()
    missing = set().union(*gaps.values())
    values = {
        "tables": texts.listed(texts(SHEET_TEXT[dataset]) for dataset in sorted(gaps)),
        "years": texts.listed(formats.year(year) for year in sorted(missing)),
    }
    older = _older_rates(basis, parts((id,)), max(missing), texts)
    if not older:
        return (texts("scenario.gap_year.without", **values),)
    return tuple(
        texts("scenario.gap_year.rates", count=len(names), rates=texts.listed(names), year=formats.year(year), **values)
        for year, names in sorted(older.items(), reverse=True)
    )


def _recent_gaps(basis: Basis, id: str, context: Context) -> dict[str, set[int]]:
    """The years shortly before the start of an indicator that nobody reported, by each dataset its models rest on."""
    start = max((point.year for point in basis.history.get(id, ()) if point.value is not None), default=0)
    datasets = {dataset for group in parts((id,)) for dataset in DATASETS_OF[group]}
    missing: dict[str, set[int]] = {}
    for other in basis.history:
        dataset = _dataset_of(other, context)
        if dataset in datasets:
            years = {point.year for point in assessment_of(context, other).observed if point.nobody_reported}
            missing.setdefault(dataset, set()).update(year for year in years if start - RECENT < year < start)
    return {dataset: years for dataset, years in missing.items() if years}


def _older_rates(basis: Basis, groups: Collection[LeverGroup], gap: int, texts: Texts) -> dict[int, list[str]]:
    """The rates of these parts that were worked out from years before the gap, by year."""
    older: dict[int, list[str]] = {}
    for lever in basis.levers:
        year = _year_of_rate(lever)
        if lever.group in groups and year is not None and year < gap:
            older.setdefault(year, []).append(lever_name(lever, texts))
    return older


def _dataset_of(id: str, context: Context) -> str | None:
    """The dataset that units owe for an indicator; None for what they do not report year by year."""
    return dataset_owed(id, by_standard=standard_of(context, id) is not None)


def _year_of_rate(lever: Lever) -> int | None:
    """The newest year a rate was worked out from; None for one that comes from no year, or is a year itself."""
    year = dict(lever.origin.facts).get("year")
    return int(year) if year is not None and lever.unit is not LeverUnit.YEAR else None


def filled_note(basis: Basis, id: str, context: Context) -> tuple[str, ...]:
    """A sentence when years that stand as observed are so only with the last values of units that did not report."""
    years = filled_years(basis, id, context)
    names = context.texts.listed(context.formats.year(year) for year in years)
    return (context.texts("scenario.filled_years", years=names),) if years else ()


def filled_years(basis: Basis, id: str, context: Context) -> tuple[int, ...]:
    """The years of an indicator that have a value only with the last values of units that did not report."""
    if not context.filled:
        return ()
    seen, as_reported = (
        [point.year for point in start.history.get(id, ()) if point.value is not None]
        for start in (basis, basis_of(replace(context, filled=False)))
    )
    return tuple(year for year in seen if year not in as_reported)
