"""Receipt, registration, correction; withdrawal, merging, archive."""

from __future__ import annotations

from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty, Guard, Step
from mingzheng.requests.foi.clocks import effects
from mingzheng.requests.foi.forms import asking as ask
from mingzheng.requests.foi.forms import deciding as decide
from mingzheng.requests.foi.forms import receiving as receive
from mingzheng.requests.foi.rows.common import (
    AT_WORK,
    CORRECT,
    FRONT,
    OFFICER,
    OURS,
    RECEIPT,
    RECEIVED,
    RECORD,
    STOP_ALL,
    law,
)
from mingzheng.requests.foi.steps import asking, ending, receiving

NOT_RECEIVED = Guard(lambda found, _actor: receiving.receipt_open(found), "收到日期已经登记。")
FIRST_CORRECTION = Guard(
    lambda found, _actor: asking.never_corrected(found),
    "已经要求补正过一次，不能再次要求补正（条例第三十条：一次性告知）。",
    "请点“审查通过”，按补正后的内容办理；仍不明确的，答复“补正后申请内容仍不明确”。",
)
CORRECTION_SENT = Guard(lambda found, _actor: asking.correction_unsent(found), "送达日期已经登记。")
CORRECTION_OVER = Guard(
    lambda found, _actor: asking.correction_over(found),
    "补正期限还没有届满，或者还没有登记告知书的送达日期。",
    "期满次日起再办理。",
)

START_REPLY = effects("received", on=receiving.received_on)
# Until both sides have confirmed, nothing else runs: the light must not stay dark meanwhile (Art. 31).
START_CONFIRM = tuple(
    ClockEffect(ClockMove.START, "confirm", rule=rule, on=receiving.arrived_on, when=when)
    for rule, when in (("foi.confirm", receiving.by_wire), ("foi.confirm_mail", receiving.by_mail))
)
STOP_CONFIRM = ClockEffect(ClockMove.STOP, "confirm", if_running=True)

RECEIVING = (
    Step(
        "confirm",
        "确认收到",
        ("incoming",),
        None,
        FRONT,
        OURS,
        RECEIPT,
        form=receive.ConfirmForm,
        guards=(NOT_RECEIVED,),
        effect=receiving.confirm,
        clocks=(STOP_CONFIRM, *START_REPLY),
        primary=True,
        help="与申请人确认收到之日为收到申请之日，答复期限从次日起算。",
    ),
    Step(
        "register",
        "登记",
        ("incoming",),
        "reviewing",
        FRONT,
        OURS,
        RECORD,
        guards=(RECEIVED,),
        effect=receiving.register,
        primary=True,
        letter="receipt",
        help="编申请号，制作登记回执，转入审查。",
    ),
    Step(
        "not_application",
        "退回非申请事项",
        ("incoming",),
        "returned",
        OFFICER,
        OURS,
        law("第三十九条（不属于政府信息公开申请）"),
        duty=Duty.OPEN,
        form=receive.NotApplicationForm,
        effect=receiving.not_application,
        clocks=STOP_ALL,
        letter="not_application",
        help="没有申请公开任何政府信息的来件，告知应走的渠道，不计入依申请公开统计。提出了申请、实为信访投诉举报的，请登记后答复。",
    ),
    Step(
        "transfer",
        "转送负责的单位",
        ("incoming",),
        "incoming",
        FRONT,
        OURS,
        law("第十条（谁制作谁公开）"),
        duty=Duty.OPEN,
        form=receive.TransferForm,
        effect=receiving.transfer,
        clocks=(*STOP_ALL, *START_CONFIRM),
        help="申请寄错单位的，转送本区负责公开的单位，自该单位收到并确认之日起算。",
    ),
    Step(
        "accept",
        "审查通过",
        ("reviewing",),
        "handling",
        OFFICER,
        OURS,
        RECORD,
        primary=True,
        contributes=True,
        clocks=effects("review_passed"),
        help="申请内容明确，可以办理。",
    ),
    Step(
        "ask_correction",
        "要求补正",
        ("reviewing",),
        "correcting",
        OFFICER,
        OURS,
        CORRECT,
        duty=Duty.OPEN,
        form=ask.AskCorrectionForm,
        guards=(FIRST_CORRECTION,),
        effect=asking.ask_correction,
        contributes=True,
        clocks=effects("correction_requested", ref=lambda _act: "correction"),
        letter="correction",
        help="收到申请之日起7个工作日内一次性告知；答复期限自收到补正的申请之日起重新计算。",
    ),
    Step(
        "correction_delivered",
        "登记补正告知书送达",
        ("correcting",),
        None,
        FRONT,
        OURS,
        CORRECT,
        form=ask.DeliveredForm,
        guards=(CORRECTION_SENT,),
        effect=asking.correction_delivered,
        clocks=effects("correction_delivered", on=asking.on("delivered_on"), value=asking.correction_due),
        primary=True,
        help="补正期限从申请人收到告知书的次日起算，所以要登记送达日期。",
    ),
    Step(
        "correct",
        "收到补正",
        ("correcting",),
        "handling",
        FRONT,
        OURS,
        CORRECT,
        form=ask.CorrectForm,
        effect=asking.correct,
        clocks=effects("correction_received", on=asking.on("received_on")),
        primary=True,
        help="答复期限自收到补正的申请之日起重新计算（条例第三十条）。",
    ),
    Step(
        "correction_lapsed",
        "逾期不补正",
        ("correcting",),
        "settled",
        OFFICER,
        OURS,
        CORRECT,
        duty=Duty.OPEN,
        form=ask.LapsedForm,
        guards=(CORRECTION_OVER,),
        effect=asking.correction_lapsed,
        clocks=STOP_ALL,
        letter="notice_correction_lapsed",
        help="无正当理由逾期不补正的，视为放弃申请，不再处理。",
    ),
)

ENDING = (
    Step(
        "withdraw",
        "申请人撤回",
        ("incoming", *AT_WORK),
        "settled",
        FRONT,
        OURS,
        RECORD,
        duty=Duty.OPEN,
        form=decide.WithdrawForm,
        guards=(RECEIVED,),
        effect=ending.withdraw,
        clocks=STOP_ALL,
        help="申请人撤回的，登记方式并附材料，不再处理。年报计入“其他处理”的“其他”。",
    ),
    Step(
        "merge",
        "并案",
        ("reviewing", "handling"),
        "settled",
        OFFICER,
        OURS,
        RECORD,
        duty=Duty.OPEN,
        form=decide.MergeForm,
        effect=ending.merge,
        clocks=STOP_ALL,
        help="同一申请人就同一内容提出的几件，并入其中一件一起答复；这一件随之办结。",
    ),
    Step(
        "archive",
        "归档",
        ("settled",),
        "archived",
        OFFICER,
        OURS,
        RECORD,
        effect=ending.archive,
        primary=True,
        bulk=True,
        help="归档后全部文件固定，不能再改动。",
    ),
)
