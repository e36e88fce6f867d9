"""The annual quality report on the screen: the year, its tables one below the other, and the download of all."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from core.panels.indicators.quality_report import report_panel, report_years, tables_of, year_of_report
from core.panels.panel import Table
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import below


def report(page: Page) -> None:
    """The report of the year the address names."""
    texts, context = page.address.texts, page.context
    newest = year_of_report(context, "")
    years = tuple(dict.fromkeys(str(year) for year in sorted({newest, *report_years(context)}, reverse=True)))
    named = st.query_params.get("year", "")
    year = page.pick("year", years, named if named in years else str(newest), lambda of: context.formats.year(int(of)))
    panel = report_panel(context, int(year))
    with st.container(border=True, key=f"panel_{panel.key}"):
        show("panel_head", panel=panel, tag=texts("tag.illustrative") if panel.illustrative else None)
        for title, table in tables_of(panel):
            show("section", title=title, lines=(), href="", kind="", link="")
            show(
                "table",
                table=table,
                label=title,
                rows_of_year="",
                to=lambda cell: f"{cell.page}?{urlencode(page.address.parameters(**dict(cell.leads)))}",
            )
        # The rows stand above already: nothing is folded below.
        below(replace(panel, table=Table(panel.table.columns, ())), page.address)
