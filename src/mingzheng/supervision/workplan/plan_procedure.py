"""The declared table of the plan itself: handed out, closed at the end of its year."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    Duty,
    Guard,
    Opening,
    Procedure,
    State,
    Step,
    Whose,
)
from mingzheng.supervision.workplan import effects, forms, issuing, presenting
from mingzheng.supervision.workplan.procedure import BY_MEETING, OFFICE, POINT_25

PLAN = Procedure(
    code="workplan.plan",
    label="工作要点的下达",
    subject_kind="workplan.plan",
    group="supervision",
    states=(
        State("draft", "待下达", tone="active"),
        State("issued", "已下达", tone="good"),
        State("closed", "已收官", open=False),
    ),
    initial="draft",
    opening=Opening("导入要点", (*OFFICE, Post.SYSTEM), Whose.OFFICE, BY_MEETING),
    steps=(
        Step(
            command="issue",
            label="下达任务",
            source=("draft",),
            target="issued",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=BY_MEETING,
            effect=issuing.issue,
            primary=True,
            help="各责任单位将收到任务，接收期限从今天起算。下达后任务内容不能再改。",
        ),
        Step(
            command="close",
            label="年度收官",
            source=("issued",),
            target="closed",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=POINT_25,
            duty=Duty.OPEN,
            form=forms.RemarkForm,
            guards=(
                Guard(issuing.all_settled, "还有任务没有办结或撤回。", "请先核实所有任务，或对未完成的任务另作处理。"),
            ),
            effect=effects.note_remark,
        ),
    ),
    facts=presenting.plan_facts,
    panels=("desk/workplan/plan_panel.html",),
    sample=issuing.sample_plan_case,
)
