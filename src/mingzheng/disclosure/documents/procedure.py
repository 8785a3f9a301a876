"""The declared table of releasing a document: from the draft to the public page, with the article beside each row."""

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
    Opening,
    Procedure,
    State,
    Step,
    Whose,
)
from mingzheng.disclosure.documents import attaching, forms, going_public, presenting, steps
from mingzheng.disclosure.documents.sample import sample_release_case

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

_stop = ClockEffect(ClockMove.STOP, "publish", if_running=True)
_stop_after = ClockEffect(ClockMove.STOP, "after", if_running=True)


def _return(source: tuple[str, ...], posts: tuple[Post, ...], basis: Basis) -> Step:
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


def _secrecy(source: str, target: str) -> Step:
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


def _privacy(source: str, target: str) -> Step:
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


def _after(kind: str, source: str, target: str) -> Step:
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
        clocks=(_stop_after,) if target == "published" else (),
        reviews=True,
        primary=True,
        help="紧急公开的，由没有参与办理的人补作审查。发现不当的，请立即「撤下」。",
        group=REVIEWING,
    )


def _drafting(command: str, label: str, form: type[forms.EditionForm], effect: Callable[[Act], None]) -> Step:
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


RELEASE = Procedure(
    code="documents.release",
    label="公文公开",
    subject_kind="documents.edition",
    group="basics",
    headings=HEADINGS,
    states=(
        State("drafting", "拟稿", tone="active"),
        State("checking", "公开属性核对", tone="active"),
        State("reviewing", "保密和隐私审查", tone="active"),
        State("awaiting_privacy", "待隐私和商业秘密审查", tone="active"),
        State("awaiting_secrecy", "待保密审查", tone="active"),
        State("signing", "待签发", tone="active"),
        State("scheduled", "待定时公开", tone="active"),
        State("forced", "已紧急公开，待补审", tone="warn"),
        State("forced_privacy", "已紧急公开，待补隐私审查", tone="warn"),
        State("forced_secrecy", "已紧急公开，待补保密审查", tone="warn"),
        State("published", "已公开", open=False, tone="good"),
        State("registered", "已登记，不公开", open=False),
        State("superseded", "历史版本", open=False),
        State("withdrawn", "已撤下", open=False, tone="warn"),
        State("dropped", "已作废", open=False),
    ),
    initial="drafting",
    opening=Opening(
        "起草",
        (Post.OFFICER, Post.SYSTEM),
        OURS,
        ART_13,
        clocks=(
            ClockEffect(
                ClockMove.START, "publish", rule="documents.publish", on=steps.began_on, when=steps.opens_with_date
            ),
        ),
        contributes=True,
    ),
    steps=(
        Step(
            command="edit",
            label="修改文稿",
            source=("drafting",),
            target=None,
            posts=OFFICER,
            whose=OURS,
            basis=ART_13,
            duty=Duty.OPEN,
            form=forms.EditForm,
            effect=steps.edit,
            clocks=(
                ClockEffect(ClockMove.STOP, "publish", when=steps.formed_changed, if_running=True),
                ClockEffect(
                    ClockMove.START, "publish", rule="documents.publish", on=steps.began_on, when=steps.formed_known
                ),
            ),
            contributes=True,
            group=WRITING,
        ),
        _drafting("attach", "添加附件", forms.AttachForm, attaching.attach),
        _drafting("detach", "移除附件", forms.DetachForm, attaching.detach),
        _drafting("describe", "说明附件", forms.DescribeForm, attaching.describe),
        _drafting("arrange", "排列附件", forms.ArrangeForm, attaching.arrange),
        _drafting("clean", "清理隐藏内容", forms.DetachForm, attaching.clean),
        _drafting("targets", "定向公开的对象", forms.TargetsForm, steps.name_targets),
        Step(
            command="submit",
            label="提交核对",
            source=("drafting",),
            target="checking",
            posts=OFFICER,
            whose=OURS,
            basis=ART_13,
            effect=steps.submit,
            contributes=True,
            primary=True,
            help="提交后文稿不能再改；审查人退回后可以修改。",
            group=REVIEWING,
        ),
        Step(
            command="submit_urgent",
            label="走应急快速通道",
            source=("drafting",),
            target="reviewing",
            posts=OFFICER,
            whose=OURS,
            basis=POINT_6,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=steps.submit_urgent,
            contributes=True,
            help="突发事件信息使用：属性核对与保密、隐私审查同时进行，都要留痕。",
            group=REVIEWING,
        ),
        Step(
            command="drop",
            label="作废",
            source=("drafting",),
            target="dropped",
            posts=(Post.OFFICER, Post.HEAD),
            whose=OURS,
            basis=ART_6,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=going_public.drop,
            clocks=(_stop,),
            contributes=True,
            group=TAKING_BACK,
        ),
        Step(
            command="check",
            label="核对通过",
            source=("checking",),
            target="reviewing",
            posts=REVIEWER,
            whose=OURS,
            basis=ART_13,
            form=forms.OpinionForm,
            effect=steps.check,
            reviews=True,
            primary=True,
            help="核对公开属性和理由是否适当。",
            group=REVIEWING,
        ),
        Step(
            command="resolve",
            label="处理问题",
            source=IN_REVIEW,
            target=None,
            posts=(Post.REVIEWER, Post.SECRECY),
            whose=OURS,
            basis=ART_17,
            duty=Duty.OPEN,
            form=forms.ResolveForm,
            effect=steps.resolve,
            reviews=True,
            help="逐项写明理由。需要删除的，退回起草人修改。",
            group=REVIEWING,
        ),
        _return(("checking",), REVIEWER, ART_13),
        _return(IN_REVIEW, (Post.REVIEWER, Post.SECRECY), ART_17),
        _return(("signing", "scheduled"), HEAD, ART_17),
        _secrecy("reviewing", "awaiting_privacy"),
        _secrecy("awaiting_secrecy", "signing"),
        _privacy("reviewing", "awaiting_secrecy"),
        _privacy("awaiting_privacy", "signing"),
        Step(
            command="release",
            label="签发并公开",
            source=("signing",),
            target="published",
            posts=HEAD,
            whose=OURS,
            basis=ART_26,
            guards=(PROACTIVE, ALL_SETTLED),
            effect=going_public.release,
            clocks=(_stop,),
            reviews=True,
            primary=True,
            letter="官方版式文件（PDF）",
            help="立即向社会公开，同时列入栏目、检索，推送公文库。",
            group=PUBLISHING,
        ),
        Step(
            command="schedule",
            label="签发，定时公开",
            source=("signing",),
            target="scheduled",
            posts=HEAD,
            whose=OURS,
            basis=ART_26,
            duty=Duty.OPEN,
            form=forms.ScheduleForm,
            guards=(PROACTIVE, ALL_SETTLED),
            effect=going_public.schedule,
            reviews=True,
            group=PUBLISHING,
        ),
        Step(
            command="unschedule",
            label="取消定时公开",
            source=("scheduled",),
            target="signing",
            posts=HEAD,
            whose=OURS,
            basis=ART_26,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=going_public.unschedule,
            group=PUBLISHING,
        ),
        Step(
            command="release_due",
            label="到时公开",
            source=("scheduled",),
            target="published",
            posts=(Post.SYSTEM,),
            whose=OURS,
            basis=ART_26,
            duty=Duty.OPEN,
            effect=going_public.release,
            clocks=(_stop,),
            letter="官方版式文件（PDF）",
            group=PUBLISHING,
        ),
        Step(
            command="register",
            label="签发登记（不公开）",
            source=("signing",),
            target="registered",
            posts=HEAD,
            whose=OURS,
            basis=ART_16,
            guards=(NOT_PUBLIC,),
            effect=going_public.register,
            clocks=(_stop,),
            reviews=True,
            primary=True,
            help="依申请公开、不予公开的文件编索引号登记备案，不在网上显示。",
            group=PUBLISHING,
        ),
        Step(
            command="force",
            label="紧急公开",
            source=BEFORE_RELEASE,
            target="forced",
            posts=HEAD,
            whose=OURS,
            basis=POINT_6,
            duty=Duty.OPEN,
            form=forms.ForceForm,
            guards=(PROACTIVE, ALL_SETTLED),
            effect=going_public.force,
            clocks=(_stop, ClockEffect(ClockMove.START, "after", rule="documents.after_review")),
            reviews=True,
            help="只在来不及按次序审查时使用。由您承担两项审查责任，公开后限期由他人补审，记录长期保留。",
            group=PUBLISHING,
        ),
        _after("secrecy", "forced", "forced_privacy"),
        _after("secrecy", "forced_secrecy", "published"),
        _after("privacy", "forced", "forced_secrecy"),
        _after("privacy", "forced_privacy", "published"),
        Step(
            command="withdraw",
            label="撤下",
            source=("published", *FORCED),
            target="withdrawn",
            posts=(Post.HEAD, Post.SECRECY, Post.REVIEWER),
            whose=OURS,
            basis=ART_18,
            duty=Duty.OPEN,
            form=forms.WithdrawForm,
            guards=(LIVE,),
            effect=going_public.withdraw,
            clocks=(_stop_after,),
            help="正文和附件立即从网上撤下，原网址显示您写的说明。",
            group=TAKING_BACK,
        ),
        Step(
            command="withdraw",
            label="撤下历史版本",
            source=("superseded",),
            target="withdrawn",
            posts=(Post.HEAD, Post.SECRECY, Post.REVIEWER),
            whose=OURS,
            basis=ART_18,
            duty=Duty.OPEN,
            form=forms.WithdrawForm,
            guards=(PAST,),
            effect=going_public.withdraw_past,
            help="更正前的版本里有不应公开的内容时使用：这一版的正文和附件不再能看到、不再参加对比，现行版本不变。",
            group=TAKING_BACK,
        ),
        Step(
            command="supersede",
            label="由新版代替",
            source=("published", *FORCED),
            target="superseded",
            posts=(Post.SYSTEM,),
            whose=OURS,
            basis=ART_26,
            duty=Duty.OPEN,
            guards=(LIVE,),
            effect=going_public.supersede,
            clocks=(_stop_after,),
            group=PUBLISHING,
        ),
        Step(
            command="adopt",
            label="迁入已公开的文件",
            source=("drafting",),
            target="published",
            posts=(Post.SYSTEM,),
            whose=OURS,
            basis=Basis("《政府信息公开条例》第二十四条：统一平台（历史文件迁入，原系统已审查）"),
            duty=Duty.OPEN,
            form=forms.AdoptForm,
            effect=going_public.adopt,
            clocks=(_stop,),
            group=PUBLISHING,
        ),
    ),
    facts=presenting.edition_facts,
    panels=("desk/documents/edition_panel.html",),
    clock_names={"publish": "主动公开期限", "after": "补审期限"},
    sample=sample_release_case,
)
