"""Public facts reach who asked for them: signed, once, tried again, paused with notice; nothing that is not public."""

from __future__ import annotations

import json

import pytest
from tests.support.machines import ADMIN

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.commands import act
from mingzheng.desk.models import Notification
from mingzheng.disclosure.documents.models import Document
from mingzheng.machines.webhooks import commands, delivering
from mingzheng.machines.webhooks.models import Delivery, Subscription

pytestmark = pytest.mark.django_db
DOCUMENTS = ["document.published", "document.withdrawn"]


def work():
    """The worker's round, as if all waiting times had passed."""
    Message.objects.filter(status=Message.Status.WAITING).update(due_at="2020-01-01T00:00:00Z")
    run_due(1000)


def subscribed(receiver, kinds=DOCUMENTS, unit=None):
    return commands.subscribe("市级门户", receiver.address, kinds, unit, ADMIN)


def test_release_and_withdrawal_are_told_signed_and_without_content(papers, receiver):
    _found, secret = subscribed(receiver)
    document = papers.released()
    work()
    headers, body = receiver.got[-1]
    said = json.loads(body)
    assert said["type"] == "document.published"
    assert said["data"] == {
        "identifier": document.index_number,
        "address": f"https://zwgk.example.gov.cn{document.get_absolute_url()}",
    }
    assert document.title not in body and receiver.verified_by(secret) and headers["webhook-id"].startswith("msg_")
    act(
        document.live.case,
        "withdraw",
        papers.head,
        {"ground": "error", "explanation": "内容有误，重新发布。", "reason": "内容有误"},
    )
    work()
    assert [json.loads(text)["type"] for _headers, text in receiver.got] == DOCUMENTS


def test_what_is_open_to_some_only_is_not_told(papers, receiver):
    subscribed(receiver)
    document = papers.released()
    Document.objects.filter(pk=document.pk).update(listed=False)
    work()
    assert receiver.got == [] and not Delivery.objects.exists()


def test_another_units_fact_and_another_kind_are_not_told(papers, receiver, district):
    subscribed(receiver, unit=district.units["xinhua"])
    subscribed(receiver, kinds=["open_day.announced"])
    papers.released()
    work()
    assert receiver.got == []


def test_a_message_is_tried_again_under_the_same_number_and_arrives(receiver, systems):
    found, secret = subscribed(receiver)
    receiver.status = 503
    commands.test(found, ADMIN)
    work()
    held = Delivery.objects.get()
    assert held.status == "waiting" and "503" in held.error
    receiver.status = 204
    work()
    held.refresh_from_db()
    assert held.status == "delivered" and held.attempts == 2 and receiver.verified_by(secret)
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 1


def test_after_many_failures_it_pauses_tells_the_administrators_and_goes_on_with_what_waited(
    receiver, systems, monkeypatch
):
    monkeypatch.setattr(delivering, "PAUSE_AFTER", 2)
    admin = systems.district.person("qufuban", Post.ADMIN)
    found, _secret = subscribed(receiver)
    receiver.status = 500
    commands.test(found, ADMIN)
    work()
    work()
    found.refresh_from_db()
    assert found.status == Subscription.Status.PAUSED and "500" in found.paused_why
    work()
    assert "已暂停" in Notification.objects.get(person=admin).text
    with pytest.raises(Refused, match="暂停"):
        commands.test(found, ADMIN)
    receiver.status = 200
    assert commands.resume(found, ADMIN) == 1
    work()
    assert Delivery.objects.get().status == "delivered"


def test_who_says_gone_is_asked_no_more(receiver, systems):
    found, _secret = subscribed(receiver)
    receiver.status = 410
    commands.test(found, ADMIN)
    work()
    found.refresh_from_db()
    assert found.status == Subscription.Status.PAUSED


def test_for_three_days_both_secrets_are_valid(receiver, systems):
    found, old = subscribed(receiver)
    new = commands.rotate(found, ADMIN)
    commands.test(found, ADMIN)
    work()
    assert new != old and receiver.verified_by(old) and receiver.verified_by(new)
    Subscription.objects.update(previous_until="2020-01-01T00:00:00Z")
    commands.test(found, ADMIN)
    work()
    assert receiver.verified_by(new) and not receiver.verified_by(old)
    assert old not in str(list(Subscription.objects.values()))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/hook",
        "https://10.1.2.3/hook",
        "https://[::1]/hook",
        "http://169.254.169.254/latest/",
        "ftp://example.cn/",
        "https://u:p@8.8.8.8/",
        "http://8.8.8.8/hook",
        "https://no-such-host.invalid/",
    ],
)
def test_an_inner_or_unencrypted_address_is_refused_at_its_field(systems, settings, address):
    settings.MINGZHENG_WEBHOOK_ALLOW = []
    with pytest.raises(Refused) as refused:
        commands.subscribe("某处", address, DOCUMENTS, None, ADMIN)
    assert refused.value.field == "address" and not Subscription.objects.exists()


def test_an_address_that_turns_inward_later_is_not_asked(receiver, systems, settings):
    found, _secret = subscribed(receiver)
    settings.MINGZHENG_WEBHOOK_ALLOW = []
    commands.test(found, ADMIN)
    work()
    assert receiver.got == [] and "内部网络" in Delivery.objects.get().error
