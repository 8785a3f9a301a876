"""Search pages through the real server with two processes, asked by a client on the same machine and its same cores."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command

from benchmarks import portal
from benchmarks.databases import say
from mingzheng.config.management.commands import serve

WORKERS, ROUNDS, SECONDS, START, WARM = 2, 3, 3, 6, 20
WARMINGS = 60  # seconds of asking before it is given up
PASSES = 6  # each address is asked so often that both processes have very likely drawn it (63 of 64)
POPULAR = 20


def rates(short: list[str], long: list[str]) -> list[dict[str, Any]]:
    """Milliseconds between two answers; the targets are 1,500 short questions a second and 450 sentences."""
    call_command("collectstatic", interactive=False, verbosity=0)
    asked = {
        "HTTP 空视图（经过全部中间件）": (["/bare/"], None),
        "HTTP 短查询，每次重新画出": (_paths(short, drawn=True), 1000 / 1500),
        "HTTP 整句提问，每次重新画出": (_paths(long, drawn=True), 1000 / 450),
        "HTTP 短查询，问过的留存到有变化": (_paths(short), 1000 / 1500),
        "HTTP 整句提问，问过的留存到有变化": (_paths(long), 1000 / 450),
        f"HTTP 众人同问：{POPULAR} 个短查询": (_paths(short[:POPULAR]), None),
    }
    say(f"HTTP：{WORKERS} 个进程")
    with _served() as server:
        return [_row(server, name, paths, target) for name, (paths, target) in asked.items()]


def _paths(questions: list[str], *, drawn: bool = False) -> list[str]:
    """``drawn``: with a parameter that the page does not know, so that no answer is kept."""
    unknown = {"nobody": "reads"} if drawn else {}
    return [f"/search/?{urlencode({'q': question, **unknown})}" for question in dict.fromkeys(questions)]


def _row(server: portal.Server, name: str, paths: list[str], target: float | None) -> dict[str, Any]:
    # Each process reads the dictionary and opens the index at its first question.
    if not any(portal.load(server, paths, 1) >= WARM for _ in range(WARMINGS)):
        raise SystemExit(f"检索页在 {WARMINGS} 秒内没有热起来：{name}")
    if "留存" in name:
        for path in paths * PASSES:
            server.get(path)
    rates, spent = [], []
    for _ in range(ROUNDS):
        before = server.cpu()
        number = portal.load(server, paths, SECONDS)
        rates.append(number / SECONDS)
        spent.append(1000 * (server.cpu() - before) / number)
    rate, cpu = statistics.median(rates), statistics.median(spent)
    say(f"{name} {rate:,.0f} 次/秒")
    note = f"{rate:,.0f} 次/秒，每次 CPU {cpu:.2f} ms；{len(paths)} 个不同的地址，{portal.client_name()}"
    row: dict[str, Any] = {"name": name, "median": 1000 / rate, "unit": "ms", "note": note}
    return row | ({"target": target} if target else {})


@contextlib.contextmanager
def _served() -> Iterator[portal.Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    shutil.rmtree(settings.MINGZHENG_KEPT_FOLDER, ignore_errors=True)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", serve.THREADS, "--log-level", "warning"]
    process = subprocess.Popen(
        [*command, "benchmarks.portal_server:application"],
        env={**os.environ, "ALLOWED_HOSTS": "127.0.0.1,localhost", "MINGZHENG_DEMO": "0"},
        stdout=sys.stderr,
        process_group=0,
    )
    server = portal.Server(port, process, "/search/")
    try:
        portal.wait(server)
        time.sleep(START)  # one process has answered; the other one is still reading its program
        yield server
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
