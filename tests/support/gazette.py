"""区府办 making its gazette of what the units publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.support.documents import Papers

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.gazette import commands
from mingzheng.disclosure.gazette.models import Issue


@dataclass
class Gazette:
    """``gazette.published(documents)`` takes an issue through all steps by different people of 区府办."""

    papers: Papers

    @property
    def clerk(self) -> Actor:
        return self.papers.district.clerk

    @property
    def other(self) -> Actor:
        return self.papers.district.other_clerk

    @property
    def head(self) -> Actor:
        return self.papers.district.head

    def document(self, number: int = 12, **changes: Any) -> Document:
        return self.papers.released(doc_number=f"长发改〔2023〕{number}号", **changes)

    def begun(self, documents: list[Document] | None = None) -> Issue:
        issue = commands.begin(self.clerk, commands.proposed(timekeeping.today()))
        if documents:
            commands.add(issue, self.clerk, documents)
        return issue

    def does(self, issue: Issue, command: str, by: Actor, **data: Any) -> None:
        act(Case.objects.get(pk=issue.case_id), command, by, {key: str(value) for key, value in data.items()})
        issue.refresh_from_db()

    def signed(self, documents: list[Document]) -> Issue:
        issue = self.begun(documents)
        self.does(issue, "submit", self.clerk)
        self.does(issue, "approve", self.other)
        self.does(issue, "sign", self.head)
        return issue

    def published(self, documents: list[Document]) -> Issue:
        issue = self.signed(documents)
        self.does(issue, "publish", self.clerk)
        return issue

    def settle(self) -> None:
        """Carry out what the outbox owes."""
        run_due(1000)


@pytest.fixture
def gazette(papers) -> Gazette:
    return Gazette(papers)
