"""Writes outside the procedure's steps: taking an application in, grants, a new query code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store
from mingzheng.core.files.fields import Upload
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.units.models import Person, PostHolding, Unit, held_by_people
from mingzheng.disclosure.corners import queries as corners
from mingzheng.requests.foi import numbering
from mingzheng.requests.foi.models import Applicant, Application, Grant

OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
SURE = (Application.Channel.IN_PERSON, Application.Channel.SIGNED_POST)
APPLICANT_FIELDS = (
    "name",
    "id_kind",
    "id_number",
    "representative",
    "contact",
    "phone",
    "email",
    "address",
    "postcode",
)
APPLICATION_FIELDS = ("channel", "applicant_kind", "wanted", "form", "way", "submitted_on", "helped")
LONGEST_GRANT = dt.timedelta(days=31)


@dataclass(frozen=True)
class TakenIn:
    """``code`` is shown once, to the applicant; only its hash is kept."""

    application: Application
    code: str


@transaction.atomic
def take_in(
    unit: Unit,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    origin: str = Application.Origin.DESK,
    files: Sequence[tuple[str, Upload]] = (),
) -> TakenIn:
    """An application arrives (Arts 29, 31): recorded with its applicant, its case opened.

    A place where the public reads (查阅点) takes applications in for other units too: what is handed in there is received that
    day, so that the applicant's time does not wait for the way inside the government. Handed in, it is received that day; by signed post on the day of signing; otherwise when both sides confirm.

    Args:
        values: fields of the application and of its applicant; ``received_on`` for signed post.
        files: (label, upload), such as 身份证明.

    Raises:
        Refused: a day of receipt before that of sending, or the actor's post takes no applications in, or none for that unit.
    """
    for_others = not actor.is_machine and actor.unit_id != unit.pk
    if for_others:
        _must_take_for(actor, values)
    code = codes.new_code()
    application = Application(
        unit=unit,
        origin=origin,
        query_hash=numbering.code_hash(code),
        taken_at_id=actor.unit_id if for_others else None,
        **{name: values[name] for name in APPLICATION_FIELDS if name in values},
    )
    _receipt(application, values)
    application.save()
    Applicant.objects.create(
        application=application, **{name: values[name] for name in APPLICANT_FIELDS if values.get(name)}
    )
    for label, upload in files:
        store(upload.data, upload.name, owner=application.ref, actor=actor, label=label)
    application.case = open_case("foi.application", application.ref, unit=unit, actor=actor, title=application.title)
    application.save(update_fields=["case"])
    return TakenIn(application, code)


@transaction.atomic
def take_in_at_desk(
    unit: Unit, actor: Actor, values: Mapping[str, Any], *, files: Sequence[tuple[str, Upload]] = ()
) -> TakenIn:
    """As ``take_in``; where the day of receipt is known, the number is given at once.

    Raises:
        Refused: as ``take_in``.
    """
    taken = take_in(unit, actor, values, files=files)
    case = taken.application.case
    own = actor.unit_id == unit.pk  # what was taken in for another unit is numbered there
    if own and case is not None and taken.application.received_on is not None and unit.org_code:
        act(case, "register", actor)
        taken.application.refresh_from_db()
    return taken


def takes_for_others(actor: Actor) -> bool:
    """Does the actor sit at a place in use where the public reads (专区、查阅点), and may they take applications in there?"""
    return (
        actor.post in (Post.OFFICER, Post.WINDOW)
        and corners.in_use(timekeeping.today()).filter(unit_id=actor.unit_id).exists()
    )


def _must_take_for(actor: Actor, values: Mapping[str, Any]) -> None:
    if not takes_for_others(actor):
        raise Refused(
            "只有设有政务公开专区、查阅点的单位可以代收其他单位的申请。",
            remedy="请申请人向办理单位提交，或者在网上提交。",
            field="unit",
            code="wrong_unit",
        )
    if values["channel"] != Application.Channel.IN_PERSON:
        raise Refused(
            "代收的只限当面提交的申请。",
            remedy="寄错单位的，登记为本单位的申请后用“转送负责的单位”。",
            field="unit",
            code="wrong_channel",
        )


def _receipt(application: Application, values: Mapping[str, Any]) -> None:
    if application.channel == Application.Channel.IN_PERSON:
        application.received_on, application.receipt_how = application.submitted_on, "当面提交"
    if application.channel == Application.Channel.SIGNED_POST:
        application.received_on, application.receipt_how = values.get("received_on"), "签收"
    day = application.received_on
    if application.channel in SURE and day is None:
        raise Refused("请填写签收日期。", remedy="以签收之日为收到申请之日。", field="received_on")
    if day is not None and day < application.submitted_on:
        raise Refused("收到日期早于提交日期。", remedy="请核对。", field="received_on")
    if day is not None and day > timekeeping.today():
        raise Refused("收到日期在今天之后。", remedy="请核对。", field="received_on")


@transaction.atomic
def renew_code(application: Application, actor: Actor) -> str:
    """A new query code for an applicant who lost it; the old one leads nowhere from now on.

    Raises:
        Refused: the actor's unit does not handle the application.
    """
    if actor.unit_id != application.unit_id or actor.post not in (Post.OFFICER, Post.WINDOW):
        raise Refused("查询码由办理单位的信息员或者窗口补发。", code="wrong_post")
    code = codes.new_code()
    application.query_hash = numbering.code_hash(code)
    application.save(update_fields=["query_hash"])
    _note(application, actor, "foi.code_renewed", "补发查询码")
    return code


@transaction.atomic
def grant(application: Application, person: Person, actor: Actor, *, reason: str, until: dt.date) -> Grant:
    """The head of 区府办 opens a case to one of its people, with the reason and the last day; the case shows it.

    Raises:
        Refused: the actor is not the head of 区府办 or the person not of it, there is no reason, or the span is longer
            than a month.
    """
    today = timekeeping.today()
    if actor.post is not Post.OFFICE_HEAD:
        raise Refused("查阅授权由区府办负责人登记。", remedy="请由区府办负责人办理。", code="wrong_post")
    if not of_office(today).filter(pk=person.pk).exists():
        raise Refused("查阅只能授权给区府办的工作人员。", remedy="请重新选择。", field="person")
    if not reason.strip():
        raise Refused("请写明查阅理由。", remedy="如：复议案件核对、投诉核查。", field="reason")
    if not today <= until <= today + LONGEST_GRANT:
        raise Refused("截止日期应在今天起的31天以内。", remedy="请改正截止日期。", field="until")
    made = Grant.objects.create(
        application=application, person=person, reason=reason.strip(), granted_on=today, until=until
    )
    _note(application, actor, "foi.granted", f"授权查阅至 {chinese_date(until)}：{reason.strip()[:100]}")
    return made


def of_office(day: dt.date) -> QuerySet[Person]:
    """The people of 区府办 to whom a case may be opened."""
    held = PostHolding.objects.filter(held_by_people(day), post__in=[post.value for post in OFFICE])
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name", "pk")


def _note(application: Application, actor: Actor, action: str, summary: str) -> None:
    journal.append(
        action=action,
        actor=actor,
        subject=application.ref,
        summary=summary,
        basis="《政府信息公开条例》第四十五条、第四十六条（主管部门监督检查）",
        case_id=application.case_id,
    )
