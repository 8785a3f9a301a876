"""Walking over every link that a person finds, with Django's client: what is reached, from where, and how it answers."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

BACKEND = "django.contrib.auth.backends.ModelBackend"
NOBODY = "nobody"


@dataclass(frozen=True)
class Visit:
    """One page as it was answered. ``view``: the name of its address; ``came``: the page where its link stands."""

    who: str
    view: str
    address: str
    came: str
    status: int
    kind: str
    body: bytes
    headers: dict[str, str]
    goes_to: str = ""

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.kind == "text/html"

    @property
    def tree(self) -> Any:
        return html.fromstring(self.body)

    def __str__(self) -> str:
        return f"{self.address} ({self.view}, {self.who}, from {self.came})"


@dataclass
class Crawl:
    """What all people found. ``unknown``: links that lead to no address of the house."""

    visits: list[Visit] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    opened: set[tuple[str, str]] = field(default_factory=set)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def samples(self, most: int = 1) -> list[Visit]:
        """Up to so many pages of each kind (view and face)."""
        taken: Counter[str] = Counter()
        found = []
        for visit in self.visits:
            if visit.is_page and taken[visit.view] < most:
                taken[visit.view] += 1
                found.append(visit)
        return found

    def walk(self, who: str, post: str, person: Any, starts: list[str], *, stays: tuple[str, ...], each: int) -> None:
        """Follow every link from ``starts`` that begins with one of ``stays``.

        Args:
            post: what another person of the same post has opened at the same address is not opened again, save pages
                whose address names no record: these differ from unit to unit.
            each: at most so many pages of a kind whose addresses name records.
        """
        client = Client(raise_request_exception=False)
        if person is not None:
            client.force_login(person, backend=BACKEND)
        waiting, known = deque((start, "") for start in starts), set(starts)
        while waiting:
            address, came = waiting.popleft()
            visit = self._visited(client, who, post, address, came, each)
            if visit is None:
                continue
            self.visits.append(visit)
            onward = [visit.goes_to] if visit.goes_to else links(visit) if visit.is_page else []
            for link in onward:
                if link not in known and link.startswith(stays):
                    known.add(link)
                    waiting.append((link, address))

    def _visited(self, client: Client, who: str, post: str, address: str, came: str, each: int) -> Visit | None:
        path, _, query = address.partition("?")
        try:
            match = resolve(path)
        except Resolver404:
            self.unknown.append(f"{address} (from {came}, {who})")
            return None
        view = match.view_name
        names = "?" + ",".join(sorted(parse_qs(query, keep_blank_values=True))) if query else ""
        whose = who if not match.kwargs and not query else post
        if query or _is_file(path):
            whose, each = "anybody", 1
        if (whose, address) in self.opened or self.counted[whose, view + names] >= each:
            return None
        self.opened.add((whose, address))
        self.counted[whose, view + names] += 1
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        goes_to = urljoin(address, answer["Location"]) if answer.status_code in (301, 302) else ""
        kind = answer.get("Content-Type", "").split(";")[0]
        return Visit(who, view + names, address, came, answer.status_code, kind, body, dict(answer.headers), goes_to)


def _is_file(path: str) -> bool:
    return "." in path.rsplit("/", 1)[-1]


def links(visit: Visit) -> list[str]:
    """Addresses within the house that a page links to, without their fragments, each once, in the page's order."""
    found = dict.fromkeys(_within(visit.address, one) for one in visit.tree.xpath("//a/@href"))
    found.pop("", None)
    return list(found)


def _within(page: str, link: str) -> str:
    parts = urlsplit(urljoin(page, link.strip()))
    if parts.scheme or parts.netloc:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def fragments(visit: Visit) -> Iterator[tuple[str, str]]:
    """(address, id) of every link to a place on a page of the house."""
    for link in visit.tree.xpath("//a/@href"):
        parts = urlsplit(urljoin(visit.address, link.strip()))
        if parts.fragment and not (parts.scheme or parts.netloc):
            yield parts.path + (f"?{parts.query}" if parts.query else ""), parts.fragment
