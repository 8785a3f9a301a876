"""Telling the authors of opinions what came of them: by what they left, else by their query code. Nothing personal in the outbox."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core import mail, timekeeping, ways_out
from mingzheng.core.dates import chinese_moment
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.registry import handler
from mingzheng.participation.consultations.models import HearingSignUp, Opinion, OpinionAuthor, Told

TOPIC = "consultations.tell"
BATCH = 200


def owe(opinions: QuerySet[Opinion], what: Told.What) -> int:
    """Owe word to every author of these opinions, within the caller's transaction; returns to how many."""
    ids = list(opinions.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        enqueue(TOPIC, {"opinions": ids[start : start + BATCH], "what": what.value})
    return len(ids)


@handler(TOPIC, label="告知意见提出人", slow=True)
def tell(payload: dict[str, Any]) -> None:
    """``{opinions, what}``. Who was told is not told again when the message comes a second time.

    Raises:
        NotSentError: some could not be told; the others are kept as told, and the message is tried again.
    """
    what, failed = Told.What(payload["what"]), ""
    for opinion in Opinion.objects.filter(pk__in=payload["opinions"]).select_related("consultation", "author"):
        if not opinion.told.filter(what=what, failed="").exists():
            failed = _tell_one(opinion, what) or failed
    if failed:
        raise mail.NotSentError(failed)


def _tell_one(opinion: Opinion, what: Told.What) -> str:
    """The failure in words; "" when it went well or there is no way."""
    author: OpinionAuthor | None = getattr(opinion, "author", None)
    reach, failed = author.reach if author else "", ""
    without = Told.Way.CODE if opinion.code_digest else Told.Way.NONE
    way = ways_out.way_to(reach) or without
    try:
        sent = ways_out.tell(reach, *_letter(opinion, what)) if reach else ""
        way = Told.Way(sent) if sent else without
    except mail.NotSentError as error:
        failed = str(error)[:200]
    with transaction.atomic():
        Told.objects.create(opinion=opinion, what=what, way=way, failed=failed, at=timekeeping.now())
    return failed


def _letter(opinion: Opinion, what: Told.What) -> tuple[str, str]:
    """It names the consultation and where to look; the opinion itself and the answer are read there."""
    title, where = opinion.consultation.title, f"{mail.site_url()}{reverse('portal:opinion-query')}"
    subject = f"您对《{title}》的意见：{what.label}"
    if what is Told.What.ANSWERED:
        page = f"{mail.site_url()}{opinion.consultation.get_absolute_url()}"
        text = f"您好！您对《{title}》提出的意见已有处理结果，全部意见的采纳情况已经公布：{page}"
    elif what is Told.What.STOPPED:
        text = f"您好！《{title}》的意见征集已经终止，理由是：{opinion.consultation.stopped_why}"
    else:
        text = f"您好！您对《{title}》提出的意见已经收到并将一并研究，但不公布全文，理由是：{opinion.held_back}"
    return subject, f"{text}\n\n凭提交时给您的查询码，可以在这里查看：{where}\n"


@handler("consultations.tell_hearing", label="告知听证会报名人", slow=True)
def tell_sign_up(payload: dict[str, Any]) -> None:
    """``{sign_up, status}``: whether they take part, that it was put off or cancelled.

    Raises:
        NotSentError: tried again.
    """
    row = HearingSignUp.objects.select_related("hearing").filter(pk=payload["sign_up"]).first()
    if row is not None and row.reach and row.status == payload["status"]:
        ways_out.tell(row.reach, *_hearing_letter(row))


def _hearing_letter(row: HearingSignUp) -> tuple[str, str]:
    hearing = row.hearing
    where = f"{mail.site_url()}{hearing.get_absolute_url()}"
    when = f"{chinese_moment(localtime(hearing.starts_at))}，{hearing.place}"
    if hearing.cancelled_why:
        said = f"听证会已经取消，理由是：{hearing.cancelled_why}"
    elif row.status == HearingSignUp.Status.SELECTED:
        said = f"您是听证参加人。时间和地点：{when}。材料将在 7 日前送达。"
    elif row.status == HearingSignUp.Status.ALTERNATE:
        said = "您是候补参加人，有人不能参加时按次序递补。"
    elif row.status == HearingSignUp.Status.NOT:
        said = "这次没有抽中。您仍可以对草案提意见，会一并研究答复。"
    else:
        said = f"听证会的时间和地点：{when}。"
    return f"{hearing.title}：报名情况", f"您好！{said}\n\n公告和抽签核对：{where}\n"
