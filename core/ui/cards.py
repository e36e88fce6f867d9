"""The overview on the page: eight cards that are links, the closing line, the foot."""

from __future__ import annotations

import streamlit as st

from core.panels.overview import Card, Overview
from core.ui.address import Address
from core.ui.chart import chart
from core.ui.markup import show

COLUMNS = 4


def overview(shown: Overview, address: Address, tag: str | None) -> None:
    """Closing line, cards in rows of four, foot."""
    show("closing", closing=shown.closing, tag=tag)
    for start in range(0, len(shown.cards), COLUMNS):
        for column, card in zip(st.columns(COLUMNS, gap="small"), shown.cards[start : start + COLUMNS], strict=False):
            with column:
                _card(card, address)
    show("footer", next_steps=shown.next_steps, tasks=shown.tasks)


def _card(card: Card, address: Address) -> None:
    with st.container(border=True, key=f"goal_{card.indicator}"):
        # The link's hit area is stretched over the whole card by the style sheet.
        st.page_link(f"{card.page}.py", label=card.title, query_params=address.parameters(), help=None, width="stretch")
        show("card", card=card)
        chart(card.figure, card.indicator, card.alt, address.texts, still=True)
