"""Running a few lines of Python in real processes that share the test's database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

from django.db import connection, connections
from tests.support import databases

import mingzheng

SRC = Path(mingzheng.__file__).parents[1]
ENTER = "import django; django.setup()\n"


class Shared:
    """A database that other processes can open: the test database on PostgreSQL, a WAL file of its own on SQLite."""

    def __init__(self, url: str, folder: Path) -> None:
        self.environment = {
            **os.environ,
            "DATABASE_URL": url,
            "MINGZHENG_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "mingzheng.config.settings",
            "PYTHONPATH": str(SRC),
        }

    def start(self, lines: str, **values: object) -> subprocess.Popen[str]:
        code = ENTER + f"given = {values!r}\n" + textwrap.dedent(lines)
        return subprocess.Popen(
            [sys.executable, "-c", code],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, *processes: subprocess.Popen[str]) -> list[str]:
        """What each process printed; a process that failed fails the test with what it said."""
        said = []
        for process in processes:
            out, err = process.communicate(timeout=300)
            assert process.returncode == 0, err
            said.append(out.strip())
        return said

    def finish_together(self, lines: str, many: int, **values: object) -> list[str]:
        """Start ``many`` that print "ready" and wait for a line, let them go at once, and return what they printed."""
        processes = [self.start(lines, **values) for _ in range(many)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return self.finish(*processes)

    def run(self, lines: str, **values: object) -> str:
        return self.finish(self.start(lines, **values))[0]

    def ask(self, lines: str, **values: object) -> object:
        return json.loads(self.run(lines, **values))


def shared_database(folder: Path) -> Shared:
    if connection.vendor == "postgresql":
        facts = connections.databases["default"]
        address = f"{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT'] or 5432}"
        return Shared(f"postgres://{address}/{connection.settings_dict['NAME']}", folder)
    databases.copy_sqlite_template(folder / "shared.sqlite3")
    return Shared(f"sqlite:///{folder / 'shared.sqlite3'}", folder)
