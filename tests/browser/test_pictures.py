"""A chart downloaded as a picture stands alone, and a name its axis shortens is whole where the mouse asks for it."""

import pytest
from playwright.sync_api import Locator

from tests.support.browsing import Visit

WRITTEN = """() => {
  window.written = [];
  const pen = CanvasRenderingContext2D.prototype, write = pen.fillText;
  pen.fillText = function (text, ...place) { window.written.push(text); return write.call(this, text, ...place); };
}"""


def download(visit: Visit, button: Locator) -> tuple[str, list[str]]:
    """The name of the picture a button gives, and what is written into it beside the chart."""
    visit.page.evaluate(WRITTEN)
    with visit.page.expect_download() as waiting:
        button.click(force=True)
    return waiting.value.suggested_filename, visit.page.evaluate("[...new Set(written)]")


def test_a_picture_says_finding_unit_date_source_plan_and_that_numbers_are_made_up(visit: Visit) -> None:
    visit.open("/enrolment?lang=zh&as_of=2024-09-01")
    panel = visit.page.locator(".st-key-panel_why_vocational_share")
    panel.locator(".chart").hover()
    name, written = download(visit, panel.locator(".modebar-btn"))
    assert name == "差在哪里-职普比-截至2024-09-01.png"
    said = "".join(written)
    assert panel.locator("h2").inner_text() in said
    assert "单位：职 : 普 · 截至 2024-09-01 示例数据" in said
    assert "来源：2024-09-01 期数据；文件" in said
    assert "綦江区“十四五”职业教育发展提升方案 · 数据截至 2024-09-01" in said


@pytest.mark.parametrize(
    ("levers", "scenario"), [("", "Current course"), ("&places_per_school=2600", "Current course (1 changed)")]
)
def test_the_picture_of_a_scenario_says_which_one(visit: Visit, levers: str, scenario: str) -> None:
    visit.open(f"/scenario?lang=en&goal=vocational_share&as_of=2025-12-31{levers}")
    name, written = download(visit, visit.page.locator(".scenario-large > button.copy"))
    assert name == f"scenario – Vocational _ general as of 2025-12-31-{scenario}.png"
    assert scenario in written
    assert "Release 2025-12-31 (demonstration) · scenario model, version 2" in written
    assert any(line.endswith("in vocational : general · as of 2025-12-31 Demonstration data") for line in written)


def test_a_shortened_name_is_whole_where_the_mouse_asks_for_it(visit: Visit) -> None:
    visit.open("/enrolment?lang=en")
    name = "A vocational school whose name is as long as a name can be when three towns and a company had to be in it"
    visit.page.evaluate(
        """name => {
          const { data } = document.querySelector('.st-key-chart_enrolment_programmes .chart').chartData.figure;
          data.forEach(({ y }) => { y[0] = name; });
        }""",
        name,
    )
    visit.page.set_viewport_size({"width": 390, "height": 768})
    drawn = visit.page.wait_for_function(
        """() => {
          const plot = document.querySelector('.st-key-chart_enrolment_programmes .chart');
          const { _fullLayout: { yaxis }, _fullData } = plot;
          return yaxis.ticktext?.some((text) => text.includes('…')) && [yaxis.ticktext, _fullData[0].hovertemplate];
        }"""
    )
    texts, hovers = drawn.json_value()
    assert name not in [text.replace("<br>", " ") for text in texts]
    assert hovers[0].startswith(f"{name}<br>")
    assert not hovers[1].startswith(name)
