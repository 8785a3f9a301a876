"""The declared tables of this room: a candidate of the pool, a meeting, a statement."""

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
from mingzheng.participation.delegates.forms import people as people_forms
from mingzheng.participation.delegates.forms import statements as statement_forms
from mingzheng.participation.delegates.steps import meetings, people, statements

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

ANSWERED = Guard(
    lambda found, _actor: bool(found.outcome and found.answer), "还没有研究结果和理由。", "请退回修改，补上结果和理由。"
)
NOT_PUBLIC = Guard(statements.not_public, "会议的列席结果已经公开。", "公开后的意见不能再改。")

STATEMENT = Procedure(
    code="delegates.statement",
    label="公众代表意见",
    subject_kind="delegates.statement",
    group="interaction",
    states=(
        State("open", "待研究", tone="active"),
        State("checking", "待审核", tone="active"),
        State("answered", "已答复", open=False, tone="good"),
    ),
    initial="open",
    opening=Opening(
        "登记意见",
        (Post.OFFICER, Post.SYSTEM),
        Whose.ANY,
        POINT_18,
        clocks=(ClockEffect(ClockMove.START, "follow", rule="delegates.follow", on=statements.said_on),),
    ),
    steps=(
        step_open(
            command="edit",
            label="更正文字",
            source=("open",),
            target=None,
            posts=OFFICER,
            basis=POINT_18,
            form=statement_forms.EditStatementForm,
            guards=(NOT_PUBLIC,),
            effect=statements.edit,
        ),
        step_open(
            command="pass_on",
            label="转其他单位研究",
            source=("open",),
            target=None,
            posts=OFFICER,
            basis=POINT_18,
            form=statement_forms.PassOnForm,
            effect=statements.pass_on,
            help="期限不因转办而重新起算。",
        ),
        step_owed(
            command="answer",
            label="拟写结果",
            source=("open",),
            target="checking",
            posts=OFFICER,
            basis=POINT_18,
            form=statement_forms.AnswerForm,
            effect=statements.answer,
            contributes=True,
            primary=True,
        ),
        step_open(
            command="send_back",
            label="退回修改",
            source=("checking",),
            target="open",
            posts=EITHER,
            basis=ART_17,
            form=ReasonForm,
            effect=statements.note_reason,
            reviews=True,
        ),
        step_owed(
            command="publish",
            label="审核并答复",
            source=("checking",),
            target="answered",
            posts=EITHER,
            basis=POINT_18,
            guards=(ANSWERED,),
            effect=statements.publish,
            clocks=(ClockEffect(ClockMove.STOP, "follow", if_running=True),),
            reviews=True,
            primary=True,
            bulk=True,
            help="列席结果公开后，结果和理由显示在会议页上。",
        ),
    ),
    facts=presenting.statement_facts,
    clock_names={"follow": "研究答复期限"},
    sample=samples.statement_case,
)
