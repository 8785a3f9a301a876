"""Topic subscriptions: asked for, confirmed from the mailbox, ended by one click."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from mingzheng.core import mail, timekeeping
from mingzheng.core.dates import date_or_unset
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.tries import commands as tries
from mingzheng.policy.policies import queries as policies
from mingzheng.policy.policies import stages
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage
from mingzheng.policy.push.models import Subscription
from mingzheng.policy.push.models.profiles import Rhythm

CONFIRM, END = "push.confirm", "push.end"
CONFIRM_AGE = 7 * 86_400
MOST_MAILS, WITHIN = 5, 3600
KEPT_UNCONFIRMED = dt.timedelta(days=7)


@transaction.atomic
def ask(email: str, by: str, topic: str, rhythm: str) -> None:
    """Ask for a topic; nothing is sent but the question whether the address wants it. The same answer whoever asks.

    Raises:
        Refused: the address was asked several times lately.
    """
    if not tries.take("push.subscribe", email.lower(), most=MOST_MAILS, seconds=WITHIN):
        raise Refused(
            "这个邮箱一小时内已经订过几次。", remedy="请先到邮箱里确认，一小时后再订。", field="email", code="often"
        )
    defaults = {"rhythm": rhythm, "asked_at": timekeeping.now(), "told_on": timekeeping.today()}
    found, fresh = Subscription.objects.get_or_create(email=email.lower(), by=by, topic=topic, defaults=defaults)
    # Whoever asks again may be somebody else: how often a confirmed one hears changes only by its owner's click.
    if not fresh and found.confirmed_at is None:
        Subscription.objects.filter(pk=found.pk).update(rhythm=rhythm, asked_at=timekeeping.now())
    enqueue("push.confirm", {"subscription": found.pk, "rhythm": rhythm})


@handler("push.confirm", label="请订阅人确认", slow=True)
def send_question(payload: dict[str, Any]) -> None:
    one = Subscription.objects.filter(pk=payload["subscription"]).first()
    if one is None:
        return
    token = signing.dumps([one.pk, payload["rhythm"]], salt=CONFIRM)
    address = f"{mail.site_url()}{reverse('portal:subscribe-confirm', args=[token])}"
    text = f"您好！\n\n有人用这个邮箱订阅了{mail.site_name()}的政策：{topic_text(one)}。\n\n是您订的，请点开确认（7 天内有效）：\n{address}\n\n不是您订的，不用理会，我们不会再发信。\n"
    mail.send(one.email, f"{mail.site_name()}：请确认订阅", text, {})


def of_question(token: str) -> tuple[Subscription, str] | None:
    """What a confirmation link is about, and how often it is wanted; None when it is void."""
    try:
        pk, rhythm = signing.loads(token, salt=CONFIRM, max_age=CONFIRM_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Subscription.objects.filter(pk=pk).first()
    return (found, Rhythm(rhythm).value) if found is not None else None


def confirm(one: Subscription, rhythm: str) -> None:
    Subscription.objects.filter(pk=one.pk).update(
        confirmed_at=timekeeping.now(), rhythm=rhythm, told_on=timekeeping.today()
    )


def end_address(one: Subscription) -> str:
    return f"{mail.site_url()}{reverse('portal:subscribe-end', args=[signing.dumps(one.pk, salt=END)])}"


def of_end(token: str) -> Subscription | None:
    """The subscription that a link ends; it never runs out."""
    try:
        return Subscription.objects.filter(pk=int(signing.loads(token, salt=END))).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


def end(one: Subscription) -> None:
    """Nothing is kept of what was ended."""
    Subscription.objects.filter(pk=one.pk).delete()


def topic_text(one: Subscription) -> str:
    if one.by == Subscription.By.ALL:
        return "全部政策"
    topic = Stage(one.topic).label if one.by == Subscription.By.STAGE else one.topic
    return f"{one.get_by_display()}「{topic}」"


# --- what is new for whom


@handler("push.subscribers", label="通知订阅人：有新政策", event="policies.issued")
def issued(payload: dict[str, Any]) -> None:
    """``{policy}``: those who want to hear at once."""
    policy = policies.public().filter(pk=payload["policy"]).first()
    if policy is None:
        return
    rows = Subscription.objects.filter(_concerned(policy), rhythm=Rhythm.IMMEDIATE, confirmed_at__isnull=False)
    for pk in rows.values_list("pk", flat=True):
        enqueue("push.topic", {"subscription": pk, "policies": [policy.pk]}, key=f"push.topic:{pk}:{policy.pk}")


@daily("push.topics", label="汇总订阅的政策")
def digest() -> None:
    """Daily ones every day, weekly ones on Mondays: what was issued since they last heard. No blank digests."""
    rhythms = [Rhythm.DAILY.value] + ([Rhythm.WEEKLY.value] if timekeeping.today().isoweekday() == 1 else [])
    rows = Subscription.objects.filter(rhythm__in=rhythms, confirmed_at__isnull=False).order_by("pk")
    oldest = timekeeping.today() - dt.timedelta(days=14)
    by_topic = _news_by_topic(list(policies.public().filter(issued_on__gte=oldest)), oldest)
    for one in rows.iterator():
        wanted = sorted({pk for pk, day in by_topic[one.by, one.topic] if day > (one.told_on or oldest)})
        if wanted:
            payload = {"subscription": one.pk, "policies": wanted}
            enqueue("push.topic", payload, key=f"push.topic:{one.pk}:{timekeeping.today()}")


def _news_by_topic(found: Sequence[Policy], oldest: dt.date) -> dict[tuple[str, str], list[tuple[int, dt.date]]]:
    news: dict[tuple[str, str], list[tuple[int, dt.date]]] = defaultdict(list)
    for policy in found:
        assert policy.issued_on is not None  # noqa: S101 - public ones were issued
        for key in topics_of(policy):
            news[key].append((policy.pk, policy.issued_on))
    everything = list(policies.public())
    for pk, traces in stages.traces_of(everything).items():
        for trace in traces:
            if trace.public and oldest <= trace.day <= timekeeping.today():
                news[Subscription.By.STAGE.value, trace.stage.value].append((pk, trace.day))
    return news


def topics_of(policy: Policy) -> list[tuple[str, str]]:
    """Every topic under which a policy is found, but the stages."""
    live = policy.document.live if policy.document is not None else None
    found = [(Subscription.By.ALL.value, ""), (Subscription.By.UNIT.value, policy.unit.short)]
    if live is not None:
        found += [(Subscription.By.THEME.value, live.theme)] if live.theme else []
        found += [(Subscription.By.TAG.value, tag) for tag in live.tags]
    return found


def _concerned(policy: Policy) -> Q:
    wanted = Q(pk__in=[])
    for by, topic in topics_of(policy):
        wanted |= Q(by=by, topic=topic)
    return wanted


@handler("push.topic", label="发送订阅的政策", slow=True)
def send(payload: dict[str, Any]) -> None:
    """``{subscription, policies}``: an ended one gets nothing any more."""
    one = Subscription.objects.filter(pk=payload["subscription"], confirmed_at__isnull=False).first()
    found = list(policies.public().filter(pk__in=payload["policies"]).order_by("-issued_on", "-pk"))
    if one is None or not found:
        return
    address = end_address(one)
    headers = {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail.send(
        one.email,
        f"{mail.site_name()}：{topic_text(one)}有 {len(found)} 项更新",
        _letter(one, found, address),
        headers,
    )
    Subscription.objects.filter(pk=one.pk).update(told_on=timekeeping.today())


def _letter(one: Subscription, found: Iterable[Policy], address: str) -> str:
    root = mail.site_url()
    lines = ["您好！", "", f"您订阅的{topic_text(one)}有更新："]
    for policy in found:
        assert policy.document is not None  # noqa: S101 - public ones have a document
        path = reverse("portal:document", args=[policy.document.index_number])
        lines += [
            "",
            f"· {policy.title}",
            f"  {policy.unit.name}，{date_or_unset(policy.issued_on)}",
            f"  {root}{path}",
        ]
    return "\n".join([*lines, "", "退订，点开这个链接即可：", address])


def unconfirmed() -> QuerySet[Subscription]:
    return Subscription.objects.filter(confirmed_at=None, asked_at__lt=timekeeping.now() - KEPT_UNCONFIRMED)


@forgets(
    "push.unconfirmed",
    label="清除没有确认的订阅",
    what="政策订阅：没有确认的邮箱",
    term=f"{KEPT_UNCONFIRMED.days}日",
    due=unconfirmed,
)
def drop_unconfirmed() -> int:
    gone, _models = unconfirmed().delete()
    return gone
