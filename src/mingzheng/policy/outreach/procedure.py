"""The declared tables of this room: a lecture or visit, a need after it, courseware, a relay."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    ClockEffect,
    ClockMove,
    Duty,
    Guard,
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
    POINT_17_COURSEWARE,
    POINT_17_RELAY,
)
from mingzheng.policy.outreach.forms import material as material_forms
from mingzheng.policy.outreach.forms import sessions as session_forms
from mingzheng.policy.outreach.steps import material, sessions

OURS = Whose.CASE_UNIT
OFFICER, REVIEWER, HEAD = (Post.OFFICER,), (Post.REVIEWER,), (Post.HEAD,)
EITHER = (Post.REVIEWER, Post.HEAD)
_stop_hold = ClockEffect(ClockMove.STOP, "hold", on=presenting.stop_day, if_running=True)

# What the officer does in a state without leaving it.
by_officer = partial(
    Step,
    target=None,
    posts=OFFICER,
    whose=OURS,
    duty=Duty.OPEN,
)

# What somebody else decides about what was submitted.
reviewed = partial(
    Step,
    source=("checking",),
    posts=EITHER,
    whose=OURS,
    reviews=True,
)

# Not to be after all.
given_up = partial(
    Step,
    target="dropped",
    posts=(Post.OFFICER, Post.HEAD),
    whose=OURS,
    duty=Duty.OPEN,
    form=ReasonForm,
)

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

PUBLIC = Guard(material.ever_public, "课件还没有公开过。", "不再需要的，用「作废」。")
NEVER_PUBLIC = Guard(material.never_public, "课件已经公开过。", "请用「停用」。")

COURSEWARE = Procedure(
    code="outreach.courseware",
    label="辅导课件",
    subject_kind="outreach.courseware",
    group="policy",
    states=(
        State("writing", "编写中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("published", "已公开", tone="good"),
        State("ended", "已停用", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="writing",
    opening=Opening("编写课件", (Post.OFFICER, Post.SYSTEM), OURS, POINT_17_COURSEWARE, contributes=True),
    steps=(
        by_officer(
            command="edit",
            label="修改课件",
            source=("writing",),
            basis=POINT_17_COURSEWARE,
            form=material_forms.CoursewareForm,
            effect=material.edit,
            contributes=True,
        ),
        Step(
            command="submit",
            label="提交审核",
            source=("writing",),
            target="checking",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_17_COURSEWARE,
            effect=material.submit,
            contributes=True,
            primary=True,
        ),
        reviewed(
            command="send_back",
            label="退回修改",
            target="writing",
            basis=ART_17,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=material.withdraw,
        ),
        reviewed(
            command="publish",
            label="审核并公开",
            target="published",
            basis=POINT_17_COURSEWARE,
            effect=material.publish,
            clocks=(ClockEffect(ClockMove.STOP, "doubt", if_running=True),),
            primary=True,
            help="新的版本立即公开，并标明依据文件的哪一版。",
        ),
        Step(
            command="doubt",
            label="提示核对",
            source=("published",),
            target=None,
            posts=(Post.SYSTEM,),
            whose=OURS,
            basis=POINT_17_COURSEWARE,
            duty=Duty.OPEN,
            clocks=(
                ClockEffect(ClockMove.STOP, "doubt", if_running=True),
                ClockEffect(ClockMove.START, "doubt", rule="outreach.doubt"),
            ),
        ),
        by_officer(
            command="confirm",
            label="核对后仍适用",
            source=("published",),
            basis=ART_6,
            form=ReasonForm,
            guards=(Guard(material.in_doubt, "课件没有待核对的问题。", "内容有变化的，用「修订」。"),),
            effect=material.confirm,
            clocks=(ClockEffect(ClockMove.STOP, "doubt", if_running=True),),
        ),
        Step(
            command="revise",
            label="修订",
            source=("published",),
            target="writing",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_17_COURSEWARE,
            duty=Duty.OPEN,
            contributes=True,
            help="修订期间，网上仍是现在的版本。",
        ),
        Step(
            command="end",
            label="停用",
            source=("published", "writing"),
            target="ended",
            posts=EITHER,
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            form=ReasonForm,
            guards=(PUBLIC,),
            effect=material.end,
            clocks=(ClockEffect(ClockMove.STOP, "doubt", if_running=True),),
        ),
        given_up(
            command="drop",
            label="作废",
            source=("writing",),
            basis=POINT_17_COURSEWARE,
            guards=(NEVER_PUBLIC,),
            effect=material.withdraw,
        ),
    ),
    facts=presenting.courseware_facts,
    panels=("desk/outreach/courseware_panel.html",),
    clock_names={"doubt": "核对期限"},
    sample=samples.courseware_case,
)

RELAY = Procedure(
    code="outreach.relay",
    label="政策推送接力",
    subject_kind="outreach.relay",
    group="policy",
    states=(
        State("preparing", "待审核", tone="active"),
        State("sent", "伙伴转达中", tone="active"),
        State("closed", "已完成", open=False, tone="good"),
        State("dropped", "已作废", open=False),
    ),
    initial="preparing",
    opening=Opening("准备接力", (Post.OFFICER, Post.SYSTEM), OURS, POINT_17_RELAY, contributes=True),
    steps=(
        Step(
            command="send",
            label="审核并送出",
            source=("preparing",),
            target="sent",
            posts=EITHER,
            whose=OURS,
            basis=POINT_17_RELAY,
            effect=material.send,
            clocks=(ClockEffect(ClockMove.START, "report", rule="outreach.report", value=material.report_by),),
            reviews=True,
            primary=True,
            help="送出后，每个伙伴有一个专用网址，可以看材料、反馈转达情况。",
        ),
        by_officer(
            command="report",
            label="代伙伴登记反馈",
            source=("sent",),
            basis=POINT_17_RELAY,
            form=material_forms.LineReachForm,
            effect=material.report,
        ),
        Step(
            command="close",
            label="结束接力",
            source=("sent",),
            target="closed",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_17_RELAY,
            effect=material.close,
            clocks=(ClockEffect(ClockMove.STOP, "report", if_running=True),),
            primary=True,
        ),
        given_up(
            command="drop",
            label="作废",
            source=("preparing",),
            basis=POINT_17_RELAY,
            effect=material.withdraw,
        ),
    ),
    facts=presenting.relay_facts,
    panels=("desk/outreach/relay_panel.html",),
    clock_names={"report": "伙伴反馈期限"},
    sample=samples.relay_case,
)
