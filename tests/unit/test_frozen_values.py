"""Values that travel between rooms cannot change on the way: the dataclasses of the pure rooms are frozen, slotted."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from functools import cached_property
from types import ModuleType

import pytest

import core

ROOMS = (
    "assessment",
    "conditions",
    "forecast",
    "formats",
    "intake",
    "queries",
    "scenario",
    "scenario_basis",
    "snapshots",
)
MODULES = [
    module.name
    for module in pkgutil.walk_packages(core.__path__, "core.")
    if module.name.split(".")[1] in ROOMS and not module.name.endswith("__main__")
]


def values_of(module: ModuleType) -> list[type]:
    """The dataclasses a module defines."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value) and value.__module__ == module.__name__
    ]


def test_the_pure_rooms_hold_many_values() -> None:
    assert sum(len(values_of(importlib.import_module(name))) for name in MODULES) > 80


@pytest.mark.parametrize("name", MODULES)
def test_a_value_is_slotted_frozen_unless_it_collects_and_compared_by_identity_where_it_holds_arrays(name: str) -> None:
    for value in values_of(importlib.import_module(name)):
        options = value.__dataclass_params__  # type: ignore[attr-defined]
        types = " ".join(str(field.type) for field in dataclasses.fields(value))
        caches = any(isinstance(attribute, cached_property) for attribute in vars(value).values())
        assert ("__slots__" in vars(value)) is not caches, value
        collects = bool(re.search(r"\blist\[", types)) or (value.__name__.startswith("_") and not options.frozen)
        assert options.frozen is not collects, value
        # Arrays are compared value by value, so two values that hold them have no one answer.
        holds_arrays = any(re.match(r"(Floats|npt\.NDArray)\b", str(field.type)) for field in dataclasses.fields(value))
        assert not (options.eq and holds_arrays), value
