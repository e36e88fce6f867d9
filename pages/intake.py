"""How does a return get in: which form, who has not reported, what is wrong in it, what would it change?"""

from core.ui.intake import page as intake
from core.ui.intake.confirmation import confirmation
from core.ui.intake.demonstration_choice import demonstration_choice, own_data
from core.ui.intake.publication import publishing
from core.ui.intake.unit_statement import unit_statement
from core.ui.page import opened

page = own_data(opened())
demonstration = demonstration_choice(page)
intake.template(page, demonstration)
reports = intake.reporting(page)
confirmation(page, reports)
sent = intake.upload(page, demonstration)
intake.findings(page, sent)
intake.preview(page, sent)
publishing(page, sent, demonstration)
unit_statement(page)
