"""The overview on the page: eight cards that are links, the closing line, the foot."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from core.panels.pages.overview import Card, Overview
from core.ui.address import Address
from core.ui.chart import chart
from core.ui.hand_over import files_to_hand_over
from core.ui.markup import markup, show


def overview(overview: Overview, address: Address) -> None:
    """Closing line, cards, foot. The style sheet lays the cards out: columns of Streamlit's are ten elements more."""
    show(
        "closing",
        closing=overview.closing,
        tag=overview.tag,
        evaluation=overview.evaluation,
        href=f"sources?{urlencode(address.parameters(section='evaluation'))}",
        ended=[
            (words, f"sources?{urlencode(address.parameters(section='evaluation', plan=id))}")
            for id, words in overview.ended
        ],
        hand_over=address.texts("document.hand_over_review"),
        **files_to_hand_over(address),
    )
    with st.container(key="cards"):
        for card in overview.cards:
            _card(card, address)
    show(
        "footer",
        next_steps=overview.next_steps,
        tasks=overview.tasks,
        tag=overview.tasks_tag,
        href=f"tasks?{urlencode(address.parameters())}",
    )


def _card(card: Card, address: Address) -> None:
    with st.container(border=True, key=f"goal_{card.indicator}"):
        # The link's hit area is stretched over the whole card by the style sheet.
        named = {"indicator": card.indicator} if card.page == "sources" else {}
        st.page_link(
            st.session_state["pages"][card.page],
            label=card.title,
            query_params=address.parameters(**named),
            width="stretch",
        )
        words = address.parameters(section="clauses", indicator=card.indicator)
        face = markup("card", card=card, href=f"sources?{urlencode(words)}" if card.has_words else "")
        chart(card.figure, card.indicator, card.alt, address.texts, still=True, above=face)
