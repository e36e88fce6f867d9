"""What does a number mean, where does it come from, and who says so?"""

from core.ui import sources
from core.ui.page import opened

page = opened()
sources.desk(page, sources.search(page))
