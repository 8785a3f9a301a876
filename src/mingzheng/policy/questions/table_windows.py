"""The declared tables of what passes between windows and issuing units: hand-overs, receipts of Q&A."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Duty, Opening, Procedure, State, Step, Whose
from mingzheng.policy.questions import forms, presenting, queries, sample, windows
from mingzheng.policy.questions.tables import HANDOUT as PUSHED
from mingzheng.policy.questions.tables import OFFICE, WINDOW, WINDOWS, WRITERS, start, stop

HANDOVER = Procedure(
    code="questions.handover",
    label="窗口咨询转政策制定单位",
    subject_kind="questions.handover",
    group="policy",
    states=(
        State("sent", "待制定单位答复", tone="active"),
        State("answered", "待窗口回复咨询人", tone="active"),
        State("told", "已回复咨询人", open=False, tone="good"),
    ),
    initial="sent",
    opening=Opening(
        "窗口转办", (*WINDOWS, Post.SYSTEM), Whose.ANY, WINDOW, clocks=(start("answer", "questions.handover"),)
    ),
    steps=(
        Step(
            command="answer",
            label="答复窗口",
            source=("sent",),
            target="answered",
            posts=WRITERS,
            whose=Whose.CASE_UNIT,
            basis=WINDOW,
            form=forms.HandoverAnswerForm,
            effect=windows.answer,
            clocks=(stop("answer"), start("tell", "questions.tell")),
            contributes=True,
            primary=True,
            help="答复立即返回窗口；同时生成一条知识条目草稿，另经审核后发布。",
        ),
        Step(
            command="transfer",
            label="转其他单位",
            source=("sent",),
            target=None,
            posts=(Post.OFFICER, Post.HEAD, *OFFICE),
            whose=Whose.CASE_UNIT,
            basis=WINDOW,
            duty=Duty.OPEN,
            form=forms.TransferForm,
            effect=windows.transfer,
            help="不是本单位制定的政策，写明理由转给制定单位。期限不重新起算。",
        ),
        Step(
            command="tell",
            label="已回复咨询人",
            source=("answered",),
            target="told",
            posts=WINDOWS,
            whose=Whose.CASE_UNIT,
            basis=WINDOW,
            effect=windows.tell,
            clocks=(stop("tell"),),
            primary=True,
            bulk=True,
            help="登记后，称呼和电话即从系统中删除。",
        ),
    ),
    facts=presenting.handover_facts,
    clock_names={"answer": "答复窗口的期限", "tell": "回复咨询人的期限"},
    sample=sample.handover_case,
    visible=queries.seen_handovers,
)

RECEIPT = Procedure(
    code="questions.receipt",
    label="窗口签收问答",
    subject_kind="questions.receipt",
    group="policy",
    states=(State("sent", "待窗口签收", tone="active"), State("acknowledged", "已签收", open=False, tone="good")),
    initial="sent",
    opening=Opening(
        "推送问答", (*WRITERS, Post.SYSTEM), Whose.ANY, PUSHED, clocks=(start("receipt", "questions.receipt"),)
    ),
    steps=(
        Step(
            command="acknowledge",
            label="已阅，签收",
            source=("sent",),
            target="acknowledged",
            posts=WINDOWS,
            whose=Whose.CASE_UNIT,
            basis=PUSHED,
            effect=windows.acknowledge,
            clocks=(stop("receipt"),),
            primary=True,
            bulk=True,
            help="窗口人员读过并能够据此答复后签收。",
        ),
    ),
    facts=presenting.receipt_facts,
    panels=("desk/questions/receipt_panel.html",),
    clock_names={"receipt": "签收期限"},
    sample=sample.receipt_case,
    visible=queries.seen_receipts,
)
