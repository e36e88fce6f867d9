"""Both language catalogues are complete, agree with each other and with the code, and keep to their language."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from core.language import CATALOGUES, Language, catalogue
from tests.gate.source_files import PROGRAM, nodes
from tests.support.serving import ROOT

ID = re.compile(r"[a-z_0-9]+(\.[a-z_0-9]+)+")
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")

SAID_IN_THE_OTHER_LANGUAGE = {"frame.other_language"}
"""The one text that is written for somebody who cannot read the page."""

NAMES_IN_CHINESE = {
    "CSV",
    "Excel",
    "XLSX",
    "XLS",
    "ODS",
    "JavaScript",
    "Chrome",
    "Chromium",
    "Edge",
    "Parquet",
    "TOML",
    "English",
}
NAMES_IN_CHINESE |= {"PDF", "PPTX", "DOCX", "HTML", "XML", "Word", "WPS", "docx", "txt", "zhiye", "ssx"}
"""Latin words a Chinese reader knows by that name only."""


@cache
def catalogue_files(language: Language) -> dict[str, Catalog]:
    """The catalogues of a language by the name of their file."""
    catalogues = {}
    for path in sorted((CATALOGUES / language.value).glob("*.po")):
        with path.open("rb") as source:
            catalogues[path.stem] = read_po(source, locale=language.value)
    assert catalogues
    return catalogues


def message_id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


@cache
def messages(language: Language) -> dict[str, Message]:
    """Every message by its id; the header of a file has none."""
    return {
        message_id(message): message
        for catalogue in catalogue_files(language).values()
        for message in catalogue
        if message.id
    }


def prefixes(language: Language) -> dict[str, str]:
    """The file of each prefix, as the second line of the file declares it."""
    files = {}
    paths = sorted((CATALOGUES / language.value).glob("*.po"))
    assert paths
    for path in paths:
        line = path.read_text("utf-8").splitlines()[1]
        assert line.startswith("# Prefixes: "), f"{path.name} does not say which prefixes it holds"
        for prefix in line.removeprefix("# Prefixes: ").split():
            assert prefix not in files, f"{prefix} is declared by {files[prefix]} and {path.stem}"
            files[prefix] = path.stem
    return files


def test_both_languages_have_the_same_files_and_prefixes() -> None:
    assert prefixes(Language.ZH) == prefixes(Language.EN)


@pytest.mark.parametrize("language", Language)
def test_every_text_lies_once_in_the_file_of_its_prefix_in_the_order_of_ids(language: Language) -> None:
    files = prefixes(language)
    placed: dict[str, str] = {}
    for name in catalogue_files(language):
        ids = re.findall(r'^msgid "(.+)"$', (CATALOGUES / language.value / f"{name}.po").read_text("utf-8"), flags=re.M)
        assert ids == sorted(set(ids)), f"{name}.po is not sorted by id"
        for id in ids:
            two, one = ".".join(id.split(".")[:2]), id.split(".")[0]
            assert files.get(two, files.get(one)) == name, f"{id} does not belong in {name}.po"
            assert id not in placed
            placed[id] = name
    assert len(placed) > 1500


def test_every_placeholder_is_explained_to_translators() -> None:
    """In the Chinese catalogue, which is written first: `#. {year}: what is filled in`."""
    unexplained = []
    for id, message in messages(Language.ZH).items():
        explained = set(re.findall(r"\{(\w+)\}: \S", "\n".join(message.auto_comments)))
        wanted = set().union(*map(placeholders, wordings(message)))
        unexplained += [f"{id}: {{{name}}}" for name in sorted(wanted - explained)]
        unexplained += [f"{id}: no {{{name}}} in the text" for name in sorted(explained - wanted)]
    assert unexplained == []


def wordings(message: Message) -> tuple[str, ...]:
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def placeholders(wording: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(wording) if field is not None}


def bare(wording: str) -> str:
    """The words without what is filled in."""
    return re.sub(r"\{[^{}]*\}", "", wording)


def is_text_call(node: ast.Call) -> bool:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return called in ("texts", "_texts")


def ids_in(node: ast.expr) -> Iterator[ast.Constant | ast.JoinedStr]:
    """The texts an argument may be: itself, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        yield from ids_in(node.body)
        yield from ids_in(node.orelse)
    elif isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield node


@cache
def asked_for() -> tuple[dict[str, str], dict[str, str]]:
    """Ids written out in calls, and patterns (`status.{}`) of composed ones, each with the place of its first use."""
    literal: dict[str, str] = {}
    composed: dict[str, str] = {}
    for path in PROGRAM:
        for node in nodes(path):
            if isinstance(node, ast.Call) and is_text_call(node) and node.args:
                place = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
                for id in ids_in(node.args[0]):
                    if isinstance(id, ast.Constant):
                        literal.setdefault(str(id.value), place)
                    else:
                        composed.setdefault(pattern(id), place)
    return literal, composed


def pattern(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


@cache
def mentioned() -> frozenset[str]:
    """Every text in the code that looks like an id: it may travel in a table before it is used."""
    return frozenset(
        node.value
        for path in PROGRAM
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value)
    )


def composed_anywhere() -> set[str]:
    """Patterns of every composed text that looks like an id, in a call or not."""
    shapes = set()
    for path in PROGRAM:
        for node in nodes(path):
            if isinstance(node, ast.JoinedStr):
                shape = pattern(node)
                if ID.fullmatch(shape.replace("{}", "x")) and re.match(r"[a-z_]+\.", shape):
                    shapes.add(shape)
    return shapes


def problem_codes() -> set[str]:
    """The codes `core.snapshots` gives its problems: first argument of every `release_problem(…)` or `report(…)`."""
    codes = set()
    for path in (ROOT / "core" / "snapshots").glob("*.py"):
        for node in nodes(path):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in ("release_problem", "report")
                and node.args
            ):
                first = node.args[0]
                choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                codes |= {str(choice.value) for choice in choices if isinstance(choice, ast.Constant)}
    return codes


@cache
def expansions() -> dict[str, tuple[str, ...]]:
    """What may be filled into a composed id, from where the code declares it."""
    from core.datasets import DATASETS
    from core.panels.intake.reporting import PANELS as INTAKE
    from core.panels.registry import PANELS
    from core.toml_entries import PlanProblem
    from core.ui.frame import BESIDE, PAGES
    from core.ui.panel import EXPORTS

    return {
        "dataset.{}": tuple(DATASETS),
        "page.{}": tuple(page for group in (*PAGES.values(), BESIDE) for page in group),
        "group.{}": tuple(group for group in PAGES if group != "overview"),
        "panel.{}": EXPORTS,
        "panel_name.{}": (*PANELS, *INTAKE),
        "problem.{}": tuple(problem_codes()),
        "plan_problem.{}": tuple(PlanProblem),
    }


def test_both_catalogues_hold_the_same_ids() -> None:
    zh, en = messages(Language.ZH), messages(Language.EN)
    assert sorted(set(zh) ^ set(en)) == []
    assert len(zh) > 150


def test_the_same_texts_have_plural_forms_in_both() -> None:
    zh, en = messages(Language.ZH), messages(Language.EN)
    assert [id for id in zh if id in en and zh[id].pluralizable != en[id].pluralizable] == []
    assert [id for id, message in zh.items() if message.pluralizable and message.id != (id, id)] == []


@pytest.mark.parametrize("language", Language)
def test_every_plural_form_has_its_wording(language: Language) -> None:
    forms = {catalogue.num_plurals for catalogue in catalogue_files(language).values()}
    assert forms == {{Language.ZH: 1, Language.EN: 2}[language]}
    plural = {id: wordings(message) for id, message in messages(language).items() if message.pluralizable}
    assert plural
    assert [id for id, wording in plural.items() if {len(wording)} != forms] == []


ALWAYS_SEVERAL = {
    "panel.more",  # a list too long to show
    "sources.more",
    "intake.page.more",
    "intake.refused.too_many_sheets",  # more than the limit
    "unit.points",  # an abbreviation
    "problem.duplicate_key",  # twice at least
}


def test_english_bends_every_word_that_is_counted() -> None:
    """What follows the number of a sentence is said for one and for several."""
    counted = re.compile(r"\{(?:number|rows|days|left|tables|lights|errors|unusual)\} (?:[a-z-]+ )?[a-z]+s\b")
    stiff = {
        id: wordings(message)
        for id, message in messages(Language.EN).items()
        if not message.pluralizable and id not in ALWAYS_SEVERAL and counted.search(wordings(message)[0])
    }
    assert stiff == {}


@pytest.mark.parametrize("one", [1, "1"])
def test_the_number_in_a_sentence_chooses_its_form(one: object) -> None:
    texts = catalogue(Language.EN)
    assert texts("intake.item.errors", number=one) == "1 mistake is to be put right."
    assert texts("intake.item.errors", number=0) == "0 mistakes are to be put right."
    assert texts("intake.item.errors", number="1,001") == "1,001 mistakes are to be put right."
    assert texts("intake.reporting.late", days=one) == "✕ 1 day overdue"
    assert texts("cli.written", release="r", rows=one) == "Wrote r (1 row)"
    assert catalogue(Language.ZH)("count.days", number=one) == "1天"


def test_both_languages_fill_in_the_same_values() -> None:
    zh, en = messages(Language.ZH), messages(Language.EN)
    different = {}
    for id in zh.keys() & en.keys():
        # A count may be said by the form of the word alone ("one school"); every other value is said in each form.
        sides = [
            {frozenset(placeholders(wording) - {"count"}) for wording in wordings(message)}
            for message in (zh[id], en[id])
        ]
        if sides[0] != sides[1] or any(len(side) != 1 for side in sides):
            different[id] = sides
    assert different == {}


@pytest.mark.parametrize("language", Language)
def test_every_text_can_be_filled_in(language: Language) -> None:
    """Every placeholder is a plain name, so that no wording fails while a page is made."""
    odd = {
        id: wording
        for id, message in messages(language).items()
        for wording in wordings(message)
        for field in placeholders(wording)
        if not field.isidentifier()
    }
    assert odd == {}


@pytest.mark.parametrize("language", Language)
def test_no_text_is_empty_or_unfinished(language: Language) -> None:
    joints = {"sentence.joint"}  # Chinese sentences follow each other without a space
    faulty = [
        id
        for id, message in messages(language).items()
        if id not in joints and (message.fuzzy or not all(wording.strip() for wording in wordings(message)))
    ]
    assert faulty == []


def test_every_id_in_the_code_is_in_the_catalogues() -> None:
    literal, _ = asked_for()
    known = messages(Language.ZH)
    assert len(literal) > 60
    assert {id: place for id, place in literal.items() if id not in known} == {}


def test_every_composed_id_in_the_code_has_a_text() -> None:
    _, composed = asked_for()
    known = messages(Language.ZH)
    without = {}
    for shape, place in composed.items():
        wanted = re.compile(re.escape(shape).replace(r"\{\}", r"[a-z_0-9]+"))
        if not any(wanted.fullmatch(id) for id in known):
            without[shape] = place
    assert without == {}


def test_every_value_a_composed_id_may_take_has_a_text() -> None:
    known = messages(Language.ZH)
    used = composed_anywhere()
    absent = sorted(
        shape.replace("{}", value)
        for shape, values in expansions().items()
        if shape in used
        for value in values
        if shape.replace("{}", value) not in known
    )
    assert absent == []


def test_a_problem_sentence_asks_only_for_what_its_problem_carries() -> None:
    """A sentence with a value that its problem does not carry would fail on the page that must explain the failure."""
    carried: dict[str, list[set[str]]] = {}
    for path in (ROOT / "core" / "snapshots").glob("*.py"):
        for node in nodes(path):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            names = {keyword.arg for keyword in node.keywords if keyword.arg}
            called = getattr(node.func, "id", "")
            if called == "release_problem":
                carried.setdefault(str(node.args[0].value), []).append({"file", *names})
            elif called == "refuse":
                source = {"rows", "source_file", "source_sheet", "source_row"}
                carried.setdefault(str(node.args[0].value), []).append({"file", *names, *source})
    assert len(carried) > 10
    wrong = {}
    for language in Language:
        known = messages(language)
        for code, all_names in carried.items():
            for wording in wordings(known[f"problem.{code}"]) if f"problem.{code}" in known else ():
                for names in all_names:
                    if placeholders(wording) - names:
                        wrong[f"{language}: problem.{code}"] = placeholders(wording) - names
    assert wrong == {}


def test_no_text_is_dead() -> None:
    """Every id is written in the code, or made by a composed one."""
    shapes = [re.compile(re.escape(shape).replace(r"\{\}", r"[a-z_0-9]+")) for shape in composed_anywhere()]
    dead = [
        id for id in messages(Language.ZH) if id not in mentioned() and not any(shape.fullmatch(id) for shape in shapes)
    ]
    assert dead == []


def test_no_composed_text_is_dead() -> None:
    """Where the code declares what may be filled in, nothing else is in the catalogues."""
    literal = mentioned()
    dead = []
    for shape, values in expansions().items():
        wanted = re.compile(re.escape(shape).replace(r"\{\}", r"([a-z_0-9]+)"))
        for id in messages(Language.ZH):
            match = wanted.fullmatch(id)
            if match and match[1] not in values and id not in literal:
                dead.append(id)
    assert dead == []


def test_english_texts_hold_no_chinese() -> None:
    faulty = {
        id: wordings(message)
        for id, message in messages(Language.EN).items()
        if id not in SAID_IN_THE_OTHER_LANGUAGE and any(CJK.search(wording) for wording in wordings(message))
    }
    assert faulty == {}


def test_chinese_texts_hold_no_english_words() -> None:
    """Chinese, or signs only: what is Latin is a name without a Chinese one, a command or an address parameter."""
    allowed = re.compile(
        r"python -m core\w*(?: (?:--)?\w+)*|--\w+ \w+|\bdata/\w+|\b[\w-]+\.(?:toml|parquet|csv|xlsx)\b|"
        r"\b(?:zh|en|lang|as_of|present|screen|csv|xlsx|true|false|higher|lower|UTF-8|DASHBOARD_HOME)\b|"
        + "|".join(sorted(NAMES_IN_CHINESE))
    )
    faulty = {
        id: words
        for id, message in messages(Language.ZH).items()
        if id not in SAID_IN_THE_OTHER_LANGUAGE
        for wording in wordings(message)
        if (words := LATIN_WORD.findall(allowed.sub("", bare(wording))))
    }
    assert faulty == {}


def test_an_unknown_id_comes_back_as_itself() -> None:
    assert catalogue(Language.ZH)("no.such.text") == "no.such.text"


def test_each_language_names_the_other_in_its_own_words() -> None:
    assert catalogue(Language.ZH)("frame.other_language") == "English"
    assert CJK.search(catalogue(Language.EN)("frame.other_language"))
