"""What a consultation went through, as the life line of a policy or a decision matter tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count

from mingzheng.core.dates import chinese_date
from mingzheng.core.records import Moment
from mingzheng.participation.consultations.models import Consultation, Opinion


def moments(found: Sequence[Any]) -> Mapping[Any, Sequence[Moment]]:
    """The draft, the opinions, the feedback. One query for however many."""
    counted = Opinion.objects.filter(consultation__in=found).order_by().values_list("consultation")
    raw = dict(counted.annotate(n=Count("pk")))
    return {one.pk: _of(one, raw.get(one.pk, 0)) for one in found}


def _of(one: Consultation, raw: int) -> list[Moment]:
    if one.announced_on is None:
        return []
    url = one.get_absolute_url()
    told = [
        Moment(
            one.announced_on,
            f"公布草案征求意见：{one.title}",
            url,
            note=f"{chinese_date(one.opens_on)}至{chinese_date(one.closes_on)}",
        )
    ]
    if one.closed_on is not None:
        told.append(Moment(one.closed_on, "征求意见截止", url, note=f"收到意见 {raw} 条"))
    if one.stopped_on is not None:
        told.append(Moment(one.stopped_on, "征求意见终止", url, note=one.stopped_why[:60]))
    if one.answered_on is not None:
        told.append(Moment(one.answered_on, "公布意见采纳情况", f"{url}#fankui", note=f"意见 {raw} 条"))
    return told
