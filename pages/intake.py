"""How does a return get in: which form, who still owes one, what is wrong in it, what would it change?"""

from core.ui.intake import confirm as confirming
from core.ui.intake import page as intake
from core.ui.page import opened

page = opened()
intake.template(page)
intake.reporting(page)
confirming.unchanged(page)
sent = intake.upload(page)
intake.findings(page, sent)
intake.preview(page, sent)
intake.publishing(page, sent)
