"""A release of which nothing can be moved: what is counted stands, whatever asks for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.panels.scenario.scenario import axis_limits
from core.scenario.basis import Basis
from core.scenario.models.projects import Steps
from core.scenario.run import run
from core.scenario.run_again import run_again
from core.scenario.uncertainty import draw
from tests.support.scenario_basis import small


def counted(steps: Steps) -> Basis:
    """One goal, three of three projects done, and no lever."""
    parts = dict.fromkeys(("enrolment", "colleges", "teachers", "training", "facilities"))
    return replace(small(), **parts, levers=(), steps={"projects": steps})


@pytest.mark.parametrize("runs", [1, 3])
def test_every_run_gives_the_count(runs: int) -> None:
    basis = counted(Steps(2025, 3.0, ()))
    path = run(basis, np.empty((runs, 0))).paths["projects"]
    assert path.values.shape == (len(path.years), runs)
    assert np.all(path.values == 3.0)


def test_axes_a_moved_slider_and_the_draws_stand_on_it() -> None:
    basis = counted(Steps(2025, 3.0, ()))
    assert axis_limits(basis)["projects"] == (3.0, 3.0)
    assert run_again(basis, basis.defaults).paths["projects"].values[:, 0].tolist()[:2] == [3.0, 3.0]
    fan = draw(basis, basis.defaults, draws=200, indicators=("projects",)).fans["projects"]
    assert (fan.median[0], fan.lower[0, 0], fan.upper[-1, 0]) == (3.0, 3.0, 3.0)
