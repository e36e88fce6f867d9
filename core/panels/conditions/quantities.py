"""Values, thresholds and margins of schools in natural units, as they stand in a cell or in a sentence."""

from __future__ import annotations

from core.conditions.school_verdicts import CellState, JudgedCell, JudgedSchool, Verdict
from core.context import Context
from core.formats import Formats, agreeing_digits, round_half_up
from core.language import Language
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
MOST_DIGITS = 4


def number(value: float, threshold: Threshold, formats: Formats) -> str:
    """A value in the unit of a threshold, bare, with as many decimals as tell the two apart."""
    return _written(_shown(value, threshold, formats)[0], threshold, formats)


def _shown(value: float, threshold: Threshold, formats: Formats) -> tuple[float, float, int]:
    """A value and its threshold as they are shown beside each other, and with how many decimals.

    What lies between them is the difference of these two: 18.8 against 20 is 1.2, though 18.75 may stand for it.
    """
    scale = 100.0 if threshold.unit is ThresholdUnit.SHARE else 1.0
    usual = 0 if threshold.unit in _WHOLE else 1
    if _is_in_wan(threshold, formats):
        scale, usual = 1e-4, 2
    digits = agreeing_digits(value * scale, threshold.value * scale, usual)
    first, second = (float(round_half_up(each * scale, digits)) for each in (value, threshold.value))
    return first, second, digits


def _written(shown: float, threshold: Threshold, formats: Formats, digits: int = MOST_DIGITS) -> str:
    """A number on the scale of `_shown` with its sign."""
    bare = formats.plain(shown, digits, trim=True)
    if threshold.unit is ThresholdUnit.SHARE:
        return bare + "%"
    return formats.yuan(shown * 1e4, digits) if _is_in_wan(threshold, formats) else bare


def _is_in_wan(threshold: Threshold, formats: Formats) -> bool:
    """Whether amounts of a threshold are written in 万."""
    return threshold.unit is ThresholdUnit.YUAN and formats.texts.language is Language.ZH


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


def asked(cell: JudgedCell, context: Context) -> str:
    """What is asked of a school in a cell; that no copy read shows it."""
    return context.texts("conditions.state.unread") if cell.unread else limit(cell.threshold, context)


def _limit_number(threshold: Threshold, context: Context) -> str:
    return number(threshold.value, threshold, context.formats)


def _margin_number(cell: JudgedCell, context: Context) -> str:
    """The size of a margin, bare: the difference of value and threshold as they are shown."""
    formats, threshold = context.formats, cell.threshold
    value, asked, digits = _shown(cell.value or 0.0, threshold, formats)
    size = abs(cell.margin or 0.0) if threshold.comparison is Comparison.ABOUT else abs(value - asked)
    if threshold.unit is ThresholdUnit.SHARE:
        size = size * 100 if threshold.comparison is Comparison.ABOUT else size
        return context.texts("unit.points", number=formats.plain(size, digits, trim=True))
    return _written(size, threshold, formats, digits)


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
        return _for_nobody(cell, context)
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


def _for_nobody(cell: JudgedCell, context: Context) -> str:
    """What a school has where there is nobody to divide by, and what it lacks; empty where nothing can be said."""
    if cell.parts is None:
        return ""
    parts = parts_in_words(cell, context)
    if cell.state is CellState.NOT_ASKED:
        return context.texts("conditions.margin.nobody", parts=parts)
    in_all = _in_all(cell, context)
    return context.texts("conditions.margin.nobody_short", parts=parts, amount=in_all) if in_all else parts


def parts_in_words(cell: JudgedCell, context: Context) -> str:
    """Both sides of a ratio, each with its unit: 900 students, 0 teachers. Empty where they are not known."""
    measures = [part.name for part in (cell.threshold.numerator, cell.threshold.denominator) if part is not None]
    parts = [part for part in cell.parts or () if part is not None]
    return context.texts.listed(
        amount(measure, round(part), context) for measure, part in zip(measures, parts, strict=False)
    )


def _in_all(cell: JudgedCell, context: Context) -> str:
    """The margin of the whole school; empty where the margin itself already is."""
    if cell.in_all is None or cell.resource is None or cell.threshold.denominator is None:
        return ""
    return amount(cell.resource[1], abs(cell.in_all), context)


def state_words(cell: JudgedCell, context: Context) -> str:
    """What can be said of a cell in a word; of an unknown one why."""
    if cell.unread:
        return context.texts("conditions.state.unread")
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
    if school.verdict is Verdict.MEETS and school.has_no_students:
        return context.texts("conditions.verdict.no_students")
    return context.texts(VERDICT_TEXT[school.verdict])


def name_of(school: JudgedSchool, context: Context) -> str:
    """What a school is called in the reader's language."""
    return context.texts.side(school.name, school.name_en or school.name)
