"""The models of `core.scenario` as sheets of formulas: students, colleges, teachers, training, projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.context import Context
from core.exports.scenario.formula import Formula, exponential, formula, greatest, least, logarithm, ratio, total
from core.exports.scenario.sheet import Sheet, SheetLine, Styles
from core.forecast import DAMPING
from core.panels.scenario.start_notes import filled_note
from core.panels.scenario.words import lever_name
from core.scenario.basis import Basis
from core.scenario.levers import LAST_YEAR
from core.scenario.models.cohort_flow import ReportedLater
from core.scenario.models.colleges import FULL, Colleges
from core.scenario.models.teachers import NEEDED
from core.scenario_basis.from_release import READ_DATASETS

IndicatorLines = dict[str, SheetLine]
"""The line of each indicator, by its id; the results point to them."""


@dataclass(frozen=True, slots=True)
class SheetMaker:
    """What every sheet of models is made from; `levers` are the input cells by lever id."""

    book: Any
    styles: Styles
    context: Context
    basis: Basis
    levers: Mapping[str, Formula]

    def sheet(self, id: str, first: int, indicator: str = "") -> Sheet:
        """A sheet whose columns are the years from `first` on; that what `indicator` starts from was filled in is said
        on top of it."""
        years, caution = range(first, LAST_YEAR + 1), self.context.tag(*READ_DATASETS) or ""
        sheet = Sheet(self.book, self.styles, self.text(f"sheet_{id}"), caution, years)
        for note in filled_note(self.basis, indicator, self.context):
            sheet.words(note, self.styles.caution)
        return sheet

    def text(self, id: str, **values: object) -> str:
        return self.context.texts(f"scenario_book.{id}", **values)

    def unit(self, id: str) -> str:
        return self.context.texts(f"scenario_book.unit_{id}")

    def lines(self, sheet: Sheet) -> Callable[..., SheetLine]:
        """How a sheet begins a line: the id of its label, of its unit, its number format, values given."""

        def line(
            id: str, unit: str = "persons", style: str = "whole", values: Any = None, **words: object
        ) -> SheetLine:
            return sheet.line(self.text(id, **words), self.unit(unit), style, values)

        return line


def students(make: SheetMaker) -> IndicatorLines:
    """Births and junior graduates → entrants → three cohorts each of vocational and general schools."""
    start, lever = make.basis.enrolment, make.levers
    assert start is not None
    sheet = make.sheet("students", start.year, "secondary_vocational_enrolment")
    line = make.lines(sheet)
    places: Formula | None = None
    if start.schools:
        schools = sheet.constant(make.text("schools"), make.unit("schools"), float(start.schools))
        places = sheet.constant(
            make.text("all_places"), make.unit("places"), lever["places_per_school"] * schools, "whole"
        )
    general_staying = sheet.constant(make.text("general_staying"), "", start.general_staying, "fine")
    sheet.header(make.text("autumn"), make.unit("year"))
    known = line("graduates_known", values=dict(zip(start.years, start.graduates.tolist(), strict=True)))
    births = line("births", values=dict(zip(start.years, start.by_births.tolist(), strict=True)))
    graduates, pool, wanted, carried = (line(id) for id in ("graduates", "pool", "wanted", "carried"))
    entered, away, general_in = (line(id) for id in ("entered", "turned_away", "general_entrants"))
    vocational = [line(f"vocational_{year}") for year in (1, 2, 3)]
    vocational_all = line("vocational_all")
    general = [line(f"general_{year}") for year in (1, 2, 3)]
    general_all = line("general_all")
    share, share_of_entrants = line("share", "share", "share"), line("share_of_entrants", "share", "share")
    staying = (lever["retention_second_year"], lever["retention_third_year"])
    for year in (start.year, *start.years):
        before = year - 1
        if year == start.year:
            for place in range(3):
                vocational[place].put(year, float(start.vocational[place]))
                general[place].put(year, float(start.general[place]))
        else:
            graduates.put(year, known[year] + lever["graduates_per_birth"] * births[year])
            pool.put(year, greatest(graduates[year] * lever["continuation_share"] + lever["net_inflow"], 0.0))
            wanted.put(year, pool[year] * lever["vocational_entrant_share"])
            carried.put(year, vocational[0][before] * staying[0] + vocational[1][before] * staying[1])
            room = None if places is None else greatest(places - carried[year], 0.0)
            # What was reported of a year after the one the model starts in stands, as given.
            reported = start.vocational_later.entrants_of(year)
            entered.put(
                year,
                reported if reported is not None else wanted[year] + 0.0 if room is None else least(wanted[year], room),
            )
            away.put(year, wanted[year] - entered[year] if reported is None else 0.0)
            reported = start.general_later.entrants_of(year)
            general_in.put(year, pool[year] - wanted[year] if reported is None else reported)
            _put_cohorts(vocational, year, start.vocational_later, entered[year], staying)
            _put_cohorts(general, year, start.general_later, general_in[year], (general_staying, general_staying))
            share_of_entrants.put(year, ratio(entered[year], entered[year] + general_in[year]))
        vocational_all.put(year, sheet.down(vocational, year))
        general_all.put(year, sheet.down(general, year))
        share.put(year, ratio(vocational_all[year], vocational_all[year] + general_all[year]))
    return {
        "secondary_vocational_enrolment": vocational_all,
        "general_high_enrolment": general_all,
        "vocational_share": share,
        "secondary_vocational_entrants": entered,
        "general_high_entrants": general_in,
        "vocational_share_of_entrants": share_of_entrants,
    }


def _put_cohorts(
    cohorts: Sequence[SheetLine], year: int, later: ReportedLater, entrants: Formula, staying: Sequence[Formula]
) -> None:
    """Students in years 1, 2 and 3 as reported of a year, or as they follow from the year before."""
    students = later.students.get(year)
    followed = [entrants, *(line[year - 1] * rate for line, rate in zip(cohorts, staying, strict=False))]
    for place, line in enumerate(cohorts):
        line.put(year, followed[place] if students is None else float(students[place]))


def colleges(make: SheetMaker) -> IndicatorLines:
    """Colleges here, and those on the way: opening, intakes that rise to a full one, the years they stay."""
    start = make.basis.colleges
    assert start is not None
    sheet = make.sheet("colleges", min(start.year, start.counted + 1), "college_students")
    line = make.lines(sheet)
    open_now = sheet.constant(make.text("open_now"), make.unit("colleges"), float(start.open_now))
    full = sheet.constant(make.text("full"), "", FULL, "share")
    years = sheet.header(make.text("autumn"), make.unit("year"))
    settled = line("settled", values=dict(zip(start.years, start.settled.tolist(), strict=True)))
    filling = line("filling", values=dict(zip(start.years, start.filling.tolist(), strict=True)))
    names = {id: make.context.called(id) for id in ("colleges", "college_students")}
    here, count, everyone = (
        line("students_here"),
        line("colleges", "colleges", **names),
        line("college_students", **names),
    )
    opened, stocks = _on_the_way(make, sheet, start, years, full)
    for year in start.years_counted:
        count.put(year, total([open_now, *(line_of_college[year] for line_of_college in opened)]))
    for year in start.years:
        here.put(year, settled[year] + make.levers["college_fill"] * filling[year])
        everyone.put(year, total([here[year], *(line_of_college[year] for line_of_college in stocks)]))
    return {"colleges": count, "college_students": everyone}


def _on_the_way(
    make: SheetMaker, sheet: Sheet, start: Colleges, years: SheetLine, full: Formula
) -> tuple[list[SheetLine], list[SheetLine]]:
    """A block for each college on the way: whether it counts, and its students."""
    line, texts = make.lines(sheet), make.context.texts
    opened, stocks = [], []
    for college in start.coming:
        name = make.basis.lever(f"opening_year_{college.unit_id}").name
        sheet.group("" if name is None else texts.of(name))
        opening, places, ramp = (make.levers[f"{id}_{college.unit_id}"] for id in ("opening_year", "places", "ramp_up"))
        staying = sheet.constant(make.text("staying"), "", college.staying, "fine")
        weights = total([staying ** float(age) for age in range(college.study_years)])
        weights = sheet.constant(make.text("weights", years=college.study_years), make.unit("years"), weights, "fine")
        speed = sheet.constant(make.text("speed"), make.unit("per_year"), -logarithm(1 - full) / ramp, "fine")
        since, counted = line("since", "years", "broken"), line("counted", "colleges", "broken")
        intake, stock = line("intake"), line("stock")
        for year in sorted({*start.years, *start.years_counted}):
            since.put(year, years[year] - opening + 1.0)
            counted.put(year, least(greatest(since[year], 0.0), 1.0))
        for year in start.years:
            risen = greatest(1 - exponential(0 - speed * since[year]), 0.0)
            intake.put(year, places / weights * risen)
            ages = [age for age in range(college.study_years) if year - age > start.year]
            stock.put(year, total([intake[year - age] * staying ** float(age) for age in ages]))
        opened.append(counted)
        stocks.append(stock)
    return opened, stocks


def teachers(make: SheetMaker) -> IndicatorLines:
    """Full-time, specialised-course and dual-qualified teachers as stock and flow."""
    start, lever = make.basis.teachers, make.levers
    assert start is not None
    sheet = make.sheet("teachers", start.year, "dual_qualified_share")
    line = make.lines(sheet)
    of_hired = sheet.constant(make.text("specialised_of_hired"), "", start.specialised_of_hired, "fine")
    sheet.header(make.text("autumn"), make.unit("year"))
    full, specialised, dual = line("full_time"), line("specialised"), line("dual_qualified")
    capped, share = line("dual_qualified_capped"), line("dual_qualified_share", "share", "share")
    for stock, value in ((full, start.full_time), (specialised, start.specialised), (dual, start.dual_qualified)):
        stock.put(start.year, value)
    staying = 1 - lever["teacher_attrition"]
    hired, certified = lever["teachers_hired"], lever["certification_rate"]
    for year in start.years:
        before = year - 1
        followed = (
            full[before] * staying + hired,
            specialised[before] * staying + hired * of_hired,
            (dual[before] + certified * (specialised[before] - dual[before])) * staying,
        )
        for id, stock, next_one in zip(NEEDED, (full, specialised, dual), followed, strict=True):
            # What was reported of a year after the one the model starts in stands, as given.
            stock.put(year, start.later.get(id, {}).get(year, next_one))
        capped.put(year, least(dual[year], specialised[year]))
        share.put(year, ratio(capped[year], specialised[year]))
    return {
        "full_time_teachers": full,
        "specialised_teachers": specialised,
        "dual_qualified_teachers": capped,
        "dual_qualified_share": share,
    }


def training(make: SheetMaker) -> IndicatorLines:
    """Person-times of each target group, growth fading from year to year."""
    start = make.basis.training
    assert start is not None
    sheet = make.sheet("training", start.year, "training_person_times")
    damping = sheet.constant(make.text("damping"), "", DAMPING, "broken")
    years = sheet.header(make.text("calendar_year"), make.unit("year"))
    line, texts = make.lines(sheet), make.context.texts
    first = start.years[0]
    everyone = line("person_times", "person_times")
    sheet.group(make.text("growth_by_group"))
    growths, groups = [], []
    names = {group: make.basis.lever(f"training_growth_{group}").name for group, _ in start.groups}
    named = {group: group if name is None else texts.of(name) for group, name in names.items()}
    for group, _ in start.groups:
        growths.append(line("growth", "share", "share", name=named[group]))
    sheet.group(make.text("person_times_by_group"))
    for group, now in start.groups:
        groups.append(line("times_of_group", "person_times", name=named[group], values={start.year: now}))
    for year in start.years:
        for (group, _), growth, times in zip(start.groups, growths, groups, strict=True):
            faded = damping ** (years[year] - years[first])
            growth.put(year, make.levers[f"training_growth_{group}"] * faded)
            times.put(year, times[year - 1] * (1 + growth[year]))
        everyone.put(year, sheet.down(groups, year))
    return {"training_person_times": everyone}


def projects(make: SheetMaker) -> IndicatorLines:
    """Goals counted one by one: what is done, and each open one from the year its lever sets."""
    steps = make.basis.steps or {}
    sheet = make.sheet("projects", min(start.year for start in steps.values()))
    line, texts = make.lines(sheet), make.context.texts
    years = sheet.header(make.text("calendar_year"), make.unit("year"))
    counts: IndicatorLines = {}
    for indicator, start in steps.items():
        sheet.group(texts.of(make.context.plan.indicator(indicator).label))
        done = sheet.constant(make.text("done", year=start.year), "", start.done, "broken")
        adds = sheet.constant(make.text("adds"), "", start.step_size, "broken")
        parts = [
            sheet.line(make.text("completed", name=lever_name(make.basis.lever(id), texts)), "", "broken")
            for id in start.levers
        ]
        count = line("count", "none", "broken")
        for year in start.years:
            for id, part in zip(start.levers, parts, strict=True):
                begun = greatest(years[year] - make.levers[id] + 1.0, 0.0)
                part.put(year, adds * least(begun, 1.0))
            count.put(year, total([done, *(part[year] for part in parts)]) if parts else formula(done))
        counts[indicator] = count
    return counts
