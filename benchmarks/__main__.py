"""``./bench NAME [--json] [--database URL]``: each benchmark on SQLite, and on PostgreSQL when a server answers."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import databases, printing

FOLDER = Path(__file__).parent
NOT_BENCHMARKS = {"__init__", "__main__", "databases", "printing", "journal_writers", "search_corpus", "search_http"}
NOT_BENCHMARKS |= {"portal_documents", "portal_server", "portal_urls"}
NOT_BENCHMARKS |= {"participation_opinions", "participation_submissions"}


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in NOT_BENCHMARKS)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./bench", description="测量速度；每项在 SQLite 和（可用时）PostgreSQL 上各测一遍。"
    )
    parser.add_argument("name", choices=names(), help="要测的项目")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--database", help="只在这个数据库上测（DATABASE_URL 的写法；须是专供测量的空库）")
    parser.add_argument("--size", type=int, metavar="N", help="用 N 条记录来测（search）")
    chosen = parser.parse_args()
    if chosen.size:
        os.environ["MINGZHENG_BENCH_SIZE"] = str(chosen.size)
    if chosen.database and os.environ.get("MINGZHENG_BENCH_CHILD"):
        print(json.dumps(measure(chosen.name), ensure_ascii=False))
        return 0
    found = [run(chosen.name, url) for url in [chosen.database] if url] or [
        run(chosen.name, url) for url in databases.available(chosen.name)
    ]
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        printing.show(chosen.name, found)
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
