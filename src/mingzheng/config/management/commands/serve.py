"""``serve``: the web server and the worker together, until Ctrl-C."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

WAIT_SECONDS = 30


class Command(BaseCommand):
    help = "建好一切并启动门户、工作台和后台进程（./run 不带命令时即此）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", metavar="地址", default="127.0.0.1", help="监听地址，默认只限本机")
        parser.add_argument(
            "--port", metavar="端口", type=int, default=int(os.environ.get("PORT", "8000")), help="默认 8000"
        )
        parser.add_argument("--workers", metavar="个数", type=int, default=2, help="网页进程数")
        parser.add_argument("--no-browser", action="store_true", help="不打开浏览器")

    def handle(self, *args: Any, host: str, port: int, workers: int, no_browser: bool, **options: Any) -> None:
        _need_free(host, port)
        call_command("setup", stdout=self.stdout)
        address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104 - compared, not bound
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
        web += ["--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning"]
        web += ["mingzheng.config.wsgi:application"]
        worker = [sys.executable, "-m", "mingzheng", "worker"]
        running = [subprocess.Popen(web)]  # noqa: S603 - our own command
        try:
            _wait_until_up(address, running)
            # The worker starts once the pages are up: whoever waits at the screen goes first.
            running.append(subprocess.Popen(worker))  # noqa: S603 - our own command
            self._greet(address, open_browser=not no_browser)
            self._watch(running)
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

    def _watch(self, running: list[subprocess.Popen[bytes]]) -> None:
        signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        while True:
            for process in running:
                if process.poll() is not None:
                    raise CommandError(
                        f"有一个进程意外停止（退出码 {process.returncode}）。请查看上面的信息后重新运行。"
                    )
            time.sleep(0.5)


def _need_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
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
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
