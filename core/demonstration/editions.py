"""The eight demonstration releases: their dates and notes, what each may know, and how its tables are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pandas as pd

from core.datasets import DATASETS, RowStatus, Symbol
from core.plan.plan_in_force import head_in_force
from core.snapshots import Origin
from core.workspace import DATA

PLAN = head_in_force((DATA / "plan",), date(2025, 12, 31))
"""The plan that comes with the program: the demonstration is of its district, and nothing of it is known before it."""
AREA = PLAN.area
FIRST_YEAR = 2015
SHEETS = {
    "enrolment": "在校生",
    "colleges": "高校项目",
    "college_enrolment": "高校在校生",
    "training": "职业培训",
    "teachers": "教师",
    "conditions": "办学条件",
    "cohorts": "生源",
    "observations": "其他指标",
    "tasks": "任务",
    "milestones": "建设项目",
    "programmes": "专业",
}
# Relative differences between a first return and the confirmed value of the next release; most values stay.
_FIRST_RETURN = (0.0, 0.012, 0.0, -0.009, 0.0, 0.018, -0.006)
_FEW = 10  # persons; a smaller cell could be recognised

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A made-up school, college or project (or the district), valid up to and including `closed`."""

    id: str
    name: str
    name_en: str
    valid_from: date
    closed: date | None = None


DISTRICT = SampleUnit(AREA, "全区", "Whole district", date(2011, 10, 22))


@dataclass(frozen=True, slots=True)
class Edition:
    """One release to be made: nothing that happened after `as_of` is in it."""

    as_of: date
    note: str
    note_en: str

    @property
    def closing(self) -> bool:
        """Whether this is the close-out, in which every value is final."""
        return self.as_of.month == 12

    @property
    def published_at(self) -> datetime:
        """Fixed, so that making a release again gives the same manifest."""
        day = self.as_of + timedelta(days=22)
        return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)

    @property
    def workbook(self) -> str:
        return f"demonstration-{self.as_of.year}{'-closing' if self.closing else ''}.xlsx"

    def years(self, *, whole: bool = False) -> range:
        """The reference years known: up to this autumn, or with `whole` only calendar years that have ended."""
        return range(FIRST_YEAR, self.as_of.year + (0 if whole and not self.closing else 1))

    def provisional(self, year: int, *, whole: bool = False) -> bool:
        """Whether a value is of the newest year known in September, which the next release confirms."""
        return not self.closing and year == self.years(whole=whole)[-1]

    def first_return(self, confirmed: int, year: int, place: int, *, whole: bool = False) -> int:
        """The value as this release knows it: slightly off while provisional. `place` tells units apart."""
        if not self.provisional(year, whole=whole):
            return confirmed
        return round(confirmed * (1 + _FIRST_RETURN[(3 * year + place) % len(_FIRST_RETURN)]))


def _september(year: int, note: str = "", note_en: str = "") -> Edition:
    return Edition(
        date(year, 9, 1),
        f"示例数据，非真实统计。{year}年数为初报数，下一期确认。{note}",
        f"Made-up sample data. Values of {year} are provisional and confirmed in the next release.{note_en}",
    )


EDITIONS = (
    _september(2019),
    _september(2020),
    _september(2021),
    _september(2022, "示例中职学校F于8月31日并入示例中职学校B。", " School F merged into school B on 31 August."),
    _september(
        2023,
        "更正：示例中职学校D的2021年招生和在校生剔除重复登记，减少约7%。",
        " Correction: double registrations removed from the 2021 entrants and enrolment of sample vocational school D,"
        " about 7 % fewer.",
    ),
    _september(2024),
    _september(2025),
    Edition(
        date(2025, 12, 31),
        "示例数据，非真实统计。收官期：除未发布的数据外均为最终数。",
        "Made-up sample data. Close-out: everything is final except what is not yet published.",
    ),
)


def edition_of(as_of: date) -> Edition:
    """The demonstration release of a date. Raises ValueError when there is none."""
    for edition in EDITIONS:
        if edition.as_of == as_of:
            return edition
    raise ValueError(f"no demonstration release of {as_of}: there are {', '.join(str(e.as_of) for e in EDITIONS)}")


def between(knots: Mapping[int, float], year: int) -> float:
    """The straight line between the years of `knots`, level before the first and after the last."""
    before = max((knot for knot in knots if knot <= year), default=min(knots))
    after = min((knot for knot in knots if knot >= year), default=max(knots))
    if before == after:
        return knots[before]
    if year < before or year > after:
        return knots[before if year > after else after]
    return knots[before] + (knots[after] - knots[before]) * (year - before) / (after - before)


def since(steps: Mapping[int, float], year: int) -> float:
    """The newest value of `steps` in a year, for what changes at once, such as a building; the first one before."""
    return steps[max((step for step in steps if step <= year), default=min(steps))]


def uneven(value: float, year: int, place: int, by: float = 0.035) -> int:
    """A whole number up to `by` (relative) off `value`, so that no two units or years run in step."""
    return round(value * (1 + by * ((37 * year + 11 * place) % 9 - 4) / 4))


def cell(persons: int | None, reason: Symbol = Symbol.PRESENT) -> Row:
    """Value and symbol of a count of persons; one to nine persons are suppressed."""
    if reason is Symbol.PRESENT and persons is not None and 0 < persons < _FEW:
        reason = Symbol.SUPPRESSED
    value = None if reason is not Symbol.PRESENT or persons is None else float(persons)
    return {"value": value, "symbol": reason.value}


def number(value: float) -> Row:
    """Value and symbol of a number that is no cell of persons, however small."""
    return {"value": float(value), "symbol": Symbol.PRESENT.value}


def table(dataset: str, edition: Edition, entries: Iterable[tuple[SampleUnit, Row]]) -> pd.DataFrame:
    """The dataset's frame: every entry with its unit, its status and the row of the sheet it stands for."""
    columns = DATASETS[dataset].schema.names
    rows = []
    for place, (unit, row) in enumerate(entries):
        rows.append(
            {
                "area": AREA,
                "unit_id": unit.id,
                "unit_name": unit.name,
                "unit_name_en": unit.name_en,
                "unit_valid_from": unit.valid_from,
                "unit_valid_to": unit.closed if unit.closed and unit.closed <= edition.as_of else None,
                "status": RowStatus.ILLUSTRATIVE.value,
                "provisional": False,
                "source_file": edition.workbook,
                "source_sheet": SHEETS[dataset],
                "source_row": place + 2,  # the first row holds the headings
                **row,
            }
        )
    return pd.DataFrame(rows, columns=columns)


def origins(edition: Edition) -> dict[str, Origin]:
    """Which sheet each dataset stands for; there is no file behind it, hence no hash."""
    return {dataset: Origin(edition.workbook, "", sheet) for dataset, sheet in SHEETS.items()}
