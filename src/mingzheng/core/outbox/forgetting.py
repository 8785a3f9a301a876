"""What is kept how long, and by which rule: each room declares its rules here, the worker keeps them daily, ``./run retention`` lists them.

A rule names what it is about, its term, its basis, and the records that are due; what removes them is the same function that the
worker owes every day, so that the list cannot promise what nobody does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sized
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.models import Message

SHORTEST = "《个人信息保护法》第十九条（保存期限为实现处理目的所必要的最短时间）"
WORKING = "运行需要，不含个人信息"
KEPT = dt.timedelta(days=30)
Due = Callable[[], "QuerySet[Any] | Sized"]


@dataclass(frozen=True)
class Rule:
    """``due``: what is over today; None where only the clearing itself can tell, or where nothing is ever removed."""

    name: str
    what: str
    term: str | Callable[[], str]
    basis: str
    due: Due | None

    @property
    def said_term(self) -> str:
        return self.term if isinstance(self.term, str) else self.term()

    def count(self) -> int | None:
        """How many records are due and still here."""
        if self.due is None:
            return None
        found = self.due()
        return found.count() if isinstance(found, QuerySet) else len(found)


_rules: dict[str, Rule] = {}


def forgets(
    name: str,
    *,
    label: str,
    what: str,
    term: str | Callable[[], str],
    due: Due | None,
    basis: str = SHORTEST,
    slow: bool = False,
) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Register a function that removes what is over: a daily job (``daily``), and a line of the list.

    Args:
        what: which records; term: for how long, in words; basis: the article or whose decision it is.
    """

    def register(function: Callable[[], Any]) -> Callable[[], Any]:
        _rules[name] = Rule(name, what, term, basis, due)
        return daily(name, label=label, slow=slow)(function)

    return register


def keeps(name: str, *, what: str, term: str, basis: str) -> None:
    """Register what no job of its own removes: it stays for ever, or goes by itself."""
    _rules[name] = Rule(name, what, term, basis, None)


def rules() -> list[Rule]:
    return sorted(_rules.values(), key=lambda rule: rule.name)


def done_long_ago() -> QuerySet[Message]:
    """Keys are remembered, for they are owed once; not those of daily work, whose day does not come again."""
    old = Message.objects.filter(status=Message.Status.DONE, done_at__lt=timezone.now() - KEPT)
    return old.filter(Q(key=None) | Q(topic__startswith="daily."))


@forgets(
    "outbox.done",
    label="清除早已完成的后台事项",
    what="已完成的后台事项（去重键保留）",
    term=f"{KEPT.days}日",
    basis=WORKING,
    due=done_long_ago,
)
def drop_done() -> int:
    gone, _by_model = done_long_ago().delete()
    return gone
