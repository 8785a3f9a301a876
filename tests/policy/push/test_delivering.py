"""Deliveries are written once, with reasons; an opt-out stops the next send; nothing personal leaks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from tests.policy.push.conftest import FIT, SMALL, drain

from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.commands import act
from mingzheng.policy.policies.stages import Stage, traces_of
from mingzheng.policy.push import audiences, commands, delivering, importing, matching, telling
from mingzheng.policy.push.audiences import audience
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.conditions import read
from mingzheng.policy.push.facts import values_of
from mingzheng.policy.push.models import Batch, Delivery, Profile, Sent
from mingzheng.policy.push.standin import StandIn

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 6, 5)


def test_an_approved_rule_of_a_public_policy_is_pushed_once_and_to_who_agreed(pushing):
    fits = pushing.profile("甲公司", **FIT)
    pushing.profile("乙公司", **{**FIT, "size": "large"})
    pushing.profile("丙公司", **{**FIT, "revenue": None})
    pushing.profile("丁公司", agrees=False, **FIT)
    drain()
    policy = pushing.policy()
    rule = pushing.in_force(policy)
    drain()
    assert [(one.profile_id, one.reasons) for one in Delivery.objects.all()] == [(fits.pk, 0b111)]
    batch = Batch.objects.get()
    assert (batch.matched, batch.written, batch.asked) == (1, 1, 1)
    assert delivering.deliver(rule) is None and Batch.objects.count() == 1
    assert [trace.note for trace in traces_of([policy])[policy.pk] if trace.stage is Stage.PUSHING] == [
        "告知 不足 10 个人和企业"
    ]


def test_an_unapproved_rule_and_a_policy_that_is_not_public_reach_nobody(pushing):
    pushing.profile("甲公司", **FIT)
    policy = pushing.policy()
    rule = pushing.draft(policy)
    act(rule.case, "submit", pushing.officer)
    delivering.deliver_policy(policy, DAY)
    assert not Delivery.objects.exists()
    type(policy.document).objects.filter(pk=policy.document_id).update(listed=False)
    act(rule.case, "approve", pushing.head)
    drain()
    assert not Delivery.objects.exists()


def test_a_corrected_fact_is_matched_at_once_and_a_turned_age_the_next_morning(pushing, on_day):
    profile = pushing.profile("甲公司", **{**FIT, "revenue": None, "founded_on": dt.date(2022, 6, 6)})
    pushing.in_force(pushing.policy())
    drain()
    commands.correct(profile, {"revenue": 5_000_000})
    drain()
    assert not Delivery.objects.exists()
    on_day("2023-06-06")
    delivering.match_all()
    assert Delivery.objects.count() == 1


def tell(pushing, **settled):
    profile = pushing.profile("甲公司", **FIT)
    commands.settle(
        profile,
        **{
            "rhythm": "daily",
            "by_mail": True,
            "by_sms": False,
            "by_portal": False,
            "mobile": "",
            "name": "",
            **settled,
        },
    )
    pushing.in_force(pushing.policy())
    drain()
    mail.outbox.clear()
    return Profile.objects.get(pk=profile.pk)


def test_a_digest_names_the_policy_and_none_of_the_facts_and_comes_once(pushing):
    tell(pushing)
    telling.owe_daily()
    drain()
    (letter,) = mail.outbox
    assert "优化营商环境" in letter.body and "List-Unsubscribe" in letter.extra_headers
    assert not any(word in letter.body for word in ("小型企业", "800 万", "8000000", "2018", "甲公司"))
    telling.owe_daily()
    drain()
    assert len(mail.outbox) == 1


def test_opting_out_stops_the_next_send_even_when_it_waits_already(pushing):
    profile = tell(pushing)
    telling.owe_daily()
    found = telling.profile_of_stop(telling.stop_address(profile).rstrip("/").rsplit("/", 1)[1])
    assert found == profile and telling.profile_of_stop("x") is None
    commands.withdraw(found, "push")
    drain()
    assert mail.outbox == [] and not Sent.objects.exists()


def test_frequency_limits_are_kept(pushing):
    profile = tell(pushing)
    for number in range(7):
        Sent.objects.create(key=f"x{number}", profile=profile, channel="mail", status="sent", at=Batch.objects.get().at)
    telling.owe_daily()
    drain()
    assert mail.outbox == []


def test_the_gateway_gets_a_number_and_a_count_and_a_failure_is_tried_again(pushing, settings):
    with StandIn() as gateway:
        settings.MINGZHENG_SMS_URL = gateway.address
        tell(pushing, by_mail=False, by_sms=True, mobile="13900000000")
        gateway.down = True
        telling.owe_daily()
        drain()
        assert Sent.objects.get().status == "failed" and gateway.received == 0
        gateway.down = False
        telling.owe_daily()
        drain()
        assert Sent.objects.get().status == "sent" and gateway.received == 1


def test_what_one_sees_agrees_with_what_was_delivered_and_says_why(pushing):
    profile = pushing.profile("甲公司", **FIT)
    pushing.in_force(pushing.policy(), benefit="贷款贴息")
    (match,) = matching.ranked(Who.ENTERPRISE, values_of(profile), DAY)
    assert match.standing is matching.Standing.FITS
    assert match.why == "因为贵单位是微型企业或者小型企业、上年度营业收入少于 2000 万元，并且成立满 1 年。"
    (asks,) = matching.ranked(Who.ENTERPRISE, {**FIT, "revenue": None}, DAY)
    assert [column.code for column in asks.asks] == ["revenue"] and "再告诉我们「上年度营业收入」" in asks.why
    (near,) = matching.ranked(Who.ENTERPRISE, {**FIT, "revenue": 30_000_000}, DAY)
    assert near.why == "只差一项：要求上年度营业收入少于 2000 万元，现在登记的是3000 万元。"
    assert matching.ranked(Who.ENTERPRISE, {**FIT, "revenue": 30_000_000, "size": "large"}, DAY) == []
    assert matching.ranked(Who.PERSON, {"born_on": DAY}, DAY) == []


def test_forgetting_leaves_nothing(pushing):
    profile = tell(pushing)
    telling.owe_daily()
    drain()
    commands.forget(profile)
    assert not any(model.objects.exists() for model in (Profile, Delivery, Sent))
    with pytest.raises(Refused, match="已经删除"):
        commands.consent(profile, "push")


HEAD = "编号,名称,邮箱,同意推送,企业规模,上年度营业收入,成立日期,行业大类,高新技术企业\n"


def test_an_import_takes_whole_rows_and_says_what_is_wrong_with_the_others(pushing):
    lines = [
        "A1,甲公司,a@example.com,是,小型企业,800万,2018-05-01,软件和信息技术服务业,是",
        "A2,乙公司,b@example.com,,小型企业,1,2018-05-01,,",
        "A3,丙公司,错的,是,巨型,很多,2030-01-01,,也许",
        "A1,甲公司,a@example.com,是,,900万,,,",
        ",,,,,,,,",
    ]
    report = importing.import_profiles(
        (HEAD + "\n".join(lines)).encode(), "画像.csv", Who.ENTERPRISE, pushing.officer, "区税务局，书面同意"
    )
    assert (report.added, report.updated) == (1, 0)
    said = [f"{bad.line} {bad.message}" for bad in report.refused]
    assert (
        len(said) == 6
        and any("没有取得同意" in one for one in said)
        and not any("巨型" in one or "很多" in one for one in said)
    )
    profile = Profile.objects.get()
    values = values_of(profile)
    assert (values["revenue"], values["size"], values["section"], values["high_tech"]) == (
        9_000_000,
        "small",
        "I",
        True,
    )
    commands.withdraw(profile, "push")
    again = importing.import_profiles((HEAD + lines[0]).encode(), "画像.csv", Who.ENTERPRISE, pushing.officer, "再次")
    assert (again.added, again.updated) == (0, 1) and not profile.enterprise_facts.__class__.objects.get().open
    everything = " ".join(f"{entry.summary} {entry.data_text}" for entry in Entry.objects.all())
    everything += " ".join(str(message.payload) for message in Message.objects.all())
    assert not any(word in everything for word in ("甲公司", "a@example.com", "9000000", "8000000"))


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"x", "a.txt", "只收 csv 或者 xlsx"),
        (b"not a package", "a.xlsx", "打不开"),
        (b"\x00\x01\x02", "a.csv", "读不出文字"),
        ("名称,同意推送".encode(), "a.csv", "至少要有"),
        ("编号,名称".encode(), "a.csv", "没有「同意推送」"),
        ("编号,同意推送,星座".encode(), "a.csv", "不认识的表头：星座"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_whole(pushing, data, name, words):
    with pytest.raises(Refused, match=words):
        importing.import_profiles(data, name, Who.ENTERPRISE, pushing.officer, "来源")


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_large_table_is_counted_in_two_halves_and_nobody_is_left_out(pushing, monkeypatch):
    for number in range(7):
        pushing.profile(f"企业{number}", **{**FIT, **({"revenue": None} if number > 4 else {})})
    node, _faults = read(SMALL, Who.ENTERPRISE)
    whole = audience(node, Who.ENTERPRISE, DAY)
    for middle in (0, 3, 7):
        monkeypatch.setattr(audiences, "_middle", lambda _table, middle=middle: middle)
        assert audience(node, Who.ENTERPRISE, DAY) == whole == audiences.Audience(5, 2)
