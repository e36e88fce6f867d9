"""The hand-off file: all of the review in both languages, asking nobody anything, verified when it returns."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from core.commands.main import main
from core.exports.documents.charts import native_chart
from core.exports.documents.document import Document, Length, Section, View
from core.exports.documents.handoff.handoff import handoff_bytes
from core.exports.documents.handoff.svg import narrow_svg, wide_svg
from core.exports.documents.kinds import KINDS, document_to_write, hand_over
from core.exports.signing.verification_words import verification_words
from core.exports.signing.verify import Standing, verify_file
from core.figures import grouped_bars
from core.figures.bars import Part
from core.formats import Formats
from core.language import Language, catalogue
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit
from core.records.meetings.agendas import Agenda, AgendaItem, save_agenda
from core.records.meetings.versions import NEW
from tests.support.claims import every
from tests.support.documents.handoffs import LINK, handoff_of, in_both_languages, side_of, tables_in, words_of
from tests.support.documents.reports import CODE, long_words
from tests.support.documents.review_decks import LAST, PARTIAL, context_of, review_of

UNPUBLISHED = "2024-09-01"
"""The release with values that are not yet published."""
CASES = [(day, language) for day in (LAST, UNPUBLISHED, PARTIAL) for language in Language]
HOSTILE = (
    '</script><script>x()</script><img src="http://x.example/a"> ![a](http://x.example/b) '
    "javascript:x() \u202e61\x07 {{ 7 }}"
)


def said(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("day", "language"), CASES)
def test_every_view_stands_with_its_sentences_cells_definition_source_and_marks(day: str, language: Language) -> None:
    document = review_of(day, language).signed(CODE)
    parts = list(side_of(handoff_of(day), language).iter("article"))
    views = list(document.views)
    assert len(parts) == len(views)
    for part, view in zip(parts, views, strict=True):
        panel, words = view.panel, words_of(part)
        card = [text for line in panel.card for text in line]
        for text in (view.finding, view.reason, panel.subtitle, panel.source, *card, *document.page_marks(view)):
            assert said(text) in words
        if part.find_class("cards"):
            cards = [[words_of(cell) for cell in card.iter("dd")] for card in part.find_class("cards")[0]]
            assert cards == [[said(cell.text) for cell in row] for row in panel.table.rows]
        elif panel.table.rows:
            head = [said(column.title) for column in panel.table.columns]
            assert tables_in(part) == [[head, *([said(cell.text) for cell in row] for row in panel.table.rows)]]
        chart = native_chart(panel, Formats(catalogue(language)))
        drawn = [picture for picture in part.iter("svg") if not part.find_class("cards")]
        assert len(drawn) == (0 if chart is None else 2)
        assert every(picture.get("aria-label") for picture in drawn) if drawn else chart is None


def test_what_is_missing_is_a_word_and_never_a_zero() -> None:
    missing = [
        cell.text
        for view in review_of(UNPUBLISHED).views
        for row in view.panel.table.rows
        for cell in row
        if cell.missing
    ]
    shown = [words_of(cell) for cell in side_of(handoff_of(UNPUBLISHED), Language.ZH).find_class("missing")]
    assert shown == missing
    assert len(shown) > 0
    assert every(not any(sign.isdigit() for sign in text) for text in shown)


def test_the_overview_leads_to_every_goal_within_the_file() -> None:
    page = handoff_of(LAST)
    links = [link.get("href") for link in page.iter("a")]
    assert every(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= {element.get("id") for element in page.iter() if element.get("id")}
    cards = side_of(page, Language.EN).find_class("cards")[0]
    led = [page.get_element_by_id(link.get("href")[1:]) for link in cards.iter("a")]
    goals = review_of(LAST, Language.EN).sections[1].views
    assert [words_of(next(part.iter("h3"))).split(" ", 1)[1] for part in led] == [view.finding for view in goals]


def test_it_opens_in_the_language_asked_for_and_asks_nobody_anything() -> None:
    content = handoff_bytes(in_both_languages(LAST, Language.EN)).decode()
    assert len(content) < 3_000_000
    page = html.fromstring(content)
    assert page.get("lang") == "en"
    assert [choice.get("id") for choice in page.find_class("choice") if choice.get("checked") is not None] == ["in-en"]
    outward = [
        name for element in page.iter() for name in element.attrib if name in ("src", "srcset", "style", "action")
    ]
    assert outward == []
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    (policy,) = [one.get("content") for one in page.iter("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    for tag in ("style", "script"):
        (element,) = page.iter(tag)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert not re.search(r"url\(|@import|fetch|http", element.text)


def test_the_cover_carries_the_qr_code_where_the_server_is_known() -> None:
    codes = [code.get("aria-label") for code in handoff_of(LAST).find_class("qr")]
    assert codes == [f"二维码：{LINK}", f"QR code: {LINK}"]
    assert not html.fromstring(handoff_bytes(review_of(LAST)).decode()).find_class("qr")


def test_a_chart_says_its_numbers_as_text_and_draws_them_at_their_heights() -> None:
    panel = next(view.panel for view in review_of(LAST).views if view.panel.id == "college_students")
    chart = native_chart(panel, Formats(catalogue(Language.ZH)))
    assert chart is not None
    observed = next(one for one in chart.series if one.marker and one.width)
    for picture in (wide_svg(chart), narrow_svg(chart)):
        drawn = html.fromstring(str(picture))
        assert "39,100" in [words.text for words in drawn.iter("text")]
        heights = [float(circle.get("cy")) for circle in drawn.iter("circle")][1:]  # the first is that of the legend
        values = [value for value in observed.values if value is not None]
        assert len(heights) == len(values) > 5
        steps = [(heights[0] - at) / (value - values[0]) for at, value in zip(heights[1:], values[1:], strict=True)]
        assert steps == pytest.approx([steps[0]] * len(steps), rel=0.05)
        years = [words.text for words in drawn.iter("text") if re.fullmatch(r"20\d\d", words.text or "")]
        assert years[-1] == "2025"


def one_view(panel: Panel) -> Document:
    return replace(review_of(LAST), sections=(Section("甲", (View(panel, "x"),)),))


def test_words_of_data_are_never_markup_and_unseen_signs_are_written_out() -> None:
    figure = grouped_bars(
        (HOSTILE, "乙"), (Part(HOSTILE, (1.0, 2.0)),), MeasureUnit.PERSONS, Formats(catalogue(Language.ZH))
    )
    table = Table((Column("name", HOSTILE),), ((Cell(HOSTILE, HOSTILE),),))
    document = one_view(
        Panel(HOSTILE, HOSTILE, HOSTILE, HOSTILE, table, figure, HOSTILE, (HOSTILE + "2",), place=HOSTILE)
    )
    for one in (document, long_words(in_both_languages(LAST), HOSTILE)):
        content = handoff_bytes(one).decode()
        page = html.fromstring(content)
        assert len(list(page.iter("script"))) == 1
        assert not [*page.iter("img"), *page.iter("iframe")]
        assert every(link.get("href").startswith("#") for link in page.iter("a"))
        assert "</script><script>x()</script>" in words_of(page)
        assert "⟨U+202E⟩61⟨U+0007⟩ {{ 7 }}" in words_of(page)
        assert "\u202e" not in content
        assert "\x07" not in content


def test_a_view_without_values_rows_or_figure_is_a_sentence() -> None:
    texts = catalogue(Language.ZH)
    figure = grouped_bars(("甲",), (Part("乙", (None,)),), MeasureUnit.PERSONS, Formats(texts))
    page = html.fromstring(
        handoff_bytes(one_view(Panel("x", "尚无数据", "", "", Table((Column("a", "甲"),), ()), figure))).decode()
    )
    (part,) = page.iter("article")
    assert [words_of(sentence) for sentence in part.find_class("absent")] == [
        "没有可画的数值，因此没有图。",
        "这张表没有行。",
    ]
    assert not [*part.iter("table"), *part.iter("svg")]
    empty = html.fromstring(handoff_bytes(replace(review_of(LAST), sections=())).decode())
    assert review_of(LAST).finding in words_of(empty)


def test_of_hundreds_of_bars_the_first_are_drawn_and_the_table_holds_them_all() -> None:
    names, numbers = [f"学校{number}" for number in range(400)], tuple(float(number) for number in range(400))
    figure = grouped_bars(names, (Part("人数", numbers),), MeasureUnit.PERSONS, Formats(catalogue(Language.ZH)))
    rows = tuple((Cell(name, name), Cell("1", 1)) for name in names)
    table = Table((Column("name", "学校"), Column("value", "人数", True)), rows)
    page = html.fromstring(handoff_bytes(one_view(Panel("x", "各校", "", "来源", table, figure))).decode())
    assert [len(list(picture.iter("rect"))) for picture in page.iter("svg")] == [60, 60]
    assert "图中只画前60项，其余340项见下表。" in words_of(page)
    assert len(list(page.iter("tr"))) == 401


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def handed_over(day: str) -> bytes:
    context = context_of(day)
    return hand_over(in_both_languages(day), KINDS["handoff"], context)


def test_a_file_that_returns_is_genuine_or_the_changed_number_is_named(own_home: Path) -> None:
    context, content = context_of(LAST, Language.EN), handed_over(LAST)
    assert verify_file(content, context.releases).standing is Standing.GENUINE
    assert verify_file(content.replace(b"\n", b"\r\n"), context.releases).standing is Standing.GENUINE
    forged = content.replace(
        '<h3 id="zh-part-3-title"><span class="number">3</span> 2025年中职在校生9,639人'.encode(),
        '<h3 id="zh-part-3-title"><span class="number">3</span> 2025年中职在校生9,939人'.encode(),
    )
    assert forged != content
    verification = verify_file(forged, context.releases)
    assert verification.standing is Standing.ALTERED
    changes = verification_words(verification, context, of_file=True).changes
    assert changes is not None
    (row,) = [[cell.text for cell in row] for row in changes.table.rows]
    assert row[0] == "Part 3 (中文)"
    assert "9,639" in row[1]
    assert "9,939" in row[2]


def test_a_program_or_a_style_put_in_is_an_alteration(own_home: Path) -> None:
    context, content = context_of(LAST, Language.EN), handed_over(LAST)
    for forged in (
        content.replace(b"</body>", b"<script>document.title = 1</script></body>"),
        content.replace(b"</style>", b"h3::after { content:'9' }</style>"),
        content.replace(b"<main>", b"<main hidden>", 1),
    ):
        assert forged != content
        changes = verification_words(verify_file(forged, context.releases), context, of_file=True).changes
        assert changes is not None
        assert [row[0].text for row in changes.table.rows] == ["Layout or program"]


def test_a_file_of_an_older_release_says_which_is_newer(own_home: Path) -> None:
    verification = verify_file(handed_over(PARTIAL), context_of(LAST).releases)
    assert (verification.standing, verification.newer) == (Standing.GENUINE, LAST)


def test_captions_of_an_agenda_stay_as_they_were_written_in_both_languages(own_home: Path) -> None:
    items = (AgendaItem("teachers", "dual_qualified_share", caption="先看这一项"),)
    agenda = save_agenda(Agenda("a" * 12, "三月例会", items, NEW), "甲", datetime(2026, 3, 1, tzinfo=UTC))
    document = document_to_write(KINDS["handoff"], Length.FULL, context_of(LAST), agenda.id)
    assert document.other is not None
    assert [one.language for one in (document, document.other)] == [Language.ZH, Language.EN]
    page = html.fromstring(handoff_bytes(document).decode())
    for language, finding in ((Language.ZH, "达到60%的目标"), (Language.EN, "the goal of 60% is met")):
        words = words_of(side_of(page, language))
        assert "先看这一项" in words
        assert finding in words


def test_the_command_writes_it_in_the_language_asked_for(own_home: Path) -> None:
    out = own_home / "review.html"
    assert main(["export", "handoff", "--as-of", LAST, "--lang", "en", "--out", str(out)]) == 0
    page = html.fromstring(out.read_text("utf-8"))
    assert page.get("lang") == "en"
    assert [side.get("lang") for side in page.find_class("side")] == ["en", "zh-CN"]
    assert "Verification code" in words_of(side_of(page, Language.EN))
    assert "核验码" in words_of(side_of(page, Language.ZH))
