"""A small tree of the tags that matter, read from any HTML. Pure; nh3 (html5ever) does the hostile part of the reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from mingzheng.core.errors import Refused

MAX_CHARACTERS = 4_000_000
_MAX_DEPTH = 60
_VOID = frozenset({"br", "hr", "img"})
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "u", "var",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_DROPPED = frozenset({
    "script", "style", "xml", "head", "title", "noscript", "template", "svg", "math", "iframe", "object",
    "embed", "textarea", "select", "option", "button", "canvas", "audio", "video", "noframes", "noembed",
    "xmp", "plaintext",
})  # fmt: skip
_HINTS = {"style", "align", "class", "hidden"}
_ATTRIBUTES = {
    **{tag: set(_HINTS) for tag in INLINE | BLOCKS},
    "a": {"href", *_HINTS},
    "img": {"src", "alt", *_HINTS},
    "td": {"colspan", "rowspan", "scope", *_HINTS},
    "th": {"colspan", "rowspan", "scope", *_HINTS},
}
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ue000-\ue002\ufeff\ufff9-\uffff]"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


@dataclass
class Node:
    """An element. ``holds_block``: is there a block anywhere below it?"""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    holds_block: bool = False

    @property
    def style(self) -> str:
        return self.attributes.get("style", "").lower()

    @property
    def hidden(self) -> bool:
        return "hidden" in self.attributes or bool(_HIDDEN.search(self.style))


class _Builder(HTMLParser):
    """Builds the tree from balanced markup; what lies deeper than the limit is laid flat."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._open[-1]
        if len(self._open) > _MAX_DEPTH and tag not in _VOID:
            self._open.append(parent)
            return
        node = Node(tag, {name: value or "" for name, value in attrs})
        parent.children.append(node)
        if tag in BLOCKS:
            for ancestor in self._open:
                ancestor.holds_block = True
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def visible(text: str) -> str:
    """Text without characters that nobody sees: soft hyphens, zero widths, direction marks, controls."""
    return _INVISIBLE.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))


def parse(html: str) -> Node:
    """The tree of any HTML.

    Raises:
        Refused: ``too_long``.
    """
    if len(html) > MAX_CHARACTERS:
        raise Refused(
            "正文过长，无法处理。", remedy="请拆分后分别粘贴，或作为附件上传。", field="body", code="too_long"
        )
    safe = nh3.clean(
        visible(html),
        tags=set(INLINE | BLOCKS),
        clean_content_tags=set(_DROPPED),
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=None,
    )
    builder = _Builder()
    builder.feed(safe)
    builder.close()
    return builder.root
