"""What the columns of a statistical office say of each figure: that there is none, its power of ten, its unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.assessment.series_table.headings import heading_key
from core.assessment.series_table.layout import SDMX, TableError
from core.cells.absence import Absence, absence_of
from core.cells.text import excerpt, fold

_ACTION = ("action",)
_STATUS = ("obs_status", "obsstatus", "observationstatus")
_CONFIDENTIALITY = ("conf_status", "confstatus", "confidentialitystatus")
_POWER = ("unit_mult", "unitmult", "unitmultiplier", "powercodecode", "powercode")
_UNITS = (
    "unit_measure", "unitmeasure", "unitofmeasure", "unitcode", "unit_code", "计量单位", "currency", "base_per",
    "base_period", "price_base", "prices",
)  # fmt: skip
_POWER_WORDS = {
    "": 0, "unit": 0, "units": 0, "个": 0, "tens": 1, "hundreds": 2, "百": 2, "thousands": 3, "千": 3, "万": 4,
    "millions": 6, "百万": 6, "亿": 8, "billions": 9, "trillions": 12,
}  # fmt: skip
_POWER_FIGURE = re.compile(r"([+-]?\d{1,2})(?:\.0+)?")
# The list CL_OBS_STATUS of SDMX: what stands for no value, and a forecast, which nobody observed.
_STATUS_WITHOUT_VALUE = {
    **dict.fromkeys("hklmo", Absence.NOT_AVAILABLE),
    "q": Absence.CONFIDENTIAL,
    "f": Absence.FORECAST,
}
_FREE = ("", "f", "free", "public", "公开")
"""Of the list CL_CONF_STATUS of SDMX, F alone is free for publication; of every other code the figure is not given."""
_DELETED = ("d", "delete")


@dataclass(frozen=True, slots=True)
class OfficeColumns:
    """The names of such columns in a table, empty without one; `units` are those a series must agree in."""

    action: str
    status: str
    confidentiality: str
    power: str
    units: tuple[str, ...]

    def absence(self, cells: Mapping[str, str], value: str) -> tuple[str, Absence] | None:
        """The sign that says there is no value, and its reason: the value itself, a row that deletes, or a status."""
        reason = absence_of(value)
        if reason is not None:
            return value, reason
        if _code(cells.get(self.action, "")) in _DELETED:
            return cells[self.action], Absence.DELETED
        status = cells.get(self.status, "")
        reason = _STATUS_WITHOUT_VALUE.get(_code(status))
        if reason is not None:
            return status, reason
        secrecy = cells.get(self.confidentiality, "")
        return None if _code(secrecy) in _FREE else (secrecy, Absence.CONFIDENTIAL)

    def power_of_ten(self, cells: Mapping[str, str], line: int, file: str) -> int:
        """By which power of ten a figure is multiplied. Raises TableError for what is none."""
        code = _code(cells.get(self.power, ""))
        if code in _POWER_WORDS:
            return _POWER_WORDS[code]
        match = _POWER_FIGURE.fullmatch(code)
        if match is None:
            found = excerpt(cells[self.power])
            raise TableError("not_a_power", file=file, row=line, column=self.power, found=found)
        return int(match[1])


def office_columns(header: Sequence[str]) -> OfficeColumns:
    """The columns of a header that say something of each figure."""
    by_name = {heading_key(name): name for name in reversed(header)}

    def column(names: Sequence[str]) -> str:
        return next((by_name[name] for name in names if name in by_name), "")

    is_sdmx = all(name in by_name for name in SDMX)
    units = tuple(by_name[name] for name in _UNITS if name in by_name)
    return OfficeColumns(
        column(_ACTION) if is_sdmx else "", column(_STATUS), column(_CONFIDENTIALITY), column(_POWER), units
    )


def _code(text: str) -> str:
    """The code of a cell: of `M: Missing value` it is m."""
    return fold(text).split(":")[0]
