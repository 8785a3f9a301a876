"""The declared table of a draw: frozen before the seed exists, the seed typed by one person and confirmed by another."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    Basis,
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
from mingzheng.participation.draws import forms, presenting, steps
from mingzheng.participation.draws.sample import sample_draw_case

OURS = Whose.CASE_UNIT
STAFF = (Post.OFFICER, Post.REVIEWER, Post.HEAD, Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ASSESSOR)
HEADS = (Post.HEAD, Post.OFFICE_HEAD)
POINT_18 = Basis("政务公开工作要点第十八点：优化代表遴选方式")
ART_6 = Basis("《政府信息公开条例》第六条：及时、准确地公开")

SEED_EXISTS = Guard(steps.seed_exists, "还没有到种子产生的日期。", "请在名单上写明的日期当天或者以后录入。")
_stop = ClockEffect(ClockMove.STOP, "draw", on=presenting.stop_day, if_running=True)

DRAW = Procedure(
    code="draws.draw",
    label="抽签",
    subject_kind="draws.draw",
    group="interaction",
    states=(
        State("frozen", "名单已冻结", tone="active"),
        State("typed", "种子待复核", tone="active"),
        State("drawn", "已抽签", open=False, tone="good"),
        State("voided", "已作废", open=False),
    ),
    initial="frozen",
    opening=Opening(
        "冻结名单",
        (*STAFF, Post.SYSTEM),
        OURS,
        POINT_18,
        clocks=(ClockEffect(ClockMove.START, "draw", rule="draws.draw", on=steps.seed_day),),
    ),
    steps=(
        Step(
            command="type_seed",
            label="录入种子",
            source=("frozen",),
            target="typed",
            posts=STAFF,
            whose=OURS,
            basis=POINT_18,
            form=forms.SeedForm,
            guards=(SEED_EXISTS,),
            effect=steps.type_seed,
            contributes=True,
            primary=True,
            help="照来源公布的写。要由另一位同事再录一遍，两次一样才抽签。",
        ),
        Step(
            command="draw",
            label="复核种子并抽签",
            source=("typed",),
            target="drawn",
            posts=STAFF,
            whose=OURS,
            basis=POINT_18,
            form=forms.SeedForm,
            effect=steps.draw_lots,
            clocks=(_stop,),
            reviews=True,
            primary=True,
            help="请自己到来源处查看，不要照抄。抽出的结果立即公开，不能更改。",
        ),
        Step(
            command="reject",
            label="退回重录",
            source=("typed",),
            target="frozen",
            posts=STAFF,
            whose=OURS,
            basis=POINT_18,
            duty=Duty.OPEN,
            form=forms.RejectForm,
            effect=steps.reject,
        ),
        Step(
            command="void",
            label="作废",
            source=("frozen", "typed"),
            target="voided",
            posts=HEADS,
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            form=forms.VoidForm,
            effect=steps.void,
            clocks=(_stop,),
            help="名单和作废原因仍然公开，写明作废时种子有没有产生。",
        ),
    ),
    facts=presenting.facts,
    panels=("desk/draws/panel.html",),
    clock_names={"draw": "抽签期限"},
    sample=sample_draw_case,
)
