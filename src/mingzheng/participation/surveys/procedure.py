"""The declared table of a survey; that of a call stands in ``call_procedure``."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty, Guard, Opening, Procedure, State
from mingzheng.participation.surveys import presenting, sample
from mingzheng.participation.surveys.basis import PIPL, POINT_18, POINT_20
from mingzheng.participation.surveys.forms import surveys as forms
from mingzheng.participation.surveys.rows import (
    OURS,
    WRITERS,
    amends,
    changes_course,
    drops,
    hands_on,
    lets_out,
    rewrites,
    sends_draft_back,
    sends_report_back,
    stops,
    submits,
    writes,
)
from mingzheng.participation.surveys.steps import surveys

NOT_OVER = Guard(surveys.is_not_over, "已经截止，不能再延长。", "请拟写结果和反馈。")
OVER = Guard(surveys.is_over, "还没有截止。", "截止日期过后再拟写结果。")
SCREENED = Guard(surveys.texts_are_screened, "还有没有审核的文字回答。", "请先到「审核文字回答」逐条处理。")
SCREENED_SOME = Guard(surveys.texts_wait_for_a_second_look, "没有待复核的文字。", "信息员审核以后再复核。")
CHECKED = Guard(
    surveys.texts_are_checked, "还有没有复核的文字回答。", "请没有参与审核的同事到「审核文字回答」复核隐去的内容。"
)

SURVEY = Procedure(
    code="surveys.survey",
    label="问卷调查",
    subject_kind="surveys.survey",
    group="interaction",
    states=(
        State("composing", "编写中", tone="active"),
        State("checking", "待审核", tone="active"),
        State("released", "已发布", tone="active"),
        State("reporting", "结果待审核", tone="active"),
        State("rewriting", "结果待重写", tone="active"),
        State("answered", "结果已公布", open=False, tone="good"),
        State("stopped", "已停止", open=False),
        State("dropped", "已作废", open=False),
    ),
    initial="composing",
    opening=Opening("编写问卷", (*WRITERS, Post.SYSTEM), OURS, POINT_20, contributes=True),
    steps=(
        writes(
            command="edit",
            label="修改说明和日期",
            source=("composing",),
            basis=POINT_20,
            form=forms.EditSurveyForm,
            effect=surveys.edit,
        ),
        writes(
            command="compose",
            label="编写题目",
            source=("composing",),
            basis=POINT_18,
            form=forms.ComposeForm,
            effect=surveys.compose,
        ),
        submits(effect=surveys.submit),
        drops(),
        sends_draft_back(),
        lets_out(
            command="release",
            label="发布",
            source=("checking",),
            target="released",
            basis=POINT_20,
            effect=surveys.release,
            clocks=(ClockEffect(ClockMove.START, "feedback", rule="surveys.feedback", on=days.held("ends_on")),),
            help="发布后题目不能再改；到开始日期自动开放，到截止日期自动关闭。",
        ),
        changes_course(
            command="extend",
            label="延长期限",
            target=None,
            basis=POINT_20,
            form=forms.ExtendForm,
            guards=(NOT_OVER,),
            effect=surveys.extend,
            clocks=(ClockEffect(ClockMove.RESET, "feedback", on=days.held("ends_on")),),
            help="新的日期和理由立即公布。",
        ),
        writes(
            command="screen",
            label="审核文字回答",
            source=("released", "rewriting"),
            basis=PIPL,
            form=forms.ScreenTextsForm,
            effect=surveys.screen,
            help="公开前隐去个人信息；另一位同事复核以后才公布。",
        ),
        lets_out(
            command="check_texts",
            label="复核文字回答",
            source=("released", "reporting"),
            target=None,
            basis=PIPL,
            duty=Duty.OPEN,
            form=forms.CheckTextsForm,
            guards=(SCREENED_SOME,),
            effect=surveys.check_texts,
            primary=False,
            help="由没有参与审核的同事看一遍隐去的内容；不合适的退回重新审核。",
        ),
        hands_on(
            command="report",
            label="拟写结果和反馈",
            source=("released",),
            target="reporting",
            basis=POINT_20,
            form=forms.ReportForm,
            guards=(OVER, SCREENED),
            effect=surveys.report,
            help="没有人回答也是结果，写明“收到 0 份”，照样公布。",
        ),
        rewrites(label="重写结果和反馈", form=forms.ReportForm, guards=(SCREENED,), effect=surveys.report),
        sends_report_back(),
        lets_out(
            command="publish_result",
            label="公布结果和反馈",
            source=("reporting",),
            target="answered",
            basis=POINT_20,
            guards=(SCREENED, CHECKED),
            effect=surveys.publish_result,
            clocks=(ClockEffect(ClockMove.STOP, "feedback", if_running=True),),
            help="图表、数据和反馈立即公布；登记了邮箱的人收到通知。",
        ),
        amends(
            label="更正结果说明",
            form=forms.ReportForm,
            effect=surveys.report,
            help="只改文字；公布过的数字不变。审核前，网上仍是原来的说明。",
        ),
        stops(
            label="停止调查",
            basis=POINT_20,
            effect=surveys.stop,
            clocks=(ClockEffect(ClockMove.STOP, "feedback", on=days.not_before("ends_on")),),
            help="理由在页面上公布；已收到的答卷不公布结果。",
        ),
    ),
    facts=presenting.survey_facts,
    panels=("desk/surveys/survey_panel.html",),
    clock_names={"feedback": "公布结果期限"},
    sample=sample.survey_case,
)
