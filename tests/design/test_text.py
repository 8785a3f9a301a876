"""How dates and numbers are set in Chinese."""

import datetime as dt

import pytest
from django.utils import timezone

from mingzheng.design.templatetags.design_text import (
    cn_date,
    cn_date_short,
    cn_datetime,
    iso_date,
    nobreak_number,
    percent,
)


def test_a_date_is_written_the_chinese_way_without_leading_zeros():
    assert cn_date(dt.date(2023, 4, 7)) == "2023年4月7日"
    assert cn_date("2023-04-17") == "2023年4月17日"


def test_the_year_is_left_out_only_where_it_is_this_one(on_day):
    on_day("2023-12-31")
    assert cn_date_short(dt.date(2023, 12, 1)) == "12月1日"
    on_day("2024-01-01")
    assert cn_date_short(dt.date(2023, 12, 1)) == "2023年12月1日"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (100, "100"),
        (0, "0"),
        (100 * 304 / 305, "99.7"),
        (100 * 1916 / 1917, "99.9"),
        (100 / 306, "0.3"),
        (99.4, "99"),
        (None, ""),
    ],
)
def test_a_percentage_is_never_rounded_to_all_or_to_nothing(value, said):
    assert percent(value) == said


def test_a_moment_is_read_in_shanghai():
    late = dt.datetime(2023, 4, 16, 23, 30, tzinfo=dt.UTC)
    with timezone.override("Asia/Shanghai"):
        assert cn_datetime(late) == "2023年4月17日 07:30"
        assert iso_date(late) == "2023-04-17"


@pytest.mark.parametrize("odd", ["", None, "全年", "2023-13-40"])
def test_what_is_no_date_comes_back_as_it_is(odd):
    assert cn_date(odd) == (odd or "")
    assert iso_date(odd) == ""


def test_a_document_number_stays_on_one_line_and_the_rest_is_escaped():
    shown = nobreak_number("<b>见长府办〔2023〕12号。")
    assert '<span class="nobreak">见长府办〔2023〕12号</span>' in shown or "长府办〔2023〕12号</span>" in shown
    assert "<b>" not in shown
