"""Carrying out a form once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from mingzheng.core.errors import Refused
from mingzheng.core.outbox.daily import daily
from mingzheng.core.submissions.models import Submission

KEPT = dt.timedelta(days=90)


@dataclass(frozen=True)
class Done:
    """What the form's first posting made (a primary key as text), and whether this was it."""

    result: str
    first: bool


@transaction.atomic
def claim(key: str, digest: str, act: Callable[[], object]) -> Done:
    """Carry out ``act`` for the first posting of ``key``; later ones are told its result.

    Of two at one moment the second waits at the key until the first has committed or given up.

    Raises:
        Refused: ``changed`` when something else was posted under the key before; and whatever ``act`` refuses.
    """
    held, first = Submission.objects.get_or_create(key=key, defaults={"digest": digest, "made_at": timezone.now()})
    if first:
        held.result = str(act())
        held.save(update_fields=["result"])
    elif held.digest != digest:
        raise Refused(
            "这张表刚才已经提交成功，现在的内容与那次不同，没有再收。",
            remedy="如果要另外提交一份，请再点一次提交；否则请关闭本页。",
            code="changed",
        )
    return Done(held.result, first)


@daily("submissions", label="清除过期的表单标识")
def drop_old() -> int:
    """Nobody sends a form again after ninety days; returns how many claims went."""
    gone, _by_model = Submission.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    return gone
