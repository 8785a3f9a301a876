"""The declared table of a letter: handed out, accepted, dealt with, answered by one and approved by another, asked on."""

from __future__ import annotations

from functools import partial

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.participation.letters import answering, clocks, handling, presenting, queries, sample
from mingzheng.participation.letters.forms import handling as forms
from mingzheng.participation.letters.models import Letter
from mingzheng.participation.letters.table_relating import RELATING
from mingzheng.participation.letters.tables import (
    ANSWER,
    CHANNELS,
    HEADINGS,
    HEADS,
    INTAKE,
    JOINT,
    OFFICE,
    PETITION,
    REPLY,
    REPLY_ANEW,
    REVIEWERS,
    TERMS,
    TRIAGE,
    WATCH,
    WORK,
    WRITERS,
    start,
    stop,
)


def _may_move(letter: Letter, _actor: Actor) -> bool:
    return handling.moves_left(letter) and not handling.assigned_for_good(letter)


def _elsewhere(letter: Letter, _actor: Actor) -> bool:
    return letter.unit_id != letter.intake_id


def _none_joined(letter: Letter, _actor: Actor) -> bool:
    return not letter.joined.exists()


def _assists_in(letter: Letter, _actor: Actor) -> bool:
    return not handling.open_assists(letter).exists()


def _not_extended(letter: Letter, _actor: Actor) -> bool:
    return not handling.was_extended(letter)


def _not_due(letter: Letter, _actor: Actor) -> bool:
    running = clocks.running(letter)
    return running is None or running.due_on is None or timekeeping.today() <= running.due_on


def _concerned(letter: Letter, actor: Actor) -> bool:
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == letter.unit_id


MOVABLE = Guard(_may_move, "来信已经转了几次，或者已由区府办指定承办，不能再转。", "确实不属本单位的，请与区府办联系。")
ELSEWHERE = Guard(_elsewhere, "来信就在分办的单位。", "请分办，或者由本单位办理。")
NONE_JOINED = Guard(_none_joined, "有别的来信并在这一件里。", "请先解除并案。")
ASSISTS_IN = Guard(_assists_in, "会办单位还没有答复。", "请等会办意见，或者撤回会办。")
ONCE = Guard(_not_extended, "这一轮已经延期过一次。", "请尽快答复。")
BEFORE_DUE = Guard(_not_due, "答复期限已过，不能再延期。", "请尽快答复，并向来信人说明。")
CONCERNED = Guard(_concerned, "批示由来信所在的单位或者区府办登记。", "请交来信所在的单位。")

CONTACT_ANEW = (
    stop("contact"),
    ClockEffect(
        ClockMove.START, "contact", rule="letters.contact", when=lambda act: queries.to_be_contacted(act.subject)
    ),
)
"""先行联系: by whoever has the letter now, unless the author was spoken to before."""

ACCEPT_ANEW = (stop("triage"), stop("accept"), start("accept", "letters.accept"), *CONTACT_ANEW)
BUSY = ("triage", "received", "working", "extending", "checking", "joined")

# A step that is owed, and one that may be taken when there is cause, of each heading.
intake_owed = partial(Step, whose=Whose.CASE_UNIT, basis=PETITION, group=INTAKE)
intake_open = partial(intake_owed, duty=Duty.OPEN)
work_owed = partial(Step, whose=Whose.CASE_UNIT, basis=TERMS, group=WORK)
work_open = partial(work_owed, duty=Duty.OPEN)
answer_owed = partial(Step, whose=Whose.CASE_UNIT, basis=TERMS, group=ANSWER)
answer_open = partial(answer_owed, duty=Duty.OPEN)
watch_owed = partial(Step, whose=Whose.CASE_UNIT, basis=CHANNELS, group=WATCH)
watch_open = partial(watch_owed, duty=Duty.OPEN)

TAKING = (
    intake_owed(
        command="dispatch",
        label="分办",
        source=("triage",),
        target="received",
        posts=TRIAGE,
        form=forms.DispatchForm,
        effect=handling.dispatch,
        clocks=(*ACCEPT_ANEW, *REPLY_ANEW),
        primary=True,
        help="核对推荐的性质、事项和单位后分给承办单位。答复期限从收到来信之日起算，不因分办重算。",
    ),
    intake_open(
        command="hand_over",
        label="按工单交承办单位",
        source=("triage",),
        target="received",
        posts=(Post.SYSTEM,),
        whose=Whose.ANY,
        effect=handling.hand_over,
        clocks=ACCEPT_ANEW,
    ),
    intake_owed(
        command="take",
        label="本单位办理",
        source=("triage",),
        target="working",
        posts=TRIAGE,
        form=forms.ClassifyForm,
        effect=handling.classify,
        clocks=(stop("triage"), *CONTACT_ANEW, *REPLY_ANEW),
    ),
    intake_owed(
        command="accept",
        label="受理",
        source=("received",),
        target="working",
        posts=WRITERS,
        clocks=(stop("accept"),),
        bulk=True,
        primary=True,
    ),
    intake_open(
        command="classify",
        label="改正性质和事项",
        source=("triage", "received", "working"),
        target=None,
        posts=TRIAGE,
        basis=TERMS,
        form=forms.ClassifyForm,
        effect=handling.classify,
        clocks=REPLY_ANEW,
    ),
    intake_open(
        command="give_back",
        label="退回",
        source=("received", "working"),
        target="triage",
        posts=WRITERS,
        form=forms.ReasonForm,
        guards=(ELSEWHERE, MOVABLE),
        effect=handling.give_back,
        clocks=(stop("accept"), stop("contact"), start("triage", "letters.triage")),
        help="不属本单位职责的，写明理由退回分办的单位；谁退回、为什么，都留在记录里。期限不停。",
    ),
    intake_open(
        command="forward",
        label="转办",
        source=("received", "working"),
        target="received",
        posts=WRITERS,
        form=forms.MoveForm,
        guards=(MOVABLE,),
        effect=handling.forward,
        clocks=ACCEPT_ANEW,
        help="明确由另一个单位负责的，写明理由直接转去。期限不停，不重新起算。",
    ),
    intake_open(
        command="assign",
        label="指定承办",
        source=("triage", "received", "working"),
        target="received",
        posts=OFFICE,
        whose=Whose.OFFICE,
        form=forms.MoveForm,
        effect=handling.assign,
        clocks=ACCEPT_ANEW,
        help="推转不定的，由区府办指定；指定后不能再退回、转办。",
    ),
    intake_open(
        command="decline",
        label="不予受理",
        source=("triage", "received", "working"),
        target="declined",
        posts=(*REVIEWERS, Post.OFFICE_CLERK),
        form=forms.ReasonForm,
        guards=(NONE_JOINED,),
        effect=handling.decline,
        clocks=(ClockEffect(ClockMove.STOP, "*"),),
        help="广告、申请公开、已经进入复议诉讼等不作为来信办理的，写明理由和应走的渠道；来信人凭查询码看到。",
    ),
    intake_open(
        command="join",
        label="并入另一件",
        source=("triage", "received", "working"),
        target="joined",
        posts=TRIAGE,
        basis=JOINT,
        form=forms.JoinForm,
        effect=handling.join,
        clocks=(stop("triage"), stop("accept")),
        help="说的是同一件事的，并入先来的一件，一起答复；每个人都会得到答复。",
    ),
    intake_open(
        command="part",
        label="解除并案",
        source=("joined",),
        target="working",
        posts=WRITERS,
        basis=JOINT,
        form=forms.ReasonForm,
        effect=handling.part,
    ),
)

WORKING = (
    work_open(
        command="contact",
        label="登记先行联系",
        source=BUSY,
        target=None,
        posts=TRIAGE,
        form=forms.ContactForm,
        effect=handling.contact,
        clocks=(stop("contact"),),
        help="先与来信人联系，核实情况。只记情况，不记号码。",
    ),
    work_open(
        command="ask_assist",
        label="请其他单位会办",
        source=("received", "working"),
        target=None,
        posts=WRITERS,
        basis=JOINT,
        form=forms.AssistForm,
        effect=handling.ask_assist,
        help="涉及几个单位的，由本单位主办、统一答复，其他单位会办、提出意见。",
    ),
    work_open(
        command="ask_extension",
        label="申请延期",
        source=("working",),
        target="extending",
        posts=WRITERS,
        form=forms.ExtendForm,
        guards=(ONCE, BEFORE_DUE),
        effect=handling.ask_extension,
        contributes=True,
        help="须在期限届满前申请，由负责人批准；理由和新的期限，来信人凭查询码看到。",
    ),
    work_owed(
        command="grant_extension",
        label="批准延期",
        source=("extending",),
        target="working",
        posts=HEADS,
        guards=(BEFORE_DUE,),
        effect=handling.grant_extension,
        clocks=(ClockEffect(ClockMove.EXTEND, "reply", value=lambda act: act.facts["days"]),),
        reviews=True,
        primary=True,
    ),
    work_owed(
        command="deny_extension",
        label="不批准延期",
        source=("extending",),
        target="working",
        posts=HEADS,
        form=forms.ReasonForm,
        effect=handling.deny_extension,
        reviews=True,
    ),
)

ANSWERING = (
    answer_owed(
        command="draft",
        label="拟写答复",
        source=("working",),
        target="checking",
        posts=WRITERS,
        form=forms.ReplyForm,
        effect=answering.draft,
        contributes=True,
        primary=True,
        help="提交时检查：是否回答了所问、有没有期限、语气、个人信息。只说“已收悉”的不能提交。",
    ),
    answer_owed(
        command="send_back",
        label="退回修改",
        source=("checking",),
        target="working",
        posts=REVIEWERS,
        form=forms.ReasonForm,
        effect=answering.send_back,
        reviews=True,
    ),
    answer_owed(
        command="approve",
        label="批准并发出",
        source=("checking",),
        target="replied",
        posts=REVIEWERS,
        guards=(ASSISTS_IN,),
        effect=answering.approve,
        clocks=(ClockEffect(ClockMove.STOP, "*"),),
        reviews=True,
        primary=True,
        help="批准后，来信人凭查询码就能看到答复；并案的来信同时得到答复。",
    ),
    answer_owed(
        command="answered_along",
        label="随主件答复",
        source=("joined",),
        target="replied",
        posts=(Post.SYSTEM,),
        whose=Whose.ANY,
        basis=JOINT,
        effect=answering.answered_along,
        clocks=(ClockEffect(ClockMove.STOP, "*"),),
    ),
    answer_open(
        command="follow_up",
        label="来信人追问",
        source=("replied",),
        target="working",
        posts=(Post.SYSTEM,),
        whose=Whose.ANY,
        effect=answering.follow_up,
        clocks=(REPLY,),
    ),
    answer_open(
        command="reopen",
        label="重办",
        source=("replied",),
        target="working",
        posts=(*HEADS, Post.OFFICE_CLERK, Post.HOTLINE),
        whose=Whose.ANY,
        form=forms.ReasonForm,
        guards=(Guard(queries.may_reopen, "重办由承办、分办的单位负责人或者区府办提出。", "请与分办的单位联系。"),),
        effect=answering.reopen,
        clocks=(REPLY,),
        help="回访不满意、答应的事没有做到的，重新办理；原答复保留。",
    ),
)

WATCHING = (
    watch_open(
        command="instruct",
        label="登记批示",
        source=BUSY,
        target=None,
        posts=(Post.HEAD, *OFFICE),
        whose=Whose.ANY,
        form=forms.InstructForm,
        guards=(CONCERNED,),
        effect=handling.instruct,
    ),
    watch_open(
        command="supervise",
        label="督办",
        source=("triage", "received", "working", "extending", "checking"),
        target=None,
        posts=OFFICE,
        whose=Whose.OFFICE,
        basis=TERMS,
        form=forms.ReasonForm,
        effect=handling.supervise,
        clocks=(stop("supervise"), start("supervise", "letters.supervise")),
    ),
    watch_open(
        command="judge_urgency",
        label="判断是否紧急",
        source=("triage", "received", "working"),
        target=None,
        posts=TRIAGE,
        form=forms.UrgencyForm,
        effect=handling.judge_urgency,
    ),
)

LETTER = Procedure(
    code="letters.letter",
    label="来信办理",
    subject_kind="letters.letter",
    group="participation",
    states=(
        State("triage", "待分办", tone="active"),
        State("received", "待受理", tone="active"),
        State("working", "办理中", tone="active"),
        State("extending", "延期待批", tone="warn"),
        State("checking", "答复待审核", tone="active"),
        State("joined", "并案办理", tone="active"),
        State("replied", "已答复", open=False, tone="good"),
        State("declined", "不予受理", open=False),
    ),
    initial="triage",
    opening=Opening(
        "收到来信",
        (Post.SYSTEM,),
        Whose.ANY,
        CHANNELS,
        clocks=(
            start("triage", "letters.triage"),
            REPLY,
        ),
    ),
    steps=(*TAKING, *WORKING, *RELATING, *ANSWERING, *WATCHING),
    facts=presenting.letter_facts,
    panels=("desk/letters/letter_panel.html",),
    clock_names={
        "triage": "分办期限",
        "accept": "受理期限",
        "contact": "先行联系期限",
        "reply": "答复期限",
        "supervise": "督办期限",
    },
    sample=sample.letter_case,
    visible=queries.seen_letters,
    headings=HEADINGS,
)
