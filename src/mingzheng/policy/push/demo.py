"""Profiles nobody has, rules by officers and heads, what was pushed and what people said of it, up to 20 June 2023."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.playing import LAST, Cast
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.policies.commands import issue_from
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import commands, delivering, drafting, responding, trying
from mingzheng.policy.push.columns import Kind, Who, column_of, columns_of, divisions
from mingzheng.policy.push.models import Consent, Delivery, Profile, Rule

DATA = Path(__file__).parent / "data" / "demo-push.yaml"
BEGINS = dt.date(2023, 5, 8)
PEOPLE, FIRMS, SEED = 600, 300, 20230508


def play(*, say: Callable[[str], None]) -> None:
    """Profiles first, then rule by rule: drafted a day after the release, approved the next, pushed, answered."""
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["rules"]
    say(f"演示区：{PEOPLE + FIRMS} 份假想的画像，{len(rows)} 项政策的推送条件……")
    chance, cast = random.Random(SEED), Cast()  # noqa: S311 - a demonstration that is the same each time
    with timekeeping.standing_at(BEGINS):
        commands.keep_many(Who.PERSON, list(people(chance)))
        commands.keep_many(Who.ENTERPRISE, list(firms(chance)))
        for profile in Profile.objects.order_by("pk"):
            if chance.random() < 0.4:
                commands.consent(profile, Consent.Purpose.GRANT)
    for row in rows:
        document = Document.objects.filter(title=row["title"], listed=True).select_related("unit", "live").first()
        if document is not None and document.published_on is not None:
            _play_rule(row, _policy(document), cast, chance)


def _policy(document: Document) -> Policy:
    """Made at the release by 政策全流程; older papers that were moved in are taken up now."""
    with timekeeping.standing_at(BEGINS):
        return issue_from(document)


def _play_rule(row: dict[str, Any], policy: Policy, cast: Cast, chance: random.Random) -> None:
    day = max(policy.issued_on or BEGINS, BEGINS)
    rule = _drafted(row, row["tree"], policy, cast, day + dt.timedelta(days=1))
    if row.get("stays") or not _approved(rule, policy, cast, day + dt.timedelta(days=2), chance):
        return
    if row.get("grants"):
        _listed(rule, policy, cast, day + dt.timedelta(days=5))
    if row.get("later"):
        newer = _drafted(row, row["later"], policy, cast, day + dt.timedelta(days=14))
        _approved(newer, policy, cast, day + dt.timedelta(days=15), chance)


def _drafted(row: dict[str, Any], tree: dict[str, Any], policy: Policy, cast: Cast, day: dt.date) -> Rule:
    with timekeeping.standing_at(min(day, LAST)):
        officer = cast.of(policy.unit, Post.OFFICER)
        rule = drafting.begin(policy, Who(row["of"]), officer)
        typed = {"tree": json.dumps(tree), "benefit": row["benefit"], "apply_until": str(row.get("apply_until", ""))}
        act(rule.case, "edit", officer, {**typed, "grants": "on" if row.get("grants") else ""})  # type: ignore[arg-type]
        if not rule.examples.exists():
            for title, wanted, values in row["examples"]:
                trying.add_example(rule, officer, title, wanted, _typed(Who(row["of"]), values))
        act(rule.case, "submit", officer)  # type: ignore[arg-type]
    return rule


def _typed(who: Who, values: dict[str, Any]) -> dict[str, Any]:
    dates = {column.field for column in columns_of(who) if column.kind is Kind.YEARS}
    return {name: dt.date.fromisoformat(value) if name in dates else value for name, value in values.items()}


def _approved(rule: Rule, policy: Policy, cast: Cast, day: dt.date, chance: random.Random) -> bool:
    if day > LAST:
        return False
    with timekeeping.standing_at(day):
        act(rule.case, "approve", cast.of(policy.unit, Post.HEAD), {"opinion": "条件与文件一致。"})  # type: ignore[arg-type]
        rule.refresh_from_db()
        batch = delivering.deliver(rule)
    if batch is None:
        return True
    with timekeeping.standing_at(min(day + dt.timedelta(days=6), LAST)):
        for pk in Delivery.objects.filter(batch=batch).values_list("profile_id", flat=True):
            if chance.random() < 0.45:
                profile = Profile.objects.get(pk=pk)
                responding.opened(profile, policy.pk)
                if chance.random() < 0.35:
                    responding.rate(profile, policy.pk, chance.random() < 0.86)
    return True


def _listed(rule: Rule, policy: Policy, cast: Cast, day: dt.date) -> None:
    if day > LAST:
        return
    with timekeeping.standing_at(day):
        grant = drafting.make_list(rule, cast.of(policy.unit, Post.OFFICER))
        act(grant.case, "approve", cast.of(policy.unit, Post.HEAD), {"opinion": "名单属实。"})  # type: ignore[arg-type]


def _reach(kind: str, number: int) -> dict[str, str]:
    """Addresses that cannot exist (RFC 2606)."""
    return {
        "name": "",
        "email": f"{kind}{number:04d}@example.com",
        "mobile": "",
        "outside_id": f"{kind.upper()}{number:05d}",
    }


def people(chance: random.Random) -> Iterator[tuple[dict[str, str], dict[str, Any]]]:
    for number in range(1, PEOPLE + 1):
        age = chance.choices(
            [chance.randrange(18, 26), chance.randrange(26, 60), chance.randrange(60, 92)], [25, 40, 35]
        )[0]
        born = BEGINS - dt.timedelta(days=age * 365 + chance.randrange(365))
        young, old = age < 24, age >= 60
        work = "retired" if old else "student" if young and chance.random() < 0.7 else None
        facts = {
            "born_on": born,
            "sex": chance.choice(["male", "female"]),
            "street": _any(chance, Who.PERSON, "street"),
            "hukou": chance.choices(["district", "city", "permit", "other"], [45, 20, 28, 7])[0],
            "employment": work or chance.choice(["employed", "employed", "flexible", "unemployed", "founder"]),
            "education": chance.choice(["below", "college", "bachelor", "bachelor", "master"]) if not old else "below",
            "graduated_on": None if old or work == "student" else born + dt.timedelta(days=22 * 365 + 180),
            "household": chance.randrange(1, 5),
            "children": chance.choice([0, 0, 1, 2]) if not old else 0,
            "social_insurance": 0 if work == "student" else max(0, (min(age, 60) - 22) * 12 - chance.randrange(40)),
            "low_income": chance.random() < 0.12,
            "disabled": chance.random() < 0.05,
            "veteran": chance.random() < 0.04,
            "alone": chance.random() < (0.3 if old else 0.15),
            "renting": chance.random() < (0.5 if age < 40 else 0.1),
        }
        yield _reach("p", number), _gaps(chance, facts)


def firms(chance: random.Random) -> Iterator[tuple[dict[str, str], dict[str, Any]]]:
    common = ["51", "52", "62", "65", "64", "72", "73", "74", "75", "48", "50", "70", "87", "35"]
    for number in range(1, FIRMS + 1):
        revenue = int(chance.lognormvariate(15.8, 1.7)) // 10_000 * 10_000
        facts = {
            "division": chance.choice(common if chance.random() < 0.9 else list(divisions())),
            "size": chance.choices(["micro", "small", "medium", "large", "sole"], [45, 28, 8, 3, 16])[0],
            "place": _any(chance, Who.ENTERPRISE, "place"),
            "park": chance.choices(["none", "linkong", "digital", "fashion", "design"], [70, 12, 9, 4, 5])[0],
            "capital": chance.choice([500_000, 1_000_000, 5_000_000, 20_000_000, 100_000_000]),
            "revenue": revenue,
            "research": revenue // chance.choice([8, 15, 40, 500]) // 100 * 100,
            "tax": revenue // 3000 * 100,
            "employees": chance.randrange(2, 260),
            "disabled_staff": chance.choice([0, 0, 0, 1]),
            "founded_on": BEGINS - dt.timedelta(days=chance.randrange(100, 20 * 365)),
            "high_tech": chance.random() < 0.14,
            "special_new": chance.random() < 0.06,
            "tech_sme": chance.random() < 0.16,
            "listed": chance.random() < 0.01,
            "foreign_funded": chance.random() < 0.12,
            "headquarters": chance.random() < 0.05,
            "credit_ok": chance.random() < 0.97,
        }
        yield _reach("e", number), _gaps(chance, facts)


def _any(chance: random.Random, who: Who, code: str) -> str:
    column = column_of(who, code)
    assert column is not None  # noqa: S101 - a column of the shipped data
    return chance.choice(list(column.choices))


def _gaps(chance: random.Random, facts: dict[str, Any]) -> dict[str, Any]:
    """Nobody knows everything."""
    return {name: value if chance.random() > 0.12 else None for name, value in facts.items()}
