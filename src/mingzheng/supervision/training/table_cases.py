"""The table of a case for promotion: nominated by a unit, judged by at least two who did not, chosen by a third."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.training import presenting, sample
from mingzheng.supervision.training.basis import ART_17, POINT_23_CASES
from mingzheng.supervision.training.forms import cases as forms
from mingzheng.supervision.training.steps import cases as steps
from mingzheng.supervision.training.tables import OFFICE, OURS, WRITERS, by_writer, given_up

NOT_YET = Guard(steps.not_yet, "您已经评过这个案例。", "每人评一次；意见可以请另一位同事补充。")
A_PERSON = Guard(steps.a_person, "评审由人来做。")
ENOUGH = Guard(steps.enough, "评审意见还不到两份。", "请另请区府办同事或评估员评审。")
RECOMMENDED = Guard(steps.recommended, "推荐的没有超过半数。", "不选定的，用「不予选定」。")
OTHERS = Guard(steps.judged_by_others, "您评审过这个案例，不能再由您选定。", "请由没有评审的负责人选定。")
ANOTHER = Guard(steps.wrote_nothing, "您编写过这个案例，不能再由您审核推荐。", "请由另一位负责人推荐。")
SELECTED = Guard(steps.selected, "还没有选定。", "请先「选定」。")
_stop = ClockEffect(ClockMove.STOP, "judge", if_running=True)

CASE = Procedure(
    code="training.case",
    label="案例推广",
    subject_kind="training.case",
    group="supervision",
    states=(
        State("writing", "编写中", tone="active"),
        State("proposed", "待单位推荐", tone="active"),
        State("judging", "评审中", tone="active"),
        State("selected", "已选定，待公布", tone="active"),
        State("published", "已公布", tone="good"),
        State("not_selected", "未选定", open=False),
        State("withdrawn", "已撤下", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="writing",
    opening=Opening("编写案例", (*WRITERS, Post.SYSTEM), OURS, POINT_23_CASES, contributes=True),
    steps=(
        by_writer(
            command="edit",
            label="修改",
            source=("writing",),
            target=None,
            basis=POINT_23_CASES,
            duty=Duty.OPEN,
            form=forms.EditCaseForm,
            effect=steps.edit,
        ),
        by_writer(
            command="submit",
            label="提交单位负责人",
            source=("writing",),
            target="proposed",
            basis=POINT_23_CASES,
            primary=True,
        ),
        Step(
            command="nominate",
            label="审核并推荐",
            source=("proposed",),
            target="judging",
            posts=(Post.HEAD, Post.REVIEWER, Post.OFFICE_HEAD),
            whose=OURS,
            basis=ART_17,
            guards=(ANOTHER,),
            effect=steps.nominate,
            clocks=(ClockEffect(ClockMove.START, "judge", rule="training.judge"),),
            contributes=True,
            primary=True,
            help="推荐后由没有参与编写和推荐的人评审。",
        ),
        Step(
            command="hand_back",
            label="退回修改",
            source=("proposed",),
            target="writing",
            posts=(Post.HEAD, Post.REVIEWER, Post.OFFICE_HEAD),
            whose=OURS,
            basis=ART_17,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
            reviews=True,
        ),
        Step(
            command="judge",
            label="评审",
            source=("judging",),
            target=None,
            posts=(*OFFICE, Post.ASSESSOR),
            whose=Whose.OFFICE,
            basis=POINT_23_CASES,
            form=forms.OpinionForm,
            guards=(A_PERSON, NOT_YET),
            effect=steps.give_opinion,
            reviews=True,
        ),
        Step(
            command="select",
            label="选定",
            source=("judging",),
            target="selected",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=POINT_23_CASES,
            guards=(ENOUGH, RECOMMENDED, OTHERS),
            effect=steps.select,
            clocks=(_stop,),
            reviews=True,
            primary=True,
        ),
        Step(
            command="not_select",
            label="不予选定",
            source=("judging",),
            target="not_selected",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=POINT_23_CASES,
            duty=Duty.OPEN,
            form=ReasonForm,
            guards=(ENOUGH, OTHERS),
            effect=note_reason,
            clocks=(_stop,),
            reviews=True,
        ),
        Step(
            command="send_back",
            label="退回补充",
            source=("judging", "selected"),
            target="writing",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_23_CASES,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=steps.send_back,
            clocks=(_stop,),
            reviews=True,
            help="补充后重新推荐、重新评审。",
        ),
        Step(
            command="publish",
            label="公布",
            source=("selected",),
            target="published",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=ART_17,
            guards=(SELECTED,),
            effect=steps.publish,
            reviews=True,
            primary=True,
            help="立即在门户网站“优秀案例”公布；佐证材料不公开。",
        ),
        Step(
            command="withdraw",
            label="撤下",
            source=("published",),
            target="withdrawn",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_23_CASES,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=steps.withdraw,
        ),
        given_up(
            command="drop",
            label="作废",
            source=("writing",),
            target="dropped",
            basis=POINT_23_CASES,
            effect=note_reason,
        ),
    ),
    facts=presenting.case_facts,
    panels=("desk/training/case_panel.html",),
    clock_names={"judge": "评审期限"},
    visible=presenting.case_visible,
    sample=sample.good_case,
)
