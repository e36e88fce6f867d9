"""How the rules are read: what is left out has a value, what cannot be is refused with its key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from core.intake.checks import rules as module
from core.intake.checks.rules import Rule, RuleKind, rules
from core.toml_entries import PlanError
from core.workspace import DATA
from tests.support.intake.returned_rows import rule


@pytest.fixture(autouse=True)
def _forget_the_rules() -> Iterator[None]:
    rules.cache_clear()
    yield
    rules.cache_clear()


def test_a_rule_that_says_no_more_than_it_must_is_strict() -> None:
    given = {"id": "r", "severity": "hard", "kind": RuleKind.RANGE, "dataset": "teachers"}
    open_ended = {"measures": (), "lower": None, "upper": None, "units": (), "given": "", "among": ()}
    exact = {"relative": 0.0, "least": 0.0, "tolerance": 0.0, "several": False, "lag": 0}
    others = {"other_dataset": "", "other_measure": ""}
    assert rule("range", "teachers").model_dump() == given | open_ended | exact | others


@pytest.mark.parametrize(
    "options",
    [
        {"kind": "range", "dataset": "teacher"},
        {"kind": "same", "dataset": "teachers", "other_dataset": "teacher"},
        {"kind": "range", "dataset": "teachers", "measures": ["full_time", "part_time"]},
        {"kind": "range", "dataset": "training", "measures": ["certificates_total"]},
        {"kind": "range", "dataset": "teachers", "measures": ["certificates_junior"]},
        {"kind": "needs", "dataset": "tasks", "given": "actual_date"},
        {"kind": "range"},
        {"kind": "largest", "dataset": "teachers"},
    ],
)
def test_a_rule_about_what_is_not_there_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Rule.model_validate({"id": "r", "severity": "hard", **options})


@pytest.mark.parametrize(
    "options",
    [
        {"kind": "range", "dataset": "training", "measures": ["certificates", "certificates_junior"]},
        {"kind": "range", "dataset": "colleges", "measures": ["planned_places"]},
        {"kind": "same", "dataset": "teachers", "other_dataset": "enrolment"},
        {"kind": "needs", "dataset": "tasks", "given": "stage", "measures": ["evidence"]},
    ],
)
def test_a_rule_is_about_measures_levels_and_columns_of_its_dataset(options: dict[str, Any]) -> None:
    assert Rule.model_validate({"id": "r", "severity": "soft", **options}).dataset == options["dataset"]


@pytest.mark.parametrize("kind", RuleKind)
def test_only_rules_about_the_release_as_a_whole_are_of_no_dataset(kind: RuleKind) -> None:
    of_none = {"revision", "made_real", "removed", "new_unit", "periods", "successor"}
    if kind in of_none:
        assert rule(kind).dataset == ""
    else:
        with pytest.raises(ValidationError):
            rule(kind)


def test_the_rules_of_the_program_are_read_in_order() -> None:
    assert module.RULES == DATA / "plan" / "checks.toml"
    ids = [check.id for check in rules()]
    assert (ids[0], len(ids), len(set(ids))) == ("enrolment_not_negative", len(ids), len(ids))


def test_an_id_that_occurs_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "checks.toml"
    line = '{{ id = "{}", severity = "hard", kind = "revision" }},\n'
    path.write_text("check = [" + "".join(line.format(id) for id in ("a", "b", "a")) + "]", "utf-8")
    monkeypatch.setattr(module, "RULES", path)
    with pytest.raises(PlanError, match=r"check\[a\]"):
        rules()
