"""What the outbox brings: records that changed; and the daily clearing of old counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.forgetting import WORKING, forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.searchable import TOPIC
from mingzheng.search import commands


@handler(TOPIC, label="更新检索")
def index(payload: dict[str, Any]) -> None:
    """``{kind, id}``: written into the log with the message, in one transaction; every node's index follows the log."""
    commands.take_in(payload["kind"], payload["id"])


def after_rename(unit_id: int, before: Sequence[str]) -> None:
    """A unit is called otherwise: what is found under its former names is owed a new reading."""
    enqueue("search.renamed", {"unit": unit_id, "before": list(before)})


@handler("search.renamed", label="单位改名后更新检索", slow=True)
def renamed(payload: dict[str, Any]) -> None:
    """``{unit, before}``: what was found under the unit's former names is read anew, one portion after the other."""
    if commands.take_in_under(payload["before"]):
        enqueue("search.renamed", payload)


@handler(commands.COMPARE, label="升级后核对可检索的内容", slow=True)
def compare(payload: dict[str, Any]) -> None:
    """``{kind, after}``: one portion of a kind's records is compared with the log, then the next."""
    last = commands.compare(payload["kind"], payload["after"])
    if last is not None:
        enqueue(commands.COMPARE, {**payload, "after": last})


@forgets(
    "search.forget",
    label="清理过期的检索记录",
    what="检索：每天查过什么、几次（不知道谁查的）",
    term=lambda: f"{settings.MINGZHENG_SEARCH_LOG_DAYS}日（MINGZHENG_SEARCH_LOG_DAYS）",
    basis=WORKING,
    due=commands.old_questions,
)
def forget() -> int:
    return commands.forget_old_questions()
