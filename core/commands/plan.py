"""`plan new` and `plan check`: write the folder of a new plan, and say what is wrong with the plans there are."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime

from core.commands.arguments.command_list import CommandList
from core.commands.exit_codes import MISUSED, OK, fail, warn
from core.language import Texts
from core.panels.plan_warnings import succession_sentence
from core.plan.entries import PlanHead
from core.plan.new_plan import NewPlan, five_years, write_new_plan
from core.plan.plan_in_force import load_plan_of
from core.plan.plans_of_district import district_plans
from core.plan.roots import district, plan_roots
from core.plan.succession import succession_notes
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
        "overwritten. Without a code it is the next plan of the same district: the years after its newest one. Both\n"
        "can then be looked at; on each as-of date the plan in force on it is shown first.\n"
        "check: read every plan of the district. The exit code is 1 when there is a mistake in one.",
        example="  python -m core plan new\n"
        '  python -m core plan new 330108 --name-zh 滨江区 --name-en "Binjiang"\n  python -m core plan check',
    )
    command.add_argument("action", choices=["new", "check"], help="what to do")
    command.add_argument(
        "code", nargs="?", default="", help="new: the code of the district in GB/T 2260, six digits (default: this one)"
    )
    command.add_argument("--name-zh", default="", metavar="NAME", help="the name of the district in Chinese")
    command.add_argument("--name-en", default="", metavar="NAME", help="the name of the district in English")
    command.add_argument("--first", type=int, metavar="YEAR", help="first year (default: of this five-year period)")
    command.add_argument("--last", type=int, metavar="YEAR", help="last year (default: four years after the first)")


def _plan(arguments: argparse.Namespace, texts: Texts) -> int:
    if arguments.action == "check":
        return _check(texts)
    before = district()
    code = arguments.code or before.area
    if not re.fullmatch("[0-9]{6}", code):
        return fail(texts("cli.plan.bad_code", value=code), MISUSED)
    plan = _new_plan(arguments, code, before)
    if not 1949 < plan.first < plan.last < 2100:
        return fail(texts("cli.plan.bad_years", first=plan.first, last=plan.last), MISUSED)
    try:
        folder = write_new_plan(plan, workspace() / "plan")
    except FileExistsError:
        return fail(texts("cli.plan.exists", folder=plan.id))
    except OSError:
        return fail(texts("cli.unwritable", file=plan.id))
    print(texts("cli.plan.written", folder=folder))
    return OK


def _new_plan(arguments: argparse.Namespace, code: str, before: PlanHead) -> NewPlan:
    """What the arguments ask for; of the district there is, its names, and the years after its newest plan."""
    same = code == before.area
    first = before.horizon_to + 1 if same else five_years(datetime.now(UTC).date())[0]
    first = first if arguments.first is None else arguments.first
    return NewPlan(
        area=code,
        name_zh=arguments.name_zh.strip() or (before.district.zh if same else f"（区名待填，{code}）"),
        name_en=arguments.name_en.strip() or (before.district.en if same else f"District {code}"),
        first=first,
        last=first + 4 if arguments.last is None else arguments.last,
    )


def _check(texts: Texts) -> int:
    """Read every plan of the district and print a line for each; the exit code is that of the worst."""
    roots = plan_roots()
    plans, worst = district_plans(roots), OK
    for mistake in plans.mistakes:
        worst = fail(plan_sentence(mistake, texts))
    for head in plans.heads:
        try:
            mistakes = load_plan_of(roots, head).left_out
        except PlanError as error:
            mistakes = (error,)
        for mistake in mistakes:
            worst = fail(plan_sentence(mistake, texts))
        if not mistakes:
            print(texts("cli.plan.sound", plan=head.id, title=texts.of(head.title)))
    for note in succession_notes(plans.heads):
        warn(succession_sentence(note, plans, texts))
    return worst
