"""Where pages come from: a folder of saved pages, or a sitemap of any portal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from mingzheng.core.errors import Refused
from mingzheng.supervision.inspections.crawler.addresses import Forbidden, normal
from mingzheng.supervision.inspections.crawler.checking import each
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.judging import is_html, judge
from mingzheng.supervision.inspections.crawler.outcome import Outcome
from mingzheng.supervision.inspections.crawler.sitemaps import read_sitemap
from mingzheng.supervision.inspections.reading.page import Page, read_page

ENDINGS = (".html", ".htm", ".shtml", ".xhtml", ".mhtml.html")
LARGEST = 20 * 1024 * 1024
MOST_FILES = 50_000


@dataclass
class Got:
    """One page of a source: ``page`` None when it could not be read, with why; ``outcome`` when it was asked for."""

    address: str
    page: Page | None = None
    problem: str = ""
    outcome: Outcome | None = None


@dataclass
class Source:
    """``total``: how many pages there will be. ``notes``: what was left out, and why."""

    total: int
    pages: Iterator[Got]
    notes: list[str] = field(default_factory=list)


def is_address(text: str) -> bool:
    return urlsplit(text).scheme.lower() in ("http", "https")


def folder(path: Path, *, most: int = MOST_FILES) -> Source:
    """Every saved page below a folder (or one page), in the order of their names.

    Raises:
        Refused: there is no such folder, or no page in it.
    """
    if path.is_file():
        files = [path]
    elif path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
    else:
        raise Refused(f"无法打开 {path}。", remedy="请检查路径：可以是存有网页文件的文件夹，或网站地图的网址。")
    if not files:
        raise Refused(f"{path} 里没有网页文件。", remedy="支持 .html、.htm、.shtml。")
    notes = [f"文件多于 {most} 个，只检查前 {most} 个。"] if len(files) > most else []
    root = path if path.is_dir() else path.parent
    return Source(min(len(files), most), _saved(files[:most], root), notes)


def _saved(files: list[Path], root: Path) -> Iterator[Got]:
    for file in files:
        name = file.relative_to(root).as_posix()
        try:
            if file.stat().st_size > LARGEST:
                yield Got(name, problem=f"文件超过 {LARGEST // 1024 // 1024} MB")
                continue
            page = read_page(file.read_bytes(), name)
        except OSError:
            yield Got(name, problem="文件打不开")
            continue
        yield Got(name, page, "" if page else "读不出文字（编码不明，或不是网页）")


def sitemap(address: str, fetcher: Fetcher) -> Source:
    """Every page that a sitemap names.

    Raises:
        Refused: the address may not be fetched, or holds no sitemap.
    """
    try:
        start = normal(address)
    except Forbidden as refused:
        raise Refused(
            f"{address}：{refused.reason}。", remedy="请写网站地图的网址，如 https://…/sitemap.xml。"
        ) from refused
    found = read_sitemap(start, fetcher, fetcher.limits.pages)
    if not found.pages:
        why = found.faults[0][1] if found.faults else "网站地图里没有页面"
        raise Refused(
            f"{address}：{why}。",
            remedy="请确认网址。内网的本站请先设置 MINGZHENG_INSPECT_ALLOW（见 docs/inspections.md）。",
        )
    notes = [f"网站地图 {where}：{why}。" for where, why in found.faults[:20]]
    if found.left:
        notes.append(f"网站地图中另有 {found.left} 个页面超出上限，没有检查。")
    return Source(len(found.pages), fetched(found.pages, fetcher), notes)


def fetched(addresses: list[str], fetcher: Fetcher) -> Iterator[Got]:
    for answer in each(addresses, fetcher):
        outcome = judge(answer, fetcher.limits)
        if answer.fault or answer.status >= 400:
            yield Got(answer.url, problem=outcome.seen, outcome=outcome)
            continue
        if not is_html(answer):
            yield Got(answer.url, outcome=outcome)
            continue
        page = read_page(answer.body, answer.url, url=answer.final, content_type=answer.content_type)
        yield Got(answer.url, page, "" if page else "读不出文字（编码不明，或不是网页）", outcome)
