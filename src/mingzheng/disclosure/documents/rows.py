"""What the steps of a release have in common: bases, guards, and builders of the rows that stand more than once."""

from __future__ import annotations

from collections.abc import Callable

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    Act,
    Basis,
    ClockEffect,
    ClockMove,
    Duty,
    Guard,
    Step,
    Whose,
)
from mingzheng.disclosure.documents import forms, steps

OURS = Whose.CASE_UNIT
OFFICER, REVIEWER, SECRECY, HEAD = (Post.OFFICER,), (Post.REVIEWER,), (Post.SECRECY,), (Post.HEAD,)

ART_13 = Basis("《政府信息公开条例》第十三条；要点第八点：拟制公文时明确公开属性")
ART_17 = Basis("《政府信息公开条例》第十七条：先审查、后公开，一事一审")
SECRETS = Basis("《保守国家秘密法》第三十五条；《政府信息公开条例》第十七条")
PRIVATE = Basis("《政府信息公开条例》第十五条、第十七条；《个人信息保护法》第二十五条")
ART_26 = Basis("《政府信息公开条例》第二十六条：自形成或者变更之日起20个工作日内公开")
ART_16 = Basis("《政府信息公开条例》第十四条至第十六条、第四十五条（登记）")
ART_6 = Basis("《政府信息公开条例》第六条：及时、准确地公开")
ART_18 = Basis("《政府信息公开条例》第十八条：动态调整；行政处罚法第四十八条")
POINT_6 = Basis("要点第六点：应急信息及时发布；《政府信息公开条例》第十七条")

ALL_SETTLED = Guard(steps.all_settled, "还有机器检查出的问题没有处理。", "请审查人逐项处理并写明理由。")
SECRECY_SETTLED = Guard(steps.secrecy_settled, "还有保密方面的问题没有逐项处理。", "请先「处理问题」。")
PRIVACY_SETTLED = Guard(
    steps.privacy_settled, "还有个人信息、商业秘密或隐藏信息方面的问题没有逐项处理。", "请先「处理问题」。"
)
PROACTIVE = Guard(steps.is_proactive, "公开属性不是主动公开，不能公开。", "请用「签发登记」，或退回重新认定公开属性。")
LIVE = Guard(steps.is_live, "这一版现在没有公开。", "请查看办理经过。")
PAST = Guard(steps.is_past, "这一版不是历史版本。", "请查看办理经过。")
NOT_PUBLIC = Guard(steps.is_not_public, "公开属性是主动公开，应当公开。", "请用「签发并公开」。")

IN_REVIEW = ("reviewing", "awaiting_privacy", "awaiting_secrecy")
WRITING, REVIEWING, PUBLISHING, TAKING_BACK = HEADINGS = ("修改文稿", "送审和审查", "公开", "撤下和作废")
BEFORE_RELEASE = ("drafting", "checking", *IN_REVIEW, "signing")
FORCED = ("forced", "forced_privacy", "forced_secrecy")

STOP = ClockEffect(ClockMove.STOP, "publish", if_running=True)
STOP_AFTER = ClockEffect(ClockMove.STOP, "after", if_running=True)


def sends_back(source: tuple[str, ...], posts: tuple[Post, ...], basis: Basis) -> Step:
    return Step(
        command="send_back",
        label="退回修改",
        source=source,
        target="drafting",
        posts=posts,
        whose=OURS,
        basis=basis,
        duty=Duty.OPEN,
        form=forms.ReasonForm,
        effect=steps.send_back,
        reviews=True,
        help="起草人会看到理由。退回后，已作的审查作废，修改后重新审查。",
        group=REVIEWING,
    )


def passes_secrecy(source: str, target: str) -> Step:
    return Step(
        command="pass_secrecy",
        label="保密审查通过",
        source=(source,),
        target=target,
        posts=SECRECY,
        whose=OURS,
        basis=SECRETS,
        form=forms.OpinionForm,
        guards=(SECRECY_SETTLED,),
        effect=steps.review_secrecy,
        reviews=True,
        primary=True,
        group=REVIEWING,
    )


def passes_privacy(source: str, target: str) -> Step:
    return Step(
        command="pass_privacy",
        label="隐私和商业秘密审查通过",
        source=(source,),
        target=target,
        posts=REVIEWER,
        whose=OURS,
        basis=PRIVATE,
        form=forms.OpinionForm,
        guards=(PRIVACY_SETTLED,),
        effect=steps.review_privacy,
        reviews=True,
        primary=True,
        group=REVIEWING,
    )


def makes_up(kind: str, source: str, target: str) -> Step:
    secrecy = kind == "secrecy"
    return Step(
        command=f"after_{kind}",
        label="补作保密审查" if secrecy else "补作隐私和商业秘密审查",
        source=(source,),
        target=target,
        posts=SECRECY if secrecy else REVIEWER,
        whose=OURS,
        basis=SECRETS if secrecy else PRIVATE,
        form=forms.OpinionForm,
        guards=(LIVE,),
        effect=steps.review_after_secrecy if secrecy else steps.review_after_privacy,
        clocks=(STOP_AFTER,) if target == "published" else (),
        reviews=True,
        primary=True,
        help="紧急公开的，由没有参与办理的人补作审查。发现不当的，请立即「撤下」。",
        group=REVIEWING,
    )


def drafts(command: str, label: str, form: type[forms.EditionForm], effect: Callable[[Act], None]) -> Step:
    return Step(
        command=command,
        label=label,
        source=("drafting",),
        target=None,
        posts=OFFICER,
        whose=OURS,
        basis=ART_13,
        duty=Duty.OPEN,
        form=form,
        effect=effect,
        contributes=True,
        group=WRITING,
    )
