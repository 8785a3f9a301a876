"""The draft before it goes public, its announcement, the period."""

from __future__ import annotations

from mingzheng.core import searchable
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.editing import fill, named
from mingzheng.core.procedures.table import Act
from mingzheng.core.records import RecordRef
from mingzheng.core.relations.commands import link as make_link
from mingzheng.participation.consultations import commands, sorting, telling
from mingzheng.participation.consultations.models import Consultation, Extension, Told


def edit(act: Act) -> None:
    found: Consultation = act.subject
    facts = act.data
    changed = fill(found, facts, commands.FACTS)
    if (found.opens_on, found.closes_on) != (facts["opens_on"], facts["closes_on"]):
        changed += ["opens_on", "closes_on"]
    found.set_period(facts["opens_on"], facts["closes_on"])
    found.save()
    if "draft" in changed:
        commands.set_articles(found)
    act.case.title = f"征求意见：{found.title}"
    act.note = named(found, changed)
    act.facts = {"fields": changed}


def announce(act: Act) -> None:
    """From now on everybody reads the draft; the period runs by its dates."""
    found: Consultation = act.subject
    if found.opens_on < act.day:
        raise Refused(
            f"开始日期 {chinese_date(found.opens_on)} 已经过去。",
            remedy="请退回，把开始日期改为今天或者以后，期限从那天起算。",
            code="too_late",
        )
    found.announced_on = act.day
    found.save(update_fields=["announced_on"])
    changed(found)
    act.note = f"{chinese_date(found.opens_on)} 至 {chinese_date(found.closes_on)}，{found.days} 日"
    if found.shortened_why:
        act.note += f"，缩短期限：{found.shortened_why[:80]}"


def begin_period(act: Act) -> None:
    found: Consultation = act.subject
    found.opened_on = found.opens_on
    found.save(update_fields=["opened_on"])
    changed(found)
    publish("consultations.opened", {"consultation": found.pk})


def end_period(act: Act) -> None:
    found: Consultation = act.subject
    found.closed_on = found.closes_on
    found.save(update_fields=["closed_on"])
    changed(found)
    sorting.owe_grouping(found)
    act.note = f"收到意见 {found.opinions.count()} 条"
    publish("consultations.closed", {"consultation": found.pk})


def extend(act: Act) -> None:
    found: Consultation = act.subject
    until, before = act.data["until"], found.closes_on
    if before < act.day:
        raise Refused(f"征集已于 {before} 截止，不能再延长。", code="over")
    if until <= before:
        raise Refused("新的截止日期应当晚于原来的截止日期。", remedy="请改正。", field="until", code="earlier")
    Extension.objects.create(consultation=found, before=before, until=until, reason=act.data["reason"], day=act.day)
    found.set_period(found.opens_on, until)
    found.save(update_fields=["opens_on", "closes_on", "days"])
    changed(found)
    act.note = f"{chinese_date(before)} 延长至 {chinese_date(until)}，{act.data['reason'][:100]}"


def stop(act: Act) -> None:
    """It ends without a decision; what came in stays and its authors are told."""
    found: Consultation = act.subject
    found.stopped_on, found.stopped_why = act.day, act.data["reason"]
    found.save(update_fields=["stopped_on", "stopped_why"])
    telling.owe(found.opinions.all(), Told.What.STOPPED)
    changed(found)
    act.note = found.stopped_why[:120]


def drop(act: Act) -> None:
    act.note = act.data["reason"][:120]


def relate(act: Act) -> None:
    """Say which policy the draft belongs to; the policy's life line shows the consultation from then on."""
    target = RecordRef("policies.policy", act.data["policy"])
    make_link(act.subject.ref, "part_of", target, act.actor)
    touch("policies", f"policy:{target.id}")


def changed(found: Consultation) -> None:
    """Public pages and the index hear of it."""
    touch("consultations", f"consultation:{found.pk}")
    searchable.changed("consultations.consultation", found.pk)
