"""``worker``: seals the journal within a second, carries out the outbox, keeps the index true, owes the daily work."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections

from mingzheng.core import timekeeping
from mingzheng.core.journal.commands import seal_all
from mingzheng.core.outbox.commands import run_due, sweep
from mingzheng.core.outbox.daily import owe_today
from mingzheng.core.timekeeping.clock import one_reading
from mingzheng.search import asked, following

log = logging.getLogger(__name__)
ROUND_SECONDS = 0.5
SWEEP_SECONDS = 60


class Command(BaseCommand):
    help = "后台进程：封印日志、办理后台事项、更新检索、每日定时工作（./run 会自动启动）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="办完当前所有事项后退出")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        self.stopping = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        self.day: dt.date | None = None
        self.swept = float("-inf")
        if not once:
            # What waits for a network has a lane of its own; a daemon, for it may be waiting when we are told to stop.
            threading.Thread(target=self._slow_lane, daemon=True).start()
        while not self.stopping:
            busy = self._round(slow=None if once else False)
            if once and not busy:
                return
            if not busy:
                time.sleep(ROUND_SECONDS)

    def _slow_lane(self) -> None:
        while not self.stopping:
            close_old_connections()
            try:
                with one_reading():
                    busy = bool(run_due(1, slow=True))
            except (OperationalError, InterfaceError) as error:
                self._wait_for_database(error)
                continue
            if not busy:
                time.sleep(2 * ROUND_SECONDS)

    def _round(self, slow: bool | None) -> bool:
        """One round; True when there was something to do."""
        close_old_connections()
        try:
            if time.monotonic() - self.swept > SWEEP_SECONDS:
                sweep()
                self.swept = time.monotonic()
            with one_reading():
                if timekeeping.today() != self.day:
                    owe_today()
                    self.day = timekeeping.today()
                busy = bool(run_due(50, slow=slow)) | bool(seal_all())
                return following.keep_up() | bool(asked.fold()) | busy
        except (OperationalError, InterfaceError) as error:
            self._wait_for_database(error)
            return False

    def _wait_for_database(self, error: Exception) -> None:
        """The database is away or busy: say so and try again; nothing is lost, the rows are still owed."""
        log.warning("数据库暂时不可用，稍后重试：%s", str(error).splitlines()[0])
        time.sleep(2)

    def _stop(self, *_: Any) -> None:
        self.stopping = True
