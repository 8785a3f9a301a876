"""The declared table of an integrated topic: composed, checked, signed, gone through again and again."""

from __future__ import annotations

from functools import partial

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
from mingzheng.policy.topics import forms, presenting, steps
from mingzheng.policy.topics.sample import sample_topic_case

OURS = Whose.CASE_UNIT
POINT_13 = Basis("政务公开工作要点第十三点：做好政策集成式发布试点的相关工作")
ART_17 = Basis("《政府信息公开条例》第十七条：先审查、后公开")
ART_6 = Basis("《政府信息公开条例》第六条：及时、准确地公开")

NEVER_PUBLIC = Guard(steps.never_public, "专题已经公开过。", "请用「放弃修改」或「关闭专题」。")
PUBLIC = Guard(steps.already_public, "专题还没有公开。", "不再需要的，用「作废」。")

CONTENT, ONWARDS, ENDING = "编排内容", "推进办理", "收尾"

_start = ClockEffect(ClockMove.START, "renew", rule="topics.renew", value=steps.renew_by)
_stop = ClockEffect(ClockMove.STOP, "renew", if_running=True)

# What the officer does to the content while it is being composed.
composing = partial(
    Step,
    group=CONTENT,
    source=("composing",),
    target=None,
    posts=(Post.OFFICER,),
    whose=OURS,
    basis=POINT_13,
    duty=Duty.OPEN,
    contributes=True,
)

TOPIC = Procedure(
    code="topics.topic",
    label="集成式发布",
    subject_kind="topics.topic",
    group="policy",
    states=(
        State("composing", "编排中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("signing", "待签发", tone="active"),
        State("published", "已公开", tone="good"),
        State("closed", "已关闭", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="composing",
    headings=(ONWARDS, CONTENT, ENDING),
    opening=Opening("新编专题", (Post.OFFICER, Post.SYSTEM), OURS, POINT_13, contributes=True),
    steps=(
        composing(
            command="edit",
            label="修改文字",
            form=forms.TopicForm,
            effect=steps.edit,
        ),
        composing(
            command="add",
            label="加入政策",
            form=forms.AddForm,
            effect=steps.add,
            help="政策的文件、解读、问答和活动会自动列在专题里，以后公开的也会。",
        ),
        composing(
            command="add_item",
            label="登记入口、动态或活动",
            form=forms.ItemForm,
            effect=steps.add_item,
        ),
        composing(
            command="arrange",
            label="排列政策",
            form=forms.OrderForm,
            effect=steps.arrange,
        ),
        composing(
            command="remove",
            label="移出内容",
            form=forms.RemoveForm,
            effect=steps.remove,
        ),
        Step(
            command="submit",
            label="提交审核",
            group=ONWARDS,
            source=("composing",),
            target="checking",
            posts=(Post.OFFICER,),
            whose=OURS,
            basis=POINT_13,
            effect=steps.submit,
            contributes=True,
            primary=True,
        ),
        Step(
            command="check",
            label="审核通过",
            group=ONWARDS,
            source=("checking",),
            target="signing",
            posts=(Post.REVIEWER,),
            whose=OURS,
            basis=ART_17,
            reviews=True,
            primary=True,
        ),
        Step(
            command="send_back",
            label="退回修改",
            group=ONWARDS,
            source=("checking",),
            target="composing",
            posts=(Post.REVIEWER,),
            whose=OURS,
            basis=ART_17,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=steps.drop,
            reviews=True,
        ),
        Step(
            command="send_back",
            label="退回修改",
            group=ONWARDS,
            source=("signing",),
            target="composing",
            posts=(Post.HEAD,),
            whose=OURS,
            basis=ART_17,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=steps.drop,
            reviews=True,
        ),
        Step(
            command="publish",
            label="签发公开",
            group=ONWARDS,
            source=("signing",),
            target="published",
            posts=(Post.HEAD,),
            whose=OURS,
            basis=POINT_13,
            effect=steps.publish,
            clocks=(_stop, _start),
            reviews=True,
            primary=True,
            help="专题立即公开；从今天起按核对周期计算下次核对的日期。",
        ),
        Step(
            command="renew",
            label="核对无变化",
            group=ONWARDS,
            source=("published",),
            target=None,
            posts=(Post.OFFICER,),
            whose=OURS,
            basis=ART_6,
            form=forms.RenewForm,
            effect=steps.renew,
            clocks=(_stop, _start),
            contributes=True,
            primary=True,
        ),
        Step(
            command="revise",
            label="修改专题",
            group=ONWARDS,
            source=("published",),
            target="composing",
            posts=(Post.OFFICER,),
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            contributes=True,
            help="修改期间，网上仍是现在的内容；重新签发后更换。",
        ),
        Step(
            command="discard",
            label="放弃修改",
            group=ENDING,
            source=("composing",),
            target="published",
            posts=(Post.OFFICER,),
            whose=OURS,
            basis=POINT_13,
            duty=Duty.OPEN,
            guards=(PUBLIC,),
            effect=steps.discard,
            help="草稿恢复成网上现在的内容。",
        ),
        Step(
            command="drop",
            label="作废",
            group=ENDING,
            source=("composing",),
            target="dropped",
            posts=(Post.OFFICER, Post.HEAD),
            whose=OURS,
            basis=POINT_13,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            guards=(NEVER_PUBLIC,),
            effect=steps.drop,
        ),
        Step(
            command="close",
            label="关闭专题",
            group=ENDING,
            source=("published", "composing"),
            target="closed",
            posts=(Post.HEAD,),
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            form=forms.CloseForm,
            guards=(PUBLIC,),
            effect=steps.close,
            clocks=(_stop,),
            help="原网址保留，显示您写的说明。",
        ),
    ),
    facts=presenting.facts,
    panels=("desk/topics/panel.html",),
    clock_names={"renew": "核对期限"},
    sample=sample_topic_case,
)
