"""What an address asks of a download and no panel can give: a filter that is not known must not yield everything."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from core.context import Context
from core.panels.conditions.choices import choices_of
from core.panels.conditions.panels import PANELS as CONDITIONS
from core.panels.indicators.selection import source_options, task_options
from core.panels.programmes.page import choices_offered
from core.panels.tasks.task_filter import filter_of_address

_TASK_LISTS = ("task_list", "task_timeline")
_PROGRAMME_LISTS = ("programme_list", "programme_warnings")
Refusals = tuple[tuple[str, str], ...]


def refused_choices(panel_id: str, context: Context, choices: Mapping[str, str]) -> Refusals:
    """The parameters that narrow a panel down and whose value is not known there, with that value; none for others."""
    if panel_id in _TASK_LISTS:
        return filter_of_address(choices, context)[1]
    if panel_id in CONDITIONS:
        made = choices_of(context, choices)
        return () if made is None else made.refused
    if panel_id == "indicator_values":
        return _unknown(choices, {"task": task_options(context), "source": source_options(context)})
    if panel_id in _PROGRAMME_LISTS:
        return _unknown(choices, choices_offered(context))
    return ()


def _unknown(choices: Mapping[str, str], options: Mapping[str, Collection[str]]) -> Refusals:
    asked = ((name, choices.get(name, "")) for name in options)
    return tuple((name, value) for name, value in asked if value and value not in options[name])
