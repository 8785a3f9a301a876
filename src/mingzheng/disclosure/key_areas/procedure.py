"""The declared tables of the room: what a unit reports is public only after a second person of the unit confirmed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.table import Act, Basis, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.disclosure.key_areas import effects, forms, presenting, samples

UNIT = (Post.OFFICER, Post.REVIEWER, Post.HEAD)
FIRST_PART = Basis("政务公开工作要点第一部分（围绕中心工作，强化各领域信息公开）")
ONE_BY_ONE = Basis("政务公开工作要点第八点：坚持“先审查、后公开”和“一事一审”；《政府信息公开条例》第十七条")
PRIVACY = Basis("《政府信息公开条例》第十五条（个人隐私不得公开）；《个人信息保护法》第三十四条")

DYNAMIC = Basis("《政府信息公开条例》第十八条（动态调整）；行政处罚法第四十八条")


def _settled(version: Any, _actor: Actor) -> bool:
    return effects.settled(version)


def _open(version: Any, actor: Actor) -> bool:
    return not _settled(version, actor)


SETTLED = Guard(_settled, "表中还有没有处理的个人信息。", "请先逐处遮盖，或说明依法公开的理由。")
SHOWN = Guard(effects.is_shown, "这一条现在没有公开。", "请查看办理经过。")
FOUND = Guard(_open, "没有待处理的个人信息。")


def _table(
    code: str,
    label: str,
    *,
    revise_form: type[django_forms.Form],
    revise: Callable[[Act], None],
    publish: Callable[[Act], None],
    withdraw: Callable[[Act], None],
    facts: Callable[[Any], list[tuple[str, Any]]],
    panel: str,
    sample: Callable[[], Case],
    guards: tuple[Guard, ...] = (),
    more: tuple[Step, ...] = (),
) -> Procedure:
    """Submitted → confirmed by somebody else of the unit → public; or sent back, revised, dropped."""
    return Procedure(
        code=code,
        label=label,
        subject_kind=code,
        group="disclosure",
        states=(
            State("waiting", "待复核", tone="active"),
            State("returned", "退回修改", tone="warn"),
            State("published", "已公开", open=False, tone="good"),
            State("withdrawn", "已撤下", open=False, tone="warn"),
            State("dropped", "已撤销", open=False),
        ),
        initial="waiting",
        opening=Opening("提交复核", UNIT, Whose.CASE_UNIT, FIRST_PART, contributes=True),
        steps=(
            Step(
                command="confirm",
                label="复核公开",
                source=("waiting",),
                target="published",
                posts=UNIT,
                whose=Whose.CASE_UNIT,
                basis=ONE_BY_ONE,
                guards=guards,
                effect=publish,
                reviews=True,
                primary=True,
                help="由没有参与起草的人核对内容和保密、个人信息，确认后立即公开。",
            ),
            Step(
                command="send_back",
                label="退回修改",
                source=("waiting",),
                target="returned",
                posts=UNIT,
                whose=Whose.CASE_UNIT,
                basis=ONE_BY_ONE,
                form=forms.ReasonForm,
                effect=effects.note_reason,
                reviews=True,
            ),
            Step(
                command="revise",
                label="修改后再提交",
                source=("waiting", "returned"),
                target="waiting",
                posts=UNIT,
                whose=Whose.CASE_UNIT,
                basis=FIRST_PART,
                duty=Duty.OPEN,
                form=revise_form,
                effect=revise,
                contributes=True,
            ),
            *more,
            Step(
                command="drop",
                label="撤销",
                source=("waiting", "returned"),
                target="dropped",
                posts=UNIT,
                whose=Whose.CASE_UNIT,
                basis=FIRST_PART,
                duty=Duty.OPEN,
                form=forms.ReasonForm,
                effect=effects.drop,
            ),
            Step(
                command="withdraw",
                label="撤下",
                source=("published",),
                target="withdrawn",
                posts=(Post.HEAD, Post.REVIEWER, Post.SECRECY),
                whose=Whose.CASE_UNIT,
                basis=DYNAMIC,
                duty=Duty.OPEN,
                form=forms.ReasonForm,
                guards=(SHOWN,),
                effect=withdraw,
                help="立即从网上撤下，照片和存档副本也不再能下载。发现个人信息或错误时使用。",
            ),
        ),
        facts=facts,
        panels=(panel,),
        sample=sample,
    )


UPDATE = _table(
    "key_areas.update",
    "项目进展的公开",
    revise_form=forms.UpdateForm,
    revise=effects.revise_update,
    publish=effects.publish_update,
    withdraw=effects.withdraw_update,
    facts=presenting.update_facts,
    panel="desk/key_areas/update_panel.html",
    sample=samples.update_case,
)

VERSION = _table(
    "key_areas.version",
    "公开表的公开",
    revise_form=forms.RowsForm,
    revise=effects.revise_version,
    publish=effects.publish_version,
    withdraw=effects.withdraw_version,
    facts=presenting.version_facts,
    panel="desk/key_areas/version_panel.html",
    sample=samples.version_case,
    guards=(SETTLED,),
    more=(
        Step(
            command="settle",
            label="处理个人信息",
            source=("waiting", "returned"),
            target=None,
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=PRIVACY,
            duty=Duty.OPEN,
            form=forms.SettleForm,
            guards=(FOUND,),
            effect=effects.settle,
            contributes=True,
            help="身份证号、手机号等须遮盖；单位电话等依法可以公开的，写明理由后保留。",
        ),
    ),
)
