"""The address of a view leads to its panel, in the part of the page where that stands."""

from core.exports.documents.agenda import document_asked, item_of_address, ready_made
from core.exports.documents.view_of import PARTS_OF_PAGES, view_of
from core.panels.pages.sources import SECTIONS as SECTIONS_OF_SOURCES
from core.panels.registry import PANELS
from core.ui.address import is_parameter
from core.ui.meetings.desk import SECTIONS as SECTIONS_OF_MEETINGS
from core.ui.scenario.save_and_compare import SECTIONS as SECTIONS_OF_SCENARIO
from core.ui.tasks.desk import VIEWS
from tests.support.claims import every
from tests.support.documents.review_decks import LAST, context_of, review_of

OFFERED = {
    "tasks": VIEWS,
    "scenario": SECTIONS_OF_SCENARIO,
    "sources": tuple(SECTIONS_OF_SOURCES),
    "meeting": tuple(SECTIONS_OF_MEETINGS),
}


def test_an_address_names_the_panel_and_the_part_of_its_page() -> None:
    context = context_of(LAST)
    view = view_of(context, "scenario", "scenario_broken", {"until": "2027"})
    assert view.address == (
        "scenario?section=schools&until=2027&screen=scenario_broken&as_of=2025-12-31&plan=qijiang-14th&lang=zh"
    )
    assert view_of(context, "colleges", "colleges", {}).address.startswith("colleges?screen=colleges&as_of=")
    assert is_parameter("screen")


def test_every_part_and_every_panel_in_it_is_there() -> None:
    assert set(PARTS_OF_PAGES) == set(OFFERED)
    for page, (name, parts) in PARTS_OF_PAGES.items():
        assert is_parameter(name)
        assert set(parts) <= set(OFFERED[page]), page
        assert every(panel in PANELS for panels in parts.values() for panel in panels), page


def test_a_part_somebody_chose_is_kept() -> None:
    view = view_of(context_of(LAST), "tasks", "task_list", {"view": "board"})
    assert view.address.startswith("tasks?view=board&screen=task_list")


def test_an_agenda_keeps_no_place_on_a_page_and_comes_to_the_same_address() -> None:
    context = context_of(LAST)
    agenda = ready_made(context)
    assert "screen" not in {name for item in agenda.items for name, _ in item.choices}
    addresses = [view.address for view in document_asked(context).views]
    assert [view.address for view in review_of(LAST).views] == addresses
    tasks = next(item for item in agenda.items if item.panel == "task_list")
    again = view_of(context, tasks.page, tasks.panel, dict(tasks.choices))
    assert again.address in addresses
    kept = item_of_address("tasks/task_list?view=table&screen=task_list&lang=en")
    assert kept is not None
    assert kept.choices == (("view", "table"),)
