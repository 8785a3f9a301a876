"""Just enough of a page's text to judge an answer: its title and its first heading."""

from __future__ import annotations

import re
from html import unescape

from mingzheng.supervision.inspections.crawler.outcome import Fetched
from mingzheng.supervision.inspections.reading.encoding import page_text

TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1", re.IGNORECASE | re.DOTALL)
TAGS = re.compile(r"<[^>]{0,500}>")
READ = 120_000


def head_text(found: Fetched) -> str:
    return _first(TITLE, found)


def first_heading(found: Fetched) -> str:
    return _first(HEADING, found)


def _first(pattern: re.Pattern[str], found: Fetched) -> str:
    hit = pattern.search(page_text(found.body[:READ], found.content_type) or "")
    return " ".join(unescape(TAGS.sub("", hit[1])).split())[:300] if hit else ""
