"""What those who signed up are told: who comes in, who moved up, what changed, that it is tomorrow, that it is cancelled.

Each thing is said once to each party: written down before it goes out. Who left an e-mail address gets a letter, the others a
short message where a gateway is set up; where none is, that is noted and shown, and the query code says the same at any time.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core import gathering, mail, timekeeping, ways_out
from mingzheng.core.mail import NotSentError
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.participation.open_days.models import OpenDay, SignUp, Told, Visitor

TOPIC = "open_days.tell"
PORTION = 100


def owe(open_day: OpenDay, what: str) -> None:
    """Tell everybody who still takes part, within the caller's transaction."""
    enqueue(TOPIC, {"day": open_day.pk, "what": what}, key=f"{TOPIC}:{open_day.pk}:{what}")


def owe_one(row: SignUp, what: str) -> None:
    enqueue(TOPIC, {"day": row.open_day_id, "what": what, "sign_up": row.pk}, key=f"{TOPIC}:{row.pk}:{what}")


@daily("open_days.remind", label="活动前一天提醒")
def remind() -> int:
    """Those who have a place, on the day before. Returns for how many sessions."""
    tomorrow = timekeeping.today() + dt.timedelta(days=1)
    rows = OpenDay.objects.filter(starts_at__date=tomorrow, cancelled_why="", settled_at__isnull=False)
    for open_day in rows:
        owe(open_day, "tomorrow")
    return len(rows)


@handler(TOPIC, label="告知开放活动报名人", slow=True)
def tell(payload: dict[str, Any]) -> None:
    """``{day, what, sign_up?, after?}``: one portion; the next is owed behind it."""
    rows = _concerned(payload).filter(pk__gt=payload.get("after", 0)).order_by("pk")[:PORTION]
    found = list(rows)
    if len(found) == PORTION:
        after = found[-1].pk
        enqueue(TOPIC, {**payload, "after": after}, key=f"{TOPIC}:{payload['day']}:{payload['what']}:after:{after}")
    failed = [visitor for visitor in found if not _tell_one(visitor, payload["what"])]
    if failed:
        raise NotSentError(f"{len(failed)} 条没有发出，稍后重试")


def _concerned(payload: dict[str, Any]) -> QuerySet[Visitor]:
    rows = Visitor.objects.filter(open_day=payload["day"]).select_related("sign_up", "open_day__unit")
    if "sign_up" in payload:
        return rows.filter(sign_up=payload["sign_up"])
    return rows.filter(sign_up__status=SignUp.Status.IN) if payload["what"] == "tomorrow" else rows


def _tell_one(visitor: Visitor, what: str) -> bool:
    """Once: written down before it goes out. False when the channel did not take it and it has to be tried again."""
    with transaction.atomic():
        told, fresh = Told.objects.select_for_update().get_or_create(
            sign_up=visitor.sign_up, what=what, defaults={"status": Told.Status.FAILED, "at": timekeeping.now()}
        )
    if not fresh and told.status != Told.Status.FAILED:
        return True
    text = words(visitor.sign_up, visitor.open_day, what)
    try:
        way = ways_out.tell(visitor.email or visitor.phone, f"{mail.site_name()}：{visitor.open_day.title}", text)
    except NotSentError:
        return False
    Told.objects.filter(pk=told.pk).update(status=Told.Status.SENT if way else Told.Status.NO_WAY)
    return True


def words(row: SignUp, open_day: OpenDay, what: str) -> str:
    """What is said. It names the session and the party's place, nobody."""
    when = gathering.span(open_day.starts_at, open_day.ends_at)
    ask = f"凭查询码查看：{mail.site_url()}{reverse('portal:open-day-look-up')}"
    kind = what.partition(":")[0]
    if kind == "cancelled":
        return f"您报名的「{open_day.title}」（{when}）取消了。原因：{open_day.cancelled_why} {ask}"
    if kind == "changed":
        return f"您报名的「{open_day.title}」有变动：{when}，{open_day.place}（{open_day.address}）。{ask}"
    if kind == "tomorrow":
        return f"提醒：明天 {localtime(open_day.starts_at):%H:%M}「{open_day.title}」，{open_day.place}（{open_day.address}），请带好入场券。来不了请退出名额。{ask}"
    if row.status == SignUp.Status.IN:
        return f"您报名的「{open_day.title}」已录取，{row.people} 人。{when}，{open_day.place}。入场券{ask}"
    if row.status == SignUp.Status.WAITING:
        return f"您报名的「{open_day.title}」列为候补。有人退出时按次序递补，递补后另行告知。{ask}"
    return f"您在「{open_day.title}」的报名：{row.get_status_display()}。{ask}"


def told_counts(open_day: OpenDay) -> dict[str, int]:
    """How many messages went out, did not, or had no way out: for the unit's own page."""
    rows = Told.objects.filter(sign_up__open_day=open_day)
    return {status.value: rows.filter(status=status).count() for status in Told.Status}
