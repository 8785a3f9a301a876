"""Geometry of the charts."""

import datetime as dt
from dataclasses import replace

import pytest
from django.template import Context, Template

from mingzheng.design import charts
from mingzheng.design.parts import Bar, BarChart, LineChart, Series


def test_bars_start_at_zero_and_the_longest_fills_the_line():
    drawn = charts.bars(BarChart("x", [Bar("a", 4), Bar("b", 1), Bar("c", 0)], unit=" 项"))
    assert [bar.width for bar in drawn] == [100.0, 25.0, 0.0]
    assert drawn[1].text == "1 项"


def test_bars_with_nothing_to_show_do_not_divide_by_zero():
    assert [bar.width for bar in charts.bars(BarChart("x", [Bar("a", 0)]))] == [0.0]
    assert charts.bars(BarChart("x", [])) == []


@pytest.mark.parametrize(("value", "total", "percent"), [(3, 4, 75.0), (5, 4, 100.0), (None, 4, 0.0), (1, 0, 0.0)])
def test_a_share_is_held_between_nothing_and_all(value, total, percent):
    assert charts.share(value, total) == percent


@pytest.mark.parametrize(("value", "top"), [(0, 1), (1, 1), (7, 8), (22, 30), (99, 100), (0.3, 0.3)])
def test_the_axis_ends_on_a_round_number(value, top):
    assert charts.round_top(value) == pytest.approx(top)


def test_a_line_breaks_where_a_value_is_missing():
    drawn = charts.lines(LineChart("x", ["1", "2", "3", "4"], [Series("a", [1, None, 2, 3])]))
    assert drawn.series[0].path.count("M") == 2
    assert drawn.rows[0].at == drawn.base


def test_end_labels_do_not_cover_each_other():
    chart = LineChart("x", ["1", "2"], [Series("a", [1, 10]), Series("b", [1, 10]), Series("c", [0, 0])])
    heights = sorted(series.label_y for series in charts.lines(chart).series)
    assert heights[1] - heights[0] >= charts.LABEL_GAP


def test_a_series_without_values_is_left_out():
    assert charts.lines(LineChart("x", ["1"], [Series("a", [None])])).series == []


def test_a_month_that_is_not_over_is_drawn_apart_and_said_in_words():
    assert charts.unfinished_month(dt.date(2024, 2, 29)) == ""
    why = charts.unfinished_month(dt.date(2023, 6, 20))
    chart = LineChart("x", ["4月", "5月", "6月"], [Series("收到", [8, 9, 3])], unfinished=why)
    drawn = charts.lines(chart).series[0]
    assert (drawn.path.count("L"), drawn.open_path.count("L")) == (1, 1)
    assert drawn.open_path.endswith(f"L{drawn.end_x} {drawn.end_y}")
    page = Template("{% load design %}{% line_chart chart %}").render(Context({"chart": chart}))
    assert "6月到20日为止，还没有过完" in page and "6月（未满）" in page and page.count("is-open") == 2
    whole = Template("{% load design %}{% line_chart chart %}").render(
        Context({"chart": replace(chart, unfinished="")})
    )
    assert "is-open" not in whole and "未满" not in whole
