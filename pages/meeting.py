"""What is gone through at the meeting, what was decided, and what has changed since the last one?"""

from core.ui.meetings.desk import desk
from core.ui.page import opened

desk(opened())
