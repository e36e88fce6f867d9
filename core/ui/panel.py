"""One panel on the page: finding, figure, source, rows, downloads – in that order on every page."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from core.panels import Panel
from core.ui.address import Address
from core.ui.chart import chart
from core.ui.markup import show

EXPORTS = ("csv", "xlsx")


def panel(panel: Panel, address: Address, tag: str | None = None) -> None:
    """Show one panel in its frame."""
    say = address.texts
    with st.container(border=True, key=f"panel_{panel.id}"):
        show("panel_head", panel=panel, tag=say("tag.illustrative") if panel.illustrative else tag)
        if panel.figure is not None:
            chart(panel.figure, panel.id, panel.alt, say)
        show("panel_foot", panel=panel, links=links(panel, address))
        with st.expander(say("panel.table"), key=f"table_{panel.id}"):
            show("table", table=panel.table)


def links(panel: Panel, address: Address) -> list[dict[str, object]]:
    """Downloads of exactly the rows shown; the way to definition, clause and source rows."""
    say = address.texts
    query = urlencode(address.parameters(**dict(panel.choices)))
    found: list[dict[str, object]] = [
        {
            "kind": f"export_{kind}",
            "href": f"export/{panel.id}.{kind}?{query}",
            "text": say(f"panel.{kind}"),
            "download": True,
        }
        for kind in EXPORTS
    ]
    if panel.indicator is not None:
        definition = urlencode(address.parameters(indicator=panel.indicator.id))
        found.append(
            {
                "kind": "definition",
                "href": f"sources?{definition}",
                "text": say("panel.definition"),
                "download": False,
            }
        )
    return found
