"""What does a number mean, where does it come from, and who says so?"""

from core.panels.pages import sources
from core.ui import sources as listing
from core.ui.page import opened

page = opened()
listing.one_number(page)
listing.rows_of_dataset(page)
listing.closing_evaluation(page)
listing.changed(page)
find = listing.search(page)
for make in sources.LISTINGS:
    listing.listing(make(page.context, find), page, opened=bool(find))
