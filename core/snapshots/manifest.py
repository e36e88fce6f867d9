"""The manifest of a release: written as TOML, read back with every mistake named by its key."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from core.datasets import DATASETS, SCHEMA_VERSION, RowStatus
from core.snapshots.release import (
    MANIFEST,
    DatasetFile,
    Explanation,
    ReleaseProblem,
    Snapshot,
    SnapshotError,
    SourceReturn,
    Successor,
    release_id,
    release_problem,
)

_SHA256 = re.compile(r"[0-9a-f]{64}")


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _named(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


# Per key: what is expected, as an example that needs no language, and whether a value is that.
_Check = tuple[str, Callable[[Any], bool]]
_TEXT: _Check = ('"…"', lambda value: isinstance(value, str))
_NAMED: _Check = ('"…"', _named)
_HASH: _Check = ("sha256", lambda value: isinstance(value, str) and _SHA256.fullmatch(value) is not None)
_RELEASE: dict[str, _Check] = {
    "as_of": ("2024-09-01", lambda value: isinstance(value, date) and not isinstance(value, datetime)),
    "revision": ("≥ 1", lambda value: _whole(value) and value >= 1),
    "plan": _NAMED,
    "rules": _NAMED,
    "status": (", ".join(RowStatus), lambda value: isinstance(value, str) and value in tuple(RowStatus)),
    "published_by": _NAMED,
    "published_at": ("2024-10-15T08:00:00Z", lambda value: isinstance(value, datetime) and value.tzinfo is not None),
    "note": _TEXT,
    "note_en": _TEXT,
}
_DATASET: dict[str, _Check] = {
    "rows": ("≥ 0", lambda value: _whole(value) and value >= 0),
    "sha256": _HASH,
    "origin_file": _TEXT,
    "origin_sha256": ("sha256", lambda value: value == "" or _HASH[1](value)),
    "origin_sheet": _TEXT,
}


_EXPLANATION: dict[str, _Check] = {
    "check": _NAMED,
    "sheet": _TEXT,
    "row": ("≥ 0", lambda value: _whole(value) and value >= 0),
    "column": _TEXT,
    "finding": _TEXT,
    "text": _NAMED,
}
_RETURNED: dict[str, _Check] = {
    "file": _NAMED,
    "sha256": _HASH,
    "form": ("unit, district, other", lambda value: value in ("unit", "district", "other")),
    "unit": _TEXT,
}
_SUCCESSOR: dict[str, _Check] = {"unit": _NAMED, "into": _NAMED}
# Lists that a release may have: per entry its keys. One without any is written, and read, without the section.
_LISTS = {"explanations": _EXPLANATION, "returned": _RETURNED, "successors": _SUCCESSOR}


def render(snapshot: Snapshot) -> bytes:
    """The manifest of a release as UTF-8 TOML; the same release gives the same bytes.

    `id`, `directory` and `digest` are left out: they are the directory's name, its place, and the hash of these bytes.
    Raises SnapshotError for a text that is not Unicode (half of a surrogate pair).
    """
    file = f"{release_id(snapshot.as_of, snapshot.revision)}/{MANIFEST}"
    lines = [_line(file, key, getattr(snapshot, key)) for key in ("schema_version", *_RELEASE)]
    for dataset in snapshot.datasets:
        section = f"datasets.{dataset.name}"
        lines += ["", f"[{section}]"]
        lines += [_line(file, key, getattr(dataset, key), f"{section}.") for key in _DATASET]
    for name, checks in _LISTS.items():
        for number, each in enumerate(getattr(snapshot, name)):
            lines += ["", f"[[{name}]]"]
            lines += [_line(file, key, getattr(each, key), f"{name}[{number}].") for key in checks]
    return "\n".join((*lines, "")).encode()


def _line(file: str, key: str, value: str | int | date | datetime, section: str = "") -> str:
    line = f"{key} = {_literal(value)}"
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise SnapshotError([_wrong(file, section + key, "Unicode", ascii(value))]) from error
    return line


def _literal(value: str | int | date | datetime) -> str:
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
    version = keys.get("schema_version")
    if version is None:
        raise SnapshotError([release_problem("manifest_key_missing", file, key="schema_version")])
    if version != SCHEMA_VERSION or not _whole(version):
        raise SnapshotError([release_problem("schema_version", file, expected=SCHEMA_VERSION, found=version)])
    problems = _mistakes(keys, _RELEASE, "", file)
    sections = keys.get("datasets", {})
    if not isinstance(sections, dict):
        raise SnapshotError([*problems, _wrong(file, "datasets", "[datasets]", sections)])
    for dataset in DATASETS:
        if dataset not in sections:
            problems.append(release_problem("dataset_missing", file, dataset=dataset))
        elif not isinstance(sections[dataset], dict):
            problems.append(_wrong(file, f"datasets.{dataset}", f"[datasets.{dataset}]", sections[dataset]))
        else:
            problems += _mistakes(sections[dataset], _DATASET, f"datasets.{dataset}.", file)
    lists = {section: keys.get(section, []) for section in _LISTS}
    for section, entries in lists.items():
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise SnapshotError([*problems, _wrong(file, section, f"[[{section}]]", entries)])
        for number, each in enumerate(entries):
            problems += _mistakes(each, _LISTS[section], f"{section}[{number}].", file)
    if problems:
        raise SnapshotError(problems)
    described = release_id(keys["as_of"], keys["revision"])
    if described != name:
        raise SnapshotError([release_problem("directory_renamed", name, expected=described, found=name)])
    return Snapshot(
        id=name,
        schema_version=version,
        **{key: keys[key] for key in _RELEASE if key != "published_at"},
        published_at=keys["published_at"].astimezone(UTC),
        digest=hashlib.sha256(content).hexdigest(),
        directory=directory,
        datasets=tuple(
            DatasetFile(
                name=dataset,
                path=directory / f"{dataset}.parquet",
                **{key: sections[dataset][key] for key in _DATASET},
            )
            for dataset in DATASETS
        ),
        explanations=tuple(Explanation(**{key: each[key] for key in _EXPLANATION}) for each in lists["explanations"]),
        returned=tuple(SourceReturn(**{key: each[key] for key in _RETURNED}) for each in lists["returned"]),
        successors=tuple(Successor(**{key: each[key] for key in _SUCCESSOR}) for each in lists["successors"]),
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


def _mistakes(keys: Mapping[str, Any], checks: Mapping[str, _Check], section: str, file: str) -> list[ReleaseProblem]:
    found = []
    for key, (expected, holds) in checks.items():
        if key not in keys:
            found.append(release_problem("manifest_key_missing", file, key=section + key))
        elif not holds(keys[key]):
            found.append(_wrong(file, section + key, expected, keys[key]))
    return found


def _wrong(file: str, key: str, expected: str, found: object) -> ReleaseProblem:
    return release_problem("manifest_wrong_value", file, key=key, expected=expected, found=found)
