"""The catalogue of the demonstration: drafted, approved and published in June, older documents tagged, the next version in hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.utils.datastructures import MultiValueDict

from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import Cast, Diary
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import office
from mingzheng.disclosure.documents.demo import Paper
from mingzheng.policy.tags import commands
from mingzheng.policy.tags.catalogue import in_force
from mingzheng.policy.tags.models import Tag, Tagging, TaggingList, Version

DATA = Path(__file__).parent / "data" / "demo.yaml"
PUBLISHED = dt.date(2023, 6, 19)


def play(*, say: Callable[[str], None]) -> None:
    """By the posts of 区府办 and of five units; what stood before the catalogue keeps its words as issued."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    say("演示区：标签目录和补标签……")
    story = _Story(Cast(), data)
    story.version()
    story.lists()
    for row in data["papers"]:
        Paper(row, story.units, story.cast, story.diary).plan()
    story.diary.play()


class _Story:
    def __init__(self, cast: Cast, data: dict[str, Any]) -> None:
        self.cast, self.data, self.diary = cast, data, Diary()
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        home = office()
        if home is None:
            raise LookupError("the demonstration has no 区府办")
        self.home = home

    def does(self, pk: int, command: str, post: Post, **data: Any) -> None:
        case = Version.objects.select_related("case").get(pk=pk).case
        assert case is not None  # noqa: S101 - begin opened it
        act(case, command, self.cast.of(self.home, post), data)

    def step(self, first: list[int], command: str, post: Post) -> None:
        self.does(first[0], command, post)

    def version(self) -> None:
        """The first from the shipped catalogue with what units asked for; the second is being drafted."""
        clerk, head = Post.OFFICE_CLERK, Post.OFFICE_HEAD
        first: list[int] = []

        def begin() -> None:
            made = commands.begin(self.cast.of(self.home, clerk), note=self.data["first"]["note"], take_over=True)
            first.append(made.pk)
            for row in self.data["first"]["add"]:
                self.does(made.pk, "add", clerk, **row)

        self.diary.note(dt.date(2023, 6, 8), begin)
        for day, command, post in (
            (dt.date(2023, 6, 12), "submit", clerk),
            (dt.date(2023, 6, 14), "approve", head),
            (PUBLISHED, "publish", clerk),
        ):
            self.diary.note(day, partial(self.step, first, command, post))

        def again() -> None:
            made = commands.begin(self.cast.of(self.home, clerk), note=self.data["second"]["note"])
            for row in self.data["second"]["rename"]:
                code = Tag.objects.get(name=row["from"]).code
                self.does(made.pk, "rename", clerk, code=code, name=row["to"], reason=row["reason"])

        self.diary.note(dt.date(2023, 6, 20), again)

    def lists(self) -> None:
        for code, row in self.data["lists"].items():
            unit = self.units[code]
            self.diary.note(PUBLISHED, partial(self.begin_list, unit))
            self.diary.note(dt.date(2023, 6, 20), partial(self.confirm, unit, row))

    def begin_list(self, unit: Unit) -> None:
        commands.begin_list(unit, self.cast.of(unit, Post.OFFICER))

    def confirm(self, unit: Unit, wanted: dict[str, list[str]]) -> None:
        """A person's choice by document number; a document that the data does not name is left for later."""
        held = TaggingList.objects.select_related("case").get(unit=unit)
        known = in_force()
        assert known is not None  # noqa: S101 - published the day before
        typed: MultiValueDict[str, Any] = MultiValueDict()
        rows = [row for row in held.rows.select_related("document") if row.document.doc_number in wanted]
        for row in rows:
            typed.appendlist("row", str(row.pk))
            typed.setlist(f"tags-{row.pk}", self._names(row, wanted[row.document.doc_number]))
        if not rows:
            return
        officer = self.cast.of(unit, Post.OFFICER)
        assert held.case is not None  # noqa: S101 - begin_list opened it
        act(held.case, "confirm", officer, typed)
        if not held.waiting:
            act(Case.objects.get(pk=held.case.pk), "finish", officer)

    def _names(self, row: Tagging, changes: list[str]) -> list[str]:
        """What was suggested, with ``+`` added and ``-`` taken away."""
        names = [Tag.objects.get(code=one["code"]).name for one in row.suggested]
        away = {one[1:] for one in changes if one.startswith("-")}
        return [one for one in names if one not in away] + [one[1:] for one in changes if one.startswith("+")]
