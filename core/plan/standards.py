"""The standards a school or college is judged by: every threshold with its measure and the copy it was read in."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, FiniteFloat, model_validator

from core.datasets import COLLEGE_CLASSES, DATASETS
from core.toml_entries import (
    Address,
    HyphenatedIdentifier,
    Identifier,
    ListOf,
    NonEmptyListOf,
    OneOf,
    PlanProblem,
    Text,
    TomlEntry,
    Words,
    entry_problem,
)


class Comparison(StrEnum):
    """On which side of the threshold a value must lie; a value equal to the threshold meets it."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class SchoolClass(StrEnum):
    """Whom a threshold is for; `general` and `skilled_worker` are the codes of the dataset `conditions`."""

    ALL = "all"
    GENERAL = "general"
    SKILLED_WORKER = "skilled_worker"
    SENIOR_SKILLED_WORKER = "senior_skilled_worker"
    ENGINEERING_MEDICAL = "engineering_medical"
    COMPREHENSIVE_COLLEGE = "comprehensive_college"  # comprehensive, teacher-training, ethnic
    ENGINEERING_COLLEGE = "engineering_college"  # engineering, agriculture, forestry


class ThresholdUnit(StrEnum):
    """The unit of a threshold."""

    STUDENTS = "students"
    TEACHERS = "teachers"
    TEACHERS_PER_PROGRAMME = "teachers_per_programme"
    STUDENTS_PER_TEACHER = "students_per_teacher"
    SHARE = "share"
    SQUARE_METRES = "square_metres"
    SQUARE_METRES_PER_STUDENT = "square_metres_per_student"
    METRES = "metres"
    YUAN = "yuan"
    YUAN_PER_STUDENT = "yuan_per_student"
    VOLUMES_PER_STUDENT = "volumes_per_student"
    TITLES = "titles"
    COMPUTERS_PER_100_STUDENTS = "computers_per_100_students"


class Measure(TomlEntry):
    """A measure of a release, by dataset and name, such as `conditions` and `campus_area`."""

    dataset: Identifier
    name: Identifier

    @model_validator(mode="after")
    def _is_collected(self) -> Self:
        dataset = DATASETS.get(self.dataset)
        if dataset is None:
            raise entry_problem(
                PlanProblem.UNKNOWN_ID, "dataset", found=f'"{self.dataset}"', choices=" · ".join(DATASETS)
            )
        names = dataset.codes.get("measure", ())
        if self.name not in names:
            raise entry_problem(PlanProblem.UNKNOWN_ID, "name", found=f'"{self.name}"', choices=" · ".join(names))
        return self


class Threshold(TomlEntry):
    """One requirement of a standard.

    Compare `numerator / denominator` (or `numerator` alone) with `value`, in `unit`; a share is 0 to 1, money is in
    yuan. Without `numerator` no dataset collects it and code cannot judge it. `monitored`: among the nine columns that
    the 2022 programme monitors. `unverified`: found in no text that was read, so it must not decide a verdict.
    `copy_read` is the id of the copy the value was read in; absent only when unverified.
    """

    item: Identifier
    school_class: OneOf[SchoolClass]
    label: Words
    value: FiniteFloat = Field(ge=0)
    unit: OneOf[ThresholdUnit]
    comparison: OneOf[Comparison]
    monitored: bool
    unverified: bool = False
    numerator: Measure | None = None
    denominator: Measure | None = None
    copy_read: Identifier | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _source_and_measure(self) -> Self:
        if self.copy_read is None and not self.unverified:
            raise entry_problem(PlanProblem.MISSING_KEY, "copy_read")
        if self.denominator is not None and self.numerator is None:
            raise entry_problem(PlanProblem.MISSING_KEY, "numerator")
        if self.unit is ThresholdUnit.SHARE and self.value > 1:
            raise entry_problem(PlanProblem.OUT_OF_BOUNDS, "value", found=self.value, lower=0, upper=1)
        return self


class CopyRead(TomlEntry):
    """A copy of a standard that was read: which part, where; `secondary` when it quotes instead of reprinting."""

    id: Identifier
    part: Words
    address: Address
    secondary: bool = False


class Unread(TomlEntry):
    """Thresholds that a standard has for a class and that no copy read shows: nobody can say whether a school meets
    them. `items` are named like those of other classes, from which they have label and measure."""

    school_class: OneOf[SchoolClass]
    items: NonEmptyListOf[Identifier]


class ScheduledShare(TomlEntry):
    """The share of schools (0 to 1) that must meet the standard by a date."""

    due: date
    share: FiniteFloat = Field(ge=0, le=1)
    source: Words


class Cards(TomlEntry):
    """From how many failed thresholds on enrolment is restricted (a yellow card) or suspended (a red one).

    Restricted in `years_running` years one after the other is suspended, too.
    """

    restricted: int = Field(ge=1)
    suspended: int = Field(ge=1)
    years_running: int = Field(ge=1)


class Standard(TomlEntry):
    """A rule set with its thresholds.

    `scope` says which schools it covers, `consequence` what failing brings, `cards` the same as a rule, `gaps` what the
    copies read do not show, `schedule` the shares of schools that must meet it, `unread` what it
    asks of a class and no copy read shows.
    """

    id: HyphenatedIdentifier
    title: Words
    document: Text
    year: int
    publisher: Words
    scope: Words
    consequence: Words | None = None
    cards: Cards | None = None
    gaps: ListOf[Words] = ()
    schedule: ListOf[ScheduledShare] = ()
    copies: NonEmptyListOf[CopyRead]
    threshold: NonEmptyListOf[Threshold]
    unread: ListOf[Unread] = ()

    @model_validator(mode="after")
    def _unread_elsewhere_read(self) -> Self:
        items = tuple(dict.fromkeys(threshold.item for threshold in self.threshold))
        for unread in self.unread:
            name = f"unread[{unread.school_class}].items"
            here = [threshold.item for threshold in self.threshold if threshold.school_class == unread.school_class]
            for item in unread.items:
                if item not in items:
                    raise entry_problem(PlanProblem.UNKNOWN_ID, name, found=f'"{item}"', choices=" · ".join(items))
                if item in here:
                    raise entry_problem(PlanProblem.REPEATED_ID, name, found=f"{item} ({unread.school_class})")
        return self

    @model_validator(mode="after")
    def _thresholds_once(self) -> Self:
        copies = [copy.id for copy in self.copies]
        seen: set[tuple[str, str]] = set()
        for threshold in self.threshold:
            name = f"threshold[{threshold.item}]"
            if (threshold.item, threshold.school_class) in seen:
                repeated = f"{threshold.item} ({threshold.school_class})"
                raise entry_problem(PlanProblem.REPEATED_ID, f"{name}.item", found=repeated)
            seen.add((threshold.item, threshold.school_class))
            if threshold.copy_read is not None and threshold.copy_read not in copies:
                choices = " · ".join(copies)
                raise entry_problem(
                    PlanProblem.UNKNOWN_ID, f"{name}.copy_read", found=f'"{threshold.copy_read}"', choices=choices
                )
        return self

    @property
    def is_for_colleges(self) -> bool:
        """Whether there are thresholds for colleges alone."""
        return all(threshold.school_class in COLLEGE_CLASSES for threshold in self.threshold)

    def thresholds_for(self, school_class: str) -> tuple[Threshold, ...]:
        """The thresholds that apply to a school of this class, in declared order; of a secondary school those for all
        classes included."""
        classes = (school_class,) if school_class in COLLEGE_CLASSES else (SchoolClass.ALL, school_class)
        return tuple(threshold for threshold in self.threshold if threshold.school_class in classes)

    def unread_for(self, school_class: str) -> tuple[Threshold, ...]:
        """The thresholds for a class whose values no copy read shows, each as it stands for another class: its label,
        unit and measures are those asked about, its value is not."""
        items = {item for unread in self.unread if unread.school_class == school_class for item in unread.items}
        first: dict[str, Threshold] = {}
        for threshold in self.threshold:
            if threshold.item in items:
                first.setdefault(threshold.item, threshold)
        return tuple(first.values())
