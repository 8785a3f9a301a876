"""The declared table of an annual report: drawn from records, written, checked by another, approved, published, corrected."""

from __future__ import annotations

from functools import partial

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
from mingzheng.supervision.annual_report import forms, presenting, steps, visibility
from mingzheng.supervision.annual_report.sample import sample_report_case

OURS = Whose.CASE_UNIT
WRITERS = (Post.OFFICER, Post.OFFICE_CLERK)
HEADS = (Post.HEAD, Post.OFFICE_HEAD)
CHECKERS = (Post.REVIEWER, Post.OFFICE_CLERK)
ART_49 = Basis("《政府信息公开条例》第四十九条：部门1月31日前、区政府3月31日前公布上一年度的年度报告")
ART_50 = Basis("《政府信息公开条例》第五十条：年度报告的内容；国办公开办函〔2021〕30号：格式")
ART_17 = Basis("《政府信息公开条例》第十七条：先审查、后公开")
ART_6 = Basis("《政府信息公开条例》第六条：及时、准确地公开")

CORRECTING = Guard(steps.being_corrected, "没有正在更正的报告。", "还没有公布的，请继续编写。")

writing = partial(
    Step, source=("drafting",), target=None, posts=WRITERS, whose=OURS, basis=ART_50, duty=Duty.OPEN, contributes=True
)
returning = partial(
    Step,
    command="send_back",
    label="退回编写",
    target="drafting",
    whose=OURS,
    basis=ART_17,
    duty=Duty.OPEN,
    form=forms.ReasonForm,
    effect=steps.send_back,
)

REPORT = Procedure(
    code="annual_report.report",
    label="政府信息公开工作年度报告",
    subject_kind="annual_report.report",
    group="supervision",
    states=(
        State("drafting", "编写中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("approving", "待批准", tone="active"),
        State("ready", "已批准，待公布", tone="active"),
        State("published", "已公布", open=False, tone="good"),
    ),
    initial="drafting",
    opening=Opening(
        "编制年度报告",
        (*WRITERS, Post.SYSTEM),
        OURS,
        ART_49,
        clocks=(ClockEffect(ClockMove.START, "publish", rule_of=steps.rule, value=steps.due),),
    ),
    steps=(
        writing(
            command="edit",
            label="编辑文字",
            form=forms.TextsForm,
            effect=steps.edit,
            help="机器起草的文字由人改定。数字请从清单里引用，公布时自动填入，与表格一致。",
        ),
        writing(
            command="redraw",
            label="重新取数",
            form=forms.RedrawForm,
            effect=steps.redraw,
            help="按现在的记录重新计算三张表格和各项指标。",
        ),
        writing(
            command="explain",
            label="说明理由",
            form=forms.ExplainForm,
            effect=steps.explain,
            help="可以说明的检查结果，逐处写明为什么没有错。",
        ),
        Step(
            command="submit",
            label="提交审核",
            source=("drafting",),
            target="checking",
            posts=WRITERS,
            whose=OURS,
            basis=ART_50,
            effect=steps.submit,
            contributes=True,
            primary=True,
            help="有必须改正的检查结果时不能提交。",
        ),
        Step(
            command="check",
            label="审核通过",
            source=("checking",),
            target="approving",
            posts=CHECKERS,
            whose=OURS,
            basis=ART_17,
            reviews=True,
            primary=True,
        ),
        returning(source=("checking",), posts=CHECKERS, reviews=True),
        Step(
            command="approve",
            label="批准",
            source=("approving",),
            target="ready",
            posts=HEADS,
            whose=OURS,
            basis=ART_50,
            effect=steps.approve,
            reviews=True,
            primary=True,
            help="再检查一次：有必须改正的检查结果，或者取数后记录有变动的，不能批准。",
        ),
        returning(source=("approving",), posts=HEADS, reviews=True),
        Step(
            command="publish",
            label="公布",
            source=("ready",),
            target="published",
            posts=(*WRITERS, *HEADS),
            whose=OURS,
            basis=ART_49,
            effect=steps.publish,
            clocks=(ClockEffect(ClockMove.STOP, "publish", if_running=True),),
            primary=True,
            help="立即在政府信息公开年报专栏公布，可以下载 Word、PDF、网页和表格。",
        ),
        returning(source=("ready",), posts=HEADS),
        Step(
            command="correct",
            label="更正",
            source=("published",),
            target="drafting",
            posts=HEADS,
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            form=forms.CorrectForm,
            effect=steps.correct,
            help="公布过的版本不改动；更正作为新的一版，随理由一起公布。更正期间网上仍是现在的版本。",
        ),
        Step(
            command="give_up",
            label="放弃更正",
            source=("drafting",),
            target="published",
            posts=(*WRITERS, *HEADS),
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            guards=(CORRECTING,),
            effect=steps.give_up,
        ),
    ),
    facts=presenting.facts,
    panels=("desk/annual/panel.html",),
    clock_names={"publish": "公布期限"},
    sample=sample_report_case,
    visible=visibility.cases,
)
