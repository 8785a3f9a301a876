"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import held
from mingzheng.core.units.models import Unit
from mingzheng.participation.open_days.models import OpenDay, Programme, Question

MACHINE = Actor.system("样例")


def _unit(office: bool = False) -> Unit:
    rows = Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE)
    unit = (rows if office else Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE)).first()
    if unit is None:
        raise Refused("没有单位。", remedy="请先导入单位和人员。")
    return unit


def day_values(days: int = 20) -> dict[str, Any]:
    """What a session is begun with; it begins in so many days."""
    begins = (timekeeping.now() + dt.timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)
    return {
        "programme": None,
        "field": OpenDay.Field.ONE_SCREEN,
        "title": "样例开放活动",
        "about": "参观指挥大厅",
        "audience": "对城市运行感兴趣的居民",
        "place": "样例大厅",
        "address": "样例路1号",
        "contact": "",
        "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=2),
        "capacity": 20,
        "sign_up_from": begins - dt.timedelta(days=15),
        "sign_up_until": begins - dt.timedelta(days=10),
        "seed_source": "样例种子",
        "seed_on": (begins - dt.timedelta(days=6)).date(),
        "promote_until": begins - dt.timedelta(days=1),
        "parts": {"qa": "负责人现场答疑"},
    }


def _day() -> OpenDay:
    from mingzheng.participation.open_days.commands import begin

    return begin(_unit(), MACHINE, day_values())


def day_case() -> Case:
    return held(_day().case)


def programme_case() -> Case:
    from mingzheng.participation.open_days.commands import begin_programme

    last = Programme.objects.order_by("-year").values_list("year", flat=True).first()
    year = (last or timekeeping.today().year) + 1
    month = {"opens_on": dt.date(year, 8, 1), "closes_on": dt.date(year, 8, 31)}
    facts = {"year": year, "title": f"{year}年样例开放月", "about": "样例", **month}
    return held(begin_programme(_unit(office=True), MACHINE, facts).case)


def question_case() -> Case:
    from mingzheng.participation.open_days.commands import raise_question

    open_day = _day()
    open_day.announced_at = timekeeping.now()
    open_day.save(update_fields=["announced_at"])
    return held(raise_question(open_day, "样例问题", Question.Source.SPOT, MACHINE).case)
