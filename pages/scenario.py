"""What would it take: which levers move which goal, how far, and how sure is that?"""

from core.ui import scenario, scenario_tools
from core.ui.page import opened

page = opened()
scenario.workbench(page)
scenario_tools.sections(page)
