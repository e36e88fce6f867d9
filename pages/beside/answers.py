"""What would a leader ask of this goal or task, and what do the data answer?"""

from core.ui.meeting.answer_page import answer_page
from core.ui.page import opened

answer_page(opened())
