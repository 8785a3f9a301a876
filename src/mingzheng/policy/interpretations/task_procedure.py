"""The declared table of a task: a scheme, interpretations, the end; what is owed after a forced release has a clock."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
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
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.policy.interpretations import forms, presenting, task_steps
from mingzheng.policy.interpretations.sample import sample_task_case

OURS = Whose.CASE_UNIT
RULE = Basis("沪府办发〔2016〕9号第三条；要点第十四点（三同步、预解读、跟踪解读、二次解读）")
SCHEME_RULE = Basis("沪府办发〔2016〕9号（解读方案：提纲、形式、渠道、时间，与文件同步报送）")
OWED_RULE = Basis("国办发〔2016〕80号（3个工作日内发布解读；未核对原文）；要点第十四点")

SCHEMED = Guard(task_steps.has_scheme, "还没有解读方案。", "请先「编制解读方案」。")
EXEMPTABLE = Guard(
    task_steps.may_be_exempted, "行政规范性文件和重大行政决策必须解读，不能免。", "请编制解读方案并编写解读。"
)
CLOSABLE = Guard(task_steps.may_be_closed, "文件在办或已公开，解读任务不能关闭。", "可以免于解读的，请用「免于解读」。")
_stop = (
    ClockEffect(ClockMove.STOP, "owed", if_running=True),
    ClockEffect(ClockMove.STOP, "follow", if_running=True),
)
OPEN = ("planning", "planned", "owed")


def _machine(command: str, label: str, source: tuple[str, ...], target: str, **more: Any) -> Step:
    return Step(
        command=command,
        label=label,
        source=source,
        target=target,
        posts=(Post.SYSTEM,),
        whose=OURS,
        basis=OWED_RULE,
        duty=Duty.OPEN,
        **more,
    )


def _plan(source: tuple[str, ...], target: str | None) -> Step:
    return Step(
        command="plan",
        label="编制解读方案",
        source=source,
        target=target,
        posts=(Post.OFFICER,),
        whose=OURS,
        basis=SCHEME_RULE,
        duty=Duty.OWED if source == ("planning",) else Duty.OPEN,
        form=forms.SchemeForm,
        effect=task_steps.plan,
        contributes=True,
        primary=source == ("planning",),
        help="谁起草谁解读。方案与文稿同时报送，发布前可以修改。",
    )


TASK = Procedure(
    code="interpretations.task",
    label="解读任务",
    subject_kind="interpretations.task",
    group="policy",
    states=(
        State("planning", "待编解读方案", tone="active"),
        State("planned", "方案已定，待解读", tone="active"),
        State("owed", "文件已公开，待补解读", tone="warn"),
        State("done", "已解读", open=False, tone="good"),
        State("exempt", "免于解读", open=False),
        State("closed", "已关闭", open=False),
    ),
    initial="planning",
    opening=Opening(
        "立项解读",
        (Post.OFFICER, Post.REVIEWER, Post.HEAD, Post.SYSTEM),
        OURS,
        RULE,
        clocks=(ClockEffect(ClockMove.START, "follow", rule="interpretations.follow", when=task_steps.is_follow),),
    ),
    steps=(
        _plan(("planning",), "planned"),
        _plan(("planned", "owed"), None),
        Step(
            command="begin",
            label="编写一份解读",
            source=("planned", "owed", "done"),
            target=None,
            posts=(Post.OFFICER,),
            whose=OURS,
            basis=RULE,
            duty=Duty.OWED,
            form=forms.BeginForm,
            guards=(SCHEMED,),
            effect=task_steps.begin,
            contributes=True,
            primary=True,
            help="先选形式和标题，再到编写页面写内容。一项任务可以有几种形式的解读。",
        ),
        Step(
            command="exempt",
            label="免于解读",
            source=OPEN,
            target="exempt",
            posts=(Post.REVIEWER, Post.HEAD),
            whose=OURS,
            basis=RULE,
            duty=Duty.OPEN,
            form=ReasonForm,
            guards=(EXEMPTABLE,),
            effect=task_steps.exempt,
            clocks=_stop,
            reviews=True,
            help="行政规范性文件和重大行政决策不能免。理由留痕。",
        ),
        Step(
            command="resume",
            label="恢复解读",
            source=("exempt",),
            target="planning",
            posts=(Post.OFFICER, Post.REVIEWER, Post.HEAD),
            whose=OURS,
            basis=RULE,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=task_steps.resume,
        ),
        Step(
            command="close",
            label="关闭",
            source=OPEN,
            target="closed",
            posts=(Post.HEAD,),
            whose=OURS,
            basis=RULE,
            duty=Duty.OPEN,
            form=ReasonForm,
            guards=(CLOSABLE,),
            effect=task_steps.note_reason,
            clocks=_stop,
            help="暂不需要跟踪解读，或文件不再印发的，写明理由后关闭。",
        ),
        _machine(
            "owe",
            "公开时没有解读",
            ("planning", "planned", "done"),
            "owed",
            effect=task_steps.owe,
            clocks=(ClockEffect(ClockMove.START, "owed", rule="interpretations.owed"),),
        ),
        _machine("fulfil", "解读已发布", OPEN, "done", effect=task_steps.fulfil, clocks=_stop),
    ),
    facts=presenting.task_facts,
    panels=("desk/interpretations/task_panel.html",),
    clock_names={"owed": "补解读期限", "follow": "跟踪解读期限"},
    sample=sample_task_case,
)
