"""`tests/bench/returned_files.py FOLDER…`: which workbooks of folders are read and come back marked as they were.

Folders of public test files are fetched beside the checkout; one line a folder is printed, then what is refused and
every file that is neither. With `--office` every 25th copy is opened by LibreOffice as well.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from openpyxl import load_workbook

from core.intake.marking.mark_file import mark_file
from core.intake.marking.marks import CommentAuthor, Fill, ListColumn, ListRow, ListSheet, Mark
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind
from core.intake.workbook.grid import Book, Grid
from core.intake.workbook.read_file import read_file
from core.intake.workbook.references import column_letter
from tests.support.workbook_parts.package_faults import package_faults

ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb", ".ods", ".et", ".ett", ".csv")
AUTHOR = CommentAuthor("checker", frozenset({"checker"}))
TO_DO = ListSheet(
    "To do ;-)",
    frozenset({"To do ;-)"}),
    "Title",
    "Guide",
    (ListColumn("What", 9), ListColumn("How", 9)),
    (ListRow(("this", "that"), Fill.RED),),
    1,
)
NOT_TRUE_IF_OPENED = {"damaged", "archive", "unknown_kind", "entities", "empty", "encoding", "bomb", "unreturnable"}
SLOW = 10  # seconds


@dataclass(slots=True)
class Outcome:
    """What became of a file: `read`, `refused` (by which code) or `wrong` (and how)."""

    kind: str
    detail: str = ""
    cells: int = 0
    seconds: float = 0
    content: bytes = b""


def main(arguments: list[str]) -> int:
    """Print the table; 1 when fewer than 99 % of the files are read and returned, or refused truly."""
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGPROF, _too_long)
    office = "--office" in arguments
    table: list[tuple[str, Counter[str]]] = []
    refused: dict[str, list[str]] = {}
    wrong: list[str] = []
    for folder in (Path(argument) for argument in arguments if not argument.startswith("--")):
        counts: Counter[str] = Counter()
        for number, path in enumerate(sorted(p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS)):
            outcome = outcome_of(path)
            if office and outcome.kind == "read" and number % 25 == 0 and not opens_in_office(outcome.content):
                outcome = Outcome("wrong", "LibreOffice does not open the copy")
            counts[outcome.kind] += 1
            counts["cells"] += outcome.cells
            if outcome.kind == "refused":
                refused.setdefault(outcome.detail, []).append(str(path.relative_to(folder.parent)))
            if outcome.kind == "wrong" or outcome.seconds > SLOW:
                wrong.append(f"{path.relative_to(folder.parent)}: {outcome.detail} ({outcome.seconds:.1f} s)")
        table.append((folder.name, counts))
    total = sum((counts for _, counts in table), Counter[str]())
    print(f"{'':20}{'files':>8}{'returned':>10}{'refused':>9}{'else':>6}{'cells':>10}")
    for name, counts in (*table, ("all", total)):
        files = counts["read"] + counts["refused"] + counts["wrong"]
        print(f"{name:20}{files:>8}{counts['read']:>10}{counts['refused']:>9}{counts['wrong']:>6}{counts['cells']:>10}")
    print("\nRefused:")
    for code, paths in sorted(refused.items(), key=lambda item: -len(item[1])):
        print(f"  {len(paths):5} {code:40} {', '.join(paths[:4])}")
    print("\nElse:")
    print(*(f"  {line}" for line in wrong), sep="\n")
    right = total["read"] + total["refused"]
    return int(right < 0.99 * (right + total["wrong"]))


def outcome_of(path: Path) -> Outcome:
    """Read a file, mark some of its cells, and compare what comes back with what was sent."""
    content, began = path.read_bytes(), time.process_time()
    try:
        book = read_file(content, path.name)
        marked = mark_file(content, path.name, some_marks(book), TO_DO, AUTHOR)
        seconds = time.process_time() - began
    except WorkbookError as error:
        if error.code in NOT_TRUE_IF_OPENED and opened(content) is not None:
            return Outcome("wrong", f"refused as {error.code}, but openpyxl opens it")
        return Outcome("refused", error.code, seconds=time.process_time() - began)
    except Exception as error:  # whatever it is, it is what is looked for
        return Outcome("wrong", f"{type(error).__name__}: {error}", seconds=time.process_time() - began)
    detail = "; ".join(differences(content, marked, book))
    cells = sum(len(row.cells) for grid in book.grids for row in grid.rows)
    return Outcome("wrong" if detail else "read", detail[:400], cells, seconds, marked)


def some_marks(book: Book) -> list[Mark]:
    """Marks on the first, a middle and the last cell of every sheet, and on one that is empty."""
    marks = []
    for grid in book.grids:
        places = [(row.number, x) for row in grid.rows for x in row.cells]
        chosen = {places[0], places[len(places) // 2], places[-1]} if places else set()
        last = min(max((row for row, _ in places), default=0) + 2, 1_048_576)
        for row, x in (*sorted(chosen), (last, 1)):
            marks.append(Mark(grid.name, f"{column_letter(x)}{row}", Fill.RED, "look here"))
    return marks


def differences(sent: bytes, marked: bytes, book: Book) -> list[str]:
    """What is not in the copy as it was in the file, and what is wrong with the copy."""
    again = read_file(marked, book.name)
    is_xlsx = book.kind is FileKind.WORKBOOK
    grids = tuple(grid for grid in again.grids if grid.name != TO_DO.name) if book.spreadsheet else ()
    values = _values if is_xlsx else _plain_values
    same = list(map(values, grids)) == list(map(values, book.grids))
    lines = [] if not book.spreadsheet or same else ["our reader: other cells"]
    before = set(package_faults(sent)) if is_xlsx else set()
    lines += [fault for fault in package_faults(marked) if fault not in before]
    before_book, after_book = opened(sent) if is_xlsx else None, opened(marked)
    if after_book is None and (before_book is not None or not is_xlsx):
        lines.append("openpyxl does not open the copy")
    elif before_book is not None:
        lines += other_cells(before_book, after_book, book)
    return lines


def _values(grid: Grid) -> object:
    """A sheet without what its cells look like: a cell that nobody saw is seen once it is marked."""
    rows = [
        {x: (cell.kind, cell.value, cell.formula, cell.percent) for x, cell in row.cells.items()} for row in grid.rows
    ]
    return grid.name, grid.hidden, grid.merges, [(row.number, row.hidden) for row in grid.rows], rows


def _plain_values(grid: Grid) -> object:
    """What a new workbook has of a sheet: its values, without formulas."""
    rows = [{x: (cell.kind, cell.value, cell.percent) for x, cell in row.cells.items()} for row in grid.rows]
    return [(row.number, row.hidden) for row in grid.rows], rows


def opened(content: bytes) -> Any:
    """The workbook as openpyxl reads it; None when it does not, or takes very long."""
    signal.setitimer(signal.ITIMER_PROF, SLOW)
    try:
        return load_workbook(BytesIO(content))
    except Exception:  # of any kind, on files made to break readers
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(*_: object) -> None:
    raise TimeoutError


def other_cells(before: Any, after: Any, book: Book) -> Iterator[str]:
    """Sheets with a cell that openpyxl reads otherwise from the copy."""
    for grid in book.grids:
        if grid.name not in before.sheetnames:
            continue
        sheet, copy = before[grid.name], after[grid.name]
        places = ((row.number, x + 1) for row in grid.rows for x in row.cells)
        if any(_plain(sheet.cell(*at)) != _plain(copy.cell(*at)) for at in places):
            yield f"openpyxl: other cells in {grid.name}"


def _plain(cell: Any) -> tuple[str, str]:
    value = cell.value
    return str(vars(value) if hasattr(value, "ref") else value), str(cell.number_format)


def opens_in_office(content: bytes) -> bool:
    """Whether LibreOffice turns the workbook into a table of text."""
    program = shutil.which("soffice")
    if program is None:
        return True
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "copy.xlsx"
        file.write_bytes(content)
        home = f"-env:UserInstallation=file://{folder}/home"
        command = [program, home, "--headless", "--convert-to", "csv", "--outdir", folder, str(file)]
        subprocess.run(command, capture_output=True, timeout=300, check=False)
        return file.with_suffix(".csv").exists()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
