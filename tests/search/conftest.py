"""A room whose papers the tests publish, and an index that follows."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from mingzheng.core import searchable
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.search import following, queries


@pytest.fixture
def papers(db, monkeypatch):
    """``papers.publish("公租房管理办法", body=…)`` and ``papers.withdraw(number)``; ``papers.settle()`` is the worker's pass."""
    monkeypatch.setattr(searchable, "_kinds", {})
    held: dict[int, Entry] = {}

    def publish(title, *, place=None, published_on="2023-03-01", settle=True, **facts):
        number = place or len(held) + 1
        day = dt.date.fromisoformat(published_on) if published_on else None
        facts = {"kind": "政策文件", "body": "", "url": f"/d/{number}/"} | facts
        held[number] = Entry(key=f"test.paper:{number}", title=title, published_on=day, **facts)
        searchable.changed("test.paper", number)
        if settle:
            pass_by()
        return number

    def withdraw(number):
        del held[number]
        searchable.changed("test.paper", number)
        pass_by()

    def pass_by():
        run_due(1000)
        for _ in range(50):
            if not following.keep_up():
                return
        raise AssertionError("the index never came to rest")

    searchable.declare(
        SearchKind(
            "test.paper", "政策文件", held.get, lambda after, limit: sorted(n for n in held if n > after)[:limit]
        )
    )
    return SimpleNamespace(publish=publish, withdraw=withdraw, settle=pass_by, held=held)


@pytest.fixture
def titles():
    """The titles that a question finds, in order."""

    def found(query, **more):
        return [hit.record.title for hit in queries.search(query, **more).hits]

    return found
