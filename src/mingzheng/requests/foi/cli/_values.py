"""What the subcommands of ``foi`` read from their arguments."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Protocol

from mingzheng.core.errors import Refused


class Out(Protocol):
    def write(self, msg: str) -> Any: ...


def day(text: str) -> dt.date:
    """A day written 2025-03-14.

    Raises:
        Refused: it is no day.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(f"「{text}」不是日期。", remedy="日期写成 2025-03-14 这样。", field="date", code="date")
