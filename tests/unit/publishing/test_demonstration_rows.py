"""Own data start clean: no row of the demonstration goes into a release of one's own, unless somebody says so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.commands.exit_codes import FAILED, OK
from core.commands.main import main
from core.intake.findings import IntakeError, Severity
from core.intake.form.template import TemplateScope, write_template
from core.intake.publishing.check_return import check_return_in_force
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.checklist import checklist
from core.intake.publishing.demonstration_rows import (
    DemonstrationRows,
    is_there_a_choice,
)
from core.intake.publishing.publish import publish_return
from core.intake.publishing.reporting_round import confirm_unchanged, round_reports
from core.intake.rows import release_rows
from core.records.confirmations import DEMONSTRATION_FILE, FILE
from core.snapshots import Snapshot, releases
from tests.support.intake_files import AREA, PLAN, newest, template
from tests.support.returns import AUTUMN, FIGURES, SCHOOL_A, fill_form, first_return

KEEP, LEAVE = DemonstrationRows.KEEP, DemonstrationRows.LEAVE
TEACHERS_OF_X = {"full_time": 80.0, "specialised": 50.0, "dual_qualified": 30.0}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def filled(unit: str | None) -> bytes:
    """The form of the demonstration as it is installed, with the teachers of a school."""
    return fill_form(unit, base=template(unit, 2026))


def check(content: bytes, choice: DemonstrationRows | None = None, name: str = "a.xlsx") -> CheckedReturn:
    return check_return_in_force(content, name, releases(), AUTUMN, provisional=False, demonstration=choice)


def publish(home: Path, checked: CheckedReturn) -> Snapshot:
    return publish_return(
        checked,
        home / "snapshots",
        note="教师数",
        note_en="",
        published_by="tests",
        published_at=datetime(2026, 9, 20, tzinfo=UTC),
        explanations={each.id: "已核对" for each in checked.findings if each.severity is Severity.SOFT},
    )


def statuses(release: Snapshot) -> set[str]:
    return {row["status"] for table in release_rows(release).values() for row in table}


def warnings_of(checked: CheckedReturn) -> dict[str, str]:
    return {item.code: str(dict(item.values).get("number", "")) for item in checklist(checked, "教师数", {})}


def test_the_first_own_release_holds_what_was_returned_and_nothing_else(home: Path) -> None:
    checked = check(first_return())
    assert checked.base is None
    assert (checked.mistakes, checked.left_out) == (0, 0)
    release = publish(home, checked)
    rows = release_rows(release)
    values = {row["measure"]: row["value"] for row in rows["teachers"]}
    assert values | TEACHERS_OF_X == values
    assert {row["unit_id"] for table in rows.values() for row in table} == {"500110-x"}
    assert (statuses(release), release.status) == ({"reported"}, "reported")
    assert not is_there_a_choice(releases())


def test_a_form_filled_with_the_demonstration_is_no_start_of_own_data(home: Path) -> None:
    for unit in (SCHOOL_A, None):
        with pytest.raises(IntakeError) as refused:
            check(filled(unit), LEAVE)
        assert (refused.value.code, refused.value.values) == ("template_demonstration", {"release": newest().id})


def test_it_is_not_put_into_clean_own_data_later_either(home: Path) -> None:
    publish(home, check(first_return()))
    for choice in (None, KEEP, LEAVE):
        with pytest.raises(IntakeError, match="template_demonstration"):
            check(filled(SCHOOL_A), choice)


def test_a_form_filled_with_the_demonstration_is_tried_out_on_it_unless_somebody_says_otherwise(home: Path) -> None:
    checked = check(filled(SCHOOL_A))
    assert checked.base == newest()
    assert publish(home, checked).status == "illustrative"


def test_whoever_tries_out_builds_upon_the_demonstration(home: Path) -> None:
    checked = check(filled(SCHOOL_A), KEEP)
    assert checked.base == newest()
    assert checked.mistakes == 0
    everything = sum(len(table) for table in release_rows(newest()).values())
    assert warnings_of(checked)["illustrative"] == str(everything)
    release = publish(home, checked)
    assert (statuses(release), release.status) == ({"illustrative", "reported"}, "illustrative")
    assert is_there_a_choice(releases())


def test_what_was_begun_on_the_demonstration_goes_on_until_its_rows_are_left_out(home: Path) -> None:
    first = publish(home, check(filled(SCHOOL_A), KEEP))
    form = fill_form(SCHOOL_A, (151, *FIGURES[1:4], 43, *FIGURES[5:]), template_of(first))
    assert check(form).left_out == 0
    clean = check(form, LEAVE)
    made_up = [row for table in release_rows(first).values() for row in table if row["status"] == "illustrative"]
    assert clean.left_out == len(made_up)
    assert warnings_of(clean)["left_out"] == str(len(made_up))
    assert "illustrative" not in warnings_of(clean)
    release = publish(home, clean)
    assert statuses(release) == {"reported"}
    teachers = {row["measure"]: row["value"] for row in release_rows(release)["teachers"]}
    assert (teachers["full_time"], teachers["specialised"]) == (151, 95)
    assert {row["year"] for row in release_rows(release)["teachers"]} == {2026}


def template_of(release: Snapshot) -> bytes:
    return write_template(release, TemplateScope(PLAN, AREA, SCHOOL_A), year=2026)


# --- the command line


def test_the_command_line_asks_for_a_choice_and_keeps_to_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = home / "form.xlsx"
    form.write_bytes(filled(SCHOOL_A))
    send = ["--lang", "en", "publish", str(form), "--as-of", "2026-09-01", "--note", "teachers", "--by", "tests"]
    assert main([*send, "--demo", "leave"]) == FAILED
    assert "must not become data of your own" in capsys.readouterr().err
    assert releases().demonstration
    explained = check(filled(SCHOOL_A), KEEP, "form.xlsx").findings_of(Severity.SOFT)
    reasons = [option for each in explained for option in ("--explain", f"{each.id}=checked")]
    assert main([*send, *reasons]) == OK
    assert "made-up sample data" in capsys.readouterr().out
    assert [snapshot.status for snapshot in releases().snapshots] == ["illustrative"]


# --- the round of returns


def test_a_confirmation_on_the_demonstration_counts_for_no_own_unit(home: Path) -> None:
    now = datetime(2026, 9, 25, 12, tzinfo=UTC)
    confirm_unchanged(newest(), AREA, SCHOOL_A, "李", now, demonstration=True)
    assert SCHOOL_A not in round_reports(newest(), AREA, now.date(), demonstration=True).outstanding()
    assert SCHOOL_A in round_reports(newest(), AREA, now.date()).outstanding()
    confirm_unchanged(newest(), AREA, SCHOOL_A, "李", now)
    assert SCHOOL_A not in round_reports(newest(), AREA, now.date()).outstanding()
    assert {path.name for path in home.glob("*.sqlite")} == {FILE, DEMONSTRATION_FILE}
