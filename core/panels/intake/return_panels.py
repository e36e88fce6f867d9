"""What a return holds, what is wrong in it, what it changes and what that does to the goals, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from core.assessment import Assessment
from core.context import Context, context_for
from core.figures.palette import light_of
from core.intake.finding_words import message, sentence, tally
from core.intake.findings import Finding, Severity
from core.intake.merging.merge import ChangeKind
from core.intake.publishing.changes import lines, staged
from core.intake.publishing.checklist import Item, checklist
from core.intake.publishing.prepared import Prepared
from core.intake.rows import UNIT_FIELDS
from core.judgement import assessment_of
from core.language import Language, Texts
from core.panels.cells import words
from core.panels.judgement.words import status_word
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.plan import Plan
from core.snapshots import Releases

ROWS_SHOWN = 60
"""Changes and findings on the page; the downloads hold them all."""

_OVERLOOKED = ("hidden_rows", "hidden_sheet", "hidden_column", "external_links")
_SHAPES = {Severity.HARD: "✕", Severity.SOFT: "◆", Severity.NOTE: "○"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist in words."""

    blocks: bool
    word: str
    text: str


def understood(prepared: Prepared, texts: Texts) -> Panel:
    """Every table that was recognised, what was read from it and what was passed over; notes on how."""
    reading = prepared.reading
    names = ("sheet", "dataset", "head", "rows", "totals", "ignored", "unfilled")
    version = reading.version
    if version is None:
        form = texts("intake.understood.own_form")
    else:
        form = texts(
            "intake.understood.template",
            release=version.release or "–",
            unit=_whose(prepared, texts),
        )
    told = [each for each in reading.findings if each.severity is Severity.NOTE or each.code in _OVERLOOKED]
    return Panel(
        id="understood",
        headline=texts(
            "intake.understood.headline",
            file=reading.name,
            tables=texts("count.tables", number=len(reading.tables)),
            rows=texts("count.values", number=sum(table.rows for table in reading.tables)),
        ),
        subtitle=form,
        source="",
        table=Table(
            tuple(Column(name, texts(f"intake.understood.{name}"), name not in ("sheet", "dataset")) for name in names),
            tuple(
                (
                    named(table.sheet),
                    words(texts(f"intake.sheet.{table.dataset}")),
                    *(
                        Cell(str(number), number)
                        for number in (table.head, table.rows, table.totals, table.ignored, len(table.unfilled))
                    ),
                )
                for table in reading.tables
            ),
        ),
        notes=tuple(sentence(each, texts) for each in told[:ROWS_SHOWN]),
    )


def _whose(prepared: Prepared, texts: Texts) -> str:
    """The unit a template was made for, by the name it has now."""
    unit = prepared.reading.version.unit if prepared.reading.version is not None else ""
    entries = [
        dict(zip(UNIT_FIELDS, each, strict=True)) for each in prepared.reading.register.entries if each[0] == unit
    ]
    if not entries:
        return unit or texts("intake.guide.district")
    return str(entries[-1]["unit_name" if texts.language is Language.ZH else "unit_name_en"])


def named(text: str) -> Cell:
    """A name out of somebody's file or register, which stays as it is in every language."""
    return Cell(text or "—", text or None, tag="" if text.isascii() else "zh")


def ordered(prepared: Prepared) -> tuple[Finding, ...]:
    """What must be put right, then what needs an explanation, each in the order of the file."""
    return tuple(
        each for severity in (Severity.HARD, Severity.SOFT) for each in prepared.findings if each.severity is severity
    )


def findings(prepared: Prepared, texts: Texts) -> Panel:
    """The findings as a clerk finds them again: sheet, row, column and what is expected there."""
    found = ordered(prepared)
    hard = sum(1 for each in found if each.severity is Severity.HARD)
    names = ("sheet_column", "row", "column", "severity", "message")
    return Panel(
        id="findings",
        headline=tally(hard, len(found) - hard, texts) if found else texts("intake.findings.none"),
        subtitle=texts("intake.findings.subtitle") if found else "",
        source="",
        table=Table(
            tuple(Column(name, texts(f"intake.returned.{name}"), name == "row") for name in names),
            tuple(
                (
                    named(each.place.sheet),
                    Cell(str(each.place.row or "—"), each.place.row or None),
                    words(each.place.column or "—"),
                    words(f"{_SHAPES[each.severity]} {texts(f'intake.severity.{each.severity.value}')}"),
                    words(message(each, texts)),
                )
                for each in found
            ),
        ),
    )


def changes(prepared: Prepared, texts: Texts, plan: Plan | None = None) -> Panel:
    """Every figure that is new, revised or gone against the release the return goes onto; `plan` names its codes."""
    release = prepared.onto.id if prepared.onto is not None else "–"
    numbers = {each.value: prepared.count(each) for each in ChangeKind}
    names = ("kind", "sheet", "unit", "figure", "old", "new", "place")
    unchanged = prepared.merged.unchanged if prepared.merged is not None else 0
    confirmed = prepared.count(ChangeKind.CONFIRMED)
    return Panel(
        id="preview",
        headline=texts("intake.preview.faulty", number=prepared.faulty)
        if prepared.faulty
        else texts("intake.preview.headline", count=numbers["added"], release=release, **numbers),
        subtitle=texts("intake.preview.faulty_subtitle")
        if prepared.faulty
        else texts("intake.preview.subtitle", unchanged=unchanged),
        source=texts("intake.preview.source", file=prepared.reading.name, release=release),
        table=Table(
            tuple(Column(name, texts(f"intake.preview.{name}"), name in ("old", "new")) for name in names),
            tuple(
                (
                    words(texts(f"changes.{line.happened.value}")),
                    words(texts(f"intake.sheet.{line.dataset}")),
                    named(line.unit),
                    words(line.figure),
                    words(line.old or "—"),
                    words(line.new or "—"),
                    named(line.place),
                )
                for line in lines(prepared, texts, plan)
            ),
        ),
        notes=(texts("intake.preview.confirmed", number=confirmed),) if confirmed and not prepared.faulty else (),
    )


def effect(prepared: Prepared, context: Context) -> Panel:
    """Every goal and its light as it stands and as it would stand with the return in the release.

    The release to be is written into a temporary folder and judged like any other. Raises IntakeError and
    SnapshotError as `staged`, PlanError when a plan file is wrong, QueryError when a release cannot be read.
    """
    texts = context.texts
    onto = prepared.onto
    known = context.releases.snapshots
    with TemporaryDirectory(prefix="staged-") as folder:
        to_be = staged(prepared, Path(folder))
        found = Releases((*known, to_be), (), context.releases.demonstration)
        then = context_for(to_be, texts.language, releases=found)
        now = context_for(onto, texts.language, releases=context.releases) if onto is not None else None
        judged = [
            (assessment_of(now, goal.indicator) if now is not None else None, assessment_of(then, goal.indicator))
            for goal in then.plan.goals_in_force(to_be.as_of)
        ]
    rows, lights, numbers = [], 0, 0
    for before, after in judged:
        moved = before is None or (before.status, before.binding) != (after.status, after.binding)
        other = before is None or _latest(before) != _latest(after)
        lights += moved
        numbers += other
        kind = "light" if moved else "number" if other else "same"
        rows.append(
            (
                words(texts.of(after.indicator.short_label)),
                words(_value(before, context)),
                words(_light(before, context)),
                words(_value(after, context)),
                words(_light(after, context)),
                words(texts(f"intake.effect.{kind}")),
            )
        )
    names = ("goal", "before", "light_before", "after", "light_after", "moved")
    return Panel(
        id="effect",
        headline=texts("intake.effect.headline", lights=lights, numbers=numbers, goals=len(judged)),
        subtitle=texts(
            "intake.effect.subtitle",
            release=onto.id if onto is not None else "–",
            day=context.formats.day(prepared.as_of),
        ),
        source="",
        table=Table(tuple(Column(name, texts(f"intake.effect.{name}")) for name in names), tuple(rows)),
    )


def _latest(assessment: Assessment) -> tuple[int, float | None] | None:
    latest = assessment.latest
    return None if latest is None else (latest.year, latest.value)


def _value(assessment: Assessment | None, context: Context) -> str:
    if assessment is None or assessment.latest is None or assessment.latest.value is None:
        return "—"
    return context.texts(
        "intake.effect.value",
        value=context.formats.quantity(assessment.latest.value, assessment.indicator.unit),
        year=context.formats.year(assessment.latest.year),
    )


def _light(assessment: Assessment | None, context: Context) -> str:
    if assessment is None:
        return "—"
    return f"{light_of(assessment.status, assessment.binding).shape} {status_word(assessment, context)}"


def held_against(
    prepared: Prepared, note: str, explanations: dict[str, str], *, by: str, day_read: bool, texts: Texts
) -> tuple[Line, ...]:
    """The checklist before publishing, what blocks first; whoever publishes gives a name and a day that exists."""
    items = list(checklist(prepared, note, explanations))
    if not by.strip():
        items.append(Item("no_name", True))
    if not day_read:
        items.append(Item("no_day", True))
    return tuple(
        Line(
            item.blocks,
            texts("intake.item_blocks" if item.blocks else "intake.item_warns"),
            texts(f"intake.item.{item.code}", **dict(item.values)),
        )
        for item in sorted(items, key=lambda item: not item.blocks)
    )
