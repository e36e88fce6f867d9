"""How does a return get in: which form, who has not reported, what is wrong in it, what would it change?"""

from core.ui.intake import page as intake
from core.ui.intake.confirmation import confirmation
from core.ui.intake.publication import publishing
from core.ui.page import opened

page = opened()
intake.template(page)
reports = intake.reporting(page)
confirmation(page, reports)
sent = intake.upload(page)
intake.findings(page, sent)
intake.preview(page, sent)
publishing(page, sent)
