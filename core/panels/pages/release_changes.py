"""What changed from one release to another, and the history of one number through every release."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from core.assess_release import assessment_of, assessments_of, standard_of
from core.assessment import Assessment, Point
from core.context import Context
from core.datasets import RowStatus, Symbol
from core.formats import agreeing_digits, round_half_up
from core.panels.cells import bound_cell, dash, number_cell, value_or_dash, verbatim_cell, words
from core.panels.judgement.words import column_unit, status_word, unit_name
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.tasks.task_changes import task_changes
from core.queries.provenance import source_rows
from core.snapshots import Snapshot
from core.text_ids.judgement import CHANGE_TEXT


@dataclass(frozen=True, slots=True)
class Change:
    """One number that two releases give differently; a side without a point did not have the year at all."""

    before: Assessment
    after: Assessment
    year: int
    old: Point | None
    new: Point | None

    @property
    def shown(self) -> tuple[Point | None, Point | None]:
        """Both sides; of a year that is not whole in either, what was reported so far."""
        if self.old is not None and self.new is not None and _both_in_part(self.old, self.new):
            return _so_far(self.old), _so_far(self.new)
        return self.old, self.new

    @property
    def kind(self) -> str:
        # A year that becomes whole is a new value, no revision of the part that was known before.
        if self.old is None or (self.old.partial is not None and not _both_in_part(self.old, self.new)):
            return "added"
        if self.new is not None and _reported(self.new) > _reported(self.old) > 0:
            return "units"
        return "removed" if self.new is None else "changed"


def _reported(point: Point) -> int:
    """The units whose figure it is; 0 of what is not reported unit by unit."""
    return 0 if point.coverage is None else point.coverage.reported


def _both_in_part(old: Point | None, new: Point | None) -> bool:
    """Whether a year was not whole and is not yet."""
    return old is not None and new is not None and old.partial is not None and new.partial is not None


def _so_far(point: Point) -> Point:
    """A year that is not whole with what was reported of it as its value."""
    so_far = None if point.partial is None else point.partial.so_far
    return point if so_far is None else replace(point, value=so_far, symbol=Symbol.PRESENT)


def earlier(context: Context) -> tuple[Snapshot, ...]:
    """The releases before the one on show, newest first; own ones and the demonstration are never compared."""
    releases = context.releases.alike(context.snapshot)
    place = next((index for index, release in enumerate(releases) if release.id == context.snapshot.id), 0)
    return tuple(reversed(releases[:place]))


def since(context: Context, release: str | None) -> Snapshot | None:
    """The earlier release of this id, else the one just before; None when there is no earlier one."""
    releases = earlier(context)
    return next((snapshot for snapshot in releases if snapshot.id == release), releases[0] if releases else None)


def changes(context: Context, release: str | None = None) -> Panel:
    """Every value of every indicator that the release on show gives otherwise than an earlier one, lights and tasks
    first."""
    texts = context.texts
    before = since(context, release)
    columns = tuple(
        Column(name, texts(f"column.{name}"), name in ("year", "old", "new", "change"))
        for name in ("indicator", "year", "kind_of_change", "old", "new", "change")
    )
    if before is None:
        return Panel(
            id="changes",
            headline=texts("changes.none_before"),
            subtitle=texts("changes.subtitle"),
            source="",
            table=Table(columns, ()),
        )
    then = replace(context, snapshot=before)
    lights, values, made_up = [], [], False
    old, new = (assessments_of(each, context.plan.indicators) for each in (then, context))
    for indicator in context.plan.indicators:
        one, other = old[indicator.id], new[indicator.id]
        made_up = made_up or one.illustrative or other.illustrative
        if other.goal is not None and (one.status, one.binding) != (other.status, other.binding):
            lights.append(
                (
                    words(texts.of(indicator.short_label)),
                    dash(),
                    words(texts("changes.light")),
                    words(status_word(one, then)),
                    words(status_word(other, context)),
                    dash(),
                )
            )
        values += [_row(change, context) for change in _differences(one, other)]
    of_tasks, tasks_counted = task_changes(then, context)
    counted = {
        kind: sum(row[2].text == texts(CHANGE_TEXT[kind]) for row in values)
        for kind in ("added", "units", "changed", "removed")
    }
    return Panel(
        id="changes",
        headline=texts(
            "changes.headline",
            count=len(lights),
            before=before.id,
            lights=len(lights),
            **{kind: str(number) for kind, number in counted.items()},
        )
        + tasks_counted,
        subtitle=texts("changes.subtitle"),
        source=texts(
            "changes.source",
            before=before.id,
            after=context.snapshot.id,
            note=texts.side(context.snapshot.note, context.snapshot.note_en),
        ),
        table=Table(columns, tuple(lights + of_tasks + values)),
        illustrative=made_up or bool(of_tasks and context.tag("tasks")),
        choices=(("since", before.id),),
    )


def _differences(one: Assessment, other: Assessment) -> list[Change]:
    changes = []
    for year in sorted({point.year for point in (*one.observed, *other.observed)}, reverse=True):
        old, new = one.at(year), other.at(year)
        change = Change(one, other, year, old, new)
        before, after = (None if point is None else (point.value, point.symbol) for point in change.shown)
        first_of_part = old is None and new is not None and new.partial is not None
        if before != after and not first_of_part:
            changes.append(change)
    return changes


def _row(change: Change, context: Context) -> tuple[Cell, ...]:
    indicator, texts = change.after.indicator, context.texts
    share = indicator.unit.is_share
    unit = column_unit(indicator, context)

    return (
        words(texts("changes.indicator", label=texts.of(indicator.short_label), unit=unit)),
        Cell(str(change.year), change.year, leads=(("indicator", indicator.id), ("year", str(change.year)))),
        words(texts(CHANGE_TEXT[change.kind])),
        *_both(*change.shown, share, context),
    )


def history(context: Context, indicator_id: str, year: int) -> Panel:
    """One number through the releases up to the one on show: first value, every change, who published it and why."""
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(indicator_id)
    share = indicator.unit.is_share
    rows: list[tuple[Cell, ...]] = []
    last: Point | None = None
    made_up = False
    shown = (*reversed(earlier(context)), context.snapshot)
    for snapshot in shown:
        then = replace(context, snapshot=snapshot)
        point = assessment_of(then, indicator_id).at(year)
        if point is None:
            continue
        made_up = made_up or point.status is RowStatus.ILLUSTRATIVE
        if last is not None and _content(point) == _content(last):
            continue
        frame = source_rows(then.returns, indicator_id, year, by_standard=standard_of(then, indicator_id) is not None)
        reported = frame[frame["source_file"] != ""]
        files = texts.listed(
            f"{file} · {sheet} {_rows(part['source_row'].tolist(), context)}"
            for (file, sheet), part in reported.groupby(["source_file", "source_sheet"], sort=True)
        )
        rows.append(
            (
                words(snapshot.id),
                words(formats.day(snapshot.published_at.date())),
                verbatim_cell(snapshot.published_by),
                *_both(last, point, share, context)[1:],
                words(texts("history.provisional" if point.provisional else "history.final")),
                words(snapshot.note if texts.language.value == "zh" else snapshot.note_en),
                Cell(files or "—", files or None, tag="zh"),
            )
        )
        last = point
    label = texts.of(indicator.short_label)
    names = ("release", "published_at", "published_by", "bare_value", "change", "standing", "note", "file")
    return Panel(
        id="history",
        headline=texts("history.headline", label=label, year=formats.year(year), count=len(rows), number=len(rows))
        if rows
        else texts("headline.no_year", label=label, year=formats.year(year)),
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        source=texts("history.source", number=len(shown)),
        table=Table(
            tuple(Column(name, texts(f"column.{name}"), name in ("bare_value", "change")) for name in names),
            tuple(rows),
        ),
        illustrative=made_up,
        choices=(("indicator", indicator_id), ("year", str(year))),
    )


def _content(point: Point) -> tuple[float | None, str, bool]:
    """What a release holds of a number; a release with the same content adds no row to its history."""
    return point.value, point.symbol.value, point.provisional


def _known_change(old: Point | None, new: Point | None) -> float | None:
    """The difference of two values; None where one is missing, or nobody knows how far a lower bound falls short."""
    one, other = (None if point is None else point.start_value for point in (old, new))
    return None if one is None or other is None else other - one


def _both(old: Point | None, new: Point | None, share: bool, context: Context) -> tuple[Cell, Cell, Cell]:
    """Two values and their difference, a share with as many decimals as tell a revised one from the one before."""
    one, other = (None if point is None else point.value for point in (old, new))
    if not share or one is None or other is None:
        first, second = (
            dash()
            if point is None
            else bound_cell(point, number_cell(point.value, point.symbol, share, context), context)
            for point in (old, new)
        )
        change = value_or_dash(_known_change(old, new), share, context)
        return first, second, change
    digits = agreeing_digits(one * 100, other * 100, 1)
    before, after = (round_half_up(value * 100, digits) for value in (one, other))

    def cell(percent: Decimal) -> Cell:
        return Cell(context.formats.plain(float(percent), digits), float(percent))

    return cell(before), cell(after), cell(after - before)


def _rows(rows: list[int], context: Context) -> str:
    return context.texts("history.rows", count=len(set(rows)), rows=_span(rows))


def _span(rows: list[int]) -> str:
    """Row numbers as a person writes them: 5–9, 12."""
    parts: list[list[int]] = []
    for row in sorted(set(rows)):
        if parts and row == parts[-1][-1] + 1:
            parts[-1].append(row)
        else:
            parts.append([row])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
