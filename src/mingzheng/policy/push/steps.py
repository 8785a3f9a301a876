"""What each step changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.procedures.table import Act
from mingzheng.policy.push import trying
from mingzheng.policy.push.models import Example, Grant, Rule

CHANGED = "push.rules"  # freshness: the judges of every process are made anew


def edit(act: Act) -> None:
    rule, data = act.subject, act.data
    rule.tree, rule.benefit, rule.grants = data["tree"], data["benefit"].strip(), data["grants"]
    rule.apply_until, rule.valid_from = data["apply_until"], data["valid_from"]
    rule.save(update_fields=["tree", "benefit", "grants", "apply_until", "valid_from"])
    act.note = rule.sentence
    act.facts = {"tree": rule.tree}


def written(rule: Rule, _actor: Actor) -> bool:
    return rule.node is not None


def shown_both_ways(rule: Rule, _actor: Actor) -> bool:
    wanted = set(rule.examples.values_list("wanted", flat=True))
    return {Example.Wanted.FITS.value, Example.Wanted.NOT.value} <= wanted


def examples_hold(rule: Rule, _actor: Actor) -> bool:
    return all(one.holds for one in trying.run_examples(rule, rule.examples.all(), timekeeping.today()))


def approve(act: Act) -> None:
    """It holds from its day, today at the earliest; the version before ends the day before."""
    from mingzheng.core.procedures.commands import act as take

    rule = act.subject
    rule.valid_from = max(rule.valid_from or act.day, act.day)
    for older in Rule.objects.filter(policy=rule.policy, of=rule.of, status="approved").select_related("case"):
        older.valid_until = rule.valid_from - dt.timedelta(days=1)
        older.save(update_fields=["valid_until"])
        if older.case is not None:
            take(older.case, "replace", Actor.system("精准推送"))
    rule.status = Rule.Status.APPROVED
    rule.save(update_fields=["valid_from", "status"])
    _changed()
    enqueue("push.policy", {"policy": rule.policy_id})
    act.note = f"自 {chinese_date(rule.valid_from)} 起启用。{act.data.get('opinion', '')}".strip()
    act.facts = {"tree": rule.tree, "valid_from": rule.valid_from.isoformat()}


def replace(act: Act) -> None:
    act.subject.status = Rule.Status.REPLACED
    act.subject.save(update_fields=["status"])


def stop(act: Act) -> None:
    act.subject.status, act.subject.valid_until = Rule.Status.REPLACED, act.day - dt.timedelta(days=1)
    act.subject.save(update_fields=["status", "valid_until"])
    _changed()
    note_reason(act)


def _changed() -> None:
    """Which rules hold is another matter now: pages say so, and the search finds what applies."""
    touch(CHANGED)
    enqueue("push.found", {})


def drop(act: Act) -> None:
    act.subject.status = Rule.Status.DROPPED
    act.subject.save(update_fields=["status"])
    note_reason(act)


def note_reason(act: Act) -> None:
    act.note = act.data["reason"][:200]


def note_opinion(act: Act) -> None:
    act.note = act.data.get("opinion", "")[:200]


def void(act: Act) -> None:
    """A void list keeps its number, not its people."""
    act.subject.rows.all().delete()
    note_reason(act)


def export(act: Act) -> None:
    grant: Grant = act.subject
    number = grant.rows.count()
    if not number:
        raise Refused("名单上没有人，没有导出。", remedy="请作废这份名单。")
    act.note = f"导出 {number} 行"
    act.facts = {"rows": number}
