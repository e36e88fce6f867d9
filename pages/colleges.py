"""How many colleges are here, which are on the way, and how many students do they have?"""

from core.panels.pages import colleges, sources
from core.ui import sources as listing
from core.ui.page import opened

page = opened()
page.beside(colleges.college_count(page.context), colleges.college_students(page.context))
page.why("colleges", "college_students")
page.closing("colleges", "college_students")
page.show(colleges.pipeline(page.context), colleges.students_by_institution(page.context))
listing.listing(sources.named(page.context), page)
