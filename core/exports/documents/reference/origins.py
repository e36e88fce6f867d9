"""Where every number of a document comes from: the rows and clauses of each view, the files of every release."""

from __future__ import annotations

from collections.abc import Sequence

from core.context import Context
from core.exports.documents.reference.shown import Shown
from core.panels.cells import number_cell, verbatim_cell, words
from core.panels.panel import Cell, Column, Panel, Table
from core.snapshots import Snapshot
from core.text_ids.datasets import ROW_STATUS_TEXT, SHEET_TEXT

ORIGINS, FILES = "origins_of_numbers", "files_of_releases"
"""The ids of their panels."""


def origins(shown: Sequence[Shown], context: Context) -> Panel:
    """One row a view: its rows, the clause of its goal, what was published, and where the screen shows it."""
    texts = context.texts
    names = ("sheet", "rows_from", "clause", "release", "published_evidence", "page_address")
    return Panel(
        id=ORIGINS,
        headline=texts("document.reference.origins", count=len(shown)),
        subtitle=texts("document.reference.origins_measure"),
        source="",
        table=_table(names, [_origin(one) for one in shown], context),
    )


def _origin(one: Shown) -> tuple[Cell, ...]:
    texts, panel = one.context.texts, one.view.panel
    clauses = () if panel.goal is None else panel.goal.clauses
    evidence = texts.joined(f"{item.text} {item.source} {item.url}" for item in panel.evidence)
    return (
        words(one.name),
        words(panel.source or "—"),
        words(texts.listed(texts.of(clause.text) for clause in clauses) or "—"),
        words(one.context.snapshot.id),
        words(evidence or "—"),
        words(one.view.address),
    )


def files(shown: Sequence[Shown], context: Context) -> Panel:
    """One row a dataset of every release in the document: how many rows, from which file, and its fingerprint."""
    texts = context.texts
    releases = {release.digest: release for release in (context.snapshot, *(one.context.snapshot for one in shown))}
    names = ("release", "as_of", "status", "published_at", "sheet", "rows", "file", "sha256")
    rows = [row for release in releases.values() for row in _files(release, context)]
    return Panel(
        id=FILES,
        headline=texts("document.reference.files", count=len(rows)),
        subtitle=texts("document.reference.files_measure"),
        source=texts.joined(
            texts("document.reference.digest", release=release.id, digest=release.digest)
            for release in releases.values()
        ),
        table=_table(names, rows, context),
    )


def _files(release: Snapshot, context: Context) -> list[tuple[Cell, ...]]:
    texts, formats = context.texts, context.formats
    return [
        (
            words(release.id),
            words(formats.day(release.as_of)),
            words(texts(ROW_STATUS_TEXT[release.status])),
            words(formats.day(release.published_at.date())),
            words(texts(SHEET_TEXT[file.name]) if file.name in SHEET_TEXT else file.name),
            number_cell(float(file.rows), "", False, context),
            verbatim_cell(file.origin_file),
            verbatim_cell(file.sha256),
        )
        for file in release.datasets
    ]


def _table(names: Sequence[str], rows: Sequence[tuple[Cell, ...]], context: Context) -> Table:
    columns = (Column(name, context.texts(f"document.reference.column.{name}"), name == "rows") for name in names)
    return Table(tuple(columns), tuple(rows))
