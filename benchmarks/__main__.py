"""``./bench NAME [--json] [--keep] [--database URL]``: each benchmark on SQLite, and on PostgreSQL when a server answers.

``./bench all --keep`` measures everything and keeps what was found in ``benchmarks/results/``; ``./bench report`` writes
docs/benchmarks.md from there.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import databases, keeping, printing

FOLDER = Path(__file__).parent
NOT_BENCHMARKS = {
    "__init__",
    "__main__",
    "databases",
    "printing",
    "keeping",
    "journal_writers",
    "search_corpus",
    "search_http",
}
NOT_BENCHMARKS |= {"portal_documents", "portal_server", "portal_urls"}
NOT_BENCHMARKS |= {"participation_opinions", "participation_submissions"}
NOT_BENCHMARKS |= {"kill_keeper", "kill_people", "kill_world", "failover_pair"}


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in NOT_BENCHMARKS)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./bench", description="测量速度；每项在 SQLite 和（可用时）PostgreSQL 上各测一遍。"
    )
    parser.add_argument(
        "name",
        choices=[*names(), "all", "report"],
        help="要测的项目；all：全部；report：由留存的结果写 docs/benchmarks.md",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument(
        "--keep", action="store_true", help="把结果留存在 benchmarks/results/，并重写 docs/benchmarks.md"
    )
    parser.add_argument("--database", help="只在这个数据库上测（DATABASE_URL 的写法；须是专供测量的空库）")
    parser.add_argument("--size", type=int, metavar="N", help="用 N 条记录（search）、N 次办理（kill）来测")
    chosen = parser.parse_args()
    if chosen.size:
        os.environ["MINGZHENG_BENCH_SIZE"] = str(chosen.size)
    if chosen.database and os.environ.get("MINGZHENG_BENCH_CHILD"):
        print(json.dumps(measure(chosen.name), ensure_ascii=False))
        return 0
    if chosen.name == "report":
        keeping.write_page()
        return 0
    wanted = names() if chosen.name == "all" else [chosen.name]
    return max([_one(name, chosen) for name in wanted])


def _one(name: str, chosen: argparse.Namespace) -> int:
    """0 when no target was missed."""
    found = []
    for url in [chosen.database] if chosen.database else databases.available(name):
        before = os.getloadavg()[0]
        found.append(run(name, url))
        if chosen.keep:  # at once: the next database may take an hour
            keeping.keep(name, found[-1], before)
            keeping.write_page()
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        printing.show(name, found)
    return 0 if all(not part.get("missed") for part in found) else 1


def run(name: str, url: str) -> dict[str, Any]:
    """Measure in a process of its own: settings are read once per process."""
    environment = {**os.environ, "DATABASE_URL": url, "MINGZHENG_BENCH_CHILD": "1", "MINGZHENG_DEMO": "0"}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", name, "--database", url],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        sys.exit(done.returncode)
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return facts


def measure(name: str) -> dict[str, Any]:
    import django

    django.setup()
    databases.migrate()
    facts: dict[str, Any] = importlib.import_module(f"benchmarks.{name}").run()
    missed = [row["name"] for row in facts["rows"] if row.get("target") and row["median"] > row["target"]]
    return {**databases.machine(), **facts, "missed": missed}


if __name__ == "__main__":
    sys.exit(main())
