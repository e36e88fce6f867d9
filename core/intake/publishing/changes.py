"""What a return would change, line by line, and the release as it would be, for working out its effect on goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from core.intake.finding_words import value_words
from core.intake.findings import IntakeError
from core.intake.form.layout import SHEET_OF, Kind
from core.intake.form.words import words_of
from core.intake.merging.merge import Change, ChangeKind
from core.intake.merging.row_content import row_content
from core.intake.publishing.pipeline import tables_of
from core.intake.publishing.prepared import Prepared
from core.intake.rows import Row, Rows
from core.language import Language, Texts
from core.plan.plan import Plan
from core.snapshots import Snapshot, publish

_BY_UNIT = ("enrolment", "college_enrolment", "teachers", "conditions")


@dataclass(frozen=True, slots=True)
class Line:
    """One change in words: what happens, to which figure of which unit, from what to what, and where it stands.

    `old` is empty for an added row and `new` for a removed one.
    """

    happened: ChangeKind
    dataset: str
    unit: str
    figure: str
    old: str
    new: str
    place: str


@dataclass(frozen=True, slots=True)
class UnitReport:
    """Whether a unit that reported the year before has reported `year`; `since` is the newest year it has."""

    dataset: str
    unit_id: str
    unit_name: str
    year: int
    reported: bool
    since: int


def lines(prepared: Prepared, texts: Texts, plan: Plan | None = None) -> tuple[Line, ...]:
    """Every change of a return in words, in the order of the sheets; with `plan` codes of it are said by their name.

    An English reader gets the English name of a unit, where the register has one.
    """
    changes = () if prepared.merged is None else prepared.merged.changes
    names = {} if plan is None else _names(plan, texts)
    return tuple(_line(change, names, texts) for change in changes)


def _names(plan: Plan, texts: Texts) -> dict[str, str]:
    """What the codes of a plan are called, by column and code."""
    return {
        **{f"indicator {each.id}": texts.of(each.short_label) for each in plan.indicators},
        **{f"milestone {each.id}": texts.of(each.name) for each in plan.milestones},
        **{f"task {each.number}": f"{each.number} {texts.of(each.label)}" for each in plan.tasks},
    }


def _line(change: Change, names: Mapping[str, str], texts: Texts) -> Line:
    row = change.new or change.old or {}
    words = {
        name: value_words(row_content(row), texts) if row else ""
        for name, row in (("old", change.old), ("new", change.new))
    }
    if change.old is not None and change.new is not None and words["old"] == words["new"]:
        for name, each in (("old", change.old), ("new", change.new)):
            words[name] = f"{words[name]} {texts('tag.provisional') if each['provisional'] else ''}".strip()
    entry = change.entry
    place = "" if entry is None else f"{entry.sheet} {entry.cell}{entry.line}"
    figure = _figure(change.dataset, row, names, texts)
    unit = (texts.language is Language.EN and row["unit_name_en"]) or row["unit_name"]
    return Line(change.happened, change.dataset, unit, figure, words["old"], words["new"], place)


def _figure(dataset: str, row: Row, names: Mapping[str, str], texts: Texts) -> str:
    """What a row is about: keys in words, the year, the measure."""
    parts = []
    for column in SHEET_OF[dataset].keys:
        value = row.get(column.field)
        if column.kind is Kind.CODE and column.id not in ("ownership", "level", "school_class", "institution_type"):
            parts.append(words_of(column, str(value), texts))
        elif column.kind is Kind.YEAR:
            parts.append(texts("format.year", year=value))
        elif column.id in ("indicator", "milestone", "task"):
            parts.append(names.get(f"{column.id} {value}") or f"{texts(f'intake.head.{column.id}')} {value}")
    if "measure" in row:
        level = row.get("certificate_level", "total")
        measure = f"certificates_{level}" if row["measure"] == "certificates" else row["measure"]
        named = next(each for each in SHEET_OF[dataset].columns if each.id == measure)
        leveled = named.level not in ("", "total")
        parts.append(texts(f"certificate_level.{named.level}") if leveled else texts(f"intake.head.{named.id}"))
    return " ".join(parts)


def who_reported(rows: Rows, year: int) -> tuple[UnitReport, ...]:
    """Per sheet of schools and colleges: every unit there on 1 September of `year` that ever reported, and whether it
    reported this year."""
    day = date(year, 9, 1)
    # By all tables: a unit that was renamed stands under its old name wherever it has not reported since.
    there = {
        row["unit_id"]
        for each in rows.values()
        for row in each
        if row["unit_valid_to"] is None or row["unit_valid_to"] >= day
    }
    found = []
    for dataset in _BY_UNIT:
        newest: dict[str, Row] = {}
        for row in rows[dataset]:
            known = newest.get(row["unit_id"])
            if row["year"] <= year and (known is None or row["year"] > known["year"]):
                newest[row["unit_id"]] = row
        for id, row in sorted(newest.items()):
            if id in there:
                found.append(UnitReport(dataset, id, row["unit_name"], year, row["year"] == year, row["year"]))
    return tuple(found)


def staged(prepared: Prepared, folder: Path) -> Snapshot:
    """The release as it would be, written into an empty folder of one's own: what reads releases can judge it.

    The effect on goals and lights is `core.panels` over this snapshot beside the one it goes onto; remove the folder
    afterwards. Raises IntakeError (`not_ready`) when there is nothing to stage, SnapshotError when rows are wrong.
    """
    if prepared.merged is None:
        raise IntakeError("not_ready")
    status = prepared.onto.status if prepared.onto is not None else "reported"
    rules = prepared.onto.rules if prepared.onto is not None else "-"
    return publish(
        tables_of(prepared.merged.rows),
        as_of=prepared.as_of,
        root=folder,
        published_by="preview",
        published_at=datetime(prepared.as_of.year, prepared.as_of.month, prepared.as_of.day, tzinfo=UTC),
        note="",
        note_en="",
        plan=prepared.plan,
        rules=rules,
        status=status,
    )
