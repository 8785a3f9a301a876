"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.disclosure.documents.sample import sample_public_document

TREE = {"all": [{"column": "size", "op": "eq", "value": "small"}]}


def _rule() -> Any:
    from mingzheng.policy.policies.commands import issue_from
    from mingzheng.policy.push.models import Example, Rule

    document = sample_public_document()
    policy = issue_from(document)
    number = policy.push_rules.count() + 1
    policy.push_rules.filter(status="draft").update(status="dropped")
    rule = Rule.objects.create(policy=policy, of="enterprise", number=number, tree=TREE, valid_from=timekeeping.today())
    for wanted, size in (("fits", "small"), ("not", "large")):
        Example.objects.create(rule=rule, title=wanted, values={"size": size}, wanted=wanted)
    return rule


def _case(procedure: str, record: Any) -> Case:
    machine, unit = Actor.system("样例"), record.policy.unit
    record.case = open_cases(procedure, [NewCase(record.ref, record, unit, str(record))], machine)[0]
    record.save(update_fields=["case"])
    found: Case = record.case
    return found


def sample_rule_case() -> Case:
    """A draft with examples of the first unit. For tests only."""
    return _case("push.rule", _rule())


def sample_grant_case() -> Case:
    """A list with one row. For tests only."""
    from mingzheng.policy.push.models import Grant, GrantRow, Profile

    rule = _rule()
    grant = Grant.objects.create(
        policy=rule.policy, rule=rule, unit=rule.policy.unit, made_on=timekeeping.today(), number=1
    )
    profile = Profile.objects.create(kind="enterprise", outside_id=f"sample-{grant.pk}", made_on=timekeeping.today())
    GrantRow.objects.create(grant=grant, profile=profile)
    return _case("push.grant", grant)
