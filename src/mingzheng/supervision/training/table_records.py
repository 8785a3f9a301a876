"""The tables of what units state with proof: meetings, staffing and funding. 区府办 checks, never whoever handed it in."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, ClockEffect, ClockMove, Duty, Guard, Opening, Procedure, State
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.training import presenting, sample
from mingzheng.supervision.training.basis import ART_4, POINT_22, POINT_25
from mingzheng.supervision.training.forms import records as forms
from mingzheng.supervision.training.steps import records as steps
from mingzheng.supervision.training.tables import EVERYBODY, OURS, by_office, by_writer, given_up

STATES = (
    State("submitted", "待核对", tone="active"),
    State("returned", "退回补充", tone="warn"),
    State("checked", "已核对", open=False, tone="good"),
    State("dropped", "已作废", open=False),
)
PROOF = Guard(steps.has_proof, "还没有证明材料。", "请退回，由填报单位补充纪要或者证明材料。")
_start = ClockEffect(ClockMove.START, "check", rule="training.check")
_stop = ClockEffect(ClockMove.STOP, "check", if_running=True)


def _opening(label: str, basis: Basis) -> Opening:
    return Opening(label, (*EVERYBODY, Post.SYSTEM), OURS, basis, clocks=(_start,), contributes=True)


CHECK = by_office(
    command="check",
    label="核对属实",
    source=("submitted",),
    target="checked",
    basis=POINT_25,
    guards=(PROOF,),
    effect=steps.check,
    clocks=(_stop,),
    primary=True,
    bulk=True,
    help="核对后计入本年任务的数字。",
)
SEND_BACK = by_office(
    command="send_back",
    label="退回补充",
    source=("submitted",),
    target="returned",
    basis=POINT_25,
    duty=Duty.OPEN,
    form=ReasonForm,
    effect=steps.send_back,
    clocks=(_stop,),
)
REOPEN = by_office(
    command="reopen",
    label="撤销核对",
    source=("checked",),
    target="returned",
    basis=POINT_25,
    duty=Duty.OPEN,
    form=ReasonForm,
    effect=steps.send_back,
    help="发现与事实不符时使用；撤销后不再计入数字，理由写入日志。",
)
DROP = given_up(
    command="drop", label="作废", source=("returned",), target="dropped", basis=POINT_22, effect=note_reason
)

MEETING = Procedure(
    code="training.meeting",
    label="听取汇报和协调会议",
    subject_kind="training.meeting",
    group="supervision",
    states=STATES,
    initial="submitted",
    opening=_opening("登记会议", POINT_22),
    steps=(
        CHECK,
        SEND_BACK,
        by_writer(
            command="again",
            label="补充后再报",
            source=("returned",),
            target="submitted",
            basis=POINT_22,
            form=forms.AgainMeetingForm,
            effect=steps.meeting_again,
            clocks=(_start,),
            primary=True,
        ),
        REOPEN,
        DROP,
    ),
    facts=presenting.meeting_facts,
    clock_names={"check": "核对期限"},
    sample=sample.meeting_case,
)

SUPPORT = Procedure(
    code="training.support",
    label="工作力量和经费",
    subject_kind="training.support",
    group="supervision",
    states=STATES,
    initial="submitted",
    opening=_opening("填报工作力量和经费", ART_4),
    steps=(
        CHECK,
        SEND_BACK,
        by_writer(
            command="again",
            label="更新后再报",
            source=("returned", "checked"),
            target="submitted",
            basis=POINT_22,
            form=forms.AgainSupportForm,
            effect=steps.support_again,
            clocks=(_start,),
            primary=True,
            duty=Duty.OPEN,
            help="年内人员、经费有变化的也用这一步；再次核对之前不计入数字。",
        ),
        REOPEN,
        DROP,
    ),
    facts=presenting.support_facts,
    clock_names={"check": "核对期限"},
    sample=sample.support_case,
)
