"""Tasks are bound to indicators by their words, which change little from year to year."""

import pytest

from mingzheng.core.indicators import indicator_of
from mingzheng.supervision.workplan.binding import binding_for, bindings


@pytest.mark.parametrize(
    "content",
    [
        "加强日常检查和跟踪督查，按季度开展工作情况通报，确保各项任务落实到位",
        "加强日常检查和跟踪督查，按季度开展工作通报，确保各项任务落到实处",
        "加强日常检查和跟踪督查，按季度开展工作情况通报，确保任务落实到位。",
    ],
)
def test_a_sentence_written_a_little_differently_is_the_same_duty(content):
    assert "workplan.letters_answered" in binding_for(content).indicators


@pytest.mark.parametrize("content", ["", "加强日常检查", "定期组织干部职工健康体检", "规范受理和办理政府信息公开申请"])
def test_another_duty_is_bound_to_nothing(content):
    assert binding_for(content).indicators == () and not binding_for(content).attest


def test_every_bound_indicator_is_declared():
    codes = {code for binding in bindings() for code in binding.indicators}
    assert codes and all(indicator_of(code) for code in codes)
