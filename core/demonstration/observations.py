"""Made-up values of the indicators without a goal: by school where schools supply them, else for the whole district."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from core.datasets import FEWEST_SHOWN, Symbol
from core.demonstration.editions import DISTRICT, Edition, Row, SampleUnit, between, number, since, table
from core.demonstration.students import MERGER, VOCATIONAL
from core.plan.indicators import Indicator, MeasureUnit, Supplier, read_indicators
from core.plan.plan import CATALOGUE
from core.workspace import DATA

FIRST_OBSERVED = 2019


@dataclass(frozen=True, slots=True)
class Sample:
    """The figure of the whole district, on a line between the years named; of a share that of its denominator.

    `share` is the share of it that the numerator is. `begun` is the first year; with `at_once` the figure changes in
    the years named only.
    """

    total: Mapping[int, float]
    share: tuple[float, float] = (0.0, 0.0)
    begun: int = FIRST_OBSERVED
    at_once: bool = False


def _count(first: float, last: float, begun: int = FIRST_OBSERVED) -> Sample:
    return Sample({begun: first, 2025: last}, begun=begun)


def _share(whole: float, last_whole: float, first: float, last: float, begun: int = FIRST_OBSERVED) -> Sample:
    return Sample({begun: whole, 2025: last_whole}, (first, last), begun)


def _steps(years: Mapping[int, float], begun: int = FIRST_OBSERVED) -> Sample:
    return Sample(years, begun=begun, at_once=True)


SAMPLES: dict[str, Sample] = {
    "ideology_hours_by_full_time_staff_share": _share(9_200, 11_800, 0.63, 0.88),
    "full_time_ideology_teachers": _count(21, 38),
    "labour_education_hours": _count(9_100, 14_600, 2020),
    "physical_education_hours": _count(26_400, 32_300),
    "fitness_pass_share": _share(8_050, 9_420, 0.862, 0.928),
    "campus_culture_activities": _count(58, 131),
    "pathway_students": _count(620, 1_910),
    "graduates_to_higher_vocational_share": _share(2_310, 2_640, 0.46, 0.62),
    "mutually_recognised_courses": _count(6, 31, 2021),
    "pupils_in_vocational_experience": _count(1_820, 7_400),
    "ethics_training_person_times": _count(910, 2_120),
    "ethics_cases_reported": _steps({2019: 9, 2020: 7, 2021: 11, 2022: 8, 2023: 6, 2024: 7, 2025: 5}),
    "ethics_cases_settled_share": Sample(
        {2019: 9, 2020: 7, 2021: 11, 2022: 8, 2023: 6, 2024: 7, 2025: 5}, (0.78, 1.0), at_once=True
    ),
    "teachers_in_enterprise_practice_share": _share(252, 335, 0.22, 0.47),
    "masters_studios": _count(2, 11),
    "online_courses": _count(14, 88),
    "virtual_training_rooms": _count(4, 18),
    "digital_campus_benchmark_schools": _steps({2020: 0, 2022: 1, 2024: 2}, 2020),
    "industry_education_alliances": _steps({2019: 1, 2021: 2, 2022: 4, 2024: 6}),
    "training_bases": _count(46, 79),
    "productive_training_bases": _count(9, 22),
    "shared_training_bases": _count(7, 19),
    "industry_colleges": _count(1, 6, 2021),
    "partner_enterprises": _count(74, 149),
    "apprentices": _count(180, 690),
    "order_classes": _count(12, 27),
    "order_class_students": _count(430, 1_090),
    "enterprise_money": _count(310, 1_260),
    "programme_standards": _count(28, 47),
    "certificate_programmes": _count(5, 19, 2020),
    "student_certificates_junior": _count(240, 420, 2020),
    "student_certificates_intermediate": _count(310, 1_180, 2020),
    "student_certificates_senior": _count(18, 74, 2021),
    "double_excellence_schools": _steps({2021: 0, 2022: 1, 2024: 2}, 2021),
    "double_excellence_programmes": _count(2, 8, 2021),
    "new_form_textbooks": _count(4, 17),
    "contest_awards_national_first": _steps({2019: 0, 2022: 1, 2025: 2}),
    "contest_awards_national_second": _steps({2019: 1, 2021: 2, 2024: 3}),
    "contest_awards_national_third": _steps({2019: 2, 2022: 3, 2024: 5}),
    "contest_awards_municipal_first": _count(6, 13),
    "contest_awards_municipal_second": _count(11, 22),
    "contest_awards_municipal_third": _count(17, 34),
    "contest_awards_district_first": _count(14, 26),
    "contest_awards_district_second": _count(23, 41),
    "contest_awards_district_third": _count(36, 58),
    "graduates_employed_share": _share(1_245, 1_010, 0.912, 0.948),
    "graduates_in_their_field_share": _share(1_130, 955, 0.64, 0.75),
    "graduates_staying_share": _share(1_130, 955, 0.38, 0.51),
    "graduates_self_employed_share": _share(2_310, 2_640, 0.021, 0.034),
    "student_satisfaction_share": _share(2_900, 3_600, 0.86, 0.93, 2020),
    "employer_satisfaction_share": _share(118, 176, 0.84, 0.92, 2020),
    "schools_with_quality_report_share": Sample({2019: 6, MERGER: 5}, (0.34, 1.0), 2019, at_once=True),
    "skill_checks_passed_share": _share(420, 960, 0.83, 0.93, 2020),
    "internship_reports_passed_share": _share(300, 620, 0.88, 0.95, 2020),
    "graduation_work_passed_share": _share(220, 430, 0.81, 0.90, 2020),
    "partner_district_exchanges": _count(2, 9, 2020),
    "partner_district_staff_exchanged": _count(8, 36, 2020),
    "foreign_programmes": _steps({2019: 1, 2021: 1, 2023: 2, 2025: 3}),
    "staff_exchanged_abroad": _steps({2019: 12, 2020: 0, 2023: 10, 2024: 14, 2025: 17}),
    "students_trained_from_abroad": _steps({2019: 0, 2024: 18, 2025: 40}),
    "public_benefit_training_person_times": _count(2_600, 6_900),
    "non_degree_training_income": _count(96, 355),
    "technology_service_income": _count(22, 178),
    "research_grant_income": _count(8, 46),
    "patents_granted": _count(4, 23),
    "technology_transfers": _count(1, 8, 2020),
    "technology_transfer_income": _count(6, 41, 2020),
    "lifelong_learning_activities": _count(118, 462),
    "community_learners": _count(38_200, 96_400),
    "community_learning_centres": _count(64, 178),
    "elder_learners": _count(2_140, 6_420),
    "elder_programmes": _count(18, 62),
    "public_money": _count(18_640, 29_420),
    "special_bonds": _steps({2019: 0, 2020: 3_000, 2021: 12_000, 2022: 8_000, 2023: 5_000, 2024: 0}),
    "other_money": _count(640, 1_450),
}
"""What is made up for each indicator; another one of the catalogue has no values in the demonstration."""

_PARTS_OF_DISTRICT = {"A": 0.32, "B": 0.20, "C": 0.23, "D": 0.13, "E": 0.07, "F": 0.05}
"""How much of the district's figure each school has; what F had goes to B once they are merged."""
_LATER = {"special_bonds", "public_money", "other_money", "student_satisfaction_share", "employer_satisfaction_share"}
"""Not yet published for the last year when the close-out is made."""
_NEVER_SENT = {("E", "patents_granted"), ("E", "employer_satisfaction_share")}
_NOT_REPORTED_OFTEN, _NOT_REPORTED = 0.05, 0.012
"""How likely a school left an indicator out: in the newest year, and in one before."""
_OF_STUDENTS = {
    "apprentices",
    "pathway_students",
    "order_class_students",
    "student_certificates_junior",
    "student_certificates_intermediate",
    "student_certificates_senior",
}
"""Counts of students: fewer than ten could be recognised, and are suppressed."""


def observations(edition: Edition) -> pd.DataFrame:
    """The dataset `observations` of a release: years that are over, and of some the last one not yet published."""
    catalogue = {indicator.id: indicator for indicator in read_indicators(DATA / "plan" / CATALOGUE)}

    def entries() -> Iterator[tuple[SampleUnit, Row]]:
        yield from _elder_education(edition)
        for id, sample in SAMPLES.items():
            indicator = catalogue[id]
            for year in edition.years(whole=True):
                if year >= max(sample.begun, FIRST_OBSERVED):
                    yield from _of_year(edition, indicator, sample, year)

    return table("observations", edition, entries())


def _elder_education(edition: Edition) -> Iterator[tuple[SampleUnit, Row]]:
    """No base for elder education yet, and the last year not yet published."""
    for year in (known_year for known_year in edition.years(whole=True) if known_year >= FIRST_OBSERVED):
        unpublished = edition.closing and year == edition.as_of.year
        yield (
            DISTRICT,
            {
                "indicator": "elder_demonstration_schools",
                "year": year,
                "unit": "schools",
                "numerator": None,
                "denominator": None,
                "provisional": edition.provisional(year, whole=True),
                **(_absent(Symbol.NOT_PUBLISHED) if unpublished else number(0)),
            },
        )


def _of_year(edition: Edition, indicator: Indicator, sample: Sample, year: int) -> Iterator[tuple[SampleUnit, Row]]:
    """The rows of one indicator and year: of every school there is, or of the district as one unit."""
    line = since(sample.total, year) if sample.at_once else between(sample.total, year)
    first, last = sample.share
    share = between({sample.begun: first, 2025: last}, year)
    for unit, part, letter in _units(indicator, year):
        if (letter, indicator.id) in _NEVER_SENT:
            continue
        draw = random.Random(f"{indicator.id} {letter} {year}")  # its own: no draw moves another
        steady = sample.at_once and letter == ""
        whole = line * part * (1 if steady else 1 + draw.uniform(-0.06, 0.06))
        wholes = round(whole, 1) if indicator.unit is MeasureUnit.TEN_THOUSAND_YUAN else float(round(whole))
        parts = min(wholes, float(round(wholes * min(1.0, share * (1 + draw.uniform(-0.03, 0.03))))))
        seldom = _NOT_REPORTED_OFTEN if year == edition.years(whole=True)[-1] else _NOT_REPORTED
        is_missing = letter != "" and draw.random() < seldom
        yield (
            unit,
            {
                "indicator": indicator.id,
                "year": year,
                "unit": indicator.unit.value,
                "provisional": edition.provisional(year, whole=True),
                **_values(edition, indicator, year, wholes, parts, is_missing=is_missing),
            },
        )


def _units(indicator: Indicator, year: int) -> Iterator[tuple[SampleUnit, float, str]]:
    """Who reports an indicator for a year, with the part of the district's figure and the letter of a school."""
    if indicator.supplied_by is not Supplier.SCHOOLS:
        yield DISTRICT, 1.0, ""
        return
    for school in VOCATIONAL:
        if school.unit.closed is None or year < MERGER:
            merged = _PARTS_OF_DISTRICT["F"] if school.letter == "B" and year >= MERGER else 0.0
            yield school.unit, _PARTS_OF_DISTRICT[school.letter] + merged, school.letter


def _values(edition: Edition, indicator: Indicator, year: int, whole: float, part: float, *, is_missing: bool) -> Row:
    """Value, parts and symbol of a row."""
    is_late = edition.closing and year == edition.as_of.year and indicator.id in _LATER
    nothing = {"numerator": None, "denominator": None}
    if is_missing or is_late:
        return {**nothing, **_absent(Symbol.NOT_PUBLISHED if is_late else Symbol.NOT_REPORTED)}
    few = part if indicator.unit.is_share else whole
    if indicator.id in _OF_STUDENTS and 0 < few < FEWEST_SHOWN:
        return {**nothing, **_absent(Symbol.SUPPRESSED)}
    if not indicator.unit.is_share:
        return {**nothing, **number(whole)}
    if not whole:
        return {**nothing, **_absent(Symbol.NOT_APPLICABLE)}
    return {"numerator": part, "denominator": whole, **number(round(part / whole, 6))}


def _absent(reason: Symbol) -> Row:
    return {"value": None, "symbol": reason.value}
