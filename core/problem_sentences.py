"""What is wrong with a release or a plan file, as one sentence a person can act on: what, where, what to do."""

from __future__ import annotations

from math import inf

from core.alike_words import digit_words
from core.annual_series import SeriesError, SeriesProblem
from core.cells.calendars import year_of_other_calendar
from core.language import Texts
from core.published.schema import PublishedError
from core.snapshots import ReleaseProblem
from core.text_ids.judgement import STATUS_TEXT
from core.toml_entries import PlanError


def problem_sentence(problem: ReleaseProblem, texts: Texts) -> str:
    """A problem of a release in words."""
    return texts(f"problem.{problem.code}", **problem.values())


def plan_sentence(error: PlanError, texts: Texts) -> str:
    """A mistake in a plan file in words."""
    return texts(f"plan_problem.{error.code}", **error.values)


def series_sentence(error: SeriesError, texts: Texts) -> str:
    """A fault of a series in words: what, in which row or year, what to do."""
    known = texts(f"series_field.{error.field}")
    field = error.field if known == f"series_field.{error.field}" else known
    if error.year is not None:
        place = texts("series_place.year", year=texts("format.year", year=str(error.year)), field=field)
    elif error.row is not None:
        place = texts("series_place.row", row=error.row, field=field)
    else:
        place = texts("series_place.field", field=field)
    values = {"found": "", **{name: _plain(value) for name, value in error.values.items()}}
    year = year_of_other_calendar(str(values["found"])) if error.problem is SeriesProblem.NOT_A_YEAR else None
    if year is not None:
        return texts("series_problem.year_of_other_calendar", place=place, found=values["found"], year=year)
    sentence = texts(f"series_problem.{_side(error)}", place=place, **values)
    if "choices" in values:
        return texts("series_problem.choices", sentence=sentence, choices=values["choices"])
    is_misread = error.problem in (SeriesProblem.TEXT, SeriesProblem.NOT_A_YEAR)
    return texts.joined((sentence, digit_words(str(values["found"]), texts) if is_misread else ""))


def _side(error: SeriesError) -> str:
    """The problem, of limits the one that was crossed: a share's, or the only one there is."""
    if error.problem is not SeriesProblem.OUTSIDE_LIMITS:
        return error.problem.value
    low, high = error.values.get("low"), error.values.get("high")
    if (low, high) == (0, 1):
        return "outside_share"
    return "below_limit" if high == inf else "above_limit" if low == -inf else "outside_limits"


def _plain(value: object) -> object:
    """A whole number without its decimal point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def outcome_word(rule: str, outcome: str, texts: Texts) -> str:
    """An outcome of a named rule in words; our own rules answer with a status."""
    known = texts(f"outcome.{rule}.{outcome}")
    return texts(STATUS_TEXT[outcome]) if known == f"outcome.{rule}.{outcome}" else known


def reference_sentence(error: PublishedError, texts: Texts) -> str:
    """A fault in the published figures in words."""
    known = error.code if error.code in ("missing", "damaged") else "other"
    return texts(f"reference.{known}", file=error.file)
