"""Pages of industries and life events as the search index holds them. They change with the rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from mingzheng.core import searchable, timekeeping
from mingzheng.core.outbox.commands import bulk
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.policy.push import applying
from mingzheng.policy.push.columns import Who, divisions_of, sections


def _entry(key: str, kind: str, name: str, about: str, url: str, who: Who, facts: Mapping[str, Any]) -> Entry | None:
    """None while no rule in force may apply: an empty page is no answer."""
    found = applying.applies(who, facts, timekeeping.today())
    if not found:
        return None
    titles = "\n".join(one.ready.title for one in found if one.meant)
    return Entry(key=key, kind=kind, title=f"{name}可能适用的政策", body=f"{about}\n{titles}".strip(), url=url)


def industry_entry(number: int) -> Entry | None:
    """The industry with this place among the sections of GB/T 4754, from 1."""
    held = list(sections().items())
    if not 1 <= number <= len(held):
        return None
    letter, name = held[number - 1]
    url = reverse("portal:industry", args=[letter.lower()])
    about = "、".join(divisions_of(letter))
    return _entry(f"push.industry:{number}", "一业一档", name, about, url, Who.ENTERPRISE, {"section": letter})


def event_entry(number: int) -> Entry | None:
    """The life event with this place in the data, from 1."""
    held = applying.events()
    if not 1 <= number <= len(held):
        return None
    one = held[number - 1]
    url = reverse("portal:life-event", args=[one.code])
    return _entry(f"push.event:{number}", "人生事", one.name, one.about, url, Who.PERSON, one.facts)


def _up_to(most: int, after: int, limit: int) -> list[int]:
    return list(range(after + 1, most + 1))[:limit]


KINDS = (
    SearchKind("push.industry", "一业一档", industry_entry, lambda after, limit: _up_to(len(sections()), after, limit)),
    SearchKind("push.event", "人生事", event_entry, lambda after, limit: _up_to(len(applying.events()), after, limit)),
)


@handler("push.found", label="更新一业一档和人生事的检索", event="policies.issued")
def rules_changed(_payload: dict[str, Any]) -> None:
    """Any payload: a policy was issued, a rule came into force or ended."""
    renew()


@daily("push.found", label="更新一业一档和人生事的检索")
def renew() -> None:
    """Rules begin and end with the day, too."""
    with bulk():
        for kind in KINDS:
            for number in kind.ids(0, 1000):
                searchable.changed(kind.code, number)
