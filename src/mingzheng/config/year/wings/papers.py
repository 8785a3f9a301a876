"""Papers of all units from the draft to the page, each by five people; normative ones with their interpretation and filing."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from mingzheng.config.year.defects import Planted
from mingzheng.config.year.stage import EVENING, Stage
from mingzheng.config.year.wings.explaining import approve, interpret
from mingzheng.config.year.words import PLAIN, Subject, plain_body
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import commands
from mingzheng.disclosure.documents.indicators import PROCEDURE_TAG
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.vocabulary import Attribute
from mingzheng.disclosure.normative.models import NormativeFiling
from mingzheng.policy.interpretations.commands import begin_task, mark_rulebook

EACH = 2  # plain papers of a unit in a year
FIRST, LAST = dt.date(2023, 1, 16), dt.date(2023, 12, 8)
LATE = 28  # working days from the day it was formed, when a paper is late
TOLD_LATE = 12  # working days after the document, when an interpretation is late
FILED, FILED_LATE = 9, 22  # working days after publication; 15 are allowed
SEEN = {"pass_secrecy": "不涉及国家秘密和工作秘密。", "pass_privacy": ""}


@dataclass
class Paper:
    """One paper on its way.

    Args:
        header: header fields by the names of ``documents.rules.FIELDS``, without unit and day.
        told: the text of its interpretation; "" for a paper that needs none. ``asked``: its second form, questions and answers.
        after: working days from the day it was formed to its publication.
        released: what follows on the evening of its publication.
    """

    stage: Stage
    unit: Unit
    formed: dt.date
    header: dict[str, Any]
    told: str = ""
    after: int = 5
    released: list[Callable[[Document], object]] = field(default_factory=list)
    edition: Edition | None = None
    asked: str = ""

    def plan(self) -> None:
        """Draft, check, reviews and signature on their working days."""
        stage = self.stage
        drafted = stage.workday(self.formed, 1)
        stage.at(drafted, self.draft)
        stage.at(stage.workday(self.formed, self.after - 2), self.review)
        stage.at(stage.workday(self.formed, self.after), self.release)

    def by(self, post: Post = Post.OFFICER) -> Actor:
        return self.stage.officer(self.unit, post)

    def do(self, command: str, post: Post = Post.OFFICER, **typed: Any) -> None:
        self.stage.do(self.edition, command, self.by(post), **typed)

    def draft(self) -> None:
        values = {
            "issuer": self.unit.name,
            "signature": self.unit.name,
            "formed_on": self.formed,
            "attribute": Attribute.PROACTIVE.value,
            "scope": "public",
            "carriers": ["site"],
            **self.header,
        }
        self.edition = commands.begin(self.unit, self.by(), values)
        if self.told:
            interpret(self.stage, self.edition.document, self.told, asked=self.asked)
        self.do("submit")

    def review(self) -> None:
        self.do("check", Post.REVIEWER, opinion="公开属性认定适当。")
        for command, post in (("pass_secrecy", Post.SECRECY), ("pass_privacy", Post.REVIEWER)):
            self._resolve(post)
            self.do(command, post, opinion=SEEN[command])

    def _resolve(self, post: Post) -> None:
        """What the machine found is looked at before a review passes."""
        assert self.edition is not None  # noqa: S101 - drafted before
        waiting = [
            str(pk) for pk in self.edition.findings.filter(resolution="", gone=False).values_list("pk", flat=True)
        ]
        if waiting:
            self.do("resolve", post, findings=waiting, resolution="lawful", reason="对照原文核对，属于应当公开的内容。")

    def release(self) -> None:
        assert self.edition is not None  # noqa: S101 - drafted before
        if self.told:
            approve(self.stage, self.edition.document)
        self.do("release", Post.HEAD)
        document = Document.objects.select_related("unit", "live").get(pk=self.edition.document_id)
        self.stage.count("documents")
        for follow in self.released:
            follow(document)


# --- filing of normative documents ----------------------------------------------------------------------------------


def file_later(stage: Stage, document: Document) -> None:
    """The filing that the release owes is made after some days."""
    defect = stage.defect("normative_filed_late", document.unit)
    if defect is not None:
        defect.on(document.ref)
    day = stage.workday(stage.today, FILED_LATE if defect else FILED)
    stage.at(day, lambda: _file(stage, document))


def _file(stage: Stage, document: Document) -> None:
    filing = NormativeFiling.objects.get(document=document)
    serial = NormativeFiling.objects.filter(pk__lte=filing.pk).count()
    facts: dict[str, Any] = {
        "organ": "长宁区人民政府",
        "number": f"长府规备字〔{stage.today.year}〕{serial}号",
        "filed_on": stage.today,
    }
    stage.do(filing, "file", stage.officer(document.unit), **facts)


# --- plain papers of every unit ---------------------------------------------------------------------------------------


def plan(stage: Stage) -> None:
    for unit in stage.units.values():
        _plain(stage, unit)
        if unit.kind in (Unit.Kind.DEPARTMENT, Unit.Kind.STREET, Unit.Kind.TOWN):
            _procedure(stage, unit)
    _rulebook(stage)
    _moved(stage)


def number_of(unit: Unit, serial: int, *, normative: bool = False) -> str:
    """长发改委〔2023〕3号; normative ones have 规 in it."""
    return f"长{unit.short.removeprefix('区')}{'规' if normative else ''}〔2023〕{serial}号"


def _plain(stage: Stage, unit: Unit) -> None:
    dice = stage.dice("papers", unit.code)
    for serial in range(1, stage.times(EACH) + 1):
        subject = PLAIN[(dice.randrange(len(PLAIN)) + serial) % len(PLAIN)]
        paper = Paper(stage, unit, stage.within(dice, FIRST, LAST), header(unit, subject, serial, dice))
        paper.after = dice.randint(4, 12)
        for kind in ("document_late", "interpretation_late", "interpretation_missing"):
            _spoil(stage, paper, kind)
        paper.plan()


def header(unit: Unit, subject: Subject, serial: int, dice: random.Random) -> dict[str, Any]:
    """The header fields of a plain paper of a unit, and its text."""
    title = f"{unit.short}关于做好{subject.words}工作的{'通告' if subject.genre == 'proclamation' else '通知'}"
    return {
        "title": f"{title}（第{serial}次）" if serial > 2 else title,
        "doc_number": number_of(unit, serial + 1),
        "genre": subject.genre,
        "theme": subject.theme,
        "group": "administration",
        "columns": ["zcwj-qtwj", "tzgg"] if serial % 2 else ["zcwj-qtwj"],
        "tags": [subject.tag, subject.audience],
        "audience": [subject.audience],
        "summary": f"{unit.short}{subject.words}的安排、责任和联系方式。",
        "body": plain_body(unit.short, subject, dice.randint(2, 9)),
    }


def _spoil(stage: Stage, paper: Paper, kind: str) -> None:
    """A paper that carries a defect: late, or found to need an interpretation only when it is out."""
    defect = stage.defect(kind, paper.unit)
    if defect is None:
        return
    paper.released.append(lambda document: defect.on(document.ref))
    if kind == "document_late":
        paper.formed, paper.after = stage.workday(dt.date(2023, 9, 1)), LATE
        return
    paper.formed = stage.workday(dt.date(2023, 10, 16))
    paper.released.append(lambda document: _declare(stage, document, write=kind == "interpretation_late"))


def _declare(stage: Stage, document: Document, *, write: bool) -> None:
    """After the release the drafter finds that the paper should be explained; the text follows late, or never."""
    reason = "群众来电集中，补充申报解读。"
    if not write:
        begin_task(document, stage.officer(document.unit), reason=reason)
        return
    text = f"说的是《{document.title}》。安排已经公布，这里把大家常问的几点说清楚：什么时候、去哪里、找谁。联系人是办公室，可以打电话咨询。"
    stage.at(stage.workday(stage.today, TOLD_LATE), lambda: _explain_late(stage, document, text, reason))


def _explain_late(stage: Stage, document: Document, text: str, reason: str) -> None:
    one = interpret(stage, document, text, reason=reason)
    approve(stage, document)
    stage.do(one, "release", stage.officer(document.unit, Post.HEAD))


def _procedure(stage: Stage, unit: Unit) -> None:
    """Each unit opens its procedure of determining attributes in spring (task 1)."""
    dice = stage.dice("papers.procedure", unit.code)
    subject = Subject("公文公开属性认定", "综合政务/政务公开", "政务公开", "机关单位")
    values = header(unit, subject, 0, dice) | {
        "title": f"{unit.short}公文公开属性认定工作规程",
        "genre": "other",
        "tags": [PROCEDURE_TAG, subject.tag, subject.audience],
        "body": "<p>起草人提出公开属性，审核人核对，负责人签发时确定；不主动公开的写明理由和依据。</p>"
        "<p>保密审查由没有参与起草的人承担，一事一审，记录随文归档。</p>",
    }
    Paper(stage, unit, stage.within(dice, dt.date(2023, 2, 6), dt.date(2023, 3, 31)), values).plan()


def _rulebook(stage: Stage) -> None:
    """The office opens the district's rules of interpretation and marks them (task 25)."""
    unit = stage.units["qufuban"]
    values = header(unit, PLAIN[10], 0, stage.dice("papers.rulebook")) | {
        "title": "长宁区行政机关政策文件解读工作规程",
        "doc_number": number_of(unit, 901),
        "summary": "哪些文件应当解读、由谁解读、怎样与文件同步起草、审签、发布。",
        "body": "<p>应当解读的文件，由起草单位同步起草解读，同步审签，同步发布；解读讲清背景、对象、口径和办理方式。</p>",
    }
    paper = Paper(stage, unit, dt.date(2023, 4, 24), values)
    paper.released.append(lambda document: mark_rulebook(document, stage.office()))
    paper.plan()


def _moved(stage: Stage) -> None:
    """A normative document of the old site is moved in without its last day: its validity cannot be told."""
    for unit in stage.units.values():
        defect = stage.defect("validity_missing", unit)
        if defect is not None:
            stage.at(dt.date(2023, 3, 6), partial(_move, unit, defect), order=EVENING)


def _move(unit: Unit, defect: Planted) -> None:
    values = {
        "title": f"{unit.short}行政处罚裁量规定",
        "doc_number": f"长{unit.short.removeprefix('区')}规〔2019〕3号",
        "issuer": unit.name,
        "genre": "other",
        "theme": "公安、安全、司法/司法",
        "group": "regulation",
        "columns": ["zcwj-gfxwj"],
        "normative": True,
        "formed_on": dt.date(2019, 5, 6),
        "effective_on": dt.date(2019, 6, 1),
        "attribute": Attribute.PROACTIVE.value,
        "scope": "public",
        "carriers": ["site"],
        "tags": ["司法", "社会公众"],
        "audience": ["社会公众"],
        "summary": "行政处罚裁量的阶次和程序。",
        "body": "<p>第一条　裁量应当与违法行为的事实、性质、情节和社会危害程度相当。</p>",
    }
    moment = dt.datetime(2019, 5, 10, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    edition = commands.adopt(
        unit,
        commands.Moved("区政府门户网站（旧版）", str(values["doc_number"]), moment, values),
        Actor.system("迁入旧站文件"),
    )
    defect.on(edition.document.ref)
