"""Where does every goal stand?"""

from core.panels.pages.overview import overview
from core.ui import overview as cards
from core.ui.page import opened

page = opened()
cards.overview(overview(page.context), page.address)
