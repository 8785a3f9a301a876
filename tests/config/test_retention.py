"""What is kept how long: one list, and the worker's daily jobs keep it."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from tests.support.letters import desk  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.config import clearing
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.outbox import daily, forgetting, registry
from mingzheng.core.outbox.models import Message
from mingzheng.policy.push import commands as push
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.models import Consent, Profile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
LONG_AGO = dt.timedelta(days=400)


def listed():
    out = io.StringIO()
    call_command("retention", "--json", stdout=out)
    return {row["rule"]: row for row in json.loads(out.getvalue())}


def runs(name):
    """The worker does the day's job of this name."""
    daily.owe_today()
    assert outbox.run_now([f"daily.{name}"]) == 1


def test_every_rule_says_what_how_long_and_on_what_basis_and_nothing_is_due_in_a_new_house(desk):
    rows = listed()
    assert len(rows) >= 30
    assert not [row for row in rows.values() if not (row["what"] and row["term"] and row["basis"])]
    assert {row["due"] for row in rows.values()} <= {0, None}


def test_whatever_removes_by_a_term_is_on_the_list():
    """A daily job whose words say that it removes something is a rule; another one would be kept from the list."""
    words = ("清除", "清理", "删除", "清空", "forget", "drop")
    jobs = {
        topic.name.removeprefix("daily."): topic.label for topic in registry.topics() if topic.name.startswith("daily.")
    }
    assert {name for name, label in jobs.items() if any(word in label for word in words)} <= set(listed())


def test_sessions_and_sign_ins_go_after_their_terms(client):
    client.get("/account/login/")
    Session.objects.create(session_key="over", session_data="", expire_date=timezone.now() - dt.timedelta(hours=1))
    Session.objects.create(session_key="open", session_data="", expire_date=timezone.now() + dt.timedelta(hours=1))
    for name, age in [("old", clearing.SIGN_INS + dt.timedelta(days=1)), ("new", dt.timedelta(days=180))]:
        row = AccessLog.objects.create(username=name)
        AccessLog.objects.filter(pk=row.pk).update(attempt_time=timezone.now() - age)
    assert (listed()["sessions"]["due"], listed()["sign_ins"]["due"]) == (1, 1)
    runs("sessions")
    runs("sign_ins")
    assert [row.session_key for row in Session.objects.filter(session_key__in=["over", "open"])] == ["open"]
    assert [row.username for row in AccessLog.objects.all()] == ["new"]
    assert (listed()["sessions"]["due"], listed()["sign_ins"]["due"]) == (0, 0)
    assert listed()["sessions"]["done"]


def test_what_was_done_long_ago_goes_but_keys_that_are_owed_once_stay():
    outbox.enqueue("test.plain", {})
    outbox.enqueue("test.keyed", {}, key="once")
    outbox.enqueue("daily.tries", {"day": "2023-01-01"}, key="daily.tries:2023-01-01")
    outbox.enqueue("test.waiting", {})
    done = Message.objects.exclude(topic="test.waiting")
    done.update(status=Message.Status.DONE, done_at=timezone.now() - LONG_AGO)
    runs("outbox.done")
    left = set(Message.objects.exclude(topic__startswith="daily.").values_list("topic", flat=True))
    assert left == {"test.keyed", "test.waiting"}
    assert not Message.objects.filter(key="daily.tries:2023-01-01").exists()


@pytest.mark.parametrize("who", list(Who))
def test_a_withdrawn_profile_is_emptied_after_thirty_days_and_an_import_does_not_bring_it_back(who, on_day):
    on_day("2023-05-01")
    reach = {"outside_id": "X1", "email": "a@example.com", "name": "张三丰", "mobile": "13800001111"}
    facts = {"street": "xinhua", "disabled": True} if who is Who.PERSON else {"employees": 12}
    push.keep_many(who, [(reach, facts)])
    profile = Profile.objects.get()
    push.withdraw(profile, Consent.Purpose.PUSH)
    on_day("2023-05-30")
    runs("push.withdrawn")
    assert Profile.objects.get().name == "张三丰"
    on_day("2023-06-02")
    assert listed()["push.withdrawn"]["due"] == 1
    runs("push.withdrawn")
    found = Profile.objects.get()
    assert (found.name, found.mobile, found.outside_id, found.email) == ("", "", "X1", "a@example.com")
    held = push.facts_model(who).objects.values().get()
    assert {value for field, value in held.items() if field not in ("profile_id", "open")} == {None}
    assert listed()["push.withdrawn"]["due"] == 0
    push.keep_many(who, [({**reach, "name": ""}, {})])
    assert not Consent.objects.filter(ended_at=None).exists()


def test_who_still_agrees_to_something_keeps_the_profile(on_day):
    on_day("2023-05-01")
    profile = push.enter(Who.PERSON, "b@example.com")
    push.correct(profile, {"street": "xinhua"})
    push.consent(profile, Consent.Purpose.PUSH)
    push.consent(profile, Consent.Purpose.GRANT)
    push.withdraw(profile, Consent.Purpose.PUSH)
    on_day("2023-08-01")
    runs("push.withdrawn")
    assert push.facts_model(Who.PERSON).objects.get().street == "xinhua"


def test_the_table_is_readable_and_names_no_internal_word():
    out = io.StringIO()
    call_command("retention", stdout=out)
    said = out.getvalue()
    assert "来信：来信人的姓名和联系方式\n    办结后" in said
    assert f"共 {len(forgetting.rules())} 条规则，到期待清除 0 项。" in said
