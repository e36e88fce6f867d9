"""Takes a file as the copy of a plan: reads it, refuses what is no copy of this plan, and keeps its text."""

from __future__ import annotations

import re
from datetime import date

from core.clauses.clause_parser import Clauses, parse_clauses
from core.clauses.read_document import DocumentError, document_lines
from core.intake.workbook.package import fingerprint
from core.personal_numbers import personal_numbers
from core.plan.entries import PlanHead
from core.plan.plan import Plan
from core.records import passphrase as access
from core.records.plan_copies import PlanCopy, remove_plan_copy, save_plan_copy

_KINDS_OF_UNITS = ("自治县", "自治旗", "新区", "区", "县", "市", "旗")
_NAMED = re.compile('[\u4e00-\u9fff](?:区|县|旗)(?=教育|教委|人民政府|关于|职业|“|"|’|《)')
_TOO_FEW = 0.5
"""A copy with less than this share of the plan's tasks is one of another document."""


def supply_copy(content: bytes, name: str, plan: Plan, day: date, by: str) -> Clauses:
    """Keep a file as the copy of a plan, in place of an earlier one; its clauses.

    Raises DocumentError for a file that is none: then nothing is kept. Raises OSError when it cannot be written.
    """
    copy = _copy(content, name, plan, day, by)
    save_plan_copy(plan.id, copy)
    return parse_clauses(copy.text)


def supply_with_passphrase(content: bytes, name: str, plan: Plan, day: date, by: str, passphrase: str) -> Clauses:
    """The same for somebody who must know the passphrase when one is set. Raises AccessError before anything else."""
    access.admit(passphrase)
    return supply_copy(content, name, plan, day, by)


def remove_with_passphrase(plan: Plan, day: date, by: str, passphrase: str) -> None:
    """Forget the text of a plan. Raises AccessError before anything else happens, OSError when it cannot be written."""
    access.admit(passphrase)
    remove_plan_copy(plan.id, day, by)


def clauses_of_file(content: bytes, plan: Plan) -> Clauses:
    """What a file would be as the copy of a plan; it is not kept. Raises DocumentError for a file that is none."""
    return parse_clauses(_copy(content, "", plan, date.min, "").text)


def _copy(content: bytes, name: str, plan: Plan, day: date, by: str) -> PlanCopy:
    text = "\n".join(document_lines(content))
    _refuse_other_documents(parse_clauses(text), text, plan)
    return PlanCopy(name, fingerprint(content), day, text, by)


def _refuse_other_documents(clauses: Clauses, text: str, plan: Plan) -> None:
    if not clauses.tasks or not clauses.sections:
        raise DocumentError("no_clauses")
    if any(kind in ("identity", "mobile") for kind, _ in personal_numbers(text)):
        raise DocumentError("personal")
    # A plan names its district before its first clause; a copy without its title names it somewhere.
    own = district_name(plan)
    if own not in (clauses.head if _NAMED.search(clauses.head) else text):
        raise DocumentError("other_district", district=plan.district.zh)
    known = {task.number for task in plan.tasks}
    there = {task.number for task in clauses.tasks} & known
    if len(there) < _TOO_FEW * len(known):
        raise DocumentError("other_plan", number=len(there), wanted=len(known))


def district_name(plan: PlanHead) -> str:
    """The name of the district without the word for its kind: 澄湾区 is 澄湾."""
    name = plan.district.zh
    kind = next((kind for kind in _KINDS_OF_UNITS if name.endswith(kind) and len(name) > len(kind) + 1), "")
    return name.removesuffix(kind)
