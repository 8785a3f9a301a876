"""Who acts, what guards say, how a record is declared."""

from __future__ import annotations

from collections.abc import Callable

from django import forms

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    Act,
    Basis,
    ClockEffect,
    ClockMove,
    Duty,
    Guard,
    Step,
    Whose,
)
from mingzheng.participation.decisions.steps import matters, parts

OURS = Whose.CASE_UNIT
OFFICER, HEAD = (Post.OFFICER,), (Post.HEAD,)
CHECKERS = (Post.REVIEWER, Post.HEAD)
MEETING = (Post.OFFICER, Post.OFFICE_CLERK)
ONWARDS, MAKING, OMITTED, SHOWING, AFTERWARDS, MENDING = (
    "推进",
    "前期工作",
    "不适用的环节",
    "公开",
    "执行中",
    "更正",
)
PREPARING = ("preparing",)
WORKING = ("preparing", "reviewed", "decided", "public", "archived", "suspended")
SETTLED = ("public", "archived")
STOP_PLAN = ClockEffect(ClockMove.STOP, "plan", if_running=True)
STOP_ARCHIVE = ClockEffect(ClockMove.STOP, "archive", if_running=True)

WAITS = Guard(parts.waiver_waits, "没有待认定的不适用申请。")
TO_SHOW = Guard(parts.can_show, "没有由您公开的内容。", "登记的人不能公开自己登记的内容。")
LINKABLE = Guard(
    matters.may_consult,
    "本单位没有可以关联的意见征集。",
    "请先在「意见征集」里起草；已经关联在其他事项上的，先取消关联。",
)
RELATABLE = Guard(matters.may_relate, "本单位还没有可以关联的政策。", "请先在「政策」里立项。")
RELATED = Guard(matters.has_policy, "没有关联的政策。")
INSIDE = Guard(parts.has_inside, "没有可以作废的记录。", "已经公开的，由审核人或者负责人撤下。")
SHOWN = Guard(parts.has_shown, "没有可以撤下的记录。")
CONSULTED = Guard(matters.has_consultation, "没有关联的意见征集。")
RESULT_SHOWN = Guard(parts.has_shown_result, "还没有公布决策结果。")
RESULT = Guard(matters.has_result, "还没有登记决策结果。", "请信息员先登记决策结果。")
WHOLE = Guard(
    matters.nothing_lacks,
    "前期工作还有缺项，或者意见征集还没有结束。",
    "缺什么列在「各部分」里；依法不适用的，提出认定。",
)


def record(
    command: str,
    label: str,
    form: type[forms.Form],
    effect: Callable[[Act], None],
    basis: Basis,
    source: tuple[str, ...],
    *,
    group: str = MAKING,
    help_text: str = "",
    guards: tuple[Guard, ...] = (),
) -> Step:
    """Something is written down by the officer; the state stays."""
    return Step(
        command=command,
        label=label,
        source=source,
        target=None,
        posts=OFFICER,
        whose=OURS,
        basis=basis,
        duty=Duty.OPEN,
        form=form,
        guards=guards,
        effect=effect,
        contributes=True,
        help=help_text,
        group=group,
    )
