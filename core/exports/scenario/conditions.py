"""The conditions of schools as a sheet of formulas: what each has, needs and is given, resource by resource."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from core.exports.scenario.formula import Formula, at_least, formula, greatest, least, ratio, when_negative
from core.exports.scenario.models import IndicatorLines, SheetMaker
from core.exports.scenario.sheet import Sheet, SheetLine
from core.scenario.before_the_path import students_before, teachers_before
from core.scenario.levers import LAST_YEAR
from core.scenario.models.facilities import RESOURCES, TOLERANCE, Facilities
from core.text_ids.datasets import RESOURCE_TEXT


@dataclass(frozen=True, slots=True)
class _School:
    """The constants of one school, as cells: its part of the students, its smallest size, and by resource what its
    standard asks at least and per student."""

    name: str
    share: Formula
    smallest: Formula
    needs_by_resource: tuple[tuple[Formula, Formula], ...]


def conditions(make: SheetMaker, known: IndicatorLines) -> IndicatorLines:
    """Each school keeps its part of the students; what is added goes to shortfalls first, the rest by students.

    `known` holds the lines of students and of teachers. Teachers come from their own sheet where it is there.
    """
    start = make.basis.facilities
    students, full_time = known["secondary_vocational_enrolment"], known.get("full_time_teachers")
    assert start is not None
    assert make.basis.enrolment is not None
    first = start.year + 1
    sheet = make.sheet("conditions", first - 1, "schools_meeting_standard")
    line = make.lines(sheet)
    part = sheet.constant(make.text("part_of_all"), "", start.part_of_all, "fine")
    tolerance = sheet.constant(make.text("tolerance"), "", 1 - TOLERANCE, "fine")
    schools = _constants(make, sheet, start)
    sheet.next_row += 1
    sheet.header(make.text("autumn"), make.unit("year"))
    share = line("schools_at_standard", "share", "share")
    meets = [line("school_at_standard", "flag", "flag", name=school.name) for school in schools]
    size = [line("school_students", name=school.name) for school in schools]
    years = range(first, LAST_YEAR + 1)
    observed = students_before(make.basis, first)
    for year in years:
        everyone = formula(observed[year]) if year in observed else students.elsewhere(year)
        for school, line_of_school in zip(schools, size, strict=True):
            line_of_school.put(year, school.share * (everyone * part))
    enough = [
        _resource(make, sheet, (start, place), (first, tolerance), schools, size, full_time)
        for place in range(len(start.resources))
    ]
    for year in years:
        for column, (school, met) in enumerate(zip(schools, meets, strict=True)):
            large = at_least(size[column][year], school.smallest * tolerance)
            met.put(year, least(large, *(resource[column][year] for resource in enough)))
        share.put(year, _share(sheet, start, meets, year))
    return {"schools_meeting_standard": share}


def _share(sheet: Sheet, start: Facilities, meets: Sequence[SheetLine], year: int) -> Formula:
    """The share over the schools that can be judged: one with thresholds that were not read counts while it fails."""
    pairs = tuple(zip(meets, start.schools, strict=True))
    read, unread = ([line for line, school in pairs if bool(school.unread) is one] for one in (False, True))
    met = sheet.down(read, year)
    return ratio(met, float(len(pairs)) - sheet.down(unread, year)) if unread else met / float(len(pairs))


def _constants(make: SheetMaker, sheet: Sheet, start: Facilities) -> list[_School]:
    """A table of what does not change: one line a school."""
    texts = make.context.texts
    names = [
        texts(RESOURCE_TEXT[measure]) if measure != "full_time_teachers" else make.text("teachers")
        for _, measure in start.resources
    ]
    heads = [make.text("share_of_students"), make.text("smallest")]
    for name in names:
        heads += [make.text("asked_least", name=name), make.text("asked_per_student", name=name)]
    sheet.group(make.text("thresholds"))
    for column, head in enumerate(heads, start=2):
        sheet.page.write_string(sheet.next_row, column, head, sheet.styles.head)
    sheet.page.set_row(sheet.next_row, 60)
    sheet.next_row += 1
    constants = []
    for column, school in enumerate(start.schools):
        name = texts.of(school.name)
        sheet.page.write_string(sheet.next_row, 0, name, sheet.styles.label)
        values = [(float(start.share[column]), "fine"), (float(start.smallest[column]), "whole")]
        for row in range(len(start.resources)):
            values.append((float(start.least[row, column]), "whole"))
            values.append((float(start.per_student[row, column]), "fine"))
        cells = []
        for place, (value, style) in enumerate(values, start=2):
            sheet.write(sheet.next_row, place, value, style)
            cells.append(Formula(xl_rowcol_to_cell(sheet.next_row, place, row_abs=True, col_abs=True), value))
        sheet.next_row += 1
        pairs = tuple(zip(cells[2::2], cells[3::2], strict=True))
        constants.append(_School(name, cells[0], cells[1], pairs))
    return constants


def _resource(
    make: SheetMaker,
    sheet: Sheet,
    which: tuple[Facilities, int],
    given: tuple[int, Formula],
    schools: Sequence[_School],
    size: Sequence[SheetLine],
    full_time: SheetLine | None,
) -> list[SheetLine]:
    """One resource over all schools; the result are the lines that say whether each has enough of it."""
    start, place = which
    first, tolerance = given
    line, resource = make.lines(sheet), start.resources[place]
    measure = make.text("teachers") if not RESOURCES[resource] else make.context.texts(RESOURCE_TEXT[resource[1]])
    sheet.group(make.text("resource", name=measure))
    added, left = line("added", "none"), line("left", "none", "fine")
    wanted, to_gaps, rest = line("wanted_gap", "none"), line("to_gaps", "none", "fine"), line("rest", "none")
    needs = [line("need", "none", "broken", name=school.name) for school in schools]
    lacking = [line("lacking", "none", "broken", name=school.name) for school in schools]
    have = [line("have", "none", "broken", name=school.name) for school in schools]
    enough = [line("enough", "flag", "flag", name=school.name) for school in schools]
    for column, line_of_school in enumerate(have):
        line_of_school.put(first - 1, float(start.have[place, column]))
    for year in range(first, LAST_YEAR + 1):
        before = year - 1
        there = sheet.down(have, before)
        added.put(year, _added(make, resource, full_time, year, first, sheet.down(have, first - 1)))
        # Fewer teachers in all are fewer in every school in proportion; nothing else is ever taken away.
        fewer = greatest(1 + ratio(added[year], there), 0.0)
        left.put(year, when_negative(added[year], fewer, 1.0))
        for column, school in enumerate(schools):
            needs[column].put(
                year,
                greatest(school.needs_by_resource[place][1] * size[column][year], school.needs_by_resource[place][0]),
            )
            kept = have[column][before] * left[year]
            lacking[column].put(year, greatest(needs[column][year] - kept, 0.0))
        wanted.put(year, sheet.down(lacking, year))
        plus = greatest(added[year], 0.0)
        to_gaps.put(year, ratio(least(plus, wanted[year]), wanted[year]))
        rest.put(year, greatest(plus - wanted[year], 0.0))
        for column, school in enumerate(schools):
            kept = have[column][before] * left[year]
            given_to = lacking[column][year] * to_gaps[year] + rest[year] * school.share
            have[column].put(year, kept + given_to)
            enough[column].put(year, at_least(have[column][year], needs[column][year] * tolerance))
    return enough


def _added(
    make: SheetMaker,
    resource: tuple[str, str],
    full_time: SheetLine | None,
    year: int,
    first: int,
    there: Formula,
) -> Formula | float:
    """What comes in a year: by a lever, or as many teachers more (or fewer) for each one `there` in the year before
    `first` as all schools have."""
    if RESOURCES[resource]:
        return make.levers[RESOURCES[resource]]
    if full_time is None or make.basis.teachers is None:
        return 0.0
    observed = teachers_before(make.basis, first - 1)

    def all_of(of_year: int) -> Formula:
        return formula(observed[of_year]) if of_year in observed else full_time.elsewhere(of_year)

    return ratio(all_of(year) - all_of(year - 1), all_of(first - 1)) * there
