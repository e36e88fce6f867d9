"""The contract of the published figures: columns, codes, file names, and the one error that says what is wrong."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

import pyarrow as pa
from pydantic import StringConstraints

from core.toml_entries import (
    Address,
    Identifier,
    NonEmptyListOf,
    OneOf,
    PlanError,
    Text,
    TomlEntry,
    TomlEntryT,
    Words,
    file_name,
    read_toml,
)
from core.workspace import DATA

DecimalText = Annotated[str, StringConstraints(pattern=r"^[0-9]+([.][0-9]+)?$")]

SCHEMA_VERSION = 2
"""Raised when a column changes its meaning; a file of another version is refused."""

REFERENCE_ROOT = DATA / "reference"
FIGURES_TEXT = "published.csv"
FIGURES = "published.parquet"
MANIFEST = "manifest.toml"
SOURCES = "sources.toml"
TERMS = "terms.toml"
LINKS = "links.toml"
UNDATED = "undated"


class Qualifier(StrEnum):
    """How exact the source is about a figure."""

    EXACT = ""
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    EXPECTED = "expected"  # foreseen by the source, not counted


class Basis(StrEnum):
    """The coverage of a figure, where the same measure is published on more than one."""

    UNDIVIDED = ""
    INCLUDING_SKILLED_WORKER_SCHOOLS = "including_skilled_worker_schools"
    EXCLUDING_SKILLED_WORKER_SCHOOLS = "excluding_skilled_worker_schools"
    ALL_FULL_TIME_TEACHERS = "all_full_time_teachers"
    SPECIALISED_TEACHERS = "specialised_teachers"
    INCLUDING_WANSHENG = "including_wansheng"
    EXCLUDING_WANSHENG = "excluding_wansheng"
    PUBLIC_SCHOOLS_ONLY = "public_schools_only"
    ONE_CAMPUS = "one_campus"
    TWO_CAMPUSES = "two_campuses"
    ONE_SCHOOL = "one_school"
    ALL_VOCATIONAL_LEVELS = "all_vocational_levels"
    SCHOOLS_WITH_ENTRANTS_ONLY = "schools_with_entrants_only"
    CUMULATIVE = "cumulative"  # a total of several years, from `year_from` to `year`


class FigureOrigin(StrEnum):
    """Whether the source prints the figure, or it follows from printed ones by the sum the note states."""

    PRINTED = "printed"
    DERIVED = "derived"


class Reliability(StrEnum):
    """How the figure was read, the most reliable first."""

    ORIGINAL = "original"  # on the publisher's own page
    MIRROR = "mirror"  # the publisher's text, in a copy elsewhere
    SECONDARY = "secondary"  # somebody else's compilation or quotation


class SourceKind(StrEnum):
    """What the source is, in the order in which a series prefers one of two figures for the same year."""

    BULLETIN = "bulletin"
    YEARBOOK = "yearbook"
    STATISTICAL_TABLE = "statistical_table"
    NOTICE = "notice"
    REPLY = "reply"
    PLAN = "plan"
    STANDARD = "standard"
    NEWS = "news"
    PANEL = "panel"
    COMPILATION = "compilation"
    PROFILE = "profile"


def _columns(kind: pa.DataType, *names: str, nullable: bool = False) -> list[pa.Field]:
    return [pa.field(name, kind, nullable=nullable) for name in names]


SCHEMA = pa.schema(
    [
        *_columns(pa.int32(), "row_id"),
        *_columns(pa.string(), "area", "area_zh", "area_en", "area_code"),
        *_columns(pa.string(), "indicator", "indicator_zh", "indicator_en"),
        *_columns(pa.int16(), "year_from", "year", nullable=True),  # both null when the source gives no year
        *_columns(pa.float64(), "value"),  # as printed, in `unit`
        *_columns(pa.string(), "unit", "unit_en"),
        *_columns(pa.float64(), "base_value"),  # in `base_unit`; shares from 0 to 1
        *_columns(pa.string(), "base_unit", "qualifier", "basis", "origin", "reliability", "source_id", "source_kind"),
        *_columns(pa.string(), "source_title_zh", "source_title_en", "source_publisher_zh", "source_publisher_en"),
        *_columns(pa.string(), "source_date"),  # 2024-12-06, 2022-11, 2008 or undated
        *_columns(pa.string(), "source_url", "note_zh", "note_en", "status"),
    ]
)


class FigureRow(NamedTuple):
    """One row of the Parquet file, in the columns of `SCHEMA`."""

    row_id: int
    area: str
    area_zh: str
    area_en: str
    area_code: str
    indicator: str
    indicator_zh: str
    indicator_en: str
    year_from: int | None
    year: int | None
    value: float
    unit: str
    unit_en: str
    base_value: float
    base_unit: str
    qualifier: str
    basis: str
    origin: str
    reliability: str
    source_id: str
    source_kind: str
    source_title_zh: str
    source_title_en: str
    source_publisher_zh: str
    source_publisher_en: str
    source_date: str
    source_url: str
    note_zh: str
    note_en: str
    status: str


TEXT_COLUMNS = (
    "row_id",
    "area",
    "indicator",
    "year_from",
    "year",
    "value",
    "unit",
    "qualifier",
    "basis",
    "origin",
    "source_id",
    "note_zh",
    "note_en",
)
"""The columns of the text form, in order; the rest comes from the sources and the terms."""

CODES: dict[str, tuple[str, ...]] = {
    "qualifier": tuple(Qualifier),
    "basis": tuple(Basis),
    "origin": tuple(FigureOrigin),
    "reliability": tuple(Reliability),
    "source_kind": tuple(SourceKind),
}

SENTENCES: dict[str, str] = {
    "missing": "{file} is missing; put it back, or build it again from its text form.",
    "unreadable": "{file} cannot be read ({reason}); check its access rights, or build it again from its text form.",
    "damaged": "{file} is not the file its manifest describes; put it back, or build it again from its text form.",
    "schema_version": "{file} has schema version {found} where {expected} is read; build it again.",
    "wrong_columns": "{file} does not have the columns of the published figures ({column}); build it again.",
    "wrong_header": "{file} does not have the columns asked for in its first line; expected {expected}.",
    "wrong_cell": "{file}, row {row}, {column}: {found} is not allowed here; expected {expected}.",
    "repeated": "{file}: {found} occurs twice; each may stand there once.",
    "unknown": "{file}, {key}: {found} is found nowhere; correct it or add what it names.",
    "wrong_text": "{sentence}",
}


class PublishedError(Exception):
    """The published figures cannot be read or built.

    `file` is the file with its directory (`reference/published.parquet`); `code` and `values` (text by field name,
    `file` included) render the same sentence in another language. `str()` is the English one.
    """

    def __init__(self, code: str, file: str, **values: object) -> None:
        self.code = code
        self.file = file
        self.values = {"file": file} | {name: str(value) for name, value in values.items()}
        super().__init__(SENTENCES[code].format_map(self.values))


class SourceEntry(TomlEntry):
    """One source as written in sources.toml."""

    id: Identifier
    title: Words
    publisher: Words
    date: Text
    kind: OneOf[SourceKind]
    reliability: OneOf[Reliability]
    url: Address


class Sources(TomlEntry):
    """The file sources.toml."""

    source: NonEmptyListOf[SourceEntry]


class NamedTerm(TomlEntry):
    """An area or an indicator with its name."""

    id: Identifier
    name: Words


class AreaTerm(NamedTerm):
    """An area; `code` is its code of GB/T 2260, or of the district it lies in; that of the whole nation is 000000."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]


class UnitTerm(TomlEntry):
    """A unit as printed (`name.zh`), and how many of `base_unit` one of it is, as exact decimal text."""

    name: Words
    base_unit: Identifier
    factor: DecimalText


class Terms(TomlEntry):
    """The file terms.toml."""

    area: NonEmptyListOf[AreaTerm]
    unit: NonEmptyListOf[UnitTerm]
    indicator: NonEmptyListOf[NamedTerm]


class BuiltFrom(TomlEntry):
    """A text file the figures were built from."""

    file: Text
    sha256: Text


class FiguresManifest(TomlEntry):
    """What the Parquet file of the figures is; written beside it by every build."""

    schema_version: int
    file: Text
    rows: int
    sha256: Text
    built_from: NonEmptyListOf[BuiltFrom]


def read_reference(path: Path, model: type[TomlEntryT]) -> TomlEntryT:
    """The TOML file at `path` as one validated `model`. Raises PublishedError."""
    try:
        return read_toml(path, model)
    except PlanError as error:
        if error.code == "missing_file":
            raise PublishedError("missing", error.file) from None
        values = {name: value for name, value in error.values.items() if name != "file"}
        raise PublishedError("wrong_text", error.file, **values, problem=error.code.value, sentence=error) from None


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises PublishedError when it is missing or unreadable."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise PublishedError("missing", file_name(path)) from None
    except OSError as error:
        raise PublishedError("unreadable", file_name(path), reason=error.strerror or "unknown reason") from None


def sha256_hex(content: bytes) -> str:
    """The sha256 of `content`, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
