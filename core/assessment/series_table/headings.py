"""The headings of a table of series: which are years, which hold the flags of a year, what each is called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from core.cells.days import day_in
from core.cells.misread import MisreadError
from core.cells.numbers import is_number
from core.cells.text import fold, unwrapped
from core.cells.years import year_in

UNNAMED = "\0"
"""The first character of the internal name of a column without a name."""

_YEAR_MARK = re.compile(r"\[yr\d{4}\]$|^(?:yr|fy|cy|y|f|x)(?=\d{4})")
_FORECAST = r"fc?|forecast|proj(?:ection|ected)?|预测值?|计划[值数]?|规划[值数]?|plan(?:ned)?"
_FORECAST_MARK = re.compile(rf"(?<=\d)年?[(\[]?(?:{_FORECAST})[)\]]?$")
_YEAR_FLAG = re.compile(
    rf"(?<=\d)年?[(\[]?(?:[abdepru]{{1,2}}|{_FORECAST}|est(?:imated?)?|prov(?:isional)?|"
    r"(?:实际|完成)[值数]?|actual|估计值?|初步数?|[*†‡]+)[)\]]?$"
)
_TARGET_OF_YEAR = re.compile(
    r"(?:19|20)\d\d年?[-_ (]*(?:规划|计划)?(?:目标[值数]?|target)\)?|(?:目标[值数]?|target)[-_ (]*(?:19|20)\d\d年?\)?"
)
_FLAG = re.compile(
    r"(?:obs_?)?(?:flags?|status|symbols?|notes?|footnotes?)|(?:数据)?(?:标[记志识]|符号|状态|注释?|脚注|备注)"
)
_BESIDE_A_FLAG = re.compile(r"(?:19|20)\d\d|[\s_:：()\[\]./-]")
_LABELLED = re.compile(r"([A-Z][A-Z0-9_]+):\s*\S.*")


def heading_key(name: str) -> str:
    """A heading as it is compared; of `TIME_PERIOD: Time period`, as SDMX-CSV has it with labels, the part before."""
    match = _LABELLED.fullmatch(name.strip())
    return fold(match[1] if match else name)


def names(row: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns. One without a name is kept like any other, it only needs a name of its own; so does
    each column of flags behind a year."""
    written = [unwrapped(cell) for cell in row]
    flags = _flags(written)
    return tuple(
        f"{UNNAMED}{place}" if not name or (place in flags and written.count(name) > 1) else name
        for place, name in enumerate(written)
    )


def _flags(headings: Sequence[str]) -> set[int]:
    """The places of the columns that hold the flags of a year: right behind it, and called so."""
    flags: set[int] = set()
    for place in range(1, len(headings)):
        is_behind = place - 1 in flags or _year_of_heading(headings[place - 1]) is not None
        if is_behind and _FLAG.fullmatch(_BESIDE_A_FLAG.sub("", fold(headings[place]))):
            flags.add(place)
    return flags


def years_across(header: Sequence[str], understood: Collection[str]) -> tuple[tuple[int, str], ...]:
    """The columns that are years, in order: at least two, with names before them and nothing unknown between them.

    What follows them, such as a change or an average, is no figure, so no row of figures is taken for a header.
    """
    years = [(year, name) for name in header if (year := _year_of_heading(name)) is not None]
    if len(years) < 2 or years[0][1] == header[0]:
        return ()
    known = {name for _, name in years} | set(understood) | {header[place] for place in _flags(header)}
    last = header.index(years[-1][1])
    for place in range(header.index(years[0][1]), len(header)):
        name = header[place]
        if name not in known and not name.startswith(UNNAMED) and (place < last or is_number(name)):
            return ()
    return tuple(sorted(years))


def _year_of_heading(name: str) -> int | None:
    """2022, 2022 [YR2022], YR2022, X2022, 2022p, 2022(e) or 2022/23 as the year."""
    try:
        return year_of_text(_YEAR_FLAG.sub("", _YEAR_MARK.sub("", fold(name))))
    except MisreadError:
        return None


def year_of_text(text: str) -> int:
    """The year of a figure; of a table's days, the first and the last of a year stand for it. Raises MisreadError."""
    try:
        day = day_in(text)
    except MisreadError:
        return year_in(text)[0]
    return day.year if (day.month, day.day) in ((1, 1), (12, 31)) else year_in(text)[0]


def target_heading(header: Iterable[str]) -> str:
    """The last heading that names a target and its year in one, 2030年目标 or target 2030; empty without any."""
    return next((name for name in reversed(tuple(header)) if _TARGET_OF_YEAR.fullmatch(fold(name))), "")


def is_forecast(name: str) -> bool:
    """Whether a year is marked as a forecast, which nobody observed: 2024F."""
    return _FORECAST_MARK.search(fold(name)) is not None
