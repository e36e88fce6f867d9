"""What would it take: which levers move which goal, how far, and how sure is that?"""

from core.ui.page import opened
from core.ui.scenario import live as scenario
from core.ui.scenario import save_and_compare as scenario_tools
from core.ui.scenario.scenario_address import planner_page

page = planner_page(opened())
scenario.workbench(page)
scenario_tools.sections(page)
