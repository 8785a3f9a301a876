"""Digests: at once, daily or weekly, each subject one message for all that is new, within the limits, never after an opt-out.

A run goes through the profiles in portions; each portion is an outbox message and owes the next. A message is written down
before it goes out, under a key that makes it one: whoever tries again finds it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from mingzheng.core import mail, timekeeping
from mingzheng.core.dates import date_or_unset
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import channels
from mingzheng.policy.push.models import Delivery, Profile, Sent, facts_model
from mingzheng.policy.push.models.deliveries import Channel
from mingzheng.policy.push.models.profiles import Rhythm

PORTION = 200
MOST_LISTED = 20
SALT = "push.stop"


SENT_DAYS = 183


@daily("push.daily", label="每日政策汇总")
def owe_daily() -> None:
    enqueue("push.tell", {"rhythm": Rhythm.DAILY.value})


@daily("push.weekly", label="每周政策汇总")
def owe_weekly() -> None:
    """On the first day of the week."""
    if timekeeping.today().isoweekday() == 1:
        enqueue("push.tell", {"rhythm": Rhythm.WEEKLY.value})


@handler("push.tell", label="发送政策推送", slow=True)
def tell(payload: dict[str, Any]) -> None:
    """``{rhythm, after}``: one portion of those who want to hear so often and have something new."""
    after = int(payload.get("after", 0))
    rows = list(_waiting(payload["rhythm"], after))
    for profile in rows:
        _tell_one(profile)
    if len(rows) == PORTION:
        enqueue("push.tell", {**payload, "after": rows[-1].pk})


def _waiting(rhythm: str, after: int) -> list[Profile]:
    """The key's index of deliveries answers for each profile whether something newer than its last digest waits."""
    rows = Profile.objects.filter(rhythm=rhythm, pk__gt=after).order_by("pk")
    fresh = "EXISTS (SELECT 1 FROM push_delivery d WHERE d.profile_id = push_profile.id AND d.batch_id > push_profile.told_up_to)"
    return list(rows.extra(where=[fresh])[:PORTION])  # noqa: S610 - no value in it


def _tell_one(profile: Profile) -> None:
    """One message by each channel that the subject chose and that has room; failures of one do not hold up the other."""
    fresh = _fresh(profile)
    if not fresh or not _agrees(profile):
        return
    policies, up_to = fresh
    done = False
    for channel, way in channels.ways().items():
        to = way.to(profile)
        if to and way.ready() and (sent := _claim(profile, channel, up_to, len(policies))) is not None:
            done = _send(sent, way, to, profile, policies) or done
    if done:
        Profile.objects.filter(pk=profile.pk, told_up_to__lt=up_to).update(told_up_to=up_to)


def _fresh(profile: Profile) -> tuple[list[Policy], int] | None:
    rows = Delivery.objects.filter(profile_id=profile.pk, batch_id__gt=profile.told_up_to)
    keys = list(rows.values_list("policy_id", "batch_id"))
    if not keys:
        return None
    listed = Policy.objects.filter(pk__in=[policy for policy, _batch in keys], document__listed=True)
    found = list(listed.select_related("unit", "document").order_by("-issued_on", "-pk"))
    return (found, max(batch for _policy, batch in keys)) if found else None


def _agrees(profile: Profile) -> bool:
    """Asked at the very moment of sending: an opt-out stops the next message."""
    return facts_model(profile.who).objects.filter(pk=profile.pk, open=True).exists()


@transaction.atomic
def _claim(profile: Profile, channel: Channel, up_to: int, number: int) -> Sent | None:
    """Write the message down; None when it went out already or there is no room under the limit."""
    if not Profile.objects.select_for_update().filter(pk=profile.pk).exists():
        return None
    key = f"{channel}:{profile.pk}:{up_to}"
    before = Sent.objects.filter(pk=key).first()
    if before is not None:
        return None if before.status == Sent.Status.SENT else before
    if not channels.may_send(profile, channel):
        return None
    return Sent.objects.create(
        key=key, profile=profile, channel=channel, status="sending", policies=number, at=timekeeping.now()
    )


def _send(sent: Sent, way: channels.Way, to: str, profile: Profile, policies: list[Policy]) -> bool:
    address = stop_address(profile)
    headers = {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    text = _letter(policies, address) if way.channel is Channel.MAIL else _short(len(policies))
    try:
        way.send(to, _subject(len(policies)), text, headers)
    except mail.NotSentError:
        Sent.objects.filter(pk=sent.pk).update(status=Sent.Status.FAILED)
        return False
    Sent.objects.filter(pk=sent.pk).update(status=Sent.Status.SENT)
    return True


def _subject(number: int) -> str:
    return f"{mail.site_name()}：有 {number} 项政策可能适合您"


def _short(number: int) -> str:
    return f"有 {number} 项政策符合您登记的情况，请在{mail.site_name()}「我的政策」查看：{mail.site_url()}{reverse('portal:mine')}"


def _letter(policies: list[Policy], address: str) -> str:
    """Titles and links; why each fits stands on the page behind the link that only its subject opens."""
    root = mail.site_url()
    lines = ["您好！", "", "根据您登记的情况，以下政策符合条件："]
    for policy in policies[:MOST_LISTED]:
        assert policy.document is not None  # noqa: S101 - only listed ones are here
        path = reverse("portal:document", args=[policy.document.index_number])
        lines += [
            "",
            f"· {policy.title}",
            f"  {policy.unit.name}，{date_or_unset(policy.issued_on)}",
            f"  {root}{path}",
        ]
    if len(policies) > MOST_LISTED:
        lines += ["", f"……还有 {len(policies) - MOST_LISTED} 项。"]
    lines += [
        "",
        f"为什么符合、怎么申请，请进「我的政策」看：{root}{reverse('portal:mine')}",
        "",
        "不想再收到，点开这个链接即停（不用登录）：",
        address,
    ]
    return "\n".join(lines)


def stop_address(profile: Profile) -> str:
    """The link that stops everything; it holds a signed number and nothing that is known of anybody."""
    return f"{mail.site_url()}{reverse('portal:mine-stop', args=[signing.dumps(profile.pk, salt=SALT)])}"


def profile_of_stop(token: str) -> Profile | None:
    """Whom such a link stops; None when it is none of ours or the profile is gone."""
    try:
        pk = int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Profile.objects.filter(pk=pk).first()


def sent_long_ago() -> QuerySet[Sent]:
    """What was sent is kept for half a year, as long as limits and reports may ask."""
    return Sent.objects.filter(at__lt=timekeeping.now() - dt.timedelta(days=SENT_DAYS))


@forgets(
    "push.sent",
    label="清除过期的发送记录",
    what="精准推送：给谁发过什么",
    term=f"{SENT_DAYS}日",
    due=sent_long_ago,
)
def drop_old() -> int:
    """Returns how many went."""
    gone, _models = sent_long_ago().delete()
    return gone
