"""The ids of the texts that name the codes of the datasets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.datasets import CollegeStage, ListState, RowStatus

ROW_STATUS_TEXT: Final[Mapping[str, str]] = {
    RowStatus.PUBLISHED: "status.row.published",
    RowStatus.REPORTED: "status.row.reported",
    RowStatus.PROVISIONAL: "status.row.provisional",
    RowStatus.ILLUSTRATIVE: "status.row.illustrative",
}
"""Who stands behind a row."""

STAGE_TEXT: Final[Mapping[str, str]] = {
    CollegeStage.INTENTION: "stage.intention",
    CollegeStage.SIGNED: "stage.signed",
    CollegeStage.APPROVED: "stage.approved",
    CollegeStage.UNDER_CONSTRUCTION: "stage.under_construction",
    CollegeStage.BUILT: "stage.built",
    CollegeStage.ENROLLING: "stage.enrolling",
}
"""A stage of a college project."""

STAGE_MARK_TEXT: Final[Mapping[str, str]] = {
    CollegeStage.INTENTION: "stage.intention.mark",
    CollegeStage.SIGNED: "stage.signed.mark",
    CollegeStage.APPROVED: "stage.approved.mark",
    CollegeStage.UNDER_CONSTRUCTION: "stage.under_construction.mark",
    CollegeStage.BUILT: "stage.built.mark",
    CollegeStage.ENROLLING: "stage.enrolling.mark",
}
"""The sign of a stage in a figure."""

PROGRAMME_GROUP_TEXT: Final[Mapping[str, str]] = {
    "61": "programme_group.61",
    "62": "programme_group.62",
    "63": "programme_group.63",
    "64": "programme_group.64",
    "65": "programme_group.65",
    "66": "programme_group.66",
    "67": "programme_group.67",
    "68": "programme_group.68",
    "69": "programme_group.69",
    "70": "programme_group.70",
    "71": "programme_group.71",
    "72": "programme_group.72",
    "73": "programme_group.73",
    "74": "programme_group.74",
    "75": "programme_group.75",
    "76": "programme_group.76",
    "77": "programme_group.77",
    "78": "programme_group.78",
    "79": "programme_group.79",
    "total": "programme_group.total",
}
"""A programme group, or all of them."""

TARGET_GROUP_TEXT: Final[Mapping[str, str]] = {
    "poverty_relief": "target_group.poverty_relief",
    "graduating_students": "target_group.graduating_students",
    "non_continuing_leavers": "target_group.non_continuing_leavers",
    "rural_migrant_workers": "target_group.rural_migrant_workers",
    "registered_unemployed": "target_group.registered_unemployed",
    "disabled": "target_group.disabled",
    "veterans": "target_group.veterans",
    "enterprise_employees": "target_group.enterprise_employees",
    "rural_talent": "target_group.rural_talent",
}
"""Whom a training is for."""

TRAINING_TYPE_TEXT: Final[Mapping[str, str]] = {
    "job_skill": "training_type.job_skill",
    "upgrading": "training_type.upgrading",
    "entrepreneurship": "training_type.entrepreneurship",
    "new_apprenticeship": "training_type.new_apprenticeship",
}
"""What kind of training it is."""

CERTIFICATE_LEVEL_TEXT: Final[Mapping[str, str]] = {
    "apprentice": "certificate_level.apprentice",
    "junior": "certificate_level.junior",
    "intermediate": "certificate_level.intermediate",
    "senior": "certificate_level.senior",
    "technician": "certificate_level.technician",
    "senior_technician": "certificate_level.senior_technician",
    "special_technician": "certificate_level.special_technician",
    "chief_technician": "certificate_level.chief_technician",
}
"""The skill level of a certificate; all levels together have no name here."""

OWNERSHIP_TEXT: Final[Mapping[str, str]] = {
    "public": "ownership.public",
    "private": "ownership.private",
}
"""Who runs a school."""

SCHOOL_LEVEL_TEXT: Final[Mapping[str, str]] = {
    "secondary_vocational": "school_level.secondary_vocational",
    "general_high": "school_level.general_high",
}
"""Vocational or general upper secondary school."""

INSTITUTION_TYPE_TEXT: Final[Mapping[str, str]] = {
    "vocational_college": "institution_type.vocational_college",
    "independent_undergraduate": "institution_type.independent_undergraduate",
    "campus": "institution_type.campus",
    "cooperative": "institution_type.cooperative",
}
"""What kind of college it is."""

STUDY_MODE_TEXT: Final[Mapping[str, str]] = {
    "full_time": "study_mode.full_time",
    "part_time": "study_mode.part_time",
}
"""How college students study."""

TASK_STAGE_TEXT: Final[Mapping[str, str]] = {
    "proposed": "task_stage.proposed",
    "under_way": "task_stage.under_way",
    "finished": "task_stage.finished",
    "closed": "task_stage.closed",
}
"""How far a task of the plan is."""

TASK_CONFIRMATION_TEXT: Final[Mapping[str, str]] = {
    "changed": "task_confirmation.changed",
    "unchanged": "task_confirmation.unchanged",
}
"""What the owner of a task says of it since the period before."""

EVIDENCE_KIND_TEXT: Final[Mapping[str, str]] = {
    "document": "evidence_kind.document",
    "data": "evidence_kind.data",
    "photograph": "evidence_kind.photograph",
    "statement": "evidence_kind.statement",
    "none": "evidence_kind.none",
}
"""What shows that a step was taken."""

SHEET_TEXT: Final[Mapping[str, str]] = {
    "enrolment": "intake.sheet.enrolment",
    "colleges": "intake.sheet.colleges",
    "college_enrolment": "intake.sheet.college_enrolment",
    "training": "intake.sheet.training",
    "teachers": "intake.sheet.teachers",
    "conditions": "intake.sheet.conditions",
    "cohorts": "intake.sheet.cohorts",
    "observations": "intake.sheet.observations",
    "tasks": "intake.sheet.tasks",
    "milestones": "intake.sheet.milestones",
    "programmes": "intake.sheet.programmes",
}
"""The sheet of a return that holds a dataset."""

MEASURE_TEXT: Final[Mapping[str, str]] = {
    "enrolment": "measure.enrolment",
    "entrants": "measure.entrants",
    "graduates": "measure.graduates",
    "person_times": "measure.person_times",
    "persons": "measure.persons",
    "industry_part_time": "measure.industry_part_time",
    "senior_title": "measure.senior_title",
    "intermediate_title": "measure.intermediate_title",
    "junior_title": "measure.junior_title",
    "no_title": "measure.no_title",
}
"""A measure in a sentence or as a part of a figure: those that figures divide by."""

RESOURCE_TEXT: Final[Mapping[str, str]] = {
    "campus_area": "scenario.resource.campus_area",
    "building_area": "scenario.resource.building_area",
    "equipment_value": "scenario.resource.equipment_value",
    "books": "scenario.resource.books",
    "full_time_teachers": "scenario.resource.full_time_teachers",
    "full_time": "scenario.resource.full_time",
    "students": "scenario.resource.students",
    "conditions": "scenario.resource.conditions",
}
"""What a school has for its students, by measure; `conditions` when it returned none of them."""

RESOURCE_AMOUNT_TEXT: Final[Mapping[str, str]] = {
    "campus_area": "scenario.amount.campus_area",
    "building_area": "scenario.amount.building_area",
    "equipment_value": "scenario.amount.equipment_value",
    "books": "scenario.amount.books",
    "full_time_teachers": "scenario.amount.full_time_teachers",
    "full_time": "scenario.amount.full_time",
    "students": "scenario.amount.students",
}
"""An amount of a resource with its unit."""

PART_TEXT: Final[Mapping[str, str]] = {
    "births": "part.births",
    "books": "part.books",
    "building_area": "part.building_area",
    "campus_area": "part.campus_area",
    "certificates": "part.certificates",
    "dormitory_area": "part.dormitory_area",
    "dual_qualified": "part.dual_qualified",
    "employed": "part.employed",
    "enrolment": "part.enrolment",
    "entrants": "part.entrants",
    "equipment_value": "part.equipment_value",
    "full_time": "part.full_time",
    "full_time_teachers": "part.full_time_teachers",
    "general_high": "part.general_high",
    "graduate_degree_teachers": "part.graduate_degree_teachers",
    "graduates": "part.graduates",
    "industry_part_time": "part.industry_part_time",
    "junior_graduates": "part.junior_graduates",
    "part_time": "part.part_time",
    "partner_enterprises": "part.partner_enterprises",
    "person_times": "part.person_times",
    "persons": "part.persons",
    "planned_entrants": "part.planned_entrants",
    "secondary_vocational": "part.secondary_vocational",
    "senior_title": "part.senior_title",
    "specialised": "part.specialised",
    "students": "part.students",
    "teaching_area": "part.teaching_area",
    "total": "part.total",
    "training_bases": "part.training_bases",
}
"""A measure or a coded part of a row in the table of one number's rows."""

LIST_STATE_TEXT: Final[Mapping[str, str]] = {
    ListState.COMPLETE: "cli.units.list_complete",
    ListState.OPEN: "cli.units.list_open",
}
"""What is known of the list of units of a district."""

COUNTED_PARTS_TEXT: Final[Mapping[str, str]] = {
    "enrolment": "coverage.programme_groups",
    "college_enrolment": "coverage.study_modes",
    "training": "coverage.target_groups",
    "programmes": "coverage.programmes",
}
"""What the parts are that a unit reports of a dataset."""
