"""The sample as it might have been: other words, other marks, no body."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from mingzheng.supervision.workplan.parsing import parse_notice

from .annex import expected, found, sample_bytes
from .test_sample import EMPTY_CELLS

TEXT = sample_bytes().decode()


def same(text: str) -> str:
    return text


def other_words(text: str) -> str:
    for old, new in (
        ("区府办", "县政府办"),
        ("各委办局", "县级各部门"),
        ("全年", "年底前"),
        ("上半年", "6月底前"),
    ):
        text = text.replace(old, new)
    return text


VARIANTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "annex only": (TEXT[TEXT.index(" 附件：") :], same),
    "no page marks": (re.sub("(?m)^ ", "", TEXT), same),
    "form feeds": (re.sub("(?m)^ ", "\f", TEXT), same),
    "no blank lines": (re.sub("\n+", "\n", TEXT), same),
    "windows line ends": (TEXT.replace("\n", "\r\n"), same),
    "other column names": (
        TEXT.replace("序号 任务名称 任务内容 责任单位\n完成\n时限", "序号\n工作任务\n具体举措\n责任\n部门\n时间节点"),
        same,
    ),
    "numbers with dots": (re.sub(r"(?m)^ ?(\d{1,2})(?=\n|\s+[^\s月])", r"\1.", TEXT), same),
    "numbers beside the text": (re.sub(r"(?m)^(\d{1,2})\n+(?=[^\d\s])", r"\1 ", TEXT), same),
    "other words": (other_words(TEXT), other_words),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_variant(name: str) -> None:
    text, words = VARIANTS[name]
    notice = parse_notice(text.encode(), "2023.txt")
    want: list[dict[str, Any]] = [
        {k: [words(u) for u in v] if k == "units" else words(v) if isinstance(v, str) else v for k, v in row.items()}
        for row in expected()
    ]
    assert found(notice) == want
    assert {t.number: set(t.inferred) for t in notice.tasks if t.inferred} == EMPTY_CELLS


def test_without_the_annex_every_point_is_a_task_for_a_person_to_complete() -> None:
    notice = parse_notice(TEXT[: TEXT.index(" 附件：")].encode(), "a.txt")
    assert len(notice.tasks) == 25
    assert all(t.units == () and "units" in t.inferred for t in notice.tasks)
    assert notice.tasks[7].group == "规范发布公开政府信息"
    assert any("责任单位" in w for w in notice.warnings)
