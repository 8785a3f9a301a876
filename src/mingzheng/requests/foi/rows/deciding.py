"""The reply from draft to service."""

from __future__ import annotations

from django.db.models import Q

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Duty, Guard, Step
from mingzheng.requests.foi import presenting
from mingzheng.requests.foi.clocks import effects
from mingzheng.requests.foi.forms import asking as ask
from mingzheng.requests.foi.forms import deciding as decide
from mingzheng.requests.foi.models import Letter
from mingzheng.requests.foi.rows.common import AT_WORK, FRONT, HEAD, OFFICER, OURS, RECORD, REDO, REPLY, REVIEW, SERVE
from mingzheng.requests.foi.steps import deciding, ending

REDO_ORDERED = Guard(lambda found, _actor: found.redo_ordered_on is not None, "没有责令重新答复的复议决定或者判决。")

SIGNED = Q(status=Letter.Status.SIGNED)
WITH_LETTERS = (*AT_WORK, "sending", "sent", "settled")

DECIDING = (
    Step(
        "propose",
        "拟答复",
        ("handling",),
        "checking",
        OFFICER,
        OURS,
        REPLY,
        form=decide.ProposeForm,
        effect=deciding.propose,
        contributes=True,
        primary=True,
        help="选定办理结果，条款、文书、救济途径和年报栏目随之确定。",
    ),
    Step("pass_check", "审核通过", ("checking",), "legal", (Post.REVIEWER,), OURS, REVIEW, reviews=True, primary=True),
    Step("pass_legal", "法制审核通过", ("legal",), "signing", (Post.LEGAL,), OURS, REVIEW, reviews=True, primary=True),
    Step(
        "send_back",
        "退回重拟",
        ("checking",),
        "handling",
        (Post.REVIEWER,),
        OURS,
        REVIEW,
        duty=Duty.OPEN,
        form=ask.ReasonForm,
        effect=presenting.note_reason,
        reviews=True,
    ),
    Step(
        "send_back_legal",
        "退回重拟",
        ("legal",),
        "handling",
        (Post.LEGAL,),
        OURS,
        REVIEW,
        duty=Duty.OPEN,
        form=ask.ReasonForm,
        effect=presenting.note_reason,
        reviews=True,
    ),
    Step(
        "sign",
        "签发",
        ("signing",),
        "sending",
        HEAD,
        OURS,
        REPLY,
        effect=deciding.sign,
        reviews=True,
        primary=True,
        letter="answer",
        help="签发后编文号，内容不再变动。",
    ),
    Step(
        "send_back_sign",
        "退回重拟",
        ("signing",),
        "handling",
        HEAD,
        OURS,
        REVIEW,
        duty=Duty.OPEN,
        form=ask.ReasonForm,
        effect=presenting.note_reason,
    ),
    Step(
        "void",
        "作废并重拟",
        ("sending",),
        "handling",
        HEAD,
        OURS,
        REVIEW,
        duty=Duty.OPEN,
        form=ask.ReasonForm,
        guards=(Guard(lambda found, _actor: not found.leaf, "答复已经发出过，不能作废。", "请再次送达。"),),
        effect=deciding.void,
    ),
    Step(
        "send",
        "送达",
        ("sending",),
        "sent",
        FRONT,
        OURS,
        SERVE,
        form=decide.SendForm,
        effect=deciding.send,
        clocks=effects("replied", on=deciding.sent_on),
        primary=True,
    ),
    Step(
        "delivered",
        "登记送达日期",
        ("sent",),
        "settled",
        FRONT,
        OURS,
        SERVE,
        form=decide.ServedForm,
        effect=deciding.delivered,
        primary=True,
    ),
    Step(
        "failed",
        "未送达",
        ("sent",),
        "sending",
        FRONT,
        OURS,
        SERVE,
        duty=Duty.OPEN,
        form=decide.FailedForm,
        effect=deciding.failed,
        help="退回后可以换一种方式再次送达；答复期限不受影响。",
    ),
    Step(
        "redo",
        "重新办理",
        ("settled", "archived"),
        "handling",
        OFFICER,
        OURS,
        REDO,
        duty=Duty.OPEN,
        form=decide.RedoForm,
        guards=(REDO_ORDERED,),
        effect=ending.redo,
        clocks=effects("redone", on=ending.told_on),
        contributes=True,
        help="复议决定、判决责令重新答复的，按原申请重新办理；年报统计仍计原办理结果。",
    ),
    Step(
        "signed_copy",
        "上传盖章件",
        WITH_LETTERS,
        None,
        FRONT,
        OURS,
        RECORD,
        duty=Duty.OPEN,
        form=decide.SignedCopyForm,
        guards=(Guard(lambda found, _actor: found.letters.filter(SIGNED).exists(), "还没有签发的文书。"),),
        effect=deciding.signed_copy,
        help="补传或者更换盖章件；换下的仍保存在案卷里。",
    ),
)
