"""Every write that is not a step, a sign-up or a scan: beginning, questions, pictures, what the days and events bring."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mingzheng.core import codes, gathering, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files import scrub_image
from mingzheng.core.files.fields import Upload
from mingzheng.core.identity import commands as identity
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.editing import fill
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.units.models import Unit
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.open_days import allotting, checking, queries
from mingzheng.participation.open_days.basis import PIPL_47, POINT_21_PARTS
from mingzheng.participation.open_days.models import OpenDay, Photo, Programme, Question, Visitor
from mingzheng.participation.open_days.models.after import QUESTION_CODE
from mingzheng.participation.open_days.steps import programmes, sessions
from mingzheng.participation.surveys import gate

MACHINE = Actor.system("政府开放")
PICTURES = frozenset({"png", "jpeg", "webp"})
MOST_PHOTOS = 24


@transaction.atomic
def begin_programme(unit: Unit, actor: Actor, facts: dict[str, Any]) -> Programme:
    """The open month of a year, with its case; theme and sessions are to be decided by the end of July.

    Raises:
        Refused: the year has one, or the actor's post may not begin one.
    """
    if Programme.objects.filter(year=facts["year"]).exists():
        raise Refused(f"{facts['year']} 年的开放月已经建立。", remedy="请打开它修改。", field="year", code="twice")
    programme = Programme(unit=unit, year=facts["year"])
    fill(programme, facts, programmes.FACTS)
    programme.save()
    programme.case = open_case(
        "open_days.programme", programme.ref, unit=unit, actor=actor, title=programme.title, data=facts
    )
    programme.save(update_fields=["case"])
    return programme


@transaction.atomic
def begin(unit: Unit, actor: Actor, facts: dict[str, Any]) -> OpenDay:
    """A session of a unit, with its case.

    Args:
        facts: what ``forms.sessions.OpenDayForm`` gives, with ``parts``: kind → what is arranged.

    Raises:
        Refused: the actor's post may not begin one for the unit.
    """
    open_day = OpenDay(unit=unit)
    fill(open_day, facts, sessions.FACTS)
    open_day.save()
    sessions.arrange(open_day, facts["parts"])
    checking.entrance(open_day)
    open_day.case = open_case("open_days.day", open_day.ref, unit=unit, actor=actor, title=open_day.title)
    open_day.save(update_fields=["case"])
    return open_day


# --- questions ---------------------------------------------------------------------------------------------------


@transaction.atomic
def raise_question(
    open_day: OpenDay, text: str, source: Question.Source, actor: Actor = MACHINE, code: str = ""
) -> Question:
    """A question, with its case and clock. Who asked is kept nowhere; with a code whoever asked reads the answer.

    Raises:
        Refused: the session is not public or was cancelled.
    """
    if open_day.announced_at is None or open_day.cancelled:
        raise Refused("这场活动没有公布，或者已经取消。", remedy="请到来信栏目提问。", code="closed")
    question = Question.objects.create(
        open_day=open_day,
        unit=open_day.unit,
        source=source,
        code_digest=codes.digest(QUESTION_CODE, code) if code else None,
        text=text,
        raised_on=timekeeping.today(),
    )
    question.case = open_case(
        "open_days.question", question.ref, unit=open_day.unit, actor=actor, title=f"{open_day.title}：{text[:40]}"
    )
    question.save(update_fields=["case"])
    return question


# --- pictures ----------------------------------------------------------------------------------------------------


@transaction.atomic
def add_photo(open_day: OpenDay, upload: Upload, facts: dict[str, Any], actor: Actor) -> Photo:
    """A picture without what its file tells of place and device; public with the result.

    Args:
        facts: alt, who, consent.

    Raises:
        Refused: no picture, wrong post or unit, too many.
    """
    _may_keep_photos(open_day, actor)
    if upload.kind.code not in PICTURES:
        raise Refused("请上传 JPG、PNG 或 WebP 图片。", field="file", code="no_picture")
    if open_day.photos.count() >= MOST_PHOTOS:
        raise Refused(f"一场活动最多 {MOST_PHOTOS} 张图。", remedy="请先移除一些。", field="file", code="many")
    stored = files.store(scrub_image.strip(upload.data), upload.name, owner=open_day.ref, actor=actor, label="活动图片")
    if Photo.objects.filter(file=stored).exists():
        raise Refused("这张图已经在里面。", field="file", code="twice")
    photo = Photo.objects.create(open_day=open_day, file=stored, added_on=timekeeping.today(), **facts)
    _journal(open_day, actor, "open_days.photo", f"登记图片（{photo.get_who_display()}）", POINT_21_PARTS.text)
    sessions.shown(open_day)
    return photo


@transaction.atomic
def remove_photo(photo: Photo, actor: Actor, reason: str) -> None:
    """Take a picture away, at any time: whoever is on it may change their mind.

    Raises:
        Refused: wrong post or unit.
    """
    open_day = photo.open_day
    _may_keep_photos(open_day, actor)
    stored = photo.file
    photo.delete()
    files.remove(stored, actor=MACHINE)
    _journal(open_day, actor, "open_days.photo_removed", f"移除图片：{reason}", PIPL_47.text)
    sessions.shown(open_day)


def _may_keep_photos(open_day: OpenDay, actor: Actor) -> None:
    still_in_post(actor)
    if actor.is_machine or (actor.unit_id == open_day.unit_id and actor.post in (Post.OFFICER, Post.HEAD)):
        return
    raise Refused("图片由举办单位的信息员或者负责人登记。", remedy="请切换岗位。", code="wrong_post")


def _journal(open_day: OpenDay, actor: Actor, action: str, summary: str, basis: str) -> None:
    journal.append(
        action=action, actor=actor, subject=open_day.ref, case_id=open_day.case_id, summary=summary, basis=basis
    )


# --- what the days and events bring ------------------------------------------------------------------------------


@daily("open_days.settle", label="报名截止后确定名单")
def settle() -> int:
    """The window has closed: everybody comes in, or the list is frozen for the draw. Returns for how many sessions.

    A seed that may exist already freezes nothing: the unit has to name a later one.
    """
    moment, done = timekeeping.now(), 0
    rows = OpenDay.objects.filter(case__state="announced", sign_up_until__lt=moment, settled_at=None)
    for open_day in rows.select_related("case"):
        command = "freeze" if allotting.too_many(open_day) else "everybody"
        if command == "freeze" and not sessions.seed_is_to_come(open_day, MACHINE):
            continue
        act(_case(open_day), command, MACHINE)
        done += 1
    return done


@handler("open_days.drawn", label="抽签后确定开放活动名单", event="draws.drawn")
def drawn(payload: dict[str, Any]) -> None:
    """``{draw}``"""
    open_day = _of_draw(payload["draw"])
    if open_day is not None and _case(open_day).state == "drawing":
        act(_case(open_day), "drawn", MACHINE)


@handler("open_days.voided", label="抽签作废后重新确定名单", event="draws.voided")
def voided(payload: dict[str, Any]) -> None:
    """``{draw}``"""
    open_day = _of_draw(payload["draw"])
    if open_day is not None and _case(open_day).state == "drawing":
        act(_case(open_day), "unfreeze", MACHINE)


def _of_draw(pk: int) -> OpenDay | None:
    draw = Draw.objects.filter(pk=pk, owner_kind="open_days.day").first()
    return OpenDay.objects.filter(pk=draw.owner_id).first() if draw else None


def _case(open_day: OpenDay) -> Case:
    return Case.objects.get(open_day=open_day)


def to_forget() -> QuerySet[OpenDay]:
    return OpenDay.objects.filter(ends_at__lt=gathering.to_forget(timekeeping.now()), forgotten_on=None)


@forgets(
    "open_days.forget",
    label="删除到期的开放活动报名信息",
    what="开放活动：报名人的姓名和联系方式（场次）",
    term=f"活动后{gathering.KEPT_DAYS}日",
    due=to_forget,
)
def forget() -> int:
    """Thirty days after a session only counts stay; returns how many sessions were forgotten."""
    rows = list(to_forget())
    for open_day in rows:
        with transaction.atomic():
            Visitor.objects.filter(open_day=open_day).delete()
            identity.forget("open_days.sign_up", open_day.sign_ups.values_list("pk", flat=True))
            open_day.forgotten_on = timekeeping.today()
            open_day.save(update_fields=["forgotten_on"])
    return len(rows)


def stands_for(owner_id: str, code: str) -> str:
    """Whom a query code or a ticket stands for in the questionnaire of a session; "" for one that it does not know."""
    row = queries.by_code(code) or queries.by_ticket(code)
    return f"sign_up:{row.pk}" if row is not None and str(row.open_day_id) == owner_id else ""


gate.register_codes("open_days.day", stands_for)
