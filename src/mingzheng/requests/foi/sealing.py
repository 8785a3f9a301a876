"""The sealed case file: what is in it, who may have it, and what the journal says of it. ``papers.foi_sealed`` packs it.

For reconsideration, litigation and archive: everything that the house knows of a case, in order, with a proof that nothing was
changed since. It is made when asked for and handed over; no copy is kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models import Q

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import files_of
from mingzheng.core.journal import chain
from mingzheng.core.journal import commands as journal
from mingzheng.core.journal.models import Entry, Seal
from mingzheng.core.journal.queries import head
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.queries import clocks_of
from mingzheng.requests.foi.models import (
    Application,
    Consultation,
    Conversation,
    Correction,
    Delivery,
    Explanation,
    Extension,
    Fee,
    Letter,
    Outcome,
    Search,
)

SEALERS = (Post.OFFICER, Post.LEGAL, Post.HEAD)
BASIS = "《政府信息公开条例》第四十五条（审核、归档）"
FIELDS = (
    "编号",
    "时间（UTC）",
    "动作",
    "对象种类",
    "对象编号",
    "事项",
    "人员编号",
    "人员",
    "岗位",
    "单位编号",
    "单位",
    "代理何人",
    "依据",
    "摘要",
    "数据",
)
"""What the fields of an entry are, in the order in which its hash covers them (``core.journal.chain``)."""


class Purpose(models.TextChoices):
    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION = "litigation", "行政诉讼"
    ARCHIVE = "archive", "归档移交"


@dataclass(frozen=True)
class Piece:
    """A file of the case file. ``read`` gives its bytes when they are packed; ``group`` is its folder."""

    group: str
    title: str
    ending: str
    read: Callable[[], bytes]
    dated: dt.date | None = None


@dataclass(frozen=True)
class Annex:
    """What a room above adds: files, records in words (``said_of``), and cases whose journal and clocks belong to it."""

    pieces: tuple[Piece, ...] = ()
    facts: tuple[dict[str, str], ...] = ()
    cases: tuple[Case, ...] = ()


_annexes: dict[str, Callable[[Application], Annex]] = {}


def register(name: str, annex: Callable[[Application], Annex]) -> None:
    """Make a room's part of the case file known; called from ``AppConfig.ready``. Calling it again replaces the entry."""
    _annexes[name] = annex


def annexes(application: Application) -> list[Annex]:
    return [annex(application) for annex in _annexes.values()]


def _cases(application: Application) -> list[Case]:
    own = [application.case] if application.case is not None else []
    return own + [case for annex in annexes(application) for case in annex.cases]


def why_not(application: Application, actor: Actor) -> Refused | None:
    """Why the actor may not have the case file now; None when they may."""
    if actor.unit_id != application.unit_id or actor.post not in SEALERS:
        return Refused("案卷封存包由办理单位的信息员、法制审核人员或者负责人制作。", code="wrong_post")
    if application.purged_on is not None:
        return Refused("这件申请的个人信息和材料已经按期清除，不能再制作案卷。", code="purged")
    if not application.number:
        return Refused("还没有登记，没有案卷。", remedy="登记后再制作。", code="unregistered")
    if any(one.status == Letter.Status.SIGNED and one.word_file_id is None for one in application.letters.all()):
        return Refused("有文书的文件还在生成。", remedy="请稍后再制作。", code="letters_waiting")
    return None


def letters(application: Application) -> Iterator[Piece]:
    """The letters in the order of signing: PDF, Word, and the copy that was sealed."""
    for letter in application.letters.select_related("pdf", "word_file", "signed_copy").order_by("id"):
        void = "（已作废）" if letter.status == Letter.Status.VOID else ""
        for what, file in (("", letter.pdf), ("", letter.word_file), ("盖章件", letter.signed_copy)):
            if file is not None:
                yield piece_of("1-文书", f"{letter.full_title}{what}{void}", file, letter.signed_on)


def materials(application: Application) -> Iterator[Piece]:
    """Every other file of the case in the order in which it came, copies that were replaced among them."""
    shown = application.letters.values_list("pdf", "word_file", "signed_copy")
    known = {pk for row in shown for pk in row if pk is not None}
    for file in files_of(application.ref):
        if file.pk not in known:
            title = f"{file.label}（{file.name}）" if file.label else file.name
            yield piece_of("2-材料", title, file, file.uploaded_at.date())


def piece_of(group: str, title: str, file: StoredFile, dated: dt.date) -> Piece:
    """A stored file as a piece; its bytes are held against their fingerprint when they are read."""
    return Piece(group, title, file.file_type.extension.lstrip("."), lambda: _read(file), dated)


def _read(file: StoredFile) -> bytes:
    """The bytes, as they were when they were stored.

    Raises:
        Refused: they are missing, or are not the same any more.
    """
    try:
        with storages["default"].open(file.key) as stream:
            data: bytes = stream.read()
    except FileNotFoundError as error:
        raise Refused(
            "案卷里有一个文件的内容找不到，没有制作。", remedy="请联系系统管理员。", code="missing"
        ) from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Refused(
            "案卷里有一个文件与存入时的指纹不符，没有制作。", remedy="请联系系统管理员查明原因。", code="changed"
        )
    return data


def ledger(application: Application) -> list[dict[str, Any]]:
    """Every clock of the case and of those that follow it: events as recorded, and the reckoning line by line."""
    return [
        {
            "事项": case.table.label,
            "时钟": view.label,
            "依据": view.clock.rule.article,
            "期限": _iso(view.reckoning.due),
            "停止": _iso(view.reckoning.met_on),
            "理由": list(view.reckoning.lines),
            "台账": [
                {
                    "动作": event.get_move_display(),
                    "生效日": _iso(event.effective_on),
                    "登记时间": event.recorded_at.isoformat(),
                    "天数": event.days,
                    "日期": _iso(event.date),
                    "依据": event.article,
                    "日志编号": event.entry_id,
                }
                for event in view.clock.events.all()
            ],
        }
        for case in _cases(application)
        for view in clocks_of(case)
    ]


FACTS: tuple[tuple[type[models.Model], str], ...] = (
    (Correction, "application"),
    (Consultation, "application"),
    (Search, "application"),
    (Conversation, "application"),
    (Explanation, "application"),
    (Fee, "application"),
    (Extension, "application"),
    (Outcome, "application"),
    (Delivery, "letter__application"),
)
"""What was done between receipt and service, and the way from each record to its application."""


def facts(application: Application) -> list[dict[str, Any]]:
    """The records of the case in words: what was corrected, asked, searched, said, charged, extended, decided, served."""
    found: list[dict[str, Any]] = []
    for model, way in FACTS:
        for row in model._default_manager.filter(**{way: application}).order_by("pk"):
            found.append(said_of(row))
    return found + [row for annex in annexes(application) for row in annex.facts]


def said_of(row: models.Model) -> dict[str, str]:
    """What kind of record it is, and its filled fields by their names as a person reads them."""
    said = {"种类": str(row._meta.verbose_name)}
    for field in row._meta.concrete_fields:
        if field.is_relation or field.primary_key:
            continue
        value = getattr(row, field.attname)
        if value in (None, "", []):
            continue
        if field.choices:
            value = dict(field.flatchoices).get(value, value)
        elif isinstance(value, bool):
            value = "是" if value else "否"
        said[str(field.verbose_name)] = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    return said


def extract(application: Application) -> dict[str, Any]:
    """The journal of the case, each entry with its link in the chain; the rest of the chain stays in the house.

    An entry proves itself: SHA-256(previous + "\\n" + its fields as JSON) is its hash, and the hash stands in the chain at its
    position. That the chain is whole is proved with the heads that are exported every day (./run journal verify).
    """
    end = head()
    rows = entries(application)
    before = {seal.position: seal.hash for seal in Seal.objects.filter(position__in=_places_before(rows))}
    return {
        "字段": list(FIELDS),
        "链头": {"位置": end.position, "哈希": end.hash},
        "记录": [_proved(entry, before) for entry in rows],
    }


def entries(application: Application) -> list[Entry]:
    """What happened in the case and to its files, oldest first."""
    ours = Q(case_id__in=[case.pk for case in _cases(application)])
    ref = application.ref
    found = Entry.objects.filter(ours | Q(subject_kind=ref.kind, subject_id=ref.id))
    return list(found.select_related("seal").order_by("id"))


def _places_before(rows: list[Entry]) -> list[int]:
    return [entry.seal.position - 1 for entry in rows if hasattr(entry, "seal")]


def _proved(entry: Entry, before: dict[int, str]) -> dict[str, Any]:
    seal = getattr(entry, "seal", None)
    fields = json.loads(chain.canonical(entry))
    if seal is None:
        return {"位置": None, "前一哈希": "", "哈希": "", "记录": fields}
    previous = before.get(seal.position - 1, chain.GENESIS)
    return {"位置": seal.position, "前一哈希": previous, "哈希": seal.hash, "记录": fields}


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


@transaction.atomic
def record(application: Application, actor: Actor, *, purpose: str, digest: str, pieces: int) -> Entry:
    """The journal says who took the case file, for what, and the fingerprint of its index.

    Raises:
        Refused: the actor may not have it.
    """
    refusal = why_not(application, actor)
    if refusal:
        raise refusal
    return journal.append(
        action="foi.sealed",
        actor=actor,
        subject=application.ref,
        summary=f"制作案卷封存包（{Purpose(purpose).label}），{pieces} 个文件，目录指纹 {digest[:12]}…。",
        basis=BASIS,
        case_id=application.case_id,
        data={"purpose": purpose, "index_sha256": digest, "files": pieces},
    )
