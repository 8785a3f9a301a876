"""The declared table of a year's month: asked of the public, decided and published by the end of July, summed up."""

from __future__ import annotations

import datetime as dt

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
from mingzheng.participation.open_days import presenting, sample
from mingzheng.participation.open_days.basis import ART_17, POINT_21, POINT_21_THEME
from mingzheng.participation.open_days.forms import programmes as forms
from mingzheng.participation.open_days.steps import programmes

OURS = Whose.CASE_UNIT
CLERK, HEAD = (Post.OFFICE_CLERK,), (Post.OFFICE_HEAD,)
SUMMED = Guard(
    lambda found, _actor: bool(found.summary and found.decided_on), "还没有写总结。", "请退回，写好总结以后再公布。"
)
SAID = Guard(
    lambda found, _actor: bool(found.theme and found.decided_why and found.planned),
    "主题、场次或者怎样确定的还没有写。",
    "请退回修改，补上以后再公布。",
)
ANSWERED = Guard(
    programmes.call_is_answered,
    "主题征集还没有公布结果。",
    "活动主题和场次要用公开征集的方式确定：请先完成主题征集和投票。",
)


def end_of_july(act: Act) -> dt.date:
    """7月份: the last day on which theme and sessions may be decided."""
    return dt.date(act.subject.year, 7, 31)


PROGRAMME = Procedure(
    code="open_days.programme",
    label="政府开放月",
    subject_kind="open_days.programme",
    group="interaction",
    states=(
        State("preparing", "主题征集中", tone="active"),
        State("checking", "主题待审定", tone="active"),
        State("decided", "主题已公布", tone="good"),
        State("summing", "总结待审核", tone="active"),
        State("closed", "已总结", open=False, tone="good"),
        State("dropped", "已作废", open=False),
    ),
    initial="preparing",
    opening=Opening(
        "筹备开放月",
        (*CLERK, Post.SYSTEM),
        OURS,
        POINT_21_THEME,
        clocks=(ClockEffect(ClockMove.START, "theme", rule="open_days.theme", value=end_of_july),),
        contributes=True,
    ),
    steps=(
        Step(
            command="edit",
            label="修改",
            source=("preparing",),
            target=None,
            posts=CLERK,
            whose=OURS,
            basis=POINT_21,
            duty=Duty.OPEN,
            form=forms.EditMonthForm,
            effect=programmes.edit,
            contributes=True,
        ),
        Step(
            command="decide",
            label="拟定主题和场次",
            source=("preparing",),
            target="checking",
            posts=CLERK,
            whose=OURS,
            basis=POINT_21_THEME,
            form=forms.DecideForm,
            guards=(ANSWERED,),
            effect=programmes.decide,
            contributes=True,
            primary=True,
        ),
        Step(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="preparing",
            posts=HEAD,
            whose=OURS,
            basis=ART_17,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
        ),
        Step(
            command="publish",
            label="审定并公布",
            source=("checking",),
            target="decided",
            posts=HEAD,
            whose=OURS,
            basis=POINT_21_THEME,
            guards=(SAID,),
            effect=programmes.publish,
            clocks=(ClockEffect(ClockMove.STOP, "theme", if_running=True),),
            reviews=True,
            primary=True,
            help="主题、场次和怎样确定的，立即在网上公布。",
        ),
        Step(
            command="sum_up",
            label="总结",
            source=("decided",),
            target="summing",
            posts=CLERK,
            whose=OURS,
            basis=POINT_21,
            form=forms.SumUpForm,
            effect=programmes.sum_up,
            contributes=True,
        ),
        Step(
            command="return_summary",
            label="退回总结",
            source=("summing",),
            target="decided",
            posts=HEAD,
            whose=OURS,
            basis=ART_17,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
        ),
        Step(
            command="publish_summary",
            label="审核并公布总结",
            source=("summing",),
            target="closed",
            posts=HEAD,
            whose=OURS,
            basis=POINT_21,
            guards=(SUMMED,),
            effect=programmes.publish_summary,
            reviews=True,
            primary=True,
        ),
        Step(
            command="drop",
            label="作废",
            source=("preparing",),
            target="dropped",
            posts=HEAD,
            whose=OURS,
            basis=POINT_21,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            clocks=(ClockEffect(ClockMove.STOP, "theme", if_running=True),),
        ),
    ),
    facts=presenting.programme_facts,
    panels=("desk/open_days/programme_panel.html",),
    clock_names={"theme": "确定主题和场次期限"},
    sample=sample.programme_case,
)
