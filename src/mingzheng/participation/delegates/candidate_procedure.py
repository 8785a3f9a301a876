"""The declared table of a candidate of the pool."""

from __future__ import annotations

from mingzheng.core.procedures.table import (
    ClockEffect,
    ClockMove,
    Opening,
    Procedure,
    State,
)
from mingzheng.participation.delegates import presenting, samples
from mingzheng.participation.delegates.basis import POINT_18_CHOICE
from mingzheng.participation.delegates.forms import people as people_forms
from mingzheng.participation.delegates.procedure import MACHINE, OFFICER, OURS, step_open, step_owed
from mingzheng.participation.delegates.steps import people

CANDIDATE = Procedure(
    code="delegates.candidate",
    label="公众代表入库",
    subject_kind="delegates.candidate",
    group="interaction",
    states=(
        State("pending", "待核", tone="active"),
        State("listed", "在库", open=False, tone="good"),
        State("rejected", "不符合", open=False),
        State("withdrawn", "本人退出", open=False),
        State("ended", "到期", open=False),
    ),
    initial="pending",
    opening=Opening(
        "报名或导入",
        MACHINE,
        OURS,
        POINT_18_CHOICE,
        clocks=(ClockEffect(ClockMove.START, "vet", rule="delegates.vet"),),
    ),
    steps=(
        step_owed(
            command="accept",
            label="核定入库",
            source=("pending",),
            target="listed",
            posts=OFFICER,
            effect=people.accept,
            clocks=(ClockEffect(ClockMove.STOP, "vet", if_running=True),),
            bulk=True,
            primary=True,
            help="核对身份和类别属实、年满十八岁、住在或者工作在本区。",
        ),
        step_open(
            command="reject",
            label="不符合",
            source=("pending", "listed"),
            target="rejected",
            posts=OFFICER,
            form=people_forms.RejectForm,
            effect=people.reject,
            clocks=(ClockEffect(ClockMove.STOP, "vet", if_running=True),),
        ),
        step_open(
            command="withdraw",
            label="本人要求退出",
            source=("pending", "listed"),
            target="withdrawn",
            posts=OFFICER,
            effect=people.withdraw,
            clocks=(ClockEffect(ClockMove.STOP, "vet", if_running=True),),
            help="姓名和手机号立即删除；已发出的邀请由候补递补。",
        ),
        step_open(
            command="leave",
            label="本人退出",
            source=("pending", "listed"),
            target="withdrawn",
            posts=MACHINE,
            effect=people.withdraw,
            clocks=(ClockEffect(ClockMove.STOP, "vet", if_running=True),),
        ),
        step_open(
            command="end",
            label="任期届满",
            source=("listed",),
            target="ended",
            posts=MACHINE,
            effect=people.end,
        ),
    ),
    facts=presenting.candidate_facts,
    panels=("desk/delegates/candidate_panel.html",),
    clock_names={"vet": "核定期限"},
    sample=samples.candidate_case,
)
