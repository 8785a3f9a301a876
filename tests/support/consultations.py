"""A unit that asks for opinions, and the ways in which its people and the public work on a consultation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from tests.support.documents import Papers

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.participation.consultations import commands, samples
from mingzheng.participation.consultations.models import CollectionPoint, Consultation, Opinion

OPENS, CLOSES, AFTER = dt.date(2023, 4, 20), dt.date(2023, 5, 20), dt.date(2023, 5, 22)


@dataclass
class Asking:
    """``asking.announced()``: announced on 18 April, opinions from 20 April to 20 May 2023."""

    papers: Papers
    on_day: Any

    def actor(self, post: Post, nth: int = 1) -> Actor:
        return self.papers.actor(post, nth)

    @property
    def officer(self) -> Actor:
        return self.actor(Post.OFFICER)

    @property
    def reviewer(self) -> Actor:
        return self.actor(Post.REVIEWER)

    @property
    def head(self) -> Actor:
        return self.actor(Post.HEAD)

    def does(self, found: Any, command: str, by: Actor, files: dict[str, bytes] | None = None, **data: Any) -> Any:
        """One step, as typed into its form."""
        typed = MultiValueDict(
            {
                key: [str(one) for one in value] if isinstance(value, list) else [str(value)]
                for key, value in data.items()
            }
        )
        sent = MultiValueDict({name: [SimpleUploadedFile("材料.txt", body)] for name, body in (files or {}).items()})
        entry = act(Case.objects.get(pk=found.case_id), command, by, typed, files=sent)
        found.refresh_from_db()
        return entry

    def drafted(self, **changes: Any) -> Consultation:
        facts = {**samples.facts(OPENS), "closes_on": CLOSES, **changes}
        return commands.begin(self.papers.unit, self.officer, facts)

    def announced(self, **changes: Any) -> Consultation:
        found = self.drafted(**changes)
        self.does(found, "submit", self.officer)
        self.does(found, "announce", self.reviewer)
        return found

    def says(self, found: Consultation, text: str, **values: Any) -> Opinion:
        """An opinion of the public, on the day on which the test stands."""
        return commands.submit(found, {"text": text, "author_kind": "person", **values})[0]

    def enters(self, found: Consultation, text: str, by: Actor | None = None, **values: Any) -> Opinion:
        """An offline opinion, as typed by the unit's officer."""
        typed = {
            "channel": "letter",
            "author_kind": "person",
            "received_on": timekeeping.today(),
            "text": text,
            "proof": "来信登记簿第3号",
            "publish": "on",
            **values,
        }
        self.does(found, "enter", by or self.officer, **typed)
        return found.opinions.latest("pk")

    def over(self, found: Consultation, day: dt.date = AFTER) -> Consultation:
        """Stand after the period; the machine has written down that it ended, and grouped what came in."""
        self.on_day(day)
        commands.keep_phases()
        run_due()
        found.refresh_from_db()
        return found

    def group_of(self, opinion: Opinion) -> int:
        opinion.refresh_from_db()
        assert opinion.group_id is not None
        return opinion.group_id

    def answers(self, found: Consultation, *opinions: Opinion, state: str = "adopted", answer: str = "") -> None:
        groups = [self.group_of(one) for one in opinions] or list(found.groups.values_list("pk", flat=True))
        self.does(found, "answer", self.officer, groups=groups, state=state, answer=answer)

    def decided(self, found: Consultation, day: dt.date = AFTER, **facts: Any) -> Consultation:
        self.does(found, "decide", self.officer, **{"decided_on": day, "no_document_why": "以会议纪要印发", **facts})
        return found

    def published(self, found: Consultation, **facts: Any) -> Consultation:
        self.does(found, "submit_feedback", self.officer, **{"summary": "意见已研究。", "not_adopted": "", **facts})
        self.does(found, "publish", self.reviewer)
        return found


@pytest.fixture
def asking(papers: Papers, on_day: Any) -> Asking:
    return Asking(papers, on_day)


def point(asking: Asking, name: str = "商会征集点") -> CollectionPoint:
    return CollectionPoint.objects.create(unit=asking.papers.unit, name=name, since=dt.date(2023, 1, 1))
