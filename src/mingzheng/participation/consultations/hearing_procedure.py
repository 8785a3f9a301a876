"""The declared table of a hearing (《重大行政决策程序暂行条例》第十六、十七条)."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
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
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.consultations import hearings, presenting, queries, samples
from mingzheng.participation.consultations.basis import ART_16, ART_17, REVIEW
from mingzheng.participation.consultations.forms import hearing as forms
from mingzheng.participation.consultations.forms.draft import PublicReasonForm
from mingzheng.participation.consultations.models import Hearing

OURS = Whose.CASE_UNIT
OFFICER, EITHER = (Post.OFFICER,), (Post.REVIEWER, Post.HEAD)


def _over(found: Hearing, _actor: Actor) -> bool:
    return timekeeping.today() > found.sign_up_until


def _enough(found: Hearing, _actor: Actor) -> bool:
    return len(hearings.signed_up(found)) <= found.places


def _too_many(found: Hearing, _actor: Actor) -> bool:
    return len(hearings.signed_up(found)) > found.places


def _somebody(found: Hearing, _actor: Actor) -> bool:
    return bool(hearings.signed_up(found))


def _day_came(found: Hearing, _actor: Actor) -> bool:
    return timekeeping.today() >= found.day


def _in_time(found: Hearing, _actor: Actor) -> bool:
    return found.material_days is not None and found.material_days >= 7 and found.selected_on is not None


OVER = Guard(_over, "报名还没有截止。", "报名截止日期的第二天起可以办理。")
ENOUGH = Guard(_enough, "报名人数超过名额。", "请冻结名单，公开抽签。")
SOMEBODY = Guard(_somebody, "没有人报名。", "可以改期重新公告，或者取消。")
TOO_MANY = Guard(_too_many, "报名人数没有超过名额。", "请直接公布全部参加人。")
DRAWN = Guard(hearings.is_drawn, "还没有抽签。", "种子产生后，由两个人先后输入。")
VOIDED = Guard(hearings.draw_voided, "名单已经冻结，抽签没有作废。", "请在抽签事项中写明原因作废。")
DAY = Guard(_day_came, "还没有到听证会的日期。", "当天起可以登记。")
IN_TIME = Guard(_in_time, "材料没有提前7日送达参加人。", "请先改期，再登记送达。")
_stop = ClockEffect(ClockMove.STOP, "material", if_running=True)

HEARING = Procedure(
    code="consultations.hearing",
    label="听证会",
    subject_kind="consultations.hearing",
    group="participation",
    states=(
        State("preparing", "筹备中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("announced", "已公告，报名中", tone="active"),
        State("drawing", "待抽签", tone="active"),
        State("selected", "已公布参加人", tone="active"),
        State("supplied", "已送达材料", tone="active"),
        State("held", "已举行", open=False, tone="good"),
        State("cancelled", "已取消", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="preparing",
    opening=Opening("筹备听证会", (Post.OFFICER, Post.SYSTEM), OURS, ART_16, contributes=True),
    steps=(
        Step(
            command="edit",
            label="修改",
            source=("preparing",),
            target=None,
            posts=OFFICER,
            whose=OURS,
            basis=ART_16,
            duty=Duty.OPEN,
            form=forms.EditHearingForm,
            effect=hearings.edit,
            contributes=True,
        ),
        Step(
            command="submit",
            label="提交审核",
            source=("preparing",),
            target="checking",
            posts=OFFICER,
            whose=OURS,
            basis=ART_16,
            contributes=True,
            primary=True,
        ),
        Step(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="preparing",
            posts=EITHER,
            whose=OURS,
            basis=REVIEW,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
        ),
        Step(
            command="announce",
            label="审核并公告",
            source=("checking",),
            target="announced",
            posts=EITHER,
            whose=OURS,
            basis=ART_16,
            effect=hearings.announce,
            clocks=(
                ClockEffect(ClockMove.START, "material", rule="consultations.hearing", value=hearings.material_day),
            ),
            reviews=True,
            primary=True,
            help="公布听证事项、时间、地点、名额和遴选办法，开始报名。",
        ),
        Step(
            command="take_all",
            label="公布全部报名人为参加人",
            source=("announced",),
            target="selected",
            posts=OFFICER,
            whose=OURS,
            basis=ART_16,
            guards=(OVER, SOMEBODY, ENOUGH),
            effect=hearings.take_all,
            primary=True,
        ),
        Step(
            command="freeze",
            label="冻结名单，公开抽签",
            source=("announced", "drawing"),
            target="drawing",
            posts=OFFICER,
            whose=OURS,
            basis=ART_16,
            form=forms.FreezeForm,
            guards=(OVER, TOO_MANY, VOIDED),
            effect=hearings.freeze,
            help="报名人数超过名额的，按立场分别抽签，保证各方都有代表；结果任何人可以核对。",
        ),
        Step(
            command="take_draw",
            label="登记抽签结果",
            source=("drawing",),
            target="selected",
            posts=(Post.SYSTEM,),
            whose=Whose.ANY,
            basis=ART_16,
            duty=Duty.OPEN,
            guards=(DRAWN,),
            effect=hearings.take_draw,
        ),
        Step(
            command="supply",
            label="登记送达材料",
            source=("selected",),
            target="supplied",
            posts=OFFICER,
            whose=OURS,
            basis=ART_16,
            form=forms.MaterialForm,
            effect=hearings.supply,
            clocks=(_stop,),
            primary=True,
            help="材料应当于听证会召开7日前送达参加人。",
        ),
        Step(
            command="postpone",
            label="改期",
            source=("announced", "drawing", "selected", "supplied"),
            target=None,
            posts=EITHER,
            whose=OURS,
            basis=ART_16,
            duty=Duty.OPEN,
            form=forms.PostponeForm,
            effect=hearings.postpone,
            clocks=(ClockEffect(ClockMove.EXTEND, "material", value=hearings.material_day, if_running=True),),
        ),
        Step(
            command="hold",
            label="登记听证笔录",
            source=("supplied",),
            target="held",
            posts=OFFICER,
            whose=OURS,
            basis=ART_17,
            form=forms.HoldForm,
            guards=(DAY, IN_TIME),
            effect=hearings.hold,
            primary=True,
            help="会上的意见另在意见台账按“听证会”渠道逐条登记，一并答复。",
        ),
        Step(
            command="cancel",
            label="取消听证会",
            source=("announced", "drawing", "selected", "supplied"),
            target="cancelled",
            posts=EITHER,
            whose=OURS,
            basis=ART_16,
            duty=Duty.OPEN,
            form=PublicReasonForm,
            effect=hearings.cancel,
            clocks=(_stop,),
        ),
        Step(
            command="drop",
            label="作废",
            source=("preparing",),
            target="dropped",
            posts=(Post.OFFICER, Post.HEAD),
            whose=OURS,
            basis=ART_16,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
        ),
    ),
    facts=presenting.hearing_facts,
    panels=("desk/consultations/hearing_panel.html",),
    clock_names={"material": "送达听证材料的期限"},
    sample=samples.hearing_case,
    visible=queries.seen_cases,
)
