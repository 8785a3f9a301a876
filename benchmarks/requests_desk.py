"""依申请公开 on the desk: an officer's queue and a case with a long history, over few and over many cases.

What the server spends of the processor for a whole page, asked through the stack of views, middleware and templates. The
baseline, in the same run, is the desk's page of notices of the same officer: the frame with nothing of the room in it.
``MINGZHENG_BENCH_SIZE`` sets the larger number of cases.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import make_aware

from benchmarks.databases import say
from benchmarks.requests import FIRST, TODAY, UNITS, _district, _spent
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.units.commands import add_person, hold_post
from mingzheng.core.units.models import Person, Unit
from mingzheng.core.units.queries import actors_for
from mingzheng.core.workdays import commands as workdays
from mingzheng.requests.foi import commands
from mingzheng.requests.foi.letters import texts
from mingzheng.requests.foi.models import Applicant, Application

FEW, MANY = 5_000, int(os.environ.get("MINGZHENG_BENCH_SIZE", "500000"))
EVENTS, RUNS, OPEN_SHARE, BATCH = 30, 21, 0.01, 2000
QUEUE_MS, CASE_MS = 10.0, 20.0
MACHINE = Actor.system("测量")
ARRIVED = dt.date(2026, 2, 10)


def run() -> dict[str, Any]:
    call_command("collectstatic", interactive=False, verbosity=0)
    with timekeeping.standing_at(TODAY):
        units = _district()
        load_rules()
        workdays.load_shipped(MACHINE)
        texts.seed()
        Unit.objects.filter(pk=units[7].pk).update(org_code="MB2F30001")
        person = _officer(units[7])
        rows: list[dict[str, Any]] = []
        made = 0
        for size in (FEW, MANY):
            say(f"准备 {size:,} 件…")
            _fill(made, size, units)
            made = size
            rows += _pages(size, person, units[7])
    about = (
        f"{UNITS} 个单位，约 {OPEN_SHARE:.0%} 在办；整页经视图、中间件和模板；各 {RUNS} 次取中位数，CPU 为本进程所用；"
        f"事项页有 {EVENTS} 条办理经过"
    )
    return {"about": about, "rows": rows}


def _officer(unit: Unit) -> Person:
    person = add_person("officer", "测量员", MACHINE)
    hold_post(person, unit, Post.OFFICER, MACHINE, since=FIRST)
    return person


def _fill(made: int, size: int, units: list[Unit]) -> None:
    """Cases and applications beside each other, in batches; ids run on."""
    rows = islice(_rows(units, made), size - made)
    while batch := list(islice(rows, BATCH)):
        cases = [
            Case(procedure="foi.application", version=1, subject_kind="foi.application", subject_id=str(one.pk),
                 unit_id=one.unit_id, title=one.title, number=one.number, **facts)
            for one, facts in batch
        ]  # fmt: skip
        for (one, _facts), case in zip(batch, Case.objects.bulk_create(cases, batch_size=500), strict=True):
            one.case = case
        Application.objects.bulk_create([one for one, _facts in batch], batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(units: list[Unit], number: int) -> Iterator[tuple[Application, dict[str, Any]]]:
    dice = random.Random(number + 11)
    days = (TODAY - FIRST).days
    while True:
        number += 1
        done = dice.random() > OPEN_SHARE
        received = FIRST + dt.timedelta(dice.randrange(days - 60)) if done else TODAY - dt.timedelta(dice.randrange(25))
        opened = make_aware(dt.datetime.combine(received, dt.time(9)))
        due = received + dt.timedelta(28)
        facts: dict[str, Any] = {"state": "archived" if done else "handling", "opened_at": opened}
        facts |= {"closed_at": opened + dt.timedelta(20)} if done else {"due_on": due, "warn_on": due - dt.timedelta(5)}
        yield (
            Application(
                pk=-number,  # below what the database gives out itself
                unit=units[dice.randrange(UNITS)], number=f"测{number}", origin="desk", channel="internet",
                applicant_kind="natural", wanted="某年度某项目的资金安排和执行情况", submitted_on=received,
                received_on=received, closed_on=received + dt.timedelta(20) if done else None, leaf="A2" if done else "",
            ),
            facts,
        )  # fmt: skip


def _pages(size: int, person: Person, unit: Unit) -> Iterator[dict[str, Any]]:
    client = Client()
    client.force_login(person)
    case = _long_case(person, unit)
    frame = _page(client, "/desk/notices/")
    for name, address, target in (
        ("信息员的待办", "/desk/", QUEUE_MS),
        ("信息员的申请清单（待我办）", "/desk/foi/?tab=mine", QUEUE_MS),
        (f"有 {EVENTS} 条经过的事项页", f"/desk/cases/{case.pk}/?all", CASE_MS),
    ):
        spent = _page(client, address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        note = f"{len(asked)} 个查询，其中数据库 {sum(float(one['time']) for one in asked) * 1000:.1f} ms"
        say(f"{size:,} 件：{name} {spent:.1f} ms CPU（{note}）")
        yield {"name": f"{size:,} 件：{name}", "median": spent, "unit": "ms CPU", "target": target, "note": note,
               "baseline": frame, "baseline_is": "通知页（只有框架）", "ratio": spent / frame}  # fmt: skip


def _page(client: Client, address: str) -> float:
    """Median of the processor's milliseconds for one page."""
    for _warm in range(3):
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    return statistics.median(_spent(lambda: client.get(address))[1] for _ in range(RUNS))


def _long_case(person: Person, unit: Unit) -> Case:
    """One application with as many entries in its history; a search more for each."""
    actor = next(one for one in actors_for(person, TODAY) if one.post is Post.OFFICER)
    with timekeeping.standing_at(ARRIVED):
        facts = {
            "applicant_kind": "natural", "wanted": "2025年度报告", "name": "测量", "id_kind": "other", "phone": "1",
            "id_number": f"n{Applicant.objects.count()}", "channel": "in_person", "submitted_on": ARRIVED,
        }  # fmt: skip
        found = commands.take_in(unit, actor, facts).application
        steps: list[tuple[str, dict[str, Any]]] = [("register", {}), ("accept", {})]
        search = {"searched_on": ARRIVED.isoformat(), "place": "档案室", "person": "档案员", "words": "年度 报告", "found": "no", "result": "没有检索到"}  # fmt: skip
        steps += [("search", search)] * (EVENTS - 3)
        for command, said in steps:
            act(Case.objects.get(foi_application=found), command, actor, said)
    return Case.objects.get(foi_application=found)
