"""The declared table of a visitor's report: received, handled, answered, transferred, or no error; closed."""

from __future__ import annotations

from mingzheng.core.actors import Actor, Post
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
from mingzheng.supervision.inspections import effects, forms, presenting
from mingzheng.supervision.inspections.models import ErrorReport

OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
UNIT = (Post.OFFICER, Post.HEAD, *OFFICE)

ANSWER_RULE = Basis("国办发〔2017〕47号《政府网站发展指引》：网民纠错的处理和答复")
MEND_RULE = Basis("国办秘函〔2019〕19号（政府网站检查指标）：找错平台留言的办理")


def _answered(report: ErrorReport, _actor: Actor) -> bool:
    return bool(report.answered_on)


ANSWERED = Guard(_answered, "还没有答复。", "请先答复。")

REPORT = Procedure(
    code="inspections.report",
    label="网站纠错的办理",
    subject_kind="inspections.report",
    group="supervision",
    states=(
        State("received", "待受理", tone="active"),
        State("working", "办理中", tone="active"),
        State("answered", "已答复，待办结", tone="good"),
        State("not_error", "不属错误", open=False),
        State("closed", "已办结", open=False, tone="good"),
    ),
    initial="received",
    opening=Opening(
        "收到纠错",
        (Post.SYSTEM, *OFFICE),
        Whose.OFFICE,
        ANSWER_RULE,
        clocks=(
            ClockEffect(ClockMove.START, "answer", rule="inspections.answer"),
            ClockEffect(ClockMove.START, "mend", rule="inspections.mend"),
        ),
    ),
    steps=(
        Step(
            command="accept",
            label="受理",
            source=("received",),
            target="working",
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=ANSWER_RULE,
            contributes=True,
            bulk=True,
            primary=True,
            help="受理后由本单位核实、改正并答复；期限从收到之日起算。",
        ),
        Step(
            command="transfer",
            label="转办",
            source=("received", "working"),
            target="received",
            posts=(Post.OFFICER, Post.HEAD),
            whose=Whose.CASE_UNIT,
            basis=ANSWER_RULE,
            duty=Duty.OPEN,
            form=forms.TransferForm,
            effect=effects.transfer,
            contributes=True,
            help="不是本单位的页面，转给负责的单位。期限不重新起算。",
        ),
        Step(
            command="assign",
            label="改派",
            source=("received", "working"),
            target="received",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=ANSWER_RULE,
            duty=Duty.OPEN,
            form=forms.TransferForm,
            effect=effects.transfer,
            help="由区府办改派给负责的单位。期限不重新起算。",
        ),
        Step(
            command="answer",
            label="答复",
            source=("working",),
            target="answered",
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=ANSWER_RULE,
            form=forms.AnswerForm,
            effect=effects.answer,
            clocks=(ClockEffect(ClockMove.STOP, "answer", if_running=True),),
            contributes=True,
            primary=True,
            letter="纠错答复",
        ),
        Step(
            command="not_error",
            label="不属错误",
            source=("working",),
            target="not_error",
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=ANSWER_RULE,
            duty=Duty.OPEN,
            form=forms.NotErrorForm,
            effect=effects.not_error,
            clocks=(
                ClockEffect(ClockMove.STOP, "answer", if_running=True),
                ClockEffect(ClockMove.STOP, "mend", if_running=True),
            ),
            contributes=True,
            letter="纠错答复",
            help="页面没有错的，写明理由答复来信人，同时办结。",
        ),
        Step(
            command="close",
            label="办结",
            source=("answered",),
            target="closed",
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=MEND_RULE,
            form=forms.CloseForm,
            guards=(ANSWERED,),
            effect=effects.close,
            clocks=(ClockEffect(ClockMove.STOP, "mend", if_running=True),),
            contributes=True,
            primary=True,
            help="页面已经改好（或不需要改）的，办结。",
        ),
        Step(
            command="reopen",
            label="重新办理",
            source=("not_error", "closed"),
            target="working",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=MEND_RULE,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.reopen,
            clocks=(
                ClockEffect(ClockMove.START, "answer", rule="inspections.answer"),
                ClockEffect(ClockMove.START, "mend", rule="inspections.mend"),
            ),
            help="发现没有改好或答复不当时使用；期限重新起算，理由写入日志。",
        ),
    ),
    facts=presenting.report_facts,
    panels=("desk/inspections/report_panel.html",),
    clock_names={"answer": "答复期限", "mend": "改正期限"},
    sample=presenting.sample_report_case,
)
