"""What the case pages say of the room's records."""

from __future__ import annotations

from typing import Any

from mingzheng.core import timekeeping
from mingzheng.policy.questions import marks
from mingzheng.policy.questions.models import Entry, HandoutReceipt, Handover, Message, Often

Fact = tuple[str, Any]


def document_words(document: Any) -> str:
    if document is None:
        return ""
    number = f"（{document.doc_number}）" if document.doc_number else ""
    return f"《{document.title.strip('《》')}》{number}"


def entry_facts(entry: Entry) -> list[Fact]:
    mark = marks.mark(entry, timekeeping.today()) if entry.live is not None else None
    return [
        ("条目编号", entry.pk),
        ("问题", entry.question),
        ("标准答案", entry.answer),
        ("依据", f"{document_words(entry.document)}{entry.paragraph}" or entry.source),
        ("原文", entry.quote),
        ("其他依据", entry.source if entry.document_id else ""),
        ("主题", entry.theme),
        ("来源", entry.get_origin_display()),
        ("常见问题", "是" if entry.often else ""),
        ("公众看到的", f"{mark.word}　{mark.why}".strip() if mark else "还没有发布"),
        ("复核日期", entry.review_by),
        ("首次发布", entry.published_on),
        ("停用日期", entry.retired_on),
    ]


def message_facts(message: Message) -> list[Fact]:
    """Without the contact: that is shown only to those who answer the message."""
    return [
        ("编号", message.number),
        ("标题", message.topic),
        ("问题", message.text),
        ("有关的文件", document_words(message.document)),
        ("收到时间", message.received_at),
        ("是否同意公开", "同意" if message.consent else "不同意"),
        ("延期理由", message.extended_why),
        ("答复", message.answer),
        ("依据", message.source),
        ("答复日期", message.answered_on),
        ("公开日期", message.published_on),
        ("不予受理的理由", message.declined_why),
        ("评价", f"{message.stars} 分　{message.rating}".strip() if message.stars else ""),
    ]


def handover_facts(found: Handover) -> list[Fact]:
    return [
        ("编号", found.number),
        ("转办窗口", found.window.short),
        ("制定单位", found.unit.short),
        ("问题", found.text),
        ("有关的文件", document_words(found.document)),
        ("转办日期", found.handed_on),
        ("称呼", found.called),
        ("联系电话", found.phone),
        ("答复", found.answer),
        ("依据", found.source),
        ("答复日期", found.answered_on),
        (
            "知识条目",
            f"{found.entry_id}（{found.entry.case.state_now.label}）" if found.entry and found.entry.case else "",
        ),
        ("回复咨询人", found.told_on),
    ]


def receipt_facts(receipt: HandoutReceipt) -> list[Fact]:
    return [
        ("推送单位", receipt.handout.unit.short),
        ("推送日期", receipt.handout.sent_on),
        ("说明", receipt.handout.note),
        ("窗口", receipt.window.short),
        ("签收日期", receipt.acknowledged_on),
    ]


def often_facts(found: Often) -> list[Fact]:
    return [
        ("问题", found.topic),
        ("有关的文件", document_words(found.document)),
        ("被问次数", f"{found.asked.count()} 次（规定 {found.limit} 次）"),
        ("达到次数的日期", found.found_on),
        ("知识条目", found.entry_id),
        ("形成日期", found.formed_on),
        ("不形成的理由", found.reason),
    ]
