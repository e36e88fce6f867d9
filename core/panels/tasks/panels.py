"""The panels of the page of tasks by their ids, so that downloads rebuild them from an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.context import Context
from core.panels.panel import Panel
from core.panels.tasks.one_task import task_card, task_of_address
from core.panels.tasks.task_filter import filter_of_address
from core.panels.tasks.task_history import task_milestones, task_reports
from core.panels.tasks.task_list import task_list
from core.panels.tasks.task_timeline import task_timeline

PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    "task_list": lambda context, choices: task_list(context, filter_of_address(choices, context)[0]),
    "task_timeline": lambda context, choices: task_timeline(context, filter_of_address(choices, context)[0]),
    "task": lambda context, choices: task_card(context, task_of_address(context, choices)),
    "task_milestones": lambda context, choices: task_milestones(context, task_of_address(context, choices)),
    "task_reports": lambda context, choices: task_reports(context, task_of_address(context, choices)),
}
