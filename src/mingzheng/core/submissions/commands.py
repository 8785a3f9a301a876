"""Carrying out a form once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from mingzheng.core.errors import Refused
from mingzheng.core.outbox.forgetting import WORKING, forgets
from mingzheng.core.submissions.models import Submission

KEPT = dt.timedelta(days=90)
CLAIM = """
INSERT INTO submissions_submission (key, digest, result, made_at) VALUES (%s, %s, '', %s) ON CONFLICT (key) DO NOTHING
"""
CLOSE = "UPDATE submissions_submission SET result = %s WHERE key = %s"


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
    if _claimed(key, digest):
        result = str(act())
        with connection.cursor() as cursor:
            cursor.execute(CLOSE, [result, key])
        return Done(result, True)
    held = Submission.objects.get(key=key)
    if held.digest != digest:
        raise Refused(
            "这张表刚才已经提交成功，现在的内容与那次不同，没有再收。",
            remedy="如果要另外提交一份，请再点一次提交；否则请关闭本页。",
            code="changed",
        )
    return Done(held.result, False)


def _claimed(key: str, digest: str) -> bool:
    """Whether the key was free and is ours now; one statement, no savepoint."""
    made_at = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [key, digest, made_at])
        return bool(cursor.rowcount == 1)


def taken_within(key: str, span: dt.timedelta) -> bool:
    """Was a form with this key carried out, not longer ago than that?"""
    return Submission.objects.filter(key=key, made_at__gte=timezone.now() - span).exists()


def over() -> QuerySet[Submission]:
    """Nobody sends a form again after ninety days."""
    return Submission.objects.filter(made_at__lt=timezone.now() - KEPT)


@forgets("submissions", label="清除过期的表单标识", what="表单提交标识", term=f"{KEPT.days}日", basis=WORKING, due=over)
def drop_old() -> int:
    """Returns how many claims went."""
    gone, _by_model = over().delete()
    return gone
