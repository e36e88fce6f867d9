"""Panels whose many rows take long to put together are kept: neither a release nor a plan that was read changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps

from core.context import Context
from core.panels.panel import Panel

MOST = 16
"""Panels kept at once; one of a municipality takes up to ten megabytes."""

Builder = Callable[[Context, Mapping[str, str]], Panel]


def kept(builder: Builder) -> Builder:
    """The builder, asked again only for another context or other choices.

    Only for a panel that follows from its context and choices alone, not from what people wrote since or the day.
    """

    @wraps(builder)
    def build(context: Context, choices: Mapping[str, str]) -> Panel:
        return _panel(builder, context, tuple(sorted(choices.items())))

    return build


@lru_cache(maxsize=MOST)
def _panel(builder: Builder, context: Context, choices: tuple[tuple[str, str], ...]) -> Panel:
    return builder(context, dict(choices))
