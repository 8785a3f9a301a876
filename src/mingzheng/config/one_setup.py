"""One process of this machine sets up at a time: whoever comes second waits, and finds it done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files import locks

_held = False


@contextmanager
def one_setup() -> Iterator[None]:
    """Hold the lock of the folder for what changes; entered again by the same process it lets through."""
    global _held
    if _held:
        yield
        return
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "setup.lock").open("a") as file:
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            print("另一个命令正在建好数据库，请稍候……", file=sys.stderr)
            locks.lock(file, locks.LOCK_EX)
        _held = True
        try:
            yield
        finally:
            _held = False
