"""A fresh case of each procedure, for the test that walks every cell of every table. Made by the room's own commands."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import held
from mingzheng.core.units.commands import add_person, hold_post
from mingzheng.core.units.models import PostHolding, Unit
from mingzheng.core.units.queries import actors_for
from mingzheng.disclosure.key_areas.models import Area, Matter, Project, PublicTable


def update_case() -> Case:
    """An update of a new project that waits for the second person."""
    from mingzheng.disclosure.key_areas import commands

    actor, matter = _officer(), _matter()
    facts: dict[str, Any] = {
        "kind": "major",
        "title": f"样例项目{Project.objects.count()}",
        "summary": "样例",
        "place": "",
        "starts_on": dt.date(2023, 1, 1),
        "ends_on": dt.date(2023, 12, 31),
        "update_days": 31,
        "milestones": [(dt.date(2023, 6, 30), "开工", None)],
    }
    project = commands.add_project(matter, facts, actor=actor)
    data = {"text": "样例进展", "happened_on": timekeeping.today(), "percent": 10}
    return held(commands.submit_update(project, data, actor=actor).case)


def version_case() -> Case:
    """A version of a new table that waits for the second person; one cell holds what a person must look at."""
    from mingzheng.disclosure.key_areas import commands

    actor = _officer()
    title = f"样例表{PublicTable.objects.count()}"
    table = commands.add_table(_matter(), "rectification", title, "", actor=actor)
    row = {
        "unit": "样例单位",
        "problem": "样例问题",
        "measure": "咨询电话 021-22050000",
        "result": "已完成整改",
        "on": "",
    }
    return held(commands.submit_version(table, {"rows": [row], "change_note": ""}, actor=actor).case)


def _matter() -> Matter:
    area, _made = Area.objects.get_or_create(year=2023, number=1, defaults={"title": "样例领域"})
    matter, _made = Matter.objects.get_or_create(
        area=area, code="sample", defaults={"title": "样例事项", "required": "样例"}
    )
    unit = _officer().unit_id
    matter.units.add(unit)
    return matter


def _officer() -> Actor:
    day = timekeeping.today()
    holding = PostHolding.objects.filter(post=Post.OFFICER.value).order_by("id").first()
    if holding is None:
        machine = Actor.system("样例")
        unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).order_by("id").first()
        if unit is None:
            raise Refused("没有单位。", remedy="请先导入单位。")
        holding = hold_post(add_person("sample.officer", "样例信息员", machine), unit, Post.OFFICER, machine, since=day)
    return next(actor for actor in actors_for(holding.person, day) if actor.post is Post.OFFICER)
