"""Consultations, search, reasons, fee, extension."""

from __future__ import annotations

from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty, Guard, Step
from mingzheng.requests.foi import queries
from mingzheng.requests.foi.clocks import effects
from mingzheng.requests.foi.forms import asking as ask
from mingzheng.requests.foi.rows.common import CONSULT, FEE, FRONT, HEAD, OFFICER, OURS, PERIOD, REASONS, STOP_ALL, law
from mingzheng.requests.foi.steps import asking

CONSULTING = Guard(lambda found, _actor: found.consultations.filter(ended_on=None).exists(), "没有正在征求的意见。")
CONSULT_UNSENT = Guard(
    lambda found, _actor: found.consultations.filter(ended_on=None, delivered_on=None).exists(),
    "没有待登记收到日期的征求意见书。",
)
NO_FEE = Guard(lambda found, _actor: asking.no_fee_yet(found), "这件申请已经发过收费通知。", "一件申请只收一次费。")
FEE_SENT = Guard(lambda found, _actor: asking.fee_unsent(found), "送达日期已经登记。")
FEE_OVER = Guard(
    lambda found, _actor: asking.fee_over(found),
    "缴费期限还没有届满，或者还没有登记通知的送达日期。",
    "期满次日起再办理。",
)
PENDING = Guard(lambda found, _actor: asking.extension_pending(found), "没有待批准的延期。")
NO_PENDING = Guard(
    lambda found, _actor: not asking.extension_pending(found), "已经提出延期，等待负责人批准。", "请等待批准。"
)
EXPLAINING = Guard(
    lambda found, _actor: queries.explanation_open(found), "没有待登记的理由说明。", "请先发出说明理由告知书。"
)
NOT_EXPLAINED = Guard(lambda found, _actor: not queries.explained(found), "已经要求过说明理由。")

ASKING = (
    Step(
        "consult",
        "征求意见",
        ("handling",),
        None,
        OFFICER,
        OURS,
        CONSULT,
        duty=Duty.OPEN,
        form=ask.ConsultForm,
        effect=asking.consult,
        contributes=True,
        letter="third_party",
        clocks=effects("consult_sent", on=asking.on("sent_on"), ref=asking.ref_of),
        help="涉及第三方商业秘密、个人隐私的，或者由多个机关共同制作的。可以同时征求几方，所需时间不计入答复期限。",
    ),
    Step(
        "consult_delivered",
        "登记对方收到征求意见书",
        ("handling",),
        None,
        FRONT,
        OURS,
        CONSULT,
        duty=Duty.OPEN,
        form=ask.ConsultDeliveredForm,
        guards=(CONSULT_UNSENT,),
        effect=asking.consult_delivered,
        clocks=tuple(
            one
            for kind, test in (("foi.third_party", asking.is_third_party), ("foi.co_agency", asking.is_co_agency))
            for one in effects(
                "consult_delivered", on=asking.on("delivered_on"), ref=asking.ref_of, rule=kind, when=test
            )
        ),
    ),
    Step(
        "consult_answered",
        "收到意见",
        ("handling",),
        None,
        OFFICER,
        OURS,
        CONSULT,
        duty=Duty.OPEN,
        form=ask.ConsultAnsweredForm,
        guards=(CONSULTING,),
        effect=asking.consult_answered,
        contributes=True,
        clocks=effects("consult_answered", on=asking.consult_ended, ref=asking.ref_of),
    ),
    Step(
        "consult_lapsed",
        "逾期未答复",
        ("handling",),
        None,
        OFFICER,
        OURS,
        CONSULT,
        duty=Duty.OPEN,
        form=ask.WhichForm,
        guards=(CONSULTING,),
        effect=asking.consult_lapsed,
        contributes=True,
        clocks=effects("consult_expired", on=asking.consult_ended, ref=asking.ref_of),
        help="第三方逾期未提出意见的，由本机关依法决定；共同制作机关逾期的，视为同意公开。",
    ),
    Step(
        "search",
        "登记检索",
        ("handling",),
        None,
        OFFICER,
        OURS,
        law("第三十六条第（四）项（经检索）"),
        duty=Duty.OPEN,
        form=ask.SearchForm,
        effect=asking.search,
        contributes=True,
        help="答复“信息不存在”必须有检索记录。",
    ),
    Step(
        "ask_reasons",
        "要求说明理由",
        ("handling",),
        None,
        OFFICER,
        OURS,
        REASONS,
        duty=Duty.OPEN,
        form=ask.AskReasonsForm,
        guards=(NOT_EXPLAINED,),
        effect=asking.ask_reasons,
        contributes=True,
        letter="explain",
    ),
    Step(
        "reasons_given",
        "登记说明的理由",
        ("handling",),
        None,
        OFFICER,
        OURS,
        REASONS,
        duty=Duty.OPEN,
        form=ask.ReasonsGivenForm,
        guards=(EXPLAINING,),
        effect=asking.reasons_given,
        contributes=True,
        clocks=(ClockEffect(ClockMove.EXTEND, "reply", value=asking.until, when=asking.delayed),),
        letter="delay",
    ),
    Step(
        "charge",
        "发收费通知",
        ("handling",),
        "paying",
        OFFICER,
        OURS,
        FEE,
        duty=Duty.OPEN,
        form=ask.ChargeForm,
        guards=(NO_FEE,),
        effect=asking.charge,
        contributes=True,
        letter="fee",
        clocks=effects("fee_notice", ref=lambda _act: "fee"),
    ),
    Step(
        "fee_delivered",
        "登记收费通知送达",
        ("paying",),
        None,
        FRONT,
        OURS,
        FEE,
        form=ask.DeliveredForm,
        guards=(FEE_SENT,),
        effect=asking.fee_delivered,
        primary=True,
        clocks=effects("fee_delivered", on=asking.on("delivered_on")),
    ),
    Step(
        "pay",
        "登记缴费",
        ("paying",),
        "handling",
        FRONT,
        OURS,
        FEE,
        form=ask.PayForm,
        effect=asking.pay,
        clocks=effects("fee_paid", on=asking.on("paid_on")),
        primary=True,
        help="缴费次日起，答复期限重新计算。",
    ),
    Step(
        "fee_lapsed",
        "逾期未缴费",
        ("paying",),
        "settled",
        OFFICER,
        OURS,
        FEE,
        duty=Duty.OPEN,
        form=ask.ReasonForm,
        guards=(FEE_OVER,),
        effect=asking.fee_lapsed,
        clocks=STOP_ALL,
    ),
    Step(
        "ask_extension",
        "申请延期",
        ("handling", "checking", "legal", "signing"),
        None,
        OFFICER,
        OURS,
        PERIOD,
        duty=Duty.OPEN,
        form=ask.ExtensionForm,
        guards=(NO_PENDING,),
        effect=asking.ask_extension,
    ),
    Step(
        "approve_extension",
        "批准延期",
        ("handling", "checking", "legal", "signing"),
        None,
        HEAD,
        OURS,
        PERIOD,
        duty=Duty.OPEN,
        form=ask.DecisionForm,
        guards=(PENDING,),
        effect=asking.approve_extension,
        clocks=effects("extension", value=asking.extension_days),
        letter="extension",
        help="批准后制作延期答复告知书，告知申请人。",
    ),
    Step(
        "refuse_extension",
        "不同意延期",
        ("handling", "checking", "legal", "signing"),
        None,
        HEAD,
        OURS,
        PERIOD,
        duty=Duty.OPEN,
        form=ask.ReasonForm,
        guards=(PENDING,),
        effect=asking.refuse_extension,
    ),
)
