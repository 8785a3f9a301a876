"""Opinions sent through the public form over HTTP at a steady rate; in the middle the server is killed and started again.

Open loop: a submission is due at its moment whether or not the one before was answered. The address of a receipt is a
promise: afterwards every promised opinion must be in the ledger, once. Bounded in number, on the loopback alone.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlencode

from django.core.management import call_command
from django.urls import reverse

from benchmarks import databases
from benchmarks.databases import say
from mingzheng.config.management.commands import serve
from mingzheng.core import codes, timekeeping
from mingzheng.core.journal.chain import GENESIS
from mingzheng.core.journal.models import Head
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.submissions.keys import new_key
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays import commands as workdays
from mingzheng.participation.consultations import commands, samples
from mingzheng.participation.consultations.models import Consultation, Opinion

SECONDS = min(int(os.environ.get("MINGZHENG_BENCH_SECONDS", 60)), 300)
RATE = min(int(os.environ.get("MINGZHENG_BENCH_RATE", 200)), 1000)
SENDERS = 64
PATIENCE = 30.0  # seconds for one answer
AGAIN = 90.0  # seconds for which one submission is sent again until somebody answers
WORKERS = 2
LENGTH = re.compile(rb"(?i)^content-length: *(\d+)", re.MULTILINE)
LOCATION = re.compile(r"(?i)^location: *(\S+)", re.MULTILINE)
RECEIPT = re.compile(
    r"/huizhi/([\w-]{16,40})/$"
)  # an address; what it holds is the form's key, to which a query code belongs
CODE = re.compile(r"<dd><strong>([0-9A-Z-]{14})</strong>")


def rows() -> list[dict[str, Any]]:
    found = _prepared()
    port = _free_port()
    server = _start(port)
    try:
        _wait(port)
        load = Load(found, port)
        load.prove()
        calm = load.run(SECONDS)
        say("提交后再打开回执…")
        whole = load.run(SECONDS // 2, reads=True)
        say("中途杀掉服务器，再启动…")
        stormy = load.run(SECONDS // 2, kill_at=SECONDS / 6, server=server, restart=lambda: _start(port))
        server = load.server or server
    finally:
        _stop(server)
    lost, double = _lost(found, load.promised)
    return [
        {
            "name": f"每秒提交（要求 {RATE} 次，{calm.seconds} 秒）",
            "median": calm.rate,
            "unit": "次/秒",
            "note": f"中位 {calm.middle:.0f} ms，九成五 {calm.slow:.0f} ms，没有答复 {calm.failed}；Python 服务 {WORKERS} 进程",
        },
        {
            "name": f"每秒提交并打开回执（{whole.seconds} 秒）",
            "median": whole.rate,
            "unit": "次/秒",
            "note": f"每次两个请求；中位 {whole.middle:.0f} ms，九成五 {whole.slow:.0f} ms，没有答复 {whole.failed}",
        },
        {
            "name": f"每秒提交，中途杀掉重启（{stormy.seconds} 秒）",
            "median": stormy.rate,
            "unit": "次/秒",
            "note": f"中位 {stormy.middle:.0f} ms，九成五 {stormy.slow:.0f} ms，最终没有答复 {stormy.failed}",
        },
        {
            "name": "丢失的意见（答复过的）",
            "median": lost,
            "unit": "条",
            "target": 0.5,
            "note": f"答复 {len(load.promised):,} 条",
        },
        {"name": "重复的意见", "median": double, "unit": "条", "target": 0.5},
    ]


# --- what is asked ---------------------------------------------------------------------------------------------------


def _prepared() -> Consultation:
    """An empty district with one consultation that is open today."""
    say("准备征集…")
    databases.empty()
    call_command("collectstatic", verbosity=0, interactive=False)
    Head.objects.update_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})
    load_rules()
    day = timekeeping.today()
    for name, plan in workdays.shipped():
        if abs(plan.year - day.year) <= 1:
            workdays.import_year(plan, samples.MACHINE, name)
    return opened(Unit.objects.create(code="bench", name="测量单位", short="测量单位", kind=Unit.Kind.DEPARTMENT))


def opened(unit: Unit) -> Consultation:
    """A consultation of the unit that is open today."""
    found = commands.begin(unit, samples.MACHINE, samples.facts(timekeeping.today()))
    assert found.case is not None
    # The machine drafts nothing and announces nothing: the benchmark writes down what the two steps would.
    Case.objects.filter(pk=found.case.pk).update(state="running")
    Consultation.objects.filter(pk=found.pk).update(announced_on=timekeeping.today())
    act(Case.objects.get(pk=found.case.pk), "open", commands.MACHINE)
    return Consultation.objects.get(pk=found.pk)


def _lost(found: Consultation, promised: list[str]) -> tuple[int, int]:
    """(promised and not there, there more than once)."""
    held = list(Opinion.objects.filter(consultation=found).values_list("code_digest", flat=True))
    wanted = {codes.digest(commands.CODE, code) for code in promised}
    texts = Opinion.objects.filter(consultation=found).values_list("text", flat=True)
    return len(wanted - set(held)), len(texts) - len(set(texts))


# --- the server ------------------------------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", serve.THREADS, "--log-level", "error"]
    # Behind a proxy, so that every sender has an address of its own, as visitors have.
    more = {"ALLOWED_HOSTS": "127.0.0.1", "MINGZHENG_DEMO": "0", "MINGZHENG_BEHIND_PROXY": "1"}
    return subprocess.Popen(
        [*command, "mingzheng.config.wsgi:application"],
        env={**os.environ, **more},
        stdout=sys.stderr,
        process_group=0,
    )


def _stop(server: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(10)


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError, http.client.HTTPException):
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            asked.request("GET", "/robots.txt")
            if asked.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise TimeoutError("the server did not start")


# --- the load --------------------------------------------------------------------------------------------------------


class Heard:
    """What a run heard."""

    def __init__(self, seconds: int) -> None:
        self.seconds, self.spent, self.failed = seconds, list[float](), 0
        self.until = 0.0

    @property
    def rate(self) -> float:
        return len(self.spent) / self.until if self.until else 0.0

    @property
    def middle(self) -> float:
        return statistics.median(self.spent) if self.spent else 0.0

    @property
    def slow(self) -> float:
        return sorted(self.spent)[int(len(self.spent) * 0.95)] if self.spent else 0.0


class Line:
    """One line to the server, kept open as a reverse proxy keeps its own; made anew when it broke. Plain sockets: the
    load shares two cores with what it measures."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._line: socket.socket | None = None

    def posted(self, path: str, body: str, headers: dict[str, str], *, reads: bool) -> str:
        """The query code that the answer promises; "" when the line broke.

        Args:
            reads: the receipt is asked for too, as a browser does, and must show that code.
        """
        try:
            return self._exchanged(_request("POST", path, body, headers), headers, reads=reads)
        except OSError:
            self.close()
            return ""

    def _exchanged(self, request: bytes, headers: dict[str, str], *, reads: bool) -> str:
        where = LOCATION.search(self._asked(request)[0])
        key = RECEIPT.search(where[1]) if where else None
        if where is None or key is None:
            return ""
        code = codes.in_groups(codes.code_for(commands.CODE, key[1]))
        if reads:
            shown = CODE.search(self._asked(_request("GET", where[1], "", headers))[1])
            assert shown is not None and shown[1] == code, "the receipt shows another code"
        return code

    def _asked(self, request: bytes) -> tuple[str, str]:
        """Head and page of an answer."""
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE)
        self._line.sendall(request)
        held = b""
        while b"\r\n\r\n" not in held:
            held += self._more()
        head, _end, page = held.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if length is None:
            raise OSError("an answer without a length")
        while len(page) < int(length[1]):
            page += self._more()
        return head.decode(), page.decode()

    def _more(self) -> bytes:
        assert self._line is not None
        got = self._line.recv(65536)
        if not got:
            raise ConnectionError("the server hung up")
        return got

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _request(method: str, path: str, body: str, headers: dict[str, str]) -> bytes:
    said = {"Host": "127.0.0.1", **headers, "Content-Length": str(len(body.encode()))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items()), "", body]
    return "\r\n".join(lines).encode()


class Load:
    def __init__(self, found: Consultation, port: int) -> None:
        self.path = reverse("portal:consultation-comment", args=[found.pk])
        self.port, self.promised, self.server = port, list[str](), None
        self._number, self._lock = 0, threading.Lock()

    def prove(self) -> None:
        """One submission is answered with its code; whatever is wrong is said now and not ten thousand times."""
        line = Line(self.port)
        code = line.posted(self.path, *self._sheet(), reads=True)
        line.close()
        assert code, "the form led to no receipt"
        self.promised.append(code)

    def run(
        self, seconds: int, *, reads: bool = False, kill_at: float = 0.0, server: Any = None, restart: Any = None
    ) -> Heard:
        heard, due = Heard(seconds), Queue[float]()
        began = time.monotonic()
        for number in range(RATE * seconds):
            due.put(began + number / RATE)
        senders = [threading.Thread(target=self._send_all, args=(due, heard, reads)) for _one in range(SENDERS)]
        for sender in senders:
            sender.start()
        if kill_at:
            time.sleep(kill_at)
            _stop(server)
            self.server = restart()
        for sender in senders:
            sender.join()
        heard.until = time.monotonic() - began
        return heard

    def _send_all(self, due: Queue[float], heard: Heard, reads: bool) -> None:
        line = Line(self.port)
        while True:
            try:
                moment = due.get_nowait()
            except Empty:
                return line.close()
            time.sleep(max(moment - time.monotonic(), 0))
            code = self._send(line, reads)
            with self._lock:
                if code:
                    self.promised.append(code)
                    heard.spent.append((time.monotonic() - moment) * 1000)
                else:
                    heard.failed += 1

    def _send(self, line: Line, reads: bool) -> str:
        """The query code of the answer; sent again with the same key until somebody answers, as a browser's person would."""
        body, headers = self._sheet()
        until = time.monotonic() + AGAIN
        while time.monotonic() < until:
            code = line.posted(self.path, body, headers, reads=reads)
            if code:
                return code
            time.sleep(0.5)
        return ""

    def _sheet(self) -> tuple[str, dict[str, str]]:
        """A form of its own, from an address of its own."""
        with self._lock:
            self._number += 1
            number = self._number
        return urlencode(opinion(number)), {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": address_of(number),
        }


def opinion(number: int) -> dict[str, str]:
    """What one person types."""
    return {
        "form_key": new_key(),
        "text": f"第{number}条意见：建议写明停放点的位置和清理的程序。",
        "author_kind": "person",
        "publish": "yes",
        "website": "",
    }


def address_of(number: int) -> str:
    return f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"
