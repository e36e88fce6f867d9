"""The scenario page: every panel, every release, both languages; links, history, fixed axes, downloads."""

from __future__ import annotations

import ast
import itertools
import json
import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qsl, urlencode

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from core.context import Context, context_for
from core.language import Language, catalogue
from core.panels.definitions import with_definitions
from core.panels.panel import Panel
from core.panels.registry import build_panel
from core.panels.scenario import assumptions, comparison, goal_seek, school_limits
from core.panels.scenario.comparison import NamedScenario
from core.panels.scenario.goals import figure_of, goal_cards, goal_panel
from core.panels.scenario.scenario import Scenario, address_parameters, levers_of_address, prepare_scenario
from core.panels.scenario.words import lever_label, link_parameters
from core.scenario import run_again as run_again_module
from core.scenario_basis import lever_declarations, preset_declarations
from core.scenario_basis.from_release import basis_of, basis_of_key
from core.scenario_basis.preset_declarations import presets
from core.snapshots import releases
from core.ui.scenario import session as session_module
from core.ui.scenario.session import ScenarioSession, catalogue_name
from tests.support.app_pages import open_page, page_text
from tests.support.claims import every
from tests.support.release_frames import tiny_release, tiny_release_frames

RELEASES = [snapshot.id for snapshot in releases().snapshots]
NEWEST, BEFORE, OLDEST = RELEASES[-1], RELEASES[-2], RELEASES[0]
EVERY = [(release, language) for release in RELEASES for language in Language]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BROKEN = re.compile(r"\bnan\b|\binf\b|\bNone\b|[{}]", re.IGNORECASE)


def shown(release: str, language: Language = Language.EN) -> Context:
    snapshot = releases().by_id(release)
    assert snapshot is not None
    return context_for(snapshot, language)


def favourable(context: Context) -> dict[str, float]:
    """Every lever at the better end of what is plausible."""
    basis = basis_of(context)
    preset = next(preset for preset in presets() if preset.rule == "favourable_end")
    return goal_seek.preset_moves(preset, basis, 2030)


def panels(prepared: Scenario) -> Iterator[tuple[Panel, Mapping[str, str]]]:
    """Every panel the page can show of a scenario, with what its address says besides."""
    for id in prepared.context.plan.goal_ids:
        yield from ((one, {"goal": id}) for one in (goal_panel(prepared, id), goal_seek.lever_alone(prepared, id)))
        yield from (
            (one, {"goal": id}) for one in (goal_seek.least_effort(prepared, id), goal_seek.sensitivity(prepared, id))
        )
    yield from (
        (one, {}) for one in (school_limits.broken_thresholds(prepared), school_limits.building_needs(prepared))
    )
    yield assumptions.assumptions(prepared), {}


@pytest.mark.parametrize(("release", "language"), EVERY)
def test_every_panel_of_a_moved_scenario_is_whole_and_its_download_the_same(release: str, language: Language) -> None:
    context = shown(release, language)
    prepared = prepare_scenario(context, favourable(context))
    numbers: list[tuple[str, float]] = []
    for panel, more in panels(prepared):
        again = build_panel(panel.id, context, {**dict(panel.choices), **more})
        here = with_definitions(panel, context)
        assert (again.headline, again.notes, again.table) == (here.headline, here.notes, here.table), panel.id
        lines = [
            here.headline,
            here.subtitle,
            here.source,
            *here.notes,
            *(column.title for column in here.table.columns),
        ]
        lines += [cell.text for row in here.table.rows for cell in row]
        assert not [line for line in lines if BROKEN.search(line)], panel.id
        assert here.headline
        assert language is Language.ZH or not [line for line in lines if CHINESE.search(line)], panel.id
        numbers += [(panel.id, cell.value) for row in here.table.rows for cell in row if isinstance(cell.value, float)]
        if here.figure is not None and again.figure is not None:
            assert here.figure.to_dict() == again.figure.to_dict(), panel.id
            go.Figure(here.figure.to_dict())
            assert here.alt, panel.id
    assert numbers
    assert [(panel, value) for panel, value in numbers if not math.isfinite(value)] == []


@pytest.mark.parametrize(("release", "language"), EVERY)
def test_every_goal_of_the_plan_has_one_plain_sentence(release: str, language: Language) -> None:
    context = shown(release, language)
    cards = goal_cards(prepare_scenario(context, {}))
    assert tuple(card.id for card in cards) == context.plan.goal_ids
    for card in cards:
        assert len(card.sentence) > 8
        assert not BROKEN.search(card.sentence + card.value + card.chance)
        if card.figure is None:
            assert card.value == ""
            assert {Language.EN: "cannot be worked out", Language.ZH: "无法推算"}[language] in card.sentence
        else:
            go.Figure(card.figure.to_dict())
            assert len(card.moving) >= 2


def test_what_is_reached_as_set_and_how_likely_it_is_stand_in_one_sentence() -> None:
    """On the current course nine colleges open by 2030 and 56,882 students come; the ratio stays short of 4 : 6."""
    cards = {card.id: card.chance for card in goal_cards(prepare_scenario(shown(NEWEST), {}))}
    assert cards["colleges"] == "best effort · Reached in 2030 as set; allowing for variation: almost certain"
    assert (
        cards["college_students"]
        == "best effort · Reached in 2030 as set; allowing for variation: chance about 9 in 10"
    )
    assert cards["vocational_share"] == "Not reached in 2030 as set; allowing for variation: chance about 1 in 10"


@pytest.mark.parametrize("release", RELEASES)
def test_moving_any_lever_within_its_bounds_leaves_every_axis_as_it_is(release: str) -> None:
    context = shown(release)
    basis = basis_of(context)
    ids = [id for id in context.plan.goal_ids if prepare_scenario(context, {}, draws=0).outcome.path(id) is not None]

    def axes(moved: dict[str, float]) -> dict[str, object]:
        prepared = prepare_scenario(context, moved, draws=0)
        return {id: figure_of(prepared, id).to_dict()["layout"]["yaxis"]["range"] for id in ids}

    still = axes({})
    assert len(still) >= 6
    for lever in basis.levers:
        for value in (lever.low, (lever.low + lever.high) / 2, lever.high):
            assert axes({lever.id: value}) == still, lever.id


def test_a_step_goal_is_a_step_in_its_band_and_in_a_comparison() -> None:
    context = shown(NEWEST)
    prepared = prepare_scenario(context, {}, draws=200)
    others = (("other", prepare_scenario(context, favourable(context), draws=0).outcome),)
    traces = figure_of(prepared, "colleges", others=others).to_dict()["data"]
    bands = [trace for trace in traces if trace["meta"]["role"] == "band"]
    assert bands
    for band in bands:
        points = list(zip(band["x"], band["y"], strict=True))
        assert every(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(points))
    assert {trace["line"]["shape"] for trace in traces if trace["meta"]["role"] == "other"} == {"hv"}


def test_four_scenarios_stand_side_by_side_and_only_their_differences_are_listed() -> None:
    context = shown(NEWEST)
    basis = basis_of(context)
    several = [NamedScenario("mine", prepare_scenario(context, {"vocational_entrant_share": 0.45}, draws=0))]
    for preset in presets()[:3]:
        one = comparison.scenario_of_reference(f"preset.{preset.id}", context, None)
        assert one is not None
        several.append(one)
    assert comparison.scenario_of_reference("preset.gone", context, None) is None
    assert comparison.scenario_of_reference("saved.1.gone", context, None) is None
    panel = comparison.comparison(several, "vocational_share")
    assert [column.title for column in panel.table.columns[1:]] == [named.name for named in several]
    assert len(panel.table.rows) == len(context.plan.goal_ids)
    for row in panel.table.rows:
        unit = context.plan.indicator(str(row[0].value)).unit
        for cell, named in zip(row[1:], several, strict=True):
            path = named.scenario.outcome.path(str(row[0].value))
            at = None if path is None else path.at(named.scenario.until)
            assert at is not None
            goal = named.scenario.basis.goal(str(row[0].value))
            assert goal is not None
            beside = context.formats.comparison(float(at[0]), goal.value, unit)
            assert cell.text == context.formats.with_unit(beside.value, unit)
    rows = {row[0].value for row in comparison.lever_differences(several).table.rows}
    places = basis.places
    apart = {id for id in places if len({float(named.scenario.values[places[id]]) for named in several}) > 1}
    assert rows == apart
    assert len(apart) < len(basis.levers)
    same = comparison.lever_differences([several[1], NamedScenario("again", several[1].scenario)])
    assert same.table.rows == ()


def test_a_link_reproduces_every_lever_to_the_last_digit() -> None:
    context = shown(NEWEST)
    basis = basis_of(context)
    prepared = prepare_scenario(context, favourable(context) | {"vocational_entrant_share": 0.1 + 0.2}, draws=0)
    parameters = dict(pair.split("=") for pair in link_parameters(basis, prepared.values, context.plan.id).split("&"))
    assert (parameters["as_of"], parameters["plan"], parameters["data"]) == (NEWEST, context.plan.id, basis.data)
    for asked in (parameters, dict(address_parameters(prepared))):
        usable, refused, _ = levers_of_address(basis, asked)
        assert refused == ()
        assert basis.values(usable).tolist() == prepared.values.tolist()


def test_a_link_with_any_ten_levers_is_shorter_than_200_characters() -> None:
    context = shown(NEWEST)
    basis = basis_of(context)
    longest = sorted(basis.levers, key=lambda lever: -len(lever.id))[:10]
    for moved in (longest, basis.levers[:10], basis.levers[-10:]):
        steps = {lever.id: [place for place in lever.positions() if place != lever.default] for lever in moved}
        values = {id: places[len(places) // 3] for id, places in steps.items()}
        prepared = prepare_scenario(context, values, draws=0)
        goal = "secondary_vocational_enrolment"
        query = urlencode({"lang": "zh", **dict(address_parameters(prepared, goal=goal)), "as_of": NEWEST})
        assert len(f"https://zhijiao.qijiang.gov.cn/scenario?{query}") < 200, query
        assert levers_of_address(basis, dict(parse_qsl(query)))[0] == values


def scenario_session() -> ScenarioSession:
    return ScenarioSession({}, catalogue_name("scenario.current"))


def test_undo_and_redo_go_over_presets_edits_and_resets() -> None:
    basis, session = basis_of(shown(NEWEST)), scenario_session()
    session.set({"college_fill": 1.1}, catalogue_name("scenario.undo"))
    moves = {"session": session.id, "turn": session.turn, "sent": 1, "values": {"college_fill": 1.1, "net_inflow": 5.0}}
    assert session.hear({**moves, "rest": False}, basis)
    assert not session.hear({**moves, "sent": 2, "rest": True}, basis)
    session.add_undo_step()
    assert session.edited == 1
    session.set({}, catalogue_name("scenario.current"))
    assert (session.moved, session.edited) == ({}, 0)
    session.undo()
    assert session.moved == {"college_fill": 1.1, "net_inflow": 5.0}
    session.undo()
    assert (session.moved, session.edited, session.name) == ({"college_fill": 1.1}, 0, catalogue_name("scenario.undo"))
    session.undo()
    session.undo()
    assert (session.moved, session.name) == ({}, catalogue_name("scenario.current"))
    for _ in range(5):
        session.redo()
    assert session.moved == {}
    assert not session.future
    session.undo()
    session.set({"net_inflow": 3.0}, catalogue_name("scenario.current"))
    assert not session.future


def test_what_a_hand_sent_before_the_page_changed_is_not_taken_over() -> None:
    basis, session = basis_of(shown(NEWEST)), scenario_session()
    late = {"session": session.id, "turn": session.turn, "sent": 1, "values": {"college_fill": 1.2}, "rest": True}
    session.set({"net_inflow": 3.0}, catalogue_name("scenario.current"))
    assert not session.hear(late, basis)
    assert session.moved == {"net_inflow": 3.0}


def test_what_a_hand_sent_to_a_session_that_is_gone_is_not_taken_over() -> None:
    basis, gone, session = basis_of(shown(NEWEST)), scenario_session(), scenario_session()
    late = {"session": gone.id, "turn": session.turn, "sent": 1, "values": {"college_fill": 1.2}, "rest": True}
    session.moved = {"net_inflow": 3.0}
    assert not session.hear(late, basis)
    assert session.moved == {"net_inflow": 3.0}


def test_levers_of_another_release_are_kept_aside_and_come_back() -> None:
    newest, oldest = shown(NEWEST), shown(OLDEST)
    moved = favourable(newest)
    lacking = set(moved) - {lever.id for lever in basis_of(oldest).levers}
    assert lacking
    session = scenario_session()
    session.set(moved, catalogue_name("scenario.current"))
    session.fit(basis_of(oldest))
    assert lacking <= set(session.aside)
    assert not lacking & set(session.moved)
    assert session.edited == 0
    for id in lacking:
        assert lever_label(id, basis_of(oldest), oldest.texts) != id
    session.fit(basis_of(newest))
    assert (session.moved, session.aside) == (moved, {})


def test_a_version_saved_is_what_the_next_one_is_copied_from_until_something_else_is_taken() -> None:
    session = scenario_session()
    session.set({"net_inflow": 3.0}, catalogue_name("scenario.current"))
    assert session.source is None
    session.save("甲", 2)
    assert (session.source, session.edited) == (("甲", 2), 0)
    session.set({}, catalogue_name("scenario.current"))
    assert session.source is None
    session.undo()
    assert session.source == ("甲", 2)


def levers(app: AppTest) -> dict[str, object]:
    for element in app.get("bidi_component"):
        if element.proto.id.endswith("-levers"):
            data: dict[str, object] = json.loads(element.proto.json)
            return data
    raise AssertionError("no levers")


@pytest.fixture
def demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def scenario(**address: str) -> AppTest:
    """The page as a link opens it: `switch_page` would clear the address."""
    app = open_page("scenario", **address)
    for name, value in address.items():
        app.query_params[name] = value
    app.session_state["scenario"] = None
    app.run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("demonstration")
def test_a_link_opens_with_what_it_could_use_and_names_the_rest() -> None:
    app = scenario(
        vocational_entrant_share="0.45",
        college_fill="9",
        retention_second_year="abc",
        teacher_attrition="nan",
        net_inflow="１",
        until="9" * 5000,
        model="0",
        data="00000000",
        **{"places_500110-co-zz": "3"},
    )
    text = page_text(app)
    assert levers(app)["values"] == {"vocational_entrant_share": 0.45}
    for part in ("college_fill", "retention_second_year", "teacher_attrition", "net_inflow", "places_500110-co-zz"):
        assert sum(part in line for line in text.splitlines()) == 1, part
    texts = catalogue(Language.EN)
    assert texts("scenario.newer_model", then="0", now="2") in text
    assert texts("scenario.newer_data", release=NEWEST) in text
    assert texts("scenario.refused.until", value="9" * 20, last=2035) in text
    (short,) = [app.query_params["s"]] if isinstance(app.query_params["s"], str) else app.query_params["s"]
    assert short.endswith("2v.45")  # the version of the model, then the one lever that stands
    assert not {"college_fill", "vocational_entrant_share", "model", "data"} & set(app.query_params)


@pytest.mark.usefixtures("demonstration")
def test_a_short_link_opens_as_the_long_one_and_names_what_it_could_not_use() -> None:
    """v is the vocational share, f how full colleges become, o the opening year of a college with a mark."""
    app = scenario(s="00001v.45f9oabc2030?x")
    texts, text = catalogue(Language.EN), page_text(app)
    assert levers(app)["values"] == {"vocational_entrant_share": 0.45}
    for part in ("college_fill", "opening_year_abc", "“?x”"):
        assert sum(part in line for line in text.splitlines()) == 1, part
    assert texts("scenario.newer_model", then="1", now="2") in text
    assert texts("scenario.newer_data", release=NEWEST) in text


@pytest.mark.usefixtures("demonstration")
def test_what_is_put_beside_a_scenario_travels_in_the_address() -> None:
    asked = ["preset.optimistic", "preset.gone", "saved.1.甲", "preset.cautious", "preset.required", "preset.approved"]
    app = scenario(section="compare", **{"with": "|".join(asked)})
    texts, text = catalogue(Language.EN), page_text(app)
    assert app.multiselect(key="scenario_compared").value == ["preset.optimistic", "preset.cautious", "preset.required"]
    for refused in ("preset.gone", "saved.1.甲", "preset.approved"):
        assert texts("scenario.compare.refused", value=refused, most=4) in text
    app.multiselect(key="scenario_compared").set_value(["preset.cautious"]).run()
    assert app.query_params["with"] in ("preset.cautious", ["preset.cautious"])
    assert app.multiselect(key="scenario_compared").value == ["preset.cautious"]
    app.multiselect(key="scenario_compared").set_value([]).run()
    assert app.multiselect(key="scenario_compared").value == []
    assert not app.exception


@pytest.mark.usefixtures("demonstration")
def test_ready_made_scenarios_follow_each_other_and_can_be_undone() -> None:
    app = scenario(vocational_entrant_share="0.45")
    seen = [levers(app)["values"]]
    for preset in ("cautious", "optimistic", "required"):
        app.button(key=f"preset_{preset}").click().run()
        seen.append(levers(app)["values"])
    assert len({json.dumps(values, sort_keys=True) for values in seen}) == 4
    for expected in (seen[2], seen[1], seen[0]):
        app.button(key="scenario_undo").click().run()
        assert levers(app)["values"] == expected
    app.button(key="scenario_redo").click().run()
    assert levers(app)["values"] == seen[1]
    app.button(key="scenario_reset").click().run()
    assert levers(app)["values"] == {}
    assert not app.exception


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("section", ["take", "matters", "schools", "compare", "saved", "assumptions"])
@pytest.mark.parametrize("release", [NEWEST, OLDEST])
def test_every_section_opens_for_the_first_and_the_last_release(section: str, release: str) -> None:
    app = scenario(section=section, as_of=release, lang="zh")
    assert catalogue(Language.ZH)("failure.page") not in page_text(app)
    assert not app.exception


@pytest.mark.usefixtures("demonstration")
def test_a_scenario_is_saved_changed_and_saved_again_as_a_copy() -> None:
    app = scenario(section="saved", vocational_entrant_share="0.45")
    app.button(key="scenario_save").click().run()
    assert catalogue(Language.EN)("scenario.save.missing") in page_text(app)
    app.text_input(key="scenario_name").set_value("Plan A")
    app.text_input(key="scenario_author").set_value("Li")
    app.text_area(key="scenario_reason").set_value("a try")
    app.button(key="scenario_save").click().run()
    assert levers(app)["words"]["name"] == catalogue(Language.EN)("scenario.saved.label", name="Plan A", version=1)
    app.button(key="scenario_save").click().run()
    text = page_text(app)
    assert catalogue(Language.EN)("scenario.save.done", name="Plan A", version=2) in text
    assert catalogue(Language.EN)("scenario.saved.copied", name="Plan A", version=1) in text


def test_a_damaged_file_of_saved_scenarios_is_said_and_stops_nothing(demonstration: Path) -> None:
    (demonstration / "scenarios.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    for section in ("saved", "compare"):
        app = scenario(section=section)
        assert catalogue(Language.EN)("scenario.saved.unreadable") in page_text(app)
        assert levers(app)["groups"]


@pytest.mark.parametrize(
    "missing", ["conditions", "teachers", "college_enrolment", "colleges", "training", "enrolment"]
)
def test_a_release_without_a_part_says_what_is_missing_and_shows_the_rest(tmp_path: Path, missing: str) -> None:
    frames = tiny_release_frames()
    frames[missing] = frames[missing].iloc[:0]
    context = context_for(tiny_release(tmp_path, date(2025, 12, 31), frames), Language.EN)
    prepared = prepare_scenario(context, {})
    assert prepared.basis.gaps
    assert prepared.basis.levers
    for panel, _ in panels(prepared):
        assert panel.headline
    assert len([card for card in goal_cards(prepared) if card.figure is not None]) >= 3


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("name", ["levers.toml", "presets.toml"])
def test_a_missing_plan_file_is_named_and_other_pages_work(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    caches = (lever_declarations.declarations, preset_declarations.presets, basis_of_key)
    if name == "levers.toml":
        monkeypatch.setattr(lever_declarations, "LEVERS_FILE", Path("nowhere") / name)
    else:
        monkeypatch.setattr(preset_declarations, "PRESETS_FILE", Path("nowhere") / name)
    for cache in caches:
        cache.cache_clear()
    try:
        assert f"nowhere/{name}" in page_text(open_page("scenario", vocational_entrant_share="0.4"))
        assert "8 colleges" in page_text(open_page("colleges"))
    finally:
        for cache in caches:
            cache.cache_clear()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("section", ["take", "matters", "schools", "saved", "assumptions"])
def test_a_run_of_the_page_prepares_the_scenario_once(monkeypatch: pytest.MonkeyPatch, section: str) -> None:
    app = scenario(section=section, vocational_entrant_share="0.45")
    calls: Counter[str] = Counter()

    def count(module: ModuleType, name: str) -> None:
        work = getattr(module, name)

        def counted(*positional: object, **named: object) -> object:
            calls[name] += 1
            return work(*positional, **named)

        monkeypatch.setattr(module, name, counted)

    count(run_again_module, "run_columns")
    count(session_module, "prepare_scenario")
    count(session_module, "goal_panel")
    app.run()
    assert not app.exception
    # No lever moved: no part of the model is worked out again.
    assert calls == {"prepare_scenario": 1, "goal_panel": 1}
    app.run()
    assert calls == {"prepare_scenario": 2, "goal_panel": 2}


def test_the_reader_of_addresses_knows_levers_without_the_models() -> None:
    script = """
import sys
import core.ui.address
assert core.ui.address.is_parameter("vocational_entrant_share")
print(sorted(name for name in sys.modules if name.startswith("core.scenario")))
"""
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ast.literal_eval(result.stdout.splitlines()[-1]) == [
        "core.scenario",
        "core.scenario.levers",
        "core.scenario.link",
        "core.scenario_basis",
        "core.scenario_basis.lever_declarations",
    ]
