"""The page of indicators as Streamlit runs it: cards, filters, the quality report, the cards of a task."""

from __future__ import annotations

import re

from tests.support.app_pages import open_page, page_text


def shown(page: str = "indicators", **address: str) -> str:
    return page_text(open_page(page, **address))


def titles(text: str) -> list[str]:
    """What the cards are called."""
    return re.findall(r"<h3><a href=[^>]*>(.*?)</a></h3>", text)


def test_a_page_of_cards_comes_at_a_time_and_each_leads_to_its_definition() -> None:
    first = shown()
    assert len(titles(first)) == 24
    assert len(re.findall(r'<h3><a href="sources\?lang=en&amp;indicator=\w+', first)) == 24
    assert titles(shown(task="9"))[0] == "Dual-qualified share of specialised-course teachers"


def test_what_the_address_asks_for_is_shown_and_what_is_unknown_is_refused() -> None:
    assert titles(shown(source="finance")) == [
        "Public money for vocational education",
        "Special bonds for vocational education",
        "Money from other sources",
    ]
    assert "77" in shown(task="77")
    assert "No indicator fits" in shown(find="no such thing")


def test_the_quality_report_of_a_year_names_who_lacks_what() -> None:
    text = shown(section="quality_report", year="2024")
    assert re.search(r"Quality report of 2024: \d+ of \d+ figures filled in", text)
    assert "education commission" in text


def test_a_task_without_a_goal_shows_what_measures_it_and_no_light() -> None:
    text = shown("tasks", task="22")
    assert len(titles(text)) == 3
    assert text.count("No goal set") == 3
