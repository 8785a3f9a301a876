"""What the outbox brings: records that changed; and the daily clearing of old counts."""

from __future__ import annotations

from typing import Any

from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.core.searchable import TOPIC
from mingzheng.search import commands


@handler(TOPIC, label="更新检索")
def index(payload: dict[str, Any]) -> None:
    """``{kind, id}``: written into the log with the message, in one transaction; every node's index follows the log."""
    commands.take_in(payload["kind"], payload["id"])


@daily("search.forget", label="清理过期的检索记录")
def forget() -> None:
    commands.forget_old_questions()
