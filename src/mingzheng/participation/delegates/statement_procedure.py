"""The declared table of what a delegate said: passed on, answered, published."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    ClockEffect,
    ClockMove,
    Guard,
    Opening,
    Procedure,
    State,
    Whose,
)
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.participation.delegates import presenting, samples
from mingzheng.participation.delegates.basis import ART_17, POINT_18
from mingzheng.participation.delegates.forms import statements as statement_forms
from mingzheng.participation.delegates.procedure import EITHER, OFFICER, step_open, step_owed
from mingzheng.participation.delegates.steps import statements

ANSWERED = Guard(
    lambda found, _actor: bool(found.outcome and found.answer), "还没有研究结果和理由。", "请退回修改，补上结果和理由。"
)


NOT_PUBLIC = Guard(statements.not_public, "会议的列席结果已经公开。", "公开后的意见不能再改。")


STATEMENT = Procedure(
    code="delegates.statement",
    label="公众代表意见",
    subject_kind="delegates.statement",
    group="interaction",
    states=(
        State("open", "待研究", tone="active"),
        State("checking", "待审核", tone="active"),
        State("answered", "已答复", open=False, tone="good"),
    ),
    initial="open",
    opening=Opening(
        "登记意见",
        (Post.OFFICER, Post.SYSTEM),
        Whose.ANY,
        POINT_18,
        clocks=(ClockEffect(ClockMove.START, "follow", rule="delegates.follow", on=statements.said_on),),
    ),
    steps=(
        step_open(
            command="edit",
            label="更正文字",
            source=("open",),
            target=None,
            posts=OFFICER,
            basis=POINT_18,
            form=statement_forms.EditStatementForm,
            guards=(NOT_PUBLIC,),
            effect=statements.edit,
        ),
        step_open(
            command="pass_on",
            label="转其他单位研究",
            source=("open",),
            target=None,
            posts=OFFICER,
            basis=POINT_18,
            form=statement_forms.PassOnForm,
            effect=statements.pass_on,
            help="期限不因转办而重新起算。",
        ),
        step_owed(
            command="answer",
            label="拟写结果",
            source=("open",),
            target="checking",
            posts=OFFICER,
            basis=POINT_18,
            form=statement_forms.AnswerForm,
            effect=statements.answer,
            contributes=True,
            primary=True,
        ),
        step_open(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="open",
            posts=EITHER,
            basis=ART_17,
            form=ReasonForm,
            effect=statements.note_reason,
            reviews=True,
        ),
        step_owed(
            command="publish",
            label="审核并答复",
            source=("checking",),
            target="answered",
            posts=EITHER,
            basis=POINT_18,
            guards=(ANSWERED,),
            effect=statements.publish,
            clocks=(ClockEffect(ClockMove.STOP, "follow", if_running=True),),
            reviews=True,
            primary=True,
            bulk=True,
            help="列席结果公开后，结果和理由显示在会议页上。",
        ),
    ),
    facts=presenting.statement_facts,
    clock_names={"follow": "研究答复期限"},
    sample=samples.statement_case,
)
