"""Every write to inspections of outside sites: begun, ended, removed. Nothing here touches findings of our own portal."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.forgetting import WORKING, forgets
from mingzheng.core.procedures.permission import OFFICE_POSTS, still_in_post
from mingzheng.core.units.models import Unit
from mingzheng.supervision.inspections import commands, sources, thresholds
from mingzheng.supervision.inspections.archives import SavedPages
from mingzheng.supervision.inspections.crawler.addresses import Forbidden, normal
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.models import InspectionRun, OutsideFinding, OutsideInspection, RunTarget

FOLDER = "inspections"
LOST = dt.timedelta(days=1)
Kind = OutsideInspection.Kind


@dataclass(frozen=True)
class Asked:
    """What a person wants to have inspected.

    Args:
        unit: whose site it is; None for one outside the district.
        day: the day by which freshness is judged; for saved pages the day on which they were saved.
        asks_links: open the links of saved pages; those of a sitemap always are.
        sitemap, archive: one of the two; the archive with its name.
    """

    name: str
    unit: Unit | None
    day: dt.date
    asks_links: bool = False
    sitemap: str = ""
    archive: bytes = b""
    archive_name: str = ""


def begin(asked: Asked, actor: Actor) -> OutsideInspection:
    """Begin to inspect a site that is not ours; the outbox carries it out slice by slice.

    Raises:
        Refused: not an office post, bad address, our own portal, an archive without pages, too many at once.
    """
    _may(actor)
    going = OutsideInspection.objects.filter(run__status=InspectionRun.Status.RUNNING).count()
    if going >= thresholds.value("outside_at_once", timekeeping.today()):
        raise Refused(f"已有 {going} 个外部网站正在检查。", remedy="请等其中一个完成，或者停止它。", code="busy")
    return _sitemap(asked, actor) if asked.sitemap else _archive(asked, actor)


def _may(actor: Actor) -> None:
    if not actor.is_machine and actor.post not in OFFICE_POSTS:
        raise Refused("外部网站的检查由区府办发起和清除。", remedy="请切换岗位，或请区府办办理。", code="wrong_post")
    still_in_post(actor)


def _sitemap(asked: Asked, actor: Actor) -> OutsideInspection:
    try:
        address = normal(asked.sitemap)
    except Forbidden as refused:
        raise Refused(
            f"网站地图的网址不对：{refused.reason}。",
            remedy="请写完整网址，如 https://…/sitemap.xml。",
            field="sitemap",
        ) from refused
    own = sources.own_sitemap()
    if own and urlsplit(own).netloc == urlsplit(address).netloc:
        raise Refused("这是本门户。", remedy="本门户每天自动检查，请看“网站检查”。", field="sitemap", code="own")
    return _begun(asked, actor, Kind.SITEMAP, address, address, "", asks_links=True)


def _archive(asked: Asked, actor: Actor) -> OutsideInspection:
    try:
        SavedPages(asked.archive, thresholds.value("outside_pages", timekeeping.today()))
    except Refused as refused:
        raise Refused(refused.message, remedy=refused.remedy, field="archive", code=refused.code) from refused
    mark = uuid.uuid4().hex
    storage, key = storages["default"], f"{FOLDER}/{mark}"
    storage.save(key, ContentFile(asked.archive))
    try:
        return _begun(asked, actor, Kind.ARCHIVE, f"zip:{mark}", asked.archive_name, key, asks_links=asked.asks_links)
    except BaseException:
        storage.delete(key)
        raise


@transaction.atomic
def _begun(
    asked: Asked, actor: Actor, kind: str, source: str, where: str, key: str, *, asks_links: bool
) -> OutsideInspection:
    try:
        with transaction.atomic():
            run = InspectionRun.objects.create(
                source=source, day=asked.day, started_at=timekeeping.now(), by_name=str(actor)[:64]
            )
    except IntegrityError as error:
        raise Refused("这个网站正在检查中。", remedy="请等这一次检查完成。", code="running") from error
    today = timekeeping.today()
    row = OutsideInspection.objects.create(
        run=run,
        kind=kind,
        name=asked.name,
        unit=asked.unit,
        where=where[:500],
        key=key,
        asks_links=asks_links,
        remove_after=today + dt.timedelta(days=thresholds.value("outside_days", today)),
    )
    enqueue(commands.SLICE, {"run": run.pk})
    _say(row, actor, "inspections.outside_started", f"开始检查外部网站：{row.name}（{row.get_kind_display()}）")
    return row


def _say(row: OutsideInspection, actor: Actor, action: str, summary: str) -> None:
    data = {"kind": row.kind, "pages": row.run.pages_done, "found": row.run.found}
    journal.append(action=action, actor=actor, subject=row.ref, summary=summary, basis=commands.BASIS, data=data)


def keep(row: OutsideInspection, defects: Iterable[Defect]) -> None:
    """Add what was found, each defect once."""
    found = {defect.fingerprint: defect for defect in defects}
    rows = [
        OutsideFinding(inspection=row, fingerprint=mark, rule=one.rule, **commands.facts(one))
        for mark, one in found.items()
    ]
    OutsideFinding.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)


@transaction.atomic
def end(row: OutsideInspection, *, failed: str = "") -> None:
    """Close the run; the uploaded pages are not needed any more."""
    run = row.run
    if not commands.close_run(run, failed):
        return
    run.found = row.findings.count()
    run.save()
    RunTarget.objects.filter(run=run).delete()
    _drop_pages(row)
    _say(
        row,
        Actor.system("网站检查"),
        "inspections.outside_ended",
        f"外部网站检查结束：{row.name}，发现 {run.found} 个问题。",
    )


def _drop_pages(row: OutsideInspection) -> None:
    if row.key:
        transaction.on_commit(partial(storages["default"].delete, row.key), robust=True)
        OutsideInspection.objects.filter(pk=row.pk).update(key="")


@transaction.atomic
def stop(row: OutsideInspection, actor: Actor) -> None:
    """End it where it stands; what was found until then stays.

    Raises:
        Refused: not an office post, or it is over already.
    """
    _may(actor)
    if not row.run.going:
        raise Refused("这次检查已经结束。", code="over")
    end(row, failed="检查由人停止，只检查了一部分。")
    _say(row, actor, "inspections.outside_stopped", f"停止检查外部网站：{row.name}")


@transaction.atomic
def remove(row: OutsideInspection, actor: Actor) -> None:
    """Take the inspection and all that it found away; the journal keeps that there was one.

    Raises:
        Refused: not an office post, or it is going on.
    """
    _may(actor)
    if row.run.going:
        raise Refused("这次检查还在进行，不能清除。", remedy="请先停止检查。", code="running")
    _say(row, actor, "inspections.outside_removed", f"清除外部网站检查：{row.name}")
    _drop_pages(row)
    row.run.delete()  # takes the inspection and its findings along


def over() -> QuerySet[OutsideInspection]:
    """Kept long enough; what still runs is ended first."""
    old = OutsideInspection.objects.filter(remove_after__lt=timekeeping.today())
    return old.exclude(run__status=InspectionRun.Status.RUNNING)


@forgets(
    "inspections.outside",
    label="清除到期的外部网站检查",
    what="外部网站检查：结果和留存的网页",
    term=lambda: f"{thresholds.value('outside_days', timekeeping.today())}日",
    basis=WORKING,
    due=over,
)
def drop_old() -> int:
    """End what hangs, remove what was kept long enough, and pages that no row knows. Returns how many inspections went."""
    machine = Actor.system("网站检查")
    hanging = OutsideInspection.objects.filter(
        run__status=InspectionRun.Status.RUNNING, run__started_at__lt=timekeeping.now() - commands.LONGEST_RUN
    )
    for row in hanging:
        end(row, failed="检查没有按时完成，已停止。")
    rows = list(over())
    for row in rows:
        remove(row, machine)
    _drop_lost_pages()
    return len(rows)


def _drop_lost_pages() -> None:
    """Bytes whose transaction failed after they were written; young ones may still get their row."""
    storage = storages["default"]
    known = set(OutsideInspection.objects.exclude(key="").values_list("key", flat=True))
    for name in _names(storage):
        key = f"{FOLDER}/{name}"
        if key not in known and storage.get_modified_time(key) < timezone.now() - LOST:
            storage.delete(key)


def _names(storage: Storage) -> list[str]:
    """A folder exists on a disk only, and there not before its first file; a bucket knows names alone."""
    try:
        return storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return []
