"""Walking over every link that a person finds, with Django's client: what is reached, from where, and how it answers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import SplitResult, parse_qs, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

RESOURCES = (
    "//script/@src|//link[@rel='stylesheet' or @rel='icon']/@href|//img/@src|//source/@src|//iframe/@src"
    "|//video/@src|//audio/@src|//object/@data|//embed/@src|//input[@type='image']/@src"
)
WORDS = re.compile(r'"[^"]*"|(?<=>)[^<]+')  # values and texts: what differs between two frames of the same elements
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOBODY = "nobody"


@dataclass(frozen=True)
class Facts:
    """What is read of a page when it arrives, so that it is parsed once.

    Args:
        leads: addresses within the house, each once.
        places: (address, id) of every link to a place on a page.
        shape: the names of all views that it leads or sends to, its menu aside: that differs from post to post.
    """

    leads: tuple[str, ...] = ()
    places: frozenset[tuple[str, str]] = frozenset()
    ids: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    shape: frozenset[str] = frozenset()


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
    facts: Facts = Facts()

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.kind == "text/html"

    @property
    def name(self) -> str:
        """The name of its address, whatever is asked there."""
        return self.view.partition("?")[0]

    @cached_property
    def parts(self) -> tuple[str, str, str]:
        """What stands before ``main``, ``main`` itself, what stands after it; a page without one is all frame."""
        page = self.body.decode()
        start, end = page.find("<main"), page.rfind("</main>")
        if not 0 <= start < end:
            return page, "", ""
        end += len("</main>")
        return page[:start], page[start:end], page[end:]

    @property
    def frame(self) -> str:
        """The elements around ``main``: alike for pages under the same roof."""
        before, _main, after = self.parts
        return WORDS.sub("", before + after)

    @cached_property
    def tree(self) -> Any:
        return html.fromstring(self.body)

    def __str__(self) -> str:
        return f"{self.address} ({self.view}, {self.who}, from {self.came})"


@dataclass
class Crawl:
    """What all people found. ``unknown``: links that lead to no address of the house.

    Args:
        alike: a page whose address names no record is not opened by more people once so many in a row have met on it no
            set of links and forms (their views' names) that nobody had met before. So the order of people matters.
    """

    alike: int = 4
    visits: list[Visit] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    opened: set[tuple[str, str]] = field(default_factory=set)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    shapes: defaultdict[str, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))

    def samples(self) -> list[Visit]:
        """One page of each kind (view and what is asked there)."""
        return list({visit.view: visit for visit in reversed(self.visits) if visit.is_page}.values())

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
            for link in [visit.goes_to] if visit.goes_to else visit.facts.leads:
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
        view = match.view_name + ("?" + ",".join(sorted(parse_qs(query, keep_blank_values=True))) if query else "")
        plain = not match.kwargs and not query
        whose = who if plain else post
        if query or _is_file(path):
            whose, each = "anybody", 1
        if (whose, address) in self.opened or self.counted[whose, view] >= each or (plain and self._like_all(view)):
            return None
        self.opened.add((whose, address))
        self.counted[whose, view] += 1
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        goes_to = urljoin(address, answer["Location"]) if answer.status_code in (301, 302) else ""
        kind = answer.get("Content-Type", "").split(";")[0]
        facts = _read(address, body) if answer.status_code == 200 and kind == "text/html" else Facts()
        if plain and facts.leads:
            self.shapes[view].append(facts.shape)
        return Visit(who, view, address, came, answer.status_code, kind, body, dict(answer.headers), goes_to, facts)

    def _like_all(self, view: str) -> bool:
        shapes = self.shapes[view]
        before = shapes[: -self.alike]
        return bool(before) and set(before) == set(shapes)


def _read(address: str, body: bytes) -> Facts:
    tree = html.fromstring(body)
    within = _within(address, tree.xpath("//a/@href"))
    return Facts(
        leads=tuple(dict.fromkeys(filter(None, map(_address, within)))),
        places=frozenset((_address(parts), parts.fragment) for parts in within if parts.fragment),
        ids=frozenset(tree.xpath("//*/@id")),
        files=frozenset(tree.xpath(RESOURCES)),
        shape=frozenset(_views(_within(address, tree.xpath("//main//a/@href|//main//form/@action")))),
    )


def _within(page: str, links: Iterable[str]) -> list[SplitResult]:
    """Those that stay within the house."""
    found = [urlsplit(urljoin(page, link.strip())) for link in links]
    return [parts for parts in found if not (parts.scheme or parts.netloc)]


def _address(parts: SplitResult) -> str:
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _views(links: Iterable[SplitResult]) -> Iterator[str]:
    for parts in links:
        try:
            yield resolve(parts.path).view_name
        except Resolver404:  # told as an unknown address when it is followed
            continue


def _is_file(path: str) -> bool:
    return "." in path.rsplit("/", 1)[-1]
