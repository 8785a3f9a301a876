"""How a paper goes out when it does not go the plain way: corrected, timed, in an emergency, doubted by the machine, dropped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mingzheng.config.year.defects import Planted
from mingzheng.config.year.stage import Stage
from mingzheng.config.year.wings import papers
from mingzheng.config.year.wings.papers import SEEN, Paper
from mingzheng.config.year.words import PLAIN
from mingzheng.core.actors import Post
from mingzheng.disclosure.documents import commands
from mingzheng.disclosure.documents.demo import as_typed, case_of
from mingzheng.disclosure.documents.forms import EditForm
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.vocabulary import Attribute

FIRST, LAST = dt.date(2023, 2, 13), dt.date(2023, 10, 27)
LEFT = dt.date(2023, 11, 6)  # a paper formed now and left lying is late before the year ends
CORRECTED, CORRECTED_LATE = 4, 24  # working days that a correction takes; 20 are allowed
SET_FOR, SET_TOO_LATE = 3, 20  # working days from the signature to the moment that was set for the release
SERIAL = 80  # of their numbers: behind those of the plain papers
# Invented: no such number is in use.
CONTACT = "<p>现场联络人手机：13800000000，仅在活动期间使用。</p>"
EMERGENCY = "强对流天气影响临近，须立即告知市民，来不及按次序审查。"


def plan(stage: Stage) -> None:
    for kind, (units, made) in KINDS.items():
        for number, code in enumerate(units):
            unit = stage.units[code]
            dice = stage.dice("releases", kind, code)
            subject = PLAIN[(dice.randrange(len(PLAIN)) + number) % len(PLAIN)]
            header = papers.header(unit, subject, 1, dice) | {
                "title": f"{unit.short}关于{subject.words}有关事项的补充通知",
                "doc_number": papers.number_of(unit, SERIAL + list(KINDS).index(kind)),
                "genre": "notice",
            }
            made(stage, unit, stage.within(dice, FIRST, LAST), header).plan()


@dataclass
class Corrected(Paper):
    """Published, found to be wrong in one number, corrected by a second edition that goes through the same hands."""

    def release(self) -> None:
        super().release()
        self.stage.at(self.stage.workday(self.stage.today, 10), self.correct)

    def correct(self) -> None:
        assert self.edition is not None  # noqa: S101 - published before
        stage, document = self.stage, Document.objects.get(pk=self.edition.document_id)
        defect = stage.defect("correction_late", self.unit)
        if defect is not None:
            defect.on(document.ref)
        self.edition = commands.correct(document, self.by(), change_note="更正工作组的数量。")
        typed = as_typed(EditForm(case=case_of(self.edition)))
        typed["body"] = str(typed["body"]).replace("个工作组", "个工作小组")
        edited: dict[str, Any] = dict(typed.lists())
        self.do("edit", **edited)
        self.do("submit")
        days = CORRECTED_LATE if defect else CORRECTED
        stage.at(stage.workday(stage.today, days - 1), self.review)
        stage.at(stage.workday(stage.today, days), super().release)


@dataclass
class Timed(Paper):
    """Signed, and set for nine o'clock of a later day; the nightly round sees to it, whatever the worker does."""

    def release(self) -> None:
        assert self.edition is not None  # noqa: S101 - drafted before
        defect = self.stage.defect("timed_late", self.unit)
        if defect is not None:
            defect.on(self.edition.document.ref)
        day = self.stage.workday(self.stage.today, SET_TOO_LATE if defect else SET_FOR)
        self.do("schedule", Post.HEAD, release_at=dt.datetime.combine(day, dt.time(9)))
        self.stage.at(day, commands.release_all_due)
        self.stage.count("documents")


@dataclass
class Forced(Paper):
    """Out at once on the head's word, after the check of its attribute; both reviews are made up by others next day."""

    def plan(self) -> None:
        self.stage.at(self.stage.workday(self.formed, 1), self.force)

    def force(self) -> None:
        self.draft()
        assert self.edition is not None  # noqa: S101 - drafted
        defect: Planted | None = self.stage.defect("forced_unreviewed", self.unit)
        if defect is not None:
            defect.on(self.edition.document.ref)
        else:
            self.do("check", Post.REVIEWER, opinion="公开属性认定适当。")
        self.do("force", Post.HEAD, reason=EMERGENCY, reviewed=True)
        self.stage.count("documents")
        if defect is None:
            self.stage.at(self.stage.workday(self.stage.today, 1), self.made_up)

    def made_up(self) -> None:
        self.do("after_secrecy", Post.SECRECY, opinion=SEEN["pass_secrecy"])
        self.do("after_privacy", Post.REVIEWER, opinion=SEEN["pass_privacy"])


@dataclass
class Doubted(Paper):
    """A mobile number stands in the text: the machine finds it, the reviewer says why it may stand; one is left lying."""

    def __post_init__(self) -> None:
        self.header = {**self.header, "body": self.header["body"] + CONTACT}

    def plan(self) -> None:
        self.defect = self.stage.defect("findings_left", self.unit)
        if self.defect is None:
            super().plan()
            return
        self.formed = self.stage.workday(LEFT)
        self.stage.at(self.stage.workday(self.formed, 1), self.leave)

    def leave(self) -> None:
        """Drafted and checked; then nobody looks at it."""
        self.draft()
        assert self.edition is not None  # noqa: S101 - drafted
        self.do("check", Post.REVIEWER, opinion="公开属性认定适当。")
        if self.defect is not None:
            self.defect.on(self.edition.document.ref)


@dataclass
class Dropped(Doubted):
    """The same, but the unit thinks better of it: what the machine found goes with the draft."""

    def plan(self) -> None:
        self.stage.at(self.stage.workday(self.formed, 1), self.draft)
        self.stage.at(self.stage.workday(self.formed, 3), self.drop)

    def drop(self) -> None:
        self.do("send_back", Post.REVIEWER, reason="与另一份通知重复。")
        self.do("drop", reason="并入另一份通知。")


@dataclass
class Registered(Paper):
    """Not for the public: signed, registered with its ground and never served."""

    def __post_init__(self) -> None:
        ground: dict[str, Any] = {
            "attribute": Attribute.WITHHELD.value,
            "ground": "internal",
            "ground_note": "属于内部工作流程，不对外产生约束力。",
        }
        self.header = {**self.header, **ground, "columns": [], "carriers": []}

    def release(self) -> None:
        self.do("register", Post.HEAD)
        self.stage.count("documents")


# (units of whom each does it once, how)
KINDS: dict[str, tuple[tuple[str, ...], type[Paper]]] = {
    "corrected": (("tiyu", "kewei", "jiangsu", "renshe"), Corrected),
    "timed": (("weijian", "jiaoyuju", "hongqiao"), Timed),
    "forced": (("xiaofang", "jianguan", "xinjing"), Forced),
    "doubted": (("tuiyi", "minzheng", "huayang", "wenlv"), Doubted),
    "dropped": (("caizheng",), Dropped),
    "registered": (("tongji", "gongan"), Registered),
}
