"""How many of the specialised-course teachers are dual-qualified, in which schools, and who else teaches?"""

from core.panels.pages import teachers
from core.ui.page import opened

page = opened()
page.show(teachers.dual_qualified(page.context))
page.why("dual_qualified_share")
page.closing("dual_qualified_share")
page.show(teachers.by_school(page.context))
page.beside(teachers.titles(page.context), teachers.industry_part_time(page.context))
