"""The declared table of a knowledge entry: who wrote it does not approve it, and doubt sends it back to review."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.policy.questions import forms, knowledge, presenting, queries, sample
from mingzheng.policy.questions.tables import KNOWLEDGE, OFFICE, REVIEWERS, WINDOWS, WRITERS, start, stop

COMPLETE = Guard(knowledge.complete, "答案或者依据还没有填写。", "请先编辑，填写标准答案，并写明依据文件或者其他依据。")
GROUNDED = Guard(
    knowledge.grounded, "依据的文件已经失效或者不再公开。", "请退回修改，改用现行文件；没有现行依据的，请停用这一条。"
)
LATER = "复核前，公众和窗口看到的答案都带有“待复核”的标记。"

# What needs nothing but a reason.
with_reason = partial(
    Step,
    whose=Whose.CASE_UNIT,
    basis=KNOWLEDGE,
    duty=Duty.OPEN,
    form=forms.ReasonForm,
)

ENTRY = Procedure(
    code="questions.entry",
    label="政策知识条目",
    subject_kind="questions.entry",
    group="policy",
    states=(
        State("drafting", "起草", tone="active"),
        State("checking", "待审核", tone="active"),
        State("published", "已发布", tone="good"),
        State("due", "待复核", tone="warn"),
        State("retired", "已停用", open=False),
    ),
    initial="drafting",
    opening=Opening("起草", (*WRITERS, Post.SYSTEM), Whose.CASE_UNIT, KNOWLEDGE, contributes=True),
    steps=(
        Step(
            command="edit",
            label="编辑",
            source=("drafting",),
            target=None,
            posts=WRITERS,
            whose=Whose.CASE_UNIT,
            basis=KNOWLEDGE,
            form=forms.EditEntryForm,
            effect=knowledge.edit,
            contributes=True,
        ),
        Step(
            command="submit",
            label="提交审核",
            source=("drafting",),
            target="checking",
            posts=WRITERS,
            whose=Whose.CASE_UNIT,
            basis=KNOWLEDGE,
            guards=(COMPLETE,),
            contributes=True,
            primary=True,
            help="提交后由没有参与起草的同事审核。",
        ),
        Step(
            command="approve",
            label="审核通过并发布",
            source=("checking",),
            target="published",
            posts=REVIEWERS,
            whose=Whose.CASE_UNIT,
            basis=KNOWLEDGE,
            form=forms.ApproveForm,
            guards=(COMPLETE, GROUNDED),
            effect=knowledge.approve,
            clocks=(stop("review"),),
            reviews=True,
            primary=True,
            help="发布后，公众在“政策问答”和文件页面、窗口在查询页面看到这个答案。",
        ),
        Step(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="drafting",
            posts=REVIEWERS,
            whose=Whose.CASE_UNIT,
            basis=KNOWLEDGE,
            form=forms.ReasonForm,
            effect=knowledge.note_reason,
            reviews=True,
        ),
        Step(
            command="confirm",
            label="复核无误",
            source=("due",),
            target="published",
            posts=REVIEWERS,
            whose=Whose.CASE_UNIT,
            basis=KNOWLEDGE,
            form=forms.ConfirmForm,
            guards=(GROUNDED,),
            effect=knowledge.confirm,
            clocks=(stop("review"),),
            reviews=True,
            help="对照现行文件核对，答案仍然正确的，确认并写明下次复核日期。",
        ),
        with_reason(
            command="revise",
            label="修改",
            source=("published", "due"),
            target="drafting",
            posts=WRITERS,
            effect=knowledge.note_reason,
            contributes=True,
            help="新的一版审核通过以前，公众和窗口继续看到现在的一版。",
        ),
        Step(
            command="flag",
            label="提出疑问",
            source=("published",),
            target="due",
            posts=(*WRITERS, *WINDOWS),
            whose=Whose.ANY,
            basis=KNOWLEDGE,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=knowledge.raise_doubt,
            clocks=(start("review", "questions.review"),),
            help=LATER,
        ),
        with_reason(
            command="doubt",
            label="要求复核",
            source=("published",),
            target="due",
            posts=(Post.SYSTEM,),
            effect=knowledge.raise_doubt,
            clocks=(start("review", "questions.review"),),
            help=LATER,
        ),
        with_reason(
            command="doubt",
            label="要求复核",
            source=("checking",),
            target="drafting",
            posts=(Post.SYSTEM,),
            effect=knowledge.raise_doubt,
            help="审核中依据发生变化的，退回起草。",
        ),
        with_reason(
            command="doubt",
            label="要求复核",
            source=("drafting", "due"),
            target=None,
            posts=(Post.SYSTEM,),
            effect=knowledge.raise_doubt,
        ),
        with_reason(
            command="retire",
            label="停用",
            source=("drafting", "published", "due"),
            target="retired",
            posts=(*REVIEWERS, *OFFICE),
            effect=knowledge.retire,
            clocks=(stop("review"),),
            help="停用后不再查到；以前的版本和经过保留在这里。",
        ),
    ),
    facts=presenting.entry_facts,
    panels=("desk/questions/entry_panel.html",),
    clock_names={"review": "复核期限"},
    sample=sample.entry_case,
    visible=queries.seen_entries,
)
