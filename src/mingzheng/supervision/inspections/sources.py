"""Where pages come from: a folder or a zip of saved pages, or a sitemap of any portal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from mingzheng.core.errors import Refused
from mingzheng.supervision.inspections.archives import ENDINGS, SavedPages
from mingzheng.supervision.inspections.crawler.addresses import Forbidden, normal
from mingzheng.supervision.inspections.crawler.checking import each
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.judging import is_html, judge
from mingzheng.supervision.inspections.crawler.outcome import Outcome
from mingzheng.supervision.inspections.crawler.sitemaps import read_sitemap
from mingzheng.supervision.inspections.reading.page import Page, read_page

LARGEST = 20 * 1024 * 1024
MOST_FILES = 50_000
TOO_LARGE = f"文件超过 {LARGEST // 1024 // 1024} MB"
UNREADABLE = "读不出文字（编码不明，或不是网页）"


@dataclass
class Got:
    """One page of a source: ``page`` None when it could not be read, with why; ``outcome`` when it was asked for."""

    address: str
    page: Page | None = None
    problem: str = ""
    outcome: Outcome | None = None

    @property
    def opens(self) -> bool:
        """A page of the web that answered; a saved page always does."""
        return self.page is not None if self.outcome is None else self.outcome.opens


@dataclass
class Source:
    """``total``: how many pages there will be. ``notes``: what was left out, and why. ``origin``: an address of its site, "" saved."""

    total: int
    pages: Iterator[Got]
    notes: list[str] = field(default_factory=list)
    origin: str = ""


def is_address(text: str) -> bool:
    return urlsplit(text).scheme.lower() in ("http", "https")


def saved(path: Path, *, most: int = MOST_FILES) -> Source:
    """Saved pages: a folder, one page, or a zip. Raises Refused as these do."""
    return archive(path, most=most) if path.is_file() and path.suffix.lower() == ".zip" else folder(path, most=most)


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
            got = TOO_LARGE if file.stat().st_size > LARGEST else file.read_bytes()
        except OSError:
            got = "文件打不开"
        yield as_page(name, got)


def as_page(name: str, got: bytes | str) -> Got:
    """A saved page from its bytes, or from the words for why there are none."""
    if isinstance(got, str):
        return Got(name, problem=got)
    page = read_page(got, name)
    return Got(name, page, "" if page else UNREADABLE)


def archive(path: Path, *, most: int = MOST_FILES) -> Source:
    """Every saved page in a zip.

    Raises:
        Refused: no zip, damaged, locked, a bomb, or no page in it.
    """
    pages = SavedPages(path.read_bytes(), most)
    return Source(len(pages.names), in_archive(pages, list(pages.names)), pages.notes)


def in_archive(pages: SavedPages, names: Iterable[str]) -> Iterator[Got]:
    for name in names:
        yield as_page(name, TOO_LARGE if pages.size(name) > LARGEST else pages.read(name))


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
    pages, notes = mapped(start, fetcher)
    return Source(len(pages), fetched(pages, fetcher), notes, start)


def mapped(start: str, fetcher: Fetcher) -> tuple[list[str], list[str]]:
    """(pages, notes) of a sitemap, as many as the limits allow.

    Raises:
        Refused: no page in it, or it could not be had.
    """
    found = read_sitemap(start, fetcher, fetcher.limits.pages)
    if not found.pages:
        why = found.faults[0][1] if found.faults else "网站地图里没有页面"
        raise Refused(
            f"{start}：{why}。",
            remedy="请确认网址。内网的本站请先设置 MINGZHENG_INSPECT_ALLOW（见 docs/inspections.md）。",
        )
    notes = [f"网站地图 {where}：{why}。" for where, why in found.faults[:20]]
    if found.left:
        notes.append(f"网站地图中另有 {found.left} 个页面超出上限，没有检查。")
    return found.pages, notes


def own_sitemap() -> str:
    """The address of this portal's sitemap, "" when nobody said where the portal answers."""
    return f"{settings.MINGZHENG_SITE_URL}/sitemap.xml" if settings.MINGZHENG_SITE_URL else ""


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
        yield Got(answer.url, page, "" if page else UNREADABLE, outcome)
