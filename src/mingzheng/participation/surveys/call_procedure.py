"""The declared table of a call: suggestions, groups, the ballot and the draw between equals, the feedback."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import ClockEffect, ClockMove, Guard, Opening, Procedure, State
from mingzheng.participation.surveys import presenting, sample
from mingzheng.participation.surveys.basis import PIPL, POINT_20, RULES_8, RULES_10, RULES_12
from mingzheng.participation.surveys.forms import calls as forms
from mingzheng.participation.surveys.rows import (
    OURS,
    WRITERS,
    amends,
    changes_course,
    drops,
    hands_on,
    lets_out,
    rewrites,
    sends_back,
    sends_draft_back,
    sends_report_back,
    stops,
    submits,
    writes,
)
from mingzheng.participation.surveys.steps import calls, ties

NOT_OVER = Guard(calls.is_not_over, "已经截止，不能再延长。", "请拟写反馈。")
COLLECTED = Guard(calls.is_collected, "征集还没有截止，或者这次征集不投票。", "截止后再确定候选项。")
OVER = Guard(calls.is_over, "征集或投票还没有截止。", "全部截止后再拟写反馈。")
SCREENED = Guard(calls.ideas_are_screened, "还有没有审核的建议。", "请先到「审核建议」逐条处理。")
GROUPED = Guard(calls.has_groups, "还没有公开的建议。", "请先到「审核建议」处理；公开的建议自动归组。")
ANSWERED = Guard(calls.groups_are_answered, "还有没有写处理说明的建议。", "请先到「建议」按组写明怎样处理。")
LISTED = Guard(
    calls.ballot_was_listed, "候选项没有公布过，没有投过票。", "请先延长投票期限并公布候选项，或者停止征集。"
)
TIED = Guard(ties.are_open, "没有并列跨过最后一个名额，或者已经冻结。", "请直接拟写反馈。")
SETTLED = Guard(
    ties.are_settled, "有候选项并列跨过最后一个名额，还没有抽签。", "请先「抽签决定并列」，抽签完成后再拟写。"
)

PREPARING, COLLECTING, VOTING, FEEDBACK = "筹备", "建议", "投票", "反馈"

CALL = Procedure(
    code="surveys.call",
    label="意见建议征集",
    subject_kind="surveys.call",
    group="interaction",
    states=(
        State("composing", "编写中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("released", "已发布", tone="active"),
        State("listing", "候选项待审核", tone="active"),
        State("reporting", "反馈待审核", tone="active"),
        State("rewriting", "反馈待重写", tone="active"),
        State("answered", "已反馈", open=False, tone="good"),
        State("stopped", "已停止", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="composing",
    headings=(PREPARING, COLLECTING, VOTING, FEEDBACK),
    opening=Opening("筹备征集", (*WRITERS, Post.SYSTEM), OURS, RULES_8, contributes=True),
    steps=(
        writes(
            command="edit",
            group=PREPARING,
            label="修改",
            source=("composing",),
            basis=RULES_8,
            form=forms.EditCallForm,
            effect=calls.edit,
        ),
        submits(group=PREPARING, effect=calls.submit),
        drops(group=PREPARING),
        sends_draft_back(group=PREPARING),
        lets_out(
            command="release",
            group=PREPARING,
            label="发布",
            source=("checking",),
            target="released",
            basis=RULES_8,
            effect=calls.release,
            clocks=(ClockEffect(ClockMove.START, "feedback", rule="surveys.feedback", on=days.held("ends_on")),),
            help="议题、途径方式和期限公布后不能再改；期限可以说明理由后延长。",
        ),
        writes(
            command="screen",
            label="审核建议",
            group=COLLECTING,
            source=("released",),
            basis=PIPL,
            form=forms.ScreenIdeaForm,
            effect=calls.screen,
        ),
        writes(
            command="enter",
            label="登记线下建议",
            group=COLLECTING,
            source=("released",),
            basis=RULES_10,
            form=forms.EnterIdeaForm,
            effect=calls.enter,
            help="来信、电话、座谈、走访收到的，登记到同一本账里，写明来源。",
        ),
        writes(
            command="regroup",
            label="归并建议",
            group=COLLECTING,
            source=("released",),
            basis=RULES_12,
            form=forms.GroupForm,
            guards=(GROUPED,),
            effect=calls.regroup,
        ),
        writes(
            command="answer",
            label="写处理说明",
            group=COLLECTING,
            source=("released", "rewriting"),
            basis=RULES_12,
            form=forms.AnswerGroupsForm,
            guards=(GROUPED,),
            effect=calls.answer,
        ),
        writes(
            command="propose",
            label="确定候选项",
            group=VOTING,
            source=("released",),
            target="listing",
            basis=POINT_20,
            form=forms.CandidatesForm,
            guards=(COLLECTED, SCREENED),
            effect=calls.propose,
            help="截止后从归好的组里选；另一位同事审核以后公布。",
        ),
        sends_back(command="send_back_list", group=VOTING, label="退回修改", source=("listing",), target="released"),
        lets_out(
            command="approve_list",
            group=VOTING,
            label="公布候选项",
            source=("listing",),
            target="released",
            basis=POINT_20,
            effect=calls.approve_list,
            help="投票期间自动开放；有人投票后候选项不能再改。",
        ),
        writes(
            command="freeze_tie",
            label="抽签决定并列",
            group=VOTING,
            source=("released",),
            basis=POINT_20,
            form=forms.TieForm,
            guards=(OVER, TIED),
            effect=ties.freeze,
            help="并列跨过最后一个名额的候选项冻结为名单，种子事先公布，任何人都能核对抽签结果。",
        ),
        changes_course(
            command="extend",
            group=PREPARING,
            label="延长期限",
            target=None,
            basis=RULES_8,
            form=forms.ExtendCallForm,
            guards=(NOT_OVER,),
            effect=calls.extend,
            clocks=(ClockEffect(ClockMove.RESET, "feedback", on=days.held("ends_on")),),
            help="新的日期和理由立即公布。",
        ),
        hands_on(
            command="report",
            label="拟写反馈",
            group=FEEDBACK,
            source=("released",),
            target="reporting",
            basis=RULES_12,
            form=forms.CallReportForm,
            guards=(OVER, SCREENED, ANSWERED, LISTED, SETTLED),
            effect=calls.report,
            help="没有收到建议也是结果，写明“收到 0 条”，照样公布。",
        ),
        rewrites(group=FEEDBACK, label="重写反馈", form=forms.CallReportForm, effect=calls.report),
        sends_report_back(group=FEEDBACK),
        lets_out(
            command="publish_result",
            group=FEEDBACK,
            label="公布反馈",
            source=("reporting",),
            target="answered",
            basis=RULES_12,
            guards=(SETTLED,),
            effect=calls.publish_result,
            clocks=(ClockEffect(ClockMove.STOP, "feedback", if_running=True),),
            help="反馈、排名和数据立即公布；留了邮箱的建议人收到通知。",
        ),
        amends(
            group=FEEDBACK,
            label="更正反馈",
            form=forms.CallReportForm,
            effect=calls.report,
            help="只改文字；公布过的数字不变。审核前，网上仍是原来的反馈。",
        ),
        stops(
            group=PREPARING,
            label="停止征集",
            basis=RULES_8,
            effect=calls.stop,
            clocks=(ClockEffect(ClockMove.STOP, "feedback", on=days.not_before("ends_on")),),
            help="理由在页面上公布。",
        ),
    ),
    facts=presenting.call_facts,
    panels=("desk/surveys/call_panel.html",),
    clock_names={"feedback": "反馈期限"},
    sample=sample.call_case,
)
