"""What a reader has to know before using the numbers: what is missing, not confirmed, not whole, or still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.annual_series import SeriesError
from core.assess_release import assessment_of
from core.context import Context
from core.exports.documents.reference.shown import Shown
from core.exports.documents.view_of import view_of
from core.panels.cells import words
from core.panels.missing_value_notes import provisional_years, suppressed_in_points
from core.panels.panel import Column, Panel, Table
from core.panels.plan_warnings import plan_warnings
from core.panels.rows import first_names
from core.panels.sources.clauses import clause_questions
from core.panels.units_not_reported import incomplete_notes
from core.plan.indicators import Indicator
from core.queries import QueryError
from core.text_ids.datasets import ROW_STATUS_TEXT

CHECKS = "checks_of_numbers"
"""The id of its panel."""
_COLUMNS = ("check", "about", "release", "words")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to know: its kind as the end of a text id, what it concerns, the release, and a sentence."""

    kind: str
    about: str
    release: str
    sentence: str


def checks(shown: Sequence[Shown], context: Context) -> Panel:
    """One row a thing to know, of each kind together; that there is none is said, too."""
    texts = context.texts
    known = tuple(dict.fromkeys(_all_checks(shown, context)))
    kinds = Counter(check.kind for check in known)
    counted = texts.listed(
        texts("document.reference.check_count", kind=texts(f"document.reference.check.{kind}"), number=str(number))
        for kind, number in kinds.items()
    )
    rows = [
        (texts(f"document.reference.check.{check.kind}"), check.about, check.release, check.sentence) for check in known
    ]
    return Panel(
        id=CHECKS,
        headline=texts("document.reference.checks", count=len(known), kinds=counted)
        if known
        else texts("document.reference.no_checks"),
        subtitle=texts("document.reference.checks_measure"),
        source="",
        table=Table(
            tuple(Column(name, texts(f"document.reference.column.{name}")) for name in _COLUMNS),
            tuple(tuple(words(text) for text in row) for row in rows),
        ),
    )


def _all_checks(shown: Sequence[Shown], context: Context) -> Iterator[Check]:
    own = {one.context.snapshot.digest: one.context for one in shown}
    for of_release in (own or {context.snapshot.digest: context}).values():
        yield from _of_release(of_release)
    indicators = {
        (one.context.snapshot.id, one.context.plan.id, item.id): (item, one.context)
        for one in shown
        for item in one.indicators
    }
    found = [check for item, of_release in indicators.values() for check in _of_indicator(item, of_release)]
    for kind in ("unreadable", "coverage", "provisional", "suppressed"):
        yield from (check for check in found if check.kind == kind)
    for one in shown:
        yield from _missing(one)
    yield from (check for check in found if check.kind == "question")
    for row in clause_questions(context).table.rows:
        yield Check("question", context.plan_word(context.plan), context.snapshot.id, row[0].text)


def _of_release(context: Context) -> Iterator[Check]:
    """What concerns the whole of a release: what kind of rows it holds, whether there is a newer one, who has not
    reported, and what is wrong with the plans."""
    texts, release = context.texts, context.snapshot
    status = texts(ROW_STATUS_TEXT[release.status])
    made_up = context.tag() is not None
    about = texts("document.release", release=release.id)
    yield Check("release", about, release.id, texts("export.illustrative") if made_up else status)
    latest = context.releases.latest()
    if latest is not None and latest.id != release.id and release not in context.releases.beside:
        yield Check("release", about, release.id, texts("document.reference.newer", newer=latest.id))
    for _, sentence in plan_warnings(context):
        yield Check("release", context.plan_word(context.plan), release.id, sentence)
    reported = view_of(context, "intake", "reporting", {})
    for sentence in (reported.finding, *reported.panel.notes):
        yield Check("coverage", texts("document.reference.returns"), release.id, sentence)


def _of_indicator(indicator: Indicator, context: Context) -> Iterator[Check]:
    """Years that are not whole, not confirmed, or lower bounds; what the plan leaves open about its goal."""
    texts, release = context.texts, context.snapshot.id
    about = texts.of(indicator.short_label)
    try:
        assessment = assessment_of(context, indicator.id)
        series = {
            "coverage": incomplete_notes(assessment, context),
            "provisional": provisional_years(assessment.observed, context),
            "suppressed": suppressed_in_points(assessment.observed, context),
        }
    except (QueryError, SeriesError):
        series = {"unreadable": (texts("document.unreadable", release=release),)}
    for kind, sentences in series.items():
        yield from (Check(kind, about, release, str(sentence)) for sentence in sentences)
    goal = context.goal_in_force(indicator.id)
    for question in () if goal is None else goal.open_questions:
        yield Check("question", about, release, texts.of(question))


def _missing(one: Shown) -> Iterator[Check]:
    """Cells without a number, by column and reason, with the rows they are in; a view that has no row at all."""
    texts, table = one.context.texts, one.view.panel.table
    if not table.rows:
        yield Check("missing", one.name, one.context.snapshot.id, one.view.finding)
        return
    for place, column in enumerate(table.columns):
        by_reason: dict[str, list[str]] = {}
        for row in table.rows:
            if row[place].missing:
                by_reason.setdefault(row[place].text, []).append(row[0].text)
        for reason, rows in by_reason.items():
            names = first_names(list(_each_once(rows)), one.context)
            yield Check(
                "missing",
                one.name,
                one.context.snapshot.id,
                texts("document.reference.missing", column=column.title, reason=reason, count=len(rows), rows=names),
            )


def _each_once(names: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(names))
