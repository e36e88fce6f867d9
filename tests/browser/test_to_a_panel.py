"""An address that names a panel opens its page at that panel."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from core.exports.documents.review import review
from core.language import Language
from tests.support.browsing import Visit
from tests.support.documents.review_decks import LAST, context_of

ASKED_FOR = re.compile(r"\basked-for\b")
pytestmark = pytest.mark.slow


def test_every_view_of_the_review_is_in_the_window_when_its_page_is_at_rest(visit: Visit) -> None:
    views = [view for view in review(context_of(LAST, Language.EN)).views if "screen=" in view.address]
    assert len(views) == 12
    for view in views:
        visit.open(f"/{view.address}")
        panel = visit.page.locator(f".st-key-panel_{view.panel.key}")
        expect(panel).to_have_class(ASKED_FOR)
        (box,) = visit.boxes(f".st-key-panel_{view.panel.key}")
        assert 0 <= box["top"] < 400, view.address
        assert not visit.page.locator(".message.refused").count()


def test_somebody_who_moves_the_page_is_not_brought_back(visit: Visit) -> None:
    visit.open("/colleges?screen=college_pipeline&lang=zh")
    panel = visit.page.locator(".st-key-panel_college_pipeline")
    expect(panel).to_be_in_viewport()
    visit.page.mouse.move(700, 400)
    visit.page.mouse.wheel(0, -5000)
    expect(panel).not_to_have_class(ASKED_FOR)
    expect(visit.page.locator("h1.page-title")).to_be_in_viewport()
