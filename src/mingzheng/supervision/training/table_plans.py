"""The table of a year's plan of trainings."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Duty, Guard, Opening, Procedure, State
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.training import presenting, sample
from mingzheng.supervision.training.basis import POINT_23
from mingzheng.supervision.training.forms import plans as forms
from mingzheng.supervision.training.steps import plans as steps
from mingzheng.supervision.training.tables import EVERYBODY, OURS, by_decider, by_writer

SESSIONS = Guard(steps.has_sessions, "这一年还没有列入培训。", "请先「列入培训计划」，至少一场。")

PLAN = Procedure(
    code="training.plan",
    label="年度培训计划",
    subject_kind="training.plan",
    group="supervision",
    states=(
        State("drafting", "起草", tone="active"),
        State("checking", "待批准", tone="active"),
        State("approved", "已批准", open=False, tone="good"),
    ),
    initial="drafting",
    opening=Opening("编制年度培训计划", (*EVERYBODY, Post.SYSTEM), OURS, POINT_23, contributes=True),
    steps=(
        by_writer(
            command="edit",
            label="修改",
            source=("drafting",),
            target=None,
            basis=POINT_23,
            duty=Duty.OPEN,
            form=forms.EditPlanForm,
            effect=steps.edit,
        ),
        by_writer(
            command="submit",
            label="提交批准",
            source=("drafting",),
            target="checking",
            basis=POINT_23,
            guards=(SESSIONS,),
            primary=True,
        ),
        by_decider(
            command="approve",
            label="批准",
            source=("checking",),
            target="approved",
            basis=POINT_23,
            guards=(SESSIONS,),
            effect=steps.approve,
            primary=True,
            help="批准时记下全部场次；以后增加的，在计划里标明是后加的。",
        ),
        by_decider(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="drafting",
            basis=POINT_23,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
        ),
        by_writer(
            command="revise",
            label="调整计划",
            source=("approved",),
            target="drafting",
            basis=POINT_23,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=steps.revise,
            help="写明为什么调整；调整后重新批准，原来批准的场次留在工作日志里。",
        ),
    ),
    facts=presenting.plan_facts,
    panels=("desk/training/plan_panel.html",),
    sample=sample.plan_case,
)
