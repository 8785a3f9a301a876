"""The body of a document (a small subset of HTML) as plain blocks that a template sets: headings, paragraphs, items, tables,
pictures, quotations. What is not known is read for its text; nothing is lost and nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import html as lxml_html

from mingzheng.papers import fonts, pictures, tables

Block = dict[str, Any]
Run = dict[str, Any]

HEADINGS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 3, "h6": 3}
SKIPPED = frozenset({"script", "style", "template", "head", "title", "iframe", "object", "noscript"})
BLOCKS = frozenset(
    {*HEADINGS, "p", "ol", "ul", "table", "figure", "img", "blockquote", "div", "section", "article", "hr", "pre", "dl"}
)
MARKS = {"strong": "b", "b": "b", "em": "i", "i": "i", "sup": "sup", "sub": "sub"}
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"


@dataclass(slots=True)
class Reading:
    """A body being read: what has been found, and the pictures that it uses."""

    given: Mapping[str, bytes]
    prefix: str = "p"
    images: dict[str, bytes] = field(default_factory=dict)

    def picture(self, node: Any) -> tuple[str, str]:
        """(file name or "", alternative text) of an ``img``."""
        alt = fonts.cleaned(node.get("alt") or "").strip() or "图片"
        content = self.given.get(node.get("src") or "")
        usable = pictures.usable(content) if content else None
        if usable is None:
            return "", alt
        name = f"{self.prefix}{len(self.images) + 1}.{usable.ending}"
        self.images[name] = usable.content
        return name, alt


def blocks(html: str, reading: Reading) -> list[Block]:
    """The blocks of a body, in order."""
    if not html.strip():
        return []
    safe = "".join(c for c in html if c in "\t\n\r" or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF))
    if not safe.strip():
        return []
    top = lxml_html.fragment_fromstring(f"<div>{safe}</div>", create_parent="div")
    return _levelled(list(_children(top, reading, depth=0)))


def _levelled(found: list[Block]) -> list[Block]:
    """Heading levels without a gap, as readers by ear need them; each keeps its look."""
    open_looks: list[int] = []
    for block in _in_order(found):
        if block["t"] == "h":
            while open_looks and open_looks[-1] >= block["look"]:
                open_looks.pop()
            open_looks.append(block["look"])
            block["level"] = len(open_looks)
    return found


def _in_order(found: list[Block]) -> Iterator[Block]:
    """The blocks with those inside quotes, where headings may stand too."""
    for block in found:
        yield block
        yield from _in_order(block.get("blocks", []))


def _children(node: Any, reading: Reading, depth: int) -> Iterator[Block]:
    loose: list[Run] = []
    _say(loose, node.text, {})
    for child in node:
        if isinstance(child.tag, str) and child.tag in BLOCKS:
            yield from _paragraph(loose)
            loose = []
            yield from _block(child, reading, depth)
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            yield from _around_blocks(child, reading, depth, loose)
        _say(loose, child.tail, {})
    yield from _paragraph(loose)


def _around_blocks(child: Any, reading: Reading, depth: int, loose: list[Run]) -> Iterator[Block]:
    """An inline element; one that wraps blocks (a link around a picture) gives them after the text so far."""
    if any(isinstance(inner.tag, str) and inner.tag in BLOCKS for inner in child.iterdescendants()):
        yield from _paragraph(list(loose))
        loose.clear()
        yield from _children(child, reading, depth)
    else:
        _inline(child, {}, loose)


def _block(node: Any, reading: Reading, depth: int) -> Iterator[Block]:
    tag = node.tag
    if tag in HEADINGS:
        yield from _heading(node)
    elif tag in ("ol", "ul"):
        yield from _items(node, reading, depth)
    elif tag == "table":
        yield from tables.read(node, runs_of)
    elif tag in ("figure", "img"):
        yield from _figure(node, reading)
    elif tag == "blockquote":
        inner = list(_children(node, reading, depth))
        yield from ([{"t": "quote", "blocks": inner}] if inner and depth < 1 else inner)
    elif tag != "hr":
        yield from (_aligned(block, node) for block in _children(node, reading, depth))


def _aligned(block: Block, node: Any) -> Block:
    said = f"{node.get('class') or ''} {node.get('align') or ''}"
    for side in ("center", "right"):
        if side in said and block["t"] == "p":
            return {**block, "align": side}
    return block


def _heading(node: Any) -> Iterator[Block]:
    runs = runs_of(node)
    if runs:
        yield {"t": "h", "look": HEADINGS[node.tag], "runs": runs}


def _paragraph(loose: list[Run]) -> Iterator[Block]:
    runs = _tidy(loose)
    if runs:
        yield {"t": "p", "runs": runs, "align": ""}


def _items(node: Any, reading: Reading, depth: int) -> Iterator[Block]:
    number = _integer(node.get("start"), 1)
    for item in node:
        if item.tag != "li":
            continue
        marker = _marker(node, number)
        for place, block in enumerate(_children(item, reading, depth)):
            if place == 0 and block["t"] == "p":
                block = {**block, "runs": [_run(marker), *block["runs"]]}
            yield block
        number += 1


def _marker(node: Any, number: int) -> str:
    return f"{number}. " if node.tag == "ol" else "· "


def _integer(text: str | None, usual: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,4}", text, re.ASCII) else usual


def _figure(node: Any, reading: Reading) -> Iterator[Block]:
    caption_node = node.find(".//figcaption") if node.tag == "figure" else None
    caption = runs_of(caption_node) if caption_node is not None else []
    images = [node] if node.tag == "img" else node.findall(".//img")
    for image in images:
        name, alt = reading.picture(image)
        if name:
            yield {"t": "image", "name": name, "alt": alt, "caption": caption}
        else:
            yield {"t": "p", "runs": [_run(f"（图片未能收入：{alt}）")], "align": "center"}
    for table in node.iterdescendants("table"):
        yield from tables.read(table, runs_of, caption)
    if node.tag == "figure" and not images and node.find(".//table") is None:
        yield from _children(node, reading, 1)


# --- text inside a block ---------------------------------------------------------------------------


def runs_of(node: Any) -> list[Run]:
    """The text of an element as runs that carry their marks; blocks inside it stand on lines of their own."""
    runs: list[Run] = []
    _within(node, {}, runs)
    return _tidy(runs)


def _within(node: Any, marks: dict[str, Any], runs: list[Run]) -> None:
    _say(runs, node.text, marks)
    for child in node:
        if isinstance(child.tag, str) and child.tag not in SKIPPED:
            _inline(child, marks, runs)
        _say(runs, child.tail, marks)


def _inline(node: Any, marks: dict[str, Any], runs: list[Run]) -> None:
    tag = node.tag
    if tag == "br":
        runs.append({"s": "", "br": True})
        return
    if tag == "img":
        _say(runs, f"（图片：{node.get('alt') or '未附说明'}）", marks)
        return
    inner = dict(marks)
    if tag in MARKS:
        inner[MARKS[tag]] = True
    if tag == "a" and re.match(r"(https?://|mailto:)\S+$", node.get("href") or ""):
        inner["url"] = node.get("href")
    own_line = tag in BLOCKS or tag in ("li", "tr")
    if own_line and runs:
        runs.append({"s": "", "br": True})
    _within(node, inner, runs)
    if own_line:
        runs.append({"s": "", "br": True})


def _say(runs: list[Run], text: str | None, marks: dict[str, Any]) -> None:
    if text:
        runs.append({"s": text, **marks})


def _run(text: str) -> Run:
    return {"s": text}


def _tidy(runs: list[Run]) -> list[Run]:
    """White space as a browser shows it; none between Chinese characters or at an edge; no empty runs."""
    tidy: list[Run] = []
    for run in runs:
        if run.get("br"):
            if tidy and not tidy[-1].get("br"):
                tidy.append(run)
            continue
        text = re.sub(r"[ \t\r\n]+", " ", fonts.cleaned(run["s"]))
        text = re.sub(f"(?<={_CJK}) (?={_CJK})", "", text)
        if not tidy or tidy[-1].get("br") or tidy[-1]["s"].endswith(" "):
            text = text.lstrip(" \u3000" if not tidy or tidy[-1].get("br") else " ")
        if text:
            tidy.append({**run, "s": text})
    while tidy and (tidy[-1].get("br") or not tidy[-1]["s"].strip(" \u3000")):
        tidy.pop()
    if tidy:
        tidy[-1] = {**tidy[-1], "s": tidy[-1]["s"].rstrip(" \u3000")}
    return tidy
