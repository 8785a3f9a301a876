"""Policies of the demonstration in every stage: brewing, being made, issued with and without gaps, paid, evaluated, stopped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.playing import LAST, Cast, Diary
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import effects
from mingzheng.disclosure.documents.demo import Paper
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.policies import commands, which
from mingzheng.policy.policies.models import Policy

DATA = Path(__file__).parent / "data" / "demo.yaml"
NOTE = ("day", "kind", "title", "who", "text")
FIGURES = ("since", "until", "applications", "approved", "at_once", "amount", "enterprises", "households")


def play(*, say: Callable[[str], None]) -> None:
    """What happened is written down on the days on which it was; by the posts to which it belongs."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    cast, diary = Cast(), Diary()
    units = {unit.code: unit for unit in Unit.objects.all()}
    say("演示区：政策生命线……")
    for number, row in data["issued"].items():
        document = Document.objects.select_related("unit").filter(doc_number=number, listed=True).first()
        if document is not None:
            _Story(cast, diary, row).issued(document, which.issued_on(document))
    for row in data["begun"]:
        _Story(cast, diary, row).begun(units[row["unit"]])
    for row in data["papers"]:
        story, paper = _Story(cast, diary, row), Paper(row["paper"], units, cast, diary)
        story.begun(paper.unit)
        paper.plan()
        story.tied(paper)
    diary.play()
    with timekeeping.standing_at(LAST):
        effects.refresh_all()  # what came into force since


@dataclass
class _Story:
    """One policy on its way; each deed waits in the diary for its day."""

    cast: Cast
    diary: Diary
    row: dict[str, Any]
    pk: int = 0

    @property
    def policy(self) -> Policy:
        return Policy.objects.select_related("unit", "case").get(pk=self.pk)

    def does(self, command: str, post: Post, **data: Any) -> None:
        policy = self.policy
        assert policy.case is not None  # noqa: S101 - begin and issue_from opened it
        act(policy.case, command, self.cast.of(policy.unit, post), _typed(data))

    def later(self, on: dt.date, command: str, post: Post = Post.OFFICER, **data: Any) -> None:
        self.diary.note(on, lambda: self.does(command, post, **data))

    # --- how it begins

    def issued(self, document: Document, day: dt.date) -> None:
        def deed() -> None:
            self.pk = commands.issue_from(document).pk

        self.diary.note(day, deed)
        if "describe" in self.row:
            self.later(day, "describe", **self.row["describe"])
        self.records()

    def begun(self, unit: Unit) -> None:
        def deed() -> None:
            data = {"title": self.row["title"], "begun_on": self.row["begun"], **self.row.get("marks", {})}
            self.pk = commands.begin(unit, self.cast.of(unit, Post.OFFICER), data).pk

        self.diary.note(self.row["begun"], deed)
        self.records()
        if "start" in self.row:
            self.later(self.row["start"], "start_making")
        if "stop" in self.row:
            day, reason = self.row["stop"]
            self.later(day, "stop", Post.HEAD, reason=reason)

    def tied(self, paper: Paper) -> None:
        """The draft of the paper becomes the policy's; its release issues it."""

        def tie() -> None:
            assert paper.edition is not None  # noqa: S101 - drafted the day before
            self.does("tie", Post.OFFICER, edition=paper.edition.document_id)

        def issue() -> None:
            assert paper.edition is not None  # noqa: S101 - drafted long ago
            commands.issue_from(Document.objects.get(pk=paper.edition.document_id))
            self.does("describe", Post.OFFICER, english=self.row["english"], **self.row["marks"])

        self.diary.note(self.row["tie"], tie)
        self.diary.note(self.row["paper"]["public"], issue)

    # --- what is written down

    def records(self) -> None:
        for command in ("need", "making", "evaluate"):
            for day, *values in self.row.get(command, ()):
                said = dict(zip(NOTE, values, strict=True)) | {"public": True}
                said["text"] = said["text"] or "见会议纪要。"
                self.later(day, command, **said)
        for day, *values, confirmed in self.row.get("payments", ()):
            self.later(day, "report_payment", **dict(zip(FIGURES, values, strict=True)))
            if confirmed:
                self.later(confirmed, "confirm_payment", Post.REVIEWER, opinion="与资金拨付记录核对一致。")
        for day, stage, reason in self.row.get("waive", ()):
            self.later(day, "waive", Post.REVIEWER, stage=stage, reason=reason)


def _typed(data: dict[str, Any]) -> dict[str, str]:
    """As a browser sends it."""
    return {name: "on" if value is True else str(value) for name, value in data.items() if value is not False}
