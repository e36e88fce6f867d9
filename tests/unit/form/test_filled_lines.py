"""Rows of a release as lines of a form, and the code that says what a form was made for."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from core.intake.findings import IntakeError
from core.intake.form.filled_lines import FormRow, form_rows
from core.intake.form.form_code import TemplateIdentity, identity_for, read_identity
from core.intake.form.layout import SHEET_OF
from tests.support.form.written_sheets import data_row, measure_rows, unit_entry
from tests.support.intake_files import newest

A, B = unit_entry("a"), unit_entry("b")
TEACHERS = {"ownership": "public"}
TRAINING = {"target_group": "veterans", "training_type": "upgrading", "year": 2025}


def test_the_measures_of_a_unit_and_year_are_one_line_a_number_or_the_reason_why_there_is_none() -> None:
    rows = measure_rows(
        "teachers", A, {"full_time": 12.0, "specialised": "suppressed", "no_title": 0.0}, year=2025, **TEACHERS
    )
    cells = {"full_time": 12.0, "specialised": "suppressed", "no_title": 0.0}
    assert form_rows(SHEET_OF["teachers"], rows) == [
        FormRow(A, {"ownership": "public", "year": 2025}, cells, "reported", False)
    ]


def test_certificates_stand_in_the_column_of_their_level() -> None:
    rows = [
        *measure_rows("training", A, {"certificates": 3.0}, certificate_level="junior", **TRAINING),
        *measure_rows("training", A, {"certificates": 9.0, "persons": 5.0}, certificate_level="total", **TRAINING),
    ]
    (line,) = form_rows(SHEET_OF["training"], rows)
    assert line.cells == {"certificates_junior": 3.0, "certificates_total": 9.0, "persons": 5.0}


def test_a_dataset_without_measures_has_a_line_for_each_row() -> None:
    rows = [data_row("tasks", A, task=number, owner="教委", stage="closed", evidence="none") for number in (12, 3)]
    assert [(line.keys["task"], line.keys["owner"], line.cells) for line in form_rows(SHEET_OF["tasks"], rows)] == [
        (3, "教委", {}),
        (12, "教委", {}),  # by number, not by its digits
    ]


def test_an_observation_has_one_value() -> None:
    row = data_row("observations", A, indicator="x", year=2025, unit="ratio", numerator=3.0, value=1.5)
    (line,) = form_rows(SHEET_OF["observations"], [row])
    assert line.cells == {"value": 1.5}
    assert line.keys == {"indicator": "x", "year": 2025, "unit": "ratio", "numerator": 3.0, "denominator": None}


def test_lines_come_newest_year_first_then_by_unit_keys_and_standing() -> None:
    rows = [
        *measure_rows("teachers", B, {"full_time": 1.0}, year=2025, **TEACHERS),
        *measure_rows("teachers", A, {"full_time": 2.0}, year=2024, **TEACHERS),
        *measure_rows("teachers", A, {"full_time": 3.0}, year=2025, **TEACHERS, provisional=True),
        *measure_rows("teachers", A, {"specialised": 4.0}, year=2025, **TEACHERS),
        *measure_rows("teachers", A, {"no_title": 5.0}, year=2025, ownership="private"),
        *measure_rows("teachers", A, {"senior_title": 6.0}, year=2025, **TEACHERS, status="published"),
    ]
    lines = form_rows(SHEET_OF["teachers"], rows)
    assert [next(iter(line.cells.values())) for line in lines] == [5.0, 6.0, 4.0, 3.0, 1.0, 2.0]


def test_a_measure_without_a_column_is_an_error_and_not_lost() -> None:
    with pytest.raises(ValueError, match=r"the sheet of teachers has no column for \('books', 'total'\)"):
        form_rows(SHEET_OF["teachers"], measure_rows("teachers", A, {"books": 1.0}, year=2025, **TEACHERS))


# The code


IDENTITY = TemplateIdentity("500110", "qijiang-14th", "u-a", "2025-12-31", "0123456789abcdef")


def with_check(body: str) -> str:
    return f"{body};check={hashlib.sha256(body.encode()).hexdigest()[:12]}"


def refusal(code: str) -> tuple[str, dict[str, str]]:
    with pytest.raises(IntakeError) as error:
        read_identity(code, area="500110", plan="qijiang-14th")
    return error.value.code, error.value.values


def test_a_code_says_what_the_form_was_made_for_and_ends_with_a_check_sum() -> None:
    code = IDENTITY.code()
    body, check = code.rsplit(";check=", 1)
    assert body.rsplit("=", 1)[0] == (
        "district-return/2;schema=2;area=500110;plan=qijiang-14th;unit=u-a;release=2025-12-31;digest=0123456789abcdef;columns"
    )
    assert check == hashlib.sha256(body.encode()).hexdigest()[:12]
    assert len(body.rsplit("=", 1)[1]) == 12
    assert read_identity(f" {code}\n", area="500110", plan="qijiang-14th") == IDENTITY


def test_a_form_made_before_the_code_lost_the_name_of_a_district_is_still_read() -> None:
    body = IDENTITY.code().rsplit(";check=", 1)[0].replace("district-return/", "qijiang-return/")
    assert read_identity(with_check(body), area="500110", plan="qijiang-14th") == IDENTITY


def test_a_code_is_refused_for_what_is_wrong_with_it() -> None:
    body = IDENTITY.code().rsplit(";check=", 1)[0]
    columns = body.rsplit("=", 1)[1]
    assert refusal("") == refusal(f"{body};check={'0' * 12}") == ("template_damaged", {})
    older = {"found": "3.2", "expected": "2.2", "release": "2025-12-31"}
    assert refusal(with_check(body.replace("return/2", "return/3"))) == ("template_old", older)
    assert refusal(with_check(body.replace("schema=2", "schema=3"))) == ("template_old", {**older, "found": "2.3"})
    other = with_check(body.replace(columns, "0" * 12))
    assert refusal(other) == ("template_old", {**older, "found": "2.2"})
    area = with_check(body.replace("500110", "500101"))
    assert refusal(area) == ("template_foreign_area", {"found": "500101", "expected": "500110"})
    plan = with_check(body.replace("qijiang-14th", "qijiang-15th"))
    assert refusal(plan) == ("template_foreign_plan", {"found": "qijiang-15th", "expected": "qijiang-14th"})


def test_a_form_of_a_unit_and_of_the_district_are_made_from_a_release_or_none() -> None:
    release = replace(newest(), id="2026-01-31", digest="0123456789abcdef" * 4)
    assert identity_for(release, "5", "p", "u-a") == TemplateIdentity("5", "p", "u-a", "2026-01-31", "0123456789abcdef")
    assert identity_for(release, "5", "p", None) == TemplateIdentity("5", "p", "", "2026-01-31", "0123456789abcdef")
    assert identity_for(None, "5", "p", "u-a") == TemplateIdentity("5", "p", "u-a", "", "")
    assert identity_for(None, "5", "p", None) == TemplateIdentity("5", "p")
