"""Catalogues and proposals."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.dates import date_or_unset
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish as tell
from mingzheng.core.procedures.commands import act as take_step
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.editing import named, take_over
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.decisions import finding
from mingzheng.participation.decisions.models import Catalogue, Line, Matter, Proposal, Version

MACHINE = Actor.system("重大行政决策目录")
FACTS = ("title", "kind", "unit", "about", "planned_by")


def draft_of(catalogue: Catalogue) -> Version:
    """The version being composed, locked.

    Raises:
        Refused: none is being composed.
    """
    found = catalogue.versions.select_for_update().filter(published_on=None).first()
    if found is None:
        raise Refused("目录没有正在编制的版次。", remedy="请刷新页面。", code="no_draft")
    return found


def shown(catalogue: Catalogue) -> None:
    touch("decisions")
    finding.changed_catalogue(catalogue)


# --- composing ----------------------------------------------------------------------------------------------------


def arrange(act: Act) -> None:
    """All rows as typed; what is no longer there goes, unless the public has read it: that is taken out with a reason."""
    catalogue: Catalogue = act.subject
    version = draft_of(catalogue)
    known = {line.pk: line for line in version.lines.all()}
    kept = set()
    for order, row in enumerate(act.data["rows"], 1):
        line = known.get(row["line"] or 0)
        if row["drop"] and (line is None or line.matter_id is None):
            continue  # it was never public
        made = line or Line(version=version)
        made.order = order
        made.dropped, made.why = row["drop"], row.get("why", "")
        if not row["drop"]:
            for name in FACTS:
                setattr(made, name, catalogue.unit if name == "unit" and "unit" not in row else row[name])
        _explained(version, made)
        made.save()
        kept.add(made.pk)
    lost = [line for pk, line in known.items() if pk not in kept]
    if any(line.matter_id for line in lost):
        raise Refused("已经公布过的事项不能直接删去。", remedy="请勾选「移出」并写明调整说明。", code="published_line")
    _release_proposals(lost)
    version.lines.filter(pk__in=[line.pk for line in lost]).delete()
    act.note = f"{version.lines.filter(dropped=False).count()} 项"


def _explained(version: Version, line: Line) -> None:
    """In an adjustment whatever is taken out, added or changed says why."""
    if version.number == 1 or line.why:
        return
    before = None
    if line.matter_id is not None and version.catalogue.live_id:
        before = Line.objects.filter(version_id=version.catalogue.live_id, matter_id=line.matter_id).first()
    if before is None or line.dropped or changed_facts(before, line):
        raise Refused(
            f"「{shortened(line.title, 40)}」与公布的目录不同，还没有写调整说明。",
            remedy="请在这一行写明为什么增加、改变或者移出。",
            code="no_why",
        )


def changed_facts(before: Line, after: Line) -> list[str]:
    """Names of what two versions say differently about one matter."""
    return [named(Line, [name]) for name in FACTS if getattr(before, name) != getattr(after, name)]


def _release_proposals(lines: list[Line]) -> None:
    for line in lines:
        case = line.proposal.case if line.proposal else None
        if case is not None and case.state == "taken":
            take_step(case, "release", MACHINE)


def differs(catalogue: Catalogue, _actor: Actor) -> bool:
    """An adjustment that changes nothing is none."""
    version = catalogue.draft
    if version is None or version.number == 1:
        return version is not None
    return any(line.why for line in version.lines.all())


def has_consent(catalogue: Catalogue, _actor: Actor) -> bool:
    version = catalogue.draft
    return version is not None and version.consent_on is not None


def adjusting(catalogue: Catalogue, _actor: Actor) -> bool:
    return catalogue.live_id is not None


def adjust(act: Act) -> None:
    """A new version with the lines of the one in force; the public goes on reading that one."""
    catalogue: Catalogue = act.subject
    live = catalogue.live
    if live is None:
        raise Refused("目录还没有公布过。", code="not_public")
    made = Version.objects.create(
        catalogue=catalogue,
        number=live.number + 1,
        reason=act.data["reason"],
        made_by=act.actor.person_id,
        made_by_text=str(act.actor)[:200],
    )
    names = (*FACTS, "order", "matter", "proposal")
    rows = live.lines.filter(dropped=False).select_related("unit", "matter", "proposal")
    Line.objects.bulk_create([Line(version=made, **{name: getattr(line, name) for name in names}) for line in rows])
    act.note = shortened(act.data["reason"])


def give_up(act: Act) -> None:
    """The adjustment is dropped: what is public stays."""
    version = draft_of(act.subject)
    _release_proposals(list(version.lines.filter(matter=None).select_related("proposal__case")))
    version.lines.all().delete()
    version.delete()
    note_reason(act)


def record_consent(act: Act) -> None:
    catalogue: Catalogue = act.subject
    version = draft_of(catalogue)
    for name in ("consent_body", "consent_on", "consent_number"):
        setattr(version, name, act.data[name])
    version.consent_by = str(act.actor)[:200]
    upload = act.data.get("proof")
    if upload is not None:
        stored = files.store(
            upload.data, upload.name, owner=catalogue.ref, actor=act.actor, label="党委（党组）同意的材料"
        )
        version.consent_file = stored.pk
        files.keep(catalogue.ref, act.actor, only=[stored.pk])
    version.save()
    act.note = f"{version.consent_body} {date_or_unset(version.consent_on)} {version.consent_number}"


def take_back_consent(act: Act) -> None:
    """Back to composing: what will be changed was not agreed to."""
    version = draft_of(act.subject)
    version.consent_body = version.consent_number = version.consent_by = ""
    version.consent_on = None
    version.save()
    note_reason(act)


# --- publication --------------------------------------------------------------------------------------------------


def publish(act: Act) -> None:
    """What the public reads from now on; each matter gets its case, changes reach those that have one."""
    catalogue: Catalogue = Catalogue.objects.select_for_update().get(pk=act.subject.pk)
    version = draft_of(catalogue)
    version.published_on, version.published_by = act.day, act.actor.person_id
    version.published_by_text = str(act.actor)[:200]
    version.save()
    lines = list(version.lines.select_related("unit", "matter__case"))
    for line in lines:
        _settle(catalogue, line, act)
    catalogue.live = version
    catalogue.published_on = catalogue.published_on or act.day
    catalogue.save(update_fields=["live", "published_on"])
    act.subject = catalogue
    count = sum(not line.dropped for line in lines)
    act.note = f"第 {version.number} 版，{count} 项"
    act.facts = {"version": version.number, "matters": count}
    shown(catalogue)
    tell("decisions.catalogue_published", {"catalogue": catalogue.pk, "version": version.number})


def _settle(catalogue: Catalogue, line: Line, act: Act) -> None:
    if line.matter is None:
        if not line.dropped:
            line.matter = _list(catalogue, line, act)
            line.save(update_fields=["matter"])
        return
    case = line.matter.case
    if case is None:
        raise Refused(f"「{line.title}」没有办理事项。", remedy="请联系系统管理员。", code="no_case")
    if line.dropped:
        take_step(case, "remove", MACHINE, {"reason": line.why})
    elif line.why:
        facts: dict[str, Any] = {name: getattr(line, name) for name in FACTS}
        take_step(case, "relist", MACHINE, {"line": facts, "reason": line.why})


def _list(catalogue: Catalogue, line: Line, act: Act) -> Matter:
    matter = Matter.objects.create(
        year=catalogue.year,
        scope=catalogue.scope,
        catalogue=catalogue,
        listed_on=act.day,
        **{name: getattr(line, name) for name in FACTS},
    )
    matter.case = open_case("decisions.matter", matter.ref, unit=matter.unit, actor=MACHINE, title=matter.title)
    matter.save(update_fields=["case"])
    finding.changed(matter)
    return matter


# --- proposals ----------------------------------------------------------------------------------------------------


def edit_proposal(act: Act) -> None:
    take_over(act, act.data)
    act.case.title = act.subject.title


def composing_of(proposal: Proposal) -> Catalogue | None:
    """The district's catalogue of the proposal's year, if it is being composed."""
    return Catalogue.objects.filter(year=proposal.year, scope="district", case__state="composing").first()


def is_composed(proposal: Proposal, _actor: Actor) -> bool:
    return composing_of(proposal) is not None


def take(act: Act) -> None:
    """A line of the district's catalogue, which its people may still word differently."""
    proposal: Proposal = act.subject
    catalogue = composing_of(proposal)
    if catalogue is None:
        raise Refused("区政府目录现在不在编制中。", code="not_composed")
    version = draft_of(catalogue)
    version.lines.create(
        order=version.lines.count() + 1,
        proposal=proposal,
        why=f"{proposal.unit.short}提出" if version.number > 1 else "",
        **{name: getattr(proposal, name) for name in FACTS},
    )
    proposal.answer = ""
    proposal.save(update_fields=["answer"])
    act.note = f"列入{catalogue.title}（编制中）"


def decline(act: Act) -> None:
    proposal: Proposal = act.subject
    proposal.answer = act.data["reason"]
    proposal.save(update_fields=["answer"])
    note_reason(act)
