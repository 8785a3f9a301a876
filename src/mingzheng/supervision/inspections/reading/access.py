"""What of a page somebody cannot use who does not see it or does not use a mouse, as far as its source shows."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.supervision.inspections.reading.labels import clean
from mingzheng.supervision.inspections.reading.tree import Node, tag

TYPED = ("input", "select", "textarea")
UNTYPED = frozenset({"hidden", "submit", "button", "reset", "image"})


@dataclass(frozen=True)
class Access:
    """``language``: what the page says it is written in. The others: what lacks a name, as it can be shown (address, field)."""

    language: str = ""
    pictures: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def read_access(root: Node) -> Access:
    return Access(
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        pictures=tuple(_shown(node, "src") for node in root.iter("img") if node.get("alt") is None and _met(node)),
        fields=tuple(_fields(root)),
        links=tuple(
            _shown(node, "href") for node in root.iter("a") if node.get("href") and not _named(node) and _met(node)
        ),
    )


def _met(node: Node) -> bool:
    """Does a reader's software meet it?"""
    at: Node | None = node
    while at is not None:
        if at is not node and tag(at) in ("noscript", "template", "object", "svg"):
            return False
        if at.get("aria-hidden") == "true" or at.get("hidden") is not None:
            return False
        if at is node and node.get("role") in ("presentation", "none"):
            return False
        at = at.getparent()
    return True


def _shown(node: Node, name: str) -> str:
    return (node.get(name) or node.get("id") or tag(node))[:120]


def _fields(root: Node) -> list[str]:
    labelled = {node.get("for") for node in root.iter("label") if clean(node.text_content())}
    found = []
    for node in root.iter(*TYPED):
        if (node.get("type") or "").lower() in UNTYPED or not _met(node):
            continue
        named = any(node.get(name) for name in ("aria-label", "aria-labelledby", "title"))
        inside = any(tag(one) == "label" for one in node.iterancestors())
        if not (named or inside or node.get("id") in labelled):
            found.append(_shown(node, "name"))
    return found


def _named(node: Node) -> bool:
    """Has a link a name: text, a label, or a picture in it that has one?"""
    if clean(node.text_content()) or node.get("aria-label") or node.get("aria-labelledby") or node.get("title"):
        return True
    return any((one.get("alt") or "").strip() for one in node.iter("img"))
