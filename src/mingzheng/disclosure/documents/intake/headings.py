"""Headings where the file has none: 第一章, 一、（一）1. by their words and by what follows them. Pure."""

from __future__ import annotations

import html as escaping
import re
from dataclasses import replace

from mingzheng.disclosure.documents.intake import words
from mingzheng.disclosure.documents.intake.model import Block, Role

_CN = "一二三四五六七八九十百"
_CHAPTER = re.compile(rf"第[{_CN}\d]{{1,4}}[章编篇](?:[ \u3000]|$|\S)")
_SECTION = re.compile(rf"第[{_CN}\d]{{1,4}}节(?:[ \u3000]|$|\S)")
_FIRST = re.compile(rf"[{_CN}]{{1,4}}[、．.][ \u3000]?")
_SECOND = re.compile(rf"[（(][{_CN}]{{1,4}}[)）][、]?")
_THIRD = re.compile(r"\d{1,2}[.．、](?!\d)[ \u3000]?")
_ARTICLE = re.compile(rf"第[{_CN}\d]{{1,5}}条")
_ENDS = ("。", "；", ";", "，", ",", "、", "：", ":", "！", "？")
_LONGEST = {1: 45, 2: 45, 3: 32}


def mark(given: list[Block]) -> list[Block]:
    """The same blocks; paragraphs of the body that are headings become h2, h3, h4."""
    chapters = sum(bool(_CHAPTER.match(block.text)) for block in given if block.tag == "p") > 1
    articles = sum(bool(_ARTICLE.match(block.text)) for block in given if block.tag == "p") > 2
    out: list[Block] = []
    for index, block in enumerate(given):
        following = next(
            (other for other in given[index + 1 :] if other.text or other.tag in ("table", "figure")), None
        )
        tag = "" if block.role is not Role.BODY else _tag(block, following, chapters, articles)
        out.append(_headed(block, tag) if tag else block)
    return _without_gaps(out)


def _without_gaps(given: list[Block]) -> list[Block]:
    """The levels that occur, as h2, h3, h4 in their order: no level is skipped, since readers by ear steer by them."""
    used = sorted({block.tag for block in given if block.role is Role.BODY and block.tag in ("h2", "h3", "h4")})
    fresh = {tag: f"h{number}" for number, tag in enumerate(used, 2)}
    return [
        replace(block, tag=fresh[block.tag], html=_retagged(block.html, block.tag, fresh[block.tag]))
        if block.role is Role.BODY and block.tag in fresh
        else block
        for block in given
    ]


def _retagged(html: str, tag: str, fresh: str) -> str:
    return f"<{fresh}>{html.removeprefix(f'<{tag}>').removesuffix(f'</{tag}>')}</{fresh}>"


def _tag(block: Block, following: Block | None, chapters: bool, articles: bool) -> str:
    if block.tag != "p" or not block.text or "\n" in block.text or "<img" in block.html:
        return ""
    text = block.text.strip()
    if block.hint in ("h2", "h3", "h4"):
        return block.hint if len(text) <= 80 and not text.endswith("。") else ""
    if words.ATTACHMENT_HEAD.fullmatch(text):
        return "h2"
    if _CHAPTER.match(text) and len(text) < 40:
        return "h2"
    if _SECTION.match(text) and len(text) < 40:
        return "h3"
    if articles and _ARTICLE.match(text):
        return ""
    level = _level(text)
    if level:
        deeper = 1 if chapters else 0
        return f"h{min(level + 1 + deeper, 4)}" if _is_heading(text, level, following, block) else ""
    return _by_look(block, text)


def _level(text: str) -> int:
    for level, pattern in ((1, _FIRST), (2, _SECOND), (3, _THIRD)):
        if pattern.match(text):
            return level
    return 0


def _is_heading(text: str, level: int, following: Block | None, block: Block) -> bool:
    if len(text) > _LONGEST[level] or text.endswith(_ENDS) or re.search(r"[。；]", text):
        return False
    if following is None or following.role is not Role.BODY:
        return False
    if block.strong:
        return True
    next_level = _level(following.text)
    short = len(following.text) <= _LONGEST[level] and not following.text.endswith("。") and following.tag == "p"
    return not (next_level and next_level <= level and short)  # a row of short items is a list, not headings


def _by_look(block: Block, text: str) -> str:
    if len(text) > 40 or text.endswith(_ENDS) or text.startswith(("（", "(")) or re.fullmatch(r"[\d\W_]+", text):
        return ""
    if block.hint in ("title", "centre-strong"):
        return "h2"
    return "h3" if block.strong and len(text) <= 30 and block.hint in ("", "strong") else ""


def _headed(block: Block, tag: str) -> Block:
    inner = re.sub(r"</?strong>", "", block.html.removeprefix("<p>").removesuffix("</p>"))
    if not inner:
        inner = escaping.escape(block.text, quote=False)
    return replace(block, tag=tag, html=f"<{tag}>{inner}</{tag}>")
