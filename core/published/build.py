"""Builds the Parquet file of the published figures, and its manifest, from the text form that people edit."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from core.atomic_file import write_file
from core.datasets import RowStatus
from core.published.read_csv import TextRow, text_rows
from core.published.schema import (
    FIGURES,
    FIGURES_TEXT,
    MANIFEST,
    REFERENCE_ROOT,
    SCHEMA,
    SCHEMA_VERSION,
    SOURCES,
    TERMS,
    UNDATED,
    AreaTerm,
    BuiltFrom,
    FigureRow,
    FiguresManifest,
    NamedTerm,
    PublishedError,
    SourceEntry,
    Sources,
    Terms,
    read_bytes,
    read_reference,
    sha256_hex,
)
from core.toml_entries import file_name

DeclaredT = TypeVar("DeclaredT", SourceEntry, AreaTerm, NamedTerm)

_DATE = re.compile(rf"[0-9]{{4}}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?|{UNDATED}")


def rebuild_published(root: Path = REFERENCE_ROOT) -> FiguresManifest:
    """Build the figures of the directory `root` from its own text files; see `build_published`."""
    return build_published(root / FIGURES_TEXT, root / SOURCES, root / TERMS, root)


def build_published(figures: Path, sources: Path, terms: Path, root: Path) -> FiguresManifest:
    """Write `published.parquet` and `manifest.toml` into the directory `root` and return the manifest.

    `figures` is a CSV file in UTF-8 with the columns `TEXT_COLUMNS`; `sources` and `terms` are TOML. The same text
    gives the same bytes. Both files are written beside their place and then moved there, the manifest last. Raises
    PublishedError, naming file, row and column, before anything is written.
    """
    table = pa.Table.from_pylist([row._asdict() for row in _rows(figures, sources, terms)], schema=SCHEMA)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", version="2.6", store_schema=False)
    content = buffer.getvalue()
    manifest = FiguresManifest(
        schema_version=SCHEMA_VERSION,
        file=FIGURES,
        rows=table.num_rows,
        sha256=sha256_hex(content),
        built_from=tuple(
            BuiltFrom(file=path.name, sha256=sha256_hex(read_bytes(path))) for path in (figures, sources, terms)
        ),
    )
    _put(root / FIGURES, content)
    _put(root / MANIFEST, _manifest_text(manifest).encode())
    return manifest


def _rows(figures: Path, sources: Path, terms: Path) -> list[FigureRow]:
    source_of = _by_id(sources, read_reference(sources, Sources).source)
    for id_, source in source_of.items():
        if not _DATE.fullmatch(source.date):
            raise PublishedError(
                "wrong_cell",
                file_name(sources),
                row=id_,
                column="date",
                found=source.date,
                expected=f"2024-12-06, 2024-12, 2024 or {UNDATED}",
            )
    words = read_reference(terms, Terms)
    area_of, indicator_of = _by_id(terms, words.area), _by_id(terms, words.indicator)
    unit_of = {unit.name.zh: unit for unit in words.unit}
    rows = []
    seen: set[int] = set()
    for cells in text_rows(figures):
        row = TextRow(figures, cells)
        source = row.entry("source_id", source_of)
        area, indicator = row.entry("area", area_of), row.entry("indicator", indicator_of)
        unit = row.entry("unit", unit_of)
        value, factor = row.number("value"), Decimal(unit.factor)
        year_from, year = row.years()
        row_id = row.whole("row_id", range(1, 2**31))
        if row_id in seen:
            raise PublishedError("repeated", file_name(figures), found=f"row_id {row_id}")
        seen.add(row_id)
        rows.append(
            FigureRow(
                row_id=row_id,
                area=area.id,
                area_zh=area.name.zh,
                area_en=area.name.en,
                area_code=area.code,
                indicator=indicator.id,
                indicator_zh=indicator.name.zh,
                indicator_en=indicator.name.en,
                year_from=year_from,
                year=year,
                value=float(value),
                unit=unit.name.zh,
                unit_en=unit.name.en,
                base_value=float(value * factor),  # decimal until here: 870.42 万 is 8,704,200 and nothing beside it
                base_unit=unit.base_unit,
                qualifier=row.code("qualifier"),
                basis=row.code("basis"),
                origin=row.code("origin"),
                reliability=source.reliability.value,
                source_id=source.id,
                source_kind=source.kind.value,
                source_title_zh=source.title.zh,
                source_title_en=source.title.en,
                source_publisher_zh=source.publisher.zh,
                source_publisher_en=source.publisher.en,
                source_date=source.date,
                source_url=source.url,
                note_zh=cells["note_zh"],
                note_en=cells["note_en"],
                status=RowStatus.PUBLISHED.value,
            )
        )
    return sorted(rows, key=lambda row: row.row_id)


def _by_id(path: Path, entries: Iterable[DeclaredT]) -> dict[str, DeclaredT]:
    declared: dict[str, DeclaredT] = {}
    for entry in entries:
        if entry.id in declared:
            raise PublishedError("repeated", file_name(path), found=entry.id)
        declared[entry.id] = entry
    return declared


def _manifest_text(manifest: FiguresManifest) -> str:
    lines = [
        "# Written by the build; edit the text files and build again.",
        f"schema_version = {manifest.schema_version}",
        f'file = "{manifest.file}"',
        f"rows = {manifest.rows}",
        f'sha256 = "{manifest.sha256}"',
    ]
    for origin in manifest.built_from:
        lines += ["", "[[built_from]]", f'file = "{origin.file}"', f'sha256 = "{origin.sha256}"']
    return "\n".join(lines) + "\n"


def _put(path: Path, content: bytes) -> None:
    try:
        write_file(path, content)
    except OSError as error:
        raise PublishedError("unreadable", file_name(path), reason=error.strerror or "unknown reason") from None
