"""The links of a page: where they lead, what they say, what they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from mingzheng.supervision.inspections.crawler.addresses import Forbidden, normal
from mingzheng.supervision.inspections.crawler.judging import is_attachment
from mingzheng.supervision.inspections.reading.labels import clean
from mingzheng.supervision.inspections.reading.tree import Node, inside, text_of

NOT_PAGES = ("javascript:", "mailto:", "tel:", "data:", "sms:", "about:", "blob:", "weixin:")
INTERPRETATION = re.compile(r"解读|图解|一图读懂|政策问答")
SERVICE = re.compile(r"办事指南|在线办理|立即办理|一网通办|办理入口|服务事项")
SOURCES = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "embed": "src",
    "video": "src",
    "audio": "src",
    "link": "href",
}
MOST = 3000


@dataclass(frozen=True)
class Link:
    """``url`` is normal, or "" when ``fault`` says why it is none. ``use``: attachment, interpretation, service, link."""

    text: str
    written: str
    url: str
    use: str
    fault: str = ""
    kind: str = ""
    in_body: bool = True


@dataclass(frozen=True, order=True)
class Place:
    """A page on which a link stands."""

    address: str
    title: str
    agency: str = ""


@dataclass
class Usage:
    """An address with the pages that lead there. ``use``: the weightiest of its uses."""

    url: str
    text: str
    use: str
    first: Place
    count: int = 1

    def add(self, link: Link, place: Place) -> None:
        self.count += 1
        if WEIGHT[link.use] > WEIGHT[self.use]:
            self.use, self.text = link.use, link.text
        self.first = min(self.first, place)


WEIGHT = {"link": 0, "service": 1, "interpretation": 2, "attachment": 3}


def collect(known: dict[str, Usage], links: list[Link], place: Place) -> None:
    """Add a page's links to what is known of each address."""
    for url, link in {link.url: link for link in links if link.url}.items():
        if url in known:
            known[url].add(link, place)
        else:
            known[url] = Usage(url, link.text, link.use, place)


def read_links(root: Node, base: str) -> list[Link]:
    """Every ``<a href>`` and ``<area href>``, each address once: as the page's own text has it, where both it and the roof do."""
    found: dict[tuple[str, str], Link] = {}
    chrome = inside(root, ("nav", "footer", "header"))
    for node in root.iter("a", "area"):
        written = (node.get("href") or "").strip()
        if node.get("href") is None or (written.startswith("#") and written != "#"):
            continue
        if written.lower().startswith(NOT_PAGES):
            continue
        text = text_of(node) or _named_by_picture(node)
        link = _link(text, written, base, chrome=node in chrome)
        key = (link.url or link.written, link.use)
        if key not in found or (link.in_body and not found[key].in_body):  # the roof of a site links to much
            found[key] = link
        if len(found) >= MOST:
            break
    return list(found.values())


def _link(text: str, written: str, base: str, *, chrome: bool) -> Link:
    if written in ("", "#"):
        return Link(text, written, "", _use(text, written), "链接没有地址", "empty", not chrome)
    if not base and not re.match(r"(https?:)?//", written, re.IGNORECASE):
        return Link(text, written, "", _use(text, written), "", "relative", not chrome)
    try:
        url = normal(written if base or not written.startswith("//") else f"https:{written}", base)
    except Forbidden as refused:
        return Link(text, written[:300], "", _use(text, written), refused.reason, refused.kind, not chrome)
    return Link(text, written[:300], url, _use(text, url), "", "", not chrome)


def _use(text: str, url: str) -> str:
    if is_attachment(url):
        return "attachment"
    if INTERPRETATION.search(text):
        return "interpretation"
    return "service" if SERVICE.search(text) else "link"


def _named_by_picture(node: Node) -> str:
    return next((clean(image.get("alt") or "") for image in node.iter("img")), "")


def insecure_parts(root: Node, base: str) -> list[str]:
    """What a page of https loads over plain http: a browser blocks it or warns."""
    if urlsplit(base).scheme != "https":
        return []
    found: dict[str, None] = {}
    for name, attribute in SOURCES.items():
        for node in root.iter(name):
            if name == "link" and "stylesheet" not in (node.get("rel") or "").lower():
                continue
            address = (node.get(attribute) or "").strip()
            if address.lower().startswith("http://"):
                found[address[:300]] = None
    return list(found)
