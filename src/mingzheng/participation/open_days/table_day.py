"""The declared table of a session: announced by who did not prepare it, its list decided, held, its result reviewed."""

from __future__ import annotations

from dataclasses import replace

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.open_days import presenting, sample
from mingzheng.participation.open_days.basis import ART_6, ART_17, POINT_21, POINT_21_ALL_YEAR, POINT_21_PARTS
from mingzheng.participation.open_days.forms import sessions as forms
from mingzheng.participation.open_days.steps import sessions

OURS = Whose.CASE_UNIT
OFFICER, EITHER = (Post.OFFICER,), (Post.REVIEWER, Post.HEAD)
MACHINE = (Post.SYSTEM,)
CLOSED = Guard(sessions.window_closed, "报名还没有截止。", "截止以后系统自动办理，也可以由信息员办理。")
FITS = Guard(sessions.all_fit, "报名人数超过名额。", "请冻结名单，抽签决定。")
TOO_MANY = Guard(sessions.too_many, "报名人数没有超过名额。", "请全部录取。")
SEED_TO_COME = Guard(
    sessions.seed_is_to_come, "抽签种子的日期已经到了，种子可能已经产生。", "请用「变更」改成以后的日期，再冻结名单。"
)
HELD = Guard(lambda found, _actor: found.held_at is not None, "还没有登记活动情况。", "请退回，登记以后再公布。")
DECIDED = Guard(sessions.decided, "谁来参加还没有确定。", "请先确定名单。")
_stop = ClockEffect(ClockMove.STOP, "result", on=sessions.stop_day, if_running=True)

# The machine decides the list every day; an officer need not wait for it.
EVERYBODY = Step(
    command="everybody",
    label="全部录取",
    source=("announced",),
    target="settled",
    posts=MACHINE,
    whose=OURS,
    basis=POINT_21,
    guards=(CLOSED, FITS),
    effect=sessions.settle_all,
    group="名单",
)
FREEZE = Step(
    command="freeze",
    label="冻结名单，准备抽签",
    source=("announced",),
    target="drawing",
    posts=MACHINE,
    whose=OURS,
    basis=POINT_21,
    guards=(CLOSED, TOO_MANY, SEED_TO_COME),
    effect=sessions.freeze,
    help="名单按报名号公开，抽签由两位同事先后录入种子。",
    group="名单",
)

DAY = Procedure(
    code="open_days.day",
    label="政府开放活动",
    subject_kind="open_days.day",
    group="interaction",
    headings=("筹备和公布", "名单", "结果"),
    states=(
        State("planning", "筹备中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("announced", "已公布", tone="active"),
        State("drawing", "待抽签", tone="active"),
        State("settled", "名单已定", tone="active"),
        State("held", "结果待审核", tone="active"),
        State("finished", "结果已公布", open=False, tone="good"),
        State("cancelled", "已取消", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="planning",
    opening=Opening("筹备开放活动", (Post.OFFICER, Post.SYSTEM), OURS, POINT_21_ALL_YEAR, contributes=True),
    steps=(
        Step(
            command="edit",
            label="修改",
            source=("planning",),
            target=None,
            posts=OFFICER,
            whose=OURS,
            basis=POINT_21,
            duty=Duty.OPEN,
            form=forms.EditOpenDayForm,
            effect=sessions.edit,
            contributes=True,
            group="筹备和公布",
        ),
        Step(
            command="submit",
            label="提交审核",
            source=("planning",),
            target="checking",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_21,
            contributes=True,
            primary=True,
            group="筹备和公布",
        ),
        Step(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="planning",
            posts=EITHER,
            whose=OURS,
            basis=ART_17,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
            group="筹备和公布",
        ),
        Step(
            command="announce",
            label="公布",
            source=("checking",),
            target="announced",
            posts=EITHER,
            whose=OURS,
            basis=POINT_21,
            effect=sessions.announce,
            clocks=(ClockEffect(ClockMove.START, "result", rule="open_days.result", on=sessions.day_of),),
            reviews=True,
            primary=True,
            help="立即在网上公布，按公布的时间接受报名。",
            group="筹备和公布",
        ),
        Step(
            command="amend",
            label="变更",
            source=("announced", "drawing", "settled"),
            target=None,
            posts=OFFICER,
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            form=forms.AmendForm,
            effect=sessions.amend,
            clocks=(
                ClockEffect(ClockMove.RESET, "result", on=sessions.day_of, when=sessions.another_day, if_running=True),
            ),
            contributes=True,
            help="立即公开。时间、地点的变动会告诉已报名的人；名额增加时，候补的人依次递补。",
            group="筹备和公布",
        ),
        EVERYBODY,
        replace(EVERYBODY, command="everybody_now", posts=OFFICER, duty=Duty.OPEN),
        FREEZE,
        replace(FREEZE, command="freeze_now", posts=OFFICER, duty=Duty.OPEN),
        Step(
            command="drawn",
            label="抽签结果",
            source=("drawing",),
            target="settled",
            posts=MACHINE,
            whose=OURS,
            basis=POINT_21,
            effect=sessions.drawn,
            group="名单",
        ),
        Step(
            command="unfreeze",
            label="抽签作废",
            source=("drawing",),
            target="announced",
            posts=MACHINE,
            whose=OURS,
            basis=POINT_21,
            effect=sessions.unfreeze,
            group="名单",
        ),
        Step(
            command="hold",
            label="登记结果",
            source=("announced", "settled"),
            target="held",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_21_PARTS,
            form=forms.HoldForm,
            guards=(DECIDED,),
            effect=sessions.hold,
            contributes=True,
            primary=True,
            group="结果",
        ),
        Step(
            command="redo",
            label="退回修改结果",
            source=("held",),
            target="settled",
            posts=EITHER,
            whose=OURS,
            basis=ART_17,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
            group="结果",
        ),
        Step(
            command="publish_result",
            label="审核并公布结果",
            source=("held",),
            target="finished",
            posts=EITHER,
            whose=OURS,
            basis=POINT_21_PARTS,
            guards=(HELD,),
            effect=sessions.publish_result,
            clocks=(_stop,),
            reviews=True,
            primary=True,
            help="活动情况、各环节、图片和问答立即公开。请核对图上的人都同意了。",
            group="结果",
        ),
        Step(
            command="cancel",
            label="取消活动",
            source=("announced", "drawing", "settled"),
            target="cancelled",
            posts=EITHER,
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            form=forms.CancelForm,
            effect=sessions.cancel,
            clocks=(_stop,),
            help="原因公开显示，并告诉全部报名的人。",
            group="筹备和公布",
        ),
        Step(
            command="drop",
            label="作废",
            source=("planning",),
            target="dropped",
            posts=(Post.OFFICER, Post.HEAD),
            whose=OURS,
            basis=POINT_21,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            group="筹备和公布",
        ),
    ),
    facts=presenting.day_facts,
    panels=("desk/open_days/day_panel.html",),
    clock_names={"result": "公布结果期限"},
    sample=sample.day_case,
)
