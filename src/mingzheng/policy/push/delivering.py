"""Matching a policy with all profiles and writing its deliveries, each once, with the reasons, in one statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import queries
from mingzheng.policy.push.audiences import audience
from mingzheng.policy.push.compiling import Compiled, compiled
from mingzheng.policy.push.models import Batch, Delivery, Rule, facts_model
from mingzheng.policy.push.small import count_text

BASIS = "政务公开工作要点第十六点（持续扩大政策精准推送覆盖面）"
MACHINE = Actor.system("精准推送")


@transaction.atomic
def deliver(rule: Rule, actor: Actor = MACHINE, *, profiles: Sequence[int] | None = None) -> Batch | None:
    """Deliver a rule's policy to everybody who fits and has not got it yet.

    One run after another for one policy: the row of the policy is the lock. Nobody new: nothing is written.

    Args:
        profiles: only these, after they changed; None for all.
    """
    node = rule.node
    if node is None:
        return None
    policy = Policy.objects.select_for_update(of=("self",)).get(pk=rule.policy_id)
    batch = Batch.objects.create(policy=policy, rule=rule, at=timekeeping.now(), by=str(actor))
    sql = compiled(node, timekeeping.today(), "f", connection.ops.quote_name)
    batch.written = _write(rule, batch, sql, profiles)
    if not batch.written:
        batch.delete()
        return None
    if profiles is None:
        found = audience(node, rule.who, timekeeping.today())
        batch.matched, batch.asked = found.fits, found.may
    else:
        batch.matched = batch.written
    batch.save(update_fields=["written", "matched", "asked"])
    if profiles is None:
        _note(rule, batch, actor)
    enqueue("push.tell", {"rhythm": "immediate", "batch": batch.pk})
    touch(f"policy:{policy.pk}")
    return batch


def _write(rule: Rule, batch: Batch, sql: Compiled, profiles: Sequence[int] | None) -> int:
    """In the order of profiles, so that the key's tree is walked once and not jumped about in.

    The lock on the policy's row keeps a second run out until this one is seen: ON CONFLICT would guard against nothing and
    make PostgreSQL write each row speculatively (half the time again).
    """
    quote = connection.ops.quote_name
    to, facts = quote(Delivery._meta.db_table), quote(facts_model(rule.who)._meta.db_table)
    only = f"f.profile_id IN ({', '.join(['%s'] * len(profiles))}) AND " if profiles else ""
    statement = (
        f"INSERT INTO {to} (profile_id, policy_id, batch_id, reasons) "  # noqa: S608 - names are our own, values are parameters
        f"SELECT f.profile_id, %s, %s, {sql.bits.sql} FROM {facts} f WHERE {only}f.open AND {sql.fits.sql} AND NOT EXISTS "
        f"(SELECT 1 FROM {to} d WHERE d.profile_id = f.profile_id AND d.policy_id = %s) "
        "ORDER BY f.profile_id"
    )
    params = [rule.policy_id, batch.pk, *sql.bits.params, *(profiles or ()), *sql.fits.params, rule.policy_id]
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def _note(rule: Rule, batch: Batch, actor: Actor) -> None:
    journal.append(
        action="push.delivered",
        actor=actor,
        subject=rule.ref,
        summary=f"推送：符合条件的{rule.who.label} {count_text(batch.matched)}，这次新告知 {count_text(batch.written)}",
        basis=BASIS,
        case_id=rule.case_id,
        data={"batch": batch.pk},
    )


def deliver_policy(policy: Policy, day: dt.date, actor: Actor = MACHINE) -> list[Batch]:
    """Every rule of the policy that holds on the day; none, while the policy is not public."""
    if policy.document is None or not policy.document.listed:
        return []
    made = [deliver(rule, actor) for rule in queries.rules_on(day).filter(policy=policy)]
    return [batch for batch in made if batch is not None]


@handler("push.policy", label="政策发布后精准推送", event="policies.issued")
def issued(payload: dict[str, Any]) -> None:
    """``{policy}``: it was issued, or a rule of it came into force."""
    policy = Policy.objects.select_related("document").filter(pk=payload["policy"]).first()
    if policy is not None:
        deliver_policy(policy, timekeeping.today())


@handler("push.match", label="画像变动后重新匹配")
def match(payload: dict[str, Any]) -> None:
    """``{profiles}``: these changed; without them: all."""
    profiles = payload.get("profiles")
    for rule in queries.rules_on(timekeeping.today()).filter(policy__document__listed=True):
        deliver(rule, profiles=profiles)


@daily("push.match", label="按当日条件重新匹配")
def match_all() -> None:
    """Ages turn, rules come into force, profiles were imported: who fits from today on hears of it."""
    match({})
