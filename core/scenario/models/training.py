"""Training by target group: person-times of the years ahead, growth fading from year to year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.forecast import DAMPING
from core.scenario.history import Yearly, growth, last_year, typical_value
from core.scenario.levers import LAST_YEAR, Declarations, Lever, lever
from core.toml_entries import Words

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Training:
    """Person-times of each target group in `year`."""

    year: int
    groups: tuple[tuple[str, float], ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.year + 1, LAST_YEAR + 1))


def project(start: Training, levers: Mapping[str, Floats]) -> Floats:
    """Person-times of all groups together, shape (years, runs); growth is damped as in `core.forecast`."""
    growth = np.stack([levers[f"training_growth_{group}"] for group, _ in start.groups])
    now = np.repeat(np.array([value for _, value in start.groups])[:, None], growth.shape[1], axis=1)
    total = np.empty((len(start.years), growth.shape[1]))
    for year in range(len(total)):
        now *= 1.0 + growth * DAMPING**year
        now.sum(axis=0, out=total[year])
    return total


def training(groups: Mapping[str, Yearly]) -> Training | None:
    """The last year of every group that reports; None without any. A group that stopped reporting is left out."""
    year = max((last_year(series) or 0 for series in groups.values()), default=0)
    reporting = tuple((group, series[year]) for group, series in groups.items() if year in series)
    return Training(year, reporting) if reporting and year < LAST_YEAR else None


def levers_of(
    start: Training, groups: Mapping[str, Yearly], names: Mapping[str, Words], declarations: Declarations
) -> tuple[Lever, ...]:
    """One growth lever for each group in the model."""
    one = declarations.declaration("training_growth")
    return tuple(
        lever(one, *typical_value(growth(groups[group]), "growth"), unit_id=group, name=names[group])
        for group, _ in start.groups
    )
