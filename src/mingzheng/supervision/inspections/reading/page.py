"""A page as plain facts: what the checks ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from mingzheng.supervision.inspections.crawler.addresses import Forbidden, normal
from mingzheng.supervision.inspections.reading import header, labels
from mingzheng.supervision.inspections.reading.access import Access, read_access
from mingzheng.supervision.inspections.reading.body import Body, read_body
from mingzheng.supervision.inspections.reading.encoding import page_text
from mingzheng.supervision.inspections.reading.header import Field
from mingzheng.supervision.inspections.reading.links import Link, insecure_parts, read_links
from mingzheng.supervision.inspections.reading.lists import Entry, asks, read_entries, says_nothing, script_lists
from mingzheng.supervision.inspections.reading.login import Login, read_login
from mingzheng.supervision.inspections.reading.tree import Node, parse, text_of

SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
POLICY = re.compile(r"政策文件|规范性文件|公文|区府文件|府办文件|行政规范性|政府文件|法规文件")
PAPER = re.compile(
    r"(关于.{2,80}的(通知|意见|决定|通报|请示|报告|批复|函|方案)|(办法|规定|细则|实施意见|通知|批复|通告))$"
)
# Of these, three make a document's header; title, source and date alone stand above any piece of news.
OF_DOCUMENTS = frozenset(
    {"index_number", "theme", "attribute", "written_on", "number", "agency", "validity", "genre", "group"}
)
SCRIPTED = re.compile(
    r"XMLHttpRequest|\$\.(ajax|get|getJSON|post)|fetch\(|axios|innerHTML|\.html\(|document\.write|createApp|new Vue",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """document: 公文页. article: 文章页. column: 栏目页. home: 首页. other: none of these."""

    DOCUMENT = "document"
    ARTICLE = "article"
    COLUMN = "column"
    HOME = "home"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"document": "公文页", "article": "文章页", "column": "栏目页", "home": "首页", "other": "其他页面"}[
            self.value
        ]


@dataclass(frozen=True)
class Page:
    """``address``: where it was found (a file or an address); ``url``: what its links are relative to, "" unknown."""

    address: str
    url: str = ""
    title: str = ""
    heading: str = ""
    kind: Kind = Kind.OTHER
    meta: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    body: Body = field(default_factory=Body)
    links: list[Link] = field(default_factory=list)
    insecure: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    says_nothing: str = ""
    scripted: bool = False
    script_list: bool = False
    asks: bool = False
    access: Access = field(default_factory=Access)
    login: Login = field(default_factory=Login)

    @property
    def name(self) -> str:
        """What a person would call it."""
        if self.kind is Kind.HOME and self.title:
            return self.title[:200]
        return (
            self.meta.get("articletitle") or self.heading or self.title or self.meta.get("columnname") or self.address
        )[:200]

    def value(self, name: str) -> str:
        found = self.fields.get(name)
        return found.value if found else ""

    def shows(self, name: str) -> bool:
        return name in self.fields


def read_page(data: bytes, address: str, *, url: str = "", content_type: str = "") -> Page | None:
    """The facts of a page, or None when its bytes are no page."""
    text = page_text(data, content_type)
    root = parse(text) if text and text.strip() else None
    if text is None or root is None:
        return None
    # lxml forgets an element that nobody holds and makes it anew at every pass: held, each is made once.
    held = list(root.iter())
    base = _base(root, text, url)
    meta = _meta(root)
    heading = next((text_of(node) for node in root.iter("h1")), "")
    title = next((labels.clean(node.text_content()) for node in root.iter("title")), "")
    fields = header.read_header(root, meta)
    titles = {labels.tight(one) for one in (heading, title, meta.get("articletitle", "")) if one}
    body = read_body(root, titles)
    entries = read_entries(root)
    page = Page(
        address=address,
        url=base,
        title=title,
        heading=heading,
        kind=_kind(base, meta, fields, body, entries),
        meta=meta,
        fields=fields,
        body=body,
        links=read_links(root, base),
        insecure=insecure_parts(root, base),
        entries=entries,
        says_nothing=says_nothing(root),
        scripted=_scripted(root),
        script_list=script_lists(root),
        asks=asks(root),
        access=read_access(root),
        login=read_login(root, base),
    )
    del held
    return page


def _base(root: Node, text: str, url: str) -> str:
    """Where the page lives: as fetched, or as the saved page itself says."""
    said = [url]
    said += [node.get("href") or "" for node in root.iter("link") if (node.get("rel") or "").lower() == "canonical"]
    saved = SAVED_FROM.search(text[:2000])
    said += [saved[1]] if saved else []
    said += [node.get("content") or "" for node in root.iter("meta") if (node.get("name") or "").lower() == "url"]
    for one in said:
        try:
            here = normal(one)
        except Forbidden:
            continue
        return _with_base(root, here)
    return ""


def _with_base(root: Node, here: str) -> str:
    for node in root.iter("base"):
        try:
            return normal(node.get("href") or "", here)
        except Forbidden:
            return here
    return here


def _meta(root: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = (node.get("name") or node.get("property") or "").strip().lower()
        if name and name not in found:
            found[name] = labels.clean(node.get("content") or "")
    return found


def _kind(url: str, meta: dict[str, str], fields: dict[str, Field], body: Body, entries: list[Entry]) -> Kind:
    shown = OF_DOCUMENTS & fields.keys()
    if len(shown) >= 3 or ("index_number" in shown and len(shown) >= 2):
        return Kind.DOCUMENT
    path = urlsplit(url).path
    if url and path in ("", "/", "/index.html", "/index.htm", "/index.shtml"):
        return Kind.HOME
    column = f"{meta.get('columnname', '')} {meta.get('columntype', '')}"
    is_article = bool(meta.get("articletitle"))
    titled = PAPER.search(labels.tight(meta.get("articletitle", "")))
    if is_article and (POLICY.search(column) or (body.numbers and titled)):
        return Kind.DOCUMENT
    if is_article:
        return Kind.ARTICLE
    if meta.get("columnname") or len(entries) >= 3:
        return Kind.COLUMN
    return Kind.ARTICLE if "published_on" in fields else Kind.OTHER


def _scripted(root: Node) -> bool:
    return any(SCRIPTED.search(node.text or "") or node.get("src") for node in root.iter("script"))
