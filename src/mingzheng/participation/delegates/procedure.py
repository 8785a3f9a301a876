"""The declared table of a meeting; a candidate and a statement have files of their own."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
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
from mingzheng.participation.delegates import presenting, samples
from mingzheng.participation.delegates.basis import ART_6, ART_17, POINT_18, POINT_18_CHOICE
from mingzheng.participation.delegates.forms import meetings as forms
from mingzheng.participation.delegates.steps import meetings

OURS = Whose.CASE_UNIT
OFFICER = (Post.OFFICER,)
EITHER = (Post.REVIEWER, Post.HEAD)
MACHINE = (Post.SYSTEM,)
CHOICE, PEOPLE, ENDING = "选人", "列席", "收尾"

# A step that is owed, and one that may be taken when there is cause, of each heading.
step_owed = partial(Step, whose=OURS, basis=POINT_18_CHOICE)
step_open = partial(step_owed, duty=Duty.OPEN)
choice_owed = partial(Step, whose=OURS, basis=POINT_18, group=CHOICE)
choice_open = partial(choice_owed, duty=Duty.OPEN)
people_owed = partial(Step, whose=OURS, basis=POINT_18, group=PEOPLE)
people_open = partial(people_owed, duty=Duty.OPEN)
ending_owed = partial(Step, whose=OURS, group=ENDING)
ending_open = partial(ending_owed, duty=Duty.OPEN)


CALL_IS_OVER = Guard(meetings.call_is_over, "报名还没有截止。", "请在报名截止之后冻结名单。")
NO_DRAW_RUNS = Guard(meetings.no_draw_runs, "名单已经冻结。", "请等待抽签，或者由负责人作废抽签。")
WAS_HELD = Guard(
    lambda found, _actor: found.held_on is not None and found.announced_at is not None,
    "还没有登记会议日期和到会情况。",
    "请退回补正，登记以后再公开。",
)
NO_OPEN_DRAW = Guard(meetings.no_open_draw, "名单已经冻结，还没有抽签。", "请先由负责人作废抽签，写明原因。")
_start = ClockEffect(ClockMove.START, "record", rule="delegates.record", on=meetings.day_of)
_move = ClockEffect(ClockMove.RESET, "record", on=meetings.day_of, when=meetings.another_day, if_running=True)
_stop = ClockEffect(ClockMove.STOP, "record", on=meetings.stop_day, if_running=True)

MEETING = Procedure(
    code="delegates.meeting",
    label="公众代表列席会议",
    subject_kind="delegates.meeting",
    group="interaction",
    states=(
        State("planning", "筹备中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("calling", "已公布", tone="active"),
        State("frozen", "待抽签", tone="active"),
        State("inviting", "邀请中", tone="active"),
        State("recorded", "已列席", tone="active"),
        State("reviewing", "结果待审核", tone="active"),
        State("published", "结果已公开", open=False, tone="good"),
        State("cancelled", "已取消", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="planning",
    headings=(CHOICE, PEOPLE, ENDING),
    opening=Opening("筹备列席", (Post.OFFICER, Post.SYSTEM), OURS, POINT_18, contributes=True),
    steps=(
        choice_open(
            command="edit",
            label="修改",
            source=("planning", "calling"),
            target=None,
            posts=OFFICER,
            form=forms.EditMeetingForm,
            effect=meetings.edit,
            clocks=(_move,),
            contributes=True,
            help="公布后的修改立即显示在网上；名单冻结后不能再改名额。",
        ),
        choice_owed(
            command="submit",
            label="提交审核",
            source=("planning",),
            target="checking",
            posts=OFFICER,
            contributes=True,
            primary=True,
        ),
        choice_open(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="planning",
            posts=EITHER,
            basis=ART_17,
            form=ReasonForm,
            effect=meetings.note_reason,
            reviews=True,
        ),
        choice_owed(
            command="announce",
            label="公布",
            source=("checking",),
            target="calling",
            posts=EITHER,
            effect=meetings.announce,
            clocks=(_start,),
            reviews=True,
            primary=True,
            help="会议、议题、名额和规则立即公开；写了报名截止的，同时开始报名。",
        ),
        choice_owed(
            command="freeze",
            label="冻结名单",
            source=("calling",),
            target="frozen",
            posts=OFFICER,
            basis=POINT_18_CHOICE,
            form=forms.FreezeForm,
            guards=(CALL_IS_OVER, NO_DRAW_RUNS),
            effect=meetings.freeze,
            contributes=True,
            primary=True,
            help="名单、名额和种子的来源从此不能改动，名单按代码公开。",
        ),
        choice_open(
            command="drawn",
            label="抽签结果到达",
            source=("frozen",),
            target="inviting",
            posts=MACHINE,
            basis=POINT_18_CHOICE,
            effect=meetings.drawn,
        ),
        choice_open(
            command="unfrozen",
            label="抽签作废",
            source=("frozen",),
            target="calling",
            posts=MACHINE,
            basis=POINT_18_CHOICE,
            effect=meetings.unfrozen,
        ),
        people_open(
            command="told",
            label="登记已电话告知",
            source=("inviting",),
            target=None,
            posts=OFFICER,
            form=forms.ToldForm,
            effect=meetings.told,
        ),
        people_open(
            command="reply",
            label="登记电话答复",
            source=("inviting",),
            target=None,
            posts=OFFICER,
            form=forms.ReplyForm,
            effect=meetings.reply,
            help="谢绝的名额立即由候补递补：分类抽签的，同一类的；按交叉名额抽签的，先是特征相同的，再是递补后名额分配仍然满足的。",
        ),
        people_owed(
            command="hold",
            label="登记列席",
            source=("inviting",),
            target="recorded",
            posts=OFFICER,
            form=forms.HoldForm,
            effect=meetings.hold,
            contributes=True,
            primary=True,
        ),
        people_open(
            command="amend",
            label="更正列席登记",
            source=("recorded",),
            target=None,
            posts=OFFICER,
            form=forms.HoldForm,
            effect=meetings.hold,
            contributes=True,
        ),
        people_open(
            command="say",
            label="登记代表意见",
            source=("recorded",),
            target=None,
            posts=OFFICER,
            form=forms.SayForm,
            effect=meetings.say,
            contributes=True,
            help="每条意见单独研究、单独答复，有自己的期限。",
        ),
        people_owed(
            command="hand_in",
            label="提交结果审核",
            source=("recorded",),
            target="reviewing",
            posts=OFFICER,
            contributes=True,
            primary=True,
        ),
        people_open(
            command="hand_back",
            label="退回补正",
            source=("reviewing",),
            target="recorded",
            posts=EITHER,
            basis=ART_17,
            form=ReasonForm,
            effect=meetings.note_reason,
            reviews=True,
        ),
        people_owed(
            command="publish",
            label="公开列席结果",
            source=("reviewing",),
            target="published",
            posts=EITHER,
            guards=(WAS_HELD,),
            effect=meetings.publish,
            clocks=(_stop,),
            reviews=True,
            primary=True,
            help="公开到会人数、各类占比和代表意见；意见的研究结果以后逐条补上。",
        ),
        ending_open(
            command="cancel",
            label="取消列席",
            source=("calling", "frozen", "inviting"),
            target="cancelled",
            posts=EITHER,
            basis=ART_6,
            form=forms.CancelForm,
            guards=(NO_OPEN_DRAW,),
            effect=meetings.cancel,
            clocks=(_stop,),
        ),
        ending_open(
            command="drop",
            label="作废",
            source=("planning",),
            target="dropped",
            posts=(Post.OFFICER, Post.HEAD),
            basis=POINT_18,
            form=ReasonForm,
            effect=meetings.note_reason,
        ),
    ),
    facts=presenting.meeting_facts,
    panels=("desk/delegates/meeting_panel.html",),
    clock_names={"record": "公开列席结果期限"},
    sample=samples.meeting_case,
)
