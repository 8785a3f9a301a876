"""The desk's navigation, in the order of the notice. Rooms add their pages; a section without pages is not drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingzheng.core.actors import Actor, Post
from mingzheng.design.parts import NavItem

Text = str | Promise

SECTIONS: dict[str, Text] = {
    "queue": "",
    "disclosure": _("一 各领域信息公开"),
    "basics": _("二 公开基础"),
    "policy": _("三 政策全流程"),
    "interaction": _("四 政民互动"),
    "supervision": _("五 监督保障"),
    "system": _("系统"),
}


@dataclass(frozen=True)
class Link:
    section: str
    label: Text
    url_name: str
    icon: str
    posts: tuple[Post, ...] | None
    demo_only: bool = False


_links: dict[tuple[str, str], Link] = {}


def add(
    section: str,
    label: Text,
    url_name: str,
    icon: str = "",
    posts: tuple[Post, ...] | None = None,
    *,
    demo_only: bool = False,
) -> None:
    """Add a page to a section; adding the same address again replaces its entry. Called when the desk starts.

    Args:
        section: a key of ``SECTIONS``; KeyError otherwise.
        url_name: name of an address without arguments.
        posts: the posts for which it is drawn; None for everybody.
        demo_only: drawn only in demonstration mode.
    """
    if section not in SECTIONS:
        raise KeyError(section)
    _links[section, url_name] = Link(section, label, url_name, icon, posts, demo_only)
    _lines.cache_clear()


def links(section: str, post: Post, *, demo: bool) -> list[Link]:
    """The links of a section that this post sees, in the order in which they were added."""
    return [
        link
        for link in _links.values()
        if link.section == section and (link.posts is None or post in link.posts) and (demo or not link.demo_only)
    ]


def items(request: HttpRequest, actor: Actor, *, demo: bool) -> tuple[NavItem, ...]:
    """What the desk's template draws: section heads and links, the present page marked."""
    lines = _lines(actor.post, demo, get_language(), tuple(_links))
    here = _nearest(request.path, [line.url for line in lines if line.url])
    return tuple(replace(line, current=True) if line.url and line.url == here else line for line in lines)


@lru_cache(maxsize=64)
def _lines(post: Post, demo: bool, _language: str | None, _known: tuple[tuple[str, str], ...]) -> tuple[NavItem, ...]:
    """The lines of a post; they are the same for every page and every person in it."""
    found: list[NavItem] = []
    for section in SECTIONS:
        pairs = [(link, url) for link in links(section, post, demo=demo) if (url := _address(link))]
        if pairs and SECTIONS[section]:
            found.append(NavItem(label=str(SECTIONS[section])))
        found += [NavItem(str(link.label), url, link.icon) for link, url in pairs]
    return tuple(found)


def _address(link: Link) -> str:
    try:
        return reverse(link.url_name)
    except NoReverseMatch:
        return ""


def _nearest(path: str, urls: list[str]) -> str:
    """The longest address under which the present page lies; cases and acts belong to the queue they came from."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")
