"""我的政策 from the mailed link to deletion; subscriptions; what applies to an industry. Nothing personal in addresses or caches."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse
from tests.policy.push.conftest import drain, pushing  # noqa: F401 - fixture
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import searchable
from mingzheng.core.outbox.models import Message
from mingzheng.core.tries.models import Tries
from mingzheng.policy.push import commands, queries
from mingzheng.policy.push.columns import Who, sections
from mingzheng.policy.push.facts import values_of
from mingzheng.policy.push.models import Entrance, Profile, Response, Subscription

pytestmark = pytest.mark.django_db
MAILBOX = "boss@example.com"


def link_in(letter, name):
    return re.search(rf"https?://[^/]+(/{name}\S+)", letter.body).group(1)


def entered(client, kind="enterprise"):
    client.post(reverse("portal:mine"), {"kind": kind, "email": MAILBOX})
    drain()
    client.post(link_in(mail.outbox[-1], "wode/jin"))
    return Profile.objects.get(email=MAILBOX)


def test_a_link_is_good_once_and_for_its_browser_alone(client, pushing):  # noqa: F811
    answer = client.post(reverse("portal:mine"), {"kind": "enterprise", "email": MAILBOX.upper()})
    assert "请到邮箱里点开链接" in answer.content.decode() and "no-store" in answer["Cache-Control"]
    drain()
    link = link_in(mail.outbox[-1], "wode/jin")
    assert MAILBOX not in link and not Profile.objects.exists()
    assert "链接有效" in client.get(link).content.decode()
    assert client.post(link).status_code == 302 and not Entrance.objects.exists()
    page = client.get(reverse("portal:mine"))
    assert "符合的（0）" in page.content.decode() and "no-store" in page["Cache-Control"]
    other = type(client)()
    assert other.post(link).status_code == 403 and "发送进入链接" in other.get(reverse("portal:mine")).content.decode()
    client.post(reverse("portal:mine-leave"))
    assert "发送进入链接" in client.get(reverse("portal:mine")).content.decode()


def test_another_site_cannot_post_and_a_flood_is_stopped(client, pushing):  # noqa: F811
    ask = {"kind": "person", "email": MAILBOX}
    assert client.post(reverse("portal:mine"), ask, headers={"Origin": "https://evil.example"}).status_code == 403
    for _one in range(5):
        client.post(reverse("portal:mine"), ask)
    assert "已经要过几次链接" in client.post(reverse("portal:mine"), ask).content.decode()
    Tries.objects.all().delete()
    answer = client.post(reverse("portal:mine"), {"kind": "person", "email": "不是邮箱"})
    assert "邮箱写得不对" in answer.content.decode() and "不是邮箱" in answer.content.decode()


def test_from_one_more_fact_to_useful_and_gone(client, pushing):  # noqa: F811
    policy = pushing.policy()
    pushing.in_force(policy, benefit="贷款贴息")
    drain()
    profile = entered(client)
    client.post(reverse("portal:mine-consent"), {"purpose": "push", "do": "consent"})
    typed = {"size": "small", "founded_on": "2018-05-01", "high_tech": "是"}
    assert client.post(reverse("portal:mine-facts"), typed).status_code == 302
    page = client.get(reverse("portal:mine")).content.decode()
    assert "再知道一项就能判断的（1）" in page and "贵单位上一年度的营业收入是多少？" in page
    wrong = client.post(reverse("portal:mine-answer"), {"field": "revenue", "revenue-revenue": "很多"})
    assert wrong.status_code == 422 and "应填整数" in wrong.content.decode() and "很多" in wrong.content.decode()
    client.post(reverse("portal:mine-answer"), {"field": "revenue", "revenue-revenue": "800万"})
    assert values_of(profile)["revenue"] == 8_000_000 and values_of(profile)["high_tech"] is True
    drain()
    page = client.get(reverse("portal:mine")).content.decode()
    assert (
        "因为贵单位是微型企业或者小型企业、上年度营业收入少于 2000 万元，并且成立满 1 年。" in page
        and "贷款贴息" in page
    )
    assert client.get(reverse("portal:mine-read", args=[policy.pk])).status_code == 302
    client.post(reverse("portal:mine-rate"), {"policy": policy.pk, "useful": "yes"})
    assert Response.objects.get().useful is True
    client.post(reverse("portal:mine-answer"), {"field": "revenue", "revenue-revenue": "3000万"})
    assert "现在登记的是3000 万元" in client.get(reverse("portal:mine")).content.decode()
    settled = {"rhythm": "daily", "by_sms": "on", "mobile": "", "name": ""}
    assert "请填手机号码" in client.post(reverse("portal:mine-settings"), settled).content.decode()
    client.post(reverse("portal:mine-forget"))
    assert not Profile.objects.exists() and "发送进入链接" in client.get(reverse("portal:mine")).content.decode()


def test_nobody_without_a_session_reads_anything(client, pushing):  # noqa: F811
    for name, args in (("mine-facts", []), ("mine-settings", []), ("mine-forget", []), ("mine-read", [1])):
        answer = client.get(reverse(f"portal:{name}", args=args))
        assert (
            answer.status_code == 302
            and answer["Location"] == reverse("portal:mine")
            and "no-store" in answer["Cache-Control"]
        )


def test_one_click_in_the_mail_stops(client, pushing):  # noqa: F811
    from mingzheng.policy.push import telling

    profile = commands.enter(Who.ENTERPRISE, MAILBOX)
    commands.consent(profile, "push")
    address = telling.stop_address(profile)
    path = address[address.index("/wode") :]
    assert "不再接收" in client.get(path).content.decode() and MAILBOX not in path
    client.post(path, {"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"})
    assert not profile.consents.filter(ended_at=None).exists()
    assert client.get("/wode/tingzhi/falsch/").status_code == 404


def test_a_subscription_starts_in_the_mailbox_and_ends_there(client, pushing):  # noqa: F811
    pushing.policy()
    drain()
    mail.outbox.clear()
    answer = client.post(reverse("portal:subscribe"), {"topic": "tag:营商环境", "rhythm": "daily", "email": MAILBOX})
    assert "确认信已经发出" in answer.content.decode()
    drain()
    client.post(link_in(mail.outbox[-1], "dingyue/queren"))
    one = Subscription.objects.get()
    assert one.confirmed_at is not None and one.rhythm == "daily"
    from mingzheng.policy.push import subscribing

    mail.outbox.clear()
    subscribing.digest()
    drain()
    assert mail.outbox == []  # issued before the subscription began: no blank digest
    Subscription.objects.update(told_on="2023-01-01")
    subscribing.digest()
    drain()
    (letter,) = mail.outbox
    assert "优化营商环境" in letter.body
    client.post(link_in(letter, "dingyue/tuiding"))
    assert not Subscription.objects.exists()


def test_an_industry_and_a_life_event_say_what_may_apply_and_to_whom(client, pushing):  # noqa: F811
    pushing.in_force(pushing.policy())
    assert "1 项" in client.get(reverse("portal:industries")).content.decode()
    page = client.get(reverse("portal:industry", args=["i"])).content.decode()
    assert "面向是微型企业或者小型企业" in page
    assert "现在没有列出的政策" in client.get(reverse("portal:life-event", args=["founder"])).content.decode()
    assert client.get(reverse("portal:industry", args=["z"])).status_code == 404


def test_industries_and_life_events_are_found_while_something_applies(client, pushing):  # noqa: F811
    kind = searchable.kind_of("push.industry")
    letters = list(sections())
    number = letters.index("I") + 1
    assert kind.entry_of(number) is None and kind.ids(18, 10) == [19, 20]
    policy = pushing.policy()
    pushing.in_force(policy)
    entry = kind.entry_of(number)
    assert entry.url == "/zhengce/hangye/i/" and "软件和信息技术服务业" in entry.body
    assert kind.entry_of(99) is None and searchable.kind_of("push.event").entry_of(99) is None
    drain()
    assert Message.objects.filter(topic=searchable.TOPIC, payload__kind="push.industry").exists()
    pages = client.get("/sitemap-applying.xml").content.decode()
    assert "/zhengce/hangye/i/" in pages and "/zhengce/renshengshi/" in pages


def test_small_numbers_are_said_to_nobody(pushing):  # noqa: F811
    few = queries.Heard(receivers=40, opened=9, answered=9, useful=8)
    assert (few.receivers_text, few.opened_text, few.accuracy, few.response_rate) == ("40", "不足 10", None, None)
    enough = queries.Heard(receivers=40, opened=12, answered=10, useful=8)
    assert (enough.opened_text, enough.accuracy, enough.response_rate) == ("12", 80, 25)
    assert queries.Heard(0, 0, 0, 0).receivers_text == "0"
