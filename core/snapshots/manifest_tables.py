"""The tables of a manifest as typed entries: which keys each has and what may stand in them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
)

from core.datasets import ListState, RowStatus
from core.snapshots.former_versions import datasets_of_version


class Expected(NamedTuple):
    """What a message shows for a key with another value: an example that needs no language."""

    example: str


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("blank")
    return value


def _list_of_tables(value: object) -> object:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise ValueError("no list of tables")
    return value


_HASH = "[0-9a-f]{64}"

Text = Annotated[str, Expected('"…"')]
NonBlankText = Annotated[str, AfterValidator(_not_blank), Expected('"…"')]
Sha256 = Annotated[str, StringConstraints(pattern=f"^{_HASH}$"), Expected("sha256")]
Sha256OrEmpty = Annotated[str, StringConstraints(pattern=f"^({_HASH})?$"), Expected("sha256")]
Count = Annotated[int, Field(ge=0), Expected("≥ 0")]
Revision = Annotated[int, Field(ge=1), Expected("≥ 1")]
Day = Annotated[date, Expected("2024-09-01")]
Moment = Annotated[AwareDatetime, Expected("2024-10-15T08:00:00Z")]
StatusCode = Annotated[str, StringConstraints(pattern=f"^({'|'.join(RowStatus)})$"), Expected(", ".join(RowStatus))]
FormCode = Annotated[Literal["unit", "district", "other"], Expected("unit, district, other")]


Codes = Annotated[list[str], Expected('["…"]')]
ListCode = Annotated[str, StringConstraints(pattern=f"^({'|'.join(ListState)})$"), Expected(", ".join(ListState))]


class Table(BaseModel):
    """A table of the manifest: no conversion of types; keys that are not known are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class ReleaseTable(Table):
    """The keys of the release itself, in the order in which they are written."""

    as_of: Day
    revision: Revision
    plan: NonBlankText
    rules: NonBlankText
    status: StatusCode
    published_by: NonBlankText
    published_at: Moment
    note: Text
    note_en: Text


class DatasetTable(Table):
    """One dataset: its rows, the hash of its file, and the workbook it was taken from."""

    rows: Count
    sha256: Sha256
    origin_file: Text
    origin_sha256: Sha256OrEmpty
    origin_sheet: Text


class ExplanationTable(Table):
    """An entry of `explanations`; see `core.snapshots.Explanation`."""

    check: NonBlankText
    sheet: Text
    row: Count
    column: Text
    finding: Text
    text: NonBlankText


class SourceReturnTable(Table):
    """An entry of `returned`; see `core.snapshots.SourceReturn`."""

    file: NonBlankText
    sha256: Sha256
    form: FormCode
    unit: Text


class MergerTable(Table):
    """An entry of `successors`; see `core.snapshots.Merger`."""

    unit: NonBlankText
    into: NonBlankText


class UnitListTable(Table):
    """An entry of `unit_lists`; see `core.snapshots.UnitList`."""

    state: ListCode
    stated_by: NonBlankText
    stated_at: Moment
    units: Codes | None = None


class ManifestTables(ReleaseTable):
    """A whole manifest. A list without entries is written, and read, without its section.

    `datasets` has one table for each dataset that a release of its version must hold; see `manifest_of_version`.
    """

    datasets: Table
    explanations: Annotated[list[ExplanationTable], BeforeValidator(_list_of_tables)] = []
    returned: Annotated[list[SourceReturnTable], BeforeValidator(_list_of_tables)] = []
    successors: Annotated[list[MergerTable], BeforeValidator(_list_of_tables)] = []
    unit_lists: Annotated[list[UnitListTable], BeforeValidator(_list_of_tables)] = []


@cache
def manifest_of_version(version: int) -> type[ManifestTables]:
    """The manifest of a release of a schema version."""
    fields: dict[str, Any] = dict.fromkeys(datasets_of_version(version), (DatasetTable, ...))
    tables = create_model("DatasetTables", __base__=Table, **fields)
    # The default is checked, too, so that a manifest without any dataset is told each of them.
    datasets: Any = (tables, Field(default_factory=dict, validate_default=True))
    return create_model("ManifestTables", __base__=ManifestTables, datasets=datasets)


LIST_TABLES: dict[str, type[Table]] = {
    "explanations": ExplanationTable,
    "returned": SourceReturnTable,
    "successors": MergerTable,
    "unit_lists": UnitListTable,
}
"""The lists a manifest may have, with the keys of an entry in the order in which they are written."""
