"""How far is every task of the plan, who is responsible, and what shows it?"""

from core.ui.page import opened
from core.ui.tasks.desk import desk
from core.ui.tasks.evidence_box import evidence_box

page = opened()
desk(page)
evidence_box(page)
