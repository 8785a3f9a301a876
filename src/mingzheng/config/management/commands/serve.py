"""``serve``: the web server and the worker together, until Ctrl-C."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

WAIT_SECONDS = 30
THREADS = (
    "2"  # of each web process: with four, two processes on two cores wait for each other (174 submissions/s, not 199)
)


class Command(BaseCommand):
    help = "建好一切并启动门户、工作台和后台进程（./run 不带命令时即此）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", metavar="地址", default="127.0.0.1", help="监听地址，默认只限本机")
        parser.add_argument(
            "--port", metavar="端口", type=int, default=os.environ.get("PORT", "8000"), help="默认 8000"
        )
        parser.add_argument("--workers", metavar="个数", type=int, default=2, help="网页进程数")
        parser.add_argument("--no-browser", action="store_true", help="不打开浏览器")

    def handle(self, *args: Any, host: str, port: int, workers: int, no_browser: bool, **options: Any) -> None:
        if not 0 < port < 65536:
            raise CommandError(f"没有 {port} 号端口。请用 1 到 65535 之间的数，如 ./run --port 8000")
        _need_free(host, port)
        # From here on a request to stop is one to stop everything that was started, at whatever moment it comes.
        # The event is set besides: an exception that a signal raises in somebody's destructor is thrown away.
        asked = threading.Event()

        def interrupt(*_: Any) -> None:
            asked.set()
            raise KeyboardInterrupt

        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, interrupt)
        call_command("setup", stdout=self.stdout)
        address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104 - compared, not bound
        if not settings.PRODUCTION:
            # The daily inspection visits the portal that we serve, though its address is an inner one.
            os.environ.setdefault("MINGZHENG_SITE_URL", address)
            os.environ.setdefault("MINGZHENG_INSPECT_ALLOW", address.split("//")[1])
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
        web += ["--workers", str(workers), "--blocking-threads", THREADS, "--log-level", "warning"]
        web += ["mingzheng.config.wsgi:application"]
        worker = [sys.executable, "-m", "mingzheng", "worker"]
        running = [_start(web)]
        try:
            _wait_until_up(address, running)
            # The worker starts once the pages are up: whoever waits at the screen goes first.
            running.append(_start(worker))
            self._greet(address, open_browser=not no_browser)
            self._watch(running, asked)
        except KeyboardInterrupt:
            self.stdout.write("\n正在停止……")
        finally:
            _stop(running)

    def _greet(self, address: str, *, open_browser: bool) -> None:
        self.stdout.write(f"\n  门户    {address}/\n  工作台  {address}/desk/\n")
        if settings.MINGZHENG_DEMO:
            self.stdout.write("  演示账号列在登录页上。按 Ctrl-C 停止。\n")
        self.stdout.flush()
        if open_browser and (
            os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "darwin"
        ):
            webbrowser.open(address)

    def _watch(self, running: list[subprocess.Popen[bytes]], asked: threading.Event) -> None:
        while not asked.is_set():
            for process in running:
                if process.poll() is not None:
                    raise CommandError(
                        f"有一个进程意外停止（退出码 {process.returncode}）。请查看上面的信息后重新运行。"
                    )
            time.sleep(0.5)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """A process of our own at the head of its own group, so that what it starts in turn can be ended with it."""
    return subprocess.Popen(command, process_group=0)  # noqa: S603 - our own commands


def _need_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise CommandError(f"不能在「{host}」上监听。请写本机的 IPv4 地址，如 127.0.0.1。") from error
        except OSError as error:
            raise CommandError(f"端口 {port} 已被占用或不能使用。请换一个：./run --port {port + 1}") from error


def _wait_until_up(address: str, running: list[subprocess.Popen[bytes]]) -> None:
    """Any answer will do: behind HTTPS it is a redirect, which is not followed."""
    for _ in range(WAIT_SECONDS * 10):
        if any(process.poll() is not None for process in running):
            raise CommandError("网页服务没有起来。请查看上面的信息。")
        try:
            asked = http.client.HTTPConnection(urlsplit(address).netloc, timeout=2)
            asked.request("GET", "/robots.txt")
            asked.getresponse().close()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return
    raise CommandError(f"{WAIT_SECONDS} 秒内没有起来。请查看上面的信息。")


def _stop(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask every process to end, and see to it; a second Ctrl-C does not leave half of them behind."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        # Whatever is left of its group: a server that was killed outright leaves its workers behind.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
