"""会商、业务交流 (tasks 15, 16): recorded with who was present, minutes and the applications that were talked about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store_all
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.editing import fill, named
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import OFFICE_POSTS, still_in_post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.requests.foi import queries
from mingzheng.requests.foi.models import Application, Conference
from mingzheng.requests.foi.typical import traces

RECORDERS = (Post.OFFICER, Post.LEGAL, Post.HEAD, *OFFICE_POSTS)
FIELDS = ("kind", "topic", "held_on", "minutes", "people")
TASKS = "政务公开工作要点第十一点、任务15、任务16（会商、业务交流）"


def may_record(actor: Actor) -> bool:
    return actor.post in RECORDERS


def may_change(found: Conference, actor: Actor) -> bool:
    """Whoever records for the unit that convened it."""
    return may_record(actor) and actor.unit_id == found.unit_id


@transaction.atomic
def record(unit: Unit, actor: Actor, values: Mapping[str, Any]) -> Conference:
    """Write down a conference or an exchange that took place.

    Args:
        values: fields of ``ConferenceForm``; ``numbers`` are 申请号, ``papers`` uploads.

    Raises:
        Refused: wrong post, a text that shows a person, or a number that the actor cannot know.
    """
    if not may_record(actor) or actor.unit_id != unit.pk:
        raise Refused(
            "会商和交流由召集单位的信息员、法制审核岗、负责人或者区府办登记。", remedy="请切换岗位。", code="wrong_post"
        )
    still_in_post(actor)
    linked = _linked(values.get("numbers", ()), actor)
    _refuse_faces(values, linked)
    made = Conference.objects.create(unit=unit, **{name: values[name] for name in FIELDS})
    _fill(made, values, linked, actor)
    said = f"登记{made.get_kind_display()}「{made.topic}」，{chinese_date(made.held_on)}，{made.people} 人"
    _note("foi.conference_recorded", made, said, actor)
    return made


@transaction.atomic
def change(found: Conference, actor: Actor, values: Mapping[str, Any]) -> Conference:
    """Correct a record; the journal names the fields that changed.

    Applications that the actor cannot read stay linked, for they were not shown to be kept or removed.

    Raises:
        Refused: as ``record``.
    """
    found = Conference.objects.select_for_update().get(pk=found.pk)
    if not may_change(found, actor):
        raise Refused("会商和交流由召集单位更改。", remedy="请切换岗位。", code="wrong_post")
    still_in_post(actor)
    linked = _linked(values.get("numbers", ()), actor, kept=found)
    _refuse_faces(values, linked)
    changed = fill(found, values, FIELDS)
    found.save()
    _fill(found, values, linked, actor)
    said = named(found, changed, "参加单位、申请或者文件")
    _note("foi.conference_changed", found, f"更改会商和交流记录：{said}", actor)
    return found


def _fill(found: Conference, values: Mapping[str, Any], linked: list[Application], actor: Actor) -> None:
    found.units.set({found.unit, *values["units"]})
    found.applications.set(linked)
    store_all(values.get("papers"), owner=found.ref, actor=actor, label="会商交流材料")


def _linked(numbers: Any, actor: Actor, kept: Conference | None = None) -> list[Application]:
    """By 申请号: those the actor may read, for 区府办 every one (it knows the numbers and nodes of all units)."""
    if not numbers:
        return []
    found = Application.objects.filter(number__in=list(numbers)).select_related("unit")
    if actor.post not in OFFICE_POSTS:
        mine = Q(case__in=Case.objects.filter(queries.seen_applications(actor)))
        found = found.filter(mine | Q(conferences=kept)) if kept else found.filter(mine)
    rows = list(found.distinct())
    missing = sorted(set(numbers) - {row.number for row in rows})
    if missing:
        raise Refused(
            f"找不到申请号 {'、'.join(missing[:3])}。",
            remedy="请核对，或者确认您有权查看。",
            field="numbers",
            code="no_record",
        )
    return rows


def _refuse_faces(values: Mapping[str, Any], linked: list[Application]) -> None:
    for field in ("topic", "minutes"):
        refuse_personal(values[field], field)
        plain = "".join(values[field].split())
        names = (name for one in linked for name in traces(one) if name != one.number)
        if any("".join(name.split()) in plain for name in names):
            raise Refused(
                "内容里有申请人或者第三方的姓名、名称、联系方式。",
                remedy="请改成“申请人”“第三方”后再提交。",
                field=field,
                code="personal",
            )


def _note(action: str, found: Conference, summary: str, actor: Actor) -> None:
    journal.append(action=action, actor=actor, subject=found.ref, summary=summary, basis=TASKS)


def seen_by(actor: Actor) -> QuerySet[Conference]:
    """Convened by or held with the own unit; 区府办 all."""
    rows = Conference.objects.select_related("unit")
    if actor.is_machine or actor.post in OFFICE_POSTS:
        return rows
    return rows.filter(Q(unit_id=actor.unit_id) | Q(pk__in=_attended(actor.unit_id)))


def _attended(unit_id: int) -> QuerySet[Any]:
    return Conference.units.through.objects.filter(unit_id=unit_id).values("conference_id")


def sees(found: Conference, actor: Actor | None) -> bool:
    return actor is not None and seen_by(actor).filter(pk=found.pk).exists()
