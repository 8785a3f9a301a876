"""``./run`` as somebody at the screen meets it: started, stopped, one of its processes lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError
from tests.config.test_cli import run

from mingzheng.config.management.commands import worker

PATIENCE = 90


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A trial of its own with a blank in its name, set up once without a demonstration."""
    made = tmp_path_factory.mktemp("a trial")
    done = run("setup", "--no-demo", MINGZHENG_VAR=str(made), DATABASE_URL="")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def served(folder):
    """``served()`` starts ``serve`` and waits until it has greeted; whatever is left is ended after the test."""
    started = []

    def start(*, wait=True):
        env = os.environ | {"PYTHONPATH": str(settings.BASE_DIR / "src"), "MINGZHENG_VAR": str(folder), "MINGZHENG_DEMO": "0", "PYTHONUNBUFFERED": "1"}  # fmt: skip
        env.pop("DATABASE_URL", None)
        command = [
            sys.executable,
            "-m",
            "mingzheng",
            "serve",
            "--no-browser",
            "--workers",
            "1",
            "--port",
            str(free_port()),
        ]
        process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)  # fmt: skip
        started.append(process)
        while wait:
            line = process.stdout.readline()
            assert line, "it ended before it greeted"
            if "工作台" in line:
                break
        return process

    yield start
    for process in started:
        for left in family(process.pid):
            os.kill(left, signal.SIGKILL)
        process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(session):
    """The processes that still run in a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def named(session, word):
    return [pid for pid in family(session) if word in Path(f"/proc/{pid}/cmdline").read_bytes().decode()]


def until(said, patience=PATIENCE):
    for _ in range(patience * 10):
        if found := said():
            return found
        time.sleep(0.1)
    raise AssertionError("it never happened")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_leaves_nothing_behind(served, sign):
    process = served()
    until(lambda: named(process.pid, "worker"))
    os.kill(process.pid, sign)
    assert process.wait(PATIENCE) == 0
    until(lambda: not family(process.pid))


def test_asked_to_stop_while_it_starts_it_leaves_nothing_behind(served):
    process = served(wait=False)
    until(lambda: named(process.pid, "granian"))
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    until(lambda: not family(process.pid))


@pytest.mark.parametrize("lost", ["mingzheng\0worker", "granian"])
def test_a_lost_process_is_noticed_and_the_rest_stopped(served, lost):
    process = served()
    pid = min(until(lambda: named(process.pid, lost)))
    os.kill(pid, signal.SIGKILL)
    assert process.wait(PATIENCE) == 1
    assert "意外停止" in process.stdout.read()
    until(lambda: not family(process.pid))


def test_a_port_that_is_taken_or_does_not_exist(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), MINGZHENG_VAR=str(folder))
        assert done.returncode == 1
        assert f"端口 {port} 已被占用" in done.stderr
    for words in (["--port", "70000"], ["--port", "x"], ["--host", "no.such.host.invalid"]):
        done = run("serve", *words, MINGZHENG_VAR=str(folder))
        assert done.returncode in (1, 2)
        assert "Traceback" not in done.stderr
    done = run("serve", MINGZHENG_VAR=str(folder), PORT="x")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("database is locked"), InterfaceError("connection already closed")])
@pytest.mark.parametrize("step", ["sweep", "run_due", "owe_today", "seal_all"])
def test_a_database_that_is_away_for_a_moment_does_not_end_the_worker(monkeypatch, caplog, error, step):
    plain, failed = getattr(worker, step), []

    def once(*words, **named):
        if not failed:
            failed.append(1)
            raise error
        return plain(*words, **named)

    monkeypatch.setattr(worker, step, once)
    monkeypatch.setattr(worker.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    command = worker.Command()
    command.stopping, command.day, command.swept = False, None, float("-inf")
    assert command._round(slow=None) is False
    command._round(slow=None)
    assert "稍后重试" in caplog.text
