"""The declared tables of the yearly catalogue and of proposals for it."""

from __future__ import annotations

import datetime as dt
from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    Act,
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
from mingzheng.participation.decisions import presenting, samples, terms
from mingzheng.participation.decisions.basis import ART_3, ART_12, ART_17_INFO, POINT_19
from mingzheng.participation.decisions.forms import catalogues as forms
from mingzheng.participation.decisions.steps import catalogues as steps

OURS = Whose.CASE_UNIT
MAKERS = (Post.OFFICER, Post.OFFICE_CLERK)
CHECKERS = (Post.REVIEWER, Post.HEAD, Post.OFFICE_HEAD)
HEADS = (Post.HEAD, Post.OFFICE_HEAD)


def due_day(act: Act) -> dt.date:
    """31 March of its year."""
    return terms.catalogue_due(act.subject.year)


ADJUSTING = Guard(steps.adjusting, "目录还没有公布过。", "还没有公布的目录请继续编制；一项也没有的，公布“0项”。")
AGREED = Guard(steps.has_consent, "还没有登记同级党委（党组）的同意。", "请先登记同意的日期和文号。")
CHANGED = Guard(steps.differs, "与公布的目录没有不同。", "请先改动事项并写明调整说明；不再调整的，用「放弃调整」。")

# A step that is owed, and one that may be taken when there is cause, of each heading.
step_owed = partial(Step, whose=OURS, basis=ART_3)
step_open = partial(step_owed, duty=Duty.OPEN)

CATALOGUE = Procedure(
    code="decisions.catalogue",
    label="重大行政决策事项目录",
    subject_kind="decisions.catalogue",
    group="interaction",
    states=(
        State("composing", "编制中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("consenting", "待党委（党组）同意", tone="active"),
        State("ready", "已同意，待公布", tone="active"),
        State("published", "已公布", open=False, tone="good"),
    ),
    initial="composing",
    opening=Opening(
        "编制目录",
        (Post.OFFICER, Post.OFFICE_CLERK, Post.SYSTEM),
        OURS,
        POINT_19,
        clocks=(ClockEffect(ClockMove.START, "publish", rule="decisions.catalogue", value=due_day),),
        contributes=True,
    ),
    steps=(
        step_open(
            command="arrange",
            label="编制事项",
            source=("composing",),
            target=None,
            posts=MAKERS,
            form=forms.ArrangeForm,
            effect=steps.arrange,
            contributes=True,
            help="一行一个事项；多出的空行不填。一项也没有也可以提交，公布“本年度没有重大行政决策事项”。",
        ),
        step_owed(
            command="submit",
            label="提交审核",
            source=("composing",),
            target="checking",
            posts=MAKERS,
            guards=(CHANGED,),
            contributes=True,
            primary=True,
        ),
        step_open(
            command="give_up",
            label="放弃调整",
            source=("composing",),
            target="published",
            posts=(*MAKERS, *HEADS),
            form=ReasonForm,
            guards=(ADJUSTING,),
            effect=steps.give_up,
        ),
        step_open(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="composing",
            posts=CHECKERS,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
        ),
        step_owed(
            command="approve",
            label="审核通过，报党委（党组）",
            source=("checking",),
            target="consenting",
            posts=CHECKERS,
            reviews=True,
            primary=True,
        ),
        step_owed(
            command="consent",
            label="登记党委（党组）同意",
            source=("consenting",),
            target="ready",
            posts=MAKERS,
            form=forms.ConsentForm,
            effect=steps.record_consent,
            contributes=True,
            primary=True,
            help="登记同意的日期、文号或者会议；登记人写入日志。没有这一步不能公布。",
        ),
        step_open(
            command="refuse",
            label="党委（党组）要求修改",
            source=("consenting",),
            target="composing",
            posts=MAKERS,
            form=ReasonForm,
            effect=note_reason,
            contributes=True,
        ),
        step_owed(
            command="publish",
            label="公布",
            source=("ready",),
            target="published",
            posts=HEADS,
            basis=POINT_19,
            guards=(AGREED,),
            effect=steps.publish,
            clocks=(ClockEffect(ClockMove.STOP, "publish", if_running=True),),
            reviews=True,
            primary=True,
            help="立即在网上公布；每个事项开始办理，由承办单位启动。",
        ),
        step_open(
            command="take_back",
            label="退回编制",
            source=("ready",),
            target="composing",
            posts=HEADS,
            basis=ART_17_INFO,
            form=ReasonForm,
            effect=steps.take_back_consent,
            help="改动后须重新经党委（党组）同意。",
        ),
        step_open(
            command="adjust",
            label="调整目录",
            source=("published",),
            target="composing",
            posts=MAKERS,
            form=forms.AdjustForm,
            effect=steps.adjust,
            contributes=True,
            help="调整期间网上仍是现在的版本；调整须写明理由，重新经同级党委（党组）同意后公布。",
        ),
    ),
    facts=presenting.catalogue_facts,
    panels=("desk/decisions/catalogue_panel.html",),
    clock_names={"publish": "公布目录期限"},
    sample=samples.catalogue_case,
)

COMPOSED = Guard(steps.is_composed, "这一年度的区政府目录现在不在编制中。", "请先编制目录，或者先启动目录的调整。")

PROPOSAL = Procedure(
    code="decisions.proposal",
    label="决策事项建议",
    subject_kind="decisions.proposal",
    group="interaction",
    states=(
        State("drafting", "起草中", tone="active"),
        State("signing", "待单位负责人审定", tone="active"),
        State("office", "待区府办研究", tone="active"),
        State("taken", "已列入目录", open=False, tone="good"),
        State("declined", "未列入", open=False),
        State("dropped", "已撤回", open=False),
    ),
    initial="drafting",
    opening=Opening("提出建议", (Post.OFFICER, Post.SYSTEM), OURS, ART_12, contributes=True),
    steps=(
        step_open(
            command="edit",
            label="修改",
            source=("drafting",),
            target=None,
            posts=(Post.OFFICER,),
            basis=ART_12,
            form=forms.EditProposalForm,
            effect=steps.edit_proposal,
            contributes=True,
        ),
        step_owed(
            command="submit",
            label="报单位负责人",
            source=("drafting",),
            target="signing",
            posts=(Post.OFFICER,),
            basis=ART_12,
            contributes=True,
            primary=True,
        ),
        step_owed(
            command="sign",
            label="审定，报区府办",
            source=("signing",),
            target="office",
            posts=(Post.HEAD,),
            basis=ART_12,
            reviews=True,
            primary=True,
        ),
        step_open(
            command="send_back",
            label="退回修改",
            source=("signing",),
            target="drafting",
            posts=(Post.HEAD,),
            basis=ART_12,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
        ),
        step_owed(
            command="take",
            label="列入目录",
            source=("office",),
            target="taken",
            posts=(Post.OFFICE_CLERK,),
            whose=Whose.OFFICE,
            basis=ART_12,
            guards=(COMPOSED,),
            effect=steps.take,
            bulk=True,
            primary=True,
            help="成为编制中的区政府目录的一行，还可以改写。",
        ),
        step_open(
            command="decline",
            label="不列入",
            source=("office",),
            target="declined",
            posts=(Post.OFFICE_CLERK,),
            whose=Whose.OFFICE,
            basis=ART_12,
            form=forms.AnswerForm,
            effect=steps.decline,
        ),
        step_open(
            command="release",
            label="从编制中的目录移出",
            source=("taken",),
            target="office",
            posts=(Post.SYSTEM,),
            whose=Whose.ANY,
            basis=ART_12,
        ),
        step_open(
            command="drop",
            label="撤回建议",
            source=("drafting", "signing", "office"),
            target="dropped",
            posts=(Post.HEAD, Post.OFFICER),
            basis=ART_12,
            form=ReasonForm,
            effect=note_reason,
        ),
    ),
    facts=presenting.proposal_facts,
    sample=samples.proposal_case,
)
