"""The manifest of a release: written as TOML, read back with every mistake named by its key."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.datasets import SCHEMA_VERSION
from core.snapshots.former_versions import datasets_of_version
from core.snapshots.manifest_tables import LIST_TABLES, DatasetTable, Expected, ReleaseTable, Table, manifest_of_version
from core.snapshots.releases import (
    MANIFEST,
    DatasetFile,
    Explanation,
    Merger,
    ReleaseProblem,
    Snapshot,
    SnapshotError,
    SourceReturn,
    UnitList,
    release_id,
    release_problem,
)

_Value = str | int | date | datetime | tuple[str, ...]
"""What a key of the manifest may hold."""


def render(snapshot: Snapshot) -> bytes:
    """The manifest of a release as UTF-8 TOML; the same release gives the same bytes.

    `id`, `directory` and `digest` are left out: they are the directory's name, its place, and the hash of these bytes.
    Raises SnapshotError for a text that is not Unicode (half of a surrogate pair).
    """
    file = f"{release_id(snapshot.as_of, snapshot.revision)}/{MANIFEST}"
    lines = [_line(file, key, getattr(snapshot, key)) for key in ("schema_version", *ReleaseTable.model_fields)]
    for dataset in snapshot.datasets:
        section = f"datasets.{dataset.name}"
        lines += ["", f"[{section}]"]
        lines += [_line(file, key, getattr(dataset, key), f"{section}.") for key in DatasetTable.model_fields]
    for name, table in LIST_TABLES.items():
        for number, entry in enumerate(getattr(snapshot, name)):
            lines += ["", f"[[{name}]]"]
            values = {key: getattr(entry, key) for key in table.model_fields}
            lines += [
                _line(file, key, value, f"{name}[{number}].") for key, value in values.items() if value is not None
            ]
    return "\n".join((*lines, "")).encode()


def _line(file: str, key: str, value: _Value, section: str = "") -> str:
    line = f"{key} = {_literal(value)}"
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise SnapshotError([_wrong_value(file, section + key, "Unicode", ascii(value))]) from error
    return line


def _literal(value: _Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        # A JSON string is a TOML basic string, but for one character that only TOML wants escaped.
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def read(directory: Path, name: str) -> Snapshot:
    """The release that the manifest in `directory` describes; the datasets are not looked at.

    `name` is the release id that the directory has or is to have. Raises SnapshotError with every problem found.
    """
    file = f"{name}/{MANIFEST}"
    content, keys = _load(directory / MANIFEST, file)
    version = _schema_version(keys, file)
    try:
        manifest = manifest_of_version(version).model_validate(keys)
    except ValidationError as error:
        raise SnapshotError(list(_problems(error.errors(), file))) from None
    described = release_id(manifest.as_of, manifest.revision)
    if described != name:
        raise SnapshotError([release_problem("directory_renamed", name, expected=described, found=name)])
    return Snapshot(
        id=name,
        schema_version=version,
        as_of=manifest.as_of,
        revision=manifest.revision,
        plan=manifest.plan,
        rules=manifest.rules,
        status=manifest.status,
        published_by=manifest.published_by,
        published_at=manifest.published_at.astimezone(UTC),
        note=manifest.note,
        note_en=manifest.note_en,
        digest=hashlib.sha256(content).hexdigest(),
        directory=directory,
        datasets=tuple(
            DatasetFile(
                name=dataset,
                path=directory / f"{dataset}.parquet",
                **getattr(manifest.datasets, dataset).model_dump(),
            )
            for dataset in datasets_of_version(version)
        ),
        explanations=tuple(Explanation(**entry.model_dump()) for entry in manifest.explanations),
        returned=tuple(SourceReturn(**entry.model_dump()) for entry in manifest.returned),
        successors=tuple(Merger(**entry.model_dump()) for entry in manifest.successors),
        unit_lists=tuple(
            UnitList(
                entry.state,
                entry.stated_by,
                entry.stated_at.astimezone(UTC),
                None if entry.units is None else tuple(entry.units),
            )
            for entry in manifest.unit_lists
        ),
    )


def _load(path: Path, file: str) -> tuple[bytes, dict[str, Any]]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise SnapshotError([release_problem("manifest_missing", file)]) from None
    except OSError as error:
        raise SnapshotError([release_problem("file_unreadable", file, reason=error.strerror or error)]) from error
    try:
        return content, tomllib.loads(content.decode())
    except ValueError as error:  # not TOML, or not UTF-8
        line = re.search(r"at line (\d+)", str(error))
        raise SnapshotError(
            [release_problem("manifest_unreadable", file, line=line[1] if line else "", reason=error)]
        ) from error


def _schema_version(keys: dict[str, Any], file: str) -> int:
    """The version a release was written in, the present one or a former.

    Raises SnapshotError for a later one: nothing else in the manifest can be checked then.
    """
    version = keys.get("schema_version")
    if version is None:
        raise SnapshotError([release_problem("manifest_key_missing", file, key="schema_version")])
    if type(version) is not int or not 1 <= version <= SCHEMA_VERSION:
        raise SnapshotError([release_problem("schema_version", file, expected=SCHEMA_VERSION, found=version)])
    return version


def _problems(details: list[ErrorDetails], file: str) -> Iterator[ReleaseProblem]:
    """The mistakes in the order of the keys, up to a section that is no section."""
    for detail in details:
        location = detail["loc"]
        if detail["type"] == "missing" and location[0] == "datasets" and len(location) == 2:
            yield release_problem("dataset_missing", file, dataset=location[1])
        elif detail["type"] == "missing":
            yield release_problem("manifest_key_missing", file, key=_key(location))
        else:
            yield _wrong_value(file, _key(location), _expected(location), detail["input"])
            if location[0] in ("datasets", *LIST_TABLES) and len(location) == 1:
                return


def _key(location: tuple[int | str, ...]) -> str:
    """`datasets.teachers.rows`, `explanations[0].row` (counted from 0)."""
    key = ""
    for step in location:
        key += f"[{step}]" if isinstance(step, int) else f".{step}" if key else step
    return key


def _expected(location: tuple[int | str, ...]) -> str:
    """What belongs at a place of the manifest, as an example."""
    section, key = location[0], str([step for step in location if isinstance(step, str)][-1])
    if section == "datasets":
        if len(location) < 3:
            return f"[{_key(location)}]"
        table: type[Table] = DatasetTable
    elif section in LIST_TABLES:
        if len(location) == 1:
            return f"[[{section}]]"
        table = LIST_TABLES[str(section)]
    else:
        table = ReleaseTable
    return next(item.example for item in table.model_fields[key].metadata if isinstance(item, Expected))


def _wrong_value(file: str, key: str, expected: str, found: object) -> ReleaseProblem:
    return release_problem("manifest_wrong_value", file, key=key, expected=expected, found=found)
