"""Two PostgreSQL servers, one following the other, behind an address that can be turned from one to the other."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

from benchmarks.participation_submissions import _free_port as free_port

OWNER = "postgres"  # the server refuses to run as root
LINE = 65536


class Door:
    """The floating address: what comes in is carried to the server it is turned to, as a proxy or a moved address would."""

    def __init__(self, target: int) -> None:
        self.target, self._open, self._lock = target, set[socket.socket](), threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._take, daemon=True).start()

    def turn(self, target: int) -> None:
        """From now on to another server; whatever still hangs on the old one is cut off."""
        self.target = target
        with self._lock:
            left, self._open = self._open, set()
        for line in left:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _take(self) -> None:
        while True:
            inside, _address = self._listening.accept()
            try:
                outside = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            except OSError:
                inside.close()
                continue
            outside.settimeout(None)
            with self._lock:
                self._open |= {inside, outside}
            for source, sink in ((inside, outside), (outside, inside)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while some := source.recv(LINE):
                sink.sendall(some)
        for line in (source, sink):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


class Pair:
    """A primary whose commits wait for its standby, as docs/production.md has it, and the standby."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mingzheng-pair-", dir="/tmp"))  # read by another user
        if os.geteuid() == 0:
            shutil.chown(self.folder, OWNER)
        self.programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.first, self.second = free_port(), free_port()

    def begin(self) -> None:
        primary, standby = self.folder / "primary", self.folder / "standby"
        self._do("initdb", "-D", primary, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        with (primary / "postgresql.conf").open("a", encoding="utf-8") as more:
            more.write("wal_level = replica\nsynchronous_commit = on\n")
        self._start(primary, self.first)
        place = f"host=127.0.0.1 port={self.first} user={OWNER} application_name=standby"
        self._do("pg_basebackup", "-D", standby, "-R", "-X", "stream", "-c", "fast", "-d", place)
        self._start(standby, self.second)
        # Only now, and only here: a standby that is promoted waits for nobody.
        self._said("ALTER SYSTEM SET synchronous_standby_names = 'standby'", "SELECT pg_reload_conf()")
        self._said("CREATE DATABASE failover")

    def fail_over(self, door: Door) -> None:
        """The primary's machine is gone from one moment to the next; the standby is promoted and the address is turned to it."""
        pid = int((self.folder / "primary" / "postmaster.pid").read_text().split()[0])
        for process in (pid, *_children(pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._do("pg_ctl", "-D", self.folder / "standby", "promote", "-w", "-t", "60")
        door.turn(self.second)

    def end(self) -> None:
        for name in ("standby", "primary"):
            with contextlib.suppress(subprocess.CalledProcessError):
                self._do("pg_ctl", "-D", self.folder / name, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self, data: Path, port: int) -> None:
        options = f"-p {port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._do("pg_ctl", "-D", data, "-w", "-t", "60", "-l", self.folder / f"{data.name}.log", "-o", options, "start")

    def _said(self, *orders: str) -> None:
        for order in orders:
            self._do("psql", "-h", "127.0.0.1", "-p", str(self.first), "-U", OWNER, "-qAtc", order)

    def _do(self, program: str, *given: str | Path) -> None:
        user = OWNER if os.geteuid() == 0 else None
        command = [str(self.programs / program), *map(str, given)]
        subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, cwd=self.folder)


def _children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "--ppid", str(parent), "-o", "pid="], capture_output=True, text=True, check=False)
    return [int(one) for one in found.stdout.split()]
