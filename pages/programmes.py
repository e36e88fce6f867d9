"""Which programmes serve which industry, which of them need a look, and who teaches what?"""

from core.panels.programmes import page as programmes
from core.ui.page import opened

page = opened()
page.show(programmes.matched(page.context))
page.show(programmes.industries(page.context), rows=True)
narrowed = programmes.narrowing(page.context, page.lists(programmes.choices_offered(page.context)))
page.show(programmes.warnings(page.context, narrowed), programmes.programmes(page.context, narrowed), rows=True)
page.show(programmes.groups(page.context), programmes.programme_rules(page.context))
