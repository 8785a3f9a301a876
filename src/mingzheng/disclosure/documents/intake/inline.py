"""Text within a paragraph as runs with marks: collected from the tree, tidied, written in one canonical form. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from mingzheng.disclosure.documents.intake.model import PICTURE_FOLDER
from mingzheng.disclosure.documents.intake.tree import Node, visible

Marks = tuple[str, ...]
_EDGE, _BREAK, _IMAGE = "\ue000", "\ue001", "\ue002"  # ``tree.visible`` took these out of every text
_ORDER = {"a": 0, "strong": 1, "em": 2, "sub": 3, "sup": 4}
_BY_TAG = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "sub": "sub", "sup": "sup"}
_BLANK = " \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000"
_BLANKS = re.compile(f"[{_BLANK}{_EDGE}]*[{_BLANK}][{_BLANK}{_EDGE}]*")
_AT_BREAK = re.compile(f"[{_BLANK}{_EDGE}]*{_BREAK}[{_BLANK}{_EDGE}]*")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3001-\u303f\u201c\u201d\u2018\u2019]")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)")
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")
_ITALIC = re.compile(r"font-style\s*:\s*italic")
_RAISED = re.compile(r"vertical-align\s*:\s*(super|sub)")
_OWN_PICTURE = re.compile(re.escape(PICTURE_FOLDER) + r"[A-Za-z0-9._-]+")
_BAD_IN_URL = re.compile(r"[\s\\\x00-\x20<>\"'`]")


@dataclass(frozen=True)
class Run:
    """Text under marks (``strong``, ``a:address``…); a break or a picture is a run whose text is one sentinel."""

    text: str
    marks: Marks = ()
    image: str = ""  # the whole tag
    data: str = ""  # address of a picture that is not our own


def own_path(address: str) -> bool:
    """Does it lead to a page or picture of this site?"""
    return address.startswith("/") and not address.startswith("//") and not _BAD_IN_URL.search(address)


def safe_link(address: str) -> str:
    """The address of a link that may stay; "" for all others."""
    address = address.strip()
    if own_path(address):
        return address
    if _BAD_IN_URL.search(address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    whole = (parts.scheme in ("http", "https") and bool(parts.hostname)) or (
        parts.scheme == "mailto" and "@" in parts.path
    )
    return address if whole else ""


def safe_picture(address: str) -> bool:
    """Pictures come from our own addresses, or stand in for one that is being brought in."""
    return own_path(address) or bool(_OWN_PICTURE.fullmatch(address))


def runs(nodes: Iterable[Node | str], marks: Marks = ()) -> Iterator[Run]:
    """The runs below some nodes, untidied."""
    for node in nodes:
        if isinstance(node, str):
            yield Run(visible(node), marks)
        elif node.hidden or node.tag == "del":
            continue
        elif node.tag == "br":
            yield Run(_BREAK)
        elif node.tag == "img":
            yield _picture(node)
        else:
            yield from runs(node.children, marked(node, marks))


def _picture(node: Node) -> Run:
    source = node.attributes.get("src", "").strip()
    alt = " ".join(visible(node.attributes.get("alt", "")).split())[:300]
    if not safe_picture(source):
        return Run("", data=source or "?")
    return Run(_IMAGE, image=f'<img src="{html.escape(source)}" alt="{html.escape(alt)}">')


def marked(node: Node, marks: Marks) -> Marks:
    found = set(marks)
    if node.tag in _BY_TAG and not (node.tag == "b" and _NOT_BOLD.search(node.style)):
        found.add(_BY_TAG[node.tag])
    if _BOLD.search(node.style):
        found.add("strong")
    if _ITALIC.search(node.style):
        found.add("em")
    raised = _RAISED.search(node.style)
    if raised:
        found.add("sup" if raised.group(1) == "super" else "sub")
    if {"sub", "sup"} <= found:
        found.discard("sub")
    if node.tag == "a" and (link := safe_link(node.attributes.get("href", ""))):
        found = {mark for mark in found if not mark.startswith("a:")} | {f"a:{link}"}
    return tuple(sorted(found, key=lambda mark: (_ORDER[mark.partition(":")[0]], mark)))


def tidy(given: Iterable[Run], *, drop: str = "") -> list[Run]:
    """Blanks collapsed, edges trimmed, neighbours merged; the mark ``drop`` taken away."""
    held = [run for run in given if run.text]
    if drop:
        held = [replace(run, marks=tuple(mark for mark in run.marks if mark != drop)) for run in held]
    if not held:
        return []
    joined = _EDGE.join(run.text for run in held)
    joined = _AT_BREAK.sub(_keep_edges, _BLANKS.sub(_one_blank, joined))
    texts = _trim(joined).split(_EDGE)
    fresh = [replace(run, text=text) for run, text in zip(held, texts, strict=True) if text]
    bare = [replace(run, marks=()) if not run.text.strip(_IMAGE + _BREAK + " \u3000") else run for run in fresh]
    return list(_merged(bare))


def _one_blank(found: re.Match[str]) -> str:
    whole = found.group()
    edges = _EDGE * whole.count(_EDGE)
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    if "\n" in whole and _CJK.match(before) and _CJK.match(after) and "\u3000" not in whole:
        return edges  # a line break of the source, not a blank of the text
    return ("\u3000" if "\u3000" in whole else " ") + edges


def _keep_edges(found: re.Match[str]) -> str:
    before, _, after = found.group().partition(_BREAK)
    return _EDGE * before.count(_EDGE) + _BREAK + _EDGE * after.count(_EDGE)


def _trim(joined: str) -> str:
    pattern = f"[{_BLANK}{_EDGE}{_BREAK}]*"
    head = re.match(pattern, joined)
    start = head.end() if head else 0
    end = len(joined)
    while end > start and re.fullmatch(pattern, joined[end - 1]):
        end -= 1
    edges_before, edges_after = joined[:start].count(_EDGE), joined[end:].count(_EDGE)
    return _EDGE * edges_before + joined[start:end] + _EDGE * edges_after


def _merged(given: list[Run]) -> Iterator[Run]:
    for (marks, image), group in groupby(given, key=lambda run: (run.marks, run.image or run.text == _BREAK)):
        members = list(group)
        if image:
            yield from members
        else:
            yield Run("".join(run.text for run in members), marks)


def paragraphs(given: list[Run]) -> Iterator[list[Run]]:
    """Tidy runs parted at double breaks."""
    part: list[Run] = []
    for run in given:
        if run.text == _BREAK and part and part[-1].text == _BREAK:
            yield from filter(None, [tidy(part)])
            part = []
        else:
            part.append(run)
    yield from filter(None, [tidy(part)])


def written(given: list[Run]) -> str:
    """The runs as HTML."""
    out: list[str] = []
    held: list[str] = []
    for run in given:
        shared = 0
        while shared < min(len(held), len(run.marks)) and held[shared] == run.marks[shared]:
            shared += 1
        while len(held) > shared:
            out.append(f"</{held.pop().partition(':')[0]}>")
        for mark in run.marks[shared:]:
            held.append(mark)
            out.append(_opening(mark))
        out.append(run.image or ("<br>" if run.text == _BREAK else html.escape(run.text, quote=False)))
    while held:
        out.append(f"</{held.pop().partition(':')[0]}>")
    return "".join(out)


def _opening(mark: str) -> str:
    tag, _, address = mark.partition(":")
    return f'<a href="{html.escape(address)}">' if tag == "a" else f"<{tag}>"


def plain(given: list[Run]) -> str:
    """The runs as text; breaks as line ends, pictures as nothing."""
    return "".join("\n" if run.text == _BREAK else "" if run.image else run.text for run in given)


def wholly_strong(given: list[Run]) -> bool:
    """Is every letter of it bold?"""
    return any(run.text.strip() for run in given) and all(
        "strong" in run.marks or not run.text.strip(" \u3000" + _BREAK) for run in given
    )


def pictures_only(given: list[Run]) -> bool:
    """Nothing but pictures (and breaks between them)?"""
    return any(run.image for run in given) and all(run.image or not run.text.strip(" \u3000" + _BREAK) for run in given)
