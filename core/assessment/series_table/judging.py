"""Judges every series of a table by a rule; what cannot be judged is a problem with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

from core.annual_series import SeriesError, SeriesProblem
from core.assessment import RULES, RuleInput, RuleResult, apply_rule, rule_input
from core.assessment.series_table.layout import DIRECTION_ONLY, KEPT_EVERY_YEAR, Rows
from core.assessment.series_table.reading import TableSeries, read_table, year_of_cell
from core.cells.absence import Absence
from core.cells.misread import MisreadError
from core.cells.numbers import number_in
from core.cells.text import unwrapped

_DIRECTIONS = {
    "1": "higher",
    "1.0": "higher",
    "-1": "lower",
    "-1.0": "lower",
    "越高越好": "higher",
    "越低越好": "lower",
}
_SHARES = ("share", "ratio", "比重", "比例")
_PERCENT = ("%", "percent", "百分比")
_INFINITE = ("inf", "infinity")


@dataclass(frozen=True, slots=True)
class SeriesResult:
    """One series of the table: its cells, its line in the file, and the result or what is wrong with it.

    `missing` are the years with a sign for no value, the sign and its reason, `left_out` those after the last one that
    was judged. `multiplier` is the column of powers of ten with the one that all values of the table are left in, or
    None where they were multiplied.
    """

    cells: Mapping[str, str]
    line: int
    result: RuleResult | None
    problem: SeriesError | None
    missing: tuple[tuple[object, str, Absence], ...] = ()
    left_out: tuple[int, ...] = ()
    multiplier: tuple[str, int | None] | None = None


def judge_table(
    path: Path,
    rule: str,
    *,
    due_passed: bool = False,
    where: Sequence[tuple[str, str]] = (),
    stated: Mapping[str, str] | None = None,
    sheet: Rows | None = None,
) -> tuple[tuple[str, ...], tuple[SeriesResult, ...]]:
    """The header of a file and each of its series judged by a rule of the table `core.assessment.RULES`.

    `where` chooses rows by column and value; `stated` says by understood column (`better`, `target` …) what the table
    leaves out, by `value` how its column of values is called, by `decimal` which sign stands before decimals (`point`,
    `comma`). `sheet` has the rows of a file that is no CSV file.

    Raises TableError, OSError, and SeriesError for an unknown rule; a fault within one series is its `problem`.
    """
    if rule not in RULES:
        raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "rule", found=rule[:40], choices=", ".join(RULES))
    stated = stated or {}
    table = read_table(
        path,
        where,
        value=stated.get("value", ""),
        has_direction="better" in stated,
        has_target="target" in stated,
        sheet=sheet,
        decimal=stated.get("decimal", ""),
    )
    multiplier = table.multiplier
    if multiplier is None or multiplier[1] is not None:
        for series in table.series:
            series.powers = [0] * len(series.powers)
    results = (_judge(series, table.columns, rule, due_passed, stated) for series in table.series)
    return table.header, tuple(replace(result, multiplier=multiplier) for result in results)


def _judge(
    series: TableSeries, columns: Mapping[str, str], rule: str, due_passed: bool, stated: Mapping[str, str]
) -> SeriesResult:
    def cell(name: str) -> str:
        own = unwrapped(series.cells.get(columns[name], "")) if name in columns else ""
        return own or stated.get(name, "")

    kind, unit = cell("kind"), cell("unit")
    target = "" if kind == DIRECTION_ONLY else cell("target")
    all_percent = all(_is_percent(text) for text in (*series.values, target) if text)
    is_plain = unit not in (*_SHARES, *_PERCENT) and not all_percent

    def number(text: str) -> object:
        return _number(text, share=unit in _SHARES)

    missing = tuple(series.missing)
    try:
        _refuse_misread(series.values, target, is_plain=is_plain)
        checked_input = rule_input(
            series.years,
            [_multiplied(number(value), power) for value, power in zip(series.values, series.powers, strict=True)],
            _DIRECTIONS.get(cell("better"), cell("better").lower()),
            base_year=year_of_cell(cell("base_year")),
            target=number(target),
            target_year=None if kind in (DIRECTION_ONLY, KEPT_EVERY_YEAR) else year_of_cell(cell("target_year")),
            limit=number(cell("limit")),
            due_passed=due_passed,
            bounds=_bounds(unit),
        )
        result = apply_rule(rule, checked_input)
        last, left_out = _last_judged(checked_input, result)
        return SeriesResult(series.rows.get(last, series.cells), series.line, result, None, missing, left_out)
    except SeriesError as error:
        line = series.lines[error.row - 1] if error.row is not None and error.row <= len(series.lines) else series.line
        # A table is mended by its lines: what stands in a row or a year of the series stands in a line of the file.
        error.row = error.year = None
        return SeriesResult(series.cells, line, None, error, missing)


def _refuse_misread(values: Sequence[str], target: str, *, is_plain: bool) -> None:
    """Raises SeriesError for a percentage where numbers should be plain, and where a spreadsheet cut off digits."""
    for row, text in enumerate((*values, target), start=1):
        place = ("values", row) if row <= len(values) else ("target", None)
        try:
            is_percentage = number_in(text, from_program=True).percent
        except MisreadError as error:
            if error.code == "shortened":
                raise SeriesError(SeriesProblem.SHORTENED, *place, found=text) from error
            continue
        if is_percentage and is_plain:
            figures = [value for value in values if value]
            if place[0] == "target" or all(map(_is_percent, figures)):
                raise SeriesError(SeriesProblem.TARGET_AND_PERCENT, "target", found=target, figure=figures[0])
            raise SeriesError(SeriesProblem.PERCENT_AND_PLAIN, *place, found=text)


def _is_percent(text: str) -> bool:
    return text.endswith(("%", "％"))


def _last_judged(checked: RuleInput, result: RuleResult) -> tuple[int | None, tuple[int, ...]]:
    """The last year a result rests on, and the years after it, which it does not."""
    if result.years is None:
        return (checked.latest[0] if checked.latest else None), ()
    last = result.years[1]
    return last, tuple(year for year in checked.years if year > last)


def _multiplied(number: object, power: int) -> object:
    if not isinstance(number, float):
        return number
    return number * 10**power if power >= 0 else number / 10**-power


def _bounds(unit: str) -> tuple[float, float]:
    if unit in _SHARES:
        return 0.0, 1.0
    return (0.0, 100.0) if unit in _PERCENT else (-inf, inf)


def _number(text: str, *, share: bool) -> object:
    """A cell as a number, None for one without; anything else stays as it is written, for the check to name.

    11.9% is 0.119 of a `share`, 11.9 where all numbers are percentages.
    """
    try:
        number = number_in(text, from_program=True)
    except MisreadError as error:
        if error.code == "mark_for_missing":
            return None
        return float(text) if text.casefold().lstrip("+-") in _INFINITE else text
    return float(number.value * number.scale / (100 if number.percent and share else 1))
