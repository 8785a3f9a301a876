"""The declared table of a question that was asked often: proposed by the machine, formed by people."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Duty, Opening, Procedure, State, Step, Whose
from mingzheng.policy.questions import forms, often, presenting, sample
from mingzheng.policy.questions.tables import OFTEN as BASIS
from mingzheng.policy.questions.tables import REVIEWERS, WRITERS, start, stop

OFTEN = Procedure(
    code="questions.often",
    label="高频问题形成常见问题",
    subject_kind="questions.often",
    group="policy",
    states=(
        State("proposed", "待拟写", tone="active"),
        State("drafted", "问答审核中", tone="active"),
        State("formed", "已形成常见问题", open=False, tone="good"),
        State("declined", "不形成", open=False),
    ),
    initial="proposed",
    opening=Opening("达到规定次数", (Post.SYSTEM,), Whose.CASE_UNIT, BASIS, clocks=(start("form", "questions.often"),)),
    steps=(
        Step(
            command="draft",
            label="拟写常见问题",
            source=("proposed",),
            target="drafted",
            posts=WRITERS,
            whose=Whose.CASE_UNIT,
            basis=BASIS,
            form=forms.OftenDraftForm,
            effect=often.draft,
            contributes=True,
            primary=True,
            help="生成一条知识条目并提交审核；审核通过后，在文件和政策的页面上列为常见问题。",
        ),
        Step(
            command="take",
            label="采用已有条目",
            source=("proposed",),
            target="formed",
            posts=REVIEWERS,
            whose=Whose.CASE_UNIT,
            basis=BASIS,
            form=forms.OftenTakeForm,
            effect=often.take,
            clocks=(stop("form"),),
            help="知识库里已经有答案的，核对后列为常见问题。",
        ),
        Step(
            command="form",
            label="条目已发布",
            source=("drafted",),
            target="formed",
            posts=(Post.SYSTEM,),
            whose=Whose.CASE_UNIT,
            basis=BASIS,
            duty=Duty.OPEN,
            effect=often.form,
            clocks=(stop("form"),),
        ),
        Step(
            command="begin_again",
            label="条目已停用，重新拟写",
            source=("drafted",),
            target="proposed",
            posts=(Post.SYSTEM,),
            whose=Whose.CASE_UNIT,
            basis=BASIS,
            duty=Duty.OPEN,
            effect=often.begin_again,
        ),
        Step(
            command="decline",
            label="不形成常见问题",
            source=("proposed",),
            target="declined",
            posts=REVIEWERS,
            whose=Whose.CASE_UNIT,
            basis=BASIS,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=often.decline,
            clocks=(stop("form"),),
        ),
    ),
    facts=presenting.often_facts,
    panels=("desk/questions/often_panel.html",),
    clock_names={"form": "形成常见问题的期限"},
    sample=sample.often_case,
)
