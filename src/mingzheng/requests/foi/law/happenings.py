"""What happens to an application, and what each of it does to which clock: the words of ``clockwork``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mingzheng.core.procedures.table import ClockMove

START, PAUSE, RESUME, RESET, EXTEND, STOP = ClockMove

MOVES: Mapping[str, tuple[tuple[ClockMove, str], ...]] = MappingProxyType(
    {
        # On the day of receipt (Art. 31): of submission in person, of signing for it, of confirming it.
        "received": ((START, "review"), (START, "reply")),
        "review_passed": ((STOP, "review"),),
        "correction_requested": ((STOP, "review"), (PAUSE, "reply")),
        "correction_delivered": ((START, "correction"),),
        "correction_received": ((STOP, "correction"), (RESET, "reply")),
        "correction_expired": ((STOP, "correction"), (STOP, "reply")),
        # Named by their ``ref``: several run side by side, each with a clock of its own.
        "consult_sent": ((PAUSE, "reply"),),
        "consult_delivered": ((START, "consult"),),
        # On the day of the answer, at the latest on the last day of the consultation's own clock.
        "consult_answered": ((STOP, "consult"), (RESUME, "reply")),
        "consult_expired": ((STOP, "consult"), (RESUME, "reply")),
        "extension": ((EXTEND, "reply"),),
        # To a day that the agency finds reasonable, within the period that runs (Art. 35).
        "delayed": ((EXTEND, "reply"),),
        "fee_notice": ((PAUSE, "reply"),),
        "fee_delivered": ((START, "fee"),),
        "fee_paid": ((STOP, "fee"), (RESET, "reply")),
        "fee_expired": ((STOP, "fee"), (STOP, "reply")),
        # Ordered by a reconsideration or a judgement: whatever still ran is over, the period begins anew with its receipt.
        "redone": ((STOP, "reply"), (START, "reply")),
        "replied": ((STOP, "review"), (STOP, "correction"), (STOP, "fee"), (STOP, "reply")),
    }
)
"""What moves a clock; the procedure's clock effects and the calculator's ledgers both come from here. A ``…_delivered``
takes effect on the day on which the letter arrived, everything else on the day on which it was done."""

ARTICLES: Mapping[str, str] = MappingProxyType(
    {
        "correction_requested": "条例第三十条",
        "correction_received": "条例第三十条",
        "correction_expired": "条例第三十条",
        "third_party": "条例第三十二条、第三十三条第三款",
        "co_agency": "条例第三十四条、第三十三条第三款",
        "extension": "条例第三十三条第二款",
        "delayed": "条例第三十五条",
        "fee_notice": "条例第四十二条、国办函〔2020〕109号",
        "fee_paid": "国办函〔2020〕109号",
        "fee_expired": "国办函〔2020〕109号",
        "replied": "条例第三十三条",
    }
)

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "submitted": "提交申请",
        "posted": "寄出申请（需签收）",
        "signed_for": "签收",
        "receipt_confirmed": "与申请人确认收到",
        "review_passed": "审查通过，不需补正",
        "correction_requested": "告知补正",
        "correction_received": "收到补正",
        "correction_expired": "登记逾期不补正",
        "consult_sent": "发出征求意见",
        "consult_answered": "收到意见",
        "consult_expired": "登记逾期未答复意见",
        "extension": "延长答复期限",
        "delayed": "告知延迟答复的日期（理由合理）",
        "fee_notice": "发出收费通知",
        "fee_paid": "申请人缴费",
        "fee_expired": "登记逾期未缴费",
        "clock_check": "查看期限",
        "replied": "答复",
    }
)
"""The events of a history, in the order in which they usually come."""

CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "in_person": "当面提交",
        "signed_post": "邮寄，需签收",
        "ordinary_mail": "平常信函",
        "internet": "互联网渠道",
        "fax": "传真",
    }
)
PARTIES: Mapping[str, str] = MappingProxyType({"third_party": "第三方", "co_agency": "共同制作机关"})
POSITIONS: Mapping[str, str] = MappingProxyType(
    {"": "", "agree": "同意公开", "partly": "同意部分公开", "object": "不同意公开"}
)
STATES: Mapping[str, str] = MappingProxyType(
    {
        "before_receipt": "尚未收到",
        "running": "计算中",
        "correction": "等待补正",
        "consultation": "等待意见",
        "fee": "等待缴费",
        "replied": "已答复",
        "closed": "不再处理",
    }
)


@dataclass(frozen=True)
class Happening:
    """One event of a history.

    Args:
        date: the day on which it takes effect.
        recorded: the day of recording, when later.
        delivered: the day on which the letter arrived; ``date`` when None.
        party: whom a consultation asks, a key of ``PARTIES``.
        ref: which consultation.
        days: of an extension.
        until: of a delay (Art. 35), the day until which the agency will answer.
        period_days: of a correction, in working days.
        approved, notified: of an extension: a day, True, or not (None, False).
        outcome: code of a leaf (``outcomes``).
    """

    kind: str
    date: dt.date
    recorded: dt.date | None = None
    delivered: dt.date | None = None
    channel: str = ""
    party: str = ""
    ref: str = ""
    position: str = ""
    days: int = 0
    until: dt.date | None = None
    period_days: int = 0
    approved: dt.date | bool | None = None
    notified: dt.date | bool | None = None
    outcome: str = ""

    @property
    def label(self) -> str:
        return KINDS[self.kind]

    @property
    def arrived(self) -> dt.date:
        return self.delivered or self.date


@dataclass(frozen=True)
class Waiting:
    """What the clock stands for: ``correction``, ``third_party``, ``co_agency`` or ``fee``, and until when at most."""

    what: str
    ref: str
    due: dt.date
    provisional: bool = False


@dataclass(frozen=True)
class After:
    """How the application stands after the ``n``-th event. ``due`` is None while the reply clock does not run.

    ``refused`` says why an event was not taken, with the article; state and date are then those before it.
    """

    n: int
    state: str
    due: dt.date | None
    provisional: bool
    reasons: tuple[str, ...]
    refused: str = ""
    waiting: tuple[Waiting, ...] = ()
    late: bool = False

    @property
    def label(self) -> str:
        return STATES[self.state]
