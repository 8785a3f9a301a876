"""The guides of docs/guides, read once per process: the same text stands in the repository, on the portal and on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import nh3
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from PIL import Image

from mingzheng.core.actors import Post

FOLDER: Path = settings.BASE_DIR / "docs" / "guides"
PICTURES = "guides"  # below the static files; see STATICFILES_DIRS
TAGS = {"h2", "h3", "p", "ol", "ul", "li", "strong", "em", "code", "a", "img", "blockquote", "br"}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height", "loading"}, "h2": {"id"}}
MARKDOWN = MarkdownIt("commonmark")


@dataclass(frozen=True)
class Guide:
    """``key``: file name and end of the address; ``posts``: whose guide it is, empty for the public's."""

    key: str
    posts: frozenset[Post] = frozenset()

    @property
    def public(self) -> bool:
        return not self.posts


@dataclass(frozen=True)
class Task:
    """One thing to do: its heading and the address of its place on the page."""

    heading: str
    anchor: str


@dataclass(frozen=True)
class Text:
    """A guide as a page shows it: ``lead`` is its first paragraph in plain words."""

    guide: Guide
    title: str
    lead: str
    tasks: tuple[Task, ...]
    body: SafeString


GUIDES: tuple[Guide, ...] = (
    Guide("citizen"),
    Guide("enterprise"),
    Guide("officer", frozenset({Post.OFFICER})),
    Guide("reviewer", frozenset({Post.REVIEWER, Post.SECRECY, Post.LEGAL, Post.HEAD})),
    Guide("office", frozenset({Post.OFFICE_CLERK, Post.OFFICE_HEAD})),
    Guide("assessor", frozenset({Post.ASSESSOR})),
    Guide("window", frozenset({Post.WINDOW, Post.HOTLINE})),
    Guide("admin", frozenset({Post.ADMIN})),
)


def texts(*, public: bool) -> list[Text]:
    """The guides of one face, in the order in which they are listed."""
    return [read(guide.key) for guide in GUIDES if guide.public is public]


def find(key: str, *, public: bool) -> Text | None:
    """The guide with this key, when it belongs to this face."""
    return next((read(guide.key) for guide in GUIDES if guide.key == key and guide.public is public), None)


def of_post(post: Post) -> Text | None:
    """The guide that this post needs first."""
    return next((read(guide.key) for guide in GUIDES if post in guide.posts), None)


@cache
def read(key: str) -> Text:
    """The guide of this key.

    Raises:
        StopIteration: nobody declared it; FileNotFoundError: its file is missing.
    """
    guide = next(one for one in GUIDES if one.key == key)
    tokens = MARKDOWN.parse((FOLDER / f"{key}.md").read_text(encoding="utf-8"))
    title, lead, rest = tokens[1].content, tokens[4].content, tokens[6:]
    tasks = _anchored(rest)
    for token in rest:
        _picture_addresses(token.children or [])
    html = nh3.clean(
        MARKDOWN.renderer.render(rest, MARKDOWN.options, {}), tags=TAGS, attributes=ATTRIBUTES, link_rel=None
    )
    return Text(guide, title, lead, tasks, mark_safe(html))  # noqa: S308 - cleaned in the line before


def _anchored(tokens: list[Any]) -> tuple[Task, ...]:
    """Every task gets a place that can be linked to."""
    found: list[Task] = []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            found.append(Task(inline.content, f"task-{len(found) + 1}"))
            token.attrSet("id", found[-1].anchor)
    return tuple(found)


def _picture_addresses(tokens: list[Any]) -> None:
    """Pictures come from the static files, with their size, so that the text does not jump when they arrive."""
    for token in tokens:
        if token.type == "image":
            path = str(token.attrGet("src"))
            with Image.open(FOLDER / path) as picture:
                width, height = picture.size
            token.attrSet("src", static(f"{PICTURES}/{Path(path).name}"))
            token.attrSet("width", str(width))
            token.attrSet("height", str(height))
            token.attrSet("loading", "lazy")


def plain(text: Text) -> str:
    """All words of a guide, for the search."""
    return " ".join(nh3.clean(str(text.body), tags=set()).split())


def contents(text: Text) -> SafeString:
    """The tasks of a guide as a list of links."""
    lines = [format_html('<li><a href="#{}">{}</a></li>', task.anchor, task.heading) for task in text.tasks]
    return mark_safe("".join(lines))  # noqa: S308 - each part is escaped
