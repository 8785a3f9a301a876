"""What each step changes in the room's own records. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import hashlib
from typing import Any

from mingzheng.core import searchable, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.freshness.commands import touch
from mingzheng.core.privacy.queries import review
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.catalogue import commands as catalogue
from mingzheng.disclosure.key_areas import tables
from mingzheng.disclosure.key_areas.models import (
    Confirmed,
    Matter,
    MatterRecord,
    Photo,
    Project,
    ProjectUpdate,
    TableFinding,
    TableVersion,
)

# Beside the column of the matter, projects stand where the 条例 (Art. 20) wants them.
PROJECT_COLUMNS = {Project.Kind.MAJOR: ("fdzdgk-10",), Project.Kind.RENEWAL: ("fdzdgk-21-1",)}
TABLE_COLUMNS = {"debt": ("fdzdgk-07",), "performance": ("fdzdgk-07",), "distribution": ("gsgg-gs",)}


def note_reason(act: Act) -> None:
    act.note = shortened(act.data["reason"])


def drop(act: Act) -> None:
    act.subject.status = Confirmed.Status.DROPPED
    act.subject.save(update_fields=["status"])
    note_reason(act)


def _confirm(act: Act) -> None:
    subject = act.subject
    subject.status, subject.confirmed_by, subject.published_on = Confirmed.Status.LIVE, act.actor.person_id, act.day
    files.keep(subject.ref, act.actor)


# --- progress of a project -----------------------------------------------------------------------------------


def fill_update(update: ProjectUpdate, data: dict[str, Any]) -> None:
    """Put what was typed into an update (not saved)."""
    update.text, update.happened_on, update.percent = data["text"], data["happened_on"], data["percent"]
    update.milestone_id = int(data["milestone"]) if data.get("milestone") else None
    update.reached, update.replanned_on = bool(data.get("reached")), data.get("replanned_on")


def add_photo(update: ProjectUpdate, data: dict[str, Any], actor: Any) -> None:
    """Keep the picture that came with the form, if any."""
    if data.get("photo") is None:
        return
    upload = data["photo"]
    stored = files.store(
        upload.data, upload.name, owner=update.ref, actor=actor, label=data.get("caption") or "项目照片"
    )
    if stored.serious_findings:
        labels = "、".join(str(finding.get("label", "")) for finding in stored.serious_findings)
        raise Refused(
            f"照片里有隐藏信息（{labels}）。", remedy="请去掉拍摄位置等信息后重新上传。", field="photo", code="hidden"
        )
    Photo.objects.create(update=update, file_id=stored.pk, caption=data.get("caption") or "", alt=data["alt"])


def revise_update(act: Act) -> None:
    fill_update(act.subject, act.data)
    act.subject.save()
    add_photo(act.subject, act.data, act.actor)
    act.note = shortened(act.data["text"])


def publish_update(act: Act) -> None:
    """A second person confirmed it: percent, milestone and dates of the project follow; the page is renewed."""
    update: ProjectUpdate = act.subject
    project = Project.objects.select_for_update().get(pk=update.project_id)
    _confirm(act)
    update.save()
    _reach(update)
    latest = not project.updates.filter(status="live", happened_on__gt=update.happened_on).exists()
    if latest:
        project.percent = update.percent
        project.finished_on = update.happened_on if update.percent == 100 else None
    project.published_on = project.published_on or act.day
    project.updated_on = act.day
    project.save()
    show_project(project, act.actor)
    act.note = f"{shortened(update.text, 80)}（总进度 {update.percent}%）"
    act.facts = {"project": project.pk, "update": update.pk, "percent": update.percent}


def _reach(update: ProjectUpdate) -> None:
    node = update.milestone
    if node is None:
        return
    if update.reached:
        node.done_on = update.happened_on
    elif update.replanned_on is not None:
        node.planned_on = update.replanned_on
    node.save()


def show_project(project: Project, actor: Any) -> None:
    """Let a public project stand in its columns and its matter, with the day of its newest progress."""
    assert project.updated_on is not None  # noqa: S101 - it was published
    codes = _codes(project.matter, PROJECT_COLUMNS.get(Project.Kind(project.kind), ()))
    _show(project.ref, project.matter, codes, project.title, project.get_absolute_url(), project.updated_on, actor)
    touch(f"project:{project.pk}")
    searchable.changed("key_areas.project", project.pk)


def _codes(matter: Matter, more: tuple[str, ...]) -> list[str]:
    from mingzheng.disclosure.catalogue.models import Column

    own = [matter.column.code] if matter.column is not None else []
    return list(Column.objects.filter(code__in=[*own, *more], closed_on=None).values_list("code", flat=True))


def _show(ref: RecordRef, matter: Matter, codes: list[str], title: str, url: str, day: Any, actor: Any) -> None:
    catalogue.place(ref, codes, title=title, url=url, published_on=day, actor=actor)
    facts = {"title": title[:300], "url": url, "published_on": day, "placed_at": timekeeping.now()}
    MatterRecord.objects.update_or_create(matter=matter, record_kind=ref.kind, record_id=ref.id, defaults=facts)
    touch("areas", f"area:{matter.area.number}")


# --- tables -----------------------------------------------------------------------------------------------------


def fill_version(version: TableVersion, data: dict[str, Any]) -> None:
    """Rows of a version and what the scan finds in them; findings that are gone are said to be so."""
    version.rows, version.change_note = data["rows"], data.get("change_note") or ""
    version.save()
    scan(version)


def public_mask(text: str) -> str:
    """What the public sees in place of a number or a name: at most its first three characters."""
    shown = 3 if len(text) >= 8 else 0
    return (text[:shown] + "*" * (len(text) - shown))[:200]


def scan(version: TableVersion) -> None:
    """Look through every text cell. What a person has decided to keep stays decided while the cell is the same."""
    kept = {
        (one.row, one.key, one.start, one.end): one
        for one in version.findings.filter(outcome=TableFinding.Outcome.KEPT)
    }
    version.findings.exclude(pk__in=[one.pk for one in kept.values()]).delete()
    fresh, still = [], set()
    spec = tables.specs()[version.table.spec]
    for number, row in enumerate(version.rows, 1):
        for field in spec.fields:
            if field.type != "text":
                continue
            for found in review(row.get(field.key, "")):
                place = (number, field.key, found.start, found.end)
                if place in kept and kept[place].mask == public_mask(found.text):
                    still.add(kept[place].pk)
                    continue
                fresh.append(
                    TableFinding(
                        version=version,
                        row=number,
                        key=field.key,
                        start=found.start,
                        end=found.end,
                        label=found.label,
                        mask=public_mask(found.text),
                        severity=found.severity.value,
                    )
                )
    version.findings.filter(outcome=TableFinding.Outcome.KEPT).exclude(pk__in=still).delete()
    TableFinding.objects.bulk_create(fresh)


def revise_version(act: Act) -> None:
    fill_version(act.subject, act.data)
    act.note = f"{len(act.subject.rows)} 行"


def settle(act: Act) -> None:
    """Mask from the end of a cell to its beginning, so that places stay true; note what is kept, and why."""
    version: TableVersion = act.subject
    chosen: dict[int, str] = act.data["chosen"]
    open_findings = {one.pk: one for one in version.findings.filter(outcome=TableFinding.Outcome.OPEN)}
    masked = [open_findings[pk] for pk, way in chosen.items() if way == "masked" and pk in open_findings]
    for one in sorted(masked, key=lambda finding: (finding.row, finding.key, -finding.start)):
        cell = version.rows[one.row - 1][one.key]
        version.rows[one.row - 1][one.key] = cell[: one.start] + one.mask + cell[one.end :]
    kept = [open_findings[pk] for pk, way in chosen.items() if way == "kept" and pk in open_findings]
    for one in kept:
        one.outcome, one.reason, one.settled_by = (
            TableFinding.Outcome.KEPT,
            act.data["reason"][:200],
            act.actor.person_id,
        )
        one.save()
    version.save(update_fields=["rows"])
    scan(version)
    act.note = f"遮盖 {len(masked)} 处，依法保留 {len(kept)} 处"


def publish_version(act: Act) -> None:
    """A second person confirmed it: it takes the place of the version before, which stays readable; a copy is kept."""
    version: TableVersion = act.subject
    table = version.table
    spec = tables.specs()[table.spec]
    scan(version)
    if version.findings.filter(outcome=TableFinding.Outcome.OPEN).exists():
        raise Refused("表中还有没有处理的个人信息。", remedy="请逐处遮盖或说明理由。", code="findings")
    table.versions.filter(status="live").update(status=Confirmed.Status.PAST)
    _confirm(act)
    data = tables.as_csv(spec, version.rows)
    version.archive_sha256 = hashlib.sha256(data).hexdigest()
    if spec.archive:
        name = f"{table.title}（{act.day.isoformat()}存档）.csv"
        version.archive_id = files.store(data, name, owner=version.ref, actor=act.actor, label="存档副本").pk
        files.keep(version.ref, act.actor)
    version.save()
    codes = _codes(table.matter, TABLE_COLUMNS.get(table.spec, ()))
    _show(table.ref, table.matter, codes, table.title, table.get_absolute_url(), act.day, act.actor)
    touch(f"table:{table.pk}")
    searchable.changed("key_areas.table", table.pk)
    act.note = f"《{table.title}》{len(version.rows)} 行"
    act.facts = {"table": table.pk, "version": version.pk, "sha256": version.archive_sha256}


def settled(version: TableVersion) -> bool:
    return not version.findings.filter(outcome=TableFinding.Outcome.OPEN).exists()


# --- ceasing to be public ---------------------------------------------------------------------------------------------


def is_shown(subject: Confirmed, _actor: Any) -> bool:
    return subject.status in (Confirmed.Status.LIVE, Confirmed.Status.PAST)


def withdraw_update(act: Act) -> None:
    """It leaves the timeline with its photos; the project goes back to the progress before it, or out of sight."""
    update: ProjectUpdate = act.subject
    drop(act)
    project = Project.objects.select_for_update().get(pk=update.project_id)
    left = project.updates.filter(status=Confirmed.Status.LIVE).order_by("-happened_on", "-id").first()
    project.percent = left.percent if left else 0
    project.finished_on = left.happened_on if left and left.percent == 100 else None
    newest = project.updates.filter(status=Confirmed.Status.LIVE).order_by("-published_on").first()
    project.updated_on = newest.published_on if newest else None
    project.published_on = project.published_on if newest else None
    project.save()
    node = update.milestone
    if node is not None and update.reached and not node.updates.filter(status="live", reached=True).exists():
        node.done_on = None
        node.save()
    if newest:
        show_project(project, act.actor)
    else:
        _hide(project.ref, project.matter, act.actor)
        touch(f"project:{project.pk}")
        searchable.changed("key_areas.project", project.pk)


def withdraw_version(act: Act) -> None:
    """The version is no longer readable; if it was the live one, the table is out of sight until the next is confirmed."""
    version: TableVersion = act.subject
    was_live = version.status == Confirmed.Status.LIVE
    drop(act)
    table = version.table
    if was_live:
        _hide(table.ref, table.matter, act.actor)
    touch(f"table:{table.pk}")
    searchable.changed("key_areas.table", table.pk)


def _hide(ref: RecordRef, matter: Matter, actor: Any) -> None:
    catalogue.displace(ref, actor=actor)
    MatterRecord.objects.filter(record_kind=ref.kind, record_id=ref.id).delete()
    touch("areas", f"area:{matter.area.number}")
