"""The declared tables of a lecture or visit, and of a need after it; courseware and relays: ``material_procedure``."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    ClockEffect,
    ClockMove,
    Duty,
    Opening,
    Procedure,
    State,
    Step,
    Whose,
)
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.policy.outreach import presenting, samples
from mingzheng.policy.outreach.basis import (
    ART_6,
    ART_17,
    POINT_16,
    POINT_16_NEEDS,
)
from mingzheng.policy.outreach.forms import sessions as session_forms
from mingzheng.policy.outreach.rows import EITHER, OFFICER, OURS, by_officer, given_up, reviewed
from mingzheng.policy.outreach.steps import sessions

_stop_hold = ClockEffect(ClockMove.STOP, "hold", on=presenting.stop_day, if_running=True)

SESSION = Procedure(
    code="outreach.session",
    label="政策宣讲",
    subject_kind="outreach.session",
    group="policy",
    states=(
        State("planning", "筹备中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("announced", "已公布", tone="active"),
        State("held", "已举办", open=False, tone="good"),
        State("cancelled", "已取消", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="planning",
    opening=Opening("筹备宣讲", (Post.OFFICER, Post.SYSTEM), OURS, POINT_16, contributes=True),
    steps=(
        by_officer(
            command="edit",
            label="修改",
            source=("planning", "announced"),
            basis=POINT_16,
            form=session_forms.EditSessionForm,
            effect=sessions.edit,
            clocks=(
                ClockEffect(ClockMove.RESET, "hold", on=presenting.day_of, when=sessions.another_day, if_running=True),
            ),
            contributes=True,
            help="公布后的修改立即显示在网上；名额增加时，候补的人依次递补。",
        ),
        Step(
            command="submit",
            label="提交审核",
            source=("planning",),
            target="checking",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_16,
            contributes=True,
            primary=True,
        ),
        reviewed(
            command="send_back",
            label="退回修改",
            target="planning",
            basis=ART_17,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=sessions.note_reason,
        ),
        reviewed(
            command="announce",
            label="公布",
            target="announced",
            basis=POINT_16,
            effect=sessions.announce,
            clocks=(ClockEffect(ClockMove.START, "hold", rule="outreach.hold", on=presenting.day_of),),
            primary=True,
            help="立即在网上公布并接受报名。",
        ),
        reviewed(
            command="record_past",
            label="审核并登记已办的活动",
            target="held",
            basis=POINT_16,
            duty=Duty.OPEN,
            form=session_forms.HoldForm,
            effect=sessions.announce_past,
            help="没有事先公布的上门宣讲，事后登记时使用。",
        ),
        Step(
            command="hold",
            label="登记结果",
            source=("announced",),
            target="held",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_16,
            form=session_forms.HoldForm,
            effect=sessions.hold,
            clocks=(_stop_hold,),
            primary=True,
        ),
        by_officer(
            command="need",
            label="登记跟踪需求",
            source=("announced", "held"),
            basis=POINT_16_NEEDS,
            form=session_forms.NeedForm,
            effect=sessions.add_need,
        ),
        Step(
            command="cancel",
            label="取消活动",
            source=("announced",),
            target="cancelled",
            posts=EITHER,
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            form=session_forms.CancelForm,
            effect=sessions.cancel,
            clocks=(_stop_hold,),
        ),
        given_up(
            command="drop",
            label="作废",
            source=("planning",),
            basis=POINT_16,
            effect=sessions.note_reason,
        ),
    ),
    facts=presenting.session_facts,
    panels=("desk/outreach/session_panel.html",),
    clock_names={"hold": "登记结果期限"},
    sample=samples.session_case,
)

NEED = Procedure(
    code="outreach.need",
    label="宣讲后需求跟踪",
    subject_kind="outreach.need",
    group="policy",
    states=(
        State("open", "跟进中", tone="active"),
        State("settled", "已办结", open=False, tone="good"),
    ),
    initial="open",
    opening=Opening(
        "登记需求",
        (Post.OFFICER, Post.SYSTEM),
        Whose.ANY,
        POINT_16_NEEDS,
        clocks=(ClockEffect(ClockMove.START, "settle", rule="outreach.need"),),
    ),
    steps=(
        Step(
            command="settle",
            label="办结",
            source=("open",),
            target="settled",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_16_NEEDS,
            form=session_forms.SettleForm,
            effect=sessions.settle,
            clocks=(ClockEffect(ClockMove.STOP, "settle", if_running=True),),
            primary=True,
        ),
        by_officer(
            command="pass_on",
            label="转其他单位",
            source=("open",),
            basis=POINT_16_NEEDS,
            form=session_forms.PassOnForm,
            effect=sessions.pass_on,
            help="期限不因转办而重新起算。",
        ),
    ),
    facts=presenting.need_facts,
    clock_names={"settle": "办结期限"},
    sample=samples.need_case,
)
