"""Posts, articles and clock effects that the rows share."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import ALL_CLOCKS, Basis, ClockEffect, ClockMove, Guard, Whose
from mingzheng.requests.foi.clocks import let_lapse
from mingzheng.requests.foi.steps import receiving

OURS = Whose.CASE_UNIT
OFFICER = (Post.OFFICER,)
FRONT = (Post.OFFICER, Post.WINDOW)
HEAD = (Post.HEAD,)

# The headings under which the case page gathers what can be done, in this order.
HEADINGS = ("推进办理", "征求意见与检索", "与申请人沟通", "期限", "答复和送达", "归档与其他")
FORWARD, SEEKING, APPLICANT, TIME, REPLYING, CLOSING = HEADINGS


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
REDO = Basis("《行政复议法》第七十七条、《行政诉讼法》第七十条（限期重新作出行政行为）")
TALK = Basis("政务公开工作要点第十一点、任务15：加强与申请人的沟通，强化便民解答、指引和服务")
SERVE = law("第四十条（提供方式）；送达日期起算救济期限")

RECEIVED = Guard(
    lambda found, _actor: receiving.receipt_known(found),
    "还没有确认收到日期。",
    "请先点“确认收到”，登记与申请人确认的日期（条例第三十一条）。",
)

STOP_ALL = (*let_lapse(), ClockEffect(ClockMove.STOP, ALL_CLOCKS, if_running=True))
ASKED = ("handling", "checking", "legal", "signing", "sending")  # while opinions may still be awaited
AT_WORK = ("reviewing", "correcting", "handling", "paying", "checking", "legal", "signing")
