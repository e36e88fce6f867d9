"""`plan new` and `plan check`: write the folder of a new plan, and say what is wrong with the plans there are."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime

from core.commands.arguments.command_list import CommandList
from core.commands.exit_codes import MISUSED, OK, fail
from core.language import Texts
from core.plan.new_plan import NewPlan, five_years, write_new_plan
from core.plan.plan_in_force import load_plan_of
from core.plan.plans_of_district import plan_heads
from core.plan.roots import plan_roots
from core.problem_sentences import plan_sentence
from core.toml_entries import PlanError
from core.workspace import workspace


def add_commands(commands: CommandList) -> None:
    """Add `plan` to the parser of `python -m core`."""
    command = commands.add(
        "plan",
        _plan,
        summary="write the folder of a new plan with five draft goals, or check the plans",
        description="new: write a new plan into the plan folder of the workspace: TOML files with comments and five\n"
        "draft goals, which load as they are. From then on the dashboard is of that district: title, labels and file\n"
        "names follow the plan, and the data of another district are not shown. A plan that is there is never\n"
        "overwritten.\n"
        "check: read every plan of the district. The exit code is 1 when there is a mistake in one.",
        example='  python -m core plan new 330108 --name-zh 滨江区 --name-en "Binjiang"\n  python -m core plan check',
    )
    command.add_argument("action", choices=["new", "check"], help="what to do")
    command.add_argument("code", nargs="?", default="", help="new: the code of the district in GB/T 2260, six digits")
    command.add_argument("--name-zh", default="", metavar="NAME", help="the name of the district in Chinese")
    command.add_argument("--name-en", default="", metavar="NAME", help="the name of the district in English")
    command.add_argument("--first", type=int, metavar="YEAR", help="first year (default: of this five-year period)")
    command.add_argument("--last", type=int, metavar="YEAR", help="last year (default: four years after the first)")


def _plan(arguments: argparse.Namespace, texts: Texts) -> int:
    if arguments.action == "check":
        return _check(texts)
    code, current = arguments.code, five_years(datetime.now(UTC).date())
    if not re.fullmatch("[0-9]{6}", code):
        return fail(texts("cli.plan.bad_code", value=code), MISUSED)
    first = current[0] if arguments.first is None else arguments.first
    last = first + 4 if arguments.last is None else arguments.last
    if not 1949 < first < last < 2100:
        return fail(texts("cli.plan.bad_years", first=first, last=last), MISUSED)
    plan = NewPlan(
        area=code,
        name_zh=arguments.name_zh.strip() or f"（区名待填，{code}）",
        name_en=arguments.name_en.strip() or f"District {code}",
        first=first,
        last=last,
    )
    try:
        folder = write_new_plan(plan, workspace() / "plan")
    except FileExistsError:
        return fail(texts("cli.plan.exists", folder=plan.id))
    except OSError:
        return fail(texts("cli.unwritable", file=plan.id))
    print(texts("cli.plan.written", folder=folder))
    return OK


def _check(texts: Texts) -> int:
    """Read every plan of the district and print a line for each; the exit code is that of the worst."""
    roots = plan_roots()
    worst = OK
    for head in plan_heads(roots):
        try:
            mistakes = load_plan_of(roots, head).left_out
        except PlanError as error:
            mistakes = (error,)
        for mistake in mistakes:
            worst = fail(plan_sentence(mistake, texts))
        if not mistakes:
            print(texts("cli.plan.sound", plan=head.id, title=texts.of(head.title)))
    return worst
