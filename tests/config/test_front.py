"""Two nodes behind nginx as in docs/production.md: what it keeps, what it never keeps, an upgrade node by node, both nodes away."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import ssl
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from tests.config import front
from tests.config.test_cli import run
from tests.config.test_serving import free_port, until

GIVEN_UP = 2.5  # seconds: after two nginx asks a node again that it had given up (docs/production.md says five)
HOST = "zwgk.example.gov.cn"
OWN = {"Cookie": "mz_elder=1"}  # a reader with a look of their own is never answered from the cache


@dataclass
class Place:
    """nginx and the nodes; ``ask`` is a reader."""

    folder: Path
    secure: int
    nodes: tuple[int, int]
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, port: int) -> None:
        env = os.environ | {
            "PYTHONPATH": str(settings.BASE_DIR / "src"), "MINGZHENG_VAR": str(self.folder), "MINGZHENG_DEMO": "0", "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
            "MINGZHENG_BEHIND_PROXY": "1", "MINGZHENG_SITE_URL": f"https://{HOST}", "DATABASE_URL": "",
        }  # fmt: skip
        serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        more = ["--workers", "1", "--blocking-threads", "2", "--workers-kill-timeout", "3", "--log-level", "warning"]
        self.running[port] = subprocess.Popen(
            [*serve, *more, "mingzheng.config.wsgi:application"], env=env, stderr=subprocess.DEVNULL, process_group=0
        )
        until(lambda: self._ready(port))

    def stop(self, port: int) -> None:
        """As ``systemctl stop`` does."""
        process = self.running.pop(port)
        process.terminate()
        process.wait(60)

    def _ready(self, port: int) -> bool:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        with contextlib.suppress(OSError, http.client.HTTPException):
            asking.request("GET", "/health/live")
            return asking.getresponse().status == 200
        return False

    def ask(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """(status, whether from the cache)."""
        trusting = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        trusting.check_hostname = False  # it is made out to nobody; what is looked at is the cache
        asking = http.client.HTTPSConnection("127.0.0.1", self.secure, timeout=70, context=trusting)
        asking.request("GET", path, headers={"Host": HOST, **(headers or {})})
        answer = asking.getresponse()
        answer.read()
        asking.close()
        return answer.status, answer.headers.get("X-Cache", "")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    nginx = front.nginx_program()
    folder = tmp_path_factory.mktemp("front")
    done = run("setup", "--no-demo", MINGZHENG_VAR=str(folder), DATABASE_URL="")
    assert done.returncode == 0, done.stderr
    plain, secure, first, second = (free_port() for _ in range(4))
    found = Place(folder, secure, (first, second))
    for port in found.nodes:
        found.start(port)
    before = subprocess.Popen([nginx, "-c", front.written(folder, (plain, secure, first, second))], process_group=0)
    until(lambda: _listens(found))
    yield found
    before.send_signal(signal.SIGQUIT)
    for process in found.running.values():
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    before.wait(30)


def _listens(found: Place) -> bool:
    with contextlib.suppress(OSError):
        return found.ask("/")[0] == 200
    return False


def test_what_all_see_alike_is_kept_and_what_is_ones_own_is_not(place):
    until(lambda: place.ask("/") == (200, "HIT"))
    assert place.ask("/", OWN) == (200, "BYPASS")
    for path in ("/account/login/", "/desk/"):
        assert "HIT" not in {place.ask(path)[1] for _ in range(3)}, path
    assert place.ask("/metrics")[0] == place.ask("/health/ready")[0] == 403


def test_an_upgrade_node_by_node_fails_no_reader(place):
    over, answers = threading.Event(), []

    def reader():
        while not over.is_set():
            answers.append(place.ask("/", OWN)[0])
            time.sleep(0.02)  # the nodes start on the same two cores

    readers = [threading.Thread(target=reader) for _ in range(3)]
    for one in readers:
        one.start()
    for port in place.nodes:
        place.stop(port)
        time.sleep(0.5)
        place.start(port)
        time.sleep(GIVEN_UP)
    over.set()
    for one in readers:
        one.join()
    assert len(answers) > 20
    assert set(answers) == {200}


def test_with_both_nodes_away_what_was_kept_is_still_served(place):
    until(lambda: place.ask("/")[1] == "HIT")
    for port in place.nodes:
        place.stop(port)
    time.sleep(2.5)  # what was kept is stale by now
    assert place.ask("/")[0] == 200
    assert place.ask("/", OWN)[0] in (502, 504)
