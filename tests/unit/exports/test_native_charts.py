"""Every kind of figure as a native chart: the numbers of its traces, rounded once, in the same places."""

from datetime import date

from core.exports.documents.charts import ChartKind, Drawn, NativeChart, native_chart
from core.figures import Figure, grouped_bars, lines, stacked_bars, timeline
from core.figures.bars import GoalMark, Part
from core.figures.lines import LineSeries
from core.figures.timelines.project_stages import Project, Step
from core.figures.tornado import Bar, tornado
from core.figures.waterfall import FloatingBar, Level, waterfall
from core.formats import Formats
from core.language import Language, catalogue
from core.panels.panel import Panel, Table
from core.plan.indicators import MeasureUnit

FORMATS = Formats(catalogue(Language.ZH))


def chart_of(figure: Figure) -> NativeChart:
    chart = native_chart(Panel("x", "", "", "", Table((), ()), figure), FORMATS)
    assert chart is not None
    return chart


def test_lines_keep_their_gaps_and_shares_are_rounded_as_in_a_download() -> None:
    series = (LineSeries("甲", ((2020, 0.36149), (2021, None), (2022, 0.38))),)
    chart = chart_of(lines(series, MeasureUnit.SHARE, FORMATS, breaks=((2022, "口径调整"),)))
    assert (chart.kind, chart.categories) == (ChartKind.YEARS, ("2020", "2021", "2022"))
    assert chart.series[0].values == (0.361, None, 0.38)
    assert chart.series[0].number_format == "0.0%"
    assert not chart.spans
    assert chart.remarks == ("2022年起：口径调整",)


def test_stacked_columns_have_their_totals_and_a_level_goal() -> None:
    parts = (Part("甲", (1000.0, 2000.0)), Part("乙", (None, 500.0)))
    goal = GoalMark(4000.0, 2022, "目标 4,000人")
    chart = chart_of(stacked_bars((2020, 2021), parts, MeasureUnit.PERSONS, FORMATS, goal=goal))
    assert chart.categories == ("2020", "2021", "2022")
    assert [(one.drawn, one.values) for one in chart.series] == [
        (Drawn.COLUMN, (1000, 2000, None)),
        (Drawn.COLUMN, (None, 500, None)),
        (Drawn.LINE, (4000, 4000, 4000)),
        (Drawn.UNSEEN, (1000, 2500, None)),
    ]
    assert chart.series[3].labels == ("1,000", "2,500", "")
    assert chart.high >= 4000


def test_lying_bars_carry_the_numbers_and_the_goal_of_the_screen() -> None:
    goal = GoalMark(0.6, 2025, "目标 60%")
    chart = chart_of(grouped_bars(("A & B", "丙"), (Part("占比", (0.5, None)),), MeasureUnit.SHARE, FORMATS, goal=goal))
    assert chart.categories == ("A & B", "丙")
    assert (chart.series[0].values, chart.series[0].labels) == ((0.5, None), ("50%", "—"))
    assert [(line.value, line.words) for line in chart.references] == [(0.6, "目标 60%")]


def test_steps_between_two_numbers_begin_where_the_one_before_ended() -> None:
    bars = (FloatingBar("多", 300.0, "+300人", "+300"), FloatingBar("少", -100.0, "−100人", "−100"))
    start, end = Level("去年", 1000.0, "1,000人"), Level("今年", 1200.0, "1,200人")
    chart = chart_of(waterfall(start, bars, end, MeasureUnit.PERSONS, FORMATS))
    beginning, part, tail = chart.series
    assert chart.categories == ("去年", "多", "少", "今年")
    assert beginning.values == (1000, 1000, 1200, 1200)
    assert part.values == (None, 300, 100, None)
    assert part.colours[1] != part.colours[2]
    assert tail.labels == ("◆ 1,000人", "+300", "−100", "◆ 1,200人")
    assert (beginning.drawn, tail.drawn) == (Drawn.UNSEEN, Drawn.UNSEEN)


def test_a_lever_reaches_from_its_lower_to_its_upper_outcome() -> None:
    bars = (Bar("学位", 900.0, 1300.0, "少", "多"), Bar("升学率", 1050.0, 1100.0, "低", "高"))
    chart = chart_of(tornado(bars, 1000.0, 1500.0, MeasureUnit.PERSONS, FORMATS))
    assert [one.values for one in chart.series[:3]] == [(900, 1000), (100, 50), (300, 50)]
    assert chart.series[0].labels == ("少", "低")
    assert chart.series[-1].labels == ("多", "高")
    assert [line.value for line in chart.references] == [1000, 1500]


def test_a_timeline_has_planned_above_actual_with_days_as_lengths() -> None:
    steps = (
        Step("签", "签约", date(2020, 1, 1), date(2020, 1, 11)),
        Step("招", "招生", date(2020, 3, 1), None),
    )
    chart = chart_of(timeline((Project("甲院", steps),), date(2021, 1, 1), FORMATS))
    beginning, part = chart.series
    assert chart.categories == ("甲院", " ")
    # Days since 1899-12-30; from 1 January to 1 March of 2020 there are 60.
    assert beginning.values == (43831, 43841)
    assert part.values == (60, None)
    assert (beginning.labels, part.labels) == (("签", "签"), ("招", ""))
    assert chart.axis_format == "yyyy"
    assert [line.value for line in chart.references] == [44197]
    assert chart.remarks == ("图中文字：签 签约、招 招生",)


def test_a_figure_without_any_value_is_no_chart() -> None:
    empty = lines((LineSeries("甲", ((2020, None),)),), MeasureUnit.PERSONS, FORMATS)
    assert native_chart(Panel("x", "", "", "", Table((), ()), empty), FORMATS) is None
    assert native_chart(Panel("x", "", "", "", Table((), ())), FORMATS) is None


def test_counts_in_ten_thousands_are_written_so_on_the_axis() -> None:
    chart = chart_of(lines((LineSeries("甲", ((2020, 12000.0), (2021, 38640.0))),), MeasureUnit.PERSONS, FORMATS))
    assert chart.axis_format == '[=0]0;0\\.0,"万"'
    assert chart.series[0].values == (12000, 38640)
