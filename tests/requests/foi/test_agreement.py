"""Random lawful lives of applications: outcome, letter, article, remedy, cell, tables and due date agree.

The due day is counted once more here, day by day, from the bare calendar of off-days and make-up workdays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.workdays.models import CalendarDay
from mingzheng.requests.foi import history
from mingzheng.requests.foi.law import outcomes, remedy
from mingzheng.requests.foi.law.checks import check
from mingzheng.requests.foi.law.facts import Fact
from mingzheng.requests.foi.law.tables import table3, table4
from mingzheng.requests.foi.models import Application

FACTS = {
    "A1": {"pointer": "网站"},
    "A2": {"supplied": "文件"},
    "B": {"supplied": "文件", "withheld": ["C4"]},
    "D1b": {"agency": "区教育局"},
    "E1": {"pointer": "信访窗口"},
    "E3": {"pointer": "图书馆"},
    "C8": {"pointer": "查询窗口"},
}
ENDS = [code for code in outcomes.LEAVES if code not in ("F1", "F2", "F3", "D3", "E4")]
DEEDS = ("consult", "answer", "lapse", "extend", "charge", "talk")


@dataclass
class Life:
    """One application lived from random choices; what the law forbids at a moment is left out."""

    foi: object
    data: st.DataObject
    day: dt.date
    found: Application | None = None
    resets: list[dt.date] = field(default_factory=list)
    pauses: list[tuple[dt.date, dt.date | None, str]] = field(default_factory=list)
    extended: list[tuple[dt.date, int]] = field(default_factory=list)

    def pick(self, *choices: str) -> str:
        return self.data.draw(st.sampled_from(choices))

    def later(self) -> dt.date:
        self.day += dt.timedelta(days=self.data.draw(st.integers(0, 5)))
        return self.day

    def does(self, command: str, facts: dict | None = None, by: Post = Post.OFFICER) -> bool:
        try:
            self.foi.does(self.found, command, facts or {}, on=self.day, by=by)
        except Refused:
            return False
        return True

    def lived(self) -> None:
        channel = self.pick("in_person", "internet", "signed_post")
        self.found = self.foi.arrives(channel, on=self.day, received_on=self.day)
        if channel == "internet":
            self.later()
            assert self.does("confirm", {"received_on": self.day.isoformat(), "how": "电话"})
        assert self.does("register")
        self.resets.append(self.found.received_on)
        if not self.examined():
            return
        for _ in range(self.data.draw(st.integers(0, 4))):
            self.later()
            if getattr(self, f"may_{self.pick(*DEEDS)}")() == "over":
                return
        self.end()

    def examined(self) -> bool:
        self.later()
        if self.pick("accept", "correct") == "accept" or not self.does(
            "ask_correction", {"items": "写明年份", "period_days": "5"}
        ):
            assert self.does("accept")
            return True
        self.does("correction_delivered", {"delivered_on": self.day.isoformat()})
        if self.pick("corrected", "lapsed") == "lapsed":
            self.day = self.found.correction.due_on + dt.timedelta(days=1)
            assert self.does("correction_lapsed", {"reason": "逾期"})
            return False
        self.later()
        assert self.does("correct", {"received_on": self.day.isoformat(), "answer": "2022年"})
        self.resets.append(self.day)
        return True

    def may_consult(self) -> None:
        kind = self.pick("third_party", "co_agency")
        facts = {"kind": kind, "party": "某方", "content": "内容", "sent_on": self.day.isoformat()}
        assert self.does("consult", facts)
        ref = self.found.consultations.latest("pk").ref
        self.pauses.append((self.day, None, ref))
        self.does("consult_delivered", {"ref": ref, "delivered_on": self.day.isoformat()})

    def running(self) -> tuple[dt.date, dt.date | None, str] | None:
        return next((one for one in self.pauses if one[1] is None), None)

    def closes(self, one: tuple[dt.date, dt.date | None, str], day: dt.date) -> None:
        last = self.found.consultations.get(ref=one[2]).due_on
        self.pauses[self.pauses.index(one)] = (one[0], min(day, last), one[2])

    def may_answer(self) -> None:
        one = self.running()
        if one:
            said = {"ref": one[2], "answered_on": self.day.isoformat(), "position": "agree"}
            assert self.does("consult_answered", said)
            self.closes(one, self.day)

    def may_lapse(self) -> None:
        one = self.running()
        if one:
            self.day = max(self.day, self.found.consultations.get(ref=one[2]).due_on + dt.timedelta(days=1))
            assert self.does("consult_lapsed", {"ref": one[2]})
            self.closes(one, self.day)

    def may_extend(self) -> None:
        days = self.data.draw(st.integers(1, 20))
        if self.does("ask_extension", {"days": str(days), "reason": "材料多"}):
            if self.does("approve_extension", by=Post.HEAD):
                self.extended.append((self.day, days))
            else:
                assert self.does("refuse_extension", {"reason": "已过期限"}, by=Post.HEAD)

    def may_charge(self) -> str:
        if not self.does("charge", {"tariff": "pages", "n": "40", "how": "网上"}):
            return ""
        self.does("fee_delivered", {"delivered_on": self.day.isoformat()})
        if self.pick("pay", "lapse") == "lapse":
            self.day = self.found.fee.due_on + dt.timedelta(days=1)
            assert self.does("fee_lapsed", {"reason": "逾期"})
            return "over"
        self.later()
        assert self.does("pay", {"paid_on": self.day.isoformat(), "receipt": "1"})
        self.resets.append(self.day)
        return ""

    def may_talk(self) -> None:
        assert self.does(
            "talk", {"talked_on": self.day.isoformat(), "way": "phone", "summary": "说明", "result": "explained"}
        )

    def end(self) -> None:
        self.later()
        if self.pick("answer", "withdraw", "leave") != "answer":
            if self.data.draw(st.booleans()):
                assert self.does("withdraw", {"how": "书面"})
            return
        leaf = self.pick(*ENDS)
        if leaf == "D1a":
            where = {"searched_on": self.day.isoformat(), "place": "档案室", "person": "李", "words": "词"}
            assert self.does("search", {**where, "found": "no", "result": "没有"})
        if outcomes.leaf(leaf).discloses and leaf != "A1" and self.running():
            return
        self.foi.answers(self.found, leaf, self.day, **FACTS.get(leaf, {}))

    def counted_due(self, works) -> dt.date:
        """Day by day: twenty working days after the last beginning, and as many more as stood or were granted."""
        begin = self.resets[-1]
        left = 20 + sum(days for day, days in self.extended if day >= begin)
        day = begin
        while left:
            day += dt.timedelta(days=1)
            stands = any(start < day <= (end or dt.date.max) for start, end, _ref in self.pauses if start >= begin)
            left -= works(day) and not stands
        return day


@pytest.fixture
def works(later_years):
    """Is it a working day? Read from the rows of the calendar, not from the code that reckons with it."""
    rows = dict(CalendarDay.objects.values_list("date", "off"))
    return lambda day: not rows[day] if day in rows else day.weekday() < 5


# Without shrinking: each life writes to the database, and a failure names its choices as they were.
@settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), start=st.dates(dt.date(2023, 1, 3), dt.date(2025, 6, 30)))
def test_a_random_lawful_life_agrees_with_itself(foi, works, data, start):
    life = Life(foi, data, start)
    life.lived()
    found = life.found
    clock = foi.clock(found)
    if clock.status == "running" or (
        clock.status == "stopped" and found.leaf not in ("F1", "F2") and not life.running()
    ):
        assert clock.due_on == life.counted_due(works)
    played = history.explained(found)
    assert not [after.refused for after in played if after.refused]
    assert played[-1].due == clock.due_on or clock.status == "paused" or found.leaf in ("F1", "F2")
    if found.leaf and found.letters.filter(kind="answer").exists():
        agrees(found, foi.answer(found))
    balanced()


def agrees(found: Application, letter) -> None:
    leaf = outcomes.leaf(found.leaf)
    wanted = remedy.remedy(
        letter.signed_on, leaf.code, "district_department", names={"区人民政府": "上海市长宁区人民政府"}, online=True
    )
    assert letter.title == outcomes.LETTERS[leaf.letter]
    assert leaf.cited in "".join(letter.paragraphs)
    assert letter.remedy == wanted.text
    assert wanted.reconsideration_first == (
        letter.signed_on.year >= 2024 and (leaf.code == "B" or leaf.code in outcomes.WITHHOLDING)
    )


def facts() -> Iterator[Fact]:
    for one in Application.objects.filter(counted=True, received_on__isnull=False):
        yield Fact(str(one.pk), one.applicant_kind, one.received_on, one.closed_on, one.leaf or None)


def balanced() -> None:
    previous = None
    for year in (2023, 2024, 2025, 2026):
        tables = {"table3": table3(facts(), year), "table4": table4(facts(), year)}
        if previous is not None:
            carried = next(row["values"] for row in previous["rows"] if row["key"] == "carried_out")
            tables["previous_year"] = {"table3_carried_out": carried}
        assert check(tables) == []
        previous = tables["table3"]
