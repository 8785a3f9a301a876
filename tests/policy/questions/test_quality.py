"""What is no answer: pure, without a database."""

from __future__ import annotations

import pytest

from mingzheng.policy.questions.quality import faults

GOOD = "可以申请。根据《若干措施》第五条，注册满一年的企业凭设备发票和付款凭证，到区政务服务中心二楼综合窗口办理，十个工作日内办结。"


def codes(answer: str, source: str = "") -> list[str]:
    return [fault.code for fault in faults(answer, source, shortest=40)]


def test_an_answer_with_its_source_passes():
    assert codes(GOOD) == []
    assert codes(GOOD.replace("根据《若干措施》第五条，", ""), "长发改〔2023〕12号第五条") == []


@pytest.mark.parametrize(
    "answer",
    [
        "已收悉。",
        "您好！您的来信已收悉，感谢您的关注与支持，我们将尽快研究处理，请耐心等待。祝您生活愉快！",
        "您好，您的留言我们已经收到，将认真研究并尽快答复，感谢您对我区工作的理解和支持。特此回复。",
    ],
)
def test_a_mere_receipt_is_no_answer_however_long(answer):
    assert codes(answer, "《若干措施》") == ["receipt"]


def test_a_line_and_a_claim_without_a_source():
    assert codes("可以到窗口申请。", "《若干措施》") == ["short"]
    assert codes(GOOD.replace("根据《若干措施》第五条，", "按照有关规定，")) == ["no_source"]
    assert codes("") == ["empty"]
    assert "39 个字" not in faults("可" * 40, "《若干措施》", shortest=40)[:1].__repr__()
