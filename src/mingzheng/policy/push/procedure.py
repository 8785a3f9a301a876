"""The declared tables: a rule from its draft to its replacement; a list of 免申即享 from its making to its export."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.policy.push import forms, presenting, steps
from mingzheng.policy.push.sample import sample_grant_case, sample_rule_case

OURS = Whose.CASE_UNIT
POINT_16 = Basis("政务公开工作要点第十六点：持续扩大政策精准推送覆盖面")
POINT_3 = Basis("政务公开工作要点第三点：免申即享")

# A step that is owed, and one that may be taken when there is cause, of each heading.
step_owed = partial(Step, whose=OURS, basis=POINT_16)
step_open = partial(step_owed, duty=Duty.OPEN)

RULE = Procedure(
    code="push.rule",
    label="推送条件",
    subject_kind="push.rule",
    group="policy",
    states=(
        State("drafting", "起草中", tone="active"),
        State("submitted", "待批准", tone="active"),
        State("in_force", "已批准", open=False, tone="good"),
        State("replaced", "已被替换", open=False),
        State("dropped", "已撤销", open=False),
    ),
    initial="drafting",
    opening=Opening("起草推送条件", (Post.OFFICER, Post.SYSTEM), OURS, POINT_16, contributes=True),
    steps=(
        step_owed(
            command="edit",
            label="修改条件",
            source=("drafting",),
            target=None,
            posts=(Post.OFFICER,),
            form=forms.EditForm,
            effect=steps.edit,
            contributes=True,
            help="条件、人数和公开说法在同一页上；保存时例子会重新试算。",
        ),
        step_owed(
            command="submit",
            label="提交批准",
            source=("drafting",),
            target="submitted",
            posts=(Post.OFFICER,),
            guards=(
                Guard(steps.written, "还没有写条件。", "请先修改条件。"),
                Guard(steps.shown_both_ways, "例子不够：至少要有一个符合的和一个不符合的。", "请在条件页补上例子。"),
                Guard(steps.examples_hold, "有例子的试算结果和预想不同。", "请改条件或者改例子。"),
            ),
            contributes=True,
            primary=True,
        ),
        step_owed(
            command="approve",
            label="批准",
            source=("submitted",),
            target="in_force",
            posts=(Post.HEAD,),
            form=forms.OpinionForm,
            guards=(
                Guard(steps.written, "还没有写条件。", "请退回重写。"),
                Guard(steps.examples_hold, "有例子的试算结果和预想不同。", "请退回，由信息员改正。"),
            ),
            effect=steps.approve,
            reviews=True,
            primary=True,
            help="批准后，政策公开了就按这些条件推送；上一版同时停用。",
        ),
        step_open(
            command="send_back",
            label="退回修改",
            source=("submitted",),
            target="drafting",
            posts=(Post.HEAD,),
            form=forms.ReasonForm,
            effect=steps.note_reason,
            reviews=True,
        ),
        step_open(
            command="drop",
            label="撤销起草",
            source=("drafting",),
            target="dropped",
            posts=(Post.OFFICER,),
            form=forms.ReasonForm,
            effect=steps.drop,
        ),
        step_open(
            command="replace",
            label="由新版替换",
            source=("in_force",),
            target="replaced",
            posts=(Post.SYSTEM,),
            effect=steps.replace,
        ),
        step_open(
            command="stop",
            label="停止推送",
            source=("in_force",),
            target="replaced",
            posts=(Post.HEAD,),
            form=forms.ReasonForm,
            effect=steps.stop,
        ),
    ),
    facts=presenting.rule_facts,
    panels=("desk/push/rule_panel.html",),
    sample=sample_rule_case,
)

GRANT = Procedure(
    code="push.grant",
    label="免申即享名单",
    subject_kind="push.grant",
    group="policy",
    states=(
        State("drafted", "待审核", tone="active"),
        State("approved", "待导出兑现", tone="active"),
        State("exported", "已导出", open=False, tone="good"),
        State("void", "已作废", open=False),
    ),
    initial="drafted",
    opening=Opening("生成名单", (Post.OFFICER, Post.SYSTEM), OURS, POINT_3, contributes=True),
    steps=(
        step_owed(
            command="approve",
            label="审核通过",
            source=("drafted",),
            target="approved",
            posts=(Post.HEAD,),
            basis=POINT_3,
            form=forms.OpinionForm,
            effect=steps.note_opinion,
            reviews=True,
            primary=True,
        ),
        step_open(
            command="void",
            label="作废",
            source=("drafted", "approved"),
            target="void",
            posts=(Post.HEAD,),
            basis=POINT_3,
            form=forms.ReasonForm,
            effect=steps.void,
        ),
        step_owed(
            command="export",
            label="导出兑现",
            source=("approved", "exported"),
            target="exported",
            posts=(Post.OFFICER,),
            basis=POINT_3,
            effect=steps.export,
            primary=True,
            help="名单含个人信息，只交给办理兑现的人。每次导出都记入日志；日志里没有名字。",
        ),
    ),
    facts=presenting.grant_facts,
    sample=sample_grant_case,
)
