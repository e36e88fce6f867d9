"""What changed since the last meeting: lights, tasks, evidence, goals and values, the most important first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.context import Context
from core.panels.cells import dash, words
from core.panels.pages.release_changes import changes, earlier, since
from core.panels.panel import Cell, Panel, Table
from core.panels.tasks.plan_tasks import plan_tasks
from core.panels.tasks.task_list import task_cell
from core.panels.tasks.words import evidence_words
from core.plan.entries import Goal
from core.records.meetings.agendas import Meeting, meetings
from core.records.meetings.versions import MeetingRecordsError
from core.snapshots import Snapshot
from core.text_ids.judgement import CHANGE_TEXT

PANEL = "since_last_meeting"
_KIND = 2
"""The place of the kind of change in a row."""


def last_meeting(context: Context) -> Meeting | None:
    """The last meeting that was held on a release before the one on show. Raises MeetingRecordsError."""
    before = {release.id: release.digest for release in earlier(context)}
    held_before = [one for one in meetings() if before.get(one.pins.release) == one.pins.releases[one.pins.release]]
    return held_before[-1] if held_before else None


def compared_release(context: Context, asked: str = "") -> Snapshot | None:
    """The release to compare with: the one asked for, else that of the last meeting, else the one before; None when
    there is none before."""
    try:
        meeting = None if asked else last_meeting(context)
    except MeetingRecordsError:
        meeting = None  # the page says so where the meetings stand
    return since(context, asked or (meeting.pins.release if meeting is not None else None))


def since_last_meeting(context: Context, choices: Mapping[str, str]) -> Panel:
    """Everything the release on show says otherwise than the one compared with, with how many of each kind."""
    texts = context.texts
    before = compared_release(context, choices.get("since", ""))
    if before is None:
        return replace(changes(context), id=PANEL)
    panel, then = changes(context, before.id), replace(context, snapshot=before)
    of_values = _value_kinds(context)
    by_kind = {kind: _of_kind(panel, kind) for kind in (texts("changes.light"), texts("tasks.state.overdue"))}
    lights, overdue = by_kind.values()
    values = tuple(row for row in panel.table.rows if row[_KIND].text in of_values)
    others = tuple(row for row in panel.table.rows if row[_KIND].text not in {*of_values, *by_kind})
    revised, proven = tuple(_revised_goals(then, context)), tuple(_newly_proven(then, context))
    plain = context.formats.plain
    return replace(
        panel,
        id=PANEL,
        headline=texts(
            "meetings.changes.headline",
            before=_before_words(before, context),
            lights=plain(len(lights)),
            goals=plain(len(revised)),
            overdue=plain(len(overdue)),
            proven=plain(len(proven)),
            values=plain(len(values)),
        ),
        table=Table(panel.table.columns, (*lights, *revised, *overdue, *proven, *others, *values)),
        illustrative=panel.illustrative or bool(proven and context.tag("tasks")),
    )


def _of_kind(panel: Panel, kind: str) -> tuple[tuple[Cell, ...], ...]:
    return tuple(row for row in panel.table.rows if row[_KIND].text == kind)


def _before_words(before: Snapshot, context: Context) -> str:
    """What is compared with: the last meeting held on that release, by name and day, else the release."""
    try:
        held_on = [one for one in meetings() if one.pins.release == before.id]
    except MeetingRecordsError:
        held_on = []
    if not held_on:
        return context.texts("meetings.changes.release", release=before.id)
    day = context.formats.day(held_on[-1].at.date())
    return context.texts("meetings.changes.meeting", name=held_on[-1].name, day=day, release=before.id)


def _value_kinds(context: Context) -> set[str]:
    return {context.texts(id) for id in CHANGE_TEXT.values()}


def _newly_proven(then: Context, now: Context) -> list[tuple[Cell, ...]]:
    """Tasks behind which something stands now that is more than the word of the reporter, and did not then."""
    before = {task.number: task.report for task in plan_tasks(then)}
    kind, rows = words(now.texts("meetings.changes.proven")), list[tuple[Cell, ...]]()
    for task in plan_tasks(now):
        old, new = before.get(task.number), task.report
        if new is not None and new.evidence.is_proof and (old is None or not old.evidence.is_proof):
            was = words(evidence_words(old, then)) if old is not None else dash()
            rows.append((task_cell(task, now), dash(), kind, was, words(evidence_words(new, now)), dash()))
    return rows


def _revised_goals(then: Context, now: Context) -> list[tuple[Cell, ...]]:
    """Goals that ask for another value, by another year or with another strength than they did."""
    before = {goal.indicator: goal for goal in then.goals_in_force()}
    kind, rows = words(now.texts("meetings.changes.goal")), list[tuple[Cell, ...]]()
    for goal in now.goals_in_force():
        old = before.get(goal.indicator)
        if old is None or _asks(old) != _asks(goal):
            was = words(_goal_words(old, now)) if old is not None else dash()
            name = words(now.called(goal.indicator))
            rows.append((name, dash(), kind, was, words(_goal_words(goal, now)), dash()))
    return rows


def _asks(goal: Goal) -> tuple[object, ...]:
    return goal.value, goal.target_year, goal.strength


def _goal_words(goal: Goal, context: Context) -> str:
    value = context.formats.quantity(goal.value, context.plan.indicator(goal.indicator).unit)
    strength = "meetings.changes.binding" if goal.binding else "meetings.changes.best_effort"
    return context.texts(strength, value=value, year=context.formats.year(goal.target_year))


PANELS = {PANEL: since_last_meeting}
