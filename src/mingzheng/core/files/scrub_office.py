"""Taking hidden things out of Office packages: parts and their relations, properties, pictures; and the whole of Word. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from mingzheng.core.files import refusals, scrub_image, scrub_word
from mingzheng.core.files.packages import Package
from mingzheng.core.files.scrub_word import W

_BODIES = r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml"
_COMMENTS = r"word/(?:comments\w*|people)\d*\.xml"
_PERSONAL = frozenset(
    ["creator", "lastModifiedBy", "Company", "Manager", "HyperlinkBase", "Template", "description", "keywords", "subject",
     "category", "contentStatus"]
)  # fmt: skip
_SETTINGS = ("trackRevisions", "docVars", "rsids", "attachedTemplate")


class Parts:
    """The parts of a package while they are changed; ``said`` collects what was done."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.said: list[str] = []
        self._roots: dict[str, Any] = {}
        self._changed: dict[str, bytes] = {}
        self._gone: set[str] = set()

    def has(self, name: str) -> bool:
        return name in self.package and name not in self._gone

    def matching(self, pattern: str) -> list[str]:
        return [name for name in self.package.matching(pattern) if name not in self._gone]

    def root(self, name: str) -> Any:
        """The tree of a part; changes to it are kept."""
        if name not in self._roots:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            try:
                self._roots[name] = etree.fromstring(self.package.read(name), parser)
            except etree.XMLSyntaxError as error:
                raise refusals.corrupt(self.package.what) from error
        return self._roots[name]

    def replace(self, name: str, content: bytes) -> None:
        self._changed[name] = content

    def drop(self, name: str) -> None:
        """Take a part out, with its own relations, every relation to it and its declaration."""
        self._gone.add(name)
        folder, base = posixpath.split(name)
        self._gone.add(posixpath.join(folder, "_rels", f"{base}.rels"))
        for rels in self.matching(r"(?:.*/)?_rels/.*\.rels"):
            self._unrelate(rels, name)
        types = self.root("[Content_Types].xml")
        for item in list(types):
            if item.get("PartName", "").lstrip("/").lower() == name.lower():
                types.remove(item)

    def _unrelate(self, rels: str, name: str) -> None:
        folder = posixpath.dirname(posixpath.dirname(rels))
        root = self.root(rels)
        for item in list(root):
            target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
            if item.get("TargetMode") != "External" and target == name:
                root.remove(item)

    def say(self, count: int, words: str) -> None:
        if count:
            self.said.append(words.format(count))

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every part as it now is."""
        for name in self.package.names:
            if name in self._gone:
                continue
            if name in self._changed:
                yield name, self._changed[name]
            elif name in self._roots:
                yield name, etree.tostring(self._roots[name], xml_declaration=True, encoding="UTF-8", standalone=True)
            else:
                yield name, self.package.read(name)


def clean_word(parts: Parts) -> None:
    """Tracked changes, comments, hidden text, settings, properties, pictures."""
    bodies = list(dict.fromkeys([parts.package.main_part(), *parts.matching(_BODIES)]))
    styles = _hidden_styles(parts)
    roots = [parts.root(name) for name in bodies]
    parts.say(sum(scrub_word.accept_changes(root) for root in roots), "接受并清除 {} 处修订标记")
    hidden = sum(scrub_word.remove_hidden_runs(root, styles) + _hidden_paragraphs(root, styles) for root in roots)
    parts.say(hidden, "删除 {} 处隐藏文字")
    for root in roots:
        scrub_word.remove_comment_marks(root)
    comments = parts.matching(_COMMENTS)
    told = sum(len(parts.root(name)) for name in comments if re.fullmatch(r"word/comments\d*\.xml", name))
    for name in comments:
        parts.drop(name)
    parts.say(told, "删除 {} 条批注")
    if parts.has("word/settings.xml"):
        parts.say(scrub_word.remove_all(parts.root("word/settings.xml"), _SETTINGS), "清除 {} 项修订和模板设置")
    for rels in parts.matching(r"word/_rels/settings\.xml\.rels"):
        for item in list(parts.root(rels)):
            if item.get("Type", "").endswith("/attachedTemplate"):
                parts.root(rels).remove(item)
    clean_shared(parts)


def _hidden_styles(parts: Parts) -> frozenset[str]:
    if not parts.has("word/styles.xml"):
        return frozenset()
    hidden = [
        style.get(W + "styleId", "")
        for style in parts.root("word/styles.xml").iter(W + "style")
        if scrub_word.is_on(style.find(f"{W}rPr/{W}vanish"))
    ]
    return frozenset(hidden)


def _hidden_paragraphs(root: Any, styles: frozenset[str]) -> int:
    """Runs of paragraphs whose style hides them."""
    count = 0
    for paragraph in root.iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(W + "val", "") in styles:
            for run in list(paragraph.iter(W + "r")):
                scrub_word.remove(run)
                count += 1
    return count


def clean_shared(parts: Parts) -> None:
    """Properties, custom data and what pictures tell."""
    count = 0
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if parts.has(name):
            root = parts.root(name)
            for item in list(root):
                if etree.QName(item).localname in _PERSONAL:
                    root.remove(item)
                    count += 1
    custom = [*parts.matching(r"docProps/custom\.xml"), *parts.matching(r"customXml/item(?:Props)?\d+\.xml")]
    for name in custom:
        parts.drop(name)
    parts.say(count + len(custom), "清除 {} 项文档属性和自定义数据")
    pictures = 0
    for name in parts.matching(r"(?:word|xl|ppt)/media/.+\.(?:jpe?g|png|webp)"):
        held = parts.package.read(name)
        bare = scrub_image.strip(held)
        if bare != held:
            parts.replace(name, bare)
            pictures += 1
    parts.say(pictures, "清除 {} 张图片的拍摄信息")
