"""Comparing the library's list with ours, both ways, and repairing what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.filing import commands
from mingzheng.disclosure.filing.library import Held, LibraryError, configured
from mingzheng.disclosure.filing.models import Difference, Push, Reconciliation

BASIS = "要点第十点（一个来源，两个平台一致）、第十三点（全量覆盖）"
MACHINE = Actor.system("公文库对账")
TOPIC = "library.reconcile"
Kind = Difference.Kind


@dataclass(frozen=True)
class Known:
    """What we believe of one index number: its document, newest version, whether it should be there."""

    document: Document
    push: Push | None
    wanted: bool


@dataclass
class Outcome:
    """The two lists laid over each other."""

    theirs: int = 0
    ours: int = 0
    equal: int = 0
    differences: list[Difference] = field(default_factory=list)


def _no_library() -> Refused:
    remedy = "请系统管理员设置 MINGZHENG_LIBRARY_URL。"
    return Refused("没有设置公文库地址，无从对账。", remedy=remedy, code="no_library")


def _require_office(actor: Actor) -> None:
    if not (actor.is_machine or actor.post in (*OFFICE_POSTS, Post.ADMIN)):
        raise Refused("对账由区府办处理。", remedy="请切换到区府办的岗位。", code="wrong_post")


def reconcile(actor: Actor = MACHINE) -> Reconciliation:
    """Read the library's whole list and compare. Not to be called within a transaction.

    A list that could not be read to its end is not compared: half a list would show what is there as missing.

    Raises:
        Refused: no address is set.
    """
    library = configured()
    if library is None:
        raise _no_library()
    made = Reconciliation(at=timekeeping.now(), by=str(actor)[:200])
    try:
        held = {row.index_number: row for row in library.every()}
    except LibraryError as error:
        made.error = str(error)[:300]
        made.save()
        commands.heard(error)
        return made
    return _keep(made, compare(held, known()), actor)


def ask(actor: Actor) -> None:
    """Owe a comparison to the worker.

    Raises:
        Refused: not the actor's to ask, or no address is set.
    """
    _require_office(actor)
    if configured() is None:
        raise _no_library()
    with transaction.atomic():
        enqueue(TOPIC, {"by": str(actor)[:200]})


def reconcile_daily() -> None:
    """The daily round; without an address there is nothing to do."""
    if configured() is not None:
        reconcile()


def known() -> dict[str, Known]:
    """Every document that has an index number and is, or was, for the library."""
    newest = Push.objects.filter(document=OuterRef("document")).order_by("-version").values("pk")[:1]
    pushes = {row.document_id: row for row in Push.objects.filter(pk=Subquery(newest)).defer("payload")}
    rows = Document.objects.exclude(index_number=None).only("index_number", "title", "listed")
    return {
        str(row.index_number): Known(row, pushes.get(row.pk), row.listed)
        for row in rows
        if row.listed or row.pk in pushes
    }


def compare(held: dict[str, Held], ours: dict[str, Known]) -> Outcome:
    """Pure: the differences between two lists, by index number."""
    found = Outcome(theirs=len(held), ours=sum(one.wanted for one in ours.values()))
    for index, one in ours.items():
        kind = _differs(held.get(index), one)
        if kind is not None:
            found.differences.append(_difference(kind, index, held.get(index), one))
        elif one.wanted:
            found.equal += 1
    for index, row in held.items():
        if index not in ours and row.state == "live":
            found.differences.append(_difference(Kind.UNKNOWN, index, row, None))
    return found


def _differs(row: Held | None, one: Known) -> Difference.Kind | None:
    there = row is not None and row.state == "live"
    push = one.push
    if not one.wanted:
        return Kind.LEFT if there else None
    if push is not None and push.status == Push.Status.REJECTED:
        return Kind.REFUSED
    if row is None or not there or push is None:
        return Kind.MISSING if not there else Kind.VERSION
    if row.version != push.version:
        return Kind.VERSION
    if row.digest and row.digest != push.digest:
        return Kind.CONTENT
    return None if push.status == Push.Status.ACCEPTED else Kind.UNTOLD


def _difference(kind: Difference.Kind, index: str, row: Held | None, one: Known | None) -> Difference:
    return Difference(
        kind=kind,
        document=one.document if one else None,
        index_number=index,
        title=(one.document.title if one else row.title if row else "")[:300],
        ours=one.push.version if one and one.push else None,
        theirs=row.version if row else None,
        library_id=row.library_id if row else "",
    )


@transaction.atomic
def _keep(made: Reconciliation, found: Outcome, actor: Actor) -> Reconciliation:
    made.theirs, made.ours, made.equal = found.theirs, found.ours, found.equal
    made.save()
    for row in found.differences:
        row.reconciliation = made
    Difference.objects.bulk_create(found.differences, batch_size=500)
    commands.heard(None)
    journal.append(
        action="filing.reconciled",
        actor=actor,
        subject=RecordRef("filing.reconciliation", str(made.pk)),
        summary=f"与公文库对账：应在库 {made.ours} 件，一致 {made.equal} 件，差异 {len(found.differences)} 处",
        basis=BASIS,
        data={"theirs": made.theirs, "ours": made.ours, "equal": made.equal},
    )
    return made


@transaction.atomic
def repair(difference: Difference, actor: Actor) -> str:
    """Mend one difference: take over an answer that was lost, or send what the library should have.

    Returns:
        What was done, in Chinese.

    Raises:
        Refused: not the actor's to do, done already, or nothing that we could send.
    """
    row = Difference.objects.select_for_update(of=("self",)).select_related("document").get(pk=difference.pk)
    _require_office(actor)
    if row.repaired_at is not None:
        raise Refused("这处差异已经处理过。", remedy="请重新对账。", code="repaired")
    if row.document is None:
        raise Refused(
            "公文库里的这一件，这里没有，不能由这里改正。", remedy="请与市公文库联系核对来源。", code="unknown"
        )
    row.repair, row.repaired_at = _mend(row, actor), timekeeping.now()
    row.save(update_fields=["repair", "repaired_at"])
    journal.append(
        action="filing.repaired",
        actor=actor,
        subject=row.document.ref,
        summary=f"对账差异「{row.get_kind_display()}」：{row.repair}",
        basis=BASIS,
    )
    return row.repair


def _mend(row: Difference, actor: Actor) -> str:
    assert row.document is not None  # noqa: S101 - repair refuses without one
    newest = row.document.pushes.order_by("-version").first()
    if row.kind == Kind.UNTOLD and newest is not None:
        commands.acknowledge(newest, row.library_id, actor)
        return "补记公文库的确认"
    fresh = commands.note(row.document.pk)
    if fresh is not None:
        return f"形成第 {fresh.version} 版推送"
    if newest is None:
        raise Refused("这份文件没有可推送的内容。", remedy="请查看文件是否仍在公开。", code="nothing")
    if row.kind == Kind.REFUSED or newest.status == Push.Status.REJECTED:
        raise Refused("这一版被退回，再推送也不会收。", remedy="请所属单位更正文件。", code="rejected")
    return _next_version(row, newest)


def _next_version(row: Difference, newest: Push) -> str:
    """The library lost or holds another content: the same content once more, under a version above both."""
    version = max(newest.version, row.theirs or 0) + 1
    if newest.status in commands.OPEN and row.theirs is None:
        commands.owe_again(newest)
        return f"重新推送第 {newest.version} 版"
    made = commands.copy_as(newest, version)
    return f"以第 {made.version} 版重新推送"


def summary(made: Reconciliation) -> dict[str, Any]:
    """For ``--json``."""
    return {
        "at": made.at.isoformat(),
        "theirs": made.theirs,
        "ours": made.ours,
        "equal": made.equal,
        "error": made.error,
        "differences": [
            {
                "kind": row.kind,
                "index_number": row.index_number,
                "title": row.title,
                "ours": row.ours,
                "theirs": row.theirs,
                "repair": row.repair,
            }
            for row in made.differences.all()
        ],
    }
