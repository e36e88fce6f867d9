"""What history says about a lever, and what a link may set it to: each rule on a few numbers."""

from __future__ import annotations

from urllib.parse import quote

import numpy as np
import pytest

from core.scenario import history
from core.scenario import link as link_module
from core.scenario.accepted_values import Refusal, accepted_values
from core.scenario.levers import NEVER, LeverUnit, Origin, lever, read_levers
from core.scenario.link import levers_of_link, short_parameters
from core.scenario_basis.lever_declarations import LEVERS_FILE
from tests.support.scenario_basis import RELEASE_IDS, demonstration_basis, small

DECLARATIONS = read_levers(LEVERS_FILE)


def test_two_series_are_joined_in_the_years_both_have() -> None:
    one, other = {2023: 10.0, 2024: 12.0, 2025: 9.0}, {2024: 4.0, 2025: 0.0, 2026: 7.0}
    assert history.quotient(one, other) == {2024: 3.0}
    assert history.difference(one, other) == {2024: 8.0, 2025: 9.0}
    assert history.total(one, other) == {2024: 16.0, 2025: 9.0}
    assert history.total() == {}
    assert history.last_year(one) == 2025
    assert history.last_year({}) is None


def test_growth_is_the_change_from_the_year_before_as_a_share_of_it() -> None:
    assert history.growth({2022: 0.0, 2023: 50.0, 2024: 60.0, 2026: 90.0}) == {2024: pytest.approx(0.2)}


def test_the_latest_value_ranges_over_five_years() -> None:
    series = {2019: 9.0, 2020: 8.0, 2021: 1.0, 2022: 2.0, 2023: 5.0, 2024: 3.0, 2025: 4.0}
    facts = (("year", 2025), ("years", 5))
    assert history.latest_value(series, "latest") == (4.0, (1.0, 5.0), Origin("latest", facts))
    assert history.latest_value({2024: 3.0, 2025: 4.0}, "latest")[1] == (3.0, 4.0)
    assert history.latest_value({2025: 4.0}, "latest") == (4.0, (), Origin("latest", (("year", 2025), ("years", 1))))
    assert history.latest_value({}, "latest") == (None, (), Origin("latest", verified=False))


def test_the_typical_value_is_the_median_of_five_years_within_all_but_the_two_extremes() -> None:
    series = {2020: 900.0, 2021: 10.0, 2022: 2.0, 2023: 6.0, 2024: 4.0, 2025: 100.0}
    facts = (("year", 2025), ("years", 5))
    assert history.typical_value(series, "usual") == (6.0, (4.0, 10.0), Origin("usual", facts))
    # Of fewer than five years none is left out.
    four = history.typical_value({2022: 2.0, 2023: 6.0, 2024: 4.0, 2025: 100.0}, "usual")
    assert four == (5.0, (2.0, 100.0), Origin("usual", (("year", 2025), ("years", 4))))
    assert history.typical_value({2024: 2.0, 2025: 6.0}, "usual")[1] == (2.0, 6.0)
    assert history.typical_value({2025: 6.0}, "usual")[:2] == (6.0, ())
    assert history.typical_value({}, "usual") == (None, (), Origin("usual", verified=False))


@pytest.mark.parametrize(
    ("entrants", "stock", "rate"),
    [
        ([100.0, 100.0, 100.0], 175.0, 0.5),  # 100 + 50 + 25
        ([100.0, 200.0], 180.0, 0.4),  # 100 + .4 × 200
        ([100.0, 100.0, 100.0], 700.0, 2.0),  # 100 + 200 + 400: the most that counts
        ([100.0, 100.0, 100.0], 100.0, 0.0),
        ([100.0, 100.0, 100.0], 701.0, None),
        ([100.0, 100.0, 100.0], 99.0, None),
        ([100.0], 100.0, None),
        ([0.0, 0.0, 1.0], 0.0, None),
        ([0.0, 1.0], 0.5, 0.5),
    ],
)
def test_one_rate_of_staying_makes_the_entrants_the_stock(
    entrants: list[float], stock: float, rate: float | None
) -> None:
    found = history.retention_rate(entrants, stock)
    assert found is None if rate is None else found == pytest.approx(rate, abs=1e-12)


# Levers: net_inflow from -1,500 to 1,500 in steps of 10, its fallback 0 within -200 to 200.


def test_a_lever_takes_value_and_range_from_history() -> None:
    declared = DECLARATIONS.declaration("net_inflow")
    found = lever(declared, 50.0, (80.0, -30.0, 20.0), Origin("latest"))
    assert (found.default, found.plausible, found.low, found.high) == (50.0, (-30.0, 80.0), -1500, 1500)
    # A default outside the range widens it; without two values the declared range stands around it.
    assert lever(declared, 100.0, (80.0, -30.0), Origin("latest")).plausible == (-30.0, 100.0)
    assert lever(declared, -40.0, (80.0, -30.0), Origin("latest")).plausible == (-40.0, 80.0)
    assert lever(declared, 300.0, (80.0,), Origin("latest")).plausible == (-200.0, 300.0)
    assert lever(declared, 0.0, (-9000.0, 9000.0), Origin("latest")).plausible == (-1500.0, 1500.0)


def test_a_default_beyond_the_slider_by_rounding_alone_is_one_within_it() -> None:
    declared = DECLARATIONS.declaration("teachers_hired")
    assert declared.low == 0
    assert lever(declared, -1e-9, (), Origin("latest")).origin == Origin("latest")
    beyond = lever(declared, -2e-9, (), Origin("latest"))
    assert (beyond.default, beyond.origin) == (0, Origin("latest", (("found", -2e-9),), verified=False))


@pytest.mark.parametrize("default", [None, float("nan"), float("inf")])
def test_a_lever_without_history_stands_at_its_fallback(default: float | None) -> None:
    found = lever(DECLARATIONS.declaration("net_inflow"), default, (80.0, -30.0), Origin("latest"))
    assert (found.default, found.plausible, found.origin) == (0.0, (-200.0, 200.0), Origin("fallback", verified=False))
    with pytest.raises(ValueError, match="opening_year"):
        lever(DECLARATIONS.declaration("opening_year"), default, (), Origin("latest"))


def test_a_lever_that_begins_later_and_a_year_beyond_the_last_keep_their_origin() -> None:
    declared = DECLARATIONS.declaration("opening_year")
    assert declared.unit is LeverUnit.YEAR
    found = lever(declared, 2050.0, (2024.0, 2060.0), Origin("planned"), low=2026)
    assert (found.low, found.default, found.plausible, found.origin) == (2026, NEVER, (2026, NEVER), Origin("planned"))
    assert lever(declared, 2030.0, (2031.0, 2033.0), Origin("planned"), low=2010).low == 2020
    assert lever(declared, 2030.0, (), Origin("planned")).plausible == (2030, 2030)


def test_a_slider_stops_at_its_steps_its_default_and_both_ends() -> None:
    declared = DECLARATIONS.declaration("opening_year")
    assert lever(declared, 2034.0, (), Origin("planned"), low=2033).positions() == (2033, 2034, 2035, 2036)
    inflow = lever(DECLARATIONS.declaration("net_inflow"), 0.0, (), Origin("latest")).positions()
    assert (len(inflow), inflow[:2], inflow[-2:]) == (301, (-1500, -1490), (1490, 1500))
    fill = lever(DECLARATIONS.declaration("college_fill"), 0.555, (), Origin("latest"))
    positions = fill.positions()
    assert (len(positions), positions[:7], positions[-2:]) == (
        82,
        (0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.555),
        (1.29, 1.3),
    )


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("50", 50.0, None),
        (-1500, -1500.0, None),
        (1500, 1500.0, None),
        (1500 + 1e-10, 1500.0, None),
        (-1500 - 1e-10, -1500.0, None),
        (1500.1, None, Refusal.TOO_HIGH),
        (-1500.1, None, Refusal.TOO_LOW),
        ("1_000", None, Refusal.NOT_A_NUMBER),
        ("１０", None, Refusal.NOT_A_NUMBER),
        ("ten", None, Refusal.NOT_A_NUMBER),
        ("inf", None, Refusal.NOT_A_NUMBER),
    ],
)
def test_a_link_sets_a_lever_within_its_bounds_only(
    text: str | float, value: float | None, reason: Refusal | None
) -> None:
    levers = (lever(DECLARATIONS.declaration("net_inflow"), 0.0, (), Origin("latest")),)
    values, refused = accepted_values(levers, {"net_inflow": text})
    assert values == ({} if value is None else {"net_inflow": value})
    assert [each.reason for each in refused] == ([] if reason is None else [reason])
    assert [(each.lever, each.text) for each in refused] == [(levers[0], str(text))] * len(refused)


def test_a_setting_that_is_refused_stops_none_of_the_others() -> None:
    levers = (lever(DECLARATIONS.declaration("net_inflow"), 0.0, (), Origin("latest")),)
    values, refused = accepted_values(levers, {"tuition": "1", "fees": "2", "net_inflow": "100"})
    assert values == {"net_inflow": 100.0}
    assert [refusal.id for refusal in refused] == ["tuition", "fees"]


def test_a_link_with_a_lever_nobody_knows_is_refused_with_its_first_sixty_characters() -> None:
    values, refused = accepted_values((), {"tuition": "9" * 100})
    assert values == {}
    assert [(each.id, each.text, each.reason, each.lever) for each in refused] == [
        ("tuition", "9" * 60, Refusal.UNKNOWN, None)
    ]


def test_a_short_link_is_a_letter_and_a_value_for_each_lever_that_moved() -> None:
    """b is the lever of graduates, v the vocational share, f how full colleges become; a college is marked."""
    basis = small()
    moved = {"graduates_per_birth": 1.25, "vocational_entrant_share": 0.6, "net_inflow": -1500.0}
    assert short_parameters(moved, basis.levers, "95361daf", "2") == {"s": "95362b1.25v.6n-1500"}
    assert short_parameters({}, basis.levers, "95361daf", "2") == {"s": "95362"}
    link = levers_of_link("95362b1.25v.6n-1500", basis.levers, DECLARATIONS)
    assert (link.data, link.model, link.rest) == ("9536", "2", "")
    assert link.values == {"graduates_per_birth": "1.25", "vocational_entrant_share": ".6", "net_inflow": "-1500"}


def test_the_mark_of_a_college_or_group_in_a_link_never_changes() -> None:
    """Links are kept in minutes and mails: what once opened a scenario opens it ever after."""
    moved = {"places_a": 3000.0, "places_b": 4000.0, "training_growth_veterans": 0.25}
    assert short_parameters(moved, small().levers, "95361daf", "2") == {"s": "95362pObh3e3pCTk4e3ta0e.25"}
    assert levers_of_link("95362pObh3e3pCTk4e3ta0e.25", small().levers, DECLARATIONS).values == {
        "places_a": "3e3", "places_b": "4e3", "training_growth_veterans": ".25",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("release", RELEASE_IDS)
def test_a_short_link_opens_with_every_value_to_the_last_digit(release: str) -> None:
    basis = demonstration_basis(release)
    chance = np.random.default_rng(13)
    for _ in range(5):
        drawn = chance.random(len(basis.levers)).tolist()
        moved = {one.id: one.low + part * (one.high - one.low) for one, part in zip(basis.levers, drawn, strict=True)}
        parameters = short_parameters(moved, basis.levers, "95361daf", "2")
        assert parameters.keys() == {"s"}
        assert quote(parameters["s"]) == parameters["s"]
        usable, refused = accepted_values(
            basis.levers, levers_of_link(parameters["s"], basis.levers, DECLARATIONS).values
        )
        assert (usable, refused) == (moved, ())


@pytest.mark.parametrize(
    ("text", "values", "rest"),
    [
        ("95362v.45?n5", {"vocational_entrant_share": ".45"}, "?n5"),
        ("95362v", {}, "v"),
        ("95362o", {}, "o"),
        ("95362v.4e5", {"vocational_entrant_share": ".4e5"}, ""),
        ("v.45", {}, "v.45"),
        ("", {}, ""),
        ("95362E5", {}, "E5"),
        ("95362oabc2030", {"opening_year_abc": "2030"}, ""),
    ],
)
def test_what_a_short_link_says_beside_what_can_be_read_is_named(text: str, values: dict[str, str], rest: str) -> None:
    link = levers_of_link(text, small().levers, DECLARATIONS)
    assert (link.values, link.rest) == (values, rest)


def test_levers_with_the_same_mark_are_written_by_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "MARK", 0)
    basis = small()
    moved = {"opening_year_a": 2028.0, "opening_year_b": 2030.0, "college_fill": 1.2}
    assert short_parameters(moved, basis.levers, "95361daf", "2") == {
        "opening_year_a": "2028",
        "opening_year_b": "2030",
        "s": "95362f1.2",
    }


def test_every_lever_has_a_letter_of_its_own_that_stays() -> None:
    """A link made today must open in ten years: a letter may be added here, never changed."""
    codes = {kind.id: kind.code for kind in DECLARATIONS.lever}
    assert "".join(codes.values()) == "bcnvijsfoprhqatlgmkxy"
    assert codes["graduates_per_birth"] == "b"
    assert codes["reached_in"] == "y"
