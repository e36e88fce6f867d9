"""What early warning finds in the programmes, by which rule and from which numbers; the rules themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import inf

from core.context import Context
from core.datasets import Symbol
from core.panels.cells import cell, number_cell, words, year_cell
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.programmes.narrowing import (
    Narrowing,
    coverage_of,
    name_cell,
    narrowed_subtitle,
    none_returned,
    of_reporters,
    programme_cell,
    within,
)
from core.panels.programmes.taught import Programme, Taught, taught
from core.panels.rows import Observation
from core.panels.sources.listing import listing
from core.panels.units_not_reported import named_units, of_part
from core.programmes.early_warning import Outcome, Verdict
from core.programmes.warning_rules import WarningKind, WarningRule, WarningSeverity, warning_rules
from core.queries.programmes import DATASET
from core.text_ids.datasets import PROGRAMME_GROUP_TEXT


def warnings(context: Context, narrowed: Narrowing) -> Panel:
    """Every finding of every rule, those that warn first, then what cannot be said for want of years or schools."""
    texts = context.texts
    found = within(context, narrowed)
    findings = [
        (verdict, programme)
        for programme in found.programmes
        for verdict in programme.verdicts
        if verdict.outcome is not Outcome.CLEAR and narrowed.warning in ("", verdict.rule.id)
    ]
    order = {rule: place for place, rule in enumerate(warning_rules())}
    findings.sort(key=lambda item: (*_weight(item[0], order), item[1].code))
    names = ("early_warning", "severity", "programme_code", "programme_name", "programme_group", "schools", "numbers")
    return Panel(
        id="programme_warnings",
        headline=none_returned(context)
        if found.year is None
        else of_part(of_reporters(_warning_headline(found, context), found, narrowed, context), context, DATASET),
        subtitle=narrowed_subtitle("programmes.warnings.measure", narrowed, context),
        source=context.source(DATASET),
        rows_of=(DATASET,),
        table=Table(
            (Column("year", texts("column.year"), True), *(Column(name, texts(_TITLE_TEXT[name])) for name in names)),
            tuple(_finding(verdict, programme, found.year or 0, context) for verdict, programme in findings),
        ),
        notes=(*coverage_of(found, context), texts("programmes.warnings.how")),
        illustrative=context.tag(DATASET) is not None,
        choices=narrowed.choices,
    )


def programme_rules(context: Context, find: str = "") -> Panel:
    """Every rule of early warning: what it looks at, its numbers, who set them, and what it finds in this release."""
    texts = context.texts
    outcomes = Counter(
        (verdict.rule.id, verdict.outcome) for entry in taught(context).programmes for verdict in entry.verdicts
    )
    rows = tuple(
        (
            words(texts.of(rule.label)),
            words(rule_sentence(rule, context)),
            words(texts(_SEVERITY_TEXT[rule.severity])),
            words(texts.of(rule.basis)),
            *(number_cell(float(outcomes[rule.id, outcome]), "", False, context) for outcome in _OUTCOMES),
        )
        for rule in warning_rules()
    )
    counts = ("programmes_found", "programmes_unsaid", "programmes_clear")
    return listing(
        "programme_rules",
        ("early_warning", "rule", "severity", "basis", *counts),
        rows,
        find,
        context,
        count=len(rows),
        numeric=counts,
        illustrative=bool(outcomes) and context.tag(DATASET) is not None,
    )


def rule_sentence(rule: WarningRule, context: Context) -> str:
    """What a rule looks at, with its numbers."""
    several = rule.kind is WarningKind.AT_MOST and rule.years > 1
    if rule.kind is WarningKind.FEW_SCHOOLS and rule.at_most < 2:
        return context.texts("programmes.rule.no_school" if rule.at_most < 1 else "programmes.rule.one_school")
    return context.texts(
        "programmes.rule.at_most_years" if several else _RULE_TEXT[rule.kind],
        measure=context.texts(_MEASURE_TEXT[rule.measure]),
        number=rule.years,
        at_most=context.formats.plain(rule.at_most, context.formats.decimals(rule.at_most)),
    )


def _warning_headline(found: Taught, context: Context) -> str:
    """How many programmes each rule that warns finds, and of how many others it cannot be said."""
    texts = context.texts
    number, unsaid, parts = len(found.programmes), _unsaid(found), _parts(found, context)
    year, others = context.formats.year(found.year or 0), texts("programmes.warnings.unsaid", number=unsaid)
    if parts:
        listed = texts.listed(parts)
        return texts(
            "programmes.warnings.headline", year=year, number=number, parts=listed, unsaid=others if unsaid else ""
        )
    if not unsaid:
        return texts("programmes.warnings.nothing", year=year, number=number)
    if unsaid == number:
        return texts("programmes.warnings.all_unsaid", year=year, number=number)
    every = context.formats.plain(number)
    return texts("programmes.warnings.some_clear", year=year, number=number - unsaid, every=every, unsaid=others)


def _rules_that_warn() -> list[WarningRule]:
    return [rule for rule in warning_rules() if rule.severity is WarningSeverity.WARNING]


def _unsaid(found: Taught) -> int:
    """Of how many programmes that no rule finds it cannot be said for some rule."""
    warning = _rules_that_warn()
    outcomes = [
        {verdict.outcome for verdict in entry.verdicts if verdict.rule in warning} for entry in found.programmes
    ]
    return sum(Outcome.UNSAID in of and Outcome.FOUND not in of for of in outcomes)


def _parts(found: Taught, context: Context) -> list[str]:
    """How many programmes each rule that warns finds, in words."""
    verdicts = [verdict for entry in found.programmes for verdict in entry.verdicts]
    counts = Counter(verdict.rule.id for verdict in verdicts if verdict.outcome is Outcome.FOUND)
    return [
        context.texts("programmes.warnings.part", label=context.texts.within(rule.label), number=counts[rule.id])
        for rule in _rules_that_warn()
        if counts[rule.id]
    ]


def _weight(verdict: Verdict, order: Mapping[WarningRule, int]) -> tuple[bool, bool, int]:
    """Where a finding stands: warnings before notices, of each what is found first, rules in the order of the file."""
    rule = verdict.rule
    is_notice = rule.severity is WarningSeverity.NOTICE
    return is_notice, verdict.outcome is Outcome.UNSAID, order[rule]


def _finding(verdict: Verdict, programme: Programme, year: int, context: Context) -> tuple[Cell, ...]:
    texts = context.texts
    label = texts.of(verdict.rule.label)
    unsaid = verdict.outcome is Outcome.UNSAID
    return (
        year_cell(year),
        words(texts("programmes.unsaid", label=label) if unsaid else label),
        words(texts("programmes.severity.unsaid" if unsaid else _SEVERITY_TEXT[verdict.rule.severity])),
        words(programme.code),
        name_cell(programme),
        words(texts(PROGRAMME_GROUP_TEXT.get(programme.group, "programmes.no_group"))),
        words(_named_schools(programme, context)),
        words(_numbers(verdict, programme, context)),
    )


def _named_schools(programme: Programme, context: Context) -> str:
    """The schools that have students of it, the first of them by name."""
    return named_units(tuple(programme.schools.values()), context) or "—"


def _numbers(verdict: Verdict, programme: Programme, context: Context) -> str:
    """The numbers a rule looked at, year by year, each with its reason where it is missing."""
    texts, formats = context.texts, context.formats
    if verdict.rule.kind is WarningKind.FEW_SCHOOLS:
        at = verdict.numbers[0]
        if at.is_known:
            return texts("programmes.number_of_schools", number=formats.plain(at.low))
        if at.high == inf:
            number = texts("programmes.number_of_schools", number=formats.plain(at.low))
            return texts("programmes.at_least_number", number=number)
        return texts("programmes.between_schools", low=formats.plain(at.low), high=formats.plain(at.high))
    measure = verdict.rule.measure.value
    shown = (
        texts(
            "programmes.number_of_year",
            year=formats.year(year),
            value=(
                programme_cell(programme, measure, year, context)
                if (measure, year) in programme.rows
                else cell(_NO_ROW, context)
            ).text,
        )
        for year in verdict.years
    )
    return texts("programmes.numbers", measure=texts(_MEASURE_TEXT[measure]), numbers=texts("list.clauses").join(shown))


_NO_ROW = Observation(None, Symbol.NOT_REPORTED)


_RULE_TEXT = {
    WarningKind.FALLING: "programmes.rule.falling",
    WarningKind.AT_MOST: "programmes.rule.at_most",
    WarningKind.FEW_SCHOOLS: "programmes.rule.few_schools",
}
_MEASURE_TEXT = {
    "entrants": "measure.entrants",
    "enrolment": "measure.enrolment",
    "graduates": "measure.graduates",
    "partner_enterprises": "measure.partner_enterprises",
    "training_bases": "measure.training_bases",
}
_OUTCOMES = (Outcome.FOUND, Outcome.UNSAID, Outcome.CLEAR)
_SEVERITY_TEXT = {
    WarningSeverity.WARNING: "programmes.severity.warning",
    WarningSeverity.NOTICE: "programmes.severity.notice",
}
_TITLE_TEXT = {
    "early_warning": "column.early_warning",
    "severity": "column.severity",
    "programme_code": "column.programme_code",
    "programme_name": "column.programme_name",
    "programme_group": "column.programme_group",
    "schools": "column.taught_at",
    "numbers": "column.numbers",
}
