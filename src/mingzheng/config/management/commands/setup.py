"""``setup``: database, reference data, built assets and — in a trial — the demonstration district. Safe to repeat."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mingzheng.config import demonstration
from mingzheng.config.one_setup import one_setup
from mingzheng.core import searchable
from mingzheng.core.actors import Actor
from mingzheng.core.privacy.commands import seed_lexicon
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays.commands import load_shipped
from mingzheng.disclosure.catalogue.seeding import seed_columns
from mingzheng.requests.foi.letters.texts import seed as seed_letter_texts
from mingzheng.search import commands as search
from mingzheng.search import following

FIRST_INDEX = 3000  # records that are indexed while somebody waits


class Command(BaseCommand):
    help = "建好数据库、基础数据和页面资源；试用时一并建好演示区。可以反复运行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="不建演示区")

    def handle(self, *args: Any, no_demo: bool = False, **options: Any) -> None:
        with one_setup():
            self._database()
            self._reference()
            self._assets()
            if settings.MINGZHENG_DEMO and not no_demo and not Unit.objects.exists():
                demonstration.build(say=self._say)
            self._search()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _database(self) -> None:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            self._say(f"数据库：执行 {len(waiting)} 步升级……")
            call_command("migrate", verbosity=0, interactive=False)

    def _reference(self) -> None:
        actor = Actor.system("初始化")
        years = load_shipped(actor)
        rules = load_rules()
        texts = seed_letter_texts()
        words, columns = seed_lexicon(actor) + search.seed(actor), seed_columns(actor)
        if any(year.outcome != "same" for year in years) or rules or words or columns or texts:
            added = f"期限规则新增 {rules} 条，词库新增 {words} 条，栏目新增 {columns} 个，文书文本新增 {texts} 条"
            self._say(f"基础数据：工作日历 {len(years)} 年，{added}。")

    def _search(self) -> None:
        """All that this version lets be found: what is little at once, what is much by the worker."""
        for kind in searchable.kinds():
            if kind.code.startswith("portal."):
                search.refresh(kind)
        if not search.compared():
            search.refresh_all() if _little() else search.owe_comparison()
        if not following.needs_building():
            following.catch_up()
        elif _little():
            following.rebuild_all(records=False).work()
        else:
            self._say("检索索引由后台进程建立；进度见 ./run search status。")

    def _assets(self) -> None:
        stamp, path = _fingerprint(), settings.VAR_DIR / "static.stamp"
        if path.exists() and path.read_text() == stamp and settings.STATIC_ROOT.exists():
            return
        self._say("页面资源：正在生成……")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        path.write_text(stamp)


def _little() -> bool:
    return following.first_records() <= FIRST_INDEX


def _fingerprint() -> str:
    """Changes whenever a static file changes (path, size, time)."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda item: item[0]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
