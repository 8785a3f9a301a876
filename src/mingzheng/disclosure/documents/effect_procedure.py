"""The declared table of recording an effect of validity: proposed by the officer, confirmed by the head."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, Duty, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.documents import effects, forms, presenting
from mingzheng.disclosure.documents.sample import sample_effect_case

OURS = Whose.CASE_UNIT
HEAD = (Post.HEAD,)
VALIDITY = Basis("《上海市行政规范性文件管理规定》；国办发〔2017〕47号（修改、废止、失效应在原网页注明）")

EFFECT = Procedure(
    code="documents.effect",
    label="效力变动登记",
    subject_kind="documents.effect",
    group="policy",
    states=(
        State("proposed", "待确认", tone="active"),
        State("recorded", "已登记", open=False, tone="good"),
        State("refused", "未确认", open=False),
        State("revoked", "已撤销", open=False, tone="warn"),
    ),
    initial="proposed",
    opening=Opening("提出效力变动", (Post.OFFICER, Post.SYSTEM), OURS, VALIDITY, contributes=True),
    steps=(
        Step(
            command="confirm",
            label="确认登记",
            source=("proposed",),
            target="recorded",
            posts=HEAD,
            whose=OURS,
            basis=VALIDITY,
            form=forms.OpinionForm,
            effect=effects.confirm,
            reviews=True,
            primary=True,
            help="确认后，文件的有效性标识、列表和检索随即改变。",
        ),
        Step(
            command="refuse",
            label="不予登记",
            source=("proposed",),
            target="refused",
            posts=HEAD,
            whose=OURS,
            basis=VALIDITY,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.refuse,
            reviews=True,
        ),
        Step(
            command="revoke",
            label="撤销登记",
            source=("recorded",),
            target="revoked",
            posts=HEAD,
            whose=OURS,
            basis=VALIDITY,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.revoke,
            reviews=True,
            help="登记有误时使用，文件的有效性恢复到登记以前的状态。",
        ),
    ),
    facts=presenting.effect_facts,
    sample=sample_effect_case,
)
