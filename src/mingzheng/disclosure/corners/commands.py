"""Every write to corners: check, change, journal, freshness, in one transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.editing import named
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.corners import hours
from mingzheng.disclosure.corners.models import Activity, Closure, Consultation, CopyDelivery, Corner, Question
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.disclosure.corners.queries import may_keep

ARTICLE_25 = "《政府信息公开条例》第二十五条"
POINT_10 = "政务公开工作要点第十点（政务公开专区）"
FACTS = (
    "name", "kind", "area", "address", "place", "way", "phone", "hours_text", "holiday_rule", "holds", "access",
    "about", "opened_on", "closed_on",
)  # fmt: skip


def ref_of(corner: Corner) -> RecordRef:
    return RecordRef("corners.corner", str(corner.pk))


def _require(actor: Actor, unit_id: int) -> None:
    if not may_keep(actor, unit_id):
        raise Refused(
            "专区由所属单位的工作人员和区府办登记。",
            remedy="请切换到该单位的信息员、窗口或负责人岗位。",
            code="wrong_post",
        )
    still_in_post(actor)


def _changed(corner: Corner) -> None:
    touch("corners", f"corner:{corner.pk}")
    searchable.changed("corners.corner", corner.pk)


@transaction.atomic
def open_corner(unit: Unit, actor: Actor, facts: dict[str, Any]) -> Corner:
    """Register a corner of a unit.

    Raises:
        Refused: wrong post, unreadable hours, a name that is taken.
    """
    _require(actor, unit.pk)
    corner = Corner(unit=unit)
    _fill(corner, facts)
    _note("corners.opened", corner, f"登记政务公开专区「{corner.name}」", actor)
    return corner


@transaction.atomic
def change_corner(corner: Corner, actor: Actor, facts: dict[str, Any]) -> Corner:
    """Change what is said of a corner; the journal names the fields that changed."""
    corner = Corner.objects.select_for_update().get(pk=corner.pk)
    _require(actor, corner.unit_id)
    before = {name: getattr(corner, name) for name in FACTS}
    _fill(corner, facts)
    changed = [name for name in FACTS if getattr(corner, name) != before[name]]
    if changed:
        _note("corners.changed", corner, f"更改专区信息：{named(corner, changed)}", actor)
    return corner


def _fill(corner: Corner, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if name in FACTS:
            setattr(corner, name, value)
    corner.hours = hours.parse(corner.hours_text)
    try:
        corner.full_clean(exclude=["hours"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        known = field if field in FACTS else ""
        raise Refused(str(messages[0]), remedy="请改正后重新提交。", field=known) from error
    corner.save()


@transaction.atomic
def close_for(corner: Corner, actor: Actor, *, first: dt.date, last: dt.date, reason: str) -> Closure:
    """Closed for some days."""
    _require(actor, corner.unit_id)
    if last < first:
        raise Refused("结束日期早于开始日期。", remedy="请核对日期。", field="last")
    made = Closure.objects.create(corner=corner, first=first, last=last, reason=reason)
    _note("corners.closure", corner, f"{chinese_date(first)} 至 {chinese_date(last)} 暂停开放：{reason}", actor)
    return made


@transaction.atomic
def plan_activity(corner: Corner, actor: Actor, facts: dict[str, Any]) -> Activity:
    """Announce an activity; what lies in the past may be entered too, and recorded at once."""
    _require(actor, corner.unit_id)
    day = facts["held_on"]
    if corner.opened_on > day or (corner.closed_on and corner.closed_on < day):
        raise Refused("这一天专区没有启用。", remedy="请核对日期。", field="held_on")
    names = ("kind", "topic", "held_on", "begins", "speaker")
    made = Activity.objects.create(corner=corner, **{name: facts[name] for name in names if name in facts})
    _note("corners.activity_planned", corner, f"预告活动「{made.topic}」，{chinese_date(day)}", actor)
    return made


@transaction.atomic
def record_activity(activity: Activity, actor: Actor, facts: dict[str, Any]) -> Activity:
    """Write down that an activity took place: how many came, what they asked, what was handed out.

    Raises:
        Refused: it lies in the future or was cancelled; a text or a file holds what must not be public.
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    _require(actor, activity.corner.unit_id)
    if activity.status == Activity.Status.CANCELLED:
        raise Refused("活动已取消，不能登记结果。", remedy="如已另行举办，请重新预告并登记。", code="cancelled")
    if activity.held_on > timekeeping.today():
        raise Refused("活动还没有举办。", remedy="请在举办当天或以后登记。", code="future")
    questions = facts.get("questions", [])
    refuse_personal(facts.get("summary", ""), "summary")
    for text, answer in questions:
        refuse_personal(f"{text}\n{answer}", "questions")
    activity.status, activity.recorded_at = Activity.Status.HELD, timekeeping.now()
    activity.participants, activity.summary = facts["participants"], facts.get("summary", "")
    activity.save()
    activity.questions.all().delete()
    Question.objects.bulk_create([Question(activity=activity, text=text, answer=answer) for text, answer in questions])
    for upload in facts.get("material", []):
        _keep_material(activity, upload, actor)
    said = f"登记活动「{activity.topic}」：{activity.participants} 人参加，{len(questions)} 个问题"
    _note("corners.activity_held", activity.corner, said, actor)
    return activity


def _keep_material(activity: Activity, upload: Any, actor: Actor) -> None:
    """Handed-out material is public at once, so that what hides in it, or names a person, is refused here."""
    stored = files.store(
        upload.data, upload.name, owner=RecordRef("corners.activity", str(activity.pk)), actor=actor, label="活动材料"
    )
    if stored.hidden_findings:
        raise Refused(
            "材料里有隐藏内容（批注、修订或隐藏的页）。", remedy="请清除后重新上传。", field="material", code="hidden"
        )
    refuse_personal(stored.text, "material")


@transaction.atomic
def cancel_activity(activity: Activity, actor: Actor, *, reason: str) -> None:
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    _require(actor, activity.corner.unit_id)
    if activity.status != Activity.Status.PLANNED:
        raise Refused("只有预告中的活动可以取消。", code="not_planned")
    activity.status, activity.cancelled_why = Activity.Status.CANCELLED, reason
    activity.save()
    _note("corners.activity_cancelled", activity.corner, f"取消活动「{activity.topic}」：{reason}", actor)


@transaction.atomic
def register_consultation(corner: Corner, actor: Actor, facts: dict[str, Any]) -> Consultation:
    """Write down a question put at the desk, and open its case.

    Raises:
        Refused: the question itself holds personal data; wrong post.
    """
    refuse_personal(facts["question"], "question")
    # 区府办's row is locked while the number is taken, so that two desks follow each other.
    Unit.objects.select_for_update(no_key=True).filter(kind=Unit.Kind.GOV_OFFICE).first()
    day = timekeeping.today()
    last = Consultation.objects.filter(year=day.year).aggregate(last=Max("serial"))["last"] or 0
    names = ("matter", "question", "called", "phone")
    found = Consultation(corner=corner, year=day.year, serial=last + 1, received_on=day)
    for name in names:
        setattr(found, name, facts.get(name, ""))
    found.save()
    ref = RecordRef("corners.consultation", str(found.pk))
    title = f"{found.get_matter_display()}：{found.question[:40]}"
    found.case = open_case("corners.handover", ref, unit=corner.unit, actor=actor, title=title, number=found.number)
    found.save(update_fields=["case"])
    return found


@transaction.atomic
def record_delivery(unit: Unit, actor: Actor, facts: dict[str, Any]) -> CopyDelivery:
    """Published information delivered to an archive or a library."""
    _require(actor, unit.pk)
    corner: Corner = facts["corner"]
    if corner.kind not in (Corner.Kind.ARCHIVE, Corner.Kind.LIBRARY):
        raise Refused("只登记送交国家档案馆和公共图书馆的信息。", remedy="请选择档案馆或图书馆。", field="corner")
    received = facts.get("received_on")
    if facts["delivered_on"] > timekeeping.today() or (received and received > timekeeping.today()):
        raise Refused("日期在今天之后。", remedy="请填写已经发生的日期。", field="delivered_on")
    if received and received < facts["delivered_on"]:
        raise Refused("签收日期早于送交日期。", remedy="请核对日期。", field="received_on")
    made = CopyDelivery.objects.create(unit=unit, **facts)
    journal.append(
        action="corners.delivered",
        actor=actor,
        subject=RecordRef("corners.delivery", str(made.pk)),
        summary=f"向{corner.name}送交「{made.what}」{made.copies} 份",
        basis=ARTICLE_25,
    )
    _changed(corner)
    return made


def _note(action: str, corner: Corner, summary: str, actor: Actor) -> None:
    journal.append(action=action, actor=actor, subject=ref_of(corner), summary=summary, basis=POINT_10)
    _changed(corner)
