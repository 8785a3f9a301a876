"""What is asked of others: a correction, consultations, help, a search, reasons; ``fees`` and ``extending`` stand apart."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store_all
from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.table import Act
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi import letters
from mingzheng.requests.foi.handed_in import settle_waiting
from mingzheng.requests.foi.models import (
    Application,
    Consultation,
    Conversation,
    Correction,
    Explanation,
    Search,
    Supplement,
)
from mingzheng.requests.foi.steps.ending import settle
from mingzheng.requests.foi.waiting import ran_out


def never_corrected(application: Application) -> bool:
    """Art. 30: asked for once, all at one time."""
    return not hasattr(application, "correction")


def ask_correction(act: Act) -> None:
    """Art. 30: within seven working days of receipt, the items and a fitting period."""
    found: Application = act.subject
    _not_late(act, found)
    Correction.objects.create(
        application=found,
        items=act.data["items"],
        period_days=act.data["period_days"],
        asked_on=act.day,
    )
    facts = {"补正事项": act.data["items"], "补正期限": str(act.data["period_days"])}
    letters.issue(act, "correction", facts=facts)
    act.note = f"补正期限 {act.data['period_days']} 个工作日"


def _not_late(act: Act, found: Application) -> None:
    clock = act.case.clocks.filter(name="review").order_by("-id").first()
    if clock is not None and clock.due_on is not None and act.day > clock.due_on:
        raise Refused(
            f"补正告知的期限已于 {chinese_date(clock.due_on)} 届满（收到申请之日起7个工作日，条例第三十条），不能再要求补正。",
            remedy="请点“审查通过”，按现有内容办理；可以与申请人沟通，请其主动说明。",
            code="review_over",
        )


def correction_delivered(act: Act) -> None:
    correction: Correction = act.subject.correction
    day = act.data["delivered_on"]
    if day < correction.asked_on:
        raise Refused("送达日期早于告知日期。", remedy="请核对。", field="delivered_on")
    correction.delivered_on = day
    correction.due_on = calendar().add_workdays(day, correction.period_days).due
    correction.save(update_fields=["delivered_on", "due_on"])
    act.note = f"申请人应于 {chinese_date(correction.due_on)} 前补正"


def correction_due(act: Act) -> dt.date | None:
    due: dt.date | None = act.subject.correction.due_on
    return due


def correction_unsent(application: Application) -> bool:
    found: Correction | None = getattr(application, "correction", None)
    return found is not None and found.delivered_on is None


def correct(act: Act) -> None:
    """Art. 30: the period of the reply begins anew on the day the correction is received."""
    correction: Correction = act.subject.correction
    day = act.data["received_on"]
    if day < correction.asked_on:
        raise Refused("收到补正的日期早于告知日期。", remedy="请核对。", field="received_on")
    correction.received_on, correction.answer = day, act.data["answer"]
    correction.save(update_fields=["received_on", "answer"])
    wanted = act.data.get("wanted")
    if wanted:
        act.subject.wanted = wanted
        act.subject.save(update_fields=["wanted"])
    _keep_files(act, "补正材料")
    settle_waiting(act.subject, Supplement.Kind.CORRECTION, act.actor)
    act.note = f"{chinese_date(day)} 收到补正"


def correction_over(application: Application) -> bool:
    found: Correction | None = getattr(application, "correction", None)
    if found is None or found.received_on is not None or found.due_on is None:
        return False
    return timekeeping.today() > found.due_on


def correction_lapsed(act: Act) -> None:
    """Art. 30: without good reason not corrected in time, the application counts as given up."""
    correction: Correction = act.subject.correction
    correction.lapsed_on = act.day
    correction.save(update_fields=["lapsed_on"])
    settle(act, "F1")
    act.note = "逾期不补正，视为放弃申请"
    if act.data.get("notify"):
        letters.issue(act, "notice_correction_lapsed", facts={"补正期限届满": letters.in_words(correction.due_on)})
        act.note += "，已制作告知书"


def consult(act: Act) -> None:
    """Arts 32, 34: the other side's answer within fifteen working days of getting the letter."""
    found: Application = act.subject
    kind = act.data["kind"]
    ref = f"{'S' if kind == Consultation.Kind.THIRD_PARTY else 'J'}{found.consultations.count() + 1}"
    made = Consultation.objects.create(
        application=found,
        ref=ref,
        kind=kind,
        party=act.data["party"],
        contact=act.data["contact"],
        content=act.data["content"],
        sent_on=act.data["sent_on"],
    )
    act.data["ref"] = ref
    facts = {"征求内容": made.content}
    letters.issue(act, kind, ref=ref, facts=facts, addressee=made.party)
    _tell_applicant(act, kind)
    act.note = f"{made.get_kind_display()}（{ref}）"


ASKED_OF = {
    Consultation.Kind.THIRD_PARTY: "第三方的合法权益",
    Consultation.Kind.CO_AGENCY: "由其他行政机关共同制作的内容",
}


def _tell_applicant(act: Act, kind: str) -> None:
    """Once, with the first consultation: opinions are sought, and that time is not counted (Art. 33 (3))."""
    if not act.subject.letters.filter(kind="consult_notice").exists():
        letters.issue(act, "consult_notice", facts={"征求对象": ASKED_OF[Consultation.Kind(kind)]})


def ref_of(act: Act) -> str:
    ref: str = act.data["ref"]
    return ref


def _consultation(act: Act) -> Consultation:
    return Consultation.objects.select_for_update().get(application=act.subject, ref=act.data["ref"])


def consult_delivered(act: Act) -> None:
    found = _consultation(act)
    day = act.data["delivered_on"]
    if day < found.sent_on:
        raise Refused("收到日期早于发出日期。", remedy="请核对。", field="delivered_on")
    rule = rule_on(f"foi.{found.kind}", day)
    found.delivered_on = day
    found.due_on = calendar().add_workdays(day, rule.length or 0).due
    found.save(update_fields=["delivered_on", "due_on"])
    act.note = f"{found}，答复期限至 {chinese_date(found.due_on)}"


def is_third_party(act: Act) -> bool:
    return _kind(act) == Consultation.Kind.THIRD_PARTY


def is_co_agency(act: Act) -> bool:
    return _kind(act) == Consultation.Kind.CO_AGENCY


def _kind(act: Act) -> str:
    return Consultation.objects.values_list("kind", flat=True).get(application=act.subject, ref=act.data["ref"])


def consult_answered(act: Act) -> None:
    """What the office waited beyond the fifteen days is not excluded from its own period (Art. 33 (3))."""
    found = _consultation(act)
    day = act.data["answered_on"]
    if day < found.sent_on:
        raise Refused("答复日期早于发出日期。", remedy="请核对。", field="answered_on")
    found.answered_on, found.position, found.reasons = day, act.data["position"], act.data["reasons"]
    found.ended_on = min(day, found.due_on) if found.due_on else day
    found.save(update_fields=["answered_on", "position", "reasons", "ended_on"])
    _keep_files(act, f"{found}的意见")
    act.note = f"{found}：{found.get_position_display()}"


def consult_lapsed(act: Act) -> None:
    """Art. 32: the agency decides; Art. 34: a silent co-producing agency counts as agreeing."""
    found = _consultation(act)
    if found.due_on is None or act.day <= found.due_on:
        until = f"至 {chinese_date(found.due_on)}" if found.due_on else "从对方收到征求意见书起算，还没有登记收到日期"
        raise Refused(f"答复期限还没有届满（{until}）。", remedy="期满后再登记。", field="ref", code="too_early")
    found.ended_on, found.position = found.due_on, Consultation.Position.SILENT
    found.save(update_fields=["ended_on", "position"])
    silent = "视为同意公开" if found.kind == Consultation.Kind.CO_AGENCY else "由本机关依法决定是否公开"
    act.note = f"{found}逾期未答复，{silent}"


def consult_ended(act: Act) -> dt.date:
    day = Consultation.objects.values_list("ended_on", flat=True).get(application=act.subject, ref=act.data["ref"])
    return day or act.day


def assist(act: Act) -> None:
    """Another unit of the district is asked for help; the reply stays ours, and no clock stands for it."""
    unit, until = act.data["unit"], act.data["until"]
    facts = {"协办事项": act.data["content"], "办理时限": letters.in_words(until)}
    letter = letters.issue(act, "assist", facts=facts, addressee=unit.name)
    act.note = f"{letter.number}，请{unit.short}于 {chinese_date(until)} 前回复"


def search(act: Act) -> None:
    made = Search.objects.create(application=act.subject, **{name: act.data[name] for name in SEARCH_FIELDS})
    act.note = f"{made.place}：{'有' if made.found else '无'}"


def talk(act: Act) -> None:
    """Task 15. The journal says that and how, never what about."""
    fields = ("talked_on", "way", "summary", "suggested", "result")
    made = Conversation.objects.create(
        application=act.subject, person=act.actor.person_name, **{name: act.data[name] for name in fields}
    )
    act.note = f"{made.get_way_display()}，{made.get_result_display()}"


SEARCH_FIELDS = ("searched_on", "place", "person", "words", "found", "result")


def ask_reasons(act: Act) -> None:
    """Art. 35."""
    if Explanation.objects.filter(application=act.subject).exists():
        raise Refused("已经要求过说明理由。", remedy="请登记申请人的说明。", code="asked_already")
    Explanation.objects.create(application=act.subject, asked_on=act.day, why=act.data["why"])
    letters.issue(act, "explain", facts={"情况": act.data["why"]})


def reasons_given(act: Act) -> None:
    """Art. 35: unreasonable → not dealt with; reasonable but not to be answered in time → a fitting later day."""
    found = Explanation.objects.filter(application=act.subject).first()
    if found is None:
        raise Refused("还没有要求说明理由。", remedy="请先发出说明理由告知书。", code="not_asked")
    _within_the_period(act)
    found.answered_on, found.answer = act.data["answered_on"], act.data["answer"]
    found.reasonable, found.until = act.data["reasonable"], act.data.get("until")
    found.save()
    act.note = "理由合理" if found.reasonable else "理由不合理"
    if found.until:
        letters.issue(act, "delay", facts={"答复日期": letters.in_words(found.until)})
        act.note += f"，确定于 {chinese_date(found.until)} 前答复"


def _within_the_period(act: Act) -> None:
    """A later day is set while the period runs, and lies after its end; while the clock stands there is no end yet."""
    clock = act.case.clocks.filter(name="reply", met_on=None).first()
    day = act.data.get("until")
    if day is None:
        return
    if ran_out(act.subject, act.day):
        raise Refused(
            "征求意见的期限已经届满，还没有登记结果，现在的答复期限还不确定。",
            remedy="请先登记收到意见，或者登记逾期未答复。",
            field="until",
        )
    if clock is None or clock.due_on is None:
        return
    if act.day > clock.due_on:
        raise Refused(
            f"答复期限已于 {chinese_date(clock.due_on)} 届满，不能再确定延迟答复的日期。",
            remedy="请尽快答复。",
            field="until",
        )
    if day <= clock.due_on:
        raise Refused(
            f"确定的答复日期应晚于现在的期限 {chinese_date(clock.due_on)}。", remedy="能按期答复的不填。", field="until"
        )


def delayed(act: Act) -> bool:
    return bool(act.data.get("until"))


def until(act: Act) -> dt.date | None:
    found: dt.date | None = act.data.get("until")
    return found


def _keep_files(act: Act, label: str) -> None:
    store_all(act.data.get("papers"), owner=act.subject.ref, actor=act.actor, label=label)
