"""The declared table of an issue: 编排 → 审核 → 签发 → 出版, by posts of 区府办."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.gazette import effects, forms, presenting, sample

OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)

ART_23 = Basis("《政府信息公开条例》第二十三条：通过政府公报公开主动公开的政府信息")
POINT_10 = Basis("政务公开工作要点第十点：完善政府公报数据库，丰富公报内容，做好编撰和赠阅工作")
ART_17 = Basis("《政府信息公开条例》第十七条：公开前审查")

HAS_ITEMS = Guard(effects.has_items, "这一期还没有编入文件。", "请先在编排页面加入文件。")
ALL_PUBLIC = Guard(
    effects.all_public, "有编入的文件现在没有向社会公开（已撤下或仍在办理）。", "请在编排页面移出这些文件。"
)

ISSUE = Procedure(
    code="gazette.issue",
    label="政府公报的编辑出版",
    subject_kind="gazette.issue",
    group="basics",
    states=(
        State("composing", "编排中", tone="active"),
        State("reviewing", "待审核", tone="active"),
        State("signing", "待签发", tone="active"),
        State("signed", "待出版", tone="active"),
        State("published", "已出版", open=False, tone="good"),
        State("dropped", "已作废", open=False),
    ),
    initial="composing",
    opening=Opening("立项编排", OFFICE, Whose.OFFICE, POINT_10, contributes=True),
    steps=(
        Step(
            command="arrange",
            label="编排",
            source=("composing",),
            target=None,
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_10,
            duty=Duty.OPEN,
            effect=effects.arrange,
            contributes=True,
            help="在编排页面加入文件、选择栏目、排定次序。",
        ),
        Step(
            command="edit",
            label="修改期次信息",
            source=("composing",),
            target=None,
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_10,
            duty=Duty.OPEN,
            form=forms.EditIssueForm,
            effect=effects.edit,
            contributes=True,
        ),
        Step(
            command="submit",
            label="提交审核",
            source=("composing",),
            target="reviewing",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_10,
            guards=(HAS_ITEMS, ALL_PUBLIC),
            effect=effects.submit,
            contributes=True,
            primary=True,
            help="提交后由没有参与编排的人审核；审核期间不能再改。",
        ),
        Step(
            command="approve",
            label="审核通过",
            source=("reviewing",),
            target="signing",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=ART_17,
            form=forms.RemarkForm,
            guards=(ALL_PUBLIC,),
            effect=effects.approve,
            reviews=True,
            primary=True,
        ),
        Step(
            command="send_back",
            label="退回修改",
            source=("reviewing", "signing"),
            target="composing",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=ART_17,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.send_back,
            reviews=True,
        ),
        Step(
            command="sign",
            label="签发",
            source=("signing",),
            target="signed",
            posts=(Post.OFFICE_HEAD,),
            whose=Whose.OFFICE,
            basis=ART_23,
            form=forms.RemarkForm,
            guards=(ALL_PUBLIC,),
            effect=effects.sign,
            reviews=True,
            primary=True,
        ),
        Step(
            command="publish",
            label="出版",
            source=("signed",),
            target="published",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=ART_23,
            guards=(HAS_ITEMS, ALL_PUBLIC),
            effect=effects.publish,
            primary=True,
            letter="政府公报（PDF）",
            help="出版后这一期不能再改，公众可以在网上阅读和下载。",
        ),
        Step(
            command="recall",
            label="退回重排",
            source=("signed",),
            target="composing",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=ART_17,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.send_back,
            help="出版前有文件撤下或需要调整时使用；审核和签发作废，重新办理。",
        ),
        Step(
            command="drop",
            label="作废",
            source=("composing",),
            target="dropped",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_10,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.drop,
            help="期数和编号可以再用。",
        ),
    ),
    facts=presenting.issue_facts,
    panels=("desk/gazette/issue_panel.html",),
    sample=sample.sample_issue_case,
)
