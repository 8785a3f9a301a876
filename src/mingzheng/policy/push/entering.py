"""Coming in by a mailed link: no account, no password. The link is good once, for twenty minutes."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mingzheng.core import mail
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.tries import commands as tries
from mingzheng.policy.push import commands
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.models import Entrance, Profile

LIVES = dt.timedelta(minutes=20)
MOST_MAILS, WITHIN = 5, 3600


@transaction.atomic
def ask(who: Who, email: str) -> None:
    """Owe a link to an address. Whether it has a profile is told to nobody but its owner.

    Raises:
        Refused: this address was sent several links lately.
    """
    email = email.lower()
    if not tries.take("push.entrance", email, most=MOST_MAILS, seconds=WITHIN):
        raise Refused(
            "这个邮箱一小时内已经要过几次链接。",
            remedy="请先看看收件箱和垃圾邮件，一小时后再试。",
            field="email",
            code="often",
        )
    entrance = Entrance.objects.create(kind=who.value, email=email, until=timezone.now() + LIVES)
    enqueue("push.entrance", {"entrance": entrance.pk})


@handler("push.entrance", label="发送「我的政策」进入链接", slow=True)
def send(payload: dict[str, Any]) -> None:
    """The link is made here and stands in the mail alone; a second try makes a new one and the first is void."""
    entrance = Entrance.objects.filter(pk=payload["entrance"], until__gt=timezone.now()).first()
    if entrance is None:
        return
    token = secrets.token_urlsafe(24)
    Entrance.objects.filter(pk=entrance.pk).update(digest=_digest(token))
    address = f"{mail.site_url()}{reverse('portal:mine-in', args=[token])}"
    text = "\n".join(
        [
            "您好！",
            "",
            f"请点开下面的链接，进入{mail.site_name()}「我的政策」。链接 20 分钟内有效，只能用一次：",
            "",
            address,
            "",
            "如果不是您要的，不用理会这封信，别人进不去。",
        ]
    )
    mail.send(entrance.email, f"{mail.site_name()}：进入「我的政策」", text, {})


def is_good(token: str) -> bool:
    """May this link still be used? Asking does not use it up: mail filters open links before their readers do."""
    return Entrance.objects.filter(digest=_digest(token), until__gt=timezone.now()).exists()


@transaction.atomic
def come_in(token: str) -> Profile | None:
    """Use the link up; None when it is void. Of two at one moment one comes in."""
    entrance = Entrance.objects.select_for_update().filter(digest=_digest(token), until__gt=timezone.now()).first()
    if entrance is None:
        return None
    used, _models = Entrance.objects.filter(pk=entrance.pk).delete()
    return commands.enter(Who(entrance.kind), entrance.email) if used else None


def over() -> QuerySet[Entrance]:
    return Entrance.objects.filter(until__lte=timezone.now())


@forgets(
    "push.entrances",
    label="清除过期的进入链接",
    what="我的政策：进入链接和收件邮箱",
    term=f"{LIVES.total_seconds() / 60:.0f}分钟，次日清除",
    due=over,
)
def drop_old() -> int:
    gone, _models = over().delete()
    return gone


def _digest(token: str) -> str:
    return salted_hmac("mingzheng.push.entrance", token, algorithm="sha256").hexdigest()
