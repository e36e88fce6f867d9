"""Everything that could mislead a reader of a page, in sentences that stand above it."""

from __future__ import annotations

from core.context import Context, reference_problem
from core.panels.plan_warnings import plan_warnings
from core.problem_sentences import problem_sentence, reference_sentence
from core.snapshots import Releases
from core.ui.address import Address


def page_warnings(address: Address, all_releases: Releases, context: object) -> tuple[tuple[str, str], ...]:
    """An old date or plan, refused parameters, damaged releases: each as kind of message and sentence.

    `context` is what the page is made from, where there is any.
    """
    return (
        *_release_warning(address, all_releases),
        *(plan_warnings(context) if isinstance(context, Context) else ()),
        *(("refused", sentence) for sentence in address.refused),
        *(("error", problem_sentence(item, address.texts)) for item in all_releases.problems),
        *_reference_warning(address),
    )


def _release_warning(address: Address, all_releases: Releases) -> tuple[tuple[str, str], ...]:
    texts, latest, shown = address.texts, all_releases.latest(), address.snapshot
    if shown in all_releases.beside:
        newest = latest.id if latest is not None else "–"
        return (("demonstration", texts("frame.demonstration", latest=newest)),)
    if shown is not None and latest is not None and shown.id != latest.id:
        return (("amber", texts("frame.not_latest", as_of=shown.id, latest=latest.id)),)
    return ()


def _reference_warning(address: Address) -> tuple[tuple[str, str], ...]:
    reference = reference_problem()
    return () if reference is None else (("error", reference_sentence(reference, address.texts)),)
