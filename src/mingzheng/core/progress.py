"""How far a long import has come, said on the terminal now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Sized
from typing import Protocol

EVERY = 5.0  # seconds


class Import(Protocol):
    """What an import counts while it goes on."""

    @property
    def seen(self) -> int: ...

    @property
    def refused(self) -> Sized: ...


class Progress:
    """Called after every batch; speaks every few seconds."""

    def __init__(self) -> None:
        self.began = self.spoken = time.monotonic()

    def __call__(self, report: Import) -> None:
        now = time.monotonic()
        if now - self.spoken >= EVERY:
            self.spoken = now
            rate = report.seen / (now - self.began)
            said = f"已看 {report.seen} 行，没有导入 {len(report.refused)} 行，每秒 {rate:.0f} 行"
            print(said, file=sys.stderr, flush=True)
