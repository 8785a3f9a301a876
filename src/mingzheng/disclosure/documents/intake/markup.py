"""The allow-list of a body, and ``sanitise``: any HTML becomes the one canonical form that the platform keeps. Pure.

Kept: h2–h4, p, lists, tables (colspan, rowspan, scope), figures, strong, em, sub, sup, links, br, hr, blockquote. No style, class or id.
Cleaning what was cleaned changes nothing.
"""

from __future__ import annotations

import html as escaping
import re
from collections.abc import Iterable, Iterator

import nh3

from mingzheng.disclosure.documents.intake import inline
from mingzheng.disclosure.documents.intake.model import Block
from mingzheng.disclosure.documents.intake.tree import INLINE, Node, parse

TAGS = {
    "h2", "h3", "h4", "p", "ol", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "figure",
    "figcaption", "img", "strong", "em", "sub", "sup", "a", "blockquote", "br", "hr",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
_MAX_SPAN = 1000
_MARKUP = re.compile(
    r"</?(?:p|div|br|h[1-6]|table|ul|ol|li|strong|em|a|img|span|figure|blockquote|hr|b|i)\b[^<>]*>", re.IGNORECASE
)


def sanitise(html: str) -> str:
    """Any HTML as the platform keeps it."""
    return finished("".join(block.html for block in blocks(html)))


def finished(html: str) -> str:
    """The last word is nh3's: whatever was built passes the strict allow-list once more."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None)


def blocks(html: str) -> list[Block]:
    """Any HTML as a list of clean blocks, with what its layout hinted."""
    return list(_flow(parse(html).children))


def _flow(nodes: Iterable[Node | str]) -> Iterator[Block]:
    waiting: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str) or (node.tag in INLINE and not node.holds_block):
            waiting.append(node)
            continue
        yield from _paragraphs(waiting)
        waiting = []
        if not node.hidden:
            yield from _block(node)
    yield from _paragraphs(waiting)


def _block(node: Node) -> Iterator[Block]:
    if node.tag in _HEADINGS:
        yield from _heading(node)
    elif node.tag in ("ul", "ol"):
        yield from _list(node)
    elif node.tag == "table":
        yield from _table(node)
    elif node.tag == "figure":
        yield from _figure(node)
    elif node.tag == "hr":
        yield Block("hr", "<hr>", "")
    elif node.tag == "blockquote":
        inner = list(_flow(node.children))
        if inner:
            text = "\n".join(block.text for block in inner)
            yield Block("blockquote", f"<blockquote>{''.join(block.html for block in inner)}</blockquote>", text)
    elif node.tag == "pre":
        yield from _paragraphs(_with_breaks(node.children))
    elif node.holds_block or node.tag in INLINE:
        yield from _flow(node.children)
    else:
        yield from _paragraphs(node.children, hint=hint_of(node), inherited=node)


def _with_breaks(nodes: Iterable[Node | str]) -> list[Node | str]:
    out: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str):
            for number, line in enumerate(node.split("\n")):
                out += [Node("br"), line] if number else [line]
        else:
            out.append(node)
    return out


def hint_of(node: Node) -> str:
    """What class names (set by the reader of Word) and alignment say about a block."""
    for name in node.attributes.get("class", "").split():
        if name.startswith("mz-"):
            return name[3:]
    align = node.attributes.get("align", "").lower()
    style = node.style.replace(" ", "")
    for word, hint in (("center", "centre"), ("right", "right")):
        if align == word or f"text-align:{word}" in style:
            return hint
    return ""


def _paragraphs(nodes: Iterable[Node | str], hint: str = "", inherited: Node | None = None) -> Iterator[Block]:
    marks = inline.marked(inherited, ()) if inherited is not None else ()
    for part in inline.paragraphs(inline.tidy(inline.runs(nodes, marks))):
        if inline.pictures_only(part):
            for run in part:
                if run.image:
                    yield Block("figure", f"<figure>{run.image}</figure>", "")
        else:
            strong = inline.wholly_strong(part) or "strong" in hint
            yield Block("p", f"<p>{inline.written(part)}</p>", inline.plain(part), hint, strong)


def _heading(node: Node) -> Iterator[Block]:
    if node.holds_block:
        yield from _flow(node.children)
        return
    tag = _HEADINGS[node.tag]
    found = inline.tidy(inline.runs(node.children), drop="strong")
    if inline.pictures_only(found):
        yield from _paragraphs(node.children)
    elif found:
        words = [
            run for number, run in enumerate(found) if not (number and run.text == found[number - 1].text == "\ue001")
        ]
        hint = hint_of(node) or ("title" if node.tag == "h1" else "")
        yield Block(tag, f"<{tag}>{inline.written(words)}</{tag}>", inline.plain(words), hint)


def _inside(node: Node) -> tuple[str, str]:
    """HTML and text of a cell or list item: its first paragraph stands without <p>."""
    inner = list(_flow(node.children))
    if not inner:
        return "", ""
    first = inner[0].html
    if inner[0].tag == "p":
        first = first[3:-4]
    return first + "".join(block.html for block in inner[1:]), "\n".join(block.text for block in inner)


def _list(node: Node) -> Iterator[Block]:
    items: list[tuple[str, str]] = []
    for child in node.children:
        if isinstance(child, str):
            child = Node("li", children=[child])
        if not child.hidden:
            items.append(_inside(child if child.tag == "li" else Node("li", {}, [child], True)))
    kept = [(inner, text) for inner, text in items if inner]
    if kept:
        body = "".join(f"<li>{inner}</li>" for inner, _ in kept)
        yield Block(node.tag, f"<{node.tag}>{body}</{node.tag}>", "\n".join(text for _, text in kept))


def _figure(node: Node) -> Iterator[Block]:
    captions = [child for child in node.children if isinstance(child, Node) and child.tag == "figcaption"]
    rest = [child for child in node.children if child not in captions]
    inner = list(_flow(rest))
    caption = inline.tidy(run for child in captions for run in inline.runs(child.children))
    last = max((number for number, block in enumerate(inner) if block.tag == "figure"), default=-1)
    for number, block in enumerate(inner):
        if number == last and caption:
            words = f"<figcaption>{inline.written(caption)}</figcaption></figure>"
            yield Block("figure", block.html.removesuffix("</figure>") + words, inline.plain(caption))
        else:
            yield block
    if last < 0 and caption:
        yield Block("p", f"<p>{inline.written(caption)}</p>", inline.plain(caption), "centre")


def _table(node: Node) -> Iterator[Block]:
    head: list[str] = []
    body: list[str] = []
    texts: list[str] = []
    leading = True  # rows of th alone at the top are the head, whatever section they stand in
    for child in node.children:
        if isinstance(child, Node) and child.tag == "caption":
            yield from _paragraphs(child.children, "centre")
    for row, within in _rows(node, ""):
        cells = [child for child in row.children if isinstance(child, Node) and child.tag in ("td", "th")]
        shown = [_cell(cell) for cell in cells if not cell.hidden]
        leading = leading and all(cell.tag == "th" for cell in cells)
        if shown:
            top = within == "thead" or (leading and within != "tfoot")
            (head if top else body).append(f"<tr>{''.join(cell for cell, _ in shown)}</tr>")
            texts.append("\t".join(text.replace("\n", " ") for _, text in shown))
    if head or body:
        inner = (f"<thead>{''.join(head)}</thead>" if head else "") + (
            f"<tbody>{''.join(body)}</tbody>" if body else ""
        )
        yield Block("table", f"<table>{inner}</table>", "\n".join(texts))


def _rows(node: Node, within: str) -> Iterator[tuple[Node, str]]:
    for child in node.children:
        if isinstance(child, Node) and not child.hidden:
            if child.tag == "tr":
                yield child, within
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from _rows(child, child.tag)


def _cell(cell: Node) -> tuple[str, str]:
    given = []
    for name in ("colspan", "rowspan"):
        value = cell.attributes.get(name, "").strip()
        if value.isascii() and value.isdigit() and 1 < int(value[:6]) <= _MAX_SPAN:
            given.append(f' {name}="{int(value)}"')
    scope = cell.attributes.get("scope", "").lower()
    if cell.tag == "th" and scope in _SCOPES:
        given.append(f' scope="{scope}"')
    inner, text = _inside(cell)
    return f"<{cell.tag}{''.join(given)}>{inner}</{cell.tag}>", text


def looks_like_markup(given: str) -> bool:
    """Does it hold tags of a text, or is it plain text?"""
    return bool(_MARKUP.search(given))


def plain_text(html: str) -> str:
    """The words of a body, one block a line."""
    return "\n".join(block.text for block in blocks(html) if block.text)


def from_text(text: str) -> str:
    """Plain text as paragraphs."""
    return "".join(f"<p>{escaping.escape(line.strip(), quote=False)}</p>" for line in text.splitlines() if line.strip())
