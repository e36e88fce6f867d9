"""How much training is given, to whom, of which kind, and what comes of it?"""

from core.panels.pages import training
from core.ui.page import opened

page = opened()
page.beside(training.person_times(page.context), training.persons(page.context))
page.beside(training.by_group(page.context), training.change(page.context))
page.show(training.by_type(page.context))
page.beside(training.certificates(page.context), training.employment(page.context))
