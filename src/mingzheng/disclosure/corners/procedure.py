"""The declared table of a consultation that begins at a corner and, when need be, goes on at a service window."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    Basis,
    ClockEffect,
    ClockMove,
    Duty,
    Opening,
    Procedure,
    State,
    Step,
    Whose,
)
from mingzheng.disclosure.corners import effects, forms, queries

DESK = (Post.OFFICER, Post.WINDOW, Post.HEAD)

POINT_10 = Basis("政务公开工作要点第十点：做强现场解读、政策咨询等功能，实现线下公开和办事的顺畅对接")
ARTICLE_25 = Basis("《政府信息公开条例》第二十五条：设置政府信息查阅场所，并配备相应的设施、设备")

_stop_pass = ClockEffect(ClockMove.STOP, "pass", if_running=True)
_stop_receive = ClockEffect(ClockMove.STOP, "receive", if_running=True)
_stop_settle = ClockEffect(ClockMove.STOP, "settle", if_running=True)
_start_pass = ClockEffect(ClockMove.START, "pass", rule="corners.pass")


def _facts(consultation: Any) -> list[tuple[str, Any]]:
    return queries.consultation_facts(consultation)


HANDOVER = Procedure(
    code="corners.handover",
    label="专区咨询转窗口",
    subject_kind="corners.consultation",
    group="basics",
    states=(
        State("registered", "待答复", tone="active"),
        State("passed", "待窗口接收", tone="active"),
        State("working", "窗口办理中", tone="active"),
        State("returned", "窗口退回", tone="warn"),
        State("answered", "专区已答复", open=False, tone="good"),
        State("settled", "窗口已办结", open=False, tone="good"),
        State("dropped", "咨询人撤回", open=False),
    ),
    initial="registered",
    opening=Opening("登记咨询", (*DESK, Post.SYSTEM), Whose.CASE_UNIT, ARTICLE_25, clocks=(_start_pass,)),
    steps=(
        Step(
            command="answer",
            label="专区答复",
            source=("registered", "returned"),
            target="answered",
            posts=DESK,
            whose=Whose.CASE_UNIT,
            basis=POINT_10,
            form=forms.AnswerForm,
            effect=effects.answer,
            clocks=(_stop_pass,),
            help="咨询台能够答复的，当场答复并登记。登记后，称呼和电话即从系统中删除。",
        ),
        Step(
            command="hand_over",
            label="转办窗口",
            source=("registered", "returned"),
            target="passed",
            posts=DESK,
            whose=Whose.CASE_UNIT,
            basis=POINT_10,
            form=forms.HandOverForm,
            effect=effects.hand_over,
            clocks=(_stop_pass, ClockEffect(ClockMove.START, "receive", rule="corners.receive")),
            primary=True,
            help="要办事或超出咨询台范围的，转到服务窗口，由窗口接着办。",
        ),
        Step(
            command="receive",
            label="窗口接收",
            source=("passed",),
            target="working",
            posts=(Post.WINDOW,),
            whose=Whose.CASE_UNIT,
            basis=POINT_10,
            clocks=(_stop_receive, ClockEffect(ClockMove.START, "settle", rule="corners.settle")),
            primary=True,
            bulk=True,
        ),
        Step(
            command="send_back",
            label="退回专区",
            source=("passed", "working"),
            target="returned",
            posts=(Post.WINDOW,),
            whose=Whose.CASE_UNIT,
            basis=POINT_10,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.send_back,
            clocks=(_stop_receive, _stop_settle, _start_pass),
            help="不属于本窗口的，写明应由哪里办理，退回专区重新转办或答复。",
        ),
        Step(
            command="settle",
            label="窗口办结",
            source=("working",),
            target="settled",
            posts=(Post.WINDOW,),
            whose=Whose.CASE_UNIT,
            basis=POINT_10,
            form=forms.SettleForm,
            effect=effects.settle,
            clocks=(_stop_settle,),
            primary=True,
            help="登记后，称呼和电话即从系统中删除。",
        ),
        Step(
            command="drop",
            label="咨询人撤回",
            source=("registered", "returned"),
            target="dropped",
            posts=DESK,
            whose=Whose.CASE_UNIT,
            basis=POINT_10,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.drop,
            clocks=(_stop_pass,),
        ),
    ),
    facts=_facts,
    clock_names={"pass": "答复或转办期限", "receive": "窗口接收期限", "settle": "窗口办结期限"},
    sample=effects.sample_case,
    visible=queries.seen_consultations,
)
