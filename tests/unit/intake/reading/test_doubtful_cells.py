"""Questions about cells in which a person sees something else than what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from core.intake.findings import Findings, Place, Severity, finding
from core.intake.reading.asking.doubtful_cells import check_doubtful_cells
from core.intake.reading.cell_values import MisreadError, amount_of, day_of
from core.intake.reading.find_table import find_table
from core.intake.workbook.grid import Cell, CoveredCell, Doubt, Grid
from tests.support.intake.grids import grid_of, lines_of_findings

STRUCK = (Doubt("struck"),)


def number(value: float, *doubts: Doubt) -> Cell:
    return Cell("n", value, doubts=doubts)


def questions(
    grid: Grid, columns: Sequence[int] = (0, 1, 2), rows: Sequence[int] = (1, 2, 3), years: Sequence[int] = ()
) -> list[str]:
    findings = Findings()
    check_doubtful_cells(grid, columns, rows, findings, years=years)
    return lines_of_findings(findings.items)


def test_a_row_in_which_everything_is_struck_is_asked_about_as_a_row() -> None:
    struck = [Cell("s", "甲", doubts=STRUCK), number(1, *STRUCK)]
    assert questions(grid_of(("甲", 1), struck, struck, name="t")) == ["soft struck_rows t!2 rows=@list:2|3"]


def test_single_struck_cells_are_one_question_at_the_first_of_them() -> None:
    grid = grid_of(("甲", number(1, *STRUCK)), ("乙", 2), ("丙", number(3, *STRUCK)), name="t")
    assert questions(grid) == ["soft struck_cells t!B1 found=1 cells=@list:B1|B3"]


def test_a_cell_that_was_refused_is_not_said_to_be_read_as_it_is_stored() -> None:
    findings = Findings()
    findings.add(finding("date_for_number", Severity.HARD, Place("t", 1, "B"), found="1900-03-04"))
    shown = Doubt("scaled", "1900年")
    check_doubtful_cells(
        grid_of(("甲", number(64, shown)), ("乙", number(65, shown)), name="t"), (0, 1), (1, 2), findings
    )
    assert lines_of_findings(findings.items)[1:] == ["soft scaled_cells t!B2 found=65 cells=@list:B2 shown=1900年"]


def test_more_than_ten_cells_are_not_all_named() -> None:
    grid = grid_of(*([("甲", number(n, Doubt("unseen"))) for n in range(1, 13)]), name="t")
    cells = "|".join([*(f"B{n}" for n in range(1, 11)), "…"])
    assert questions(grid, rows=range(1, 13)) == [f"soft unseen_cells t!B1 found=1 cells=@list:{cells}"]


@pytest.mark.parametrize("kind", ["part_struck", "part_raised", "part_unseen"])
def test_a_cell_of_which_a_part_may_not_count_must_be_put_right(kind: str) -> None:
    cells = [Cell("s", "61", doubts=(Doubt(kind, "6"),)), Cell("s", "71", doubts=(Doubt(kind, "7"),))]
    assert questions(grid_of(cells, name="t")) == [
        f"hard {kind} t!A1 found=61 shown=6",
        f"hard {kind} t!B1 found=71 shown=7",
    ]


def test_another_number_than_is_stored_is_asked_about_by_column() -> None:
    shown = Doubt("scaled", "945.3")
    grid = grid_of((number(9453000, shown), number(2, Doubt("scaled", "0"))), (number(9453001, shown),), name="t")
    assert questions(grid) == [
        "soft scaled_cells t!A1 found=9453000 cells=@list:A1|A2 shown=945.3",
        "soft scaled_cells t!B1 found=2 cells=@list:B1 shown=0",
    ]
    days = [Cell("d", date(2026, 9, 1), doubts=(Doubt("scaled", seen),)) for seen in ("2026", "9月")]
    asked = questions(grid_of((number(1), *days), name="t"), years=(1, 2))
    assert asked == ["soft scaled_cells t!C1 found=2026-09-01 cells=@list:C1 shown=9月"]
    share = Cell("n", 0.1234, "", True, (Doubt("scaled", "12%"),))
    assert questions(grid_of((share,), name="t")) == ["soft scaled_cells t!A1 found=12.34% cells=@list:A1 shown=12%"]


def test_a_unit_of_many_in_the_cell_and_in_its_heading_must_be_put_right() -> None:
    grid = grid_of(
        (number(9453000, Doubt("in_units", "945.3万")), number(9453000, Doubt("in_units", "945.3万"))), name="t"
    )
    findings = Findings()
    check_doubtful_cells(grid, (0, 1), (1,), findings, in_units=[1])
    assert lines_of_findings(findings.items) == ["hard unit_in_cell_and_heading t!B1 found=9453000 shown=945.3万"]


def test_of_a_heading_only_what_is_struck_out_matters() -> None:
    heads = [Cell("s", "甲1", doubts=(Doubt("part_raised", "甲"),)), Cell("s", "乙", doubts=(*STRUCK, Doubt("unseen")))]
    findings = Findings()
    check_doubtful_cells(grid_of(heads, (1, 2), name="t"), (0, 1), (2,), findings, head=1)
    assert lines_of_findings(findings.items) == ["soft struck_cells t!B1 found=乙 cells=@list:B1"]


def test_the_raised_digit_of_a_unit_is_no_footnote_mark() -> None:
    unit, name = (Cell("s", text, doubts=(Doubt("part_raised", text[:-1]),)) for text in ("m2", "甲2"))
    assert questions(grid_of((unit, name), name="t")) == ["hard part_raised t!B1 found=甲2 shown=甲"]


def test_only_the_columns_and_rows_of_the_table_are_asked_about() -> None:
    grid = grid_of((number(1, *STRUCK), 2), (3, number(4, *STRUCK)), name="t")
    assert questions(grid, columns=(1,), rows=(1,)) == []


def test_hidden_digits_alone_are_no_question() -> None:
    assert questions(grid_of((number(9453200.4, Doubt("rounded", "9,453,200")),))) == []


def test_a_value_under_a_merged_cell_is_asked_about_where_it_is_another() -> None:
    covered = {
        (2, 0): CoveredCell(Cell("s", "乙"), (1, 0)),
        (3, 0): CoveredCell(Cell("s", "甲 "), (1, 0)),
        (9, 0): CoveredCell(Cell("s", "丙"), (1, 0)),
    }
    grid = Grid("t", grid_of(("甲", 1), (None, 2), (None, 3)).rows, covered=covered)
    assert questions(grid) == ["soft covered_cells t!A1 found=乙 cells=@list:A2 shown=甲"]


def test_a_cell_beyond_the_columns_that_are_read_is_named() -> None:
    assert questions(Grid("t", (), beyond=(4, 16_383))) == ["soft beyond_columns t!XFD4"]


def test_a_number_shown_whole_but_stored_with_a_fraction_is_refused_with_both() -> None:
    with pytest.raises(MisreadError) as error:
        amount_of(number(149.6, Doubt("rounded", "150")), whole=True)
    assert (error.value.code, error.value.values) == ("not_whole_shown", {"found": "149.6", "shown": "150"})


@pytest.mark.parametrize(
    ("serial", "day"),
    [(45169, date(2027, 9, 1)), (0 + 36_526, date(2004, 1, 2)), (71_957, date(2101, 1, 4))],
)
def test_a_bare_serial_number_is_a_day_of_the_calendar_of_its_workbook(serial: int, day: date) -> None:
    if day.year > 2100:
        with pytest.raises(MisreadError, match="day_too_late"):
            day_of(Cell("n", float(serial)), date(1904, 1, 1))
    else:
        assert day_of(Cell("n", float(serial)), date(1904, 1, 1)) == (day, "serial")


def test_a_heading_is_known_without_the_footnote_mark_above_its_line() -> None:
    heading = Cell("s", "双师型教师数1", doubts=(Doubt("part_raised", "双师型教师数"),))
    grid = grid_of(("单位名称", "年份", heading), ("示例中职学校A", 2026, 64))
    table = find_table(grid, Findings())
    assert table is not None
    assert table.columns[2].column.id == "dual_qualified"


def test_an_essay_is_no_heading_and_no_title() -> None:
    essay = Cell("s", "单位：万元 2024年 " * 3_000)
    grid = grid_of((essay, essay), ("单位名称", "年份", "双师型教师数"), ("示例中职学校A", 2026, 64))
    table = find_table(grid, Findings())
    assert table is not None
    assert (table.head, table.title_year) == (2, None)


@pytest.mark.parametrize(
    ("value", "shown", "is_asked"),
    [
        (64.0, "64人", False),
        (64.0, "64（名）", False),
        (64.0, "64十", True),
        (64.0, "64打", True),
        (64.0, "64．0", True),
        (64.0, "64人/百人", True),
        (64.0, "−64", True),
        (64.0, "负64", True),
        (64.0, "64-", True),
        (64.0, "64作废", True),
        (64.0, "64（估）", True),
        (64.0, "64 所", True),
        (64.0, "¥64", True),
        ("64", "64人", False),
        ("64", "640", True),
        ("64", "64百人", True),
        ("64", "6464", True),
    ],
)
def test_words_that_a_format_writes_are_asked_about_unless_they_are_the_unit(
    value: object, shown: str, is_asked: bool
) -> None:
    findings = Findings()
    cell = Cell("s" if isinstance(value, str) else "n", value, doubts=(Doubt("worded", shown),))
    check_doubtful_cells(grid_of(("甲", cell), name="t"), (0, 1), (1,), findings, units={1: "persons"})
    expected = [f"soft scaled_cells t!B1 found=64 cells=@list:B1 shown={shown}"]
    assert lines_of_findings(findings.items) == (expected if is_asked else [])


@pytest.mark.parametrize(
    ("shown", "is_asked"),
    [("2026年", False), ("2026学年", False), ("2026春", True), ("2026年春", True), ("2026级", True)],
)
def test_words_behind_a_year_are_asked_about_unless_they_say_year(shown: str, is_asked: bool) -> None:
    lines = questions(grid_of(("甲", number(2026, Doubt("worded", shown))), name="t"), years=[1])
    assert bool(lines) is is_asked
