"""The tables of a training, of an item of the library, of a quiz."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty, Guard, Opening, Procedure, State, Step
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.training import presenting, sample
from mingzheng.supervision.training.basis import ART_17, POINT_23
from mingzheng.supervision.training.forms import learning as learning_forms
from mingzheng.supervision.training.forms import sessions as forms
from mingzheng.supervision.training.steps import learning, sessions
from mingzheng.supervision.training.tables import EVERYBODY, OURS, WRITERS, by_decider, by_writer, given_up

PRESENT = Guard(sessions.anybody_present, "还没有人签到。", "请先「登记签到」。")
BEGUN = Guard(sessions.is_over, "培训还没有开始。", "请在培训开始后登记。")
EARNS = Guard(sessions.anybody_earns, "没有可以发证的人。", "签到、并通过测验（有测验的）且还没有证书的人才能发证。")
PREPARING, HOLDING = HEADINGS = ("筹备", "举办")

_start = ClockEffect(ClockMove.START, "hold", rule="training.hold", on=presenting.day_of)
_stop = ClockEffect(ClockMove.STOP, "hold", on=presenting.stop_day, if_running=True)

SESSION = Procedure(
    code="training.session",
    label="业务培训",
    subject_kind="training.session",
    group="supervision",
    headings=HEADINGS,
    states=(
        State("planned", "列入计划", tone="active"),
        State("invited", "已通知", tone="active"),
        State("held", "已举办", open=False, tone="good"),
        State("cancelled", "已取消", open=False),
    ),
    initial="planned",
    opening=Opening("列入培训计划", (*EVERYBODY, Post.SYSTEM), OURS, POINT_23, clocks=(_start,), contributes=True),
    steps=(
        Step(
            command="edit",
            label="修改",
            source=("planned", "invited"),
            target=None,
            posts=EVERYBODY,
            whose=OURS,
            basis=POINT_23,
            duty=Duty.OPEN,
            form=forms.EditSessionForm,
            effect=sessions.edit,
            clocks=(
                ClockEffect(ClockMove.RESET, "hold", on=presenting.day_of, when=sessions.another_day, if_running=True),
            ),
            group=PREPARING,
        ),
        Step(
            command="invite",
            label="通知单位",
            source=("planned",),
            target="invited",
            posts=EVERYBODY,
            whose=OURS,
            basis=POINT_23,
            form=forms.InviteForm,
            effect=sessions.invite,
            primary=True,
            help="收到通知的单位在工作台报名、看材料。",
            group=PREPARING,
        ),
        Step(
            command="invite_more",
            label="增加通知单位",
            source=("invited",),
            target=None,
            posts=EVERYBODY,
            whose=OURS,
            basis=POINT_23,
            duty=Duty.OPEN,
            form=forms.InviteForm,
            effect=sessions.invite,
            group=PREPARING,
        ),
        Step(
            command="material",
            label="上传材料",
            source=("planned", "invited", "held"),
            target=None,
            posts=EVERYBODY,
            whose=OURS,
            basis=POINT_23,
            duty=Duty.OPEN,
            form=forms.MaterialForm,
            effect=sessions.add_material,
            group=PREPARING,
        ),
        Step(
            command="check_in",
            label="登记签到",
            source=("invited",),
            target=None,
            posts=EVERYBODY,
            whose=OURS,
            basis=POINT_23,
            duty=Duty.OPEN,
            form=forms.AttendanceForm,
            guards=(BEGUN,),
            effect=sessions.check_in,
            help="勾选已到的人，或上传签到表；可以多次登记。",
            group=HOLDING,
        ),
        Step(
            command="hold",
            label="登记已举办",
            source=("invited",),
            target="held",
            posts=EVERYBODY,
            whose=OURS,
            basis=POINT_23,
            form=forms.HoldForm,
            guards=(BEGUN, PRESENT),
            effect=sessions.hold,
            clocks=(_stop,),
            primary=True,
            help="签到的人自动记入学习记录；登记后签到不能再改。",
            group=HOLDING,
        ),
        Step(
            command="certify",
            label="发结业证书",
            source=("held",),
            target=None,
            posts=EVERYBODY,
            whose=OURS,
            basis=POINT_23,
            duty=Duty.OPEN,
            guards=(EARNS,),
            effect=sessions.certify,
            letter="结业证书",
            help="发给签到的人；有测验的，还要测验合格。",
            group=HOLDING,
        ),
        Step(
            command="cancel",
            label="取消",
            source=("planned", "invited"),
            target="cancelled",
            posts=EVERYBODY,
            whose=OURS,
            basis=POINT_23,
            duty=Duty.OPEN,
            form=forms.CancelForm,
            effect=sessions.cancel,
            clocks=(_stop,),
            group=PREPARING,
        ),
    ),
    facts=presenting.session_facts,
    panels=("desk/training/session_panel.html",),
    clock_names={"hold": "登记结果期限"},
    sample=sample.session_case,
)

ITEM = Procedure(
    code="training.item",
    label="学习材料",
    subject_kind="training.item",
    group="supervision",
    states=(
        State("writing", "编写中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("listed", "已上架", tone="good"),
        State("ended", "已下架", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="writing",
    opening=Opening("编写学习材料", (*WRITERS, Post.SYSTEM), OURS, POINT_23, contributes=True),
    steps=(
        by_writer(
            command="edit",
            label="修改",
            source=("writing",),
            target=None,
            basis=POINT_23,
            duty=Duty.OPEN,
            form=learning_forms.EditItemForm,
            effect=learning.edit_item,
        ),
        by_writer(
            command="submit", label="提交审核", source=("writing",), target="checking", basis=POINT_23, primary=True
        ),
        by_decider(
            command="list",
            label="审核并上架",
            source=("checking",),
            target="listed",
            basis=ART_17,
            effect=learning.list_item,
            primary=True,
            help="上架后，全区工作人员都能学习。",
        ),
        by_decider(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="writing",
            basis=ART_17,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=note_reason,
        ),
        given_up(
            command="end", label="下架", source=("listed",), target="ended", basis=POINT_23, effect=learning.end_item
        ),
        given_up(
            command="drop", label="作废", source=("writing",), target="dropped", basis=POINT_23, effect=note_reason
        ),
    ),
    facts=presenting.item_facts,
    panels=("desk/training/item_panel.html",),
    sample=sample.item_case,
)

QUESTIONS = Guard(learning.has_questions, "还没有题目。", "请先「修改题目」。")


QUIZ = Procedure(
    code="training.quiz",
    label="测验",
    subject_kind="training.quiz",
    group="supervision",
    states=(
        State("writing", "出题中", tone="active"),
        State("open", "开放作答", tone="good"),
        State("closed", "已关闭", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="writing",
    opening=Opening("出题", (*WRITERS, Post.SYSTEM), OURS, POINT_23, contributes=True),
    steps=(
        by_writer(
            command="edit",
            label="修改题目",
            source=("writing",),
            target=None,
            basis=POINT_23,
            duty=Duty.OPEN,
            form=learning_forms.EditQuizForm,
            effect=learning.edit_quiz,
            help="出题和审题的人不能参加这份测验。",
        ),
        by_decider(
            command="open",
            label="审题并开放",
            source=("writing",),
            target="open",
            basis=POINT_23,
            guards=(QUESTIONS,),
            effect=learning.open_quiz,
            primary=True,
            help="开放后题目和答案不能再改。",
        ),
        by_writer(
            command="close",
            label="关闭作答",
            source=("open",),
            target="closed",
            basis=POINT_23,
            duty=Duty.OPEN,
            effect=learning.close_quiz,
        ),
        given_up(
            command="drop", label="作废", source=("writing",), target="dropped", basis=POINT_23, effect=note_reason
        ),
    ),
    facts=presenting.quiz_facts,
    panels=("desk/training/quiz_panel.html",),
    sample=sample.quiz_case,
)
