"""The levers of a scenario as one short parameter of an address: a letter a lever, declared with it, and its value."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.scenario.levers import Declarations, Lever, LeverDeclaration, Per

PARAMETER = "s"
"""The parameter's name; an address without it, of any age, names every lever by its id."""
MARK = 3
"""Letters that say which college, group, project or goal a lever is for."""
_DATA = 4
"""Digits of the digest of the data."""
_HEAD = re.compile(rf"(?P<data>[0-9a-f]{{{_DATA}}})(?P<model>\d+)(?![0-9.])")
_VALUE = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")


@dataclass(frozen=True, slots=True)
class LeversOfLink:
    """What such a parameter says: values by lever id, as written, and with which data and model it was made.

    A lever this release does not have stands under the id of its kind and its mark. `rest` is what cannot be read.
    """

    values: Mapping[str, str]
    data: str = ""
    model: str = ""
    rest: str = ""


def short_parameters(moved: Mapping[str, float], levers: tuple[Lever, ...], data: str, model: str) -> dict[str, str]:
    """The address parameters of levers that were moved, by id; the short one also when none was, which says just that.

    Two levers with the same mark, which is one in two hundred thousand, are written by their ids.
    """
    written = {lever.id: _name(lever.declaration, lever.unit_id) for lever in levers}
    names = list(written.values())
    short = {id: value for id, value in moved.items() if names.count(written.get(id, "")) == 1}
    parameters = {id: value_text(value) for id, value in moved.items() if id not in short}
    entries = "".join(written[id] + _brief(value) for id, value in short.items())
    return {**parameters, PARAMETER: f"{data[:_DATA]}{model}{entries}"}


def levers_of_link(text: str, levers: tuple[Lever, ...], declarations: Declarations) -> LeversOfLink:
    """What a parameter of `short_parameters` says of the levers of a release."""
    head = _HEAD.match(text)
    if head is None:
        return LeversOfLink({}, rest=text)
    ids = {_name(lever.declaration, lever.unit_id): lever.id for lever in levers}
    kinds = {kind.code: kind for kind in declarations.lever}
    values: dict[str, str] = {}
    at = head.end()
    while at < len(text):
        kind = kinds.get(text[at])
        end = at + (1 if kind is None or kind.per is Per.DISTRICT else 1 + MARK)
        value = _VALUE.match(text, end)
        if kind is None or value is None:
            break
        name = text[at:end]
        values[ids.get(name, "_".join(part for part in (kind.id, name[1:]) if part))] = value.group()
        at = value.end()
    return LeversOfLink(values, head["data"], head["model"], text[at:])


def value_text(value: float) -> str:
    """A lever's value in an address: as short as it can be without changing."""
    return repr(float(value)).removesuffix(".0")


def _name(kind: LeverDeclaration, unit: str) -> str:
    """The letter of a lever, and a mark of what it is for that needs no list: it stays as long as the id does."""
    if kind.per is Per.DISTRICT:
        return kind.code
    number, mark = int.from_bytes(hashlib.sha256(unit.encode()).digest()[:8]), ""
    for _ in range(MARK):
        number, digit = divmod(number, len(_DIGITS))
        mark += _DIGITS[digit]
    return kind.code + mark


_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _brief(value: float) -> str:
    """The same without the zero before a point, and with its zeros at the end counted where that is shorter."""
    text = re.sub(r"^(-?)0\.", r"\1.", value_text(value))
    digits = text.rstrip("0")
    zeros = len(text) - len(digits)
    return f"{digits}e{zeros}" if zeros > 2 and "." not in text and "e" not in text else text
