"""The declared table of a consultation: draft, announcement, period, ledger, answers by one and approval by another, feedback."""

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
from mingzheng.participation.consultations import presenting, queries, samples
from mingzheng.participation.consultations.basis import (
    ART_14,
    ART_15,
    ART_18,
    POINT_19,
    POINT_20,
    PRIVACY,
    REVIEW,
)
from mingzheng.participation.consultations.forms import answering as answer_forms
from mingzheng.participation.consultations.forms import draft as draft_forms
from mingzheng.participation.consultations.forms import ledger as ledger_forms
from mingzheng.participation.consultations.models import Consultation
from mingzheng.participation.consultations.steps import answering, drafting, ledger

OURS = Whose.CASE_UNIT
OFFICER, EITHER, HEAD = (Post.OFFICER,), (Post.REVIEWER, Post.HEAD), (Post.HEAD,)
WRITERS = queries.HANDLERS
CLERKS = (*queries.HANDLERS, Post.WINDOW)

DRAFT, PERIOD, LEDGER, FEEDBACK = "草案", "征集期", "意见", "决定和反馈"


def _over(found: Consultation, _actor: Actor) -> bool:
    return timekeeping.today() > found.closes_on


def _begun(found: Consultation, _actor: Actor) -> bool:
    return timekeeping.today() >= found.opens_on


def _heard(found: Consultation, _actor: Actor) -> bool:
    return not queries.unheard(found)


def _decided(found: Consultation, _actor: Actor) -> bool:
    return found.decided_on is not None


def _answered(found: Consultation, _actor: Actor) -> bool:
    return queries.unanswered(found) == 0


def _looked_at(found: Consultation, _actor: Actor) -> bool:
    return not queries.doubtful(found).exists()


OVER = Guard(_over, "征集期还没有结束。", "截止日期的第二天起可以办理。")
BEGUN = Guard(_begun, "征集还没有开始。", "开始日期当天由系统登记。")
HEARD = Guard(
    _heard,
    "涉企政策还没有听取企业或者行业协会商会的意见（两类都要有记录）。",
    "请听取意见后在意见台账登记；对方表示没有意见的，也登记为“无意见”。",
)
DECIDED = Guard(_decided, "还没有登记决定。", "先登记决定日期和文件。")
ALL_ANSWERED = Guard(_answered, "还有意见没有归并或者没有处理。", "请在分组页面逐组写明处理和答复。")
LOOKED_AT = Guard(_looked_at, "还有待审核的意见。", "请在意见台账审核，决定公布或者不公布。")

CONSULTATION = Procedure(
    code="consultations.consultation",
    label="意见征集",
    subject_kind="consultations.consultation",
    group="participation",
    states=(
        State("drafting", "起草中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("running", "已公布，征集中", tone="active"),
        State("closed", "已截止，研究意见", tone="active"),
        State("decided", "已决定，待反馈", tone="active"),
        State("reviewing", "反馈待审核", tone="active"),
        State("answered", "已反馈", open=False, tone="good"),
        State("stopped", "已终止", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="drafting",
    opening=Opening("起草征求意见稿", (Post.OFFICER, Post.SYSTEM), OURS, ART_15, contributes=True),
    steps=(
        Step(
            command="edit",
            label="修改草案",
            source=("drafting",),
            target=None,
            posts=OFFICER,
            whose=OURS,
            basis=ART_15,
            duty=Duty.OPEN,
            form=draft_forms.EditConsultationForm,
            effect=drafting.edit,
            contributes=True,
            group=DRAFT,
            help="草案改动后，重新按条分开。公布以后不能再改。",
        ),
        Step(
            command="submit",
            label="提交审核",
            source=("drafting",),
            target="checking",
            posts=OFFICER,
            whose=OURS,
            basis=ART_15,
            contributes=True,
            primary=True,
            group=DRAFT,
        ),
        Step(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="drafting",
            posts=EITHER,
            whose=OURS,
            basis=REVIEW,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
            group=DRAFT,
        ),
        Step(
            command="announce",
            label="审核并公布",
            source=("checking",),
            target="running",
            posts=EITHER,
            whose=OURS,
            basis=REVIEW,
            effect=drafting.announce,
            reviews=True,
            primary=True,
            group=DRAFT,
            help="草案、起草说明和期限立即公布；到开始日期自动接收意见。",
        ),
        Step(
            command="relate",
            label="关联政策",
            source=("drafting", "checking", "running", "closed", "decided"),
            target=None,
            posts=OFFICER,
            whose=OURS,
            basis=POINT_20,
            duty=Duty.OPEN,
            form=draft_forms.RelateForm,
            effect=drafting.relate,
            group=DRAFT,
            help="政策的生命线上会显示这次征集。",
        ),
        Step(
            command="drop",
            label="作废",
            source=("drafting",),
            target="dropped",
            posts=(Post.OFFICER, Post.HEAD),
            whose=OURS,
            basis=ART_15,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=drafting.drop,
            group=DRAFT,
        ),
        Step(
            command="open",
            label="征集开始",
            source=("running",),
            target=None,
            posts=(Post.SYSTEM,),
            whose=Whose.ANY,
            basis=ART_15,
            duty=Duty.OPEN,
            guards=(BEGUN,),
            effect=drafting.begin_period,
            group=PERIOD,
        ),
        Step(
            command="close",
            label="征集截止",
            source=("running",),
            target="closed",
            posts=(Post.SYSTEM,),
            whose=Whose.ANY,
            basis=ART_15,
            duty=Duty.OPEN,
            guards=(OVER,),
            effect=drafting.end_period,
            group=PERIOD,
        ),
        Step(
            command="extend",
            label="延长期限",
            source=("running",),
            target=None,
            posts=HEAD,
            whose=OURS,
            basis=ART_15,
            duty=Duty.OPEN,
            form=draft_forms.ExtendForm,
            effect=drafting.extend,
            group=PERIOD,
            help="截止以前可以延长；理由和新的期限立即公布。",
        ),
        Step(
            command="stop",
            label="终止征集",
            source=("running", "closed"),
            target="stopped",
            posts=HEAD,
            whose=OURS,
            basis=ART_15,
            duty=Duty.OPEN,
            form=draft_forms.PublicReasonForm,
            effect=drafting.stop,
            group=PERIOD,
            help="不再作出决定的，写明理由终止；理由公布，并告知每一位提出人。",
        ),
        Step(
            command="enter",
            label="登记线下意见",
            source=queries.HANDLED,
            target=None,
            posts=CLERKS,
            whose=OURS,
            basis=ART_14,
            duty=Duty.OPEN,
            form=ledger_forms.EnterForm,
            effect=ledger.enter,
            group=LEDGER,
            help="来信、电话、座谈、听证、走访、民意调查和征集点收到的意见，与网上意见记在同一本台账。",
        ),
        Step(
            command="enter_sheet",
            label="导入线下意见表",
            source=queries.HANDLED,
            target=None,
            posts=CLERKS,
            whose=OURS,
            basis=ART_14,
            duty=Duty.OPEN,
            form=ledger_forms.EnterSheetForm,
            effect=ledger.enter_sheet,
            group=LEDGER,
            help="一次登记许多条：先逐行试算，确认以后记入同一本台账；同一张表再导入一次，不会重复。",
        ),
        Step(
            command="hold_back",
            label="不公布意见",
            source=(*queries.HANDLED, "reviewing"),
            target=None,
            posts=WRITERS,
            whose=OURS,
            basis=PRIVACY,
            duty=Duty.OPEN,
            form=ledger_forms.HoldBackForm,
            effect=ledger.hold_back,
            group=LEDGER,
            help="原文保留、照样计数和答复，只是不公布；理由告知提出人。",
        ),
        Step(
            command="show",
            label="审核通过",
            source=(*queries.HANDLED, "reviewing"),
            target=None,
            posts=WRITERS,
            whose=OURS,
            basis=PRIVACY,
            duty=Duty.OPEN,
            form=ledger_forms.ShowForm,
            effect=ledger.show,
            group=LEDGER,
        ),
        Step(
            command="answer",
            label="处理意见",
            source=queries.HANDLED,
            target=None,
            posts=WRITERS,
            whose=OURS,
            basis=ART_18,
            duty=Duty.OPEN,
            form=answer_forms.AnswerForm,
            guards=(OVER,),
            effect=answering.answer,
            contributes=True,
            group=LEDGER,
            help="同样的意见一次答复。拟写的答复只在内部可见，反馈审核后一起公布。",
        ),
        Step(
            command="decide",
            label="登记决定",
            source=("running", "closed"),
            target="decided",
            posts=(Post.OFFICER, Post.HEAD),
            whose=OURS,
            basis=POINT_19,
            form=answer_forms.DecideForm,
            guards=(OVER, HEARD),
            effect=answering.decide,
            clocks=(
                ClockEffect(
                    ClockMove.START,
                    "feedback",
                    rule="consultations.feedback",
                    on=lambda act: act.data["decided_on"],
                ),
            ),
            primary=True,
            group=FEEDBACK,
            help="决策出台后登记日期和文件；10个工作日内公开意见的收集、采纳情况。",
        ),
        Step(
            command="decide_with_matter",
            label="随重大行政决策登记决定",
            source=("running", "closed"),
            target="decided",
            posts=(Post.SYSTEM,),
            whose=Whose.ANY,
            basis=POINT_19,
            duty=Duty.OPEN,
            guards=(OVER, HEARD),
            effect=answering.decide_with_matter,
            clocks=(
                ClockEffect(
                    ClockMove.START,
                    "feedback",
                    rule="consultations.feedback",
                    on=lambda act: act.data["decided_on"],
                ),
            ),
            group=FEEDBACK,
        ),
        Step(
            command="become",
            label="登记正式文件",
            source=("decided", "reviewing", "answered"),
            target=None,
            posts=(Post.SYSTEM,),
            whose=Whose.ANY,
            basis=POINT_19,
            duty=Duty.OPEN,
            guards=(DECIDED,),
            effect=answering.become,
            group=FEEDBACK,
        ),
        Step(
            command="submit_feedback",
            label="提交反馈",
            source=("decided",),
            target="reviewing",
            posts=(Post.OFFICER, Post.HEAD),
            whose=OURS,
            basis=POINT_19,
            form=answer_forms.FeedbackForm,
            guards=(DECIDED, ALL_ANSWERED, LOOKED_AT),
            effect=answering.submit,
            contributes=True,
            primary=True,
            group=FEEDBACK,
            help="没有收到意见的，也要反馈“收到意见0条”。",
        ),
        Step(
            command="return_feedback",
            label="退回修改反馈",
            source=("reviewing",),
            target="decided",
            posts=EITHER,
            whose=OURS,
            basis=POINT_19,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
            group=FEEDBACK,
        ),
        Step(
            command="publish",
            label="审核并公布反馈",
            source=("reviewing",),
            target="answered",
            posts=EITHER,
            whose=OURS,
            basis=POINT_19,
            guards=(DECIDED, ALL_ANSWERED, LOOKED_AT),
            effect=answering.publish,
            clocks=(ClockEffect(ClockMove.STOP, "feedback", if_running=True),),
            reviews=True,
            primary=True,
            group=FEEDBACK,
            help="全部答复一次公布，并告知每一位提出人。由没有参与拟写的人审核。",
        ),
        Step(
            command="correct",
            label="更正反馈",
            source=("answered",),
            target="decided",
            posts=HEAD,
            whose=OURS,
            basis=POINT_19,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=answering.correct,
            group=FEEDBACK,
            help="更正期间，网上仍是原来公布的内容；更正后再次告知提出人。",
        ),
    ),
    facts=presenting.consultation_facts,
    panels=("desk/consultations/panel.html",),
    clock_names={"feedback": "公开采纳情况的期限"},
    sample=samples.consultation_case,
    visible=queries.seen_cases,
    headings=(DRAFT, PERIOD, LEDGER, FEEDBACK),
)
