"""A starting point for scenarios small enough to work out in the head, and those of the demonstration releases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from core.conditions import ResourceNeed
from core.context import context_for
from core.language import Language
from core.plan.entries import Goal
from core.plan.indicators import Better
from core.scenario.basis import Basis
from core.scenario.levers import LAST_YEAR, NEVER, Lever, Origin, lever, read_levers
from core.scenario.models.cohort_flow import CohortFlow
from core.scenario.models.colleges import Colleges, PlannedCollege
from core.scenario.models.facilities import Facilities, School
from core.scenario.models.projects import Steps
from core.scenario.models.teachers import Teachers
from core.scenario.models.training import Training
from core.scenario_basis.from_release import basis_of
from core.scenario_basis.lever_declarations import LEVERS_FILE
from core.snapshots import demonstration_root, releases
from core.toml_entries import Words

YEAR = 2025
SPAN = LAST_YEAR - YEAR
DECLARATIONS = read_levers(Path(LEVERS_FILE))
RELEASE_IDS = [release.id for release in releases(demonstration_root()).snapshots]
LAND = ("conditions", "campus_area")


def one(id: str, default: float, low: float, high: float, unit_id: str = "") -> Lever:
    """A lever at `default`, plausible from `low` to `high`."""
    return lever(DECLARATIONS.declaration(id), default, (low, high), Origin("latest"), unit_id=unit_id)


def goal(indicator: str, value: float, year: int = 2030) -> Goal:
    words = Words(zh=indicator, en=indicator)
    return Goal.model_construct(
        indicator=indicator,
        value=value,
        label=words,
        short_label=words,
        target_year=year,
        in_force_from=date(2021, 1, 1),
    )


def small(**goals: float) -> Basis:
    """A district with 100 junior graduates a year, two colleges on the way, 100 teachers and two schools.

    All 100 go on, 40 to vocational schools, all stay: 120 vocational and 180 general students for ever. One college is
    open; a and b (1,000 and 500 places, nobody leaves) open in 2027 and 2031 and take in a full intake within a year
    but for a tenth. Of 100 specialised teachers 50 are dual-qualified, 10 more in the first year, nobody comes or
    leaves. The schools have half of the students each and need 10 m² of land for each: a has 600, b has 500.
    """
    needs = (ResourceNeed("land", LAND, 0.0, 10.0),)
    schools = tuple(School(id, Words(zh=id, en=id), 60.0, {LAND: have}, needs) for id, have in (("a", 600), ("b", 500)))
    levers = (
        one("graduates_per_birth", 1.0, 1.0, 1.0),
        one("continuation_share", 1.0, 1.0, 1.0),
        one("net_inflow", 0.0, 0.0, 0.0),
        one("vocational_entrant_share", 0.4, 0.35, 0.45),
        one("retention_second_year", 1.0, 1.0, 1.0),
        one("retention_third_year", 1.0, 1.0, 1.0),
        one("college_fill", 1.0, 1.0, 1.0),
        one("opening_year", 2027, 2026, 2028, "a"),
        one("places", 1000, 800, 1200, "a"),
        one("ramp_up", 1.0, 1.0, 1.0, "a"),
        one("opening_year", 2031, 2030, 2033, "b"),
        one("places", 500, 400, 600, "b"),
        one("ramp_up", 1.0, 1.0, 1.0, "b"),
        one("teachers_hired", 0.0, 0.0, 0.0),
        one("certification_rate", 0.2, 0.1, 0.3),
        one("teacher_attrition", 0.0, 0.0, 0.0),
        one("training_growth", 0.0, -0.1, 0.1, "veterans"),
        one("land_per_year", 0.0, 0.0, 1000.0),
        one("reached_in", NEVER, 2028, NEVER, "projects"),
    )
    return Basis(
        release="small",
        data="0",
        as_of=date(YEAR, 12, 31),
        declarations=DECLARATIONS,
        levers=levers,
        goals=tuple(goal(id, value) for id, value in goals.items()),
        history={},
        better={
            **dict.fromkeys(
                ("vocational_share", "colleges", "college_students", "dual_qualified_share", "projects"), Better.HIGHER
            ),
            **dict.fromkeys(("schools_meeting_standard", "training_person_times"), Better.HIGHER),
            "general_high_enrolment": Better.LOWER,
        },
        enrolment=CohortFlow(YEAR, np.full(SPAN, 100.0), np.zeros(SPAN), np.full(3, 40.0), np.full(3, 60.0), 1.0, 0),
        colleges=Colleges(
            YEAR,
            YEAR,
            1,
            np.full(SPAN, 2000.0),
            np.zeros(SPAN),
            (PlannedCollege("a", 3, 1.0), PlannedCollege("b", 3, 1.0)),
        ),
        teachers=Teachers(YEAR, 100.0, 100.0, 50.0, 1.0),
        training=Training(YEAR, (("veterans", 1000.0),)),
        facilities=Facilities(
            YEAR,
            schools,
            (LAND,),
            np.array([[600.0, 500.0]]),
            np.zeros((1, 2)),
            np.full((1, 2), 10.0),
            np.array([0.5, 0.5]),
            1.0,
            np.zeros(2),
        ),
        steps={"projects": Steps(YEAR, 2.0, ("reached_in_projects",))},
    )


def without_spread(basis: Basis) -> Basis:
    """The same with levers that history never saw move."""
    return replace(
        basis, levers=tuple(replace(lever, plausible=(lever.default, lever.default)) for lever in basis.levers)
    )


def demonstration_basis(release: str) -> Basis:
    """Where the scenarios of a demonstration release start."""
    snapshots = releases(demonstration_root())
    snapshot = next(snapshot for snapshot in snapshots.snapshots if snapshot.id == release)
    return basis_of(context_for(snapshot, Language.EN, releases=snapshots))
