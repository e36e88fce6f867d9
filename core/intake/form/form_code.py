"""The hidden code of a template: the plan, district, unit and release it was made for, with a check sum."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.datasets import SCHEMA_VERSION
from core.intake.findings import IntakeError
from core.intake.form.former_forms import SCHEMA_OF_FORM, columns_of_form, short_hash
from core.intake.form.layout import TEMPLATE_VERSION
from core.snapshots import Snapshot

CODE_SHEET = "_version"
"""The name of the hidden sheet whose first cell holds the code."""

_PREFIX = "district-return"
FORM_CODE = re.compile(r"[a-z]+-return/")
"""How the code of a form begins; the first forms had another word in it, and are still read."""
_FORM = re.compile(
    rf"{FORM_CODE.pattern}(?P<template>\d+);schema=(?P<schema>\d+);area=(?P<area>\d+);plan=(?P<plan>[\w-]+);"
    r"unit=(?P<unit>[^;]*);"
    r"release=(?P<release>[^;]*);digest=(?P<digest>[0-9a-f]*);columns=(?P<columns>[0-9a-f]{12});check=(?P<check>[0-9a-f]{12})"
)


@dataclass(frozen=True, slots=True)
class TemplateIdentity:
    """What a template says of itself. `unit` is empty for the whole district, `release` for an empty template.

    `version` is the template version it was made in.
    """

    area: str
    plan: str
    unit: str = ""
    release: str = ""
    digest: str = ""
    version: int = TEMPLATE_VERSION

    def code(self) -> str:
        """The code as it stands in the hidden sheet."""
        body = (
            f"{_PREFIX}/{TEMPLATE_VERSION};schema={SCHEMA_VERSION};area={self.area};plan={self.plan};unit={self.unit};"
            f"release={self.release};digest={self.digest};columns={columns_of_form()}"
        )
        return f"{body};check={short_hash(body)}"


def identity_for(release: Snapshot | None, area: str, plan: str, unit: str | None) -> TemplateIdentity:
    """The version of a template made from a release, or from none."""
    if release is None:
        return TemplateIdentity(area, plan, unit or "")
    return TemplateIdentity(area, plan, unit or "", release.id, release.digest[:16])


def read_identity(code: str, *, area: str, plan: str) -> TemplateIdentity:
    """The version a code names, when the template is of this district and plan, and a present one or a former one that
    is still taken (`former_forms`).

    Raises IntakeError with `template_damaged`, `template_old`, `template_foreign_area` or `template_foreign_plan`.
    """
    match = _FORM.fullmatch(code.strip())
    if match is None:
        raise IntakeError("template_damaged")
    body = code.strip().rsplit(";check=", 1)[0]
    if short_hash(body) != match["check"]:
        raise IntakeError("template_damaged")
    number = int(match["template"])
    if SCHEMA_OF_FORM.get(number) != int(match["schema"]) or columns_of_form(number) != match["columns"]:
        version, expected = f"{match['template']}.{match['schema']}", f"{TEMPLATE_VERSION}.{SCHEMA_VERSION}"
        raise IntakeError("template_old", found=version, expected=expected, release=match["release"])
    if match["area"] != area:
        raise IntakeError("template_foreign_area", found=match["area"], expected=area)
    if match["plan"] != plan:
        raise IntakeError("template_foreign_plan", found=match["plan"], expected=plan)
    return TemplateIdentity(area, plan, match["unit"], match["release"], match["digest"], number)
