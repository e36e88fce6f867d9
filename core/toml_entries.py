"""Reads the TOML files that people edit into frozen entries, or says in a sentence which file and key is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

T = TypeVar("T")
TomlEntryT = TypeVar("TomlEntryT", bound="TomlEntry")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
HyphenatedIdentifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
# TOML gives lists and plain strings where the models hold tuples and enumerations: only there is conversion allowed.
ListOf = Annotated[tuple[T, ...], Field(strict=False)]
NonEmptyListOf = Annotated[tuple[T, ...], Field(strict=False, min_length=1)]
OneOf = Annotated[T, Field(strict=False)]


class PlanProblem(StrEnum):
    """What can be wrong with a plan file; every code has its English sentence in `SENTENCES`."""

    MISSING_FILE = "missing_file"
    UNKNOWN_FILE = "unknown_file"
    UNREADABLE_FILE = "unreadable_file"
    SYNTAX = "syntax"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    EMPTY_TEXT = "empty_text"
    EMPTY_LIST = "empty_list"
    NOT_TEXT = "not_text"
    NOT_NUMBER = "not_number"
    NOT_WHOLE_NUMBER = "not_whole_number"
    NOT_DATE = "not_date"
    NOT_TRUE_OR_FALSE = "not_true_or_false"
    NOT_LIST = "not_list"
    NOT_TABLE = "not_table"
    NOT_ONE_OF = "not_one_of"
    WRONG_PATTERN = "wrong_pattern"
    OUT_OF_BOUNDS = "out_of_bounds"
    UNKNOWN_ID = "unknown_id"
    UNKNOWN_INDICATOR = "unknown_indicator"
    UNKNOWN_TASK_INDICATOR = "unknown_task_indicator"
    UNKNOWN_INDUSTRY = "unknown_industry"
    UNKNOWN_PROGRAMME = "unknown_programme"
    REPEATED_ID = "repeated_id"
    WRONG_NUMBERING = "wrong_numbering"
    WRONG_ORDER = "wrong_order"
    OVERLAPPING_GOALS = "overlapping_goals"
    DRIVING_STATEMENT = "driving_statement"
    GOAL_NEEDED = "goal_needed"
    GOAL_WITHOUT_DIRECTION = "goal_without_direction"
    WRONG_DIRECTORY = "wrong_directory"
    NO_PLAN = "no_plan"
    WRONG_VALUE = "wrong_value"


SENTENCES: dict[PlanProblem, tuple[str, str]] = {
    PlanProblem.MISSING_FILE: ("the file is missing", "a file of this name"),
    PlanProblem.UNKNOWN_FILE: ("no plan reads a file of this name", "one of {choices}"),
    PlanProblem.UNREADABLE_FILE: ("the file cannot be read", "a readable text file saved as UTF-8"),
    PlanProblem.SYNTAX: ("line {line} is not valid TOML", "key = value, with texts in quotes and lists in brackets"),
    PlanProblem.UNKNOWN_KEY: ("this key is not known", "{choices}"),
    PlanProblem.MISSING_KEY: ("this key is missing", "a value for it"),
    PlanProblem.EMPTY_TEXT: ("the text is empty", "at least one character"),
    PlanProblem.EMPTY_LIST: ("the list is empty", "at least one entry"),
    PlanProblem.NOT_TEXT: ("{found} is not a text", "a text in quotes"),
    PlanProblem.NOT_NUMBER: ("{found} is not a number", "a number without quotes"),
    PlanProblem.NOT_WHOLE_NUMBER: ("{found} is not a whole number", "a whole number without quotes"),
    PlanProblem.NOT_DATE: ("{found} is not a date", "a date without quotes such as 2025-12-31"),
    PlanProblem.NOT_TRUE_OR_FALSE: ("{found} is neither true nor false", "true or false without quotes"),
    PlanProblem.NOT_LIST: ("{found} is not a list", "a list in square brackets, or [[double brackets]] for entries"),
    PlanProblem.NOT_TABLE: ("{found} is not a table", 'a table such as {{ zh = "…", en = "…" }}'),
    PlanProblem.NOT_ONE_OF: ("{found} is not allowed here", "{choices}"),
    PlanProblem.WRONG_PATTERN: ("{found} does not have the form asked for", "a match of {pattern}"),
    PlanProblem.OUT_OF_BOUNDS: ("{found} is out of bounds", "a value from {lower} to {upper}"),
    PlanProblem.UNKNOWN_ID: ("{found} is declared nowhere", "one of {choices}"),
    PlanProblem.UNKNOWN_INDICATOR: (
        "the indicator {found} is declared nowhere, so this goal is left out",
        "an entry for it in indicators.toml, or one that is declared, such as {choices}",
    ),
    PlanProblem.UNKNOWN_TASK_INDICATOR: (
        "the indicator {found} is declared nowhere, so it is left out here",
        "an entry for it in indicators.toml, or one that is declared, such as {choices}",
    ),
    PlanProblem.UNKNOWN_INDUSTRY: (
        "the industry {found} is declared nowhere, so this pair is left out",
        "one that is declared: {choices}",
    ),
    PlanProblem.UNKNOWN_PROGRAMME: (
        "the national catalogue has no programme {found}, so this pair is left out",
        "a programme group from {first} to {last}, or the six digits of a programme that begin with one",
    ),
    PlanProblem.REPEATED_ID: ("{found} occurs twice", "each of them once"),
    PlanProblem.WRONG_NUMBERING: ("{found} breaks the numbering", "{wanted}"),
    PlanProblem.WRONG_ORDER: ("{found} comes too early", "{other} ({limit}) or later"),
    PlanProblem.OVERLAPPING_GOALS: ("a goal for the same indicator is already in force on {found}", "a later date"),
    PlanProblem.DRIVING_STATEMENT: ("{found} statements drive the status", "exactly one, with the value of the goal"),
    PlanProblem.GOAL_NEEDED: ("a quantified task names no goal", "at least one goal"),
    PlanProblem.GOAL_WITHOUT_DIRECTION: (
        "more of {found} is neither better nor worse, so there is nothing to reach",
        'an indicator that says better = "higher" or "lower"',
    ),
    PlanProblem.WRONG_DIRECTORY: ("the plan is called {found}", "the name of its directory, {wanted}"),
    PlanProblem.NO_PLAN: ("no directory of a plan is here", "at least one with a plan.toml"),
    PlanProblem.WRONG_VALUE: ("{found} is not understood", "{wanted}"),
}
"""English wording by code: what is wrong, and what was expected; the fields are those of `PlanError.values`."""


class PlanError(Exception):
    """A mistake in a plan file.

    `file` is the file with its directory (`<plan id>/goals.toml`), `key` the path to the entry
    (`goal[colleges].due`; empty when the whole file is meant), `expected` the English words for what belongs there.
    `code` and `values` (text by field name, `file` and `key` included) render the same sentence in another language.
    """

    def __init__(self, code: PlanProblem, file: str, key: str = "", **values: object) -> None:
        self.code = code
        self.file = file
        self.key = key
        self.values = {"file": file, "key": key} | {name: str(value) for name, value in values.items()}
        wrong, expected = (wording.format_map(self.values) for wording in SENTENCES[code])
        self.expected = expected
        super().__init__(f"{f'{file}, {key}' if key else file}: {wrong}; expected {expected}.")


class TomlEntry(BaseModel):
    """The base of every plan entry: frozen, no unknown key, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Words(TomlEntry):
    """One text in both languages, neither empty."""

    zh: Text
    en: Text

    def text(self, language: str) -> str:
        """The Chinese text for `zh` and its variants (`zh-CN`), else the English one."""
        return self.zh if language.lower().startswith("zh") else self.en


def entry_problem(code: PlanProblem, key: str, **values: object) -> PydanticCustomError:
    """The error a model raises when two of its keys disagree; `key` is the one to correct."""
    return PydanticCustomError(code.value, "{key}", {"key": key, **values})


def out_of_order(key: str, found: object, other: str, limit: object) -> PydanticCustomError:
    """The error for a date or year at `key` that comes before the one at `other`."""
    return entry_problem(PlanProblem.WRONG_ORDER, key, found=found, other=other, limit=limit)


def file_name(path: Path) -> str:
    """The file with its directory, as messages show it: never a path of the machine."""
    return f"{path.parent.name}/{path.name}"


def read_toml(path: Path, model: type[TomlEntryT]) -> TomlEntryT:
    """The file at `path` as one validated `model`. Raises PlanError."""
    raw = _parse(path)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False)
        # A mistyped key is reported twice, as unknown and as missing: the unknown one shows what to correct.
        first = next((detail for detail in details if detail["type"] == "extra_forbidden"), details[0])
        raise _plan_error(first, file_name(path), raw, model) from None


def _parse(path: Path) -> dict[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise PlanError(PlanProblem.MISSING_FILE, file_name(path)) from None
    except (OSError, UnicodeDecodeError):
        raise PlanError(PlanProblem.UNREADABLE_FILE, file_name(path)) from None
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        # Before Python 3.14 the position is in the message only.
        match = re.search(r"line (\d+)", str(error))
        line = match.group(1) if match else str(len(text.splitlines()))
        raise PlanError(PlanProblem.SYNTAX, file_name(path), line=line) from None


_PROBLEM_OF_TYPE = {
    "missing": PlanProblem.MISSING_KEY,
    "extra_forbidden": PlanProblem.UNKNOWN_KEY,
    "string_type": PlanProblem.NOT_TEXT,
    "string_too_short": PlanProblem.EMPTY_TEXT,
    "string_pattern_mismatch": PlanProblem.WRONG_PATTERN,
    "too_short": PlanProblem.EMPTY_LIST,
    "float_type": PlanProblem.NOT_NUMBER,
    "finite_number": PlanProblem.NOT_NUMBER,
    "int_type": PlanProblem.NOT_WHOLE_NUMBER,
    "int_from_float": PlanProblem.NOT_WHOLE_NUMBER,
    "date_type": PlanProblem.NOT_DATE,
    "date_from_datetime_inexact": PlanProblem.NOT_DATE,
    "bool_type": PlanProblem.NOT_TRUE_OR_FALSE,
    "tuple_type": PlanProblem.NOT_LIST,
    "model_type": PlanProblem.NOT_TABLE,
    "enum": PlanProblem.NOT_ONE_OF,
}


def _plan_error(detail: ErrorDetails, file: str, raw: dict[str, Any], model: type[TomlEntry]) -> PlanError:
    context = dict(detail.get("ctx", {}))
    location = detail["loc"]
    if detail["type"] in set(PlanProblem):
        key = ".".join((_key(location, raw), context.pop("key"))).lstrip(".")
        return PlanError(PlanProblem(detail["type"]), file, key, **context)
    code = _PROBLEM_OF_TYPE.get(detail["type"], PlanProblem.WRONG_VALUE)
    values: dict[str, object] = {"found": _excerpt(detail["input"]), "wanted": detail["msg"]}
    if code is PlanProblem.UNKNOWN_KEY:
        keys = _keys_beside(location, model)
        values["choices"] = " · ".join(get_close_matches(str(location[-1]), keys, 1) or keys)
    elif code is PlanProblem.NOT_ONE_OF:
        values["choices"] = context["expected"]
    elif code is PlanProblem.WRONG_PATTERN:
        values["pattern"] = context["pattern"]
    return PlanError(code, file, _key(location, raw), **values)


def _key(location: tuple[int | str, ...], raw: object) -> str:
    """`goal[colleges].label.en`: an entry of a list is named by its own id, or by its place from 1 when it has none."""
    key = ""
    for step in location:
        if isinstance(step, int):
            raw = raw[step] if isinstance(raw, list) else None
            key += f"[{entry_name(raw) or step + 1}]"
        else:
            raw = raw.get(step) if isinstance(raw, dict) else None
            key += f".{step}" if key else step
    return key


def entry_name(raw: object) -> str:
    """The id by which messages name a raw entry, or an empty text."""
    if not isinstance(raw, dict):
        return ""
    return next((str(raw[name]) for name in ("id", "indicator", "number", "item", "code") if name in raw), "")


def _excerpt(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _keys_beside(location: tuple[int | str, ...], model: type[TomlEntry]) -> list[str]:
    """The keys allowed in the table that holds the last step of `location`."""
    for step in location[:-1]:
        if isinstance(step, str) and step in model.model_fields:
            model = next(_entry_types(model.model_fields[step].annotation), model)
    return list(model.model_fields)


def _entry_types(annotation: object) -> Iterator[type[TomlEntry]]:
    if isinstance(annotation, type) and issubclass(annotation, TomlEntry):
        yield annotation
    for part in get_args(annotation):
        yield from _entry_types(part)
