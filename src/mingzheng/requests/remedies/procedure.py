"""The declared tables of a remedy, and of a warning sheet."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    ALL_CLOCKS,
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
from mingzheng.requests.remedies import forms, presenting, queries, steps
from mingzheng.requests.remedies.sample import sample_remedy, sample_warning

OURS = Whose.CASE_UNIT
DESK = (Post.OFFICER, Post.LEGAL)
OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)

ANSWER = Basis("《行政复议法》（被申请人书面答复）；《行政诉讼法》第六十七条（答辩、提交证据）")
DECIDE = Basis("《行政复议法》第六十二条（审理期限）；《行政诉讼法》第八十一条（审理期限）")
REPORT = Basis("《政府信息公开条例》第五十一条；政务公开工作要点第十一点、任务14（复议诉讼报备）")
WARN = Basis("《政府信息公开条例》第四十六条、第四十七条（主管部门监督、督促整改）")

HAS_EVIDENCE = Guard(
    lambda found, _actor: steps.has_evidence(found), "证据目录还是空的。", "请先逐件登记作出答复的证据、依据。"
)
START_ANSWER = (
    ClockEffect(
        ClockMove.START, "answer", rule="remedies.answer", on=steps.received_on, when=steps.is_plain_reconsideration
    ),
    ClockEffect(
        ClockMove.START,
        "answer",
        rule="remedies.answer_simplified",
        on=steps.received_on,
        when=steps.is_simplified_reconsideration,
    ),
    ClockEffect(ClockMove.START, "answer", rule="remedies.defend", on=steps.received_on, when=steps.is_suit),
)
START_DECISION = (
    ClockEffect(
        ClockMove.START, "decision", rule="remedies.decide", on=steps.accepted_on, when=steps.is_plain_reconsideration
    ),
    ClockEffect(
        ClockMove.START,
        "decision",
        rule="remedies.decide_simplified",
        on=steps.accepted_on,
        when=steps.is_simplified_reconsideration,
    ),
)

# A step that is owed, and one that may be taken when there is cause, of each heading.
step_owed = partial(Step, whose=OURS, basis=WARN)
step_open = partial(step_owed, duty=Duty.OPEN)

REMEDY = Procedure(
    code="remedies.case",
    label="复议诉讼",
    subject_kind="remedies.case",
    group="basics",
    states=(
        State("answering", "待答复、答辩", tone="active"),
        State("waiting", "审理中"),
        State("learning", "待总结", tone="active"),
        State("closed", "已结", open=False, tone="good"),
    ),
    initial="answering",
    opening=Opening("复议诉讼报备", (*DESK, Post.SYSTEM), OURS, REPORT, clocks=START_ANSWER),
    steps=(
        step_open(
            command="add_evidence",
            label="登记证据",
            source=("answering",),
            target=None,
            posts=DESK,
            basis=ANSWER,
            form=forms.EvidenceForm,
            effect=steps.add_evidence,
        ),
        step_owed(
            command="answer",
            label="提交答复、答辩",
            source=("answering",),
            target="waiting",
            posts=DESK,
            basis=ANSWER,
            form=forms.AnswerForm,
            guards=(HAS_EVIDENCE,),
            effect=steps.answer,
            clocks=(
                ClockEffect(ClockMove.STOP, "answer", on=steps.answered_on, if_running=True),
                *START_DECISION,
            ),
            primary=True,
            help="复议自收到副本之日起10日内，诉讼自收到副本之日起15日内，提交答复、答辩和证据、依据。",
        ),
        step_owed(
            command="conclude",
            label="登记结果",
            source=("answering", "waiting"),
            target="learning",
            posts=DESK,
            basis=DECIDE,
            form=forms.ConcludeForm,
            effect=steps.conclude,
            clocks=(ClockEffect(ClockMove.STOP, ALL_CLOCKS, if_running=True),),
            help="结果计入年报表四；被纠正的写明原因，责令重新答复的，原申请随即重新办理，指定的期限自动起算。",
        ),
        step_owed(
            command="learn",
            label="总结",
            source=("learning",),
            target="closed",
            posts=DESK,
            basis=REPORT,
            form=forms.LessonForm,
            effect=steps.learn,
            primary=True,
        ),
    ),
    facts=presenting.remedy_facts,
    panels=("desk/foi/remedy_panel.html",),
    clock_names={"answer": "答复、答辩期限", "decision": "复议审理期限"},
    sample=sample_remedy,
    visible=queries.seen_remedies,
)

WARNING = Procedure(
    code="remedies.warning",
    label="提示警示单",
    subject_kind="remedies.warning",
    group="basics",
    states=(
        State("issued", "待整改反馈", tone="warn"),
        State("answered", "待核对", tone="active"),
        State("closed", "已整改", open=False, tone="good"),
    ),
    initial="issued",
    opening=Opening(
        "发出提示警示单",
        OFFICE,
        Whose.OFFICE,
        WARN,
        clocks=(ClockEffect(ClockMove.START, "mend", rule="remedies.mend"),),
    ),
    steps=(
        step_owed(
            command="mend",
            label="反馈整改",
            source=("issued",),
            target="answered",
            posts=(Post.OFFICER, Post.HEAD),
            form=forms.MendForm,
            effect=steps.mend,
            clocks=(ClockEffect(ClockMove.STOP, "mend", if_running=True),),
            primary=True,
        ),
        step_owed(
            command="accept",
            label="整改到位",
            source=("answered",),
            target="closed",
            posts=OFFICE,
            whose=Whose.OFFICE,
            primary=True,
        ),
        step_open(
            command="send_back",
            label="退回继续整改",
            source=("answered",),
            target="issued",
            posts=OFFICE,
            whose=Whose.OFFICE,
            form=forms.ReasonForm,
            effect=steps.note_reason,
            clocks=(ClockEffect(ClockMove.START, "mend", rule="remedies.mend"),),
        ),
    ),
    facts=presenting.warning_facts,
    clock_names={"mend": "整改反馈期限"},
    sample=sample_warning,
)
