"""The declared tables: a version of the catalogue from its draft to its publication; a list of older documents to tag."""

from __future__ import annotations

from django import forms as django_forms

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.documents.forms import OpinionForm, ReasonForm
from mingzheng.policy.tags import forms, presenting, steps
from mingzheng.policy.tags.sample import sample_list_case, sample_version_case

CLERK, HEAD = (Post.OFFICE_CLERK,), (Post.OFFICE_HEAD,)
OFFICE = Whose.OFFICE
CATALOGUE = Basis("政务公开工作要点第十二点：制定完善政策文件标签目录")
TAGGING = Basis("政务公开工作要点第十二点：按照标签目录明确政策文件的标签分类")
ONWARDS, CONTENT, ENDING = "往下办", "改目录", "结束"
CHANGED = Guard(steps.has_changes, "这一版还没有改动。", "请先增、改、并、停标签。")


def _change(command: str, label: str, form: type[django_forms.Form]) -> Step:
    return Step(
        command=command,
        label=label,
        source=("drafting",),
        target=None,
        posts=CLERK,
        whose=OFFICE,
        basis=CATALOGUE,
        duty=Duty.OPEN,
        form=form,
        effect=steps.undo if command == "undo" else steps.change,
        contributes=True,
        group=CONTENT,
    )


VERSION = Procedure(
    code="tags.version",
    label="标签目录版本",
    subject_kind="tags.version",
    group="policy",
    states=(
        State("drafting", "拟订", tone="active"),
        State("approving", "待审批", tone="active"),
        State("approved", "已批准，待公布", tone="active"),
        State("published", "已公布", open=False, tone="good"),
        State("dropped", "已作废", open=False),
    ),
    initial="drafting",
    headings=(ONWARDS, CONTENT, ENDING),
    opening=Opening("开始新版", (Post.OFFICE_CLERK, Post.SYSTEM), OFFICE, CATALOGUE, contributes=True),
    steps=(
        _change("add", "新增标签", forms.AddForm),
        _change("rename", "改名", forms.RenameForm),
        _change("merge", "并入另一个标签", forms.MergeForm),
        _change("retire", "停用标签", forms.RetireForm),
        _change("revive", "恢复使用", forms.ReviveForm),
        _change("define", "改含义和推荐用词", forms.DefineForm),
        _change("require", "设定必选的分面", forms.RequireForm),
        _change("undo", "撤销一处改动", forms.UndoForm),
        Step(
            command="submit",
            group=ONWARDS,
            label="提交审批",
            source=("drafting",),
            target="approving",
            posts=CLERK,
            whose=OFFICE,
            basis=CATALOGUE,
            guards=(CHANGED,),
            effect=steps.submit,
            contributes=True,
            primary=True,
        ),
        Step(
            command="approve",
            group=ONWARDS,
            label="批准",
            source=("approving",),
            target="approved",
            posts=HEAD,
            whose=OFFICE,
            basis=CATALOGUE,
            form=OpinionForm,
            effect=steps.approve,
            reviews=True,
            primary=True,
            help="批准后还没有生效；公布的那一天起，各单位按新目录选标签。",
        ),
        Step(
            command="send_back",
            group=ONWARDS,
            label="退回修改",
            source=("approving", "approved"),
            target="drafting",
            posts=HEAD,
            whose=OFFICE,
            basis=CATALOGUE,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=steps.send_back,
            reviews=True,
        ),
        Step(
            command="publish",
            group=ONWARDS,
            label="公布",
            source=("approved",),
            target="published",
            posts=(Post.OFFICE_CLERK, Post.OFFICE_HEAD),
            whose=OFFICE,
            basis=CATALOGUE,
            effect=steps.publish,
            primary=True,
            letter="标签目录（xlsx、json）",
            help="今天起生效：网上的目录、各文件的标签和检索同时更新；改名、并入的，旧网址自动转到新标签。",
        ),
        Step(
            command="drop",
            group=ENDING,
            label="作废",
            source=("drafting", "approving", "approved"),
            target="dropped",
            posts=(Post.OFFICE_CLERK, Post.OFFICE_HEAD),
            whose=OFFICE,
            basis=CATALOGUE,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=steps.drop,
            contributes=True,
        ),
    ),
    facts=presenting.version_facts,
    panels=("desk/tags/version_panel.html",),
    sample=sample_version_case,
)

LIST = Procedure(
    code="tags.list",
    label="补标签清单",
    subject_kind="tags.list",
    group="policy",
    states=(
        State("open", "逐份确认", tone="active"),
        State("done", "已完成", open=False, tone="good"),
        State("left", "未完成，已结束", open=False, tone="warn"),
    ),
    initial="open",
    opening=Opening("开始补标签", (Post.OFFICER, Post.SYSTEM), Whose.CASE_UNIT, TAGGING),
    steps=(
        Step(
            command="confirm",
            label="确认标签",
            source=("open",),
            target=None,
            posts=(Post.OFFICER,),
            whose=Whose.CASE_UNIT,
            basis=TAGGING,
            form=forms.ConfirmForm,
            effect=steps.confirm,
            primary=True,
            help="推荐的标签已经勾上，不对的去掉，缺的补上。确认后立即用在网页、列表和检索里；文件印发时的用词保留在原版本。",
        ),
        Step(
            command="finish",
            label="完成",
            source=("open",),
            target="done",
            posts=(Post.OFFICER,),
            whose=Whose.CASE_UNIT,
            basis=TAGGING,
            guards=(
                Guard(steps.all_confirmed, "还有文件没有确认标签。", "请逐份确认；确实不再补的，请用「提前结束」。"),
            ),
        ),
        Step(
            command="leave",
            label="提前结束",
            source=("open",),
            target="left",
            posts=(Post.OFFICER, Post.HEAD),
            whose=Whose.CASE_UNIT,
            basis=TAGGING,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=steps.leave,
        ),
    ),
    facts=presenting.list_facts,
    panels=("desk/tags/list_panel.html",),
    sample=sample_list_case,
)
