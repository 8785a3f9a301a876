"""The declared tables of filing and of evaluation."""

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
from mingzheng.disclosure.documents.forms import OpinionForm, ReasonForm
from mingzheng.disclosure.normative import forms, presenting, steps
from mingzheng.disclosure.normative.sample import sample_evaluation_case, sample_filing_case

OURS = Whose.CASE_UNIT
FILING_RULE = Basis("《上海市行政规范性文件管理规定》（备案）；要点第十三点")
EVALUATION_RULE = Basis("《上海市行政规范性文件管理规定》（有效期届满前评估）；要点第十三点")

FILING = Procedure(
    code="normative.filing",
    label="规范性文件备案",
    subject_kind="normative.filing",
    group="policy",
    states=(
        State("due", "待报送备案", tone="active"),
        State("filed", "已备案", open=False, tone="good"),
        State("exempt", "不需备案", open=False),
    ),
    initial="due",
    opening=Opening(
        "公开后报送备案",
        (Post.SYSTEM,),
        OURS,
        FILING_RULE,
        clocks=(ClockEffect(ClockMove.START, "file", rule="normative.file", on=steps.published_on),),
    ),
    steps=(
        Step(
            command="file",
            label="登记备案",
            source=("due",),
            target="filed",
            posts=(Post.OFFICER,),
            whose=OURS,
            basis=FILING_RULE,
            form=forms.FilingForm,
            effect=steps.file,
            clocks=(ClockEffect(ClockMove.STOP, "file", on=steps.filed_on, if_running=True),),
            primary=True,
            help="备案机关和备案号会显示在文件页上。",
        ),
        Step(
            command="exempt",
            label="不需备案",
            source=("due",),
            target="exempt",
            posts=(Post.HEAD,),
            whose=OURS,
            basis=FILING_RULE,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=steps.exempt,
            clocks=(ClockEffect(ClockMove.STOP, "file", if_running=True),),
        ),
    ),
    facts=presenting.filing_facts,
    clock_names={"file": "备案期限"},
    sample=sample_filing_case,
)

EVALUATION = Procedure(
    code="normative.evaluation",
    label="规范性文件评估",
    subject_kind="normative.evaluation",
    group="policy",
    states=(
        State("due", "待评估", tone="active"),
        State("reported", "待确认", tone="active"),
        State("confirmed", "已评估", open=False, tone="good"),
    ),
    initial="due",
    opening=Opening(
        "到期前评估",
        (Post.SYSTEM,),
        OURS,
        EVALUATION_RULE,
        clocks=(ClockEffect(ClockMove.START, "evaluate", rule="normative.evaluate", value=steps.report_day),),
    ),
    steps=(
        Step(
            command="report",
            label="报送评估报告",
            source=("due",),
            target="reported",
            posts=(Post.OFFICER,),
            whose=OURS,
            basis=EVALUATION_RULE,
            form=forms.EvaluationForm,
            effect=steps.report,
            contributes=True,
            primary=True,
            help="写明继续有效、修改还是废止。延长有效期的，另行印发延长通知，并登记效力变动。",
        ),
        Step(
            command="confirm",
            label="确认评估结论",
            source=("reported",),
            target="confirmed",
            posts=(Post.HEAD,),
            whose=OURS,
            basis=EVALUATION_RULE,
            form=OpinionForm,
            guards=(Guard(steps.reported, "还没有评估结论。", "请退回，由信息员报送评估报告。"),),
            effect=steps.confirm,
            clocks=(ClockEffect(ClockMove.STOP, "evaluate", if_running=True),),
            reviews=True,
            primary=True,
            help="确认后，评估结论显示在文件页上。",
        ),
        Step(
            command="send_back",
            label="退回重写",
            source=("reported",),
            target="due",
            posts=(Post.HEAD,),
            whose=OURS,
            basis=EVALUATION_RULE,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=steps.note_reason,
            reviews=True,
        ),
    ),
    facts=presenting.evaluation_facts,
    clock_names={"evaluate": "报送评估报告期限"},
    sample=sample_evaluation_case,
)
