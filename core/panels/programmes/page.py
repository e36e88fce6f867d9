"""The panels of the page of programmes and industries, by the ids under which they are downloaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.context import Context
from core.panels.panel import Panel
from core.panels.programmes.groups import groups
from core.panels.programmes.industries import industries
from core.panels.programmes.matched import matched
from core.panels.programmes.narrowing import choices_offered, narrowing
from core.panels.programmes.programme_list import programmes
from core.panels.programmes.warnings import programme_rules, warnings

PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    "programme_match": lambda context, _: matched(context),
    "programme_industries": lambda context, _: industries(context),
    "programme_groups": lambda context, _: groups(context),
    "programme_warnings": lambda context, choices: warnings(context, narrowing(context, choices)),
    "programme_list": lambda context, choices: programmes(context, narrowing(context, choices)),
    "programme_rules": lambda context, choices: programme_rules(context, choices.get("find", "")),
}

__all__ = [
    "PANELS",
    "choices_offered",
    "groups",
    "industries",
    "matched",
    "narrowing",
    "programme_rules",
    "programmes",
    "warnings",
]
