"""Freezing: asked for by 区府办, and by the days when a plan's year is over."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from mingzheng.core import proofs, searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.journal import queries as chain
from mingzheng.core.procedures.permission import OFFICE_POSTS, still_in_post
from mingzheng.supervision.indicators.models import Reading
from mingzheng.supervision.open_data import content
from mingzheng.supervision.open_data.models import Freeze
from mingzheng.supervision.workplan.models import Plan

MACHINE = Actor.system("年度冻结")
BASIS = "政务公开工作要点第二十五点（狠抓工作落实）；《政府信息公开条例》第六条（及时、准确地公开）"
TAG = "freezes"
LEAST_REASON = 4


@transaction.atomic
def ask(plan: Plan, actor: Actor, reason: str) -> Freeze:
    """区府办 freezes the figures as they stand today.

    Raises:
        Refused: not 区府办, no reason, nothing read yet, or frozen today already.
    """
    if actor.post not in OFFICE_POSTS and not actor.is_machine:
        raise Refused("指标数字由区府办冻结。", remedy="请切换到区府办的岗位。", code="wrong_post")
    if not actor.is_machine:
        still_in_post(actor)
    reason = " ".join(reason.split())
    if len(reason) < LEAST_REASON:
        raise Refused("请写明为什么冻结。", remedy="例如：半年总结引用的数字。", field="reason", code="reason")
    return _freeze(plan, Freeze.Kind.ASKED, timekeeping.today(), actor, reason)


@transaction.atomic
def freeze_year(plan: Plan, actor: Actor = MACHINE) -> Freeze:
    """The yearly freeze: every reading up to 31 December of the plan's year.

    Raises:
        Refused: the year is not over, nothing was read in it, or it is frozen already.
    """
    last = dt.date(plan.year, 12, 31)
    if timekeeping.today() <= last:
        raise Refused(
            f"{plan.year}年还没有结束。",
            remedy="年度冻结从次年1月1日起进行；现在要冻结的，写明理由作临时冻结。",
            code="year",
        )
    return _freeze(plan, Freeze.Kind.YEARLY, last, actor, "")


def freeze_due() -> int:
    """Every issued plan whose year is over and that was read in it, once; returns how many were frozen."""
    today, count = timekeeping.today(), 0
    done = Freeze.objects.filter(kind=Freeze.Kind.YEARLY).values("plan")
    for plan in Plan.objects.exclude(issued_at=None).exclude(pk__in=done).filter(year__lt=today.year):
        if Reading.objects.filter(task__plan=plan, day__lte=dt.date(plan.year, 12, 31)).exists():
            freeze_year(plan)
            count += 1
    return count


def _freeze(plan: Plan, kind: Freeze.Kind, day: dt.date, actor: Actor, reason: str) -> Freeze:
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if Freeze.objects.filter(plan=plan, kind=kind, day=day).exists():
        raise Refused("已经冻结过，冻结的内容不能再改。", remedy="请在列表中查看。", code="twice")
    newest = (
        Reading.objects.filter(task__plan=plan, day__lte=day).order_by("-day").values_list("day", flat=True).first()
    )
    if newest is None:
        raise Refused(
            "还没有登记过读数，没有可以冻结的数字。", remedy="读数每天由系统登记一次，请明天再来。", code="no_readings"
        )
    journal.seal_all()  # every reading stands under the head that the freeze names
    head, now = chain.head(), timekeeping.now()
    facts = {
        "kind": kind.value,
        "day": day.isoformat(),
        "made_at": now.isoformat(timespec="seconds"),
        "journal": {"position": head.position, "hash": head.hash},
    }
    public, inner = content.texts(plan, day, facts)
    made = Freeze.objects.create(
        plan=plan,
        kind=kind,
        day=day,
        figures_on=newest,
        public_text=public,
        inner_text=inner,
        sha256=content.digest(public),
        inner_sha256=content.digest(inner),
        journal_position=head.position,
        journal_hash=head.hash,
        reason=reason,
        made_at=now,
        made_by=actor.person_name,
    )
    _journal(made, actor)
    touch(TAG, "datasets")
    searchable.changed("open_data.freeze", made.pk)
    return made


def parts_of(made: Freeze) -> proofs.Parts:
    """What is fixed, for the journal: both texts and the head."""
    return {
        "公开文件": made.public_text,
        "完整文件": made.inner_text,
        "日志位置": str(made.journal_position),
        "日志链头": made.journal_hash,
        "数字截至": made.day.isoformat(),
    }


def _journal(made: Freeze, actor: Actor) -> None:
    journal.append(
        action="open_data.frozen",
        actor=actor,
        subject=made.ref,
        summary=f"冻结{made}，日志到第 {made.journal_position} 号" + (f"：{made.reason}" if made.reason else ""),
        basis=BASIS,
        data={
            "sha256": made.sha256,
            "inner_sha256": made.inner_sha256,
            "plan": made.plan_id,
            "day": made.day.isoformat(),
            "kind": made.kind,
            "position": made.journal_position,
            "hash": made.journal_hash,
            proofs.FACT: proofs.written(parts_of(made)),
        },
    )
