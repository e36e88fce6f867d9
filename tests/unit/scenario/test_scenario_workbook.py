"""The workbook of a scenario: its formulas give what the models give, for any levers, in a program that is not ours."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from core import snapshots
from core.context import Context, context_for
from core.exports.scenario.formula import Formula, formula, greatest, ratio
from core.exports.scenario.sheet import defined_name
from core.exports.scenario.workbook import scenario_workbook
from core.language import Language, catalogue
from core.panels.scenario.goals import goal_cards
from core.panels.scenario.scenario import prepare_scenario
from core.scenario.basis import Basis, Floats
from core.scenario.levers import LeverUnit
from core.scenario.run import run
from core.scenario_basis.from_release import basis_of
from core.toml_entries import Words
from tests.support.claims import every
from tests.support.release_frames import tiny_release

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CLOSE = 1e-6
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
"""A profile of LibreOffice that recalculates whatever it opens."""

needs_office = pytest.mark.skipif(
    SOFFICE is None, reason="no LibreOffice: install it (apt-get install libreoffice-calc) to recalculate workbooks"
)


@cache
def shown(language: Language = Language.EN) -> tuple[Context, Basis]:
    releases = snapshots.releases()
    release = releases.latest()
    assert release is not None
    context = context_for(release, language, releases=releases)
    return context, basis_of(context)


def many_moved(basis: Basis) -> Floats:
    """Every lever somewhere else, so that places run out, teachers leave, goals are lost and colleges open late."""
    values = basis.values()
    for place, lever in enumerate(basis.levers):
        way = (0.15, 0.35, 0.6, 0.8)[place % 4]
        value = lever.low + way * (lever.high - lever.low)
        values[place] = round(value) if lever.unit is LeverUnit.YEAR else value
    values[basis.places["places_per_school"]] = 1500.0
    values[basis.places["teachers_hired"]] = 5.0
    values[basis.places["teacher_attrition"]] = 0.12
    return values


def moved_otherwise(basis: Basis) -> Floats:
    """Growth and building: entrants up, colleges early, conditions added."""
    values = basis.values()
    for place, lever in enumerate(basis.levers):
        way = (0.7, 0.45, 0.9)[place % 3]
        value = lever.low + way * (lever.high - lever.low)
        values[place] = round(value) if lever.unit is LeverUnit.YEAR else value
    values[basis.places["vocational_entrant_share"]] = 0.55
    values[basis.places["places_per_school"]] = 2800.0
    return values


def opened(content: bytes, *, values: bool = True) -> Any:
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


def results(book: Any, context: Context, basis: Basis) -> dict[tuple[str, str], dict[int, float]]:
    """The lines of the sheet of results, by indicator and course (`with_this`, `as_is`)."""
    texts = context.texts
    page = book[texts("scenario_book.sheet_results")]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    years = next(row for row in rows if row[0] == texts("scenario_book.year"))
    labels = {
        texts.of(context.plan.indicator(id).label): id for id in run(basis, basis.defaults).paths if known(context, id)
    }
    courses = {texts(f"scenario_book.{course}"): course for course in ("with_this", "as_is")}
    values_by_course: dict[tuple[str, str], dict[int, float]] = {}
    indicator = ""
    for row in rows:
        indicator = labels.get(row[0], indicator)
        if row[0] in courses:
            pairs = zip(years[2:], row[2:], strict=True)
            values_by_course[indicator, courses[row[0]]] = {
                int(year): value for year, value in pairs if value is not None
            }
    return values_by_course


def known(context: Context, id: str) -> bool:
    try:
        context.plan.indicator(id)
    except KeyError:
        return False
    return True


def furthest(book: Any, context: Context, basis: Basis, values: Floats) -> float:
    """The largest relative difference between the results of a workbook and those of the models, over every path."""
    values_by_course, worst, compared = results(book, context, basis), 0.0, 0
    for course, outcome in (("with_this", run(basis, values)), ("as_is", run(basis, basis.defaults))):
        for id, path in outcome.paths.items():
            if not known(context, id):
                continue
            line = values_by_course[id, course]
            assert sorted(line) == list(path.years), (id, course)
            for year, value in zip(path.years, path.values[:, 0].tolist(), strict=True):
                assert isinstance(line[year], int | float), (id, course, year, line[year])
                worst = max(worst, abs(line[year] - value) / (abs(value) or 1.0))
                compared += 1
    assert compared > 200
    return worst


def emptied(content: bytes) -> bytes:
    """The workbook with 0 kept for every formula: what is right afterwards was worked out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>0</v>", data)
            target.writestr(name, data)
    return out.getvalue()


def filled_in(context: Context, basis: Basis) -> bytes:
    """The workbook of the current course, its blue cells filled in by somebody else."""
    book = opened(scenario_workbook(context, basis, basis.values()), values=False)
    page = book[context.texts("scenario_book.sheet_levers")]
    values = many_moved(basis)
    names = {defined_name(lever.id, ()): value for lever, value in zip(basis.levers, values.tolist(), strict=True)}
    filled = 0
    for row in page.iter_rows(min_row=5):
        if row[9].value in names:
            row[1].value = names[row[9].value]
            filled += 1
    assert filled == len(basis.levers)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


WAYS = (Basis.values, many_moved, moved_otherwise)


@dataclass(frozen=True, slots=True)
class Recalculated:
    """A workbook as it was given to LibreOffice, and what it gave back."""

    before: bytes
    after: bytes


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recalculated]:
    """One start of LibreOffice for all workbooks of these tests."""
    assert SOFFICE is not None
    home = tmp_path_factory.mktemp("office")
    (home / "profile" / "user").mkdir(parents=True)
    (home / "profile" / "user" / "registrymodifications.xcu").write_text(ALWAYS, "utf-8")
    context, basis = shown()
    before = {way.__name__: emptied(scenario_workbook(context, basis, way(basis))) for way in WAYS}
    before["filled_in"] = filled_in(*shown(Language.ZH))
    for name, content in before.items():
        (home / f"{name}.xlsx").write_bytes(content)
    profile, out = f"-env:UserInstallation={(home / 'profile').as_uri()}", home / "out"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    command += [str(home / f"{name}.xlsx") for name in before]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False, env={**os.environ})
    after = {path.stem: path.read_bytes() for path in out.glob("*.xlsx")}
    assert after.keys() == before.keys(), done.stdout + done.stderr
    return {name: Recalculated(content, after[name]) for name, content in before.items()}


@pytest.mark.parametrize("language", Language)
def test_the_kept_values_are_those_of_the_models(language: Language) -> None:
    context, basis = shown(language)
    for values in (basis.values(), many_moved(basis), moved_otherwise(basis)):
        book = opened(scenario_workbook(context, basis, values))
        assert furthest(book, context, basis, values) < 1e-12


def test_a_school_with_unread_thresholds_is_counted_in_the_workbook_as_in_the_models_and_named() -> None:
    context, known_basis = shown()
    assert known_basis.facilities is not None
    schools = known_basis.facilities.schools
    open_one = replace(schools[0], unread=(Words(zh="师资", en="Teachers"),))
    basis = replace(known_basis, facilities=replace(known_basis.facilities, schools=(open_one, *schools[1:])))
    values = many_moved(basis)
    before, after = (run(one, values).paths["schools_meeting_standard"].values for one in (known_basis, basis))
    assert not np.array_equal(before, after)
    book = opened(scenario_workbook(context, basis, values))
    assert furthest(book, context, basis, values) < 1e-9
    said = [cell.value for row in book["Summary"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any("Of 1 school some thresholds were not read" in text for text in said)


def test_the_scenarios_of_these_tests_reach_every_branch() -> None:
    """Otherwise a formula could be wrong where nobody looks."""
    _, basis = shown()
    first, second = run(basis, many_moved(basis)), run(basis, moved_otherwise(basis))
    assert first.paths["turned_away"].values.max() > 0
    assert (first.paths["full_time_teachers"].values[1:] < first.paths["full_time_teachers"].values[:-1]).any()
    assert second.paths["schools_meeting_standard"].values.max() > 0
    assert first.paths["schools_meeting_standard"].values.min() < 1


@needs_office
@pytest.mark.parametrize("way", WAYS)
def test_a_spreadsheet_works_out_the_same(way: Any, recalculated: dict[str, Recalculated]) -> None:
    context, basis = shown()
    values, book = way(basis), recalculated[way.__name__]
    assert furthest(opened(book.before), context, basis, values) > 0.5
    worst = furthest(opened(book.after), context, basis, values)
    print(f"furthest off: {worst:.2e}")
    assert worst < CLOSE


@needs_office
def test_a_lever_moved_in_the_spreadsheet_moves_the_results(recalculated: dict[str, Recalculated]) -> None:
    context, basis = shown(Language.ZH)
    after = opened(recalculated["filled_in"].after)
    assert furthest(after, context, basis, many_moved(basis)) < CLOSE


def test_every_year_ahead_is_a_formula_and_no_cell_is_an_error() -> None:
    context, basis = shown()
    content = scenario_workbook(context, basis, many_moved(basis))
    formulas, kept = opened(content, values=False), opened(content)
    texts = context.texts
    ours = [
        texts(f"scenario_book.sheet_{sheet}")
        for sheet in ("students", "colleges", "teachers", "training", "conditions")
    ]
    for title in ours:
        count = sum(
            isinstance(cell.value, str) and cell.value.startswith("=")
            for row in formulas[title].iter_rows()
            for cell in row
        )
        assert count > 40, title
    for page in kept.worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert not (isinstance(cell.value, str) and cell.value.startswith("#")), (
                    f"{page.title}!{cell.coordinate}"
                )


@pytest.mark.parametrize("language", Language)
def test_every_word_of_the_workbook_is_in_the_catalogue(language: Language) -> None:
    context, basis = shown(language)
    book = opened(scenario_workbook(context, basis, many_moved(basis)))
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert not re.match(r"(scenario|lever|scenario_book|unit_name)\.[a-z_]+$", str(cell.value)), cell.value


def test_every_lever_is_an_open_cell_with_its_bounds() -> None:
    context, basis = shown()
    page = opened(scenario_workbook(context, basis, basis.values()), values=False)["Levers"]
    assert page.protection.sheet
    bounds = {
        str(rule.sqref): (float(rule.formula1), float(rule.formula2)) for rule in page.data_validations.dataValidation
    }
    assert len(bounds) == len(basis.levers)
    for row in page.iter_rows(min_row=5):
        if row[1].coordinate not in bounds:
            continue
        lever = next(candidate for candidate in basis.levers if defined_name(candidate.id, ()) == row[9].value)
        assert not row[1].protection.locked
        assert row[3].protection.locked
        assert bounds[row[1].coordinate] == (lever.low, lever.high)
        assert row[3].value == pytest.approx(lever.default)


def test_the_summary_says_what_it_is_and_what_was_moved() -> None:
    context, basis = shown()
    values = basis.values({"vocational_entrant_share": 0.45})
    page = opened(scenario_workbook(context, basis, values))["Summary"]
    words = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None)
    assert "Demonstration data" in words
    assert "Vocational share of entrants: 38.4% → 45%" in words
    assert f"as_of={basis.release}&plan=qijiang-14th&model=2&data={basis.data}" in words
    assert "vocational_entrant_share=0.45" in words
    assert "the goal of 4 : 6 is reached in 2027, 2 years late" in words


def test_the_workbook_speaks_of_the_years_the_page_shows() -> None:
    context, basis = shown()
    prepared = prepare_scenario(context, {"opening_year_500110-co-i": 2036.0}, until=2030, draws=0)
    sentences = {card.sentence for card in goal_cards(prepared, figures=False)}
    book = opened(scenario_workbook(context, basis, prepared.values, until=2030))
    words = {cell.value for row in book["Summary"].iter_rows() for cell in row}
    assert sentences <= words
    years = {cell.value for row in book["Results"].iter_rows() for cell in row if cell.value in range(2026, 2036)}
    assert years == set(range(2026, 2031))
    assert "not by 2030" in {cell.value for row in book["Results"].iter_rows() for cell in row}


def test_each_goal_with_a_path_has_a_chart() -> None:
    context, basis = shown()
    with zipfile.ZipFile(BytesIO(scenario_workbook(context, basis, basis.values()))) as book:
        charts = [name for name in book.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == len(basis.goals) == 8


def test_the_same_scenario_is_the_same_file() -> None:
    context, basis = shown()
    assert scenario_workbook(context, basis, basis.values()) == scenario_workbook(context, basis, basis.values())


def test_a_name_from_the_data_is_never_run_as_a_formula() -> None:
    context, basis = shown()
    evil = Words(zh='=HYPERLINK("http://x","y")', en='=HYPERLINK("http://x","y")')
    levers = tuple(replace(lever, name=evil) if lever.name is not None else lever for lever in basis.levers)
    assert basis.facilities is not None
    schools = tuple(replace(school, name=evil) for school in basis.facilities.schools)
    bad = replace(basis, levers=levers, facilities=replace(basis.facilities, schools=schools))
    content = scenario_workbook(context, bad, bad.values())
    with zipfile.ZipFile(BytesIO(content)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    assert not any("<f>HYPERLINK" in text or "<c:f>HYPERLINK" in text for text in sheets)
    assert any("=HYPERLINK" in text for text in sheets)


def test_a_release_that_feeds_nothing_still_gives_a_workbook_that_says_so(tmp_path: Path) -> None:
    context, basis = shown()
    bare = replace(
        basis, enrolment=None, colleges=None, teachers=None, training=None, facilities=None, steps=None, levers=()
    )
    book = opened(scenario_workbook(context, bare, bare.values()))
    assert book.sheetnames == ["Summary", "Levers"]
    tiny_release(tmp_path, date(2024, 9, 1))
    releases = snapshots.releases(tmp_path)
    release = releases.latest()
    assert release is not None
    small = context_for(release, Language.EN, releases=releases)
    about = basis_of(small)
    for without in ({"enrolment": None}, {"teachers": None}, {"colleges": None}):
        part = replace(about, **without)
        assert opened(scenario_workbook(small, part, part.values())).sheetnames[:2] == ["Summary", "Levers"]


def test_a_formula_takes_brackets_where_it_needs_them_and_knows_its_value() -> None:
    a, b, c = Formula("A1", 7.0), Formula("B1", 2.0), Formula("C1", 3.0)
    assert (a - (b - c)).text == "A1-(B1-C1)"
    assert (a * (b + c) / (b * c)).text == "A1*(B1+C1)/(B1*C1)"
    assert (a * (b + c) / (b * c)).value == pytest.approx(35 / 6)
    assert ((a + b) ** (c - 1)).text == "(A1+B1)^(C1-1)"
    assert (1 - formula(-0.5)).text == "1-(-0.5)"
    assert ratio(a, b - 2).value == 0.0
    assert ratio(a, b - 2).text == "IF(B1-2>0,A1/(B1-2),0)"
    assert greatest(a - 9, 0.0).value == 0.0


def test_two_levers_never_share_a_name() -> None:
    assert defined_name("places_500110-co-g", ()) == "places_500110_co_g"
    assert defined_name("places_500110.co.g", ("places_500110_co_g",)) == "places_500110_co_g_2"


def test_the_texts_of_both_languages_fit_the_names_of_sheets() -> None:
    ids = (
        "summary",
        "levers",
        "results",
        "charts",
        "students",
        "colleges",
        "teachers",
        "training",
        "conditions",
        "projects",
    )
    for language in Language:
        titles = [catalogue(language)(f"scenario_book.sheet_{id}") for id in ids]
        assert len(set(titles)) == len(ids)
        assert every(len(title) <= 31 and not re.search(r"[\[\]:*?/\\]", title) for title in titles)


def test_the_summary_names_the_files_of_what_it_starts_from() -> None:
    context, basis = shown()
    page = opened(scenario_workbook(context, basis, basis.defaults)).worksheets[0]
    (source,) = [row[1].value for row in page.iter_rows() if row[0].value == "Release"]
    assert "file demonstration-2025-closing.xlsx" in source
