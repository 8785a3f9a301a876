"""The declared table of an application, from receipt to archive (条例 Arts 29–45)."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, ClockEffect, ClockMove, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.requests.foi import presenting, queries
from mingzheng.requests.foi.clocks import effects
from mingzheng.requests.foi.forms import asking as ask
from mingzheng.requests.foi.forms import deciding as decide
from mingzheng.requests.foi.forms import receiving as receive
from mingzheng.requests.foi.sample import sample_case
from mingzheng.requests.foi.steps import asking, deciding, ending, receiving

CODE = "foi.application"
OURS = Whose.CASE_UNIT
OFFICER = (Post.OFFICER,)
FRONT = (Post.OFFICER, Post.WINDOW)
HEAD = (Post.HEAD,)


def law(article: str) -> Basis:
    return Basis(f"《政府信息公开条例》{article}")


RECEIPT = law("第三十一条（收到申请的时间）")
RECORD = law("第四十五条（登记、审核、办理、答复、归档）")
CORRECT = law("第三十条（补正）")
CONSULT = Basis("《政府信息公开条例》第三十二条（第三方意见）、第三十四条（共同制作机关意见）")
PERIOD = law("第三十三条（答复期限、延长）")
REASONS = law("第三十五条（说明理由）")
FEE = Basis("《政府信息公开条例》第四十二条；国办函〔2020〕109号（信息处理费）")
REPLY = law("第三十六条、第三十七条（答复）")
REVIEW = law("第十七条（公开审查）、第四十五条（审核）")
SERVE = law("第四十条（提供方式）；送达日期起算救济期限")

NOT_RECEIVED = Guard(lambda found, _actor: receiving.receipt_open(found), "收到日期已经登记。")
RECEIVED = Guard(
    lambda found, _actor: receiving.receipt_known(found),
    "还没有确认收到日期。",
    "请先点“确认收到”，登记与申请人确认的日期（条例第三十一条）。",
)
FIRST_CORRECTION = Guard(
    lambda found, _actor: asking.never_corrected(found),
    "已经要求补正过一次，不能再次要求补正（条例第三十条：一次性告知）。",
    "请点“审查通过”，按补正后的内容办理；仍不明确的，答复“补正后申请内容仍不明确”。",
)
CORRECTION_SENT = Guard(lambda found, _actor: found.correction.delivered_on is None, "送达日期已经登记。")
CORRECTION_OVER = Guard(
    lambda found, _actor: asking.correction_over(found),
    "补正期限还没有届满，或者还没有登记告知书的送达日期。",
    "期满次日起再办理。",
)
CONSULTING = Guard(
    lambda found, _actor: found.consultations.filter(ended_on=None).exists(), "没有正在征求的意见。"
)
CONSULT_UNSENT = Guard(
    lambda found, _actor: found.consultations.filter(ended_on=None, delivered_on=None).exists(),
    "没有待登记收到日期的征求意见书。",
)
NO_FEE = Guard(lambda found, _actor: asking.no_fee_yet(found), "这件申请已经发过收费通知。", "一件申请只收一次费。")
FEE_SENT = Guard(lambda found, _actor: found.fee.delivered_on is None, "送达日期已经登记。")
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

START_REPLY = effects("received", on=receiving.received_on)
STOP_ALL = tuple(
    ClockEffect(ClockMove.STOP, clock, if_running=True) for clock in ("reply", "review", "correction", "fee", "explain")
)
AT_WORK = ("reviewing", "correcting", "handling", "paying", "checking", "legal", "signing")

APPLICATION = Procedure(
    code=CODE,
    label="依申请公开",
    subject_kind=CODE,
    group="basics",
    states=(
        State("incoming", "待登记", tone="active"),
        State("reviewing", "审查", tone="active"),
        State("correcting", "待申请人补正"),
        State("handling", "办理", tone="active"),
        State("paying", "待申请人缴费"),
        State("checking", "审核", tone="active"),
        State("legal", "法制审核", tone="active"),
        State("signing", "待签发", tone="active"),
        State("sending", "待送达", tone="active"),
        State("sent", "送达中"),
        State("settled", "待归档"),
        State("archived", "已归档", open=False, tone="good"),
        State("returned", "非申请事项，已退回", open=False),
    ),
    initial="incoming",
    opening=Opening(
        "接收申请",
        (*FRONT, Post.HEAD, Post.SYSTEM),
        OURS,
        RECEIPT,
        clocks=tuple(
            ClockEffect(one.move, one.clock, rule=one.rule, on=one.on, when=lambda act: receiving.receipt_known(act.subject))
            for one in START_REPLY
        ),
    ),
    steps=(
        Step("confirm", "确认收到", ("incoming",), None, FRONT, OURS, RECEIPT, form=receive.ConfirmForm,
             guards=(NOT_RECEIVED,), effect=receiving.confirm, clocks=START_REPLY, primary=True,
             help="与申请人确认收到之日为收到申请之日，答复期限从次日起算。"),
        Step("register", "登记", ("incoming",), "reviewing", FRONT, OURS, RECORD, guards=(RECEIVED,),
             effect=receiving.register, primary=True, help="编申请号，转入审查。"),
        Step("not_application", "退回非申请事项", ("incoming",), "returned", OFFICER, OURS,
             law("第三十九条（不属于政府信息公开申请）"), duty=Duty.OPEN, form=receive.NotApplicationForm,
             effect=receiving.not_application, clocks=STOP_ALL, letter="not_application",
             help="没有申请公开任何政府信息的来件，告知应走的渠道，不计入依申请公开统计。提出了申请、实为信访投诉举报的，请登记后答复。"),
        Step("transfer", "转送负责的单位", ("incoming",), "incoming", FRONT, OURS, law("第十条（谁制作谁公开）"),
             duty=Duty.OPEN, form=receive.TransferForm, effect=receiving.transfer, clocks=STOP_ALL,
             help="申请寄错单位的，转送本区负责公开的单位，自该单位收到并确认之日起算。"),
        Step("accept", "审查通过", ("reviewing",), "handling", OFFICER, OURS, RECORD, primary=True, contributes=True,
             clocks=effects("accepted"), help="申请内容明确，可以办理。"),
        Step("ask_correction", "要求补正", ("reviewing",), "correcting", OFFICER, OURS, CORRECT, duty=Duty.OPEN,
             form=ask.AskCorrectionForm, guards=(FIRST_CORRECTION,), effect=asking.ask_correction, contributes=True,
             clocks=effects("correction_requested", ref=lambda _act: "correction"), letter="correction",
             help="收到申请之日起7个工作日内一次性告知；答复期限自收到补正的申请之日起重新计算。"),
        Step("correction_delivered", "登记补正告知书送达", ("correcting",), None, FRONT, OURS, CORRECT,
             form=ask.DeliveredForm, guards=(CORRECTION_SENT,), effect=asking.correction_delivered,
             clocks=(ClockEffect(ClockMove.START, "correction", rule="foi.correction_until", on=asking.on("delivered_on"),
                                 value=asking.correction_due),), primary=True),
        Step("correct", "收到补正", ("correcting",), "handling", FRONT, OURS, CORRECT, form=ask.CorrectForm,
             effect=asking.correct, clocks=effects("correction_received", on=asking.on("received_on")), primary=True),
        Step("correction_lapsed", "逾期不补正", ("correcting",), "settled", OFFICER, OURS, CORRECT, duty=Duty.OPEN,
             form=ask.ReasonForm, guards=(CORRECTION_OVER,), effect=asking.correction_lapsed, clocks=STOP_ALL,
             help="无正当理由逾期不补正的，视为放弃申请，不再处理。"),
        Step("consult", "征求意见", ("handling",), None, OFFICER, OURS, CONSULT, duty=Duty.OPEN, form=ask.ConsultForm,
             effect=asking.consult, contributes=True, letter="third_party",
             clocks=effects("consult_sent", on=asking.on("sent_on"), ref=asking.ref_of),
             help="涉及第三方商业秘密、个人隐私的，或者由多个机关共同制作的。可以同时征求几方，所需时间不计入答复期限。"),
        Step("consult_delivered", "登记对方收到征求意见书", ("handling",), None, FRONT, OURS, CONSULT, duty=Duty.OPEN,
             form=ask.ConsultDeliveredForm, guards=(CONSULT_UNSENT,), effect=asking.consult_delivered,
             clocks=(
                 ClockEffect(ClockMove.START, "consult", rule="foi.third_party", on=asking.on("delivered_on"),
                             each=asking.ref_of, when=asking.is_third_party),
                 ClockEffect(ClockMove.START, "consult", rule="foi.co_agency", on=asking.on("delivered_on"),
                             each=asking.ref_of, when=asking.is_co_agency),
             )),
        Step("consult_answered", "收到意见", ("handling",), None, OFFICER, OURS, CONSULT, duty=Duty.OPEN,
             form=ask.ConsultAnsweredForm, guards=(CONSULTING,), effect=asking.consult_answered, contributes=True,
             clocks=effects("consult_answered", on=asking.consult_ended, ref=asking.ref_of)),
        Step("consult_lapsed", "逾期未答复", ("handling",), None, OFFICER, OURS, CONSULT, duty=Duty.OPEN,
             form=ask.WhichForm, guards=(CONSULTING,), effect=asking.consult_lapsed, contributes=True,
             clocks=effects("consult_expired", on=asking.consult_ended, ref=asking.ref_of),
             help="第三方逾期未提出意见的，由本机关依法决定；共同制作机关逾期的，视为同意公开。"),
        Step("search", "登记检索", ("handling",), None, OFFICER, OURS, law("第三十六条第（四）项（经检索）"),
             duty=Duty.OPEN, form=ask.SearchForm, effect=asking.search, contributes=True,
             help="答复“信息不存在”必须有检索记录。"),
        Step("ask_reasons", "要求说明理由", ("handling",), None, OFFICER, OURS, REASONS, duty=Duty.OPEN,
             form=ask.AskReasonsForm, guards=(NOT_EXPLAINED,), effect=asking.ask_reasons, contributes=True,
             letter="explain"),
        Step("reasons_given", "登记说明的理由", ("handling",), None, OFFICER, OURS, REASONS, duty=Duty.OPEN,
             form=ask.ReasonsGivenForm, guards=(EXPLAINING,), effect=asking.reasons_given, contributes=True,
             clocks=(ClockEffect(ClockMove.EXTEND, "reply", value=asking.until, when=asking.delayed),), letter="delay"),
        Step("charge", "发收费通知", ("handling",), "paying", OFFICER, OURS, FEE, duty=Duty.OPEN, form=ask.ChargeForm,
             guards=(NO_FEE,), effect=asking.charge, contributes=True, letter="fee",
             clocks=effects("fee_notice", ref=lambda _act: "fee")),
        Step("fee_delivered", "登记收费通知送达", ("paying",), None, FRONT, OURS, FEE, form=ask.DeliveredForm,
             guards=(FEE_SENT,), effect=asking.fee_delivered, primary=True,
             clocks=(ClockEffect(ClockMove.START, "fee", rule="foi.fee", on=asking.on("delivered_on")),)),
        Step("pay", "登记缴费", ("paying",), "handling", FRONT, OURS, FEE, form=ask.PayForm, effect=asking.pay,
             clocks=effects("fee_paid", on=asking.on("paid_on")), primary=True,
             help="缴费次日起，答复期限重新计算。"),
        Step("fee_lapsed", "逾期未缴费", ("paying",), "settled", OFFICER, OURS, FEE, duty=Duty.OPEN,
             form=ask.ReasonForm, guards=(FEE_OVER,), effect=asking.fee_lapsed, clocks=STOP_ALL),
        Step("ask_extension", "申请延期", ("handling", "checking", "legal", "signing"), None, OFFICER, OURS, PERIOD,
             duty=Duty.OPEN, form=ask.ExtensionForm, guards=(NO_PENDING,), effect=asking.ask_extension),
        Step("approve_extension", "批准延期", ("handling", "checking", "legal", "signing"), None, HEAD, OURS, PERIOD,
             duty=Duty.OPEN, form=ask.DecisionForm, guards=(PENDING,), effect=asking.approve_extension,
             clocks=effects("extension", value=asking.extension_days), letter="extension",
             help="批准后制作延期答复告知书，告知申请人。"),
        Step("refuse_extension", "不同意延期", ("handling", "checking", "legal", "signing"), None, HEAD, OURS, PERIOD,
             duty=Duty.OPEN, form=ask.ReasonForm, guards=(PENDING,), effect=asking.refuse_extension),
        Step("propose", "拟答复", ("handling",), "checking", OFFICER, OURS, REPLY, form=decide.ProposeForm,
             effect=deciding.propose, contributes=True, primary=True,
             help="选定办理结果，条款、文书、救济途径和年报栏目随之确定。"),
        Step("pass_check", "审核通过", ("checking",), "legal", (Post.REVIEWER,), OURS, REVIEW, reviews=True, primary=True),
        Step("pass_legal", "法制审核通过", ("legal",), "signing", (Post.LEGAL,), OURS, REVIEW, reviews=True, primary=True),
        Step("send_back", "退回重拟", ("checking",), "handling", (Post.REVIEWER,), OURS, REVIEW, duty=Duty.OPEN,
             form=ask.ReasonForm, effect=presenting.note_reason, reviews=True),
        Step("send_back_legal", "退回重拟", ("legal",), "handling", (Post.LEGAL,), OURS, REVIEW, duty=Duty.OPEN,
             form=ask.ReasonForm, effect=presenting.note_reason, reviews=True),
        Step("sign", "签发", ("signing",), "sending", HEAD, OURS, REPLY, effect=deciding.sign, reviews=True,
             primary=True, letter="answer", help="签发后编文号，内容不再变动。"),
        Step("send_back_sign", "退回重拟", ("signing",), "handling", HEAD, OURS, REVIEW, duty=Duty.OPEN,
             form=ask.ReasonForm, effect=presenting.note_reason),
        Step("void", "作废并重拟", ("sending",), "handling", HEAD, OURS, REVIEW, duty=Duty.OPEN, form=ask.ReasonForm,
             guards=(Guard(lambda found, _actor: not found.leaf, "答复已经发出过，不能作废。", "请再次送达。"),),
             effect=deciding.void),
        Step("send", "送达", ("sending",), "sent", FRONT, OURS, SERVE, form=decide.SendForm, effect=deciding.send,
             clocks=effects("replied", on=deciding.sent_on), primary=True),
        Step("delivered", "登记送达日期", ("sent",), "settled", FRONT, OURS, SERVE, form=decide.ServedForm,
             effect=deciding.delivered, primary=True),
        Step("failed", "未送达", ("sent",), "sending", FRONT, OURS, SERVE, duty=Duty.OPEN, form=decide.FailedForm,
             effect=deciding.failed, help="退回后可以换一种方式再次送达；答复期限不受影响。"),
        Step("withdraw", "申请人撤回", ("incoming", *AT_WORK), "settled", FRONT, OURS, RECORD, duty=Duty.OPEN,
             form=decide.WithdrawForm, guards=(RECEIVED,), effect=ending.withdraw, clocks=STOP_ALL),
        Step("merge", "并案", ("reviewing", "handling"), "settled", OFFICER, OURS, RECORD, duty=Duty.OPEN,
             form=decide.MergeForm, effect=ending.merge, clocks=STOP_ALL),
        Step("archive", "归档", ("settled",), "archived", OFFICER, OURS, RECORD, effect=ending.archive, primary=True,
             bulk=True),
    ),
    facts=presenting.facts,
    panels=("desk/foi/panel.html",),
    clock_names={
        "reply": "答复期限", "review": "补正告知期限", "correction": "申请人补正期限", "consult": "征求意见答复期限",
        "fee": "缴费期限", "explain": "说明理由期限",
    },
    sample=sample_case,
    visible=queries.seen_applications,
)
