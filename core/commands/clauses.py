"""`clauses`: take a copy of the plan, say what was recognised in it, and list what it says otherwise than the data."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from core.clauses.clause_questions import questions
from core.clauses.clause_words import counted_clauses, question_sentence, refusal_of_copy
from core.clauses.read_document import LIMITS, DocumentError
from core.clauses.supply_copy import supply_copy
from core.commands.arguments.author import add_author_option, author
from core.commands.arguments.command_list import CommandList
from core.commands.exit_codes import MISUSED, OK, CommandError, fail
from core.formats import Formats
from core.intake.workbook.package import fingerprint
from core.language import Texts
from core.plan.plan import Plan
from core.plan.plan_in_force import load_plan_of
from core.plan.plans_of_district import district_plans
from core.plan.roots import plan_roots


def add_commands(commands: CommandList) -> None:
    """Add `clauses` to the parser of `python -m core`."""
    command = commands.add(
        "clauses",
        _clauses,
        summary="take a copy of the plan, so that the number of a clause leads to its words",
        description="Read a copy of the plan (.docx or .txt), divide it into its numbered clauses and keep its text\n"
        "in the workspace, in place of an earlier copy. What was recognised is said, and what the copy says otherwise\n"
        "than the lists of tasks and goals is listed. A file that is no copy of this plan is refused, and not kept.",
        example="  python -m core clauses 方案.docx\n  python -m core clauses 方案.txt --plan ID",
    )
    command.add_argument("file", type=Path, help="the copy of the plan")
    add_author_option(command, "supplies the copy")
    command.add_argument("--plan", default="", metavar="ID", help="of which plan it is a copy (default: the newest)")


def _clauses(arguments: argparse.Namespace, texts: Texts) -> int:
    plan, name = _plan(arguments.plan, texts), arguments.file.name
    day = datetime.now(UTC).date()
    try:
        content = _content(arguments.file)
        clauses = supply_copy(content, name, plan, day, author(arguments, texts))
    except DocumentError as error:
        return fail(refusal_of_copy(error, name, plan, texts))
    except FileNotFoundError:
        return fail(texts("cli.no_file", file=name))
    print(texts("cli.clauses.read", file=name, parts=counted_clauses(clauses, plan, texts)))
    kept = {"title": texts.of(plan.title), "day": Formats(texts).day(day), "sha": fingerprint(content)}
    print(texts("cli.clauses.kept", **kept))
    asked = questions(clauses, plan)
    print(texts("cli.clauses.questions", number=len(asked)) if asked else texts("cli.clauses.agrees"))
    for question in asked:
        print(texts("cli.clauses.question", question=question_sentence(question, plan, texts)))
    return OK


def _content(path: Path) -> bytes:
    """What is in a file, unless it is too large to be a plan: then it is not even read."""
    if path.stat().st_size > LIMITS.upload:
        raise DocumentError("too_large", limit=LIMITS.upload // 1_000_000)
    return path.read_bytes()


def _plan(id: str, texts: Texts) -> Plan:
    roots = plan_roots()
    heads = {head.id: head for head in district_plans(roots).heads}
    if id and id not in heads:
        raise CommandError(texts("cli.clauses.no_plan", plan=id, choices=texts.listed(heads)), MISUSED)
    return load_plan_of(roots, heads[id] if id else list(heads.values())[-1])
