"""The page of conditions: filters, the matrix of schools and thresholds, and one school in full."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from core.conditions.school_verdicts import Verdict
from core.panels.conditions import card_panel, choices, column_panel, growth_panel, matrix_panel, plan_panel
from core.panels.conditions.choices import ALL, Choices, Selection
from core.panels.conditions.judged_schools import INDICATOR, monitored_only, years
from core.panels.conditions.matrix import ROWS, matrix
from core.panels.conditions.panels import goal
from core.panels.conditions.school import course_panel, find_school, one_school, school_numbers, school_years
from core.panels.conditions.text_ids import VERDICT_TEXT
from core.panels.definitions import with_definitions
from core.panels.panel import Panel
from core.text_ids.datasets import OWNERSHIP_TEXT
from core.text_ids.judgement import SCHOOL_CLASS_TEXT
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import MOST_ROWS, foot
from core.ui.panel import panel as show_panel

NUMBERS = 100
"""Numbers of a school on the page at once; the download holds them all."""


def asked(page: Page) -> Choices | None:
    """The choices of the address, with a sentence for each that was not understood."""
    made = choices.choices_of(page.context, _query())
    with st.container(key="refused_conditions"):
        for name, value in () if made is None else made.refused:
            text = page.address.texts("refused.choice", name=name, value=value[:60])
            show("message", kind="refused", text=text)
    return made


def _query() -> dict[str, str]:
    return {name: str(value) for name, value in st.query_params.items()}


def school(page: Page, made: Choices | None) -> bool:
    """One school in full, where the address names one; of a school that is not there the nearest names."""
    said, texts = st.query_params.get("school", "").strip(), page.address.texts
    if not said:
        return False
    unit = find_school.unit_meant(page.context, said)
    if unit is None:
        near = find_school.nearest(page.context, said)
        text = texts("conditions.no_school" if near else "conditions.no_school_alike", said=said[:60])
        links = [{"href": _to(page, made, school=one.id), "text": texts.of(one.name)} for one in near]
        with st.container(key="no_school"):
            show("published", text=text, links=links)
        return False
    show("way", links=[{"href": _to(page, made), "text": texts("conditions.all_schools")}])
    address = {**_query(), "school": unit.id}
    _opened(page, one_school.school_panel(page.context, address))
    judged_by = one_school.choices_for(page.context, address)[0]
    if judged_by is not None:
        _course(page, judged_by, unit, address)
    page.beside(school_years.students_panel(page.context, address), school_years.teachers_panel(page.context, address))
    show_panel(school_numbers.numbers_panel(page.context, address), page.address, most=NUMBERS)
    return True


def _course(page: Page, made: Choices, unit: find_school.Unit, address: dict[str, str]) -> None:
    """One column of a school over the years, where it has any."""
    items = choices.columns_of(made.standard)
    judged, history = one_school.judged_of(page.context, made, unit)
    item = course_panel.column_shown(judged, made)
    if item is not None and any(of.cell(item) for of in history.values()):
        labels = growth_panel.labels_of(made.standard, page.context)
        _pick(page, "column", items, item, lambda one: labels[one])
        page.show(course_panel.course_panel(page.context, address))


def schools(page: Page, made: Choices | None) -> None:
    """The district's verdict with the matrix; the columns, growth and plans below; and the goal."""
    context = page.context
    if made is None:
        page.show(matrix_panel.matrix_panel(context, {}))
        return
    address = _query()
    chosen = choices.selection(context, made)
    if chosen is None:
        _matrix(page, made, matrix_panel.nothing(matrix_panel.PANEL, context, made), None)
        return
    _matrix(page, made, with_definitions(matrix_panel.matrix_head(chosen, context), context), chosen)
    if made.standard.cards is not None:
        _opened(page, card_panel.card_panel(context, address))
    else:
        _opened(page, column_panel.column_panel(context, address))
        _more(page, made)
        _opened(page, growth_panel.growth_panel(context, address), most=ROWS)
        _opened(page, plan_panel.plan_panel(context, address), most=ROWS)
    if monitored_only(context, made.standard):
        page.show(goal(context))
        page.why(INDICATOR)
        page.closing(INDICATOR)


def _opened(page: Page, panel: Panel, most: int = MOST_ROWS) -> None:
    """A panel with its definitions whose rows stand open, of a long list the first `most`."""
    show_panel(with_definitions(panel, page.context), page.address, most=most, opened=True)


def _matrix(page: Page, made: Choices, panel: Panel, chosen: Selection | None) -> None:
    texts, address = page.address.texts, page.address
    with st.container(border=True, key=f"panel_{panel.key}"):
        show("panel_head", panel=panel, tag=texts("tag.illustrative") if panel.illustrative else None)
        _filters(page, made)
        if chosen is not None and chosen.schools:
            seen = matrix(chosen, page.context)
            show(
                "matrix",
                matrix=seen,
                label=panel.headline,
                school=texts("column.school"),
                to_column=lambda item: _to(page, made, column=ALL if made.column == item else item),
                to_school=lambda unit, item: _to(page, made, school=unit, column=item or ALL),
                to_page=lambda number: _to(page, made, page=str(number)),
                before=texts("conditions.page.before"),
                after=texts("conditions.page.after"),
                place=texts("conditions.page.place", page=seen.page, pages=seen.pages, schools=len(chosen.schools)),
            )
        elif chosen is not None:
            show("message", kind="quiet", text=texts("conditions.nothing_left"))
        foot(panel, address)


def _filters(page: Page, made: Choices) -> None:
    """The choices side by side: by which standard, which year, and what is left out."""
    texts, context = page.address.texts, page.context
    labels = growth_panel.labels_of(made.standard, context)
    standards = {standard.id: texts.of(standard.title) for standard in context.plan.standards}
    anything = texts("conditions.filter.all")

    def named(words: dict[str, str]) -> Callable[[str], str]:
        return lambda option: anything if option == ALL else words[option]

    verdicts = {verdict.value: texts(VERDICT_TEXT[verdict]) for verdict in Verdict}
    classes = {of: texts(SCHOOL_CLASS_TEXT[of]) for of in choices.CLASSES}
    owners = {of: texts(OWNERSHIP_TEXT[of]) for of in choices.OWNERSHIP}
    known = [str(year) for year in reversed(years(context))]
    newest = choices.selection(context, made)
    year = str(made.year or ("" if newest is None else newest.judged.year))
    with st.container(key="conditions_filters"):
        _pick(page, "standard", tuple(standards), made.standard.id, lambda id: standards[id])
        if year:
            _pick(page, "year", tuple(known), year, str)
        _pick(page, "verdict", (ALL, *verdicts), made.verdict, named(verdicts))
        _pick(page, "column", (ALL, *labels), made.column, named(labels))
        _pick(page, "class", (ALL, *classes), made.school_class, named(classes))
        _pick(page, "ownership", (ALL, *owners), made.ownership, named(owners))
        st.session_state["find"] = made.find
        st.text_input(texts("conditions.filter.find"), key="find", on_change=_searched)


def _pick(page: Page, name: str, options: tuple[str, ...], chosen: str, words: Callable[[str], str]) -> None:
    """A list to pick one of many from, kept in the address under `name`."""
    st.session_state[name] = chosen
    st.selectbox(
        page.address.texts(f"choice.{name}"), options, key=name, format_func=words, on_change=_picked, args=(name,)
    )


def _picked(name: str) -> None:
    st.query_params.pop("page", None)
    if name == "standard":
        st.query_params.pop("column", None)
    if st.session_state[name] == ALL:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = st.session_state[name]


def _searched() -> None:
    st.query_params.pop("page", None)
    words = st.session_state["find"].strip()
    if words:
        st.query_params["find"] = words
    else:
        st.query_params.pop("find", None)


def _more(page: Page, made: Choices) -> None:
    """How many more students are asked about."""
    st.session_state["students"] = made.more
    with st.container(key="conditions_more"):
        st.number_input(
            page.address.texts("conditions.filter.more"),
            min_value=0,
            max_value=choices.MOST_MORE,
            step=choices.CLASS_SIZE,
            key="students",
            on_change=_asked_about,
        )


def _asked_about() -> None:
    st.query_params["students"] = str(st.session_state["students"])


def _to(on: Page, made: Choices | None, **more: str) -> str:
    """The address of this page with the same choices, but for those named; `ALL` leaves one out."""
    choices_made = {} if made is None else dict(made.parameters)
    named = {name: value for name, value in {**choices_made, **more}.items() if value != ALL}
    return f"conditions?{urlencode(on.address.parameters(**named))}"
