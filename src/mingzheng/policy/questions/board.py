"""Every write to the message board: received once, routed, answered, published, rated; contacts removed in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from mingzheng.core import codes, searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.privacy import scan
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.table import Act
from mingzheng.core.submissions.keys import new_key
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import office
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.policy.questions import asking, dated
from mingzheng.policy.questions.models import Asked, Entry, Message, MessageContact
from mingzheng.policy.questions.tables import BOARD

VISITOR = Actor.system("公众（政策留言板）")
PURPOSE = "questions.message"  # of query codes
RECEIPT = dt.timedelta(days=1)


@transaction.atomic
def submit(values: Mapping[str, Any]) -> Message:
    """A visitor's message becomes a case of the unit that issued the policy, of the unit that was chosen, else of 区府办.

    Args:
        values: topic, text, consent; perhaps document, unit, name, reach.

    Raises:
        Refused: the question holds personal data, or there is no unit yet that could answer.
    """
    _refuse_own_data(values["topic"], "topic")
    _refuse_own_data(values["text"], "text")
    document = values.get("document")
    unit = document.unit if document is not None else values.get("unit") or office()
    if unit is None:
        raise Refused("网站还没有设好受理单位，暂时不能收。", remedy="请按页脚的电话联系主办单位。", code="no_unit")
    asked = asking.note(Asked.Channel.BOARD, f"{values['topic']}。{values['text']}"[:500], unit=unit, document=document)
    made = _made(unit, document, values, asked)
    if values.get("reach"):
        MessageContact.objects.create(message=made, name=values.get("name", "")[:40], reach=values["reach"][:120])
    made.case = open_case(
        "questions.message", made.ref, unit=unit, actor=VISITOR, title=f"政策留言：{made.topic}", number=made.number
    )
    made.save(update_fields=["case"])
    return made


def _refuse_own_data(text: str, field: str) -> None:
    """In the asker's words: their number belongs into the field that is kept apart and deleted."""
    kinds = {finding.label for finding in scan(text) if finding.severity in (Severity.PRIVATE, Severity.STOP)}
    if kinds:
        raise Refused(
            f"这里写了{'、'.join(sorted(kinds))}，为了保护您的个人信息，没有提交。",
            remedy="请从问题中删去；要留联系方式的，写在下面“手机或电子邮箱”一栏。",
            field=field,
            code="personal",
        )


def _made(unit: Unit, document: Any, values: Mapping[str, Any], asked: Asked) -> Message:
    day, key = timekeeping.today(), new_key()
    return Message.objects.create(
        number=asking.serial("ZX", Message.objects, day),
        code_digest=codes.digest(PURPOSE, code_of(key)),
        key=key,
        unit=unit,
        document=document,
        topic=values["topic"],
        text=values["text"],
        consent=values["consent"],
        received_at=timekeeping.now(),
        received_on=day,
        asked=asked,
    )


def code_of(key: str) -> str:
    """The query code of a message, as long as its receipt may be looked at: made from the receipt's secret."""
    number = int(salted_hmac("questions.code", key, algorithm="sha256").hexdigest(), 16)
    letters = []
    for _place in range(codes.LENGTH):
        number, at = divmod(number, len(codes.ALPHABET))
        letters.append(codes.ALPHABET[at])
    return "".join(letters)


def receipts_over() -> QuerySet[Message]:
    """After a day nobody sees a query code again, the office neither."""
    return Message.objects.filter(key__isnull=False, received_at__lt=timekeeping.now() - RECEIPT)


@forgets(
    "questions.receipts",
    label="清除留言回执的查询码",
    what="政策留言：回执页的查询码",
    term=f"{RECEIPT.days}日",
    due=receipts_over,
)
@transaction.atomic
def forget_receipts() -> int:
    return receipts_over().update(key=None)


# --- what the steps change -------------------------------------------------------------------------------------------


def transfer(step: Act) -> None:
    asking.hand_on(step, "留言已经在这个单位。")


def decline(step: Act) -> None:
    message: Message = step.subject
    refuse_personal(step.data["reason"], "reason")
    message.declined_why = step.data["reason"]
    message.save(update_fields=["declined_why"])
    message.asked.counts = False
    message.asked.group = None
    message.asked.save(update_fields=["counts", "group"])
    _date_contact(message, step.day)
    step.note = message.declined_why[:120]


def draft(step: Act) -> None:
    """The quality of the answer was judged by the form (``quality``)."""
    message: Message = step.subject
    message.answer, message.source = step.data["answer"], step.data["source"]
    message.save(update_fields=["answer", "source"])
    entry: Entry | None = step.data.get("entry")
    message.asked.entry = entry
    message.asked.save(update_fields=["entry"])
    step.note = f"引用知识条目 {entry.pk}" if entry is not None else ""


def extend(step: Act) -> None:
    message: Message = step.subject
    refuse_personal(step.data["reason"], "reason")
    most = rule_on("questions.extension_most", step.day).length or 0
    if step.data["days"] > most:
        raise Refused(f"最多延长 {most} 个工作日。", remedy="请改短。", field="days", code="too_long")
    message.extended_why = step.data["reason"]
    message.save(update_fields=["extended_why"])
    step.note = f"{step.data['days']} 个工作日，{message.extended_why[:100]}"


def approve(step: Act) -> None:
    message: Message = step.subject
    message.answered_on = step.day
    message.save(update_fields=["answered_on"])
    asking.settle(message.asked, step.day)
    _date_contact(message, step.day)


def publish(step: Act) -> None:
    """What the public reads was masked by a person; what the machine still sees in it is refused."""
    message: Message = step.subject
    refuse_personal(message.topic)
    refuse_personal(step.data["public_text"], "public_text")
    refuse_personal(step.data["public_answer"], "public_answer")
    message.public_text, message.public_answer = step.data["public_text"], step.data["public_answer"]
    message.published_on = step.day
    message.save(update_fields=["public_text", "public_answer", "published_on"])
    _changed(message)


def hide(step: Act) -> None:
    message: Message = step.subject
    message.published_on = None
    message.save(update_fields=["published_on"])
    _changed(message)
    step.note = step.data["reason"][:120]


def _changed(message: Message) -> None:
    touch("questions", f"message:{message.pk}", *([f"document:{message.document_id}"] if message.document_id else []))
    searchable.changed("questions.message", message.pk)


def _date_contact(message: Message, day: dt.date) -> None:
    """From the day on which the message is settled the contact is kept only so long."""
    until = day + dt.timedelta(days=dated.value("contact_days", day))
    MessageContact.objects.filter(message=message).update(remove_after=until)


# --- afterwards ------------------------------------------------------------------------------------------------------


@transaction.atomic
def rate(message: Message, stars: int, text: str) -> None:
    """By the asker, once, after the answer.

    Raises:
        Refused: there is no answer yet, it was rated before, or the text holds personal data.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.answered_on is None:
        raise Refused("还没有答复，不能评价。", code="not_answered")
    if message.stars is not None:
        raise Refused("您已经评价过了。", code="rated")
    refuse_personal(text, "rating")
    message.stars, message.rating, message.rated_on = stars, text, timekeeping.today()
    message.save(update_fields=["stars", "rating", "rated_on"])
    journal.append(
        action="questions.message.rated",
        actor=VISITOR,
        subject=message.ref,
        summary=f"提问人评价 {stars} 分",
        basis=BOARD.text,
        case_id=message.case_id,
    )


def contacts_over() -> QuerySet[MessageContact]:
    return MessageContact.objects.filter(remove_after__lt=timekeeping.today())


@forgets(
    "questions.contacts",
    label="清除到期的留言联系方式",
    what="政策留言：联系方式",
    term=lambda: f"答复后{dated.value('contact_days', timekeeping.today())}日",
    due=contacts_over,
)
@transaction.atomic
def drop_contacts() -> int:
    """Returns how many went."""
    gone, _by_model = contacts_over().delete()
    return gone
