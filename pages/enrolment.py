"""How many students do the vocational schools have, against which general schools, from which cohorts?"""

from core.panels.pages import cross_check, enrolment, feeder
from core.ui.page import opened

page = opened()
page.show(enrolment.students(page.context))
page.why("secondary_vocational_enrolment")
page.closing("secondary_vocational_enrolment")
page.show(enrolment.ratio(page.context, page.choice("basis", enrolment.BASES)))
page.why("vocational_share")
page.closing("vocational_share")
page.show(feeder.feeder(page.context), cross_check.cross_check(page.context))
measure = page.choice("measure", enrolment.MEASURES)
page.show(enrolment.by_school(page.context, measure), enrolment.by_programme(page.context, measure))
