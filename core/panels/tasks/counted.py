"""How many tasks stand how, as tiles that lead to them, and as one line for the overview."""

from __future__ import annotations

from dataclasses import dataclass

from core.context import Context
from core.language import Texts
from core.panels.tasks.plan_tasks import is_of_plan, is_recorded, newest_period, task_counts
from core.tasks.counts import FLAGS, STAGES, TaskCounts, TaskState
from core.tasks.milestones import MilestoneState
from core.text_ids.tasks import TASK_STATE_TEXT


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with its word; it leads to the tasks it counts. A `value` of "—" is no count: `word` says why."""

    state: TaskState
    value: str
    word: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The headline of the tasks: every task under one stage; each state on its own; what finished tasks rest on."""

    total: str
    stages: tuple[Tile, ...]
    flags: tuple[Tile, ...]
    proof: str
    notes: tuple[str, ...]


def counted(context: Context) -> Counted:
    """How many tasks of the plan stand how; the safeguards are no tasks."""
    texts, formats = context.texts, context.formats
    counts = task_counts(context)
    return Counted(
        total=texts("tasks.total", count=counts.tasks, number=formats.plain(counts.tasks)),
        stages=tuple(
            Tile(state, formats.plain(counts.by_state[state]), texts(TASK_STATE_TEXT[state]))
            for state in STAGES
            if state is not TaskState.NO_REPORT or counts.by_state[state]
        ),
        flags=tuple(_flag_tile(state, counts, context) for state in FLAGS),
        proof=proof_sentence(counts, context),
        notes=_milestone_note(counts, context),
    )


def headline(context: Context) -> str:
    """The same in one line: the stages of all tasks, then each state on its own."""
    texts, formats = context.texts, context.formats
    counts = task_counts(context)
    if not is_of_plan(context):  # the same numbers are other tasks there
        plan = context.plan_word(context.reported_under)
        return texts("tasks.total_of_plan", count=counts.tasks, number=formats.plain(counts.tasks), plan=plan)
    if counts.by_state[TaskState.NO_REPORT] == counts.tasks:
        return texts("tasks.none_reported", count=counts.tasks, number=formats.plain(counts.tasks))
    stages = (
        _counted(texts(TASK_STATE_TEXT[state]), formats.plain(counts.by_state[state]), texts)
        for state in STAGES
        if counts.by_state[state]
    )
    shown = (_flag_tile(state, counts, context) for state in FLAGS)
    flags = (_counted(tile.word, tile.value, texts) for tile in shown if tile.value != "—")
    return texts(
        "tasks.headline",
        count=counts.tasks,
        number=formats.plain(counts.tasks),
        stages=texts.listed(stages),
        flags=texts.listed(flags),
    )


def _counted(word: str, number: str, texts: Texts) -> str:
    """A count in a sentence, where English writes no capitals."""
    return texts("tasks.counted", state=texts.side(word, word.lower()), number=number)


def proof_sentence(counts: TaskCounts, context: Context) -> str:
    """How many of the tasks said to be finished rest on nothing but a statement, and how many on nothing."""
    texts, formats = context.texts, context.formats
    if not counts.done:
        return texts("tasks.none_finished")
    return texts(
        "tasks.proof",
        count=counts.done,
        number=formats.plain(counts.done),
        statement=formats.plain(counts.on_statement),
        nothing=formats.plain(counts.on_nothing),
    )


def _flag_tile(state: TaskState, counts: TaskCounts, context: Context) -> Tile:
    """A count, or a dash where nobody has reported, or this release does not record, what it would be counted from."""
    word = context.texts(TASK_STATE_TEXT[state])
    if counts.by_state[TaskState.NO_REPORT] == counts.tasks:
        return Tile(state, "—", context.texts("tasks.not_reported_of", state=word))
    is_known = {
        TaskState.OVERDUE: is_recorded(context, "due_date"),
        TaskState.UNCONFIRMED: bool(newest_period(context)),
        TaskState.UNCHANGED: bool(newest_period(context)),
    }
    if not is_known.get(state, True):
        return Tile(state, "—", context.texts("tasks.not_recorded_of", state=word))
    return Tile(state, context.formats.plain(counts.by_state[state]), word)


def _milestone_note(counts: TaskCounts, context: Context) -> tuple[str, ...]:
    total = sum(counts.milestones.values())
    if not total:
        return ()
    reached = total - sum(number for state, number in counts.milestones.items() if state.is_open)
    formats, milestones = context.formats, counts.milestones
    return (
        context.texts(
            "tasks.milestones_counted",
            number=formats.plain(total),
            reached=formats.plain(reached),
            late=formats.plain(milestones.get(MilestoneState.LATE, 0)),
            overdue=formats.plain(milestones.get(MilestoneState.OVERDUE, 0)),
        ),
    )
