"""The office's own frequency limits: dated rows before what comes along (data/limits.yaml)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import OFFICE_POSTS, still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.policy.push.models import FrequencyLimit

BASIS = "政务公开工作要点第十六点（精准推送）；《个人信息保护法》第六条"


@transaction.atomic
def set_limit(actor: Actor, facts: dict[str, Any]) -> FrequencyLimit:
    """A limit from a day on. What was set before stays and goes on being read for earlier days.

    Args:
        facts: what ``forms.LimitForm`` gives.

    Raises:
        Refused: not 区府办, a day that has passed, or the day has a limit already.
    """
    if actor.post not in OFFICE_POSTS:
        raise Refused("推送频次由区府办设定。", remedy="请切换到区府办的岗位。", code="wrong_post")
    still_in_post(actor)
    if facts["valid_from"] < timekeeping.today():
        raise Refused("启用日期在今天以前。", remedy="请选今天或者以后。", field="valid_from")
    if FrequencyLimit.objects.filter(channel=facts["channel"], valid_from=facts["valid_from"]).exists():
        raise Refused("这个渠道在这一天已经设过。", remedy="请改用另一天。", field="valid_from", code="taken")
    made = FrequencyLimit.objects.create(**facts, set_by=str(actor)[:200])
    journal.append(
        action="push.limit",
        actor=actor,
        subject=RecordRef("push.limit", str(made.pk)),
        summary=f"设定推送频次：{made}，自 {chinese_date(made.valid_from)} 起",
        basis=BASIS,
    )
    return made
