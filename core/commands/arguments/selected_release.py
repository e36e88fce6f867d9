"""The release a command works on, by its options `--as-of` and `--root`."""

from __future__ import annotations

import argparse
from datetime import date

from core import snapshots
from core.commands.exit_codes import MISUSED, CommandError, warn
from core.context import Context, context_for, no_release_sentence
from core.language import Texts
from core.panels.plan_warnings import plan_warnings
from core.problem_sentences import plan_sentence
from core.queries.release_contents import other_areas


def selected_context(arguments: argparse.Namespace, texts: Texts) -> Context:
    """The context of the release on the date, or with the id, of `--as-of`, under the plan of `--plan`.

    Without one it is the latest release, and the plan of its date. Raises CommandError when the date is neither a date
    nor an id, and when there is no such release or plan.
    """
    releases = snapshots.releases(arguments.root)
    snapshot = releases.at(arguments.as_of)
    if snapshot is None and arguments.as_of:
        try:
            date.fromisoformat(arguments.as_of)
        except ValueError:
            raise CommandError(texts("cli.not_a_date", value=arguments.as_of), MISUSED) from None
        raise CommandError(texts("cli.no_release_then", value=arguments.as_of))
    if snapshot is None:
        raise CommandError(no_release_sentence(releases, texts))
    if snapshot in releases.beside:
        warn(texts("cli.demonstration_release", release=snapshot.id))
    context = context_for(snapshot, texts.language, releases=releases, plan_id=arguments.plan)
    if arguments.plan and context.plan.id != arguments.plan:
        heads = () if context.plans is None else context.plans.heads
        choices = texts.listed(head.id for head in heads)
        raise CommandError(texts("cli.clauses.no_plan", plan=arguments.plan, choices=choices), MISUSED)
    for mistake in context.plan.left_out:
        warn(plan_sentence(mistake, texts))
    for _, sentence in plan_warnings(context):
        warn(sentence)
    areas = other_areas(context.returns)
    if areas:
        warn(texts("cli.other_areas", release=snapshot.id, areas=texts.listed(areas), own=context.plan.area))
    return context
