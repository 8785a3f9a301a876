"""A history read in the order of its days: what each event may do by the 条例, and what it does to the clocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzheng.core.dates import chinese_day
from mingzheng.core.errors import Refused
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.clock_rules import Rules
from mingzheng.requests.foi.law.happenings import ARTICLES, CHANNELS, PARTIES, Happening, Waiting
from mingzheng.requests.foi.law.ledgers import Ledgers, pause_name

SURE = {"in_person": "第三十一条第一项", "signed_post": "第三十一条第二项"}
"""Channels whose day of receipt needs no confirmation by both sides."""
CONFIRMED = {"ordinary_mail": "第三十一条第二项", "internet": "第三十一条第三项", "fax": "第三十一条第三项"}
SILENT = {
    "third_party": "第三方逾期未答复，由本机关依法决定是否公开",
    "co_agency": "共同制作机关逾期未答复，视为同意公开",
}
BEFORE_RECEIPT = ("submitted", "posted", "signed_for", "receipt_confirmed", "clock_check")
LAPSED = {"F1": "correction", "F2": "fee"}
"""The leaves that only record that the applicant let a period lapse."""
SUPPLIES = ("A2", "B")
LONGEST = dt.timedelta(days=3660)
"""A history spans no more than ten years: beyond that somebody mistyped a year."""


@dataclass
class _Consultation:
    sent: Happening
    ended: str = ""  # "answered", "lapsed"
    recorded: bool = False

    @property
    def pause(self) -> str:
        return pause_name(self.sent.party, self.sent.ref)

    @property
    def clock(self) -> str:
        return f"consult:{self.sent.ref}"


@dataclass
class Walk:
    """How an application stands after the events read so far.

    ``asked`` holds the correction and the fee: "open", "done" (received, paid) or "lapsed".
    """

    rules: Rules
    calendar: WorkCalendar
    ledgers: Ledgers = field(init=False)
    submitted: Happening | None = None
    received: dt.date | None = None
    receipt: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    consultations: dict[str, _Consultation] = field(default_factory=dict)
    extended: int = 0
    closed: str = ""
    outcome: str = ""
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledgers = Ledgers(self.rules, self.calendar)

    def take(self, event: Happening) -> None:
        """Read the next event, after letting lapse what lapsed before its day.

        Raises:
            Refused: the law or the history does not allow it; the walk is then of no further use.
        """
        self.said = []
        if event.kind not in BEFORE_RECEIPT:
            self._need_receipt(event)
        if event.delivered and event.delivered < event.date:
            article = ARTICLES.get(event.party or event.kind, "条例第三十一条")
            raise Refused(
                f"送达日期{chinese_day(event.delivered)}早于{event.label}的日期，请核对（{article}）。", code="order"
            )
        if self.received and event.arrived - self.received > LONGEST:
            raise Refused(
                f"{chinese_day(event.arrived)}距收到申请之日超过十年，请核对日期（条例第三十三条）。", code="far"
            )
        self._let_lapse(event.date)
        self._need_open(event)
        if event.recorded and event.recorded > event.date:
            self.said.append(f"补登：{chinese_day(event.recorded)}登记，自{chinese_day(event.date)}起生效")
        getattr(self, f"_{event.kind}")(event)

    # -- what must hold

    def _need_receipt(self, event: Happening) -> None:
        if self.received is None:
            raise Refused(
                f"{chinese_day(event.date)}还没有收到申请，不能{event.label}（条例第三十一条）。", code="not_received"
            )

    def _need_open(self, event: Happening) -> None:
        if self.closed and event.kind != "clock_check" and not self.records_lapse(event):
            raise Refused(
                f"申请已办结（{'已答复' if self.closed == 'replied' else '不再处理'}），不能再{event.label}（条例第三十三条）。",
                code="closed",
            )

    def records_lapse(self, event: Happening) -> bool:
        """Is it the record F1 or F2 of a lapse that closed the application already?"""
        lapsed = LAPSED.get(event.outcome, "") if event.kind == "replied" else ""
        return not self.outcome and self.asked.get(lapsed) == "lapsed"

    def _let_lapse(self, day: dt.date) -> None:
        """Consultations whose last day lies before ``day`` end on it, the earliest first."""
        ended = [(self._last_day(one), one) for one in self._open_consultations()]
        for last, one in sorted(ended, key=lambda pair: pair[0]):
            if last < day:
                self._end_consultation(one, "consult_expired", last, SILENT[one.sent.party])
                one.ended = "lapsed"

    # -- receipt (Art. 31)

    def _submitted(self, event: Happening) -> None:
        if self.submitted or self.received:
            raise Refused("申请已经提交，不能再次提交；另行提交的是另一件申请（条例第二十九条）。", code="twice")
        self.submitted = event
        if event.channel == "in_person":
            self._receive(event.date, f"当面提交，以提交之日为收到申请之日（条例{SURE['in_person']}）")

    def _posted(self, event: Happening) -> None:
        self._submitted(event)

    def _signed_for(self, event: Happening) -> None:
        self._not_received()
        if self.submitted and self.submitted.channel != "signed_post":
            channel = CHANNELS[self.submitted.channel]
            raise Refused(f"申请经{channel}提交，不以签收之日为收到之日（条例第三十一条）。", code="channel")
        self._receive(event.date, f"邮寄提交，以签收之日为收到申请之日（条例{SURE['signed_post']}）")

    def _receipt_confirmed(self, event: Happening) -> None:
        self._not_received()
        channel = self.submitted.channel if self.submitted else event.channel
        if channel in SURE:
            raise Refused("邮寄需签收的申请以签收之日为收到之日，不需确认（条例第三十一条第二项）。", code="channel")
        words = f"经{CHANNELS[channel]}提交，" if channel else ""
        article = CONFIRMED.get(channel, "第三十一条")
        self._receive(event.date, f"{words}以与申请人确认之日为收到申请之日（条例{article}）")

    def _not_received(self) -> None:
        if self.received:
            raise Refused(f"收到申请的日期已定为{chinese_day(self.received)}（条例第三十一条）。", code="twice")

    def _receive(self, day: dt.date, why: str) -> None:
        self.ledgers.move("received", day)
        self.received, self.receipt = day, f"{chinese_day(day)}：{why}"

    # -- correction (Art. 30)

    def _review_passed(self, event: Happening) -> None:
        self.ledgers.move("review_passed", event.date)

    def _correction_requested(self, event: Happening) -> None:
        if "correction" in self.asked:
            raise Refused("补正只能一次性告知，已经告知过，不能再次要求补正（条例第三十条）。", code="once")
        if event.period_days < 0:
            raise Refused("补正期限应为1个工作日以上的合理期限（条例第三十条）。", code="days")
        over = self.ledgers.of("review").due
        if over is not None and event.date > over:
            raise Refused(
                f"补正应当自收到申请之日起7个工作日内告知，{chinese_day(over)}已届满（条例第三十条）。",
                code="review_over",
            )
        self._ask("correction", "correction_requested", event, length=event.period_days or None)

    def _ask(self, what: str, kind: str, event: Happening, length: int | None = None) -> None:
        self.ledgers.move(kind, event.date, pause=pause_name(what), article=ARTICLES[kind])
        self.ledgers.move(f"{what}_delivered", event.arrived, length=length)
        self.asked[what] = "open"

    def _correction_received(self, event: Happening) -> None:
        self._need_asked("correction", "还没有告知补正，没有可以收到的补正（条例第三十条）。")
        self._say_if_after("correction", event, "补正在期限届满之后收到，此前未登记逾期，仍予接受")
        self._renew("correction", "correction_received", event, "答复期限自收到补正的申请之日起重新计算")

    def _correction_expired(self, event: Happening) -> None:
        self._need_asked("correction", "没有等待补正，不能登记逾期不补正（条例第三十条）。")
        self._lapse("correction", "correction_expired", event, "补正期限")
        self.said.append("申请人逾期不补正，视为放弃申请，不再处理（条例第三十条），办理结果F1")

    def _need_asked(self, what: str, message: str) -> None:
        if self.asked.get(what) != "open":
            raise Refused(message, code="not_asked")

    def _say_if_after(self, what: str, event: Happening, words: str) -> None:
        last = self._due(what)
        if event.date > last:
            self.said.append(f"{words}（期限至{chinese_day(last)}）")

    def _lapse(self, what: str, kind: str, event: Happening, period: str) -> None:
        last = self._due(what)
        if event.date < last:  # a period that lapses takes effect at the end of its last day
            raise Refused(
                f"{period}至{chinese_day(last)}届满，{chinese_day(event.date)}还不能登记逾期（{ARTICLES[kind]}）。",
                code="early",
            )
        self.ledgers.move(kind, event.date, article=ARTICLES[kind])
        self.asked[what], self.closed = "lapsed", "closed"

    def _renew(self, what: str, kind: str, event: Happening, note: str) -> None:
        """The reply's days begin anew; what else is waited for goes on being waited for."""
        self.asked[what], self.extended = "done", 0
        self.ledgers.move(kind, event.date, article=ARTICLES[kind], note=note)
        for one in self._open_consultations():
            self.ledgers.pause_again(event.date, one.pause, ARTICLES[one.sent.party])
        for other, kind_of in (("correction", "correction_requested"), ("fee", "fee_notice")):
            if self.asked.get(other) == "open":
                self.ledgers.pause_again(event.date, pause_name(other), ARTICLES[kind_of])

    # -- consultations (Arts. 32-34)

    def _consult_sent(self, event: Happening) -> None:
        if event.ref in self.consultations:
            raise Refused(
                f"编号「{event.ref}」的征求意见已经发出，请另用编号（{ARTICLES[event.party]}）。", code="twice"
            )
        sent = _Consultation(event)
        self.ledgers.move("consult_sent", event.date, pause=sent.pause, article=ARTICLES[event.party])
        self.ledgers.move("consult_delivered", event.arrived, each=event.ref, rule=f"foi.{event.party}")
        self.consultations[event.ref] = sent

    def _consult_answered(self, event: Happening) -> None:
        one = self._consultation(event)
        if one.ended == "answered":
            raise Refused(f"{one.pause}已经答复，不能重复登记（{ARTICLES[one.sent.party]}）。", code="twice")
        if one.ended:
            last = self._last_day(one)
            self.said.append(
                f"{one.pause}：{chinese_day(event.date)}才收到，期限至{chinese_day(last)}，其后不再扣除；{SILENT[one.sent.party]}"
                f"（{ARTICLES[one.sent.party]}）"
            )
        else:
            words = {"agree": "同意公开", "partly": "同意部分公开", "object": "不同意公开"}.get(event.position, "")
            self._end_consultation(one, "consult_answered", event.date, f"收到意见{'：' + words if words else ''}")
        one.ended = "answered"
        if event.position == "object" and one.sent.party == "third_party":
            self.said.append(
                "第三方不同意公开且有合理理由的，不予公开；不公开可能对公共利益造成重大影响的，可以公开并书面告知第三方（条例第三十二条）"
            )

    def _consult_expired(self, event: Happening) -> None:
        one = self._consultation(event)
        last = self._last_day(one)
        if one.ended == "answered" or one.recorded:
            raise Refused(f"{one.pause}已经了结，不能登记逾期（{ARTICLES[one.sent.party]}）。", code="twice")
        if event.date < last:
            raise Refused(
                f"{one.pause}的期限至{chinese_day(last)}届满，{chinese_day(event.date)}还不能登记逾期（{ARTICLES[one.sent.party]}）。",
                code="early",
            )
        if not one.ended:  # recorded on the last day itself
            self._end_consultation(one, "consult_expired", last, SILENT[one.sent.party])
            one.ended = "lapsed"
        one.recorded = True
        self.said.append(
            f"{one.pause}于{chinese_day(last)}期满：{SILENT[one.sent.party]}（{ARTICLES[one.sent.party]}）"
        )

    def _consultation(self, event: Happening) -> _Consultation:
        if event.ref:
            found = self.consultations.get(event.ref)
        else:
            # Without a number: the only one that is open, or the only one there is.
            open_ones = list(self._open_consultations()) or list(self.consultations.values())
            found = open_ones[0] if len(open_ones) == 1 else None
        if found is None:
            named = f"编号「{event.ref}」的" if event.ref else "可以确定的"
            raise Refused(
                f"{chinese_day(event.date)}没有{named}征求意见，请核对编号（条例第三十二条、第三十四条）。", code="ref"
            )
        return found

    def _end_consultation(self, one: _Consultation, kind: str, day: dt.date, note: str) -> None:
        article = ARTICLES[one.sent.party]
        self.ledgers.move(kind, day, pause=one.pause, each=one.sent.ref, article=article, note=note)

    def _open_consultations(self) -> Iterator[_Consultation]:
        return (one for one in self.consultations.values() if not one.ended)

    # -- extension (Art. 33)

    def _extension(self, event: Happening) -> None:
        most = self.rules.on("foi.extension_most", event.date).length or 0
        if not event.approved or not event.notified:
            lacking = "没有经政府信息公开工作机构负责人同意" if not event.approved else "没有告知申请人"
            raise Refused(f"延长答复期限{lacking}，不能延长（条例第三十三条第二款）。", code="not_approved")
        if not 1 <= event.days <= most:
            raise Refused(f"延长的天数应为1至{most}个工作日（条例第三十三条第二款）。", code="days")
        if self.extended + event.days > most:
            raise Refused(
                f"已延长{self.extended}个工作日，合计不得超过{most}个工作日（条例第三十三条第二款）。", code="days"
            )
        for day in (event.date, event.approved, event.notified):
            if isinstance(day, dt.date) and (over := self.ledgers.passed("reply", day)):
                raise Refused(
                    f"答复期限已于{chinese_day(over)}届满，应当在届满前同意延长并告知申请人（条例第三十三条第二款）。",
                    code="late",
                )
        self.ledgers.move("extension", event.date, days=event.days, article=ARTICLES["extension"])
        self.extended += event.days

    # -- a reasonable period (Art. 35)

    def _delayed(self, event: Happening) -> None:
        if event.until is None:
            raise Refused("延迟答复应写明确定的答复日期（条例第三十五条）。", field="until", code="until")
        if over := self.ledgers.passed("reply", event.date):
            raise Refused(
                f"答复期限已于{chinese_day(over)}届满，应当在届满前确定延迟答复的日期并告知申请人（条例第三十五条）。",
                code="late",
            )
        due = self.ledgers.of("reply").due
        if event.until <= max(event.date, due or event.date):
            raise Refused(
                f"确定的答复日期{chinese_day(event.until)}应晚于现在的期限{chinese_day(due) if due else ''}（条例第三十五条）。",
                code="until",
            )
        self.ledgers.move("delayed", event.date, until=event.until, article=ARTICLES["delayed"])
        self.said.append(
            "合理期限由本机关按申请的数量和查找、整理所需的时间确定，条例没有规定天数；理由不合理的，不予处理"
        )

    # -- fee (Art. 42, 国办函〔2020〕109号)

    def _fee_notice(self, event: Happening) -> None:
        if "fee" in self.asked:
            raise Refused("收费通知已经发过，同一申请只计收一次（国办函〔2020〕109号）。", code="once")
        if over := self.ledgers.passed("reply", event.date):
            raise Refused(
                f"答复期限已于{chinese_day(over)}届满，收费通知应当在答复期限内发出（国办函〔2020〕109号）。",
                code="late",
            )
        self._ask("fee", "fee_notice", event)

    def _fee_paid(self, event: Happening) -> None:
        self._need_asked("fee", "没有等待缴费，不能登记缴费（国办函〔2020〕109号）。")
        self._say_if_after("fee", event, "缴费在期限届满之后，此前未登记逾期，仍予接受")
        self._renew("fee", "fee_paid", event, "自缴费次日起重新计算答复期限")

    def _fee_expired(self, event: Happening) -> None:
        self._need_asked("fee", "没有等待缴费，不能登记逾期未缴费（国办函〔2020〕109号）。")
        self._lapse("fee", "fee_expired", event, "缴费期限")
        self.said.append("申请人逾期未缴费，视为放弃申请，不再处理（国办函〔2020〕109号），办理结果F2")

    # -- the end

    def _clock_check(self, event: Happening) -> None:
        """Only looks; what has lapsed before its day has been let lapse."""

    def _replied(self, event: Happening) -> None:
        found = self._leaf(event)
        if self.records_lapse(event):
            self.outcome = found.code
            self.said.append(f"办理结果{found.code}（{found.name}）已记录")
            return
        self._may_end_as(event)
        self.ledgers.move("replied", event.date, article=ARTICLES["replied"], note=f"{found.code}（{found.name}）")
        self.outcome, self.closed = found.code, "closed" if found.row.startswith("F") else "replied"

    def _leaf(self, event: Happening) -> outcomes.Leaf:
        try:
            return outcomes.leaf(event.outcome, event.date)
        except Refused as refused:
            raise Refused(f"{refused}（国办公开办函〔2021〕30号，本年度办理结果）", code=refused.code) from refused

    def _may_end_as(self, event: Happening) -> None:
        code = event.outcome
        if code in LAPSED:
            what, words = LAPSED[code], {"F1": "补正期限", "F2": "缴费期限"}[code]
            article = ARTICLES["correction_expired" if code == "F1" else "fee_expired"]
            if self.asked.get(what) != "open" or event.date <= self._due(what):
                raise Refused(f"{words}没有届满而未履行的情形，不能以{code}办结（{article}）。", code="not_lapsed")
        if code == "D3" and self.asked.get("correction") != "done":
            raise Refused("没有收到补正，不能以“补正后仍不明确”（D3）办结（条例第三十条）。", code="not_corrected")
        silent = (one for one in self.consultations.values() if one.ended != "answered")
        asked = [one for one in silent if one.sent.party == "third_party" and event.date <= self._last_day(one)]
        if code in SUPPLIES and asked:
            raise Refused(
                f"{asked[0].pause}还没有答复，期限至{chinese_day(self._last_day(asked[0]))}，不能先行公开（条例第三十二条）。",
                code="consulting",
            )

    # -- how it stands

    def _last_day(self, one: _Consultation) -> dt.date:
        return self._due(one.clock)

    def _due(self, clock: str) -> dt.date:
        due = self.ledgers.of(clock).due
        assert due is not None  # noqa: S101 - these clocks are never paused
        return due

    @property
    def state(self) -> str:
        if self.received is None:
            return "before_receipt"
        if self.closed:
            return self.closed
        what = next((one.what for one in self.waiting()), "running")
        return "consultation" if what in PARTIES else what

    def waiting(self) -> list[Waiting]:
        """What is waited for: the correction, the fee, consultations by their last day."""
        if self.closed:
            return []
        asked = [(what, "", what) for what in ("correction", "fee") if self.asked.get(what) == "open"]
        asked += [(one.sent.party, one.sent.ref, one.clock) for one in self._open_consultations()]
        found = []
        for what, ref, clock in asked:
            reckoned = self.ledgers.of(clock)
            if reckoned.due is not None:
                found.append(Waiting(what, ref, reckoned.due, reckoned.provisional))
        return sorted(found, key=lambda one: (one.what in PARTIES, one.due, one.ref))
