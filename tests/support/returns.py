"""Forms of schools filled in, sent and published on top of the demonstration."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from core.context import plan
from core.intake.findings import Severity
from core.intake.form.template import TemplateScope, write_template
from core.intake.publishing.check_return import check_return
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.publish import publish_return
from core.intake.rows import release_rows
from core.snapshots import Releases, Snapshot, releases
from tests.support.intake.edited_cells import with_cells
from tests.support.intake.small_demonstration import demonstration, newest, template
from tests.support.intake_files import AREA, PLAN, line_of

A, B, SCHOOL_A, SCHOOL_B = "示例中职学校A", "示例中职学校B", "500110-sv-a", "500110-sv-b"
AUTUMN, SHEET = date(2026, 9, 1), "表5 教师"
FIGURES = (150, 95, 64, 31, 42, 60, 36, 12)
"""Teachers of 2026 in the order of the open columns; the four titles add up to the first."""


@cache
def fill_form(
    unit: str | None, figures: tuple[object, ...] = FIGURES, base: bytes | None = None, school: str = A
) -> bytes:
    """A form with the teachers of one school in 2026."""
    base = base or template(unit, 2026)
    row = line_of(base, SHEET, B=school, D=2026)
    return with_cells(
        base, SHEET, {f"{letter}{row}": figure for letter, figure in zip("EFGIJKLM", figures, strict=True)}
    )


def first_return(unit: str = "500110-x", name: str = "第一中职学校", name_en: str = "First") -> bytes:
    """An empty form with one school of one's own: 80 teachers, 50 of them specialised, 30 of these dual-qualified."""
    form = with_cells(_first_form(), "单位名录", {"A4": unit, "B4": name, "C4": name_en, "D4": date(2000, 9, 1)})
    line = (unit, name, "公办", 2026, 80, 50, 30, 10, 20, 20, 20, 20)
    return with_cells(form, SHEET, {f"{letter}5": value for letter, value in zip("ABCDEFGIJKLM", line, strict=True)})


@cache
def _first_form() -> bytes:
    """The form of a district without any release."""
    return write_template(None, TemplateScope(PLAN, AREA), plan=plan(newest()))


def releases_known(root: Path) -> Releases:
    own = releases(root).snapshots if root.is_dir() else ()
    return Releases((*demonstration(), *own), (), False)


def check_form(
    root: Path, content: bytes, name: str, *, provisional: bool = False, as_of: date = AUTUMN
) -> CheckedReturn:
    return check_return(content, name, releases_known(root), plan(newest()), as_of, provisional=provisional)


def publish_form(root: Path, ready: CheckedReturn) -> Snapshot:
    """The release; every unusual value is explained."""
    return publish_return(
        ready,
        root,
        note="教师数",
        note_en="",
        published_by="tests",
        published_at=datetime(2026, 9, 20, tzinfo=UTC),
        explanations={each.id: "已核对" for each in ready.findings if each.severity is Severity.SOFT},
    )


def send_form(root: Path, content: bytes, name: str, *, provisional: bool = False) -> Snapshot:
    return publish_form(root, check_form(root, content, name, provisional=provisional))


def teachers_of(release: Snapshot, unit: str = SCHOOL_A, year: int = 2026) -> dict[str, float | None]:
    rows = release_rows(release)["teachers"]
    return {row["measure"]: row["value"] for row in rows if (row["unit_id"], row["year"]) == (unit, year)}


def publish_explained(ready: CheckedReturn, root: Path, note: str = "2026年教师数", **explanations: str) -> Snapshot:
    """The release; why columns are missing is explained here, other unusual values by `explanations`."""
    partial = {each.id: "其他指标另报" for each in ready.findings if each.code == "measure_columns_missing"}
    return publish_return(
        ready,
        root,
        note=note,
        note_en="",
        published_by="tests",
        published_at=datetime(2026, 9, 20, tzinfo=UTC),
        explanations=partial | explanations,
    )
