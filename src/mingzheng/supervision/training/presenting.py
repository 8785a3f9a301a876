"""What the case screen says, the days from which clocks run, and who sees a case for promotion."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from mingzheng.core import gathering
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures import days
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.supervision.training.models import GoodCase, Item, Meeting, Quiz, Session, Support, YearPlan

JUDGED_STATES = ("judging", "selected", "not_selected", "published", "withdrawn")


def case_visible(actor: Actor) -> Q:
    """The unit's own; 区府办 all; assessors from the nomination on, for they judge."""
    if actor.post in OFFICE_POSTS:
        return Q()
    own = Q(unit_id=actor.unit_id)
    return own | Q(state__in=JUDGED_STATES) if actor.post is Post.ASSESSOR else own


day_of = days.held("day")  # the day of the training: its result is owed from then on


stop_day = days.not_before("day")


def when(session: Session) -> str:
    return gathering.span(session.starts_at, session.ends_at)


def meeting_facts(found: Meeting) -> list[tuple[str, Any]]:
    return [
        ("种类", found.get_kind_display()),
        ("召开日期", found.held_on),
        ("负责同志", found.chair),
        ("听取和议定的事项", found.decided),
        ("参加人数", f"{found.people} 人"),
        ("参加单位", "、".join(unit.short for unit in found.units.all())),
        ("核对日期", found.checked_on),
    ]


def plan_facts(found: YearPlan) -> list[tuple[str, Any]]:
    return [
        ("年度", f"{found.year} 年"),
        ("单位", found.unit.name),
        ("目标和安排", found.about),
        ("批准日期", found.approved_on),
    ]


def plan_rows(found: YearPlan) -> list[tuple[Session, str, str]]:
    """The year's trainings: (training, how it stands, whether it was approved or added later)."""
    approved = {row["session"] for row in found.rows} if found.approved_on else set()
    rows = (
        Session.objects.filter(unit=found.unit, starts_at__year=found.year).select_related("case").order_by("starts_at")
    )
    return [
        (
            one,
            one.case.state_now.label if one.case else "",
            "" if not found.approved_on else "批准的" if one.pk in approved else "批准以后增加",
        )
        for one in rows
    ]


def support_facts(found: Support) -> list[tuple[str, Any]]:
    return [
        ("年度", f"{found.year} 年"),
        ("专职人数", f"{found.full_time} 人"),
        ("兼职人数", f"{found.part_time} 人"),
        ("保障经费", f"{found.amount} 万元"),
        ("说明", found.about),
        ("填报日期", found.stated_on),
        ("核对日期", found.checked_on),
    ]


def session_facts(session: Session) -> list[tuple[str, Any]]:
    return [
        ("领域", session.get_field_display()),
        ("时间", when(session)),
        ("地点", session.place),
        ("授课人", session.teacher),
        ("内容", session.about),
        ("报名截止", session.name_until),
        ("取消原因", session.cancelled_why),
        ("参加人数", f"{session.people} 人" if session.people else ""),
        ("情况", session.summary),
    ]


def item_facts(item: Item) -> list[tuple[str, Any]]:
    return [
        ("领域", item.get_field_display()),
        ("内容", item.about),
        ("网址", item.url),
        ("学习用时", f"{item.minutes} 分钟"),
        ("上架日期", item.listed_on),
        ("下架原因", item.ended_why),
    ]


def quiz_facts(quiz: Quiz) -> list[tuple[str, Any]]:
    about = quiz.session or quiz.item
    return [
        ("对应的培训或材料", str(about)),
        ("题目", f"{quiz.questions.count()} 道"),
        ("合格线", f"{quiz.pass_mark}%"),
        ("开放日期", quiz.opened_on),
        ("关闭日期", quiz.closed_on),
    ]


def case_facts(found: GoodCase) -> list[tuple[str, Any]]:
    return [
        ("领域", found.get_field_display()),
        ("一句话说明", found.summary),
        ("推荐日期", found.nominated_on),
        ("选定日期", found.selected_on),
        ("公布时间", found.published_at),
        ("撤下原因", found.withdrawn_why),
    ]
