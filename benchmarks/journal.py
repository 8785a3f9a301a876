"""Three ways to chain a journal, each with 8 writer processes; then the speed of verifying and the wait for a seal.

(a) sealer: what is built. An entry and its place in the queue commit freely; one process chains what is committed.
(b) locked head, the baseline: every writer locks the one head, chains its entry and holds the lock to its commit.
(c) a chain per unit: every writer locks the head of its own unit; a daily root over the heads would join them.

A writer's transaction is an act in small: one business row is changed, one entry is appended. (b) and (c) are
prototypes that live here only.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import Any

from django.db import connection

from benchmarks.databases import say
from mingzheng.core.actors import Actor
from mingzheng.core.journal import commands, queries, triggers
from mingzheng.core.journal.chain import GENESIS
from mingzheng.core.journal.models import Entry, Head, Seal, Unsealed
from mingzheng.core.records import RecordRef

WRITERS, SECONDS, RUNS, VERIFIED = 8, 3.0, 5, 20_000
WAYS = {"sealer": "（a）封印进程", "head": "（b）锁住唯一链头", "unit": "（c）每单位一链"}


def run() -> dict[str, Any]:
    prepare()
    team = Team()
    rates: dict[str, list[float]] = {way: [] for way in WAYS}
    waits: list[float] = []
    left: list[int] = []
    for number in range(RUNS):
        for way in WAYS:  # in turn, so that a slow minute of the machine touches all alike
            empty()
            found = team.contest(way)
            rates[way].append(found["rate"])
            if way == "sealer":
                waits.append(found["wait"])
                left.append(found["left"])
            say(f"第{number + 1}轮 {WAYS[way]} {found['rate']:.0f} 条/秒")
    team.dismiss()
    base = statistics.median(rates["head"])
    rows = [
        {
            "name": f"追加 {WAYS[way]}",
            "median": statistics.median(rates[way]),
            "unit": "条/秒",
            "baseline": base,
            "baseline_is": "（b）",
            "ratio": statistics.median(a / b for a, b in zip(rates[way], rates["head"], strict=True)),
            "note": "比值为各轮比值的中位；各轮 " + "、".join(f"{rate:.0f}" for rate in rates[way]),
        }
        for way in WAYS
    ]
    rows.append({"name": "（a）提交到封印的等待，中位", "median": statistics.median(waits), "unit": "毫秒"})
    rows.append({"name": "（a）写入停止时尚待封印，最多", "median": float(max(left)), "unit": "条"})
    rows.append(verifying())
    about = f"{WRITERS} 个写入进程，每轮 {SECONDS:g} 秒，{RUNS} 轮的中位数；每个事务改一行业务记录、追加一条日志"
    return {"about": about, "rows": rows}


def prepare() -> None:
    """Tables of the prototypes, and one business row for each writer."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_business (id integer PRIMARY KEY, n integer)")
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_head (unit_id integer PRIMARY KEY, position bigint, hash varchar(64))"
        )
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_seal (unit_id integer, position bigint, entry_id bigint, hash varchar(64), "
            "PRIMARY KEY (unit_id, position))"
        )


def empty() -> None:
    with triggers.lifted(connection), connection.cursor() as cursor:
        for table in (Unsealed, Seal, Entry):
            cursor.execute(f"DELETE FROM {table._meta.db_table}")
        for name in ("bench_seal", "bench_head", "bench_business"):
            cursor.execute(f"DELETE FROM {name}")
        cursor.executemany("INSERT INTO bench_head VALUES (%s, 0, %s)", [(n, GENESIS) for n in range(WRITERS + 1)])
        cursor.executemany("INSERT INTO bench_business VALUES (%s, 0)", [(n,) for n in range(1, WRITERS + 1)])
    Head.objects.update(position=0, hash=GENESIS)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM journal_entry")


class Team:
    """Writers and a sealer in processes, kept through all rounds."""

    def __init__(self) -> None:
        self.writers = [_start("write", number) for number in range(1, WRITERS + 1)]
        self.sealer = _start("seal", 0)
        for process in (*self.writers, self.sealer):
            _hear(process)

    def contest(self, way: str) -> dict[str, Any]:
        """Let the writers run for ``SECONDS``; returns entries per second, and how the sealer kept up."""
        at_work = [*self.writers, *([self.sealer] if way == "sealer" else [])]
        start = time.time() + 0.3
        for process in at_work:
            _tell(process, f"{way} {start} {start + SECONDS}")
        written = sum(int(_hear(process)) for process in self.writers)
        found: dict[str, Any] = {"rate": written / SECONDS, "wait": 0.0, "left": 0}
        if way == "sealer":
            wait, left = _hear(self.sealer).split()
            found |= {"wait": float(wait), "left": int(left)}
            _keep_honest(written)
        return found

    def dismiss(self) -> None:
        for process in (*self.writers, self.sealer):
            process.communicate(timeout=30)


def _tell(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def _hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _keep_honest(written: int) -> None:
    commands.seal_all()
    report = queries.verify()
    if not report.sound or report.sealed != written:
        raise SystemExit(f"链不完整：{report.faults or (report.sealed, written)}")


def _start(role: str, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.journal_writers", role, str(number)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def verifying() -> dict[str, Any]:
    """Entries per second that ``journal verify`` recomputes."""
    empty()
    actor, subject = Actor.system("测量"), RecordRef("bench.row", "1")
    for start in range(0, VERIFIED, 1000):
        commands.append_many(
            [
                commands.entry(action="bench.step", actor=actor, subject=subject, summary=f"第{n}步", data={"n": n})
                for n in range(start, start + 1000)
            ]
        )
    began = time.perf_counter()
    commands.seal_all()
    sealing = VERIFIED / (time.perf_counter() - began)
    rates = []
    for _ in range(RUNS):
        began = time.perf_counter()
        if not queries.verify().sound:
            raise SystemExit("链不完整")
        rates.append(VERIFIED / (time.perf_counter() - began))
    note = f"{VERIFIED:,} 条；单独封印时 {sealing:,.0f} 条/秒"
    return {"name": "核验", "median": statistics.median(rates), "unit": "条/秒", "note": note}
