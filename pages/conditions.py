"""Which school meets which threshold, how far can each grow, and what does one school look like in full?"""

from core.ui.conditions import desk
from core.ui.page import opened

page = opened()
choices = desk.asked(page)
if not desk.school(page, choices):
    desk.schools(page, choices)
