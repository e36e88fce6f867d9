"""Values, thresholds and margins of schools in natural units, as they stand in a cell or in a sentence."""

from __future__ import annotations

from core.conditions.school_verdicts import CellState, JudgedCell, JudgedSchool, Verdict
from core.context import Context
from core.formats import Formats, agreeing_digits
from core.panels.conditions.text_ids import SCHOOL_AMOUNT_TEXT, STATE_TEXT, VERDICT_TEXT
from core.plan.standards import Comparison, Threshold, ThresholdUnit
from core.text_ids.judgement import LIMIT_TEXT, THRESHOLD_UNIT_TEXT

_WHOLE = (
    ThresholdUnit.STUDENTS,
    ThresholdUnit.TEACHERS,
    ThresholdUnit.SQUARE_METRES,
    ThresholdUnit.METRES,
    ThresholdUnit.YUAN,
    ThresholdUnit.YUAN_PER_STUDENT,
    ThresholdUnit.TITLES,
)
"""Units whose values are shown without decimals."""


def number(value: float, threshold: Threshold, formats: Formats) -> str:
    """A value in the unit of a threshold, bare, with as many decimals as tell the two apart."""
    if threshold.unit is ThresholdUnit.YUAN:
        return formats.yuan(value, _digits(value, threshold))
    if threshold.unit is ThresholdUnit.SHARE:
        return formats.plain(value * 100, _digits(value, threshold), trim=True) + "%"
    return formats.plain(value, _digits(value, threshold), trim=True)


def _digits(value: float, threshold: Threshold) -> int:
    scale = 100.0 if threshold.unit is ThresholdUnit.SHARE else 1.0
    usual = 0 if threshold.unit in _WHOLE else 1
    return agreeing_digits(value * scale, threshold.value * scale, usual)


def with_unit(bare: str, threshold: Threshold, context: Context) -> str:
    """A number already written, with the unit of a threshold."""
    if threshold.unit is ThresholdUnit.SHARE:
        return bare
    unit = context.texts(THRESHOLD_UNIT_TEXT[threshold.unit])
    return context.texts("conditions.with_unit", number=bare, unit=unit)


def limit(threshold: Threshold, context: Context) -> str:
    """What a threshold asks: at least 33 m² per student."""
    shown = with_unit(_limit_number(threshold, context), threshold, context)
    return context.texts(LIMIT_TEXT[threshold.comparison], value=shown)


def _limit_number(threshold: Threshold, context: Context) -> str:
    if threshold.unit is ThresholdUnit.YUAN:
        return context.formats.yuan(threshold.value)
    if threshold.unit is ThresholdUnit.SHARE:
        return context.formats.plain(threshold.value * 100, 1, trim=True) + "%"
    return context.formats.plain(threshold.value, 2, trim=True)


def _margin_number(cell: JudgedCell, context: Context) -> str:
    """The size of a margin, bare; as value and threshold are shown, so that the three agree."""
    formats, threshold = context.formats, cell.threshold
    value, size = cell.value or 0.0, abs(cell.margin or 0.0)
    digits = _digits(value, threshold)
    if threshold.unit is ThresholdUnit.YUAN:
        return formats.yuan(size, digits)
    if threshold.unit is ThresholdUnit.SHARE:
        return context.texts("unit.points", number=formats.plain(size * 100, digits, trim=True))
    return formats.plain(size, digits, trim=True)


def amount(measure: str, value: int, context: Context) -> str:
    """So much of what a school has, with its unit: 2,160 m², 3 teachers."""
    formats = context.formats
    bare = formats.yuan(value) if measure == "equipment_value" else formats.plain(value)
    return context.texts(SCHOOL_AMOUNT_TEXT[measure], number=bare, count=1 if bare == "1" else 2)


def margin(cell: JudgedCell, context: Context, *, units: bool) -> str:
    """What a school has to spare or lacks, per student and in all; empty where nothing can be said.

    With `units` each number has its unit, as in a sentence; without, the head of the column says it.
    """
    if cell.margin is None:
        return ""
    texts, threshold = context.texts, cell.threshold
    if cell.margin == 0:
        return texts("conditions.margin.exact")
    size = _margin_number(cell, context)
    if units and threshold.unit is not ThresholdUnit.SHARE:
        size = with_unit(size, threshold, context)
    if threshold.comparison is Comparison.ABOUT:
        return texts("conditions.margin.within" if cell.margin > 0 else "conditions.margin.outside", margin=size)
    in_all = _in_all(cell, context)
    if cell.margin > 0:
        return texts("conditions.margin.spare", margin=size)
    if threshold.comparison is Comparison.AT_MOST:
        return texts("conditions.margin.over", margin=size, amount=in_all)
    if not in_all:
        return texts("conditions.margin.short", margin=size)
    return texts("conditions.margin.short_in_all", margin=size, amount=in_all)


def _in_all(cell: JudgedCell, context: Context) -> str:
    """The margin of the whole school; empty where the margin itself already is."""
    if cell.in_all is None or cell.resource is None or cell.threshold.denominator is None:
        return ""
    return amount(cell.resource[1], abs(cell.in_all), context)


def state_words(cell: JudgedCell, context: Context) -> str:
    """What can be said of a cell in a word; of an unknown one why."""
    if cell.state is not CellState.UNKNOWN:
        return context.texts(STATE_TEXT[cell.state])
    if cell.reason is None:
        return context.texts("symbol.no_row")
    return context.formats.missing_reason(cell.reason)


def verdict_words(school: JudgedSchool, context: Context) -> str:
    """The verdict of a school in a few words, with how many thresholds it fails or lacks."""
    failing = len(school.failing)
    if school.verdict is Verdict.FAILS:
        return context.texts("conditions.fails_columns", count=failing)
    return context.texts(VERDICT_TEXT[school.verdict])


def name_of(school: JudgedSchool, context: Context) -> str:
    """What a school is called in the reader's language."""
    return context.texts.side(school.name, school.name_en or school.name)
