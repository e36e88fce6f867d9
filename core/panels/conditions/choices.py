"""What the address says on the page of conditions: standard, year, filters, and what was not understood of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.assess_release import standard_of
from core.cells.text import fold
from core.conditions.school_verdicts import CellState, JudgedCell, JudgedSchool, Verdict
from core.context import Context
from core.datasets import DATASETS
from core.panels.conditions.judged_schools import INDICATOR, JudgedYear, judged_year, years
from core.plan.standards import Standard

ALL = "all"
CLASS_SIZE = 45
"""Students of one more class."""
MOST_MORE = 20_000
"""Students asked about at most."""
CLASSES = DATASETS["conditions"].codes["school_class"]
OWNERSHIP = DATASETS["conditions"].codes["ownership"]


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of one run, each of them good: what could not be used is in `refused`, by name and value.

    `year` is None unless one was asked for. `column` is the item of a threshold.
    """

    standard: Standard
    year: int | None = None
    verdict: str = ALL
    column: str = ALL
    school_class: str = ALL
    ownership: str = ALL
    find: str = ""
    page: int = 1
    more: int = CLASS_SIZE
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """What an address must carry to say the same, but for the page of a long list."""
        pairs = (
            ("standard", self.standard.id),
            ("year", "" if self.year is None else str(self.year)),
            ("verdict", self.verdict),
            ("column", self.column),
            ("class", self.school_class),
            ("ownership", self.ownership),
            ("find", self.find),
            ("students", str(self.more) if self.more != CLASS_SIZE else ""),
        )
        return tuple((name, value) for name, value in pairs if value not in ("", ALL))


def columns_of(standard: Standard) -> tuple[str, ...]:
    """The items of a standard's thresholds in declared order, each once."""
    return tuple(dict.fromkeys(threshold.item for threshold in standard.threshold))


def default_standard(context: Context) -> Standard | None:
    """The standard by which the goal counts schools, else the plan's first; None when it has none."""
    return standard_of(context, INDICATOR) or next(iter(context.plan.standards), None)


def choices_of(context: Context, address: Mapping[str, str]) -> Choices | None:
    """The choices of an address; None when the plan has no standard to judge by."""
    default = default_standard(context)
    if default is None:
        return None
    refused: list[tuple[str, str]] = []
    standards = {standard.id: standard for standard in context.plan.standards}
    standard = standards[_one_of(address, "standard", tuple(standards), default.id, refused)]
    year = _one_of(address, "year", tuple(map(str, years(context))), "", refused)
    return Choices(
        standard,
        int(year) if year else None,
        _one_of(address, "verdict", tuple(Verdict), ALL, refused),
        _one_of(address, "column", columns_of(standard), ALL, refused),
        _one_of(address, "class", CLASSES, ALL, refused),
        _one_of(address, "ownership", OWNERSHIP, ALL, refused),
        address.get("find", "").strip(),
        _number(address, "page", 1, 10_000, 1, refused),
        _number(address, "students", 0, MOST_MORE, CLASS_SIZE, refused),
        tuple(refused),
    )


def _one_of(
    address: Mapping[str, str], name: str, options: tuple[str, ...], default: str, refused: list[tuple[str, str]]
) -> str:
    value = address.get(name, "")
    if value in options:
        return str(value)
    if value not in ("", ALL):
        refused.append((name, value))
    return default


def _number(
    address: Mapping[str, str], name: str, least: int, most: int, default: int, refused: list[tuple[str, str]]
) -> int:
    value = address.get(name, "")
    if value.isascii() and value.isdecimal() and len(value) <= len(str(most)) and least <= int(value) <= most:
        return int(value)
    if value:
        refused.append((name, value))
    return default


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown: the year judged, and the schools of it that the filters leave, worst first."""

    choices: Choices
    judged: JudgedYear
    schools: tuple[JudgedSchool, ...]


def selection(context: Context, choices: Choices) -> Selection | None:
    """The schools the choices leave; None when no school has reported conditions."""
    judged = judged_year(context, choices.standard, choices.year)
    if judged is None:
        return None
    schools = judged.schools if choices.verdict == Verdict.NO_THRESHOLDS else judged.with_thresholds
    left = [school for school in schools if _is_left(school, judged, choices)]
    left.sort(key=lambda school: _order(school, choices.column))
    return Selection(choices, judged, tuple(left))


def _is_left(school: JudgedSchool, judged: JudgedYear, choices: Choices) -> bool:
    return (
        choices.school_class in (ALL, school.school_class)
        and choices.ownership in (ALL, judged.ownership.get(school.unit_id, ""))
        and _says(school, choices)
        and (not choices.find or any(fold(choices.find) in fold(name) for name in (school.name, school.name_en)))
    )


def _says(school: JudgedSchool, choices: Choices) -> bool:
    """Whether the verdict asked for is that of the school, or of the one column that is shown."""
    if choices.verdict == ALL:
        return choices.column == ALL or school.cell(choices.column) is not None
    if choices.column == ALL or choices.verdict == Verdict.NO_THRESHOLDS:
        return school.verdict == choices.verdict
    cell = school.cell(choices.column)
    return cell is not None and cell.state.value == choices.verdict


_ORDER = (Verdict.FAILS, Verdict.UNKNOWN, Verdict.MEETS, Verdict.NO_THRESHOLDS)


def _order(school: JudgedSchool, column: str) -> tuple[int, float, str]:
    """Failing first, those with most failures or the largest part missing; then what is not known; then the rest."""
    if column == ALL:
        lacks = len(school.failing) + max(map(_lack, school.failing), default=0.0)
        return _ORDER.index(school.verdict), -lacks, school.name
    cell = school.cell(column)
    order = (CellState.FAILS, CellState.UNKNOWN)
    if cell is None:
        return len(order) + 1, 0.0, school.name
    place = order.index(cell.state) if cell.state in order else len(order)
    return place, -_lack(cell), school.name


def _lack(cell: JudgedCell) -> float:
    """How much of a threshold is missing, 0 to 1; all of it where there is nobody for what is asked."""
    if cell.margin is None and cell.state is CellState.FAILS:
        return 1.0
    if cell.margin is None or cell.margin >= 0 or not cell.threshold.value:
        return 0.0
    return min(-cell.margin / cell.threshold.value, 1.0)
