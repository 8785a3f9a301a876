"""The declared table of an interpretation: drafted, reviewed by another, approved, released with the document or later."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.documents.forms import OpinionForm, ReasonForm
from mingzheng.policy.interpretations import forms, presenting, steps
from mingzheng.policy.interpretations.sample import sample_interpretation_case

OURS = Whose.CASE_UNIT
OFFICER, REVIEWER, HEAD = (Post.OFFICER,), (Post.REVIEWER,), (Post.HEAD,)
RULE = Basis("要点第十四点（同步起草、同步审签、同步发布）；沪府办发〔2016〕9号")
QUALITY = Basis("要点第十四点（提高政策解读质量）；沪府办发〔2016〕9号（解读内容）")
ART_17 = Basis("《政府信息公开条例》第十七条：先审查、后公开；要点第十四点")
ART_6 = Basis("《政府信息公开条例》第六条：及时、准确地公开")

DOCUMENT_PUBLIC = Guard(
    steps.may_go_out, "文件还没有公开，解读不能先发布。", "文件签发公开时，已批准的解读会自动同时发布。"
)
NOT_SCHEDULED = Guard(
    steps.not_scheduled, "文件已定时公开，解读不能退回。", "请先由负责人取消文件的定时公开，再退回解读。"
)


def _return(source: str, posts: tuple[Post, ...]) -> Step:
    return Step(
        command="send_back",
        label="退回修改",
        source=(source,),
        target="drafting",
        posts=posts,
        whose=OURS,
        basis=QUALITY,
        duty=Duty.OPEN,
        form=ReasonForm,
        guards=(NOT_SCHEDULED,),
        effect=steps.send_back,
        reviews=True,
        help="起草人会看到理由。退回后，已作的审核和批准作废。",
    )


# A step that is owed, and one that may be taken when there is cause, of each heading.
step_owed = partial(Step, whose=OURS, basis=RULE)
step_open = partial(step_owed, duty=Duty.OPEN)

INTERPRETATION = Procedure(
    code="interpretations.interpretation",
    label="政策解读",
    subject_kind="interpretations.interpretation",
    group="policy",
    states=(
        State("drafting", "编写", tone="active"),
        State("reviewing", "待审核", tone="active"),
        State("signing", "待批准", tone="active"),
        State("approved", "已批准，待发布", tone="active"),
        State("released", "已发布", open=False, tone="good"),
        State("withdrawn", "已撤下", open=False, tone="warn"),
        State("dropped", "已作废", open=False),
    ),
    initial="drafting",
    opening=Opening("编写解读", (Post.OFFICER, Post.SYSTEM), OURS, RULE, contributes=True),
    steps=(
        step_open(
            command="edit",
            label="编写",
            source=("drafting",),
            target=None,
            posts=OFFICER,
            form=forms.EditForm,
            effect=steps.edit,
            contributes=True,
        ),
        step_owed(
            command="submit",
            label="提交审核",
            source=("drafting",),
            target="reviewing",
            posts=OFFICER,
            basis=QUALITY,
            effect=steps.submit,
            contributes=True,
            primary=True,
            help="提交时作质量检查，结果随稿送审核人。",
        ),
        step_open(
            command="drop",
            label="作废",
            source=("drafting",),
            target="dropped",
            posts=(Post.OFFICER, Post.HEAD),
            basis=ART_6,
            form=ReasonForm,
            effect=steps.drop,
        ),
        step_owed(
            command="pass_review",
            label="审核通过",
            source=("reviewing",),
            target="signing",
            posts=REVIEWER,
            basis=ART_17,
            form=forms.PassForm,
            effect=steps.passed,
            reviews=True,
            primary=True,
            help="由没有参与编写的人审核。机器不能判断的，由您逐项判断并写明。",
        ),
        step_owed(
            command="approve",
            label="批准",
            source=("signing",),
            target="approved",
            posts=HEAD,
            form=OpinionForm,
            effect=steps.approve,
            reviews=True,
            primary=True,
            help="批准后内容不能再改。文件公开时同时发布；文件已经公开的，再按「发布」。",
        ),
        _return("reviewing", REVIEWER),
        _return("signing", HEAD),
        _return("approved", HEAD),
        step_open(
            command="release",
            label="发布",
            source=("approved",),
            target="released",
            posts=HEAD,
            guards=(DOCUMENT_PUBLIC,),
            effect=steps.release,
            reviews=True,
            primary=True,
            help="文件已经公开的解读、跟踪解读和草案的预解读，由负责人发布。",
        ),
        step_open(
            command="release_with",
            label="与文件同时发布",
            source=("approved",),
            target="released",
            posts=(Post.SYSTEM,),
            guards=(DOCUMENT_PUBLIC,),
            effect=steps.release_with,
        ),
        step_open(
            command="withdraw",
            label="撤下",
            source=("released",),
            target="withdrawn",
            posts=(Post.HEAD, Post.REVIEWER),
            basis=ART_6,
            form=forms.ExplanationForm,
            effect=steps.withdraw,
            help="立即从公开网页撤下；原网址显示撤下说明。",
        ),
    ),
    facts=presenting.interpretation_facts,
    panels=("desk/interpretations/interpretation_panel.html",),
    sample=sample_interpretation_case,
)
