"""Beginning a rule or a list, and what a list hands out."""

from __future__ import annotations

import io
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import queries
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.compiling import compiled
from mingzheng.policy.push.conditions import phrase, rows_of
from mingzheng.policy.push.conditions.tree import normal
from mingzheng.policy.push.models import Example, Grant, GrantRow, Rule, facts_model


@transaction.atomic
def begin(policy: Policy, who: Who, actor: Actor) -> Rule:
    """A new draft, copied with its examples from the newest version.

    Raises:
        Refused: a draft is open already, or the actor may not open one.
    """
    Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    versions = Rule.objects.filter(policy=policy, of=who.value)
    if versions.filter(status=Rule.Status.DRAFT).exists():
        raise Refused("这项政策已经有一份起草中的条件。", remedy="请打开那一份继续写。", code="draft")
    before = versions.exclude(status=Rule.Status.DROPPED).order_by("-number").first()
    number = (versions.aggregate(n=Max("number"))["n"] or 0) + 1
    rule = Rule(policy=policy, of=who.value, number=number)
    if before is not None:
        rule.tree, rule.benefit, rule.grants = before.tree, before.benefit, before.grants
        rule.apply_until = before.apply_until
    rule.save()
    rule.case = open_case("push.rule", rule.ref, unit=policy.unit, actor=actor, title=str(rule))
    rule.save(update_fields=["case"])
    if before is not None:
        Example.objects.bulk_create(
            [Example(rule=rule, title=one.title, values=one.values, wanted=one.wanted) for one in before.examples.all()]
        )
    return rule


@transaction.atomic
def make_list(rule: Rule, actor: Actor) -> Grant:
    """Who certainly qualifies today and agreed to be put on a list (免申即享). One statement, frozen as rows.

    Raises:
        Refused: the rule is not in force, grants nothing without application, or reaches nobody who agreed.
    """
    today = timekeeping.today()
    node = rule.node
    if node is None or not queries.rules_on(today).filter(pk=rule.pk).exists():
        raise Refused("这一版条件现在不在使用中。", remedy="请从在用的一版生成名单。")
    if not rule.grants:
        raise Refused("这项政策不是免申即享。", remedy="如要免申即享，请在新一版条件里注明并报批。")
    grant = Grant.objects.create(policy=rule.policy, rule=rule, unit=rule.policy.unit, made_on=today)
    grant.case = open_case("push.grant", grant.ref, unit=grant.unit, actor=actor, title=str(grant))
    sql = compiled(node, today, "f", connection.ops.quote_name)
    quote = connection.ops.quote_name
    facts, rows = quote(facts_model(rule.who)._meta.db_table), quote(GrantRow._meta.db_table)
    agreed = "EXISTS (SELECT 1 FROM push_consent c WHERE c.profile_id = f.profile_id AND c.purpose = 'grant' AND c.ended_at IS NULL)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {rows} (grant_id, profile_id, reasons) SELECT %s, f.profile_id, {sql.bits.sql} FROM {facts} f "  # noqa: S608 - names are our own, values are parameters
            f"WHERE {sql.fits.sql} AND {agreed} ORDER BY f.profile_id",
            [grant.pk, *sql.bits.params, *sql.fits.params],
        )
        grant.number = int(cursor.rowcount)
        cursor.execute(
            f"SELECT COUNT(*) FROM {facts} f WHERE {sql.fits.sql} AND NOT {agreed}",  # noqa: S608
            list(sql.fits.params),
        )
        grant.left_out = int(cursor.fetchone()[0])
    if not grant.number:
        raise Refused(
            "现在没有既确定符合、又同意直接列入名单的对象。", remedy="符合的人会在「我的政策」里看到，可以在那里同意。"
        )
    grant.save(update_fields=["case", "number", "left_out"])
    return grant


def export(grant: Grant, actor: Actor) -> bytes:
    """The list as xlsx, made while it is handed out and kept nowhere; the step writes who took it to the journal.

    Raises:
        Refused: the table does not allow it to the actor.
    """
    import openpyxl

    if grant.case is None:
        raise Refused("这份名单没有立项。")
    act(grant.case, "export", actor)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("免申即享名单")
    node = grant.rule.node
    phrases = [phrase(row) for row in rows_of(normal(node))] if node is not None else []
    sheet.append(["序号", "姓名或者名称", "来源系统编号", "手机", "邮箱", "符合的条件"])
    for serial, row in enumerate(grant.rows.select_related("profile").order_by("pk").iterator(), 1):
        one = row.profile
        held = "；".join(text for place, text in enumerate(phrases) if row.reasons >> place & 1)
        sheet.append([serial, *map(_plain, (one.name, one.outside_id, one.mobile, one.email)), held])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: Any) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
