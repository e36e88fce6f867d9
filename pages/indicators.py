"""What can be measured of every task, with or without a goal: how has it developed, and who has not reported it?"""

from core.ui.indicators.desk import desk
from core.ui.page import opened

desk(opened())
