"""Public pages with many documents, served by one worker of the real server, beside a static file and a bare view.

``MINGZHENG_BENCH_DOCUMENTS`` (100000) sets how many, ``MINGZHENG_BENCH_SECONDS`` (3) how long each round lasts. CPU per request
is that of the server's process; the rates are those of a client on the same machine and share its cores.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import portal_documents
from benchmarks.databases import say
from mingzheng.config.management.commands import serve
from mingzheng.core.actors import Actor
from mingzheng.core.freshness.commands import EVERYTHING, touch
from mingzheng.core.units import importing, sheet
from mingzheng.core.units.models import Unit
from mingzheng.design import kept
from mingzheng.disclosure.documents.facets import INDEX
from mingzheng.disclosure.documents.models import Document, Edition

DISTRICT = Path(sheet.__file__).parent / "data" / "district.yaml"
MACHINE = Actor.system("测量")
MANY = int(os.environ.get("MINGZHENG_BENCH_DOCUMENTS", "100000"))
SECONDS = int(os.environ.get("MINGZHENG_BENCH_SECONDS", "3"))
ROUNDS, CONNECTIONS, CHANGES = 3, 8, 20
RANDOM = 2_000
LIST = "/zhengce/wenjian/"
NOT_KEPT = "nobody=reads"  # a parameter that the page does not know: drawn each time
TICKS = os.sysconf("SC_CLK_TCK")


def run() -> dict[str, Any]:
    prepare()
    queries = _queries()
    with served() as server:
        rows = [*_rates(server), *_lists(server), _freshness(server)]
    about = (
        f"{MANY:,} 份文件，granian 一个进程四个线程，{CONNECTIONS} 个连接，{client_name()}，"
        f"每项 {ROUNDS} 轮各 {SECONDS} 秒取中位数；CPU 为服务进程每次请求所用"
    )
    return {"about": about, "rows": [*rows, *queries]}


def prepare() -> None:
    """The district, its documents and the static files."""
    settings.ALLOWED_HOSTS = ["*"]
    if not Unit.objects.exists():
        importing.import_units(sheet.read_sheet(DISTRICT), MACHINE)
    portal_documents.fill(MANY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    call_command("collectstatic", interactive=False, verbosity=0)


# --- queries at 1,000 and at all


def _queries() -> list[dict[str, Any]]:
    """The same pages with 1,000 documents and with all: the number of queries must not grow."""
    document = Document.objects.filter(listed=True).order_by("pk")[0].get_absolute_url()
    paths = {
        "文件页": document,
        "列表页": f"{LIST}?{NOT_KEPT}",
        "列表页（三个条件）": f"{LIST}?year=2021&validity=in_force&genre=notice&{NOT_KEPT}",
        "政策首页": f"/zhengce/?{NOT_KEPT}",
    }
    settings.MINGZHENG_KEEP_PAGES = False
    whole = {name: _count(path) for name, path in paths.items()}
    with transaction.atomic():
        last = Document.objects.order_by("pk")[min(1_000, MANY) - 1].pk
        Document.objects.filter(pk__gt=last).update(listed=False)
        few = {name: _count(path) for name, path in paths.items()}
        transaction.set_rollback(True)
    INDEX.forget()
    return [
        {
            "name": f"查询次数：{name}",
            "median": float(number),
            "unit": "次",
            "target": float(few[name]),
            "note": f"1,000 份文件时 {few[name]} 次",
        }
        for name, number in whole.items()
    ]


def _count(path: str) -> int:
    INDEX.forget()
    client = Client()
    client.get(path)  # the counts are read into memory once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


# --- the server and its client


class Server:
    """One worker of granian; ``cpu`` is what its processes have used, in seconds."""

    def __init__(self, port: int, process: subprocess.Popen[bytes], page: str) -> None:
        self.port, self.process, self.page = port, process, page

    def cpu(self) -> float:
        return sum(_cpu_of(pid) for pid in _family(self.process.pid))

    def get(self, path: str) -> str:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        asked.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = asked.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status)
        return (gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body).decode()


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parts = task.read_text().rpartition(")")[2].split()
            if int(parts[1]) == pid:
                found += _family(int(task.parent.name))
    return found


def _cpu_of(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / TICKS


@contextlib.contextmanager
def served(**environment: str) -> Iterator[Server]:
    """The server with empty memory; a document's page lies beside it as a static file of the same bytes.

    Args:
        environment: settings of the server that differ from the usual ones.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    shutil.rmtree(settings.MINGZHENG_KEPT_FOLDER, ignore_errors=True)
    row = Document.objects.filter(listed=True).order_by("-pk")[0]
    settings.MINGZHENG_KEEP_PAGES = False
    body = Client(headers={"host": "127.0.0.1"}).get(row.get_absolute_url()).content
    static = settings.STATIC_ROOT / "bench.html"
    static.write_bytes(body)
    static.with_suffix(".html.gz").write_bytes(gzip.compress(body, 6))
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", serve.THREADS, "--log-level", "warning"]
    process = subprocess.Popen(
        [*command, "benchmarks.portal_server:application"],
        env={**os.environ, "ALLOWED_HOSTS": "127.0.0.1,localhost", "MINGZHENG_DEMO": "0", **environment},
        stdout=sys.stderr,
        process_group=0,
    )
    server = Server(port, process, row.get_absolute_url())
    try:
        wait(server)
        yield server
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def wait(server: Server) -> None:
    for _ in range(300):
        try:
            server.get("/bare/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server did not start")


def client_name() -> str:
    return "wrk" if shutil.which("wrk") else "Python 客户端（占用同一台机器，速率偏低）"


GZIP = {"Accept-Encoding": "gzip"}


def load(server: Server, paths: list[str], seconds: int, headers: Mapping[str, str] = GZIP) -> int:
    """Ask for ``paths`` over and over; returns how many answers came."""
    if shutil.which("wrk"):
        return _wrk(server, paths, seconds, headers)
    return _threads(server, paths, seconds, headers)


def _wrk(server: Server, paths: list[str], seconds: int, headers: Mapping[str, str]) -> int:
    listed = ",\n".join(f"{path!r}" for path in paths)
    said_with = ", ".join(f"[{name!r}]={value!r}" for name, value in headers.items())
    script = f"""
paths = {{ {listed} }}
math.randomseed(7)
request = function()
  return wrk.format("GET", paths[math.random(#paths)], {{ {said_with} }})
end
done = function(summary, latency, requests)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("requests %d wrong %d\\n", summary.requests, wrong))
end
"""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "--timeout=20s",
            "-s",
            file.name,
            f"http://127.0.0.1:{server.port}/",
        ]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"requests (\d+) wrong (\d+)", said)
    if found is None or int(found[2]):
        sys.exit(f"wrk: {said}")
    return int(found[1])


def _threads(server: Server, paths: list[str], seconds: int, headers: Mapping[str, str]) -> int:
    answered = [0] * CONNECTIONS
    until = time.monotonic() + seconds

    def work(number: int) -> None:
        asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        place = number * 7919
        while time.monotonic() < until:
            place += 1
            asked.request("GET", paths[place % len(paths)], headers=dict(headers))
            asked.getresponse().read()
            answered[number] += 1

    workers = [threading.Thread(target=work, args=(number,)) for number in range(CONNECTIONS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(answered)


def measured(
    server: Server, paths: list[str], name: str, headers: Mapping[str, str] | None = None
) -> tuple[float, float]:
    """(requests a second, CPU milliseconds a request), medians of the rounds.

    Args:
        headers: said with every request besides what a browser says.
    """
    asked = {**GZIP, **(headers or {})}
    server.get(paths[0])  # what is read once is read before
    load(server, paths, 1, asked)
    rates, spent = [], []
    for _ in range(ROUNDS):
        before, began = server.cpu(), time.monotonic()
        number = load(server, paths, SECONDS, asked)
        rates.append(number / (time.monotonic() - began))
        spent.append((server.cpu() - before) * 1000 / number)
    rate, cpu = statistics.median(rates), statistics.median(spent)
    say(f"{name}：{rate:,.0f} 次/秒，CPU {cpu:.3f} ms")
    return rate, cpu


# --- what is measured


def _rates(server: Server) -> list[dict[str, Any]]:
    many = [
        row.get_absolute_url()
        for row in Document.objects.filter(listed=True).order_by("-pk").only("index_number")[:RANDOM]
    ]
    before = server.cpu()
    for path in many:
        server.get(path)
    first = (server.cpu() - before) * 1000 / len(many)
    say(f"首次画出 {len(many):,} 个文件页：每页 CPU {first:.1f} ms")
    named = {
        "静态文件（与文件页同样的内容）": ["/static/bench.html"],
        "空视图（经过全部中间件）": ["/bare/"],
        "文件页：同一页": [server.page],
        f"文件页：{RANDOM:,} 页中随机": many,
        "列表页（已留存）": [LIST],
    }
    found = {name: measured(server, paths, name) for name, paths in named.items()}
    (static, static_cpu), (bare, _bare_cpu) = list(found.values())[:2]
    rows: list[dict[str, Any]] = [
        {"name": "文件页：首次画出并留存", "median": first, "unit": "ms CPU", "note": f"{RANDOM:,} 页平均"}
    ]
    for name, (rate, cpu) in found.items():
        note = f"CPU {cpu:.3f} ms/次；空视图 {bare:,.0f} 次/秒"
        facts = {"baseline": static, "baseline_is": "静态文件", "ratio": rate / static, "note": note}
        rows.append({"name": name, "median": rate, "unit": "次/秒", **facts})
    for name in list(found)[2:4]:
        rate, cpu = found[name]
        rows.append(
            {
                "name": f"静态文件速率 ÷ {name}",
                "median": static / rate,
                "unit": "倍",
                "target": 2.0,
                "note": f"即静态文件的 {100 * rate / static:.0f}%；按 CPU 计为 {100 * static_cpu / cpu:.0f}%",
            }
        )
    return rows


def _lists(server: Server) -> list[dict[str, Any]]:
    """Pages that are drawn for each request: CPU a request, at most 10 ms."""
    at = Document.objects.filter(listed=True).order_by("-published_on", "-pk")[MANY // 2]
    code = Unit.objects.exclude(documents=None)[0].code
    named = {
        "列表页（不留存）": [f"{LIST}?{NOT_KEPT}"],
        "列表页：翻到一半处": [f"{LIST}?after={at.published_on}~{at.pk}&{NOT_KEPT}"],
        "筛选页：年份、有效性、体裁": [f"{LIST}?year=2021&validity=in_force&genre=notice&{NOT_KEPT}"],
        "筛选页：机关和主题": [f"{LIST}?agency={code}&theme=%E7%BB%BC%E5%90%88%E6%94%BF%E5%8A%A1&{NOT_KEPT}"],
        "筛选页：没有结果": [f"{LIST}?year=1999&{NOT_KEPT}"],
        "规范性文件栏目（不留存）": [f"/zhengce/guifanxing/?{NOT_KEPT}"],
    }
    rows = []
    for name, paths in named.items():
        rate, cpu = measured(server, paths, name)
        rows.append({"name": name, "median": cpu, "unit": "ms CPU", "target": 10.0, "note": f"{rate:,.0f} 次/秒"})
    return rows


def _freshness(server: Server) -> dict[str, Any]:
    """From the commit in this process to the new page by the server."""
    spent = []
    row = Document.objects.select_related("live").get(index_number=server.page.strip("/").rpartition("/")[2])
    for number in range(CHANGES):
        title = f"改过 {number} 次的文件"
        server.get(server.page)
        with transaction.atomic():
            Edition.objects.filter(pk=row.live_id).update(title=title)
            touch(f"document:{row.pk}")
        began = time.monotonic()
        while title not in server.get(server.page):
            time.sleep(0.01)
        spent.append((time.monotonic() - began) * 1000)
        time.sleep(0.07 * (number % 7))  # not in step with the half second
    Edition.objects.filter(pk=row.live_id).update(title=row.title)
    touch(EVERYTHING)
    kept.forget()
    say(f"更新可见：中位 {statistics.median(spent):.0f} ms，最长 {max(spent):.0f} ms")
    return {"name": "更新后看到新页面，最长", "median": max(spent), "unit": "ms", "target": 1000.0,
            "note": f"中位 {statistics.median(spent):.0f} ms，{CHANGES} 次"}  # fmt: skip
