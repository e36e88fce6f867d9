"""Values that travel between rooms cannot change on the way: the dataclasses of the pure rooms are frozen, slotted."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from functools import cached_property
from types import ModuleType

import core

ROOMS = (
    "assessment",
    "cells",
    "conditions",
    "forecast",
    "formats",
    "intake",
    "queries",
    "scenario",
    "scenario_basis",
    "search",
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


def faults_of(value: type) -> list[str]:
    """What is wrong with a dataclass: slotted unless it caches, frozen unless it collects, no equality over arrays."""
    options = value.__dataclass_params__  # type: ignore[attr-defined]
    types = [str(field.type) for field in dataclasses.fields(value)]
    caches = any(isinstance(attribute, cached_property) for attribute in vars(value).values())
    collections = r"\b(list|dict|set)\[" if value.__name__.startswith("_") else r"\blist\["
    collects = any(re.search(collections, text) for text in types)
    holds_arrays = any(re.match(r"(Floats|npt\.NDArray)\b", text) for text in types)
    faults = {
        "slots": ("__slots__" in vars(value)) is caches,
        "frozen": options.frozen is collects,
        "compares arrays": options.eq and holds_arrays,
    }
    return [f"{value.__module__}.{value.__qualname__}: {fault}" for fault, there in faults.items() if there]


def test_values_are_slotted_unless_they_cache_frozen_unless_they_collect_and_never_compare_arrays() -> None:
    values = [value for name in MODULES for value in values_of(importlib.import_module(name))]
    assert len(values) > 80
    assert [fault for value in values for fault in faults_of(value)] == []
