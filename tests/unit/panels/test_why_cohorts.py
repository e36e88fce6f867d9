"""Why a goal is missed, by years of entry; and the files of exactly the rows that a waterfall is made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.context import Context, context_for
from core.datasets import RowStatus, Symbol
from core.language import Language
from core.panels.panel import Panel
from core.panels.registry import PANELS
from core.panels.why.why import BY_COHORTS, PANEL, why_panels
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

STUDENTS, SHARE = "secondary_vocational_enrolment", "vocational_share"
VOCATIONAL = ("secondary-a", "secondary_vocational")
GENERAL = ("general-a", "general_high")

Values = Mapping[tuple[tuple[str, str], str], Mapping[int, float | None]]

COHORTS: Values = {
    (VOCATIONAL, "entrants"): {2018: 1000.0, 2019: 2000.0, 2020: 2500.0, 2023: 1900.0, 2024: 3000.0, 2025: 5600.0},
    (VOCATIONAL, "enrolment"): {2020: 5000.0, 2025: 9200.0},
}
"""Of 5,500 who entered 5,000 were there in 2020. All doubled they would be the 10,000 of the goal: 2,000, 4,000, 5,000
entrants and 1,000 who left."""
RATIO: Values = {
    (VOCATIONAL, "entrants"): {2023: 300.0, 2024: 400.0, 2025: 500.0},
    (VOCATIONAL, "enrolment"): {2020: 900.0, 2025: 900.0},
    (GENERAL, "entrants"): {2023: 700.0, 2024: 600.0, 2025: 500.0},
    (GENERAL, "enrolment"): {2020: 1600.0, 2025: 1600.0},
}
"""Each year 1,000 entered. 300 vocational and 200 general students left; 900 of 2,500 are 36 %, 4 points short."""


def released(root: Path, values: Values, **sources: object) -> Context:
    """A release with these students by school, measure and year; None is suppressed. `sources` are of every row."""
    rows = [
        row(
            unit,
            level=level,
            ownership="public",
            programme_group="total",
            measure=measure,
            year=year,
            value=value,
            symbol=Symbol.SUPPRESSED if value is None else Symbol.PRESENT,
            **{"source_file": f"{measure}-{year}.xlsx", **sources},
        )
        for ((unit, level), measure), yearly in values.items()
        for year, value in yearly.items()
    ]
    return of_rows(root, frame("enrolment", rows))


def of_rows(root: Path, enrolment: pd.DataFrame) -> Context:
    frames = {**tiny_release_frames(), "enrolment": enrolment}
    frames["teachers"] = frames["teachers"].iloc[:0]
    return context_for(tiny_release(root, date(2025, 12, 31), frames), Language.EN)


def by_cohorts(context: Context, indicator: str) -> Panel:
    return PANELS[BY_COHORTS](context, {"indicator": indicator})


def parts(panel: Panel) -> dict[str, float]:
    """The bars by name, as the table holds them."""
    return {cells[0].text: float(cells[1].value or 0) for cells in panel.table.rows[1:-1]}


def test_students_lack_those_whom_each_year_of_entry_brought_too_few(tmp_path: Path) -> None:
    """1,900 for 2,000, 3,000 for 4,000, 5,600 for 5,000; 1,300 left where 1,000 were to leave: 800 short."""
    panel = by_cohorts(released(tmp_path, COHORTS), STUDENTS)
    assert parts(panel) == {
        "Entrants of 2024": -1000,
        "Left or joined on the way": -300,
        "Entrants of 2023": -100,
        "Entrants of 2025": 600,
    }
    assert [line[2].value for line in panel.table.rows] == [10_000, 9_000, 8_700, 8_600, 9_200, 9_200]
    details = [line[3].text for line in panel.table.rows[1:3]]
    assert details == [
        "2,000 in 2019, 3,000 in 2024; 4,000 people had it grown like all",
        "Students less all who entered: -500 in 2020, -1,300 in 2025; -1,000 people had it grown like all",
    ]


def test_a_ratio_lacks_what_each_year_of_entry_lacks_of_its_share(tmp_path: Path) -> None:
    """40 % of each 1,000 are 400: 100 too few, none, 100 too many; of 500 who left 300 and not 200 were vocational."""
    panel = by_cohorts(released(tmp_path, RATIO), SHARE)
    assert parts(panel) == {"Entrants of 2023": -4.0, "Left or joined on the way": -4.0, "Entrants of 2025": 4.0}
    assert panel.table.rows[1][3].text == "300 of 1,000 people (30%)"
    assert panel.table.rows[2][3].text == "Students less all who entered: vocational -300, general -200"


@pytest.mark.parametrize(
    "year", [2018, *(pytest.param(year, marks=pytest.mark.slow) for year in (2019, 2020, 2023, 2024, 2025))]
)
def test_without_one_of_the_years_of_entry_there_is_no_waterfall_by_cohorts(tmp_path: Path, year: int) -> None:
    entrants = {of: value for of, value in COHORTS[VOCATIONAL, "entrants"].items() if of != year}
    context = released(tmp_path, {**COHORTS, (VOCATIONAL, "entrants"): entrants})
    assert [panel.id for panel in why_panels(context, STUDENTS)] == [PANEL]
    empty = by_cohorts(context, STUDENTS)
    assert empty.figure is None
    assert empty.headline == (
        "Vocational enrolment: there is a gap, but entrants of some years are not known in full, so it cannot be taken "
        "apart by year of entry"
    )


def test_a_year_of_entry_that_lacks_a_suppressed_part_is_said_to_and_makes_no_share(tmp_path: Path) -> None:
    """Too few entered school B in 2024 to be shown."""
    other = ("secondary-b", "secondary_vocational")
    hidden: Values = {(other, "entrants"): {2024: None, 2025: 0.0}, (other, "enrolment"): {2025: 0.0}}
    context = released(tmp_path / "heads", {**COHORTS, **hidden})
    panel = by_cohorts(context, STUDENTS)
    assert parts(panel)["Entrants of 2024"] == -1000
    assert [note for note in panel.notes if note.startswith("The totals of 2024 leave out 1 suppressed cell")]
    assert [panel.id for panel in why_panels(released(tmp_path / "whole", RATIO), SHARE)] == [PANEL, BY_COHORTS]
    assert [panel.id for panel in why_panels(released(tmp_path / "part", {**RATIO, **hidden}), SHARE)] == [PANEL]


def test_the_cohorts_stand_below_the_units_and_have_downloads_of_their_own(tmp_path: Path) -> None:
    panels = why_panels(released(tmp_path, COHORTS), STUDENTS)
    assert [panel.id for panel in panels] == ["why", "why_cohorts"]
    assert [panel.key for panel in panels] == [f"why_{STUDENTS}", f"why_cohorts_{STUDENTS}"]
    assert panels[0].subtitle != panels[1].subtitle


# Where it comes from


def test_the_source_line_names_the_files_of_the_two_years_and_no_other(tmp_path: Path) -> None:
    between = dict.fromkeys((2021, 2022, 2023, 2024), 6000.0)
    values = {**COHORTS, (VOCATIONAL, "enrolment"): {**COHORTS[VOCATIONAL, "enrolment"], **between}}
    context = released(tmp_path, {**values, (VOCATIONAL, "graduates"): {2020: 900.0, 2025: 1000.0}})
    (units, cohorts) = why_panels(context, STUDENTS)
    head = "Source: release 2025-12-31; file enrolment-2025.xlsx, enrolment-2020.xlsx"
    assert units.source == f"{head}; kind: demonstration."
    assert cohorts.source.startswith(f"{head}, entrants-2025.xlsx and 5 more;")


def test_a_waterfall_is_of_the_demonstration_only_when_a_row_of_its_years_is(tmp_path: Path) -> None:
    values = {VOCATIONAL: {2020: 5000.0, 2022: 6000.0, 2025: 9200.0}}
    for made_up, expected in ((2022, False), (2020, True), (2025, True)):
        rows = [
            row("secondary-a", level="secondary_vocational", ownership="public", programme_group="total",
                measure="enrolment", year=year, value=value,
                status=RowStatus.ILLUSTRATIVE if year == made_up else RowStatus.REPORTED)
            for year, value in values[VOCATIONAL].items()
        ]  # fmt: skip
        (panel,) = why_panels(of_rows(tmp_path / str(made_up), frame("enrolment", rows)), STUDENTS)
        assert panel.illustrative is expected
        assert ("demonstration" in panel.source) is expected


def test_places_of_colleges_are_told_with_the_file_that_holds_them(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    frames["colleges"] = frames["colleges"].assign(source_file="pipeline.xlsx")
    frames["college_enrolment"] = frames["college_enrolment"].assign(
        source_file=[f"students-{year}.xlsx" for year in frames["college_enrolment"]["year"]]
    )
    context = context_for(tiny_release(tmp_path, date(2025, 12, 31), frames), Language.EN)
    assert "file students-2025.xlsx, pipeline.xlsx;" in PANELS[PANEL](context, {"indicator": "college_students"}).source
    assert "file pipeline.xlsx;" in PANELS[PANEL](context, {"indicator": "colleges"}).source
