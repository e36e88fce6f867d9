"""What the element of the goals shows: made in one place for a run of the page and for a slider that is moved."""

from __future__ import annotations

from collections.abc import Mapping

from core.context import Context
from core.exports.file_names import file_name
from core.panels.panel import Panel
from core.panels.scenario.goals import goal_cards, goal_panel
from core.panels.scenario.scenario import LIVE_DRAWS, Scenario, goal_of_address, scenario_of_address
from core.ui.markup import markup


def scenario_view(scenario: Scenario, panel: Panel, goal: str, *, live: bool) -> dict[str, object]:
    """The goals and the large chart of one of them; `live`, while a slider is moved, only what moves."""
    texts = scenario.context.texts
    goals: list[dict[str, object]] = []
    for card in goal_cards(scenario, figures=not live):
        shown: dict[str, object] = {
            "id": card.id,
            "value": card.value,
            "sentence": card.sentence,
            "moving": card.moving,
        }
        if not live:
            shown |= {
                "title": card.title,
                "chance": card.chance,
                "best_effort": card.best_effort,
                "figure": None if card.figure is None else card.figure.to_dict(),
            }
        goals.append(shown)
    drawn = None if panel.figure is None else panel.figure.to_dict()
    large = None if drawn is None else {"figure": drawn, "height": int(drawn["layout"]["height"]), "alt": panel.alt}
    return {
        "live": live,
        "title": texts("scenario.goals"),
        "chosen": goal,
        "goals": goals,
        "head": markup("panel_head", panel=panel, tag=texts("tag.illustrative") if panel.illustrative else None),
        "large": large,
        "picture": texts("chart.download"),
        "file": file_name(panel, scenario.context),
    }


def view_of_address(context: Context, parameters: Mapping[str, str]) -> dict[str, object]:
    """The view of the scenario an address describes: with `whole=1` all of it, else what a moved slider needs."""
    goal, live = goal_of_address(context, parameters), parameters.get("whole") != "1"
    scenario = (
        scenario_of_address(context, parameters, draws=LIVE_DRAWS, indicators=(goal,))
        if live
        else scenario_of_address(context, parameters)
    )
    return scenario_view(scenario, goal_panel(scenario, goal, rows=False), goal, live=live)
