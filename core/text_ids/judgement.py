"""The ids of the texts that name what the plan, published figures and assessments say in codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.assessment import Reading, Reason, Status
from core.cells.absence import Absence
from core.forecast import Chance
from core.plan.entries import PublicState, Strength
from core.plan.indicators import Better
from core.plan.standards import Comparison, SchoolClass, ThresholdUnit
from core.published.schema import Basis

STATUS_TEXT: Final[Mapping[str, str]] = {
    Status.MET: "status.met",
    Status.ON_TRACK: "status.on_track",
    Status.LAGGING: "status.lagging",
    Status.FAR_BEHIND: "status.far_behind",
    Status.MOVING_AWAY: "status.moving_away",
    Status.MISSED: "status.missed",
    Status.INSUFFICIENT_DATA: "status.insufficient_data",
    Status.NOT_PUBLISHED: "status.not_published",
    Status.NO_GOAL: "status.no_goal",
}
"""The word of a light."""

HEADLINE_TEXT: Final[Mapping[str, str]] = {
    Status.MET: "headline.met",
    Status.ON_TRACK: "headline.on_track",
    Status.LAGGING: "headline.lagging",
    Status.FAR_BEHIND: "headline.far_behind",
    Status.MOVING_AWAY: "headline.moving_away",
    Status.MISSED: "headline.missed",
    Status.INSUFFICIENT_DATA: "headline.insufficient_data",
    Status.NOT_PUBLISHED: "headline.not_published",
}
"""The finding of an indicator with a goal, by its light."""

CLOSING_TEXT: Final[Mapping[str, str]] = {
    Status.MET: "closing.met",
    Status.ON_TRACK: "closing.on_track",
    Status.LAGGING: "closing.lagging",
    Status.FAR_BEHIND: "closing.far_behind",
    Status.MOVING_AWAY: "closing.moving_away",
    Status.MISSED: "closing.missed",
    Status.INSUFFICIENT_DATA: "closing.insufficient_data",
    Status.NOT_PUBLISHED: "closing.not_published",
    Status.NO_GOAL: "closing.no_goal",
}
"""How many goals have a light."""

RECORD_TEXT: Final[Mapping[str, str]] = {
    Reading.FEW: "record.few",
    Reading.NARROW: "record.narrow",
    Reading.FAIR: "record.fair",
    Reading.WIDE: "record.wide",
}
"""What a record of past forecasts says of intervals made today, in a sentence."""

CLOSING_RECORD_TEXT: Final[Mapping[str, str]] = {
    Reading.FEW: "closing_record.few",
    Reading.NARROW: "closing_record.narrow",
    Reading.FAIR: "closing_record.fair",
    Reading.WIDE: "closing_record.wide",
}
"""What it says of forecasts for the next plan, where the goal is due and none is made today."""

RECORD_WORD_TEXT: Final[Mapping[str, str]] = {
    Reading.FEW: "record_word.few",
    Reading.NARROW: "record_word.narrow",
    Reading.FAIR: "record_word.fair",
    Reading.WIDE: "record_word.wide",
}
"""The same in a few words."""

ABSENCE_TEXT: Final[Mapping[str, str]] = {
    Absence.NOT_AVAILABLE: "cli.absence.not_available",
    Absence.NOT_APPLICABLE: "cli.absence.not_applicable",
    Absence.CONFIDENTIAL: "cli.absence.confidential",
    Absence.LOW: "cli.absence.low",
    Absence.UNRELIABLE: "cli.absence.unreliable",
    Absence.NOT_REPORTED: "cli.absence.not_reported",
    Absence.NOT_PUBLISHED: "cli.absence.not_published",
    Absence.FORECAST: "cli.absence.forecast",
    Absence.DELETED: "cli.absence.deleted",
}
"""Why a cell of a table of series has a sign in place of a value."""

REASON_TEXT: Final[Mapping[str, str]] = {
    Reason.REACHED: "reason.reached",
    Reason.REACHED_AT_CLOSE: "reason.reached_at_close",
    Reason.MISSED_AT_CLOSE: "reason.missed_at_close",
    Reason.NOT_PUBLISHED_AT_CLOSE: "reason.not_published_at_close",
    Reason.PACE: "reason.pace",
    Reason.MOVING_AWAY: "reason.moving_away",
    Reason.NO_BASELINE: "reason.no_baseline",
    Reason.ONE_POINT: "reason.one_point",
    Reason.NO_OBSERVATION: "reason.no_observation",
    Reason.THRESHOLD_UNREAD: "reason.threshold_unread",
    Reason.NO_TARGET: "reason.no_target",
    Reason.NO_PACE_NEEDED: "reason.no_pace_needed",
    Reason.SERIES_BREAK: "reason.series_break",
    Reason.LOWER_BOUND: "reason.lower_bound",
    Reason.NO_GROWTH_RATE: "reason.no_growth_rate",
    Reason.UNUSABLE: "reason.unusable",
    Reason.NOT_IN_FORCE: "reason.not_in_force",
}
"""Which branch of the rule gave the light."""

STRENGTH_TEXT: Final[Mapping[str, str]] = {
    Strength.BINDING: "strength.binding",
    Strength.STATED: "strength.stated",
    Strength.BEST_EFFORT: "strength.best_effort",
    Strength.DATED: "strength.dated",
}
"""How firmly the plan words a goal."""

BETTER_TEXT: Final[Mapping[str, str]] = {
    Better.HIGHER: "better.higher",
    Better.LOWER: "better.lower",
    Better.NONE: "better.none",
}
"""The direction in which an indicator improves."""

CHANCE_TEXT: Final[Mapping[str, str]] = {
    Chance.LIKELY: "chance.likely",
    Chance.UNCERTAIN: "chance.uncertain",
    Chance.UNLIKELY: "chance.unlikely",
}
"""The class of a probability."""

WEATHER_TEXT: Final[Mapping[str, str]] = {
    "sun": "outcome.weather.sun",
    "sun_cloud": "outcome.weather.sun_cloud",
    "cloud": "outcome.weather.cloud",
    "storm": "outcome.weather.storm",
    "not_available": "outcome.weather.not_available",
}
"""The outcome of the weather rule."""

MOMENTUM_TEXT: Final[Mapping[str, str]] = {
    "sun": "momentum.sun",
    "sun_cloud": "momentum.sun_cloud",
    "cloud": "momentum.cloud",
    "storm": "momentum.storm",
    "not_available": "momentum.not_available",
}
"""The sentence for an outcome of the weather rule."""

MOMENTUM_AT_GOAL_TEXT: Final[Mapping[str, str]] = {
    "sun": "momentum.kept_sun",
    "sun_cloud": "momentum.kept_sun_cloud",
}
"""The same for an indicator that is at its goal."""

BASIS_TEXT: Final[Mapping[str, str]] = {
    Basis.INCLUDING_SKILLED_WORKER_SCHOOLS: "basis.including_skilled_worker_schools",
    Basis.EXCLUDING_SKILLED_WORKER_SCHOOLS: "basis.excluding_skilled_worker_schools",
    Basis.ALL_FULL_TIME_TEACHERS: "basis.all_full_time_teachers",
    Basis.SPECIALISED_TEACHERS: "basis.specialised_teachers",
    Basis.INCLUDING_WANSHENG: "basis.including_wansheng",
    Basis.EXCLUDING_WANSHENG: "basis.excluding_wansheng",
    Basis.PUBLIC_SCHOOLS_ONLY: "basis.public_schools_only",
    Basis.ONE_CAMPUS: "basis.one_campus",
    Basis.TWO_CAMPUSES: "basis.two_campuses",
    Basis.ONE_SCHOOL: "basis.one_school",
    Basis.ALL_VOCATIONAL_LEVELS: "basis.all_vocational_levels",
    Basis.SCHOOLS_WITH_ENTRANTS_ONLY: "basis.schools_with_entrants_only",
    Basis.CUMULATIVE: "basis.cumulative",
}
"""The coverage of a published figure."""

PUBLIC_STATE_TEXT: Final[Mapping[str, str]] = {
    PublicState.ENROLLING: "public_state.enrolling",
    PublicState.ABOUT_TO_ENROL: "public_state.about_to_enrol",
    PublicState.OPERATING: "public_state.operating",
    PublicState.IN_TALKS: "public_state.in_talks",
    PublicState.NOTHING_FOUND: "public_state.nothing_found",
}
"""What public sources say of a project."""

SCHOOL_CLASS_TEXT: Final[Mapping[str, str]] = {
    SchoolClass.ALL: "school_class.all",
    SchoolClass.GENERAL: "school_class.general",
    SchoolClass.SKILLED_WORKER: "school_class.skilled_worker",
    SchoolClass.SENIOR_SKILLED_WORKER: "school_class.senior_skilled_worker",
    SchoolClass.ENGINEERING_MEDICAL: "school_class.engineering_medical",
    SchoolClass.COMPREHENSIVE_COLLEGE: "school_class.comprehensive_college",
    SchoolClass.ENGINEERING_COLLEGE: "school_class.engineering_college",
}
"""The schools a threshold is for; returns use two of the classes."""

THRESHOLD_UNIT_TEXT: Final[Mapping[str, str]] = {
    ThresholdUnit.STUDENTS: "threshold_unit.students",
    ThresholdUnit.TEACHERS: "threshold_unit.teachers",
    ThresholdUnit.TEACHERS_PER_PROGRAMME: "threshold_unit.teachers_per_programme",
    ThresholdUnit.STUDENTS_PER_TEACHER: "threshold_unit.students_per_teacher",
    ThresholdUnit.SQUARE_METRES: "threshold_unit.square_metres",
    ThresholdUnit.SQUARE_METRES_PER_STUDENT: "threshold_unit.square_metres_per_student",
    ThresholdUnit.METRES: "threshold_unit.metres",
    ThresholdUnit.YUAN: "threshold_unit.yuan",
    ThresholdUnit.YUAN_PER_STUDENT: "threshold_unit.yuan_per_student",
    ThresholdUnit.VOLUMES_PER_STUDENT: "threshold_unit.volumes_per_student",
    ThresholdUnit.TITLES: "threshold_unit.titles",
    ThresholdUnit.COMPUTERS_PER_100_STUDENTS: "threshold_unit.computers_per_100_students",
}
"""The unit of a threshold; a share is written with a sign."""

LIMIT_TEXT: Final[Mapping[str, str]] = {
    Comparison.AT_LEAST: "limit.at_least",
    Comparison.AT_MOST: "limit.at_most",
    Comparison.ABOUT: "limit.about",
}
"""On which side of a threshold a value must lie."""

CHANGE_TEXT: Final[Mapping[str, str]] = {
    "added": "changes.added",
    "changed": "changes.changed",
    "confirmed": "changes.confirmed",
    "removed": "changes.removed",
    "units": "changes.units",
}
"""What a release or a return does to a value."""
