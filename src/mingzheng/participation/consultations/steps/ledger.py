"""Opinions that came by other ways than the web, and what is not shown of any."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures.table import Act
from mingzheng.participation.consultations import commands, screening, telling
from mingzheng.participation.consultations.models import Channel, Consultation, Opinion, Told


def enter(act: Act) -> None:
    """An offline opinion goes into the same ledger, with its channel, who wrote it down, and the proof.

    Written down after the period it is 补录 with a reason; received after the period it is late besides, and answered like any.
    """
    found: Consultation = act.subject
    facts = act.data
    added, late = act.day > found.closes_on, facts["received_on"] > found.closes_on
    if added and not facts["added_why"]:
        raise Refused(
            "征集已经截止，补录要写明理由。", remedy="请写为什么现在才登记。", field="added_why", code="added"
        )
    screening.refuse_own_data(facts["text"], "text")
    made = Opinion.objects.create(
        consultation=found,
        article=facts["article"],
        channel=facts["channel"],
        point=facts["point"] if facts["channel"] == Channel.POINT else None,
        author_kind=facts["author_kind"],
        shown_as=commands.shown_as(facts["author_kind"], facts["name"], named=facts["named"]),
        text=facts["text"],
        publish=facts["publish"],
        verified=facts["verified"],
        received_on=facts["received_on"],
        entered_at=timekeeping.now(),
        entered_by=str(act.actor)[:250],
        proof=facts["proof"],
        added=added,
        added_why=facts["added_why"] if added else "",
        late=late,
        doubt=screening.doubt(facts["text"]),
    )
    commands.keep_author(made, facts)
    if facts["proof_file"]:
        files.store(facts["proof_file"].data, facts["proof_file"].name, owner=made.ref, actor=act.actor, label="凭据")
        files.keep(made.ref, act.actor)
    touch(f"consultation:{found.pk}")
    marks = "，逾期收到" if late else "，补录" if added else ""
    act.note = f"{made.get_channel_display()}，{made.get_author_kind_display()}{marks}"
    act.facts = {"opinion": made.pk}


def _chosen(act: Act) -> list[Opinion]:
    found: Consultation = act.subject
    rows = list(found.opinions.select_for_update(of=("self",)).filter(pk__in=act.data["opinions"]))
    if not rows or len(rows) != len(set(act.data["opinions"])):
        raise Refused("没有找到选中的意见。", remedy="请从意见台账里选择。", field="opinions", code="no_opinion")
    return rows


def hold_back(act: Act) -> None:
    """The original stays and counts; the public does not read it, and its author is told why."""
    rows = _chosen(act)
    for row in rows:
        row.held_back, row.doubt = act.data["reason"], ""
    Opinion.objects.bulk_update(rows, ["held_back", "doubt"])
    telling.owe(Opinion.objects.filter(pk__in=[row.pk for row in rows]), Told.What.HELD_BACK)
    act.note = f"{len(rows)} 条，{act.data['reason'][:100]}"
    act.facts = {"opinions": [row.pk for row in rows]}


def show(act: Act) -> None:
    """A person looked: nothing speaks against showing it."""
    rows = _chosen(act)
    for row in rows:
        row.held_back, row.doubt = "", ""
    Opinion.objects.bulk_update(rows, ["held_back", "doubt"])
    act.note = f"{len(rows)} 条"
    act.facts = {"opinions": [row.pk for row in rows]}
