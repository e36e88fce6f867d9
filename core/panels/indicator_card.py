"""The indicator card (口径): what a number means and how it was judged, the same on screen and as text."""

from __future__ import annotations

from core.annual_series import SeriesError
from core.assessment import RULES, Assessment, case, since_break
from core.language import Texts
from core.panels.context import Context
from core.panels.opinions import opinions
from core.panels.panel import Panel
from core.panels.wording import arithmetic, unit_name
from core.sentences import outcome_word

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
    lines.append(line("better", texts(f"better.{indicator.better.value}")))
    lines.append(line("reference_date", texts.of(indicator.reference_date)))
    if goal is not None:
        lines.append(line("goal", texts.of(goal.label)))
        lines.append(
            line(
                "clause",
                texts(
                    "indicator_card.clause_words",
                    clauses=texts("list.separator").join(texts.of(clause.text) for clause in goal.clauses),
                    strength=texts(f"strength.{goal.strength.value}"),
                    document=texts.of(context.plan.document),
                    issued=formats.day(context.plan.issued),
                    due=formats.day(goal.due),
                ),
            )
        )
        lines.append(line("rule", texts(f"rule.{goal.rule.value}.formula", **thresholds(goal.rule.value, context))))
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


def thresholds(rule: str, context: Context) -> dict[str, str]:
    """The numbers that the sentence of a rule quotes: shares as bare percentages, counts as they are."""
    return {
        name: context.formats.plain(value * 100 if value < 1 else value, 2, trim=True)
        for name, value in RULES[rule].thresholds.items()
    }


def other_rules(assessment: Assessment, context: Context) -> tuple[str, ...]:
    """What every further rule of the table says of this number, in its own words; nothing for an unusable one."""
    texts, formats, goal = context.texts, context.formats, assessment.goal
    latest, indicator = assessment.latest, assessment.indicator
    if latest is None or assessment.problem is not None or assessment.closed:
        return ()
    known = since_break(indicator, [point for point in assessment.observed if point.year <= latest.year])
    years, values = [point.year for point in known], [point.value for point in known]
    base = assessment.base
    if goal is not None and base is not None and base.year not in years and base.year < years[0]:
        years, values = [base.year, *years], [base.value, *values]
    elif goal is not None and base is not None and base.year in years:
        values[years.index(base.year)] = base.value
    upper = indicator.bounds[1] if indicator.better.value == "higher" else indicator.bounds[0]
    try:
        given = case(
            years,
            values,
            indicator.better,
            base_year=None if goal is None else goal.baseline_year,
            target=None if goal is None else goal.value,
            target_year=None if goal is None else goal.target_year,
            limit=upper if abs(upper) < float("inf") else None,
            bounds=indicator.bounds,
        )
    except SeriesError:
        return ()
    shown = {goal.rule.value, "weather"} if goal is not None else {"linear", "cagr"}
    found = []
    for rule in RULES.values():
        if rule.id in shown:
            continue
        finding = rule.judge(given)
        found.append(
            texts(
                "other_rule.sentence" if finding.value is not None else "other_rule.bare",
                rule=texts(f"rule.{rule.id}.name"),
                outcome=outcome_word(rule.id, finding.outcome, texts),
                **({} if finding.value is None else {"value": formats.plain(finding.value, 3, trim=True)}),
            )
        )
    return tuple(found)
