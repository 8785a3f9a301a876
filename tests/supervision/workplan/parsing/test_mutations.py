"""Whatever a PDF reader does to the annex — other widths, page furniture, another order of columns —
the tasks come out.
"""

from __future__ import annotations

import re
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mingzheng.supervision.workplan.parsing import ParsedNotice, parse_notice

from .annex import ROLES, as_dump, expected, found, sample_bytes

FEW = settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def right(notice: ParsedNotice) -> dict[str, float]:
    """Share of tasks with each field exactly right; tasks are matched by number."""
    by_number = {t["number"]: t for t in found(notice)}
    rows = expected()
    return {
        field: sum(by_number.get(r["number"], {}).get(field) == r[field] for r in rows) / len(rows)
        for field in ("content", "units", "due", "group", "open_ended")
    }


def assert_good(shares: dict[str, float], least: float) -> None:
    assert min(shares.values()) >= least, shares


@FEW
@given(
    content=st.integers(11, 30),
    group=st.integers(4, 9),
    units=st.integers(5, 12),
    blank=st.booleans(),
    rows=st.integers(6, 30),
    number=st.sampled_from(["- {} -", "— {} —", "第{}页", "{}/9"]),
)
def test_other_widths_and_pages(content: int, group: int, units: int, blank: bool, rows: int, number: str) -> None:
    widths = {"content": content, "group": group, "units": units}
    notice = parse_notice(as_dump(widths, blank=blank, rows_a_page=rows, page_number=number), "a.txt")
    assert len(notice.tasks) == 66
    assert_good(right(notice), 0.97)


@FEW
@given(order=st.permutations(ROLES[1:]))
def test_other_orders_of_columns(order: list[str]) -> None:
    notice = parse_notice(as_dump(order=("number", *order)), "a.txt")
    assert len(notice.tasks) == 66
    assert_good(right(notice), 0.95)


@FEW
@given(data=st.data())
def test_sample_with_furniture_strewn_in(data: st.DataObject) -> None:
    lines = sample_bytes().decode().split("\n")
    if data.draw(st.booleans(), label="drop blank lines"):
        lines = [ln for ln in lines if ln.strip()]
    pages = [i for i, ln in enumerate(lines) if re.match(r" \S", ln)]
    kind = data.draw(st.sampled_from(["- {} -", "— {} —", "第 {} 页"]), label="page number")
    for k, at in sorted(enumerate(pages), reverse=True):
        lines.insert(at, kind.format(k))
    if data.draw(st.booleans(), label="double blanks"):
        lines = [re.sub("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "  ", ln) for ln in lines]
    notice = parse_notice("\n".join(lines).encode(), "a.txt")
    assert [t.number for t in notice.tasks] == list(range(1, 67))
    assert len(notice.points) == 25
    assert_good(right(notice), 1.0)


@FEW
@given(st.lists(st.sampled_from([1, 13, 24, 35, 48, 61, 64]), unique=True, max_size=4))
def test_a_row_that_is_missing_is_missed(gone: list[int]) -> None:
    text = as_dump(body=False, rows_a_page=100).decode().split("\n\n")
    starts = {int(t): i for i, t in enumerate(text) if t.isdigit()}
    for number in sorted(gone, reverse=True):
        end = starts.get(number + 1, len(text))
        del text[starts[number] : end]
    notice = parse_notice("\n\n".join(text).encode(), "a.txt")
    assert {t.number for t in notice.tasks} == set(range(1, 67)) - set(gone)
    assert bool(gone) == any("没有找到序号" in w for w in notice.warnings)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet="序号任务名称内容责任单位完成时限区府办局、，。（）()一二1234 \n\t【】全年", max_size=400))
def test_nonsense_is_read_or_refused_never_a_crash(text: str) -> None:
    read_or_refused(text.encode(), "a.txt")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0", b"\xff\xfe"]),
)
def test_noise_is_refused_never_a_crash(data: bytes, head: bytes) -> None:
    read_or_refused(head + data, "a.bin")


def read_or_refused(data: bytes, name: str) -> Any:
    from mingzheng.core.errors import Refused

    try:
        return parse_notice(data, name)
    except Refused as refused:
        assert refused.message
        assert refused.remedy
        return None
