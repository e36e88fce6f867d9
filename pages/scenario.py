"""What would it take: which levers move which goal, how far, and how sure is that?"""

from core.ui.page import opened
from core.ui.scenario import save_and_compare as scenario_tools
from core.ui.scenario.scenario_address import planner_page
from core.ui.scenario.workbench import workbench

page = planner_page(opened())
workbench(page)
scenario_tools.sections(page)
