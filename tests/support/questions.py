"""A published policy of 区发改委, and the ways in which questions about it are put and answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.support.documents import Papers
from tests.support.workplan import once_by

from mingzheng.core.actors import Actor, Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.questions import board, knowledge, windows
from mingzheng.policy.questions.models import Entry, Handover, Message

QUESTION = "企业申请技术改造补贴要准备哪些材料？"
ANSWER = "申请表、项目备案证明、设备发票和付款凭证，一式两份，交到区政务服务中心二楼综合窗口，十个工作日内办结。"
ASKED = {"topic": "技术改造补贴的材料", "text": "我们企业想申请技术改造补贴，要准备哪些材料？", "consent": True}


@dataclass
class Desk:
    """``desk.published()`` takes an entry through its review by two people of 区发改委."""

    papers: Papers
    document: Document

    @property
    def officer(self) -> Actor:
        return self.papers.drafter

    @property
    def reviewer(self) -> Actor:
        return self.papers.reviewer

    @property
    def window(self) -> Actor:
        return self.papers.district.actor("xinhua", Post.WINDOW)

    @property
    def hotline(self) -> Actor:
        return self.papers.district.actor("chengyun", Post.HOTLINE)

    def act(self, record: Any, command: str, by: Actor, **data: Any) -> Any:
        """One step, as typed into its form; the record is read anew."""
        entry = act(Case.objects.get(pk=record.case_id), command, by, {key: str(value) for key, value in data.items()})
        record.refresh_from_db()
        return entry

    def drafted(self, **changes: Any) -> Entry:
        values = {"question": QUESTION, "answer": ANSWER, "document": self.document, "paragraph": "第五条", **changes}
        return knowledge.begin(self.papers.unit, self.officer, values)

    def published(self, **changes: Any) -> Entry:
        entry = self.drafted(**changes)
        self.act(entry, "submit", self.officer)
        self.act(entry, "approve", self.reviewer)
        return entry

    def asked(self, **changes: Any) -> Message:
        return board.submit({**ASKED, "document": self.document, **changes})

    def answered(self, **changes: Any) -> Message:
        message = self.asked(**changes)
        self.act(message, "accept", self.officer)
        self.act(message, "draft", self.officer, answer=ANSWER, source="《若干措施》第五条")
        self.act(message, "approve", self.reviewer)
        return message

    def handed(self, **changes: Any) -> Handover:
        values = {"text": "设备融资租赁的能不能申请技术改造补贴", "document": self.document, **changes}
        return windows.hand_over(self.window, values)

    def worked(self) -> None:
        """The worker does what is owed."""
        while run_due():
            pass


@pytest.fixture
def desk(papers) -> Desk:
    """Tuesday, 18 April 2023."""
    return Desk(papers, once_by(papers.district, "released", papers.released))
