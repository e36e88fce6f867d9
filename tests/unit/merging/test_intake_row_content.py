"""What a row says and which row it is, in the words of a finding."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.intake.finding_words import value_words
from core.intake.merging.row_content import row_content, row_label, value_heading
from core.intake.message_values import Joined, MessageValue, TextId
from core.language import Language, catalogue
from tests.support.form.written_sheets import data_row, unit_entry

A = unit_entry("a")
ZH = catalogue(Language.ZH)
ENROLMENT = {"ownership": "public", "level": "general_high", "programme_group": "total", "year": 2025}
TRAINING = {"target_group": "veterans", "training_type": "upgrading", "year": 2025}


@pytest.mark.parametrize(
    ("value", "content"),
    [
        (12.0, "12"),
        (1234567.0, "1,234,567"),
        (0.0, "0"),
        (0.125, "0.125"),
        ("suppressed", TextId("symbol.suppressed")),
        ("not_reported", TextId("symbol.not_reported")),
    ],
)
def test_a_measure_says_its_value_or_the_reason_why_there_is_none(value: float | str, content: MessageValue) -> None:
    assert row_content(data_row("teachers", A, year=2025, measure="full_time", value=value)) == content


def test_no_row_says_nothing() -> None:
    assert row_content(None) == "–"


@pytest.mark.parametrize(
    ("dataset", "values", "words"),
    [
        (
            "colleges",
            {
                "stage": "built",
                "planned_date": date(2025, 9, 1),
                "actual_date": date(2026, 3, 1),
                "planned_places": 12000,
            },
            "建成 / 2025-09-01 / 2026-03-01 / 12,000",
        ),
        ("colleges", {"stage": "signed", "planned_places": 0}, "签约 / 0"),
        ("colleges", {"stage": "signed"}, "签约"),
        (
            "tasks",
            {"task": 3, "stage": "closed", "reported_on": date(2026, 1, 5), "owner": "教委", "evidence": "photograph"},
            "销号 / 2026-01-05 / 教委 / 照片",
        ),
        ("tasks", {"task": 3, "stage": "proposed", "evidence": "none"}, "立项 / 无"),
        ("milestones", {"task": 3, "planned_date": date(2025, 9, 1), "evidence": "data"}, "2025-09-01 / 数据"),
    ],
)
def test_a_step_says_how_far_it_is_since_when_and_what_shows_it(
    dataset: str, values: dict[str, Any], words: str
) -> None:
    content = row_content(data_row(dataset, A, **values))
    assert isinstance(content, Joined)
    assert value_words(content, ZH) == words


@pytest.mark.parametrize(
    ("dataset", "values", "label"),
    [
        (
            "enrolment",
            {**ENROLMENT, "measure": "entrants"},
            (
                "甲a",
                TextId("school_level.general_high"),
                TextId("programme_group.total"),
                "2025",
                TextId("intake.head.entrants"),
            ),
        ),
        (
            "training",
            {**TRAINING, "measure": "persons", "certificate_level": "total"},
            (
                "甲a",
                TextId("target_group.veterans"),
                TextId("training_type.upgrading"),
                "2025",
                TextId("intake.head.persons"),
            ),
        ),
        (
            "training",
            {**TRAINING, "measure": "certificates", "certificate_level": "total"},
            (
                "甲a",
                TextId("target_group.veterans"),
                TextId("training_type.upgrading"),
                "2025",
                TextId("intake.head.certificates_total"),
            ),
        ),
        (
            "training",
            {**TRAINING, "measure": "certificates", "certificate_level": "junior"},
            (
                "甲a",
                TextId("target_group.veterans"),
                TextId("training_type.upgrading"),
                "2025",
                TextId("intake.head.certificates"),
                TextId("certificate_level.junior"),
            ),
        ),
        (
            "conditions",
            {"ownership": "public", "school_class": "general", "year": 2025, "measure": "books"},
            ("甲a", "2025", TextId("intake.head.books")),
        ),
        ("colleges", {"institution_type": "campus", "stage": "built"}, ("甲a", TextId("stage.built"))),
        ("observations", {"indicator": "x", "year": 2025, "unit": "ratio"}, ("甲a", "x", "2025")),
        ("tasks", {"task": 3, "stage": "closed", "evidence": "none"}, ("甲a", "3")),
        ("milestones", {"milestone": "m-1", "indicator": "x", "task": 3, "evidence": "none"}, ("甲a", "m-1")),
    ],
)
def test_a_row_is_called_by_its_unit_and_the_keys_of_its_dataset(
    dataset: str, values: dict[str, Any], label: tuple[MessageValue, ...]
) -> None:
    assert row_label(dataset, data_row(dataset, A, **values)) == Joined(label)


@pytest.mark.parametrize(
    ("dataset", "values", "id"),
    [
        ("teachers", {"measure": "full_time"}, "intake.head.full_time"),
        ("observations", {"indicator": "x"}, "intake.head.value"),
        ("colleges", {"stage": "built"}, "intake.head.stage"),
        ("tasks", {"task": 3}, "intake.head.task_stage"),
        ("milestones", {"milestone": "m"}, "intake.head.milestone"),
    ],
)
def test_what_a_row_says_has_a_heading(dataset: str, values: dict[str, Any], id: str) -> None:
    assert value_heading(dataset, data_row(dataset, A, **values)) == TextId(id)
