"""The declared table of a unit's share of a task; that of the plan itself stands in ``plan_procedure``."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.table import (
    Act,
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
from mingzheng.supervision.workplan import effects, forms, issuing, presenting
from mingzheng.supervision.workplan.models import Attestation

OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
UNIT = (Post.OFFICER, Post.HEAD, *OFFICE)

POINT_25 = Basis("政务公开工作要点第二十五点：加强日常检查和跟踪督查，确保各项任务落实到位")
POINT_22 = Basis("政务公开工作要点第二十二点：区政府办公室发挥统筹协调作用，各单位抓好任务落实")
ANNEX = Basis("政务公开工作要点附件：任务分解表（责任单位、完成时限）")
BY_MEETING = Basis("政务公开工作要点经区政府常务会议审议通过后印发执行")


def _periodic(act: Act) -> bool:
    return effects.has_next_point(act)


def _answered_point(act: Act) -> bool:
    return bool(act.facts.get("counts_for"))


def _next_after_report(act: Act) -> bool:
    return _answered_point(act) and effects.has_next_point(act)


def _has_progress(assignment: Any, _actor: Actor) -> bool:
    return bool(assignment.progress.exists() or assignment.attestations.exists())


def _no_letter(assignment: Any, _actor: Actor) -> bool:
    return not assignment.letters.filter(answered_on=None).exists()


def _letter(assignment: Any, actor: Actor) -> bool:
    return not _no_letter(assignment, actor)


def _takes_attest(assignment: Any, _actor: Actor) -> bool:
    return bool(assignment.task.attest)


def _waiting_attest(assignment: Any, _actor: Actor) -> bool:
    return bool(assignment.attestations.filter(status=Attestation.Status.WAITING).exists())


def _no_waiting_attest(assignment: Any, actor: Actor) -> bool:
    return not _waiting_attest(assignment, actor)


def _attested(assignment: Any, _actor: Actor) -> bool:
    return not assignment.task.attest or bool(
        assignment.attestations.filter(status=Attestation.Status.CONFIRMED).exists()
    )


def _asked(assignment: Any, _actor: Actor) -> bool:
    return assignment.extension_asked is not None


ASKED = Guard(_asked, "申请没有写明延期到哪一天。", "请不同意这次申请，由责任单位重新申请。")
HAS_PROGRESS = Guard(_has_progress, "还没有登记任何进展。", "请先「登记进展」并附上证明材料。")
NO_LETTER = Guard(_no_letter, "还有一份督办单没有答复。", "请先答复督办单。")
LETTER = Guard(_letter, "没有待答复的督办单。")
ONE_LETTER = Guard(_no_letter, "上一份督办单还没有答复。", "请等责任单位答复后再发。")
TAKES_ATTEST = Guard(_takes_attest, "这项任务由平台记录证明，不收书面说明。", "请用「登记进展」。")
WAITING_ATTEST = Guard(_waiting_attest, "没有待核对的情况说明。")
NO_WAITING_ATTEST = Guard(_no_waiting_attest, "上一份情况说明还在核对。", "请等核对后再提交。")
ATTESTED = Guard(
    _attested, "这项任务没有平台记录可证，还缺经核对的情况说明。", "请责任单位先提交情况说明，由区府办核对。"
)

_start_point = ClockEffect(ClockMove.START, "point", rule="workplan.point", value=effects.next_point, when=_periodic)
_next_point = ClockEffect(
    ClockMove.START, "point", rule="workplan.point", value=effects.next_point, when=_next_after_report
)
_stop_point = ClockEffect(ClockMove.STOP, "point", when=_answered_point, if_running=True)
_end_point = ClockEffect(ClockMove.STOP, "point", if_running=True)

ADVANCING, VERIFYING, TIME, URGING, GIVING = HEADINGS = ("推进任务", "核实", "期限", "督办", "下达和撤回")


ASSIGNMENT = Procedure(
    code="workplan.assignment",
    headings=HEADINGS,
    label="要点任务的落实",
    subject_kind="workplan.assignment",
    group="supervision",
    states=(
        State("issued", "待接收", tone="active"),
        State("returned", "已退回", tone="warn"),
        State("accepted", "推进中", tone="active"),
        State("extending", "延期待批", tone="warn"),
        State("submitted", "待核实", tone="active"),
        State("done", "已办结", open=False, tone="good"),
        State("cancelled", "已撤回", open=False),
    ),
    initial="issued",
    opening=Opening(
        "下达",
        OFFICE,
        Whose.OFFICE,
        ANNEX,
        clocks=(
            ClockEffect(ClockMove.START, "accept", rule="workplan.accept"),
            ClockEffect(ClockMove.START, "finish", rule="workplan.finish", value=issuing.final_day),
        ),
    ),
    steps=(
        Step(
            command="accept",
            label="接收任务",
            source=("issued",),
            target="accepted",
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=ANNEX,
            clocks=(ClockEffect(ClockMove.STOP, "accept", if_running=True), _start_point),
            contributes=True,
            bulk=True,
            primary=True,
            help="接收后由本单位负责推进，按完成时限办结。",
            group=ADVANCING,
        ),
        Step(
            command="turn_back",
            label="退回任务",
            source=("issued",),
            target="returned",
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=POINT_22,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.turn_back,
            clocks=(
                ClockEffect(ClockMove.STOP, "accept", if_running=True),
                ClockEffect(ClockMove.PAUSE, "finish"),
            ),
            contributes=True,
            help="不属于本单位职责的，写明理由退回区府办。区府办会重新下达或撤回。",
            group=ADVANCING,
        ),
        Step(
            command="reissue",
            label="重新下达",
            source=("returned",),
            target="issued",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_22,
            form=forms.ReasonForm,
            effect=effects.note_reason,
            clocks=(
                ClockEffect(ClockMove.RESUME, "finish"),
                ClockEffect(ClockMove.START, "accept", rule="workplan.accept"),
            ),
            primary=True,
            group=GIVING,
        ),
        Step(
            command="cancel",
            label="撤回任务",
            source=("issued", "returned", "accepted"),
            target="cancelled",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=POINT_22,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.note_reason,
            clocks=(
                ClockEffect(ClockMove.STOP, "accept", if_running=True),
                ClockEffect(ClockMove.STOP, "finish", if_running=True),
                ClockEffect(ClockMove.STOP, "answer", if_running=True),
                _end_point,
            ),
            help="该单位不再承担这项任务；理由会写入工作日志。",
            group=GIVING,
        ),
        Step(
            command="report",
            label="登记进展",
            source=("accepted",),
            target=None,
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=POINT_22,
            form=forms.ProgressForm,
            effect=effects.report,
            clocks=(_stop_point, _next_point),
            contributes=True,
            primary=True,
            group=ADVANCING,
        ),
        Step(
            command="attest",
            label="提交情况说明",
            source=("accepted",),
            target=None,
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=POINT_22,
            duty=Duty.OPEN,
            form=forms.AttestForm,
            guards=(TAKES_ATTEST, NO_WAITING_ATTEST),
            effect=effects.attest,
            contributes=True,
            help="这项任务在平台里没有记录可证，请附证明材料，由区府办核对。",
            group=ADVANCING,
        ),
        Step(
            command="check_attest",
            label="情况说明通过",
            source=("accepted",),
            target=None,
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            duty=Duty.OPEN,
            form=forms.RemarkForm,
            guards=(WAITING_ATTEST,),
            effect=effects.settle_attestation,
            reviews=True,
            group=VERIFYING,
        ),
        Step(
            command="reject_attest",
            label="情况说明不通过",
            source=("accepted",),
            target=None,
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            guards=(WAITING_ATTEST,),
            effect=effects.settle_attestation,
            reviews=True,
            group=VERIFYING,
        ),
        Step(
            command="submit",
            label="提请办结",
            source=("accepted",),
            target="submitted",
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=POINT_22,
            duty=Duty.OPEN,
            form=forms.SubmitForm,
            guards=(HAS_PROGRESS, NO_LETTER, ATTESTED),
            effect=effects.submit,
            clocks=(
                ClockEffect(ClockMove.PAUSE, "finish"),
                _end_point,
                ClockEffect(ClockMove.START, "verify", rule="workplan.verify"),
            ),
            contributes=True,
            help="自提请之日起不再计逾期；区府办在期限内核实。",
            group=ADVANCING,
        ),
        Step(
            command="verify",
            label="核实办结",
            source=("submitted",),
            target="done",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            form=forms.RemarkForm,
            effect=effects.verify,
            clocks=(
                ClockEffect(ClockMove.STOP, "verify"),
                ClockEffect(ClockMove.STOP, "finish", on=effects.submitted_on),
            ),
            reviews=True,
            bulk=True,
            primary=True,
            group=VERIFYING,
        ),
        Step(
            command="send_back",
            label="退回补充",
            source=("submitted",),
            target="accepted",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            form=forms.ReasonForm,
            effect=effects.reopen,
            clocks=(ClockEffect(ClockMove.STOP, "verify"), ClockEffect(ClockMove.RESUME, "finish"), _start_point),
            reviews=True,
            group=VERIFYING,
        ),
        Step(
            command="ask_extension",
            label="申请延期",
            source=("accepted",),
            target="extending",
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=POINT_22,
            duty=Duty.OPEN,
            form=forms.ExtensionForm,
            effect=effects.ask_extension,
            contributes=True,
            group=TIME,
        ),
        Step(
            command="grant_extension",
            label="同意延期",
            source=("extending",),
            target="accepted",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=POINT_22,
            guards=(ASKED,),
            effect=effects.grant_extension,
            clocks=(ClockEffect(ClockMove.EXTEND, "finish", value=effects.extension_date),),
            reviews=True,
            primary=True,
            group=TIME,
        ),
        Step(
            command="refuse_extension",
            label="不同意延期",
            source=("extending",),
            target="accepted",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=POINT_22,
            form=forms.ReasonForm,
            effect=effects.refuse_extension,
            reviews=True,
            group=TIME,
        ),
        Step(
            command="supervise",
            label="发督办单",
            source=("issued", "accepted"),
            target=None,
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            duty=Duty.OPEN,
            form=forms.LetterForm,
            guards=(ONE_LETTER,),
            effect=effects.issue_letter,
            clocks=(ClockEffect(ClockMove.START, "answer", rule="workplan.answer"),),
            letter="督办单",
            group=URGING,
        ),
        Step(
            command="answer",
            label="答复督办单",
            source=("issued", "returned", "accepted", "extending"),
            target=None,
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=POINT_25,
            duty=Duty.OPEN,
            form=forms.AnswerForm,
            guards=(LETTER,),
            effect=effects.answer_letter,
            clocks=(ClockEffect(ClockMove.STOP, "answer"),),
            contributes=True,
            group=URGING,
        ),
        Step(
            command="reopen",
            label="重新推进",
            source=("done",),
            target="accepted",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=POINT_25,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.reopen,
            clocks=(
                ClockEffect(ClockMove.START, "finish", rule="workplan.finish", value=issuing.final_day),
                _start_point,
            ),
            help="发现办结不实或情况变化时使用；理由会写入工作日志。",
            group=VERIFYING,
        ),
    ),
    facts=presenting.assignment_facts,
    panels=("desk/workplan/assignment_panel.html",),
    clock_names={
        "accept": "接收期限",
        "finish": "完成期限",
        "point": "分期节点",
        "verify": "核实期限",
        "answer": "督办答复期限",
    },
    sample=issuing.sample_assignment_case,
)
