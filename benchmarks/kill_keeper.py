"""Processes that are killed at random moments and started again, as a service manager would."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

THREADS = "2"


@dataclass
class Kept:
    """A process at the head of its own group, and what has become of it."""

    name: str
    command: list[str]
    more: dict[str, str]
    killed: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.command], env={**os.environ, **self.more}, stdout=sys.stderr, process_group=0
        )

    def kill(self) -> None:
        """SIGKILL to the whole group: no handler runs, nothing is flushed."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def kill_one(self, pick: random.Random) -> None:
        """SIGKILL to one process of the group; when the rest cannot go on without it, all are started anew."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.kill(pick.choice(_group(self.process.pid)), signal.SIGKILL)


def _group(leader: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == leader:
                found.append(int(stat.parent.name))
    return found or [leader]


@dataclass
class Keeper:
    """Nodes and a worker. ``storm`` kills one of them every few seconds until it is told that it is over, ``most`` times at most."""

    ports: list[int]
    folder: Path
    seed: int
    pause: tuple[float, float]
    most: int
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._pick = random.Random(self.seed)
        self.nodes = [Kept(f"网页{port}", _web(port), self._place(port)) for port in self.ports]
        self.worker = Kept("后台进程", ["mingzheng", "worker"], self._place(0))

    def _place(self, port: int) -> dict[str, str]:
        """Every node has its own folder below the database's: kept pages and index are its own."""
        place = self.folder / f"node-{port}"
        place.mkdir(parents=True, exist_ok=True)
        return {
            "MINGZHENG_SEARCH_DIR": str(place / "search"), "MINGZHENG_DEMO": "0", "MINGZHENG_BEHIND_PROXY": "1",
            "ALLOWED_HOSTS": "127.0.0.1", "MINGZHENG_LOG": "plain",
        }  # fmt: skip

    @property
    def all(self) -> list[Kept]:
        return [*self.nodes, self.worker]

    def begin(self) -> None:
        for one in self.all:
            one.start()
        for port in self.ports:
            _wait(port)

    def storm(self) -> threading.Thread:
        thread = threading.Thread(target=self._storm, daemon=True)
        thread.start()
        return thread

    def _storm(self) -> None:
        """A node that was started again is left alone until it answers: otherwise nobody would ever be answered."""
        while self.kills < self.most and not self.over.wait(self._pick.uniform(*self.pause)):
            up = [each for each in self.all if self._up(each)]
            one = self._pick.choice([each for each in up if not each.killed] or up)  # each of them once at least
            one.killed += 1
            if one in self.nodes and self._pick.random() < 0.3:
                one.kill_one(self._pick)
                self.over.wait(1.0)
            one.kill()
            one.start()

    def _up(self, one: Kept) -> bool:
        return one is self.worker or _answers(self.ports[self.nodes.index(one)])

    def end(self) -> None:
        self.over.set()
        for one in self.all:
            one.kill()

    @property
    def kills(self) -> int:
        return sum(one.killed for one in self.all)


def _web(port: int) -> list[str]:
    serve = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    return [*serve, "--blocking-threads", THREADS, "--log-level", "error", "mingzheng.config.wsgi:application"]


def _wait(port: int) -> None:
    until = time.monotonic() + 90
    while not _answers(port):
        if time.monotonic() > until:
            raise TimeoutError(f"the node at {port} did not start")
        time.sleep(0.2)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError, http.client.HTTPException):
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        asked.request("GET", "/health/live")
        return asked.getresponse().status == 200
    return False
