"""What interpretations prove to tasks 25 to 28."""

from __future__ import annotations

import pytest
from tests.support.interpretations import SCHEME
from tests.support.recounts.comparing import differing

from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.timekeeping import today
from mingzheng.policy.interpretations.commands import mark_rulebook
from mingzheng.policy.interpretations.models import Interpretation
from mingzheng.supervision.workplan.binding import binding_for

pytestmark = pytest.mark.django_db
NORMATIVE = {"normative": "on", "expires_on": "2028-04-30", "doc_number": "长发改规〔2023〕1号"}


def figure(code: str) -> str:
    indicator = indicator_of(f"interpretations.{code}")
    scope = Scope(today())
    shown, items = indicator.measure(scope), indicator.items(scope)
    assert sum(item.counts for item in items) == shown.numerator
    assert shown.denominator in (None, len(items))
    assert differing(f"interpretations.{code}", today()) == []
    return shown.text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("制定《长宁区行政机关政策文件解读实施办法》", "rulebook"),
        ("提高解读质量，精准传递政策意图", "explained"),
        ("规范解读流程，多种形式多元化解读，制作新颖解读产品。多种渠道规范发布解读信息", "several_forms"),
        ("对公开征集意见的政策草案进行政策预解读，政策施行后进行跟踪解读、二次解读", "after"),
    ],
)
def test_the_sentences_of_the_tasks_find_their_figures(content, code):
    assert f"interpretations.{code}" in binding_for(content).indicators


def test_figures_follow_what_happened(papers, explaining, district):
    empty = {code: figure(code) for code in ("explained", "together", "several_forms", "quality", "before", "after")}
    assert set(empty.values()) == {"尚无记录"}
    papers.released(**NORMATIVE)
    late = papers.draft(**{**NORMATIVE, "doc_number": "长发改规〔2023〕2号"})
    papers.does(late, "submit_urgent", papers.drafter, reason="突发事件。")
    papers.does(late, "force", papers.head, reason="须立即告知公众。", reviewed="on")
    assert (figure("explained"), figure("together")) == ("50%（1/2）", "50%（1/2）")

    task = late.document.interpretation_tasks.get()
    explaining.does(task, "plan", papers.drafter, **SCHEME)
    for form in ("text", "qa"):
        one = explaining.passed(explaining.drafted(task, form))
        explaining.does(one, "release", papers.head)
    assert (figure("explained"), figure("together"), figure("several_forms")) == (
        "100%（2/2）",
        "50%（1/2）",
        "50%（1/2）",
    )
    bad = Interpretation.objects.latest("pk")
    bad.quality = [{**bad.quality[0], "weight": "mend"}]
    bad.save()
    assert figure("quality") == "67%（2/3）"

    assert figure("rulebook") == "0"
    mark_rulebook(late.document, district.clerk)
    mark_rulebook(late.document, district.clerk)
    assert figure("rulebook") == "1"
