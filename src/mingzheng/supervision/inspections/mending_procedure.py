"""The declared table of a confirmed finding: to mend, mended, seen to be gone; disputed, false alarm."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Post
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.table import (
    ALL_CLOCKS,
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
from mingzheng.supervision.inspections import forms, mending, presenting
from mingzheng.supervision.inspections.models import Finding

OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
UNIT = (Post.OFFICER, Post.HEAD)
CHECKS = Basis("政务公开工作要点第二十五点（日常检查和跟踪督查）；国办秘函〔2019〕19号（发现问题及时整改）")
CONFIRMED = Guard(
    lambda found, _actor: found.state == Finding.State.CONFIRMED, "还没有人确认。", "请先在问题页面上确认属实。"
)
STOPPED = ClockEffect(ClockMove.STOP, ALL_CLOCKS, on=mending.stopped_on)
RESUMED = ClockEffect(ClockMove.RESUME, "mend", if_running=True)


def _step(command: str, label: str, source: tuple[str, ...], target: str, posts: tuple[Post, ...], **more: Any) -> Step:
    """Steps of the unit belong to the case's unit, all others to 区府办 (the machine is everybody's)."""
    whose = Whose.CASE_UNIT if posts == UNIT else Whose.ANY if posts == (Post.SYSTEM,) else Whose.OFFICE
    return Step(command, label, source, target, posts, whose, CHECKS, **more)


MENDING = Procedure(
    code="inspections.mending",
    label="检查问题的整改",
    subject_kind="inspections.finding",
    group="supervision",
    states=(
        State("to_mend", "待整改", tone="warn"),
        State("mended", "已改，待核实", tone="active"),
        State("disputed", "有异议，待认定", tone="active"),
        State("closed", "已消除", open=False, tone="good"),
        State("false", "误报", open=False),
    ),
    initial="to_mend",
    opening=Opening(
        "确认属实，交办整改",
        (*UNIT, *OFFICE, Post.SYSTEM),
        Whose.ANY,
        CHECKS,
        clocks=(ClockEffect(ClockMove.START, "mend", rule="inspections.finding"),),
    ),
    steps=(
        _step(
            "mended",
            "已改好",
            ("to_mend",),
            "mended",
            UNIT,
            form=forms.MendedForm,
            effect=mending.mended,
            clocks=(ClockEffect(ClockMove.PAUSE, "mend", if_running=True),),
            contributes=True,
            primary=True,
            help="下一次检查看不到这个问题，就自动办结；机器不能判断的由区府办核实。核实期间不计时。",
        ),
        _step(
            "dispute",
            "提出异议",
            ("to_mend",),
            "disputed",
            UNIT,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=mending.disputed,
            clocks=(ClockEffect(ClockMove.PAUSE, "mend", if_running=True),),
            contributes=True,
            help="认为不是问题的，写明理由，由区府办认定。",
        ),
        _step(
            "verify",
            "核实已改",
            ("mended",),
            "closed",
            OFFICE,
            form=forms.RemarkForm,
            effect=mending.gone,
            clocks=(STOPPED,),
            reviews=True,
            primary=True,
        ),
        _step(
            "return",
            "退回再改",
            ("mended", "disputed"),
            "to_mend",
            OFFICE,
            form=forms.ReasonForm,
            effect=mending.back,
            clocks=(RESUMED,),
            duty=Duty.OPEN,
            reviews=True,
        ),
        _step(
            "false",
            "认定误报",
            ("disputed",),
            "false",
            OFFICE,
            form=forms.ReasonForm,
            effect=mending.false_alarm,
            clocks=(ClockEffect(ClockMove.STOP, ALL_CLOCKS),),
            reviews=True,
            primary=True,
            help="同样的内容以后不再提示，内容变了会重新提示。",
        ),
        _step(
            "assign",
            "改派",
            ("to_mend",),
            "to_mend",
            OFFICE,
            form=forms.TransferForm,
            effect=mending.assign,
            duty=Duty.OPEN,
            help="不是这个单位的页面，改派给负责的单位。期限不重新起算。",
        ),
        _step(
            "gone",
            "检查已看不到",
            ("to_mend", "mended", "disputed"),
            "closed",
            (Post.SYSTEM,),
            effect=mending.gone,
            clocks=(STOPPED,),
            duty=Duty.OPEN,
        ),
        _step(
            "again",
            "再次出现，交办整改",
            ("closed", "false"),
            "to_mend",
            (Post.SYSTEM,),
            guards=(CONFIRMED,),
            effect=mending.again,
            clocks=(ClockEffect(ClockMove.START, "mend", rule="inspections.finding"),),
            duty=Duty.OPEN,
        ),
        _step(
            "seen",
            "检查仍然看到",
            ("mended",),
            "to_mend",
            (Post.SYSTEM,),
            effect=mending.back,
            clocks=(RESUMED,),
            duty=Duty.OPEN,
        ),
    ),
    facts=presenting.finding_facts,
    clock_names={"mend": "整改期限"},
    sample=lambda: _sample(),
)


def _sample() -> Case:
    return mending.hand_over(presenting.sample_finding(), mending.MACHINE)
