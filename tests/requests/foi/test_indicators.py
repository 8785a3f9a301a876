"""What applications prove to tasks 14, 15 and 16: figures that open on records which add up."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.recounts.comparing import differing

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.indicators import Figure, Scope, indicator_of, indicators
from mingzheng.core.procedures.commands import act
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import conferences, same
from mingzheng.requests.foi.models import Application, Correction, Offer, Rating
from mingzheng.supervision.workplan.binding import binding_for, bindings

DAY = dt.date(2023, 4, 20)
MONDAY = dt.date(2023, 4, 17)


def figure(code: str, day: dt.date = DAY, unit_id: int | None = None) -> Figure:
    """The figure, after its lines were counted: they must say the same and show no person."""
    indicator, scope = indicator_of(code), Scope(day, unit_id=unit_id)
    found, items = indicator.measure(scope), indicator.items(scope)
    assert found.numerator == sum(item.counts for item in items)
    assert found.denominator in (None, len(items))
    assert differing(code, day) == [], "plain SQL says the same"
    for item in items:
        assert "张三丰" not in item.title + item.note and "营商环境" not in item.title + item.note
    return found


def answered(foi, on: dt.date = DAY, leaf: str = "A2", **facts) -> Application:
    found = foi.handled()
    foi.answers(found, leaf, on, **({"supplied": "报告"} if leaf == "A2" else facts))
    return found


def test_the_whole_trail(foi):
    found = answered(foi)
    assert figure("foi.traced") == Figure(0, 1)
    (line,) = indicator_of("foi.traced").items(Scope(DAY))
    assert line.note == "缺：归档" and line.ref == found.ref
    foi.does(found, "archive", on=DAY)
    assert figure("foi.traced") == Figure(1, 1)
    Application.objects.filter(pk=found.pk).update(receipt_how="")
    assert figure("foi.traced") == Figure(0, 1)


def test_a_lapse_needs_its_record_and_no_service(foi):
    found = foi.handled()
    foi.does(found, "withdraw", {"how": "书面撤回"}, on=DAY)
    foi.does(found, "archive", on=DAY)
    assert figure("foi.traced") == Figure(1, 1)
    Application.objects.filter(pk=found.pk).update(leaf="F1")
    assert figure("foi.traced") == Figure(0, 1)
    Correction.objects.create(application=found, items="x", period_days=5, asked_on=MONDAY, lapsed_on=DAY)
    assert figure("foi.traced") == Figure(1, 1)


def test_late_answers_and_late_open_ones_count_against(foi):
    answered(foi)
    late = dt.date(2023, 5, 17)
    answered(foi, on=late)
    assert figure("foi.in_time", dt.date(2023, 5, 16)) == Figure(1, 1)
    foi.handled()
    assert figure("foi.in_time", late) == Figure(1, 3)
    assert figure("foi.in_time", late, Unit.objects.get(code="xinhua").pk) == Figure(0, 0)


def test_what_was_imported_or_not_counted_has_no_figure(foi):
    for change in ({"counted": False}, {"origin": "import"}):
        Application.objects.filter(pk=answered(foi).pk).update(**change)
    for code in ("foi.traced", "foi.in_time", "foi.contacted"):
        assert figure(code) == Figure(0, 0)


def test_conversations(foi):
    spoken, unreached, refused = (foi.handled() for _ in range(3))
    talk = {
        "talked_on": MONDAY.isoformat(),
        "way": "phone",
        "summary": "说明情况",
        "suggested": "",
        "result": "cleared",
    }
    foi.does(spoken, "talk", talk, on=MONDAY)
    foi.does(refused, "talk", {**talk, "result": "solved"}, on=MONDAY)
    foi.does(unreached, "talk", {**talk, "result": "unreached"}, on=MONDAY)
    for found in (spoken, unreached):
        foi.answers(found, "A2", DAY, supplied="报告")
    foi.answers(refused, "C5", DAY)
    assert figure("foi.contacted") == Figure(2, 3)
    assert figure("foi.solved_before_refusal") == Figure(1)


def test_satisfaction_is_never_shown_beside_the_application(foi):
    for stars in (5, 4, 3):
        found = answered(foi)
        Rating.objects.create(application=found, stars=stars, said_on=DAY)
    assert figure("foi.satisfied") == Figure(2, 3)
    assert figure("foi.satisfied", dt.date(2023, 4, 19)) == Figure(0, 0)
    assert figure("foi.satisfied", unit_id=Unit.objects.get(code="xinhua").pk) == Figure(0, 0)
    numbers = set(Application.objects.values_list("number", flat=True))
    for item in indicator_of("foi.satisfied").items(Scope(DAY)):
        assert not any(number in item.title + item.note for number in numbers)
        assert not records.visible(item.ref, foi.actor()) and records.resolve(item.ref) is None


def test_what_was_found_before_filing_counts_each_time(foi):
    Offer.objects.create(day=DAY, unit=foi.unit, shown=9, opened=4, avoided=3)
    Offer.objects.create(day=DAY, unit=Unit.objects.get(code="sifa"), shown=9, opened=4)
    assert figure("foi.solved_before_refusal") == Figure(3)
    assert figure("foi.solved_before_refusal", unit_id=Unit.objects.get(code="sifa").pk) == Figure(0)


def test_exchanges_of_the_office(foi):
    values = {"kind": "exchange", "topic": "答复文书", "held_on": DAY, "minutes": "讲评。", "people": 30, "units": []}
    office = Unit.objects.get(code="qufuban")
    with timekeeping.standing_at(DAY):
        conferences.record(office, foi.district.clerk, values)
        conferences.record(office, foi.district.clerk, {**values, "kind": "case"})
        conferences.record(foi.unit, foi.actor(), values)
    assert figure("foi.exchanges") == Figure(1)
    assert figure("foi.exchanges", unit_id=foi.unit.pk) == Figure(1)
    assert figure("foi.exchanges", dt.date(2023, 4, 19)) == Figure(0)


def test_turned_public_counts_what_was_accepted(foi):
    first = foi.arrives(name="甲", id_number="甲")
    with timekeeping.standing_at(DAY):
        made = same.suggest(first, foi.actor(), {"topic": "孵化器认定结果"})
    assert figure("foi.turned_public") == Figure(0, 0)
    with timekeeping.standing_at(DAY):
        act(made.case, "accept", foi.actor(Post.HEAD), {"topic": "孵化器认定结果"})
    assert figure("foi.turned_public") == Figure(0, 1)


def test_the_tasks_of_the_notice_carry_them():
    bound = {code for binding in bindings() for code in binding.indicators if code.startswith("foi.")}
    assert bound == {one.code for one in indicators() if one.code.startswith("foi.")}


def test_figures_do_not_ask_once_for_each_case(foi):
    """As many queries for one as for four."""
    counts = []
    for n in (1, 3):
        for _ in range(n):
            answered(foi)
        with CaptureQueriesContext(connection) as seen:
            for one in indicators():
                if one.code.startswith("foi."):
                    one.measure(Scope(DAY))
                    one.items(Scope(DAY))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_each_of_the_three_tasks_finds_its_figures():
    for content, first in [
        (
            "做好依申请件全量管理，确保接收、登记、答复、邮寄、办结归档、复议诉讼报备等关键节点全程留痕、可追溯",
            "foi.traced",
        ),
        ("加强与申请人的沟通，强化便民解答、指引和服务，推动申请人合理诉求的实质性解决", "foi.contacted"),
        ("定期组织依申请办理工作业务交流", "foi.exchanges"),
    ]:
        assert first in binding_for(content).indicators
