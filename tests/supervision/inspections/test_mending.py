"""A confirmed finding is handed to its unit, mended within ten working days, and over when it is no longer seen."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.recounts.comparing import differing

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Clock
from mingzheng.supervision.inspections import commands
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.models import Finding
from mingzheng.supervision.inspections.owners import Owners

pytestmark = pytest.mark.django_db
SITE = "https://www.example.cn/sitemap.xml"
EMPTY = Defect("body.empty", "https://www.example.cn/1.html", "关于宣传的通知", "正文只有 0 个字。", agency="区财政局")


def seen(*defects: Defect) -> None:
    """What a run of today sees of the site: these and no other."""
    day = timekeeping.today()
    commands.record(None, SITE, defects, Owners(), day)
    gone = Finding.objects.filter(source=SITE, last_seen__lt=day).exclude(state=Finding.State.GONE)
    commands.close_gone(gone, day)


@pytest.fixture
def handed(changning, on_day):
    """Confirmed by 区府办 on 20 June 2023; it is 区财政局's."""
    on_day("2023-06-20")
    seen(EMPTY)
    commands.confirm(Finding.objects.get(), changning.clerk)
    return changning


def now() -> Finding:
    return Finding.objects.select_related("case", "unit").get()


def step(command: str, by: Actor, **typed: str) -> None:
    act(now().case, command, by, typed)


def share(day: str = "2023-12-31") -> tuple[int, int | None]:
    assert differing("inspections.mended_in_time", dt.date.fromisoformat(day)) == []
    figure = indicator_of("inspections.mended_in_time").measure(Scope(dt.date.fromisoformat(day)))
    return figure.numerator, figure.denominator


def test_the_unit_has_ten_working_days_and_the_next_inspection_closes_it(handed, on_day):
    officer = handed.actor("caizheng")
    assert now().case.unit.code == "caizheng" and now().case.due_on == dt.date(2023, 7, 5)  # 端午 lies between
    on_day("2023-06-28")
    step("mended", officer, how="补上了正文。")
    assert now().case.state == "mended" and now().state == "confirmed"
    on_day("2023-07-20")  # the machine came late; that is not the unit's
    seen()
    found = now()
    assert (found.state, found.case.state) == ("gone", "closed")
    assert Clock.objects.get(case=found.case, name="mend").met_on == dt.date(2023, 6, 28)
    assert share() == (1, 1)


def test_what_is_still_seen_goes_back_and_the_days_go_on(handed, on_day):
    on_day("2023-06-21")
    step("mended", handed.actor("caizheng"), how="补上了正文。")
    seen(EMPTY)  # the same day: the run may have looked before
    assert now().case.state == "mended"
    on_day("2023-07-25")
    seen(EMPTY)
    found = now()
    assert found.case.state == "to_mend" and found.mended_on is None and found.case.due_on > dt.date(2023, 7, 6)


def test_mended_without_a_word_is_gone_all_the_same(handed, on_day):
    on_day("2023-06-25")
    seen()
    assert now().case.state == "closed" and share() == (1, 1)


def test_too_late_is_too_late(handed, on_day):
    on_day("2023-08-01")
    assert share("2023-08-01") == (0, 1)
    seen()
    assert share() == (0, 1)


def test_a_disputed_finding_is_judged_by_the_office_and_a_false_alarm_does_not_count(handed, on_day):
    officer = handed.actor("caizheng")
    step("dispute", officer, reason="这一页按规定只放附件，附件能打开。")
    with pytest.raises(Refused):
        step("false", officer, reason="不是问题。")
    step("false", handed.clerk, reason="只放附件的页面，属实。")
    assert now().state == "false" and now().case.state == "false" and share() == (0, 0)
    on_day("2023-06-25")
    seen(EMPTY)
    assert now().state == "false", "the same again is no news"


def test_what_comes_back_begins_anew(handed, on_day):
    on_day("2023-06-25")
    seen()
    on_day("2023-06-30")
    seen(EMPTY)
    assert now().state == "open" and now().case.state == "closed"
    commands.confirm(now(), handed.clerk)
    assert now().case.state == "to_mend" and now().case.due_on == dt.date(2023, 7, 14)
    assert share() == (1, 2)


def test_the_office_hands_on_what_belongs_to_another_unit(handed):
    other = handed.actor("fagaiwei")
    with pytest.raises(Refused):
        step("mended", other, how="补上了正文。")
    step("assign", handed.clerk, unit=str(other.unit_id), reason="页面由区发改委维护。")
    assert now().unit.code == "fagaiwei"
    step("mended", other, how="补上了正文。")


def test_who_mended_it_does_not_verify_it(handed):
    step("mended", handed.actor("caizheng"), how="补上了正文。")
    with pytest.raises(Refused):
        step("verify", handed.actor("caizheng", Post.HEAD))
    step("verify", handed.clerk)
    assert (now().state, now().case.state) == ("gone", "closed")
    with pytest.raises(Refused, match="已经消除"):
        commands.false_alarm(now(), "不是问题，理由如上", handed.clerk)


def test_a_finding_that_was_handed_over_is_worked_on_at_its_case(handed, client):
    with pytest.raises(Refused, match="交办整改"):
        commands.false_alarm(now(), "不是问题，理由如上", handed.clerk)
