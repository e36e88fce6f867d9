"""Colleges by a standard with cards: whose enrolment would be restricted or suspended, and for which thresholds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from core.conditions.cards import Card, cards_by_year
from core.conditions.school_verdicts import JudgedSchool, Verdict
from core.context import Context
from core.panels.cells import words, year_cell
from core.panels.conditions.choices import choices_of, selection
from core.panels.conditions.judged_schools import judged_years_of
from core.panels.conditions.looks import CARD_LIGHT
from core.panels.conditions.matrix_panel import nothing, of_those_known
from core.panels.conditions.quantities import name_of
from core.panels.conditions.text_ids import CARD_TEXT
from core.panels.panel import Column, Panel, Table
from core.panels.rows import first_names
from core.plan.standards import Standard

PANEL = "conditions_cards"


def cards_of(context: Context, standard: Standard, schools: tuple[JudgedSchool, ...]) -> dict[str, Card]:
    """The card of each college in its year, by code; empty for a standard without cards."""
    if standard.cards is None:
        return {}
    # A college that sent nothing of the year has no card that could be told.
    unknown = {school.unit_id: Card.UNKNOWN for school in schools if school.verdict is Verdict.UNKNOWN}
    histories = judged_years_of(context, standard, *(school.unit_id for school in schools))
    return {
        school.unit_id: card
        for school in schools
        if (
            card := cards_by_year(histories.get(school.unit_id, {}), standard.cards).get(
                school.year, unknown.get(school.unit_id)
            )
        )
        is not None
    }


def card_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """One row a college that the filters leave: its card, how many thresholds it fails, and which."""
    choices = choices_of(context, address)
    chosen = None if choices is None else selection(context, choices)
    if choices is None or chosen is None:
        return nothing(PANEL, context, choices)
    texts, standard = context.texts, choices.standard
    cards = cards_of(context, standard, chosen.schools)
    named = [school for school in chosen.schools if school.unit_id in cards]
    columns = ("year", "unit", "card", "fails", "failing_columns")
    rule = "—" if standard.consequence is None else texts.of(standard.consequence)
    return Panel(
        id=PANEL,
        headline=of_those_known(_headline(named, cards, context), chosen, context),
        subtitle=context.subtitle(
            texts("conditions.cards.measure", standard=texts.of(standard.title)), texts("unit_name.colleges")
        ),
        source=context.source("conditions", year=chosen.judged.year),
        rows_of=("conditions",),
        table=Table(
            tuple(Column(name, texts(f"column.{name}"), name in ("year", "fails")) for name in columns),
            tuple(
                (
                    year_cell(school.year),
                    words(name_of(school, context)),
                    words(_card_words(cards[school.unit_id], context)),
                    words(context.formats.plain(len(school.failing))),
                    words(texts.listed(texts.of(cell.threshold.label) for cell in school.failing) or "—"),
                )
                for school in named
            ),
        ),
        notes=(texts("conditions.cards.note"),),
        card=((texts.of(standard.title), texts("conditions.cards.rule", scope=texts.of(standard.scope), rule=rule)),),
        illustrative=context.tag("conditions", year=chosen.judged.year) is not None,
        choices=choices.parameters,
    )


def _card_words(card: Card, context: Context) -> str:
    return f"{CARD_LIGHT[card].shape} {context.texts(CARD_TEXT[card])}"


def _headline(schools: list[JudgedSchool], cards: Mapping[str, Card], context: Context) -> str:
    texts, counts = context.texts, Counter(cards.values())
    if not schools:
        return texts("conditions.cards.none")
    red = [name_of(one, context) for one in schools if cards[one.unit_id] in (Card.SUSPENDED, Card.SUSPENDED_BY_YEARS)]
    return texts(
        "conditions.cards.headline",
        year=context.formats.year(schools[0].year),
        number=len(schools),
        suspended=len(red),
        restricted=counts[Card.RESTRICTED] + counts[Card.AT_LEAST_RESTRICTED],
        free=counts[Card.NONE],
        unknown=counts[Card.UNKNOWN],
    ) + (texts("conditions.cards.named", names=first_names(red, context)) if red else "")
