"""The closing evaluation of a goal: what was known each year against now, what it had led to expect, and how wrong."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.assessment import Status
from core.context import Context, context_for
from core.figures.lights import LIGHTS
from core.figures.palette import GOAL
from core.language import Language, catalogue
from core.panels.judgement.closing import closing_of, closing_panels
from core.panels.panel import Panel, Table
from core.panels.registry import PANELS
from core.snapshots import releases
from tests.support.app_pages import fetched
from tests.support.claims import every
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

FRAME = Path(__file__).resolve().parents[2] / "pages" / "frame.py"
STUDENTS = "secondary_vocational_enrolment"
"""The goal these tests close: 10,000 students in 2025, counted from 2020."""
CLOSE = date(2026, 3, 1)

KNOWN_IN_2022 = dict.fromkeys(range(2018, 2023), 9000)
"""Always 9,000, so 9,000 it was going to be: 500 too low."""
KNOWN_IN_2024 = dict.fromkeys(range(2018, 2025), 9800)
"""A census of 2024 put every year up to 9,800: 300 too high."""
KNOWN_NOW = {2020: 9000, 2021: 9000, 2022: 8800, 2023: 9000, 2024: 9200, 2025: 9500}
"""In the end 9,500, half of the way from 9,000 to 10,000."""

Values = Mapping[int, float | None]


def students(values: Values) -> pd.DataFrame:
    """Students of one school, year by year; None was not yet published."""
    return frame(
        "enrolment",
        [
            row(
                "secondary-a",
                ownership="public",
                level="secondary_vocational",
                programme_group="71",
                year=year,
                measure="enrolment",
                value=value,
                symbol="" if value is not None else "not_published",
            )
            for year, value in values.items()
        ],
    )


def publish(root: Path, known: Mapping[date, Values]) -> None:
    """One release a day with the students known on it; there is no other school that would owe them."""
    for day, values in known.items():
        frames = {**tiny_release_frames(), "enrolment": students(values)}
        for dataset in ("teachers", "conditions"):
            frames[dataset] = frames[dataset][frames[dataset]["unit_id"] == "secondary-a"]
        tiny_release(root, day, frames)


THREE_RELEASES = {date(2022, 9, 1): KNOWN_IN_2022, date(2024, 9, 1): KNOWN_IN_2024, CLOSE: KNOWN_NOW}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three releases, each of which knew something else."""
    home = tmp_path_factory.mktemp("home")
    publish(home / "snapshots", THREE_RELEASES)
    return home


def shown(root: Path, language: Language = Language.EN, as_of: str = CLOSE.isoformat()) -> Context:
    known = releases(root)
    snapshot = known.by_id(as_of)
    assert snapshot is not None
    return context_for(snapshot, language, releases=known)


@pytest.fixture(scope="module")
def closed(home: Path) -> Panel:
    (panel,) = closing_panels(shown(home / "snapshots"), STUDENTS)
    return panel


def rows_of(table: Table) -> dict[int, dict[str, Any]]:
    """Year → column → what an export stores."""
    names = [column.id for column in table.columns]
    rows = [{name: cell.value for name, cell in zip(names, line, strict=True)} for line in table.rows]
    return {line["year"]: line for line in rows}


# Three releases


def test_every_year_says_what_was_known_then_and_what_is_known_now(closed: Panel) -> None:
    rows = rows_of(closed.table)
    assert list(rows) == [2020, 2021, 2022, 2023, 2024, 2025]
    assert [line["required"] for line in rows.values()] == [9000, 9200, 9400, 9600, 9800, 10_000]
    assert {year: line["value"] for year, line in rows.items()} == KNOWN_NOW
    assert [line["known_then"] for line in rows.values()] == [None, None, 9000, None, 9800, None]
    assert [line["vintage"] for line in rows.values()] == [
        "today's values",
        "today's values",
        "2022-09-01",
        "today's values",
        "2024-09-01",
        "today's values",
    ]


def test_the_forecast_of_the_time_rests_on_what_was_known_then(closed: Panel) -> None:
    rows = rows_of(closed.table)
    assert (rows[2022]["forecast"], rows[2022]["error"]) == (9000, -500)
    assert (rows[2024]["forecast"], rows[2024]["error"]) == (9800, 300)
    # One value leads nowhere, two without a change lead to the same again, and of the year itself nothing is forecast.
    assert (rows[2020]["forecast"], rows[2020]["error"]) == (None, None)
    assert (rows[2021]["forecast"], rows[2021]["error"]) == (9000, -500)
    assert (rows[2025]["forecast"], rows[2025]["error"]) == (None, None)


def test_an_interval_is_told_from_five_values_of_the_time_on(closed: Panel) -> None:
    rows = rows_of(closed.table)
    assert [year for year, line in rows.items() if line["interval_low"] is not None] == [2022, 2024]
    low, high = rows[2022]["interval_low"], rows[2022]["interval_high"]
    assert 8500 < low < 9000 < high < 9500
    assert low + high == pytest.approx(18_000, abs=1)


def test_the_status_of_the_time_stands_beside_it_and_none_before_the_plan(closed: Panel) -> None:
    """Issued in March 2023; in 2024 the values of the time had not moved at all."""
    rows = rows_of(closed.table)
    assert closed.table.rows[2][5].text == "—"
    assert rows[2024]["light_then"] == "Far behind"


@pytest.mark.parametrize(
    ("language", "headline", "verdict", "record", "word"),
    [
        (
            Language.EN,
            "Closing evaluation – Vocational enrolment: 500 people short, 50% of the way gone since 2020,"
            " never reached before the due date",
            "The goal is due, and the value of its year is 500 people short."
            " With 500 people more in 2025 it would have been “Met”.",
            "From what was known in 2022 the forecast would have been 9,000 people, 500 people below what came."
            " From today's values up to 2023 the forecast would have been 9,000 people,"
            " 500 people below what came."
            " From what was known in 2024 the forecast would have been 9,800 people, 300 people above what came."
            " Looking back at 2 forecasts of this kind: about 2 of the 80% intervals should have held what came; 0 did."
            " Too few to say how far the interval of a forecast made like these for the next plan could be trusted.",
            "Too few to tell",
        ),
        (
            Language.ZH,
            "收官评估：中职在校生还差 500人，自2020年起的路程走完50%，到期前从未达到",
            "目标已到期，目标年份的数值差500人。2025年当时再多500人，即为“已达成”。",
            "用2022年已知的数据推算，会得出9,000人，比实际低500人。用现有数据中截至2023年的部分推算，会得出9,000人，比实际低500人。"
            "用2024年已知的数据推算，会得出9,800人，比实际高300人。"
            "回看以往2次同样的推算：80%的区间按理约2次应包含后来的实际值，实际包含了0次。次数太少，还说明不了为下一轮规划这样推算时，区间可信几分。",
            "次数太少，难下结论",
        ),
    ],
)
def test_the_words_say_by_how_much_and_how_wrong_the_forecasts_were(
    home: Path, language: Language, headline: str, verdict: str, record: str, word: str
) -> None:
    (panel,) = closing_panels(shown(home / "snapshots", language), STUDENTS)
    assert panel.headline == headline
    opinions = {opinion.id: opinion for opinion in panel.opinions}
    assert opinions["verdict"].sentence == verdict
    assert opinions["verdict"].colour == LIGHTS[Status.MISSED].colour
    assert (opinions["record"].word, opinions["record"].sentence) == (word, record)


def test_the_figure_draws_each_forecast_from_what_was_known_to_the_target_year(closed: Panel) -> None:
    assert closed.figure is not None
    forecasts = [trace for trace in closed.figure.data if trace["meta"]["role"] == "forecast_then"]
    assert [(trace["x"][0], *trace["y"]) for trace in forecasts] == [
        (2021, 9000, 9000),
        (2022, 9000, 9000),
        (2023, 9000, 9000),
        (2024, 9800, 9800),
    ]
    assert every(2025 <= trace["x"][1] < 2026 for trace in forecasts)
    assert ["error_y" in trace for trace in forecasts] == [False, True, False, True]
    assert [trace["showlegend"] for trace in forecasts] == [True, False, False, False]
    # Red is the goal and nothing else.
    assert {trace["meta"]["role"] for trace in closed.figure.data if trace["line"].get("color") == GOAL} == {"goal"}
    observed = [trace for trace in closed.figure.data if trace["meta"]["role"] == "observed"]
    assert observed[0]["y"] == list(KNOWN_NOW.values())


def test_the_source_names_the_releases_and_a_note_the_years_without_one(closed: Panel) -> None:
    assert "2022-09-01, 2024-09-01;" in closed.source
    assert closed.notes == (
        "For 2020, 2021, 2023, 2025 there is no release of the time; today's values up to that year stand in, which is"
        " not what was known then.",
    )


def test_of_two_releases_in_a_year_the_later_one_is_what_was_known(tmp_path: Path) -> None:
    spring, autumn = dict.fromkeys(range(2018, 2024), 9100), dict.fromkeys(range(2018, 2025), 9400)
    publish(tmp_path, {date(2024, 9, 1): autumn, date(2024, 3, 1): spring, CLOSE: KNOWN_NOW})
    (panel,) = closing_panels(shown(tmp_path), STUDENTS)
    row = rows_of(panel.table)[2024]
    assert (row["vintage"], row["known_then"], row["forecast"], row["error"]) == (
        "2024-09-01",
        9400,
        9400,
        -100,
    )


def test_a_release_of_the_due_date_or_later_is_no_forecast(tmp_path: Path) -> None:
    publish(tmp_path, {date(2025, 12, 31): {**KNOWN_NOW, 2025: 9900}, CLOSE: KNOWN_NOW})
    (panel,) = closing_panels(shown(tmp_path), STUDENTS)
    row = rows_of(panel.table)[2025]
    assert (row["vintage"], row["value"]) == ("today's values", 9500)


def test_a_release_after_the_chosen_date_is_not_used(home: Path, tmp_path: Path) -> None:
    """On 31 December 2025 nobody knew what the release of March 2026 says."""
    publish(tmp_path, {**THREE_RELEASES, date(2025, 12, 31): {**KNOWN_NOW, 2025: 9600}})
    (panel,) = closing_panels(shown(tmp_path, as_of="2025-12-31"), STUDENTS)
    assert panel.headline.startswith("Closing evaluation – Vocational enrolment: 400 people short,")
    assert rows_of(panel.table)[2024]["error"] == 200


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        ({**KNOWN_NOW, 2025: 10_000}, "exactly at the goal, 100% of the way gone since 2020, first reached in 2025"),
        (
            {**KNOWN_NOW, 2024: 10_100, 2025: 10_500},
            "500 people above the goal, 1.5 times the change that the goal asked for since 2020, first reached in 2024",
        ),
        (
            {**KNOWN_NOW, 2023: 10_100, 2025: 9_900},
            "100 people short, 90% of the way gone since 2020, reached in 2023 but lost again",
        ),
        (
            {**KNOWN_NOW, 2025: 8_500},
            "1,500 people short, never reached before the due date",
        ),
    ],
)
def test_the_headline_tells_when_the_goal_was_first_reached_and_whether_it_was_kept(
    tmp_path: Path, values: Values, finding: str
) -> None:
    publish(tmp_path, {CLOSE: values})
    (panel,) = closing_panels(shown(tmp_path), STUDENTS)
    assert panel.headline == f"Closing evaluation – Vocational enrolment: {finding}"


# Not due, not published, one release only


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        (
            Language.EN,
            "Secondary vocational enrolment: the goal is due on 2025-12-31; its closing evaluation follows then",
        ),
        (Language.ZH, "中职在校生数的目标2025-12-31到期，届时才作收官评估"),
    ],
)
def test_before_the_due_date_there_is_none(home: Path, language: Language, headline: str) -> None:
    early = shown(home / "snapshots", language, "2024-09-01")
    assert closing_of(early, STUDENTS) is None
    assert closing_panels(early, STUDENTS) == ()
    panel = PANELS["closing"](early, {"indicator": STUDENTS})
    assert panel.headline == headline
    assert panel.table.rows == ()


def test_before_the_plan_there_is_no_goal_to_evaluate(home: Path) -> None:
    panel = PANELS["closing"](shown(home / "snapshots", as_of="2022-09-01"), {"indicator": STUDENTS})
    assert panel.headline == "Secondary vocational enrolment: no goal on the chosen date, nothing to evaluate"
    assert panel.table.rows == ()


@pytest.mark.parametrize(
    ("last", "reason"), [({}, "not reported"), ({2025: None}, "not yet published")], ids=["no row", "no value"]
)
def test_a_goal_whose_last_value_is_not_there_gets_no_verdict_and_no_error(
    tmp_path: Path, last: Values, reason: str
) -> None:
    """The year was counted in September: without a row nobody has sent it; a row says that it waits to be published."""
    known: dict[int, float | None] = {year: value for year, value in KNOWN_NOW.items() if year < 2025}
    publish(tmp_path, {date(2022, 9, 1): KNOWN_IN_2022, CLOSE: {**known, **last}})
    (panel,) = closing_panels(shown(tmp_path), STUDENTS)
    assert panel.headline == (f"Closing evaluation – Vocational enrolment: 2025: {reason}, so nothing can be said yet")
    rows = rows_of(panel.table)
    assert {line["error"] for line in rows.values()} == {None}
    assert rows[2022]["forecast"] == 9000
    assert panel.table.rows[-1][2].text == reason
    assert panel.table.rows[-1][2].missing
    opinions = {opinion.id: (opinion.word, opinion.sentence) for opinion in panel.opinions}
    assert opinions["verdict"][0] == reason.capitalize()
    assert opinions["record"][0] == "Nothing to compare"
    assert "From today's values up to 2023 the forecast would have been 9,000 people." in opinions["record"][1]
    assert not re.search("too (high|low)|held", opinions["record"][1])


def test_with_one_release_every_year_is_reconstructed_and_that_is_said(tmp_path: Path) -> None:
    publish(tmp_path, {CLOSE: {**dict.fromkeys(range(2016, 2025), 9000), 2025: 9500}})
    (panel,) = closing_panels(shown(tmp_path), STUDENTS)
    rows = rows_of(panel.table)
    assert {line["vintage"] for line in rows.values()} == {"today's values"}
    assert [line["forecast"] for line in rows.values()] == [9000] * 5 + [None]
    assert [line["error"] for line in rows.values()] == [-500] * 5 + [None]
    assert {line.text for line in (row[5] for row in panel.table.rows)} == {"—"}
    assert panel.notes[0].startswith("For 2020, 2021, 2022, 2023, 2024, 2025 there is no release of the time;")
    assert "releases of the time: none;" in panel.source


# The listing of all goals


def test_the_evaluation_lists_commitments_first_and_every_goal_once(home: Path) -> None:
    context = shown(home / "snapshots")
    table = PANELS["evaluation"](context, {}).table
    assert len(table.rows) == 8
    strengths = [line[1].text for line in table.rows]
    assert strengths[-2:] == ["best effort", "best effort"]
    assert "best effort" not in strengths[:-2]
    assert len({line[0].text for line in table.rows}) == 8
    rows = {line[0].text: [cell.text for cell in line] for line in table.rows}
    goal, value, status, gap, first = rows["Vocational enrolment"][2:7]
    assert (goal, value, status, gap, first) == ("10,000 people", "9,500 people", "Missed", "500 people short", "—")
    assert rows["Vocational enrolment"][7].endswith("for the next plan could be trusted.")
    assert rows["Colleges"][4] == "Fell short"


def test_only_goals_that_are_due_are_evaluated(home: Path) -> None:
    """In September 2024 that is the three projects of 2023, and nothing before the plan."""
    table = PANELS["evaluation"](shown(home / "snapshots", as_of="2024-09-01"), {}).table
    assert [line[0].text for line in table.rows] == ["Key projects built"]
    assert PANELS["evaluation"](shown(home / "snapshots", as_of="2022-09-01"), {}).table.rows == ()


# Screen and files


@pytest.mark.parametrize("language", Language)
def test_the_download_of_an_evaluation_is_what_the_screen_shows(
    home: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    texts = catalogue(language)
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    app.query_params["lang"] = language.value
    app.run()
    app.switch_page("enrolment.py").run()
    assert not app.exception
    pieces = [str(element.value) for element in app.get("html")]
    (place,) = [at for at, piece in enumerate(pieces) if texts("column.vintage") in piece and ">9,400<" in piece]
    on_screen = [
        [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", line)]
        for line in re.findall(r"<tr>(.*?)</tr>", pieces[place], re.DOTALL)
    ]
    (as_csv, as_xlsx) = (
        html.unescape(href)
        for piece in pieces
        for href in re.findall(r'href="(export/closing\.[^"]+)"', piece)
        if f"indicator={STUDENTS}" in href
    )
    status, body = fetched(f"/{as_csv}")
    assert status == 200
    listed = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert listed[0] == on_screen[0]
    for seen, written in zip(on_screen[1:], listed[1:7], strict=True):
        assert [cell.replace(",", "").replace("—", "") for cell in seen] == written
    assert listed[7] == []
    status, body = fetched(f"/{as_xlsx}")
    assert status == 200
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    stored = [["" if cell is None else str(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
    assert stored == listed[: len(stored)]
    statement = {line[0]: line[1] for line in listed[8:]}
    (panel,) = closing_panels(shown(home / "snapshots", language), STUDENTS)
    assert statement[texts("export.finding")] == panel.headline
    for opinion in panel.opinions:
        assert statement[opinion.name] == f"{opinion.shape} {opinion.word} {opinion.sentence}"


@pytest.mark.parametrize(("kind", "lang"), [("csv", "en"), ("xlsx", "zh")])
def test_an_indicator_nobody_knows_is_refused_by_name(
    home: Path, monkeypatch: pytest.MonkeyPatch, kind: str, lang: str
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    status, body = fetched(f"/export/closing.{kind}?indicator=unicorns&lang={lang}")
    assert status == 404
    assert body.decode() == catalogue(Language(lang))("refused.indicator", value="unicorns")
    assert "unicorns" in body.decode()


def test_an_indicator_without_a_goal_downloads_as_a_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    status, body = fetched("/export/closing.csv?indicator=births&lang=en")
    assert status == 200
    assert "Births: no goal on the chosen date, nothing to evaluate" in body.decode("utf-8-sig")
