"""The declared tables: a bulletin from the records to the units, and its receipt by a unit."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.bulletins import forms, presenting, sample, steps
from mingzheng.supervision.bulletins.basis import ART_46, POINT_25

OFFICE = OFFICE_POSTS
COMPOSED = Guard(steps.composed, "还没有生成。", "请先「按记录生成」。")
OVER = Guard(steps.quarter_is_over, "季度还没有结束。", "现在可以先生成、修改，季度最后一天起才能提交。")
AFTER = Guard(steps.figures_after_quarter, "数字截至日早于季度最后一天。", "请先「重新生成」。")
WHOLE = Guard(steps.says_something, "有的部分没有文字，或引用了没有的数字。", "请在「修改」里补齐。")
UNCORRECTED = Guard(steps.not_corrected, "已经有更正的版次。", "请办理那一版。")
CORRECTION = Guard(steps.is_correction, "季度通报不能作废，只有更正的版次可以。", "请继续办理。")
_stop = ClockEffect(ClockMove.STOP, "issue", on=steps.stops, if_running=True)

BULLETIN = Procedure(
    code="bulletins.bulletin",
    label="季度通报",
    subject_kind="bulletins.bulletin",
    group="supervision",
    states=(
        State("due", "待生成", tone="active"),
        State("editing", "编辑中", tone="active"),
        State("checking", "待审批", tone="active"),
        State("approved", "已批准，待印发", tone="active"),
        State("published", "已印发", open=False, tone="good"),
        State("dropped", "已作废", open=False),
    ),
    initial="due",
    opening=Opening(
        "启动季度通报",
        (*OFFICE, Post.SYSTEM),
        Whose.OFFICE,
        POINT_25,
        clocks=(ClockEffect(ClockMove.START, "issue", rule="bulletins.issue", on=steps.starts),),
    ),
    steps=(
        Step(
            command="compose",
            label="按记录生成",
            source=("due",),
            target="editing",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            effect=steps.compose,
            contributes=True,
            primary=True,
            help="从记录中取出今天的数字，写出各部分的文字和表。",
        ),
        Step(
            command="compose_again",
            label="重新生成",
            source=("editing",),
            target=None,
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            duty=Duty.OPEN,
            effect=steps.compose,
            contributes=True,
            help="数字换成今天的；人写的文字不动。",
        ),
        Step(
            command="edit",
            label="修改",
            source=("editing",),
            target=None,
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            duty=Duty.OPEN,
            form=forms.SectionsForm,
            effect=steps.edit,
            contributes=True,
        ),
        Step(
            command="submit",
            label="提交审批",
            source=("editing",),
            target="checking",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            guards=(COMPOSED, OVER, AFTER, WHOLE),
            contributes=True,
            primary=True,
        ),
        Step(
            command="approve",
            label="批准",
            source=("checking",),
            target="approved",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=POINT_25,
            form=forms.ApproveForm,
            guards=(COMPOSED,),
            effect=steps.approve,
            reviews=True,
            primary=True,
        ),
        Step(
            command="send_back",
            label="退回修改",
            source=("checking", "approved"),
            target="editing",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=POINT_25,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
        ),
        Step(
            command="publish",
            label="印发",
            source=("approved",),
            target="published",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            guards=(COMPOSED,),
            effect=steps.publish,
            clocks=(_stop,),
            primary=True,
            letter="季度通报",
            help="编号后发给各责任单位签收；印发后内容不能再改。",
        ),
        Step(
            command="correct",
            label="更正（新的版次）",
            source=("published",),
            target=None,
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=ART_46,
            duty=Duty.OPEN,
            form=forms.CorrectForm,
            guards=(UNCORRECTED,),
            effect=steps.correct,
            help="这一版保持原样；新的版次重新生成、审批、印发。",
        ),
        Step(
            command="drop",
            label="作废更正",
            source=("due", "editing"),
            target="dropped",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_25,
            duty=Duty.OPEN,
            form=ReasonForm,
            guards=(CORRECTION,),
            effect=steps.drop,
            clocks=(_stop,),
        ),
    ),
    facts=presenting.bulletin_facts,
    panels=("desk/bulletins/bulletin_panel.html",),
    clock_names={"issue": "印发期限"},
    sample=sample.bulletin_case,
)

RECEIPT = Procedure(
    code="bulletins.receipt",
    label="签收通报",
    subject_kind="bulletins.receipt",
    group="supervision",
    states=(
        State("sent", "待签收", tone="active"),
        State("signed", "已签收", open=False, tone="good"),
    ),
    initial="sent",
    opening=Opening(
        "送达",
        (Post.SYSTEM,),
        Whose.ANY,
        POINT_25,
        clocks=(ClockEffect(ClockMove.START, "sign", rule="bulletins.sign"),),
    ),
    steps=(
        Step(
            command="sign",
            label="签收",
            source=("sent",),
            target="signed",
            posts=(Post.OFFICER, Post.HEAD, *OFFICE),
            whose=Whose.CASE_UNIT,
            basis=POINT_25,
            form=forms.SignForm,
            effect=steps.sign,
            clocks=(ClockEffect(ClockMove.STOP, "sign", if_running=True),),
            primary=True,
            help="签收表示本单位已经阅知；对通报的问题请按期补齐。",
        ),
    ),
    facts=presenting.receipt_facts,
    panels=("desk/bulletins/receipt_panel.html",),
    clock_names={"sign": "签收期限"},
    sample=sample.receipt_case,
)
