"""Pushing: a rule over a million profiles, the audience of a rule being written, one profile against five hundred policies.

``MINGZHENG_BENCH_SIZE`` sets the number of profiles. Peers in the same run, on a part of the profiles and projected: a plain
ORM loop that judges and saves one by one, and a JSON-logic interpreter asked for each row.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction

from benchmarks.databases import say
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays import commands as workdays
from mingzheng.disclosure.documents.commands import Moved, adopt
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import delivering, matching
from mingzheng.policy.push.audiences import audience
from mingzheng.policy.push.columns import Who, columns_of, divisions, section_of
from mingzheng.policy.push.compiling import compiled
from mingzheng.policy.push.conditions import Judge, read
from mingzheng.policy.push.models import Batch, Delivery, EnterpriseFacts, Profile, Rule

SIZE = int(os.environ.get("MINGZHENG_BENCH_SIZE", "1000000"))
POLICIES, RUNS, SEED = 500, 25, 20230620
TODAY = dt.date(2023, 6, 20)
MACHINE = Actor.system("测量")
PART = 3_000
FIELDS = [column.field for column in columns_of(Who.ENTERPRISE)]

# About three in ten: the notice's small enterprises of some services that are no longer brand new.
BROAD: dict[str, Any] = {
    "all": [
        {"column": "size", "op": "in", "value": ["micro", "small", "sole"]},
        {
            "any": [
                {"column": "revenue", "op": "lt", "value": 30_000_000},
                {"column": "employees", "op": "lt", "value": 60},
            ]
        },
        {"none": [{"column": "founded", "op": "lt", "value": 1}]},
        {"column": "credit_ok", "op": "yes"},
    ]
}


def run() -> dict[str, Any]:
    with timekeeping.standing_at(TODAY):
        unit = _unit()
        _fill()
        policies = _policies(unit)
        rows = [*_delivering(policies[0]), *_counting(), *_ranking(), *_recomputing(), *_peers()]
    about = (
        f"{SIZE:,} 份企业画像（约一成空缺），{POLICIES} 项政策，每项 2–6 行条件；p95 取自 {RUNS} 次以上；"
        "推送为一条 INSERT…SELECT，含每行条件的理由，已提交"
    )
    return {"about": about, "rows": rows}


def _unit() -> Unit:
    found = Unit.objects.filter(code="bench").first()
    if found is not None:
        return found
    load_rules()
    workdays.load_shipped(MACHINE)
    return Unit.objects.create(
        code="bench", name="测量单位", short="测量单位", kind=Unit.Kind.DEPARTMENT, valid_from=dt.date(2000, 1, 1)
    )


def _values(chance: random.Random) -> tuple[Any, ...]:
    division = chance.choice(_DIVISIONS)
    founded = TODAY - dt.timedelta(days=chance.randrange(20 * 365))
    revenue = int(chance.lognormvariate(15.5, 1.8))
    made = {
        "section": section_of(division),
        "division": division,
        "size": chance.choices(["micro", "small", "medium", "large", "sole"], [50, 25, 6, 2, 17])[0],
        "place": chance.choice(_PLACES),
        "park": chance.choices(["none", "linkong", "digital", "fashion", "design"], [80, 8, 5, 3, 4])[0],
        "capital": chance.choice([100_000, 500_000, 1_000_000, 5_000_000, 50_000_000]),
        "revenue": revenue,
        "research": revenue // chance.choice([10, 20, 50, 1000]),
        "tax": revenue // 30,
        "employees": chance.randrange(1, 300),
        "disabled_staff": chance.choices([0, 1, 2], [95, 4, 1])[0],
        "founded_on": founded.isoformat(),
        **{name: chance.random() < share for name, share in _FLAGS.items()},
    }
    return tuple(made[field] if chance.random() > 0.1 else None for field in FIELDS)


_DIVISIONS = list(divisions())
_PLACES = list(next(column for column in columns_of(Who.ENTERPRISE) if column.code == "place").choices)
_FLAGS = {
    "high_tech": 0.05, "special_new": 0.02, "tech_sme": 0.06, "listed": 0.003,
    "foreign_funded": 0.1, "headquarters": 0.01, "credit_ok": 0.97,
}  # fmt: skip


def _fill() -> None:
    if EnterpriseFacts.objects.count() == SIZE:
        return
    say(f"准备 {SIZE:,} 份画像…")
    with transaction.atomic():
        for model in (Delivery, EnterpriseFacts, Profile):
            _empty(model)
        chance = random.Random(SEED)
        profiles = (
            (
                pk,
                "enterprise",
                f"样例企业{pk}",
                f"e{pk}@example.com",
                "",
                f"B{pk}",
                "weekly",
                True,
                False,
                False,
                TODAY.isoformat(),
                0,
            )
            for pk in range(1, SIZE + 1)
        )
        names = [
            "id",
            "kind",
            "name",
            "email",
            "mobile",
            "outside_id",
            "rhythm",
            "by_mail",
            "by_sms",
            "by_portal",
            "made_on",
            "told_up_to",
        ]
        _load("push_profile", names, profiles)
        facts = ((pk, True, *_values(chance)) for pk in range(1, SIZE + 1))
        _load("push_enterprisefacts", ["profile_id", "open", *FIELDS], facts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _empty(model: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{model._meta.db_table}"'
            if connection.vendor == "sqlite"
            else f'TRUNCATE "{model._meta.db_table}" CASCADE'
        )


def _load(table: str, names: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        holes = ", ".join(["%s"] * len(names))
        while part := list(islice(rows, 20_000)):
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({holes})', part)


def _policies(unit: Unit) -> list[Policy]:
    found = list(Policy.objects.filter(unit=unit).order_by("pk"))
    if len(found) == POLICIES and Rule.objects.filter(policy=found[-1]).exists():
        return found
    say(f"准备 {POLICIES} 项政策…")
    chance = random.Random(SEED + 1)
    with transaction.atomic():
        for serial in range(len(found), POLICIES):
            values = {
                "title": f"样例政策第 {serial} 号",
                "issuer": "测量单位",
                "official": False,
                "attribute": "proactive",
                "body": "<p>样例。</p>",
            }
            moved = Moved(
                "测量", f"bench-{serial}", timekeeping.now(), values, index_number=f"SY{serial:09d}0202300001"
            )
            document = adopt(unit, moved, MACHINE).document
            policy, _new = Policy.objects.get_or_create(
                document=document,
                defaults={"unit": unit, "title": values["title"], "begun_on": TODAY, "issued_on": TODAY},
            )
            tree = BROAD if serial == 0 else _tree(chance)
            Rule.objects.create(
                policy=policy, of="enterprise", number=1, tree=tree, status="approved", valid_from=TODAY
            )
    return list(Policy.objects.filter(unit=unit).order_by("pk"))


def _tree(chance: random.Random) -> dict[str, Any]:
    """Two to six rows, now and then in a group, about as narrow as real measures are."""
    rows = [_row(chance) for _one in range(chance.randrange(2, 5))]
    if chance.random() < 0.4:
        rows.append({"any": [_row(chance), _row(chance)]})
    if chance.random() < 0.2:
        rows.append({"none": [_row(chance)]})
    tree = {"all": rows}
    return tree if read(tree, Who.ENTERPRISE)[0] is not None else _tree(chance)


def _row(chance: random.Random) -> dict[str, Any]:
    return chance.choice(
        [
            lambda: {"column": "size", "op": "in", "value": chance.sample(["micro", "small", "medium", "sole"], 2)},
            lambda: {"column": "section", "op": "in", "value": chance.sample("CFGHIJLMR", 3)},
            lambda: {"column": "place", "op": "in", "value": chance.sample(_PLACES, 4)},
            lambda: {
                "column": "revenue",
                "op": chance.choice(["gte", "lt"]),
                "value": chance.choice([2_000_000, 5_000_000, 20_000_000]),
            },
            lambda: {"column": "employees", "op": chance.choice(["gte", "lte"]), "value": chance.choice([10, 50, 100])},
            lambda: {"column": "founded", "op": chance.choice(["gte", "lt"]), "value": chance.choice([1, 3, 5])},
            lambda: {"column": "credit_ok", "op": "yes"},
            lambda: {"column": chance.choice(["high_tech", "tech_sme", "special_new", "foreign_funded"]), "op": "yes"},
        ]
    )()


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done


def _p95(milliseconds: list[float]) -> float:
    return statistics.quantiles(milliseconds, n=20)[-1]


def _delivering(policy: Policy) -> list[dict[str, Any]]:
    rule = Rule.objects.select_related("policy").get(policy=policy)
    taken, written = [], 0
    for _turn in range(3):
        with transaction.atomic():
            Batch.objects.filter(policy=policy).delete()
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM push_delivery")
        seconds, batch = _seconds(lambda: delivering.deliver(rule, MACHINE))
        written = batch.written
        taken.append(seconds / written * 300_000)
    again, second = _seconds(lambda: delivering.deliver(rule, MACHINE))
    assert second is None, "the second push wrote something"
    return [
        {
            "name": "推送：匹配、理由、写入（每 30 万接收者）",
            "median": statistics.median(taken),
            "unit": "秒",
            "target": 1.0,
            "note": f"一次 {written:,} 个",
        },
        {"name": "第二次推送（一行不写）", "median": again, "unit": "秒", "note": "新增 0 行"},
    ]


def _counting() -> list[dict[str, Any]]:
    chance = random.Random(SEED + 2)
    trees = [BROAD, *(_tree(chance) for _one in range(RUNS * 2))]
    taken = []
    for tree in trees:
        node, _faults = read(tree, Who.ENTERPRISE)
        assert node is not None
        taken.append(1000 * _seconds(lambda node=node: audience(node, Who.ENTERPRISE, TODAY))[0])
    return [
        {
            "name": "条件页上的人数（p95）",
            "median": _p95(taken),
            "unit": "毫秒",
            "target": 150.0,
            "note": f"中位数 {statistics.median(taken):.0f}",
        }
    ]


def _ranking() -> list[dict[str, Any]]:
    from mingzheng.policy.push.facts import values_of

    chance = random.Random(SEED + 3)
    keys = [chance.randrange(1, SIZE) for _one in range(400)]
    matching.ranked(Who.ENTERPRISE, {}, TODAY)
    taken, shown = [], 0
    for profile in Profile.objects.filter(pk__in=keys):
        began = time.process_time()
        found = matching.ranked(Who.ENTERPRISE, values_of(profile), TODAY)
        taken.append(1000 * (time.process_time() - began))
        shown += len(found)
    return [
        {
            "name": f"一份画像对 {POLICIES} 项政策：排序和理由（p95，CPU）",
            "median": _p95(taken),
            "unit": "毫秒",
            "target": 5.0,
            "note": f"中位数 {statistics.median(taken):.1f}，平均列出 {shown / len(taken):.0f} 项",
        }
    ]


def _recomputing() -> list[dict[str, Any]]:
    """Every rule over every profile: how many each fits. Fifty rules share one walk through the table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM push_delivery")
    quote = connection.ops.quote_name
    rules = list(Rule.objects.filter(status="approved").order_by("pk"))
    made = [compiled(rule.node, TODAY, "f", quote).fits for rule in rules if rule.node is not None]

    def count() -> int:
        total = 0
        for at in range(0, len(made), 50):
            part = made[at : at + 50]
            cases = ", ".join(f"COUNT(CASE WHEN {one.sql} THEN 1 END)" for one in part)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT {cases} FROM push_enterprisefacts f WHERE f.open", [v for one in part for v in one.params]
                )
                total += sum(cursor.fetchone())
        return total

    seconds, total = _seconds(count)
    return [
        {
            "name": f"{POLICIES} 项政策 × {SIZE:,} 份画像全部重算（计数）",
            "median": seconds,
            "unit": "秒",
            "note": f"共 {total:,} 次符合",
        }
    ]


def _peers() -> list[dict[str, Any]]:
    """Both judge the broad rule; the whole is projected from the part."""
    node, _faults = read(BROAD, Who.ENTERPRISE)
    assert node is not None
    rule = Rule.objects.filter(tree=BROAD).first()
    assert rule is not None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM push_delivery")
    judge = Judge(node, TODAY)

    def loop() -> int:
        written = 0
        batch = Batch.objects.create(policy=rule.policy, rule=rule, at=timekeeping.now(), by="测量")
        for facts in EnterpriseFacts.objects.filter(open=True).select_related("profile").order_by("pk")[:PART]:
            values = {field: getattr(facts, field) for field in FIELDS}
            if judge(values).answer:
                Delivery.objects.get_or_create(
                    profile_id=facts.pk,
                    policy_id=rule.policy_id,
                    defaults={"batch_id": batch.pk, "reasons": judge.bits(values)},
                )
                written += 1
        return written

    with transaction.atomic():
        naive, written = _seconds(loop)

    def json_logic() -> int:
        rows = EnterpriseFacts.objects.order_by("pk").values(*FIELDS)[: PART * 10]
        return sum(1 for row in rows if _apply(_LOGIC, row) is True)

    logic, _held = _seconds(json_logic)
    scale = SIZE / PART
    return [
        {
            "name": "对照：逐个 ORM 判断并保存（推算到全部）",
            "median": naive * scale,
            "unit": "秒",
            "note": f"实测 {PART:,} 份，写 {written:,} 行",
        },
        {
            "name": "对照：逐行 JSON-logic 判断，不写（推算到全部）",
            "median": logic * scale / 10,
            "unit": "秒",
            "note": f"实测 {PART * 10:,} 份",
        },
    ]


_LOGIC: dict[str, Any] = {
    "and": [
        {"in": [{"var": "size"}, ["micro", "small", "sole"]]},
        {"or": [{"<": [{"var": "revenue"}, 30_000_000]}, {"<": [{"var": "employees"}, 60]}]},
        {"<=": [{"var": "founded_on"}, dt.date(2022, 6, 20)]},
        {"==": [{"var": "credit_ok"}, True]},
    ]
}


def _apply(rule: Any, row: dict[str, Any]) -> Any:
    """JSON-logic as its libraries interpret it: a dictionary for each operation, walked anew for each row."""
    if not isinstance(rule, dict):
        return rule
    operator, values = next(iter(rule.items()))
    if operator == "and":
        return all(_apply(value, row) for value in values)
    if operator == "or":
        return any(_apply(value, row) for value in values)
    if operator == "var":
        return row.get(values)
    left, right = (_apply(value, row) for value in values)
    if left is None:
        return False
    return {
        "in": lambda: left in right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        "==": lambda: left == right,
    }[operator]()
