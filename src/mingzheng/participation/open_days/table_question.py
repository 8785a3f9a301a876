"""The declared table of a visitor's question: answered by one, published by another, with a clock."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.open_days import presenting, sample
from mingzheng.participation.open_days.basis import ART_17, POINT_21_PARTS
from mingzheng.participation.open_days.forms import after as forms
from mingzheng.participation.open_days.steps import questions

OURS = Whose.CASE_UNIT
OFFICER, EITHER = (Post.OFFICER,), (Post.REVIEWER, Post.HEAD)
_stop = ClockEffect(ClockMove.STOP, "answer", if_running=True)
ANSWERED = Guard(lambda found, _actor: bool(found.answer), "还没有答复的内容。", "请退回修改，写上答复。")

QUESTION = Procedure(
    code="open_days.question",
    label="开放活动问答",
    subject_kind="open_days.question",
    group="interaction",
    states=(
        State("open", "待答复", tone="active"),
        State("checking", "答复待审核", tone="active"),
        State("published", "已答复并公开", open=False, tone="good"),
        State("kept", "已答复，不公开", open=False, tone="good"),
    ),
    initial="open",
    opening=Opening(
        "收到问题",
        (Post.OFFICER, Post.SYSTEM),
        Whose.ANY,
        POINT_21_PARTS,
        clocks=(ClockEffect(ClockMove.START, "answer", rule="open_days.answer"),),
    ),
    steps=(
        Step(
            command="answer",
            label="拟写答复",
            source=("open",),
            target="checking",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_21_PARTS,
            form=forms.AnswerForm,
            effect=questions.answer,
            contributes=True,
            primary=True,
        ),
        Step(
            command="pass_on",
            label="转其他单位",
            source=("open",),
            target=None,
            posts=OFFICER,
            whose=OURS,
            basis=POINT_21_PARTS,
            duty=Duty.OPEN,
            form=forms.PassOnForm,
            effect=questions.pass_on,
            help="期限不因转办而重新起算。",
        ),
        Step(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="open",
            posts=EITHER,
            whose=OURS,
            basis=ART_17,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
        ),
        Step(
            command="publish",
            label="审核并公开",
            source=("checking",),
            target="published",
            posts=EITHER,
            whose=OURS,
            basis=POINT_21_PARTS,
            guards=(ANSWERED,),
            effect=questions.publish,
            clocks=(_stop,),
            reviews=True,
            primary=True,
        ),
        Step(
            command="keep",
            label="答复，不公开",
            source=("checking",),
            target="kept",
            posts=EITHER,
            whose=OURS,
            basis=POINT_21_PARTS,
            duty=Duty.OPEN,
            form=forms.KeepForm,
            guards=(ANSWERED,),
            effect=questions.keep,
            clocks=(_stop,),
            reviews=True,
            help="提问的人凭查询码看到答复。",
        ),
    ),
    facts=presenting.question_facts,
    clock_names={"answer": "答复期限"},
    sample=sample.question_case,
)
