"""The declared table of a policy's life: from the first need to its end, with the point beside each row."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.documents.forms import OpinionForm, ReasonForm
from mingzheng.policy.policies import forms, presenting, steps
from mingzheng.policy.policies.sample import sample_life_case

OURS = Whose.CASE_UNIT
OFFICER, REVIEWER, HEAD, MACHINE = (Post.OFFICER,), (Post.REVIEWER,), (Post.HEAD,), (Post.SYSTEM,)
BEFORE, ISSUED = ("brewing", "making"), ("issued",)
POINT_12 = Basis("政务公开工作要点第十二点：政策酝酿、制订、发布、解读、推送、回应、兑现、评价全流程")
POINT_18 = Basis("政务公开工作要点第十八点：开展政策需求征集；第十二点：酝酿")
DECISIONS = Basis(
    "《重大行政决策程序暂行条例》第十四条至第三十条（公众参与、论证、合法性审查、集体讨论）；要点第十二点：制订"
)
POINT_8 = Basis("政务公开工作要点第八点：规范发布；第十二点：发布")
PAYING = Basis("政务公开工作要点第十二点：兑现；《政府信息公开条例》第二十条（公开政策执行情况）")
EVALUATING = Basis("《重大行政决策程序暂行条例》第三十六条（决策后评估）；政务公开工作要点第十二点：评价")
FOREIGN = Basis("《上海市优化营商环境条例》（涉外政策的英文文本或者摘要）；政务公开工作要点第十二点")

ONWARDS, RECORDS, SETTING, ENDING = "往下办", "登记记录", "政策情况", "结束"

NO_DRAFT = Guard(steps.has_no_draft, "已经关联了文稿。", "要换一份的，请先取消关联。")
DRAFT = Guard(steps.has_draft, "没有关联文稿。")
PAID = Guard(steps.is_paid, "这项政策没有申请兑现事项。", "有的，请先在「政策情况」里勾选。")
NOT_DRAFTER = Guard(
    steps.did_not_draft, "您起草过这份文件，不能由您认定环节不适用。", "请由没有参与起草的审核人或负责人认定。"
)
NOTES = Guard(steps.has_notes, "没有可以移除的记录。")
WAIVED = Guard(steps.has_waived, "没有认定为不适用的环节。")

# What the officer writes down; it moves nothing.
written_down = partial(
    Step,
    target=None,
    posts=OFFICER,
    whose=OURS,
    duty=Duty.OPEN,
    contributes=True,
)

# What the head decides about the end.
ended = partial(
    Step,
    group=ENDING,
    posts=HEAD,
    whose=OURS,
    basis=POINT_12,
    duty=Duty.OPEN,
)

LIFE = Procedure(
    code="policies.life",
    label="政策全流程",
    subject_kind="policies.policy",
    group="policy",
    states=(
        State("brewing", "酝酿", tone="active"),
        State("making", "制订", tone="active"),
        State("issued", "已发布", tone="good"),
        State("paying", "已发布，兑现数字待审核", tone="active"),
        State("closed", "已结束", open=False),
        State("stopped", "已停止", open=False),
    ),
    initial="brewing",
    headings=(ONWARDS, RECORDS, SETTING, ENDING),
    opening=Opening("启动政策", (Post.OFFICER, Post.SYSTEM), OURS, POINT_12, contributes=True),
    steps=(
        Step(
            command="start_making",
            label="进入制订",
            group=ONWARDS,
            source=("brewing",),
            target="making",
            posts=OFFICER,
            whose=OURS,
            basis=DECISIONS,
            contributes=True,
            primary=True,
            help="需求已经摸清，开始起草。",
        ),
        written_down(
            command="tie",
            label="关联文稿",
            group=ONWARDS,
            source=BEFORE,
            basis=POINT_8,
            form=forms.DraftForm,
            guards=(NO_DRAFT,),
            effect=steps.tie,
            help="文稿公开时，这项政策自动转为已发布，之前的记录一起显示在网页上。",
        ),
        written_down(
            command="untie",
            label="取消关联文稿",
            group=ONWARDS,
            source=BEFORE,
            basis=POINT_8,
            form=ReasonForm,
            guards=(DRAFT,),
            effect=steps.untie,
        ),
        Step(
            command="issue",
            label="文件公开，政策发布",
            group=ONWARDS,
            source=BEFORE,
            target="issued",
            posts=MACHINE,
            whose=OURS,
            basis=POINT_8,
            duty=Duty.OPEN,
            form=forms.IssueForm,
            effect=steps.issue,
        ),
        Step(
            command="confirm_payment",
            label="审核兑现数字",
            group=ONWARDS,
            source=("paying",),
            target="issued",
            posts=REVIEWER,
            whose=OURS,
            basis=PAYING,
            form=OpinionForm,
            effect=steps.confirm_payment,
            reviews=True,
            primary=True,
            help="审核后显示在政策生命线上，可以公开查询。",
        ),
        Step(
            command="return_payment",
            label="退回兑现数字",
            group=ONWARDS,
            source=("paying",),
            target="issued",
            posts=REVIEWER,
            whose=OURS,
            basis=PAYING,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=steps.return_payment,
            reviews=True,
        ),
        written_down(
            command="need",
            label="登记需求征集",
            group=RECORDS,
            source=BEFORE,
            basis=POINT_18,
            form=forms.NeedForm,
            effect=steps.need,
        ),
        written_down(
            command="need",
            label="补记需求征集",
            group=RECORDS,
            source=ISSUED,
            basis=POINT_18,
            form=forms.NeedForm,
            effect=steps.need,
            help="发布前做过、没有登记的，可以补记；登记日期照实留痕。",
        ),
        written_down(
            command="making",
            label="登记制订过程",
            group=RECORDS,
            source=(*BEFORE, *ISSUED),
            basis=DECISIONS,
            form=forms.MakingForm,
            effect=steps.making,
            help="征求意见、论证、公平竞争审查、合法性审核、集体讨论。本系统里的审查会自动列入，不用重复登记。",
        ),
        Step(
            command="report_payment",
            label="填报兑现数字",
            group=RECORDS,
            source=ISSUED,
            target="paying",
            posts=OFFICER,
            whose=OURS,
            basis=PAYING,
            duty=Duty.OPEN,
            form=forms.PaymentForm,
            guards=(PAID,),
            effect=steps.report_payment,
            contributes=True,
            help="只填数字，不填个人和企业名称。由没有参与填报的审核人审核后公开。",
        ),
        written_down(
            command="evaluate",
            label="登记评价",
            group=RECORDS,
            source=ISSUED,
            basis=EVALUATING,
            form=forms.EvaluationForm,
            effect=steps.evaluate,
            help="规范性文件到期前的评估会自动列入，不用重复登记。",
        ),
        written_down(
            command="remove_note",
            label="移除记错的记录",
            group=RECORDS,
            source=(*BEFORE, *ISSUED),
            basis=POINT_12,
            form=forms.RemoveNoteForm,
            guards=(NOTES,),
            effect=steps.remove_note,
        ),
        written_down(
            command="describe",
            label="政策情况和英文摘要",
            group=SETTING,
            source=(*BEFORE, *ISSUED),
            basis=FOREIGN,
            form=forms.DescribeForm,
            effect=steps.describe,
        ),
        Step(
            command="waive",
            label="认定环节不适用",
            group=SETTING,
            source=(*BEFORE, *ISSUED),
            target=None,
            posts=(Post.REVIEWER, Post.HEAD),
            whose=OURS,
            basis=POINT_12,
            duty=Duty.OPEN,
            form=forms.WaiveForm,
            guards=(NOT_DRAFTER,),
            effect=steps.waive,
            reviews=True,
            help="理由会公开显示。起草过文件、登记过记录的人不能认定。",
        ),
        Step(
            command="unwaive",
            label="恢复环节",
            group=SETTING,
            source=(*BEFORE, *ISSUED),
            target=None,
            posts=(Post.REVIEWER, Post.HEAD),
            whose=OURS,
            basis=POINT_12,
            duty=Duty.OPEN,
            form=forms.UnwaiveForm,
            guards=(WAIVED,),
            effect=steps.unwaive,
            reviews=True,
        ),
        ended(
            command="stop",
            label="停止制定",
            source=BEFORE,
            target="stopped",
            form=ReasonForm,
            effect=steps.end,
        ),
        ended(
            command="close",
            label="结束",
            source=ISSUED,
            target="closed",
            form=forms.PublicReasonForm,
            effect=steps.end,
            help="政策废止、失效或不再执行，兑现、评价也已办完时使用。生命线照样公开。",
        ),
        ended(
            command="reopen",
            label="重新办理",
            source=("closed",),
            target="issued",
            form=ReasonForm,
            effect=steps.reopen,
        ),
    ),
    facts=presenting.policy_facts,
    panels=("desk/policies/panel.html",),
    sample=sample_life_case,
)
