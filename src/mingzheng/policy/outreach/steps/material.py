"""Courseware and relays."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.policy.outreach.forms.material import WORDS
from mingzheng.policy.outreach.models import Courseware, Relay, RelayLine

NEEDED = (("who", "适用对象"), ("standards", "适用标准"), ("steps", "办理步骤"))


def edit(act: Act) -> None:
    take_over(act, WORDS)
    act.case.title = act.subject.title


def submit(act: Act) -> None:
    """要点第十七点：申请和适用标准、办理流程.

    Raises:
        Refused: naming every part that is missing.
    """
    row: Courseware = act.subject
    missing = [label for name, label in NEEDED if not getattr(row, name).strip()]
    if missing:
        raise Refused(f"还没有写{'、'.join(missing)}。", remedy="补充后再提交。", code="parts")


def publish(act: Act) -> None:
    """A new version stands on the edition of the document that is public now.

    Raises:
        Refused: the policy's document is not public any more.
    """
    row: Courseware = act.subject
    submit(act)
    document = row.policy.document
    if document is None or document.live is None or not document.listed:
        raise Refused("政策的文件现在不公开。", remedy="文件重新公开后再签发，或者停用课件。", code="not_public")
    row.version += 1
    row.edition, row.doubt = document.live.serial, ""
    row.published_at = timekeeping.now()
    row.shown = {name: getattr(row, name) for name in WORDS} | {"on": act.day.isoformat(), "version": row.version}
    row.save(update_fields=["version", "edition", "doubt", "published_at", "shown"])
    shown(row)
    act.note = f"第 {row.version} 版，依据文件第 {row.edition} 版"
    act.facts = {"version": row.version, "edition": row.edition}


def confirm(act: Act) -> None:
    """The document changed, the courseware still holds: somebody looked."""
    row: Courseware = act.subject
    document = row.policy.document
    if document is None or document.live is None:
        raise Refused("政策的文件现在不公开。", remedy="请停用课件。", code="not_public")
    row.edition, row.doubt = document.live.serial, ""
    row.save(update_fields=["edition", "doubt"])
    shown(row)
    note_reason(act)


def end(act: Act) -> None:
    row: Courseware = act.subject
    row.ended_why = act.data["reason"][:300]
    row.save(update_fields=["ended_why"])
    shown(row)
    note_reason(act)


def shown(row: Courseware) -> None:
    touch("outreach", f"courseware:{row.pk}", f"policy:{row.policy_id}")
    if row.policy.document_id:
        touch(f"document:{row.policy.document_id}")
    searchable.changed("outreach.courseware", row.pk)


def in_doubt(row: Courseware, _actor: Actor) -> bool:
    return bool(row.doubt)


def ever_public(row: Courseware, _actor: Actor) -> bool:
    return row.published_at is not None


def never_public(row: Courseware, _actor: Actor) -> bool:
    return row.published_at is None


# --- relays -----------------------------------------------------------------------------------------------------


def send(act: Act) -> None:
    relay: Relay = act.subject
    relay.sent_at = timekeeping.now()
    relay.save(update_fields=["sent_at"])
    touch(f"policy:{relay.policy_id}", "outreach")
    act.note = f"{relay.lines.count()} 个伙伴"


def report_by(act: Act) -> dt.date:
    day: dt.date = act.subject.report_by
    return max(day, act.day)


def report(act: Act) -> None:
    line = RelayLine.objects.get(pk=act.data["line"], relay=act.subject)
    keep_reach(line, act.data, f"{act.actor.unit_name}代登记")
    act.note = f"{line.partner.name}：触达企业 {line.enterprises} 家、{line.people} 人"


def keep_reach(line: RelayLine, data: dict[str, Any], by: str) -> None:
    """What was reported last counts."""
    for name in ("passed_on", "how", "enterprises", "people", "asked"):
        setattr(line, name, data[name])
    line.reported_by, line.reported_at = by[:120], timekeeping.now()
    line.save()


def close(act: Act) -> None:
    relay: Relay = act.subject
    done = relay.lines.filter(passed_on__isnull=False)
    reached = sum(row.people or 0 for row in done)
    act.note = f"{done.count()}/{relay.lines.count()} 个伙伴已转达，触达 {reached} 人"
    act.facts = {"passed": done.count(), "of": relay.lines.count(), "people": reached}


def withdraw(act: Act) -> None:
    act.note = shortened(act.data["reason"])
