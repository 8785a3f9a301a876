"""Web and worker are killed with SIGKILL at random moments during submissions, decisions and releases; then it is counted.

An answer is a promise: an opinion's query code, a step's redirect. Afterwards every promise must stand there exactly once, the
journal must verify, the outbox must drain, no number may be used twice. ``./bench kill --size N``: N acts in all (10,000).
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections

from benchmarks import databases, kill_world
from benchmarks.databases import say
from benchmarks.kill_keeper import Keeper
from benchmarks.kill_people import Crowd
from benchmarks.participation_submissions import _free_port

SIZE = int(os.environ.get("MINGZHENG_BENCH_SIZE", 10_000))
SEED = int(os.environ.get("MINGZHENG_BENCH_SEED", 20231))
SHARE = 10  # of how many acts one is a paper's release; four more are the decisions before it


@dataclass(frozen=True)
class Outcome:
    acts: int
    again: int
    unanswered: list[str]
    refused: list[str]
    kills: int
    seconds: float
    held: int
    faults: dict[str, int]


def run() -> dict[str, Any]:
    databases.empty()
    found = storm(SIZE, pause=(4.0, 12.0))
    note = f"{found.seconds:.0f} 秒，杀 {found.kills} 次，重发 {found.again} 次，被杀时在手上的后台事项 {found.held} 件"
    return {"about": f"随机杀死网页和后台进程时的办理（种子 {SEED}）", "rows": rows(found, note)}


def rows(found: Outcome, note: str) -> list[dict[str, Any]]:
    """How many acts were answered, and how often a promise was broken."""
    made: list[dict[str, Any]] = [
        {"name": "答复过的办理", "median": float(found.acts), "unit": "次", "note": note},
        *({"name": name, "median": float(count), "unit": "处", "target": 0.5} for name, count in found.faults.items()),
    ]
    return [*made, {"name": "没有等到答复的办理", "median": float(len(found.unanswered)), "unit": "次", "target": 0.5}]


def storm(
    size: int,
    *,
    pause: tuple[float, float],
    nodes: int = 2,
    least: int = 3,
    most: int = 10_000,
    seed: int = SEED,
    meanwhile: Callable[[], None] | None = None,
) -> Outcome:
    """``size`` acts while something is killed every ``pause`` seconds, in a database with tables and nothing else.

    A few opinions more come in as long as fewer than ``least`` were killed. ``meanwhile`` is done once, beside the work,
    which goes on until it is over.
    """
    call_command("collectstatic", verbosity=0, interactive=False)
    papers = max(1, size // SHARE)
    world = kill_world.made(papers)
    folder = Path(tempfile.mkdtemp(prefix="mingzheng-kill-"))
    keeper = Keeper([_free_port() for _node in range(nodes)], folder, seed, pause, most)
    try:
        keeper.begin()
        crowd, began = Crowd(world, keeper.ports), time.monotonic()
        killing, beside = keeper.storm(), threading.Thread(target=meanwhile)
        beside.start()
        say("办理，同时随机杀进程…")
        crowd.send(size - papers * len(kill_world.STEPS))
        while (keeper.kills < least and killing.is_alive()) or beside.is_alive():
            crowd.send_more(10)
        seconds = time.monotonic() - began
        keeper.over.set()
        killing.join()
    finally:
        keeper.end()
    connections.close_all()  # the line of before may be dead by now
    say("结清…")
    in_hand = kill_world.drain()
    promised = crowd.promised
    acts = len(promised.codes) + len(promised.steps)
    broken = kill_world.faults(world, promised)
    for line in [*crowd.refused[:20], *kill_world.left_over()]:
        say(line)
    return Outcome(acts, crowd.again, crowd.unanswered, crowd.refused, keeper.kills, seconds, in_hand, broken)
