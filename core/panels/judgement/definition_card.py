"""The indicator card (口径): what a number means and how it was judged, the same on screen and as text."""

from __future__ import annotations

from math import isfinite

from core.assessment import RULES, Assessment, RuleInput
from core.context import Context
from core.language import Texts
from core.panels.indicators.selection import source_words
from core.panels.judgement.opinions import opinions
from core.panels.judgement.words import arithmetic, thresholds, unit_name
from core.panels.panel import Panel
from core.plan.indicators import Better
from core.problem_sentences import outcome_word
from core.text_ids.judgement import BETTER_TEXT, STRENGTH_TEXT

Lines = tuple[tuple[str, str], ...]


def card(assessment: Assessment, context: Context) -> Lines:
    """Definition, parts, reference date, goal with clause, rule and inputs, opinions, other rules, open questions."""
    texts, formats = context.texts, context.formats
    indicator, goal = assessment.indicator, assessment.goal

    def line(name: str, words: str) -> tuple[str, str]:
        return texts(f"indicator_card.{name}"), words

    lines = [
        line("name", texts.of(indicator.label)),
        line("definition", texts.of(indicator.definition)),
    ]
    if indicator.numerator is not None and indicator.denominator is not None:
        lines.append(line("numerator", texts.of(indicator.numerator)))
        lines.append(line("denominator", texts.of(indicator.denominator)))
    lines.append(line("unit", unit_name(indicator, context)))
    lines.append(line("better", texts(BETTER_TEXT[indicator.better])))
    lines.append(line("reference_date", texts.of(indicator.reference_date)))
    if indicator.supplied_by is not None:
        lines.append(line("supplied_by", source_words(indicator, context)))
    if goal is not None:
        lines.append(line("goal", texts.of(goal.label)))
        lines.append(
            line(
                "clause",
                texts(
                    "indicator_card.clause_words",
                    clauses=texts.listed(texts.of(clause.text) for clause in goal.clauses),
                    strength=texts(STRENGTH_TEXT[goal.strength]),
                    document=texts.of(context.plan.document),
                    issued=formats.day(context.plan.issued),
                    due=formats.day(goal.due),
                ),
            )
        )
        lines.append(line("rule", texts(f"rule.{goal.rule.value}.formula", **thresholds(goal.rule.value, formats))))
        if assessment.closed:
            lines.append(line("rule_at_close", texts("method.close.rule")))
    for words in arithmetic(assessment, context):
        lines.append(line("inputs", words))
    for opinion in opinions(assessment, context):
        lines.append((opinion.name, f"{opinion.shape} {opinion.word} {opinion.sentence}"))
    lines += [line("other_rule", words) for words in other_rules(assessment, context)]
    if goal is not None:
        lines += [line("open_question", texts.of(question)) for question in goal.open_questions]
    lines += [line("series_break", f"{formats.year(cut.year)} {texts.of(cut.reason)}") for cut in indicator.breaks]
    return tuple(lines)


def card_text(panel: Panel, texts: Texts) -> str:
    """The finding, the card and the source of a panel as plain text, to be copied into a letter or a message."""
    lines = [panel.headline, panel.subtitle]
    lines += [texts("indicator_card.text_line", name=name, words=words) for name, words in panel.card]
    lines += list(panel.notes)
    lines += [f"{item.text} {item.source} {item.url}" for item in panel.evidence]
    lines.append(panel.source)
    if panel.illustrative:
        lines.append(texts("export.illustrative"))
    return "\n".join(lines)


def other_rules(assessment: Assessment, context: Context) -> tuple[str, ...]:
    """What every further rule of the table says of an open goal, in its own words, with its measure as a percentage.

    Nothing for an unusable series or a due goal. A rule of growth is passed over where the baseline is zero: what it
    puts in the place of the zero would decide.
    """
    texts, formats, goal = context.texts, context.formats, assessment.goal
    values = _rule_input(assessment)
    if goal is None or values is None:
        return ()
    sentences = []
    for rule in RULES.values():
        if rule.id in (goal.rule.value, "weather"):  # the verdict and the second opinion have lines of their own
            continue
        result = rule.judge(values)
        words = {"rule": texts(f"rule.{rule.id}.name"), "outcome": outcome_word(rule.id, result.outcome, texts)}
        sentences.append(
            texts("other_rule.bare", **words)
            if result.value is None
            else texts("other_rule.sentence", value=formats.plain(result.value * 100), **words)
        )
    return tuple(sentences)


def _rule_input(assessment: Assessment) -> RuleInput | None:
    """What a rule is given of an open goal: the values since the last break; None where no rule can be applied."""
    goal, base, latest, indicator = assessment.goal, assessment.base, assessment.latest, assessment.indicator
    if goal is None or latest is None or not base or not base.value or assessment.problem or assessment.closed:
        return None
    if not latest.is_start:  # every rule judges the latest value
        return None
    later = {point.year: point.value for point in assessment.comparable if point.year > base.year}
    series = {base.year: base.value} | later
    best = indicator.bounds[1 if indicator.better is Better.HIGHER else 0]
    return RuleInput(
        tuple(series),
        tuple(value for value in series.values() if value is not None),
        indicator.better,
        base_year=base.year,
        target=goal.value,
        target_year=goal.target_year,
        limit=best if isfinite(best) else None,
    )
