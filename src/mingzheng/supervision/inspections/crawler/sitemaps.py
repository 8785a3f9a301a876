"""Reading sitemaps: plain and index ones, gzip, bounded. The XML parser opens nothing and expands nothing."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass, field

from lxml import etree

from mingzheng.supervision.inspections.crawler.addresses import Forbidden, normal
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.judging import judge
from mingzheng.supervision.inspections.crawler.outcome import Level

LARGEST = 60 * 1024 * 1024
MOST_MAPS = 200


@dataclass
class SiteMap:
    """``pages``: addresses in their order. ``faults``: (address, what is wrong). ``left``: how many were beyond the limit."""

    pages: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    left: int = 0


class BadSitemap(Exception):
    """It is no sitemap; the message says why, in Chinese."""


def read_sitemap(url: str, fetcher: Fetcher, most: int) -> SiteMap:
    """Every page of a sitemap and of the sitemaps that it names."""
    found, seen, waiting = SiteMap(), set[str](), [url]
    known: dict[str, None] = {}
    while waiting and len(seen) < MOST_MAPS:
        here = waiting.pop(0)
        if here in seen:
            continue
        seen.add(here)
        try:
            pages, maps = parse_sitemap(_body(here, fetcher))
        except (BadSitemap, Forbidden) as fault:
            found.faults.append((here, str(fault)))
            continue
        waiting += _normal(maps, here, found)
        known |= dict.fromkeys(_normal(pages, here, found))
    found.pages = list(known)[:most]
    found.left = len(known) - len(found.pages)
    return found


def _normal(addresses: list[str], base: str, found: SiteMap) -> list[str]:
    good = []
    for address in addresses:
        try:
            good.append(normal(address, base))
        except Forbidden as refused:
            found.faults.append((address[:300], refused.reason))
    return good


def _body(url: str, fetcher: Fetcher) -> bytes:
    answer = fetcher.patient(url)
    if answer.fault or answer.status >= 400 or not answer.body:
        outcome = judge(answer, fetcher.limits)
        raise BadSitemap(f"网站地图打不开：{outcome.seen or Level.BROKEN.label}")
    if not answer.whole:
        raise BadSitemap("网站地图没有读完（过大或中途断开）")
    return answer.body


def parse_sitemap(data: bytes) -> tuple[list[str], list[str]]:
    """(pages, further sitemaps) of one file.

    Raises:
        BadSitemap: no XML, no sitemap, or one that wants to declare entities.
    """
    data = _unpacked(data)
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
        raise BadSitemap("网站地图含有实体声明，不予读取")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadSitemap("不是网站地图（XML 读不出来）") from error
    kind = etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        raise BadSitemap("不是网站地图（没有 urlset 或 sitemapindex）")
    found = [(node.text or "").strip() for node in root.iterfind("{*}*/{*}loc")]
    found = [address for address in found if address]
    return ([], found) if kind == "sitemapindex" else (found, [])


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        text = gzip.GzipFile(fileobj=io.BytesIO(data)).read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadSitemap("网站地图压缩包读不出来") from error
    if len(text) > LARGEST:
        raise BadSitemap("网站地图解压后过大")
    return text
