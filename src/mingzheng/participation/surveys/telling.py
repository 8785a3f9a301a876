"""Those who left an address hear of it: that an idea was looked at, that the result is out. Then the address is gone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse

from mingzheng.core import mail, records, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.identity import commands as identity
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.records import RecordRef
from mingzheng.core.tries import commands as tries
from mingzheng.participation.surveys import figures, gate
from mingzheng.participation.surveys.models import Call, Follower, Idea, IdeaContact, Survey

CONFIRM = "surveys.follow"
FOLLOWING_DAYS = 7  # so long a link that confirms an address works
CONFIRM_AGE = FOLLOWING_DAYS * 86_400
MOST_MAILS, WITHIN = 5, 3600


@transaction.atomic
def follow(record: RecordRef, email: str) -> None:
    """Ask to be told of the result; nothing is sent but the question whether the address wants it.

    Raises:
        Refused: the address was asked several times lately.
    """
    if not tries.take("surveys.follow", email.lower(), most=MOST_MAILS, seconds=WITHIN):
        raise Refused("这个邮箱一小时内已经登记过几次。", remedy="请先到邮箱里确认，一小时后再试。", code="often")
    row, _new = Follower.objects.get_or_create(
        record_kind=record.kind,
        record_id=record.id,
        email=email.lower(),
        defaults={"asked_on": timekeeping.today()},
    )
    if not row.confirmed:
        enqueue("surveys.confirm", {"follower": row.pk})


@handler("surveys.confirm", label="请登记人确认接收结果", slow=True)
def send_question(payload: dict[str, Any]) -> None:
    """``{follower}``"""
    row = Follower.objects.filter(pk=payload["follower"], confirmed=False).first()
    record = _record(row) if row else None
    if row is None or record is None:
        return
    address = f"{mail.site_url()}{reverse('portal:survey-follow-confirm', args=[signing.dumps(row.pk, salt=CONFIRM)])}"
    text = (
        f"您好！\n\n有人用这个邮箱登记，想在「{record}」的结果公布时收到通知。\n\n"
        f"是您登记的，请点开确认（7 天内有效）：\n{address}\n\n不是您登记的，不用理会，我们不会再发信。\n"
    )
    mail.send(row.email, f"{mail.site_name()}：请确认接收结果通知", text)


def _record(row: Follower) -> Survey | Call | None:
    found: Survey | Call | None = records.fetch(RecordRef(row.record_kind, row.record_id))
    return found


def of_question(token: str) -> Follower | None:
    """Whom a confirmation link is about; None when it is void."""
    try:
        return Follower.objects.filter(pk=int(signing.loads(token, salt=CONFIRM, max_age=CONFIRM_AGE))).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


def record_of(row: Follower) -> Survey | Call | None:
    """What the address wants to hear of."""
    return _record(row)


def confirm(row: Follower) -> None:
    Follower.objects.filter(pk=row.pk).update(confirmed=True)


# --- the result ----------------------------------------------------------------------------------------------------


def result_out(record: RecordRef) -> None:
    """Owe a letter to each who wants to hear, within the caller's transaction."""
    enqueue("surveys.result", {"kind": record.kind, "id": record.id})


@handler("surveys.result", label="通知结果已公布")
def result(payload: dict[str, Any]) -> None:
    """``{kind, id}``: one letter each, owed one by one, so that one that fails does not hold the others up."""
    rows = Follower.objects.filter(record_kind=payload["kind"], record_id=payload["id"], confirmed=True)
    for pk in rows.values_list("pk", flat=True):
        enqueue("surveys.letter", {"follower": pk}, key=f"surveys.letter:{pk}")
    if payload["kind"] == "surveys.call":
        for pk in IdeaContact.objects.filter(idea__call=payload["id"]).exclude(email="").values_list("pk", flat=True):
            enqueue("surveys.idea_result", {"contact": pk}, key=f"surveys.idea_result:{pk}")


@handler("surveys.letter", label="发送结果通知", slow=True)
def letter(payload: dict[str, Any]) -> None:
    """``{follower}``: told once, then forgotten."""
    row = Follower.objects.filter(pk=payload["follower"], confirmed=True).first()
    record = _record(row) if row else None
    if row is None or record is None:
        return
    address = f"{mail.site_url()}{record.get_absolute_url()}"
    text = (
        f"您好！\n\n「{record}」的结果和采纳、落实情况已经公布：\n{address}\n\n这个邮箱现在已从名单里删除，不再发信。\n"
    )
    mail.send(row.email, f"{mail.site_name()}：「{record}」结果已公布", text)
    row.delete()


# --- an idea -------------------------------------------------------------------------------------------------------


def idea_screened(idea: Idea) -> None:
    """Owe its author, if there is an address, word of what was decided."""
    if IdeaContact.objects.filter(idea=idea).exclude(email="").exists():
        enqueue("surveys.idea_screened", {"idea": idea.pk}, key=f"surveys.idea_screened:{idea.pk}:{idea.state}")


@handler("surveys.idea_screened", label="告知建议人审核结果", slow=True)
def send_screened(payload: dict[str, Any]) -> None:
    """``{idea}``"""
    contact = IdeaContact.objects.filter(idea=payload["idea"]).exclude(email="").select_related("idea__call").first()
    if contact is None:
        return
    idea = contact.idea
    if idea.state == Idea.State.HELD:
        said = f"没有在网上公开，理由：{idea.held_why}\n建议原文已保留，仍会研究，并与其他建议一起反馈。"
    else:
        said = "已在征集页上公开（姓名和联系方式不公开）。"
    address = f"{mail.site_url()}{idea.call.get_absolute_url()}"
    text = f"您好！\n\n您在「{idea.call}」提的建议（{idea.number}）{said}\n\n征集页：\n{address}\n"
    mail.send(contact.email, f"{mail.site_name()}：您的建议 {idea.number}", text)


@handler("surveys.idea_result", label="向建议人反馈", slow=True)
def send_idea_result(payload: dict[str, Any]) -> None:
    """``{contact}``"""
    contact = IdeaContact.objects.filter(pk=payload["contact"]).exclude(email="").select_related("idea__call").first()
    if contact is None:
        return
    idea, group = contact.idea, contact.idea.group
    said = f"{group.get_outcome_display()}。{group.answer}" if group and group.outcome else idea.call.feedback
    address = f"{mail.site_url()}{idea.call.get_absolute_url()}"
    text = f"您好！\n\n您在「{idea.call}」提的建议（{idea.number}）有了反馈：\n\n{said}\n\n全部反馈：\n{address}\n"
    mail.send(contact.email, f"{mail.site_name()}：您的建议 {idea.number} 有了反馈", text)


# --- forgetting ----------------------------------------------------------------------------------------------------


def to_forget() -> list[Survey | Call]:
    today = timekeeping.today()
    last = today - dt.timedelta(days=figures.value("contact_days", today))
    found: list[Survey | Call] = []
    for model in (Survey, Call):
        found += model._default_manager.filter(results_on__lt=last, forgotten_on=None)
    return found


@forgets(
    "surveys.forget",
    label="删除到期的答卷标记和联系方式",
    what="问卷、征集：“已答”标记和联系方式（场次），没有确认的关注",
    term=lambda: f"结果公布后{figures.value('contact_days', timekeeping.today())}日，关注{FOLLOWING_DAYS}日",
    due=to_forget,
)
def forget() -> int:
    """After their term only answers, ideas and ballots stay; returns how many records were forgotten."""
    today, rows = timekeeping.today(), to_forget()
    Follower.objects.filter(confirmed=False, asked_on__lt=today - dt.timedelta(days=FOLLOWING_DAYS)).delete()
    for row in rows:
        with transaction.atomic():
            gate.forget(row.ref)
            if isinstance(row, Call):
                IdeaContact.objects.filter(idea__call=row).delete()
                identity.forget("surveys.idea", row.ideas.values_list("pk", flat=True))
            row.forgotten_on = today
            row.save(update_fields=["forgotten_on"])
    return len(rows)
