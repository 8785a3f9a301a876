"""Quotations end with a whole clause, word and number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core.quoting import quoted, shortened

TITLE = "《上海市长宁区商业发展专项资金管理办法》"


@pytest.mark.parametrize(
    ("text", "most", "longest", "said"),
    [
        ("路灯坏了。", 40, None, "路灯坏了。"),
        ("路灯坏了，\n晚上很黑，请修。", 8, None, "路灯坏了…"),
        ("费用是1,234.50元，时间9:30，请核对。", 14, None, "费用是1,234.50元…"),
        ("电话02112345678转3", 8, None, "电话…"),
        (f"请按照{TITLE}办理，谢谢。", 10, 40, f"请按照{TITLE}办理…"),
        ("补正通知：请补充（一）地址，（二）电话。", 13, None, "补正通知：请补充（一）地址…"),
        ("一" * 30, 10, None, f"{'一' * 10}…"),
        ("1" * 30, 10, None, f"{'1' * 10}…"),
    ],
)
def test_it_ends_with_a_whole_clause(text, most, longest, said):
    assert shortened(text, most, longest) == said


@given(st.text(max_size=300), st.integers(min_value=1, max_value=120))
def test_it_is_never_longer_than_asked_and_begins_like_the_text(text, most):
    said = shortened(text, most)
    line = " ".join(text.split())
    assert len(said) <= most + 1
    assert said == line or line.startswith(said.removesuffix("…"))


def test_a_quotation_within_a_quotation_has_single_marks():
    assert quoted("惠企政策“一图一表”解读") == "“惠企政策‘一图一表’解读”"
