"""Mutated returns for the fuzz tests: damaged, disguised and merely odd ones, and an independent reading of them."""

from __future__ import annotations

import csv
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from core.intake.reading.read_return import Reading
from core.intake.rows import RowEntry
from tests.support.intake.small_demonstration import template
from tests.support.intake_files import TEACHERS, saved, workbook

SCHOOLS = [f"示例中职学校{letter}" for letter in "ABCDE"]
NASTY: list[Any] = [
    None,
    0,
    -1,
    1e308,
    12.5,
    0.1 + 0.2,
    True,
    "",
    " ",
    "0",
    "-",
    "—",
    "/",
    "无",
    "未报",
    "不适用",
    "已抑制",
    "未发布",
    "约120",
    "１２３",
    "1,234",
    "1,23",
    "1.2万",
    "0.86亿",
    "12%",
    "123人",
    "1²",
    "③",
    "½",
    "٣",
    "12 34",
    "12\n34",
    "1e5",
    "1e400",
    "-0",
    "=1+1",
    "=[1]Sheet1!A1",
    '=HYPERLINK("http://x")',
    "#DIV/0!",
    "#REF!",
    "一百二十",
    "壹佰",
    "NaN",
    "inf",
    "-inf",
    "0x1F",
    "合计",
    "小计",
    "总计",
    "注：",
    "2023年",
    "2023-2024学年",
    "2024年春",
    "二〇二三年",
    "23",
    20230901,
    "2023-02-30",
    date(2023, 9, 1),
    "示例中职学校A",
    "示例中职学校",
    "公办",
    "民办 ",
    "x" * 5000,
    "\u200b120",
    "120\u00a0",
    "\ufeff120",
    "１．５",
    "1．5",
    "1。5",
    "１２０％",
    "O",
    "l20",
    "120.",
    ".5",
    "+120",
    "(120)",
    "120-",
    "1/2",
    "１,２３４",
    "1，234",
    "12万3千",
    "3千",
    "5百",
    "2.5亿元",
    "NULL",
    "nan",
    "${x}",
    "{0}",
    "{placeholder}",
    "%s",
    "\\",
    "'120",
    10**15,
    9007199254740993,
    2**63,
    "9" * 400,
    "1" * 18,
    "500110200001011234",
    "13812345678",
    13812345678,
]


def small(chance: random.Random) -> list[list[Any]]:
    """A sound table of teachers with a few schools and years."""
    rows: list[list[Any]] = [list(TEACHERS)]
    for school in chance.sample(SCHOOLS, chance.randint(1, 5)):
        for year in chance.sample(range(2016, 2027), chance.randint(1, 4)):
            full = chance.randint(60, 150)
            rows.append([school, "公办", year, full, full // 2, full // 3])
    return rows


def odd_cells(chance: random.Random) -> tuple[bytes, str]:
    """A table with nasty cells, odd lines, merged and hidden parts."""
    rows = small(chance)
    for _ in range(chance.randint(1, 6)):
        line = chance.choice(rows)
        line[chance.randrange(len(line))] = chance.choice(NASTY)
    for _ in range(chance.randint(0, 3)):
        rows.insert(
            chance.randint(0, len(rows)),
            chance.choice(([], ["合计", None, None, 1, 1, 1], ["标题"], list(TEACHERS), [None] * 9)),
        )
    if chance.random() < 0.2:
        rows = [row[:1] + row for row in rows]
    content = workbook(rows, chance.choice(("表5 教师", "Sheet1", "教师", "表6 办学条件")))
    if chance.random() < 0.4:
        book = load_workbook(BytesIO(content))
        sheet = book.worksheets[0]
        for _ in range(chance.randint(1, 3)):
            row, column = chance.randint(1, 9), chance.randint(1, 6)
            sheet.merge_cells(
                start_row=row,
                end_row=row + chance.randint(0, 3),
                start_column=column,
                end_column=column + chance.randint(0, 2),
            )
        sheet.row_dimensions[chance.randint(1, 9)].hidden = True
        sheet.column_dimensions["D"].hidden = chance.random() < 0.3
        sheet.cell(2, 4).number_format = chance.choice(("0%", "yyyy-mm-dd", '0!.0,"万"', "@", "0.00E+00", "General"))
        if chance.random() < 0.2:
            sheet.sheet_state = "hidden"
            book.create_sheet("空")
        content = saved(book)
    return content, "odd.xlsx"


def odd_template(chance: random.Random) -> tuple[bytes, str]:
    """The template of a school with some cells overwritten, lines or sheets removed."""
    book = load_workbook(BytesIO(template("500110-sv-a", 2026)))
    for _ in range(chance.randint(1, 5)):
        sheet = chance.choice(book.worksheets)
        action = chance.random()
        if action < 0.7:
            cell = sheet.cell(chance.randint(1, max(1, sheet.max_row)), chance.randint(1, max(1, sheet.max_column)))
            if type(cell).__name__ != "MergedCell":
                value = chance.choice(NASTY)
                cell.value = value if not isinstance(value, str) else re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value)
        elif action < 0.8:
            sheet.delete_rows(chance.randint(1, max(1, sheet.max_row)), chance.randint(1, 3))
        elif action < 0.9:
            sheet.insert_cols(chance.randint(1, 5))
        elif len(book.worksheets) > 1:
            book.remove(sheet)
    return saved(book), "template.xlsx"


def mangled_part(chance: random.Random) -> tuple[bytes, str]:
    """A workbook with the XML of one part mangled, still a sound archive."""
    content = template("500110-sv-a", 2026) if chance.random() < 0.15 else workbook(small(chance))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        weights = [8 if "sheet" in name else 1 for name in old.namelist()]
        chosen = chance.choices(old.namelist(), weights)[0]
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                zipfile.ZipInfo(name), _mangled(data, chance) if name == chosen else data, zipfile.ZIP_DEFLATED
            )
    return out.getvalue(), "mangled.xlsx"


_SWAPS = (
    (b'r="', b'r="9'),
    (b"<v>", b"<v>-"),
    (b"<v>", b"<v>1"),
    (b"</v>", b"e9</v>"),
    (b't="n"', b't="s"'),
    (b't="n"', b't="b"'),
    (b"<row ", b'<row hidden="1" '),
    (b's="1"', b's="99"'),
    (b"inlineStr", b"str"),
    (b"<c ", b'<c t="e" '),
    (b"A", b"XFD"),
    (b"</row>", b"</row><row/>"),
    (b"<t>", b"<t>&#x202e;"),
    (b"<v>", b"<f>1+1</f><v>"),
    (b"<v>", b"<f>[1]a!b</f><v>"),
    (b"<t>", b"<rPh><t>1</t></rPh><t>"),
    (b"utf-8", b"utf-7"),
    (b"UTF-8", b"gb2312"),
    (b"<v>", b"<v>\xef\xbc\x91"),
    (b"<sheetData>", b"<!DOCTYPE a><sheetData>"),
    (b"main", b"mine"),
    (b"<v>", b"<v> "),
    (b"<v>", b"<v>0x"),
    (b"<v>", b"<v>NaN"),
)


def _mangled(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        action = chance.random()
        place = chance.randrange(len(data) + 1)
        if action < 0.5:
            old, new = chance.choice(_SWAPS)
            found = [match.start() for match in re.finditer(re.escape(old), data)]
            if found:
                at = chance.choice(found)
                data = data[:at] + new + data[at + len(old) :]
        elif action < 0.65:
            data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
        elif action < 0.75:
            data = data[:place] + data[place + chance.randint(1, 40) :]
        elif action < 0.85:
            end = place + chance.randint(1, 200)
            data = data[:end] + data[place:end] + data[end:]
        elif action < 0.95:
            digits = [match.start() for match in re.finditer(rb"[0-9]", data)]
            if digits:
                at = chance.choice(digits)
                data = data[:at] + str(chance.randrange(10)).encode() + data[at + 1 :]
        else:
            data = data[:place]
    return data


def mangled_file(chance: random.Random) -> tuple[bytes, str]:
    """A workbook with bytes changed, cut or doubled without regard to the archive."""
    data = bytearray(workbook(small(chance)))
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]
    return bytes(data), "mangled.xlsx"


def odd_csv(chance: random.Random) -> tuple[bytes, str]:
    """A CSV file with nasty cells in some encoding, sometimes mangled."""
    rows = small(chance)
    for _ in range(chance.randint(0, 6)):
        line = chance.choice(rows)
        value = chance.choice(NASTY)
        line[chance.randrange(len(line))] = "" if value is None else str(value)
    out = StringIO(newline="")
    csv.writer(out, delimiter=chance.choice(",,,;\t|"), quoting=chance.choice((0, 1))).writerows(rows)
    data = out.getvalue().encode(chance.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")), "replace")
    if chance.random() < 0.3:
        data = _mangled(data, chance)
    return data, "odd.csv"


def harmful(chance: random.Random) -> tuple[bytes, str]:
    """Bombs, entities, macros, links, huge headers and huge texts."""
    rows = small(chance)
    content = workbook(rows)
    start, _, end = zipfile.ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").partition(b"<sheetData>")
    sheet, strings = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    size = chance.choice((10_000, 300_000, 3_000_000))
    parts: dict[str, bytes] = chance.choice(
        (
            {sheet: start + b"<sheetData>" + b" " * (20 * size) + end},
            {sheet: start + b"<sheetData>" + b"<row/>" * (size // 6) + end},
            {sheet: start + b"<sheetData>" + b"<a>" * (size // 30) + end},
            {
                sheet: start
                + b"<mergeCells>"
                + b'<mergeCell ref="A1:XFD1048576"/>' * (size // 1000)
                + b"</mergeCells><sheetData>"
                + end
            },
            {sheet: b'<!DOCTYPE a [<!ENTITY b "' + b"c" * size + b'">]>' + start + b"<sheetData>" + end},
            {sheet: start + b'<dimension ref="A1:XFD1048576"/><sheetData>' + end},
            {strings: b"<sst>" + b"<si><t>a</t></si>" * (size // 17) + b"</sst>"},
            {strings: b"<sst><si><t>" + b"a" * size + b"</t></si></sst>"},
            {"xl/vbaProject.bin": b"x"},
            {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
            {"xl/workbook.xml": b"<workbook/>"},
            {"xl/styles.xml": b"<styleSheet><cellXfs>" + b"<xf/>" * (size // 5) + b"</cellXfs></styleSheet>"},
        )
    )
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *parts)):
            data = parts.get(name, old.read(name) if name in old.namelist() else b"")
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue(), "harmful.xlsx"


MUTATIONS: tuple[tuple[int, Callable[[random.Random], tuple[bytes, str]]], ...] = (
    (30, odd_cells),
    (8, odd_template),
    (25, mangled_part),
    (7, mangled_file),
    (25, odd_csv),
    (5, harmful),
)


def mutation(seed: int) -> tuple[Callable[[random.Random], tuple[bytes, str]], random.Random]:
    """What makes the mutated file of this seed, and the random numbers it goes on with."""
    chance = random.Random(seed)
    return chance.choices([make for _, make in MUTATIONS], [weight for weight, _ in MUTATIONS])[0], chance


def mutated(seed: int) -> tuple[str, bytes, str]:
    """The kind, the content and the name of one mutated file; the same seed gives the same file."""
    make, chance = mutation(seed)
    content, name = make(chance)
    return make.__name__, content, name


def silently_wrong(reading: Reading, content: bytes) -> Iterator[str]:
    """Rows whose value is not what another reader finds in their cell, although nobody was told of it."""
    told = {(each.place.sheet, each.place.row, each.place.column) for each in reading.findings}
    scaled = {(each.place.sheet, each.place.column) for each in reading.findings if each.code == "unit_scaled"}
    cells = _other_reading(content)
    if cells is None or all(cells(entry) is None for entry in reading.entries):
        return  # a file whose list of contents is wrong is empty to openpyxl
    for entry in reading.entries:
        at = (entry.sheet, entry.line, entry.cell)
        if entry.row.get("value") is None or at in told or (entry.sheet, entry.cell) in scaled:
            continue
        found = cells(entry)
        if found is None or _number(found) != entry.row["value"]:
            yield f"{at}: read {entry.row['value']!r}, the cell holds {found!r}"


def _parts(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            for name in book.namelist():
                if "sheet" in name:
                    yield book.read(name)
    except (zipfile.BadZipFile, OSError, ValueError):
        return


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    nearest = round(number) if abs(number) < 1e300 else number
    return float(nearest) if abs(number - nearest) <= 1e-9 * max(1.0, abs(number)) else number


def _other_reading(content: bytes) -> Callable[[RowEntry], Any] | None:
    if content[:2] == b"PK":
        if b"XFD1048576" in b"".join(_parts(content)):
            return None  # openpyxl would make a cell of everything merged
        try:
            book = load_workbook(BytesIO(content), data_only=True)
        except Exception:  # what openpyxl cannot open it cannot contradict
            return None
        return lambda entry: (
            book[entry.sheet][f"{entry.cell}{entry.line}"].value if entry.sheet in book.sheetnames else None
        )
    return None
