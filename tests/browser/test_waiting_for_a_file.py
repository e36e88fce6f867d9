"""Somebody takes a file from the page: the line below the links says how far it is, or why there is none."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.support.browsing import Visit

pytestmark = pytest.mark.slow
PARTS = re.compile(r"^汇报幻灯片（PPTX） (正在生成|第\d步，共3步：\S+?)\d+秒$")


def test_a_file_that_is_being_made_says_so_until_it_is_there(visit: Visit) -> None:
    visit.open("/?lang=zh")
    page = visit.page
    page.locator(".hand-over summary").click()
    link = page.locator(".hand-over-files a").first
    with page.expect_download(timeout=60_000) as waiting:
        link.click()
        line = page.locator(".making")
        expect(line).to_have_text(PARTS)
        expect(link).to_have_attribute("aria-busy", "true")
    assert waiting.value.suggested_filename == "目标进展汇报-截至2025-12-31.pptx"
    expect(line).to_have_text("汇报幻灯片（PPTX） 已生成，见浏览器的下载")
    expect(link).not_to_have_attribute("aria-busy", "true")


def test_what_cannot_be_made_is_said_in_its_place(visit: Visit) -> None:
    visit.open("/?lang=zh")
    page = visit.page
    page.locator(".hand-over summary").click()

    def refuse(route: Route) -> None:
        route.fulfill(status=503, content_type="text/plain; charset=utf-8", body="服务器没有中文字体。")

    page.route("**/export/review.pdf**", refuse)
    page.route("**/export/review.docx**", lambda route: route.abort())
    page.locator(".hand-over-files a", has_text="PDF").first.click()
    page.locator(".hand-over-files a", has_text="DOCX").first.click()
    expect(page.locator(".making.failed")).to_have_text(
        ["一页纸（PDF） 服务器没有中文字体。", "一页纸（DOCX） 没有生成：服务器未应答或出错，请稍后再试"]
    )
    page.unroute_all()
    assert len(visit.complaints) >= 2, "the browser itself notes both"
    visit.complaints.clear()
