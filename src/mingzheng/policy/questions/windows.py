"""What happens at a window: an answer is recorded, a question handed over, Q&A received; and what units send there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.procedures.table import Act
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.policy.questions import asking, forms, knowledge
from mingzheng.policy.questions.models import Asked, Entry, Handout, HandoutReceipt, Handover
from mingzheng.policy.questions.tables import HANDOUT, WINDOW, WINDOWS, WRITERS

LONGEST = 1800  # seconds: who took longer was doing something else meanwhile
CHANNELS = {Post.WINDOW: Asked.Channel.WINDOW, Post.HOTLINE: Asked.Channel.HOTLINE}


def why_not_window(actor: Actor) -> Refused | None:
    if actor.post in WINDOWS:
        return None
    return Refused("由窗口和热线人员登记。", remedy="如果您也担任窗口岗位，请先切换岗位。", code="wrong_post")


@transaction.atomic
def record_answer(entry: Entry, actor: Actor, *, seconds: int | None = None) -> Asked:
    """A question was answered from an entry: counted with its time and its source; nothing of who asked is kept.

    Args:
        seconds: from the first search to now; more than half an hour is not counted as a time.

    Raises:
        Refused: wrong post, or the entry is not published (any more).
    """
    refusal = why_not_window(actor)
    if refusal:
        raise refusal
    still_in_post(actor)
    entry = Entry.objects.select_related("live__document").get(pk=entry.pk)
    if not entry.public or entry.live is None:
        raise Refused("这条问答已经停用，没有登记。", remedy="请重新查询，或者转政策制定单位。", code="retired")
    measured = seconds if seconds is not None and 0 <= seconds <= LONGEST else None
    made = asking.note(
        CHANNELS[actor.post],
        entry.live.question,
        unit=entry.unit,
        document=entry.live.document,
        place_id=actor.unit_id,
        entry=entry,
        answered_on=timekeeping.today(),
        seconds=measured,
    )
    journal.append(
        action="questions.answered_at_window",
        actor=actor,
        subject=entry.ref,
        summary=f"{made.get_channel_display()}答复咨询" + (f"，用时 {measured} 秒" if measured is not None else ""),
        basis=WINDOW.text,
    )
    return made


@transaction.atomic
def hand_over(actor: Actor, values: Mapping[str, Any]) -> Handover:
    """A question beyond the window's scope goes to the unit that issued the policy, with a clock.

    Args:
        values: text; document or unit; perhaps called, phone.

    Raises:
        Refused: wrong post, the question holds personal data, or nobody knows whose policy it is.
    """
    refuse_personal(values["text"], "text")
    document = values.get("document")
    unit = document.unit if document is not None else values.get("unit")
    if unit is None:
        raise Refused("不知道转给哪个单位。", remedy="请写明文件，或者选择单位。", field="unit", code="no_unit")
    window = Unit.objects.get(pk=actor.unit_id)
    day = timekeeping.today()
    asked = asking.note(Asked.Channel.HANDOVER, values["text"], unit=unit, document=document, place=window)
    made = Handover.objects.create(
        number=asking.serial("ZB", Handover.objects, day),
        window=window,
        unit=unit,
        document=document,
        text=values["text"],
        called=values.get("called", ""),
        phone=values.get("phone", ""),
        handed_on=day,
        asked=asked,
    )
    made.case = open_case(
        "questions.handover", made.ref, unit=unit, actor=actor, title=f"窗口转办：{made.text[:60]}", number=made.number
    )
    made.save(update_fields=["case"])
    return made


# --- what the steps change -------------------------------------------------------------------------------------------


def answer(step: Act) -> None:
    """The answer returns to the window at once; the base gets a draft, which others review."""
    found: Handover = step.subject
    refuse_personal(step.data["answer"], "answer")
    found.answer, found.source, found.answered_on = step.data["answer"], step.data["source"], step.day
    entry: Entry | None = step.data.get("entry")
    if entry is None and step.data.get("keep"):
        entry = _draft_entry(found, step)
    found.entry = entry
    found.save(update_fields=["answer", "source", "answered_on", "entry"])
    asking.settle(found.asked, step.day)
    step.case.unit = found.window
    step.note = f"答复返回{found.window.short}窗口" + (f"，知识条目 {entry.pk}" if entry else "")


def _draft_entry(found: Handover, step: Act) -> Entry:
    values = {
        "question": found.text[:200],
        "answer": found.answer,
        "document": found.document,
        "paragraph": step.data.get("paragraph", ""),
        "source": "" if found.document is not None else found.source[:200],
    }
    return knowledge.begin(found.unit, step.actor, values, origin=Entry.Origin.HANDOVER)


def transfer(step: Act) -> None:
    asking.hand_on(step, "这件已经在这个单位。")


def tell(step: Act) -> None:
    """Told, the person is forgotten: nothing else of the record points at them."""
    found: Handover = step.subject
    found.called = found.phone = ""
    found.told_on = step.day
    found.save(update_fields=["called", "phone", "told_on"])


def acknowledge(step: Act) -> None:
    step.subject.acknowledged_on = step.day
    step.subject.save(update_fields=["acknowledged_on"])


# --- what units send to windows --------------------------------------------------------------------------------------


@transaction.atomic
def send_handout(unit: Unit, actor: Actor, values: Mapping[str, Any]) -> Handout:
    """Reviewed Q&A of a unit goes to the chosen windows; each owes a receipt within its clock.

    Args:
        values: title, entries; windows (units) and groups of units; perhaps note.

    Raises:
        Refused: wrong post or unit; an entry is not published or in doubt; no chosen unit has a window.
    """
    if not (actor.is_machine or (actor.post in WRITERS and actor.unit_id == unit.pk)):
        raise Refused("问答由本单位的人员推送。", remedy="请切换到本单位的岗位。", code="wrong_post")
    refuse_personal(values.get("note", ""), "note")
    for entry in values["entries"]:
        if entry.unit_id != unit.pk or not entry.public or entry.doubt:
            raise Refused(
                f"「{entry.question}」现在不能推送。", remedy="只推送本单位已发布、不在复核中的条目。", field="entries"
            )
    windows = _windows(values)
    made = Handout.objects.create(
        unit=unit, title=values["title"], note=values.get("note", ""), sent_on=timekeeping.today()
    )
    made.entries.set(values["entries"])
    receipts = HandoutReceipt.objects.bulk_create([HandoutReceipt(handout=made, window=one) for one in windows])
    cases = open_cases(
        "questions.receipt",
        [NewCase(receipt.ref, receipt, receipt.window, f"签收问答：{made.title}") for receipt in receipts],
        actor,
    )
    for receipt, case in zip(receipts, cases, strict=True):
        receipt.case = case
    HandoutReceipt.objects.bulk_update(receipts, ["case"])
    journal.append(
        action="questions.handout",
        actor=actor,
        subject=made.ref,
        summary=f"向 {len(windows)} 个窗口推送「{made.title}」，{len(values['entries'])} 条问答",
        basis=HANDOUT.text,
    )
    return made


def _windows(values: Mapping[str, Any]) -> list[Unit]:
    """The chosen units that have somebody at a window today."""
    today = timekeeping.today()
    chosen = {unit.pk for unit in values.get("windows", ())}
    for group in values.get("groups", ()):
        chosen |= set(group.expand(today).values_list("pk", flat=True))
    found = list(forms.staffed().filter(pk__in=chosen))
    if not found:
        raise Refused("选择的单位今天都没有窗口人员。", remedy="请另选窗口。", field="windows", code="no_window")
    return found
